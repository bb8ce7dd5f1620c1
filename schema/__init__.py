"""The GraphQL layer: data fields compiled to one SQL statement, work types with resolvers."""
