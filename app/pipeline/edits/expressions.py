"""Regular expressions that people type: refused where they are none, stopped where they never end.

The standard library's ``re`` holds the interpreter while it looks, so that neither a thread nor a timer could end an
expression that runs away; the ``regex`` package lets other threads run meanwhile and knows a limit.
"""

from typing import Final

import regex

PATIENCE: Final = 0.25
"""Seconds that an expression may take for one text."""
LONGEST: Final = 500
"""Characters of an expression, at most."""


class ExpressionWrong(ValueError):
    """What was typed cannot be used.

    Attributes:
        put: Whether it is the replacement that is wrong: it names a group that there is not.
        at: Where it is wrong, counted in characters from 0; ``None`` where that cannot be said.
    """

    def __init__(self, reason: str, *, at: int | None = None, put: bool = False) -> None:
        super().__init__(reason)
        self.at = at
        self.put = put


class ExpressionSlow(RuntimeError):
    """An expression took longer than :data:`PATIENCE` for one text."""


class Expression:
    r"""A regular expression and what it puts in place of what it finds; ``\1`` and ``\g<name>`` are its groups."""

    def __init__(self, pattern: str, put: str, *, exact: bool) -> None:
        """Make it ready.

        Args:
            pattern: As it was typed.
            put: The replacement.
            exact: Whether capitals count.

        Raises:
            ExpressionWrong: It, or its replacement, cannot be used.
        """
        if len(pattern) > LONGEST:
            raise ExpressionWrong("too long", at=LONGEST)
        flags = 0 if exact else regex.IGNORECASE
        self._put = put
        try:
            self._pattern = regex.compile(pattern, flags)
        except regex.error as error:
            raise ExpressionWrong(error.msg, at=error.pos) from error
        try:
            # A replacement is only looked at where something is found; the empty branch finds something in anything.
            regex.compile(pattern + "|", flags).sub(put, "")
        except (regex.error, IndexError) as error:
            raise ExpressionWrong(str(error), put=True) from error

    def replaced(self, text: str) -> str:
        """Replace what is found in a text.

        Raises:
            ExpressionSlow: It takes too long for this text.
        """
        try:
            return str(self._pattern.sub(self._put, text, timeout=PATIENCE))
        except TimeoutError as error:
            raise ExpressionSlow(self._pattern.pattern) from error
