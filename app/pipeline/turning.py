"""Undo and redo as people mean them: the whole of a deed, in as many parts as the catalogue makes of it."""

from dataclasses import replace

from app.catalog.catalog import Catalog
from app.catalog.reports import Undone


def undo(catalog: Catalog, deed: int | None = None) -> Undone | None:
    """Take a deed back: this one, or the last; ``None`` where there is nothing to undo.

    Raises:
        CatalogueError: It cannot be done, or not to its end; :func:`finish` goes on with it.
    """
    first = catalog.undo(deed)
    return None if first is None else _whole(catalog, first)


def redo(catalog: Catalog) -> Undone | None:
    """Do again what was undone last; ``None`` where there is nothing.

    Raises:
        CatalogueError: As :func:`undo`.
    """
    first = catalog.redo()
    return None if first is None else _whole(catalog, first)


def finish(catalog: Catalog) -> list[int]:
    """Bring to its end what was half undone when the program ended. Returns the products that are others now."""
    ids: list[int] = []
    while (turning := catalog.unfinished_turn()) is not None:
        ids += _whole(catalog, catalog.go_on(turning)).ids
    return ids


def _whole(catalog: Catalog, first: Undone) -> Undone:
    ids, working, left, part = dict.fromkeys(first.ids), [*first.working], first.left, first
    while part.unfinished:
        part = catalog.go_on(first.by)
        ids |= dict.fromkeys(part.ids)
        working += part.working
        left += part.left
    return replace(first, ids=list(ids), working=working, left=left, unfinished=False)
