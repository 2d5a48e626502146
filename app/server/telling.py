"""What an engine tells, as the plain data that goes over HTTP: the same stream as in the window."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from app.server.tasks import Told
from inference.events import Cancelled, Event, Failed, FieldDone, Finished, Progressed, Started, TextGrown


def told(events: Iterable[Event]) -> tuple[list[Told], dict[str, Any]]:
    """Events on the way to an answer as they are told, and field → what it holds after them.

    How a job begins and ends the tasks tell themselves, once each.
    """
    said: list[Told] = []
    fields: dict[str, Any] = {}
    for event in events:
        match event:
            case Progressed(stage=stage, fraction=fraction):
                said.append(("progressed", {"stage": stage.value, "fraction": round(fraction, 3)}))
            case TextGrown(field=name, value=value):
                said.append(("text_grown", {"field": name, "value": value}))
                fields[name] = value
            case FieldDone(field=name, value=value, confidence=confidence):
                sure = asdict(confidence) if confidence is not None else None
                said.append(("field_done", {"field": name, "value": value, "confidence": sure}))
                fields[name] = value
            case Started() | Finished() | Failed() | Cancelled():
                pass
    return said, fields
