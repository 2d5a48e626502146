"""Bulk edits are carried out in parts, so that nobody else waits long, and all parts are one deed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import assert_never

from app.catalog.catalog import Catalog
from app.catalog.rows import Act
from app.pipeline.edits.operations import Unite
from app.pipeline.edits.planning import Decision, Fate, FieldEdit, Writing


@dataclass(frozen=True, slots=True)
class Carried:
    """What has been done so far.

    Attributes:
        deed: The deed that all of it is, to be undone; ``None`` while nothing changed.
        ids: The products that changed.
        stale: How many were left alone, because somebody changed them after the plan was made.
    """

    deed: int | None = None
    ids: tuple[int, ...] = ()
    stale: int = 0


def carry_out(
    catalog: Catalog, edit: FieldEdit | Decision | Writing, versions: Mapping[int, int], done: Carried
) -> Carried:
    """Do to some products what was planned; what the model is to write is ordered, and comes later.

    Args:
        catalog: Where they are.
        edit: What was planned.
        versions: Product → the version of its card that the plan was made from.
        done: What was done to other products before, as a part of the same.

    Returns:
        What has been done with these.

    Raises:
        CatalogueError: They cannot be changed; none of these was.
    """
    planned = [
        one
        for one in edit.plan(catalog, list(versions))
        if one.fate is Fate.CHANGES and one.version == versions[one.product_id]
    ]
    match edit:
        case FieldEdit(field=field, operation=operation):
            wanted = {one.product_id: (one.version, {field: one.after}) for one in planned}
            act, facts = (Act.MERGED, {"into": operation.into}) if isinstance(operation, Unite) else (Act.REVISED, None)
            changed = catalog.edit_all(wanted, done.deed, act=act, facts=facts)
        case Decision(after=after):
            changed = catalog.move_all([one.product_id for one in planned], after, done.deed)
        case Writing(fields=fields, name=name):
            changed = catalog.ask_for([one.product_id for one in planned], fields, name, done.deed)
        case _:
            assert_never(edit)
    deed = done.deed if changed.deed is None else changed.deed
    return Carried(deed, (*done.ids, *changed.ids), done.stale + len(versions) - len(changed.ids))
