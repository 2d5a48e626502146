"""Numbers as the command line takes them."""

import argparse

from app.cli.words import Words


class Number:
    """Reads a number that has to lie between two bounds; a type for argparse."""

    def __init__(self, words: Words, *, whole: bool, least: float, most: float) -> None:
        self._words = words
        self._kind: type[int] | type[float] = int if whole else float
        self._least = least
        self._most = most

    def __call__(self, text: str) -> int | float:
        """Read the number.

        Raises:
            argparse.ArgumentTypeError: It is none, or out of bounds; in the person's language.
        """
        try:
            number = self._kind(text)
        except ValueError:
            number = None
        if number is None or not self._least <= number <= self._most:
            kind = "whole_number" if self._kind is int else "number"
            said = self._words(kind, least=f"{self._least:.0f}", most=f"{self._most:.0f}", said=text)
            raise argparse.ArgumentTypeError(said)
        return number


class Numbers:
    """Reads whole numbers with commas between them, each between two bounds; a type for argparse."""

    def __init__(self, words: Words, *, least: int, most: int) -> None:
        self._words = words
        self._least = least
        self._most = most

    def __call__(self, text: str) -> tuple[int, ...]:
        """Read the numbers: rising, each once.

        Raises:
            argparse.ArgumentTypeError: One is none, or out of bounds; in the person's language.
        """
        try:
            numbers = tuple(sorted({int(part) for part in text.split(",")}))
        except ValueError:
            numbers = ()
        if not numbers or numbers[0] < self._least or numbers[-1] > self._most:
            raise argparse.ArgumentTypeError(
                self._words("whole_numbers", least=self._least, most=self._most, said=text)
            )
        return numbers
