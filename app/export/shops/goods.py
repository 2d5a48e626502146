"""A product as shops know it, and what several of them write alike."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True, slots=True)
class Goods:
    """A product; all of it plain text.

    Attributes:
        handle: Names it in addresses, with its number in the catalogue at the end; no two products have the same.
        sku: The shop's own number of it; empty where it has none.
        title: What it is called.
        description: Paragraphs with a blank line between them.
        features: Selling points.
        category: Where it belongs.
        colour: Its main colour; empty where the card does not say.
        pictures: Addresses or names of files, the main one first.
        attributes: What else is said of it, as (name, value); names are the same for all products of a file.
        related: Names of products to show beside it, as this shop names them; ``None`` where the file has no such
            column.
    """

    handle: str
    sku: str
    title: str
    description: str
    features: Sequence[str]
    category: str
    colour: str
    pictures: Sequence[str]
    attributes: Sequence[tuple[str, str]] = ()
    related: Sequence[str] | None = None

    @property
    def told(self) -> list[str]:
        """Selling points and what else is said, as the points of one list."""
        return [*self.features, *(f"{name}: {value}" for name, value in self.attributes if value)]

    @property
    def tags(self) -> str:
        """Category and colour as the words to find it by, with commas between."""
        return ", ".join(filter(None, [self.category.replace(",", ""), self.colour]))

    def number(self, most: int) -> str:
        """The shop's own number, else the handle, its words cut so that it has no more than so many characters."""
        words, dash, last = self.handle.rpartition("-")
        return self.sku or words[: max(most - len(dash + last), 0)].rstrip("-") + dash + last


def html(text: str, points: Sequence[str]) -> str:
    """Paragraphs, and points as a list, as the shops' own editors write them."""
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]
    written = [f"<p>{escape(part, quote=False)}</p>" for part in paragraphs]
    if points:
        items = "".join(f"<li>{escape(point, quote=False)}</li>" for point in points)
        written.append(f"<ul>{items}</ul>")
    return "\n".join(written)
