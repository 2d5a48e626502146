"""What a shelf's folder says of it: ``shelf.json``, which space, which shelf, and what its kind keeps there."""

import json
import os
from pathlib import Path
from typing import Any, Final

from inference.embed import Space

_PASSPORT: Final = "shelf.json"


def read_passport(folder: Path) -> dict[str, Any] | None:
    """What a folder says; ``None`` where it says nothing that can be understood."""
    try:
        passport = json.loads((folder / _PASSPORT).read_bytes())
    except (OSError, ValueError):
        return None
    return passport if isinstance(passport, dict) and isinstance(passport.get("identity"), str) else None


def write_passport(folder: Path, passport: dict[str, Any]) -> None:
    """Have a folder say this, in place of what it said.

    Raises:
        OSError: It cannot be written.
    """
    draft = folder / f".{_PASSPORT}.{os.getpid()}"
    draft.write_text(json.dumps(passport), encoding="utf-8")
    draft.replace(folder / _PASSPORT)


def space_in(folder: Path) -> Space | None:
    """In which space the shelf of a folder is, not saying whose weights make it; ``None`` where there is none."""
    passport = read_passport(folder) or {}
    name, dimension = passport.get("space"), passport.get("dimension")
    return Space(name, dimension, "") if isinstance(name, str) and isinstance(dimension, int) else None
