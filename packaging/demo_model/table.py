"""What the demo model knows: its types and colours, read from the table that ships with it."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

RESOURCES = Path(__file__).resolve().parents[2] / "resources" / "models" / "demo"
COLOURS = (
    "preto", "cinza", "branco", "bege", "marrom", "vermelho", "laranja", "amarelo", "verde", "azul", "roxo", "rosa",
)  # fmt: skip
UNKNOWN = "outro produto"
NOTHING = ""
"""In place of a noun: a thing that is not there, of which nothing can be said."""


@dataclass(frozen=True, slots=True)
class Type:
    """One kind of product.

    Attributes:
        noun: What its name begins with; singular, lower case.
        plural: The same in the plural.
        gender: ``m`` or ``f``.
        department: Where a shop keeps it, as the built-in list of categories says.
        sources: Types, or ``type/variant``, of the labelled photos that show it.
    """

    noun: str
    plural: str
    gender: str
    department: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """All types, in the order of the classifier's rows, and what is held out to measure ignorance."""

    types: tuple[Type, ...]
    held_out: tuple[str, ...]

    @property
    def nouns(self) -> tuple[str, ...]:
        """The nouns, in order."""
        return tuple(kind.noun for kind in self.types)

    @property
    def departments(self) -> tuple[str, ...]:
        """The departments, each once, in the order of their first type."""
        return tuple(dict.fromkeys(kind.department for kind in self.types))

    def of(self, source: str, variant: str) -> Type | None:
        """The type that a labelled photo shows; ``None`` where it is held out."""
        if source in self.held_out:
            return None
        return next(kind for kind in self.types if {source, f"{source}/{variant}"} & set(kind.sources))


def load_table() -> Table:
    """Read the table."""
    raw = tomllib.loads((RESOURCES / "types.toml").read_text(encoding="utf-8"))
    types = (Type(**{**entry, "sources": tuple(entry["sources"])}) for entry in raw["type"])
    return Table(tuple(types), tuple(raw["held_out"]["sources"]))
