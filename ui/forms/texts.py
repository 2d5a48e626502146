"""What may stand in a text, how texts are compared and counted, and how a caret follows a change.

Pure functions. Qt counts positions in UTF-16 units and Python in code points; what is a Qt position says so.
"""

import unicodedata

from ui.keystrokes import Splice, splice

_LINE_BREAKS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"


def clean_line(text: str) -> str:
    """Make one line of a text: line breaks and tabs become single spaces, control characters go."""
    joined = " ".join(part for part in text.replace("\t", " ").splitlines()) if _breaks(text) else text
    return _without_controls(joined.replace("\t", " "), keep="")


def clean_text(text: str) -> str:
    """Keep line breaks, as line feeds, and drop other control characters; tabs become spaces."""
    joined = "\n".join(text.split("\r\n")).translate(dict.fromkeys(map(ord, _LINE_BREAKS), "\n"))
    return _without_controls(joined.replace("\t", " "), keep="\n")


def lines_of(text: str) -> list[str]:
    """The lines of a text that hold something, each clean."""
    return [line for line in (clean_line(part).strip() for part in text.splitlines()) if line]


def _breaks(text: str) -> bool:
    return any(mark in text for mark in _LINE_BREAKS)


def _without_controls(text: str, keep: str) -> str:
    return "".join(mark for mark in text if mark in keep or unicodedata.category(mark) not in ("Cc", "Cs"))


def fold(text: str) -> str:
    """A text for comparison: without accents, case or outer spaces. ``Móveis`` and ``moveis`` are the same."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark)).strip()


def count_words(text: str) -> int:
    """How many words a text has: runs between spaces that hold a letter or a digit."""
    return sum(any(mark.isalnum() for mark in run) for run in text.split())


def units(text: str) -> int:
    """The length of a text as Qt counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def head(text: str, position: int) -> str:
    """The text before a Qt position."""
    return text.encode("utf-16-le", "surrogatepass")[: 2 * position].decode("utf-16-le", "ignore")


def qt_splice(before: str, after: str) -> tuple[Splice, int, int]:
    """The smallest replacement between two texts, with its start and removed length in Qt's positions."""
    change = splice(before, after)
    return change, units(before[: change.at]), units(change.removed)


def follow(position: int, before: str, after: str) -> int:
    """Where a caret at a Qt position of one text belongs in the next."""
    change, at, removed = qt_splice(before, after)
    if position <= at:
        return position
    if position >= at + removed:
        return position + units(change.added) - removed
    return at + units(change.added)
