"""How sure a value's name is, where the value begins with one of some: apart from what is written behind it.

A name such as *Camiseta azul* is as sure as its *camiseta*: of the colour another field says how sure it is, and words
that follow in any case would only dilute the doubt.
"""

import math
from collections.abc import Iterable

from inference.llama.phrases import phrase_of, words_in


class Naming:
    """Follows one value while it is written.

    Args:
        names: With one of which it begins; none of them where it is any text.

    Attributes:
        open: Whether what is written next may still tell which name it is; :meth:`note` has nothing to do where not.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._names = {" ".join(phrase_of(name)) for name in names}
        self._written = b""
        self._log_probability = 0.0
        self.open = any(self._names)

    @property
    def sure(self) -> float | None:
        """The probability of the name; ``None`` where the value begins with none of the names."""
        said = f"{self._said} "
        named = any(said.startswith(f"{name} ") for name in self._names)
        return math.exp(self._log_probability) if named else None

    def note(self, spelt: bytes, log_probability: float) -> bool:
        """Take note of what was written: bytes of JSON, and the logarithm of how probable they were.

        Returns:
            Whether they are part of a name, or may become one.
        """
        if not self.open:
            return False
        self._log_probability += log_probability
        self._written += spelt
        said = self._said
        begun = [name for name in self._names if name.startswith(said)]
        self.open = any(name != said for name in begun)
        return bool(begun)

    @property
    def _said(self) -> str:
        return " ".join(words_in(self._written))
