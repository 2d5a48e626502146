"""Many groups of products become one product each."""

from collections.abc import Sequence

from app.catalog.catalog import Catalog
from app.catalog.reports import Done

_GROUPS_A_TRANSACTION = 25
"""Few enough that a save from the window does not wait for long."""


def join_groups(catalog: Catalog, groups: Sequence[Sequence[int]]) -> Done:
    """Make a product of each group; one deed, however many there are.

    Returns:
        What was done.

    Raises:
        TooManyPhotos: A group has more photos than a product may have; those before it are joined.
    """
    deed, touched = None, list[int]()
    for start in range(0, len(groups), _GROUPS_A_TRANSACTION):
        done = catalog.join_all(groups[start : start + _GROUPS_A_TRANSACTION], deed)
        deed = deed if deed is not None else done.deed
        touched += done.ids
    return Done(deed, touched)
