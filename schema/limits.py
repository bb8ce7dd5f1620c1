"""What one document may ask for: one rule that looks at every fragment once, however often it is spread."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    ASTValidationRule,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValidationContext,
)
from graphql.validation.validate import ValidationAbortedError

FIELDS_MAX = 2000
ALIASES_MAX = 200
FRAGMENTS_MAX = 20
ROOT_FIELDS_MAX = 20
OPERATIONS_MAX = 10
REPEATS_MAX = 20
"""How often one selection may name the same field: the comparison of repeats is quadratic, and worse below."""
_MUCH = 10**6
"""Counts stop here, so that fragments that double each other stay small numbers."""


@dataclass(frozen=True, slots=True)
class _Size:
    """How large a selection is with its fragments unfolded."""

    depth: int = 0
    fields: int = 0
    aliases: int = 0
    roots: int = 0
    names: Counter[str] = field(default_factory=Counter)
    """How often each response name stands in the selection."""


def limits_rule(depth_max: int) -> type[ASTValidationRule]:
    """The validation rule for a largest depth; make it once, so that the cache of validations holds."""

    class Limits(ASTValidationRule):
        def __init__(self, context: ValidationContext) -> None:
            super().__init__(context)
            self._sizes: dict[str, _Size] = {}
            self._repeats = 0

        def enter_document(self, document: DocumentNode, *_: Any) -> None:
            fragments = [d for d in document.definitions if isinstance(d, FragmentDefinitionNode)]
            operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
            self._check("fragments", "片段", len(fragments), FRAGMENTS_MAX)
            self._check("operations", "操作", len(operations), OPERATIONS_MAX)
            for operation in operations:
                size = self._size(operation.selection_set, frozenset())
                self._check("levels", "层嵌套", size.depth, depth_max)
                self._check("fields", "字段", size.fields, FIELDS_MAX)
                self._check("aliases", "别名", size.aliases, ALIASES_MAX)
                self._check("root fields", "根字段", size.roots, ROOT_FIELDS_MAX)
                self._check("repeats of one field", "同名字段", self._repeats, REPEATS_MAX)

        def _check(self, en: str, zh: str, found: int, allowed: int) -> None:
            if found > allowed:
                sentences = {
                    "zh": f"一个查询最多 {allowed} 个{zh}。",
                    "en": f"A document has at most {allowed} {en}.",
                }
                # Nothing is validated further: other rules take time that grows with the square of the fields.
                raise ValidationAbortedError(
                    sentences["en"], extensions={"code": "LIMIT_EXCEEDED", **sentences}
                )

        def _size(self, selections: SelectionSetNode, inside: frozenset[str]) -> _Size:
            depth = fields = aliases = roots = 0
            names: Counter[str] = Counter()
            for node in selections.selections:
                if isinstance(node, FieldNode):
                    introspection = node.name.value.startswith("__")
                    size = (
                        _Size()
                        if introspection or node.selection_set is None
                        else self._size(node.selection_set, inside)
                    )
                    depth = max(depth, size.depth + 1)
                    fields += size.fields + 1
                    aliases += size.aliases + (node.alias is not None)
                    roots += 1
                    names[(node.alias or node.name).value] += 1
                else:
                    size = (
                        self._fragment(node.name.value, inside)
                        if isinstance(node, FragmentSpreadNode)
                        else self._size(node.selection_set, inside)  # type: ignore[attr-defined]
                    )
                    depth = max(depth, size.depth)
                    fields += size.fields
                    aliases += size.aliases
                    roots += size.roots
                    names += size.names
            self._repeats = max(self._repeats, *names.values(), 0)
            return _Size(depth, min(fields, _MUCH), min(aliases, _MUCH), min(roots, _MUCH), names)

        def _fragment(self, name: str, inside: frozenset[str]) -> _Size:
            if name in inside:
                return _Size()  # a circle, which another rule refuses
            if name not in self._sizes:
                fragment = self.context.get_fragment(name)
                self._sizes[name] = (
                    self._size(fragment.selection_set, inside | {name}) if fragment else _Size()
                )
            return self._sizes[name]

    return Limits
