"""The SDL that is committed is the SDL of the code, and it describes everything."""

from __future__ import annotations

from pathlib import Path

from graphql import is_input_object_type, is_interface_type, is_object_type

import schema
from schema.build import build_schema


def test_the_committed_sdl_is_up_to_date() -> None:
    """Renew it with `hub sdl > schema/schema.graphql`."""
    committed = Path(schema.__file__).with_name("schema.graphql").read_text(encoding="utf-8")
    assert committed == schema.schema_text()


def test_every_type_field_and_argument_is_described() -> None:
    silent = []
    for name, found in build_schema()._schema.type_map.items():
        if name.startswith("__"):
            continue
        if not found.description:
            silent.append(name)
        if is_object_type(found) or is_interface_type(found) or is_input_object_type(found):
            for field_name, field in found.fields.items():
                if not field.description:
                    silent.append(f"{name}.{field_name}")
    assert silent == []
