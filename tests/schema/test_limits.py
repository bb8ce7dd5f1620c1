"""Limits on documents: judged quickly, whatever fragments do."""

from __future__ import annotations

import time

import pytest
from graphql import get_introspection_query, parse, validate

from schema.build import build_schema
from schema.limits import ALIASES_MAX, FIELDS_MAX, limits_rule

CORE = build_schema(12)._schema
RULE = limits_rule(12)


def refused(document: str) -> list[str]:
    """The sentences of the rule about a document."""
    return [str((error.extensions or {})["en"]) for error in validate(CORE, parse(document), [RULE])]


def nested(levels: int) -> str:
    inner = "totalCount"
    for _ in range((levels - 2) // 2):
        inner = f"nodes {{ accounts {{ {inner} }} }}"
    return f"{{ projects {{ {inner} }} }}"


def test_what_is_small_passes() -> None:
    assert refused(nested(12)) == []
    assert refused(get_introspection_query()) == []


@pytest.mark.parametrize(
    ("document", "word"),
    [
        (nested(14), "levels"),
        ("{ " + " ".join(f"a{n}: viewer {{ name }}" for n in range(ALIASES_MAX + 1)) + " }", "aliases"),
        ("{ " + " ".join(f"viewer{n}" for n in range(21)) + " }", "root fields"),
        ("{ viewer { " + "name " * (FIELDS_MAX + 1) + "} }", "fields"),
        (
            "{ viewer { name } }" + " ".join(f"fragment F{n} on Viewer {{ name }}" for n in range(21)),
            "fragments",
        ),
        (" ".join(f"query Q{n} {{ viewer {{ name }} }}" for n in range(11)), "operations"),
    ],
)
def test_what_is_too_much_is_refused_with_a_sentence(document: str, word: str) -> None:
    assert any(sentence.endswith(f" {word}.") for sentence in refused(document))


def test_fragments_that_double_each_other_take_no_time() -> None:
    fragments = [
        f"fragment F{n} on Viewer {{ {'name' if n == 19 else f'...F{n + 1} ...F{n + 1}'} }}"
        for n in range(20)
    ]
    begun = time.perf_counter()
    assert refused("{ viewer { ...F0 } }" + " ".join(fragments)) == [
        f"A document has at most {FIELDS_MAX} fields."
    ]
    assert time.perf_counter() - begun < 1


def test_a_circle_of_fragments_ends() -> None:
    assert refused("{ viewer { ...A } } fragment A on Viewer { ...B } fragment B on Viewer { ...A }") == []
