"""How somebody laid the window out, as bytes to keep: its place, widths, folded facets, the list's order."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

USUAL_GRIDS = (False, True)
"""Before anybody said otherwise: rows, and pictures side by side for what looks like something."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What is kept.

    Attributes:
        geometry: The window's place, as Qt writes it.
        columns: Column → width in points.
        folded: The keys of the folded facets.
        order: The key of the list's order; empty for the usual one.
        grids: Whether the list shows pictures side by side: usually, and for what looks like something.
    """

    geometry: bytes
    columns: Mapping[str, int]
    folded: tuple[str, ...] = ()
    order: str = ""
    grids: tuple[bool, bool] = USUAL_GRIDS

    def packed(self) -> bytes:
        """The layout as bytes."""
        kept = {"columns": dict(self.columns), "folded": list(self.folded), "order": self.order, "grids": self.grids}
        return json.dumps({"geometry": b64encode(self.geometry).decode("ascii"), **kept}).encode()


def unpacked(kept: bytes) -> Layout | None:
    """The layout that :meth:`Layout.packed` gave, also an older program's; ``None`` for anything else."""
    try:
        found = json.loads(kept)
        return Layout(
            b64decode(found["geometry"]),
            {str(name): int(width) for name, width in found["columns"].items()},
            tuple(str(key) for key in found.get("folded", ())),
            str(found.get("order", "")),
            _pair(found.get("grids", USUAL_GRIDS)),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _pair(found: Iterable[object]) -> tuple[bool, bool]:
    usual, alike = found
    return bool(usual), bool(alike)
