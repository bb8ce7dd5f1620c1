"""The GraphQL layer: data fields compiled to one SQL statement, work types with resolvers."""

from schema.router import execute, graphql_router, schema_text

__all__ = ["execute", "graphql_router", "schema_text"]
