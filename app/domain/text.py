"""Rules for the texts of a card, each said once for the decoder and for the person.

An annotation such as ``Annotated[str, Words(minimum=150)]`` gives the JSON Schema a bounded ``pattern`` (the decoder
cannot write anything else) and gives Pydantic a validator (the person hears what is wrong, in errors whose types the
form turns into sentences):

=====================  ==========================================  ============
error type             meaning                                     context
=====================  ==========================================  ============
``control_character``  a character that no text may hold
``line_break``         a line break in a text of one line
``too_few_words``      fewer words than asked                      minimum, words
=====================  ==========================================  ============

The person is held to less than the decoder: any wording will do, and ``too_few_words`` is in :data:`ADVISORY`, a mark
that never blocks an approval.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

ADVISORY = frozenset({"too_few_words"})
"""Types of validation errors that mark a field without blocking the approval."""

_LETTER = "A-Za-zÀ-ÖØ-öø-ÿ"


def count_words(text: str) -> int:
    """Count the words of a text: whatever stands between white space and holds a letter or a digit."""
    return sum(any(character.isalnum() for character in word) for word in text.split())


def _refuse_control_characters(text: str, allowed: str) -> None:
    if text.replace(allowed, "").isprintable():
        return  # almost every text, a hundred times as fast as character by character
    for character in text:
        if unicodedata.category(character) in {"Cc", "Cs"} and character not in allowed:
            raise PydanticCustomError("control_character", "The text holds a control character.")


@dataclass(frozen=True, slots=True)
class OneLine:
    """A text on one line, of bounded length, that begins and ends with a letter or a digit when a machine writes it.

    Attributes:
        minimum: Fewest characters; 0 lets the text be empty.
        maximum: Most characters.
    """

    minimum: int
    maximum: int

    @property
    def pattern(self) -> str:
        """The regular expression that the decoder keeps; it bounds the length by itself."""
        inner = f"{{{max(0, self.minimum - 2)},{self.maximum - 2}}}"
        rest = rf"[{_LETTER}0-9 ,.'’+/()%&-]{inner}[{_LETTER}0-9)%]"
        if self.minimum >= 2:
            return rf"^[{_LETTER}0-9]{rest}$"
        line = rf"[{_LETTER}0-9](?:{rest})?"
        return rf"^{line}$" if self.minimum else rf"^(?:{line})?$"

    def check(self, text: str) -> str:
        """Strip the text and hold it to one line of the right length.

        Raises:
            PydanticCustomError: ``control_character`` or ``line_break``.
        """
        text = text.strip()
        if "\n" in text or "\r" in text:
            raise PydanticCustomError("line_break", "The text must stand on one line.")
        _refuse_control_characters(text, allowed="")
        return text

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        limited = core_schema.str_schema(min_length=self.minimum, max_length=self.maximum, strip_whitespace=True)
        return core_schema.no_info_after_validator_function(self.check, limited)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(schema), "pattern": self.pattern}


@dataclass(frozen=True, slots=True)
class Words:
    """Prose of at least so many words, in paragraphs.

    The decoder writes three or four paragraphs joined by a blank line, of words of 2 to 20 letters (single letters
    only between words, as Portuguese has them), each paragraph ending in a full stop, exclamation or question mark, as
    do the sentences in it. Every repetition is bounded: without a bound a weak model never ends.

    Attributes:
        minimum: Fewest words; three paragraphs share them.
    """

    minimum: int = 150

    @property
    def pattern(self) -> str:
        """The regular expression that the decoder keeps; three shortest paragraphs hold ``minimum`` words."""
        least = -(-self.minimum // 3)
        most = least + 30
        core = rf"[{_LETTER}](?:[{_LETTER}]|-[{_LETTER}]){{1,18}}"
        single = "(?:[aeoàéAEOÀÉ] )?"
        word = f"{single}{core}[,;:.!?]?"
        paragraph = rf"(?:{word} ){{{least - 1},{most - 1}}}{single}{core}[.!?]"
        return rf"^{paragraph}(?:\n\n{paragraph}){{2,3}}$"

    def check(self, text: str) -> str:
        """Strip the text, unify its line ends and count its words.

        Raises:
            PydanticCustomError: ``control_character`` or ``too_few_words``.
        """
        text = re.sub(r"\r\n?", "\n", text).strip()
        _refuse_control_characters(text, allowed="\n")
        if (words := count_words(text)) < self.minimum:
            raise PydanticCustomError(
                "too_few_words",
                "The text has {words} words and wants {minimum}.",
                {"words": words, "minimum": self.minimum},
            )
        return text

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, core_schema.str_schema())

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {**handler(schema), "pattern": self.pattern, "minWords": self.minimum}
