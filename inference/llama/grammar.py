"""A field's schema → a matcher that knows which tokens may come next."""

import json
from typing import Any

from llguidance import LLMatcher

from inference.errors import SchemaUnsupported
from inference.llama.plan import Field
from inference.llama.vocabulary import Vocabulary

_KEPT = 64
_SPELLING = {"whitespace_flexible": False, "item_separator": ", ", "key_separator": ": "}
"""As :func:`~inference.llama.plan.value_text` spells JSON, and what models have read most of."""


class Grammars:
    """Compiles each schema once; the same fields come with every photo."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._compiled: dict[str, LLMatcher] = {}

    def matcher(self, field: Field) -> LLMatcher:
        """A fresh matcher for a field's value.

        Raises:
            SchemaUnsupported: The schema does not compile.
        """
        source = json.dumps(_compilable(field.schema), sort_keys=True)
        if source not in self._compiled:
            if len(self._compiled) >= _KEPT:
                self._compiled.pop(next(iter(self._compiled)))
            self._compiled[source] = self._compile(source, field.name)
        return self._compiled[source].deep_copy()

    def _compile(self, source: str, name: str) -> LLMatcher:
        grammar = LLMatcher.grammar_from_json_schema(source, overrides=_SPELLING)
        matcher = LLMatcher(self._vocabulary.guide, grammar, log_level=0)
        if error := matcher.get_error():
            raise SchemaUnsupported(error, field=name, reason=error)
        return matcher


def _compilable(schema: Any) -> Any:
    """Drop lengths beside a pattern: it carries its own, and both together make the compiler give up."""
    if isinstance(schema, list):
        return [_compilable(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    dropped = {"minLength", "maxLength"} if isinstance(schema.get("pattern"), str) else set()
    return {key: _compilable(value) for key, value in schema.items() if key not in dropped}
