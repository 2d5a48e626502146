"""The states of a product, and the one table that says which may follow which.

::

                      ┌───────────── generate again ─────────────┐
                      ▼                                          │
    (new) ──▶ queued ──▶ generating ──▶ review ──▶ approved ──▶ exported ↺
                │ ▲         │   │       ▲ │ ▲         │            │
                │ └─────────┤   │       │ ▼ └── edit ─┴────────────┘
                │  recovery │   │    rejected
                ▼           ▼   ▼
             cancelled    cancelled, failed          (both go back to queued when tried again)

A product whose second generation was called off or failed still has the card of the first: it goes back to review.
"""

from enum import StrEnum
from types import MappingProxyType
from typing import Final


class State(StrEnum):
    """Where a product stands; the value is what the catalogue stores."""

    QUEUED = "queued"
    GENERATING = "generating"
    REVIEW = "review"
    APPROVED = "approved"
    EXPORTED = "exported"
    REJECTED = "rejected"
    FAILED = "failed"
    CANCELLED = "cancelled"


class IllegalMove(Exception):
    """A product was to go where it cannot go from where it stands; usually somebody else moved it meanwhile.

    Attributes:
        before: The state it is in.
        after: The state it was to have.
    """

    code = "catalogue.illegal_move"

    def __init__(self, before: State, after: State) -> None:
        super().__init__(f"{before} → {after}")
        self.before = before
        self.after = after


MOVES: Final = MappingProxyType(
    {
        # Cancelled while it waits; its photo cannot be read; a second generation is called off (the card stays).
        State.QUEUED: frozenset({State.GENERATING, State.CANCELLED, State.FAILED, State.REVIEW}),
        # Back to queued: the program ended in the middle.
        State.GENERATING: frozenset({State.REVIEW, State.FAILED, State.CANCELLED, State.QUEUED}),
        State.REVIEW: frozenset({State.APPROVED, State.REJECTED, State.QUEUED}),
        State.APPROVED: frozenset({State.EXPORTED, State.REVIEW, State.QUEUED}),
        State.EXPORTED: frozenset({State.EXPORTED, State.APPROVED, State.REVIEW, State.QUEUED}),
        State.REJECTED: frozenset({State.REVIEW, State.QUEUED}),
        # To review: it has a card from an earlier generation, and a person goes on with that one.
        State.FAILED: frozenset({State.QUEUED, State.REVIEW}),
        State.CANCELLED: frozenset({State.QUEUED, State.REVIEW}),
    }
)
"""State → the states that may follow it."""


def move(before: State, after: State) -> State:
    """Check a move.

    Returns:
        The new state.

    Raises:
        IllegalMove: The table does not have it.
    """
    if after not in MOVES[before]:
        raise IllegalMove(before, after)
    return after


def sources(after: State) -> frozenset[State]:
    """All states from which a product may go to this one."""
    return frozenset(before for before, followers in MOVES.items() if after in followers)
