"""Where to look next: the fields that are in doubt and what is advised about others, one after the other."""

from collections.abc import Mapping
from dataclasses import dataclass

from ui.forms.field import Field


@dataclass(frozen=True, slots=True)
class Stop:
    """A place to look at.

    Attributes:
        field: Which field.
        advice: Which of what is advised there; ``None`` for the field itself, which is in doubt.
    """

    field: str
    advice: int | None = None


def stops(fields: Mapping[str, Field]) -> list[Stop]:
    """All there is to look at, in the form's order; a doubtful field with advice is looked at by way of the advice."""
    found: list[Stop] = []
    for name, field in fields.items():
        if field.isHidden():
            continue
        found += [Stop(name, place) for place in range(len(field.advice))]
        found += [Stop(name)] if field.doubtful and not field.advice else []
    return found


def following(fields: Mapping[str, Field], current: str, last: Stop | None) -> Stop | None:
    """The next stop, around the end.

    Args:
        fields: The form's, by name.
        current: The field with the keyboard; empty for none.
        last: The stop before.

    Returns:
        ``None`` where there is nothing to look at.
    """
    found = stops(fields)
    if not found:
        return None
    order = {name: place for place, name in enumerate(fields)}
    if last is not None and last.field == current and last in found:
        return found[(found.index(last) + 1) % len(found)]
    here = order.get(current, -1)
    # Advice in the field at hand comes first; that the field is in doubt, one sees there already.
    ahead = [stop for stop in found if order[stop.field] > here or (order[stop.field] == here and stop.advice == 0)]
    return (ahead or found)[0]
