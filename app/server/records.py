"""What is known of a task, and how much of that is kept."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from pydantic import TypeAdapter

from app.server.contract import AnswerRequest, CardRequest, Priority, State
from app.server.seeing import LookRequest

Asked: TypeAlias = CardRequest | AnswerRequest | LookRequest
"""What a worker may be asked for."""
_ASKED: Final[TypeAdapter[Asked]] = TypeAdapter(Asked)
_FIELD: Final = "field:"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is kept.

    Attributes:
        open: Tasks that may wait or be in hand at the same time.
        open_of_one: Of those, a single key's.
        life: Seconds that a task may wait for its end.
        kept: Seconds for which what became of it can be read.
    """

    open: int = 5000
    open_of_one: int = 2000
    life: int = 7 * 24 * 3600
    kept: int = 24 * 3600


@dataclass(frozen=True, slots=True)
class Task:
    """What is known of a task.

    Attributes:
        id: Its id.
        owner: The key that asked.
        state: Where it is.
        created: When it was asked for, as ISO 8601 has it.
        model: The model that was asked for; empty for any.
        priority: Who goes first.
        fields: What is written so far.
        result: What came of it, once it succeeded.
        problem: Code and facts, once it failed.
        last: The last thing that happened to it, as its stream names it.
    """

    id: str
    owner: str
    state: State
    created: str
    model: str
    priority: Priority
    fields: dict[str, Any] = field(default_factory=dict)
    result: dict[str, Any] | None = None
    problem: dict[str, Any] | None = None
    last: str = "0"


@dataclass(frozen=True, slots=True)
class Begun:
    """A task that a worker has taken up.

    Attributes:
        request: What is asked for.
        owner: The key that asks.
        waited: Seconds since it was asked for.
        attempts: How often it was taken up, this time counted.
        losses: How often it was in hand when a worker or its engine ended.
        failures: How often it failed for another reason that may pass.
    """

    request: Asked
    owner: str
    waited: float
    attempts: int
    losses: int
    failures: int


def begun(request: str, owner: str, waited: str, attempts: int, losses: int, failures: int) -> Begun:
    """What a worker has taken up, from what the script that does it gives back."""
    return Begun(_ASKED.validate_json(request), owner, float(waited), attempts, losses, failures)


def read(task: str, found: Mapping[str, str], last: str) -> Task:
    """A task from its hash and the name of the last thing in its stream."""
    fields = {name[len(_FIELD) :]: json.loads(value) for name, value in found.items() if name.startswith(_FIELD)}
    left = {name: json.loads(found[name]) for name in ("result", "problem") if name in found}
    state, priority = State(found["state"]), Priority(found["priority"])
    return Task(task, found["owner"], state, found["created"], found["model"], priority, fields, last=last, **left)
