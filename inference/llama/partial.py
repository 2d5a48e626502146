"""JSON that is still being written → the value so far."""

import json
import re

from pydantic import JsonValue

_CUT_ESCAPE = re.compile(r"(?:\\u[dD][89abAB][0-9a-fA-F]{2})?\\(?:u[0-9a-fA-F]{0,3})?$|\\u[dD][89abAB][0-9a-fA-F]{2}$")

_LONGEST_ESCAPE = 12  # a pair of surrogates


def value_so_far(written: bytes) -> JsonValue | None:
    """Read an unfinished JSON text or list of texts.

    Args:
        written: The beginning of a value's JSON in UTF-8, cut anywhere: inside a character, an escape, a text.

    Returns:
        What it holds so far; ``None`` where nothing can be said yet, and for everything but texts and lists.
    """
    text = written.decode("utf-8", "ignore")
    if text[:1] not in {'"', "["}:
        return None
    closers, open_text = _closers(text)
    if open_text:
        text = _whole_escapes(text)
    elif closers:
        text = text.rstrip().removesuffix(",")
    try:
        value: JsonValue = json.loads(text + closers, strict=False)  # servers may leave line breaks as they are
    except ValueError:
        return None
    return value


def _closers(text: str) -> tuple[str, bool]:
    """What ends everything that is open, and whether the innermost of it is a text."""
    closers: list[str] = []
    quoted = escaped = False
    for character in text:
        if escaped:
            escaped = False
        elif quoted:
            escaped = character == "\\"
            quoted = character != '"'
        elif character == '"':
            quoted = True
        elif character in "[{":
            closers.append("]" if character == "[" else "}")
        elif character in "]}":
            closers.pop()
    return ('"' if quoted else "") + "".join(reversed(closers)), quoted


def _whole_escapes(text: str) -> str:
    """Drop an escape that is cut off at the end; an escaped backslash is whole."""
    match = _CUT_ESCAPE.search(text, max(0, len(text) - _LONGEST_ESCAPE))
    if match is None:
        return text
    before = text[: match.start()]
    backslashes = len(before) - len(before.rstrip("\\"))
    return text if backslashes % 2 else before
