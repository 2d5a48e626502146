"""Texts without accents and case, for whoever compares words rather than letters."""

import unicodedata


def fold(text: str) -> str:
    """Take accents and case away: ``"Sofá AZUL"`` → ``"sofa azul"``."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).casefold()
