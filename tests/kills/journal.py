"""What must be in the catalogue after a kill, from what the program had said until then.

An act that was announced and not acknowledged may have happened or not: what it concerns is then held to nothing but
the general rules, until something about it is acknowledged again.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from app.domain.states import State
from tests.kills.zygote import Line

SAFE_AFTER = 0.5
"""Seconds after which what was typed is on disk."""
EVER = float("-inf")

_LEADS_TO = {"approve", "reject", "again", "cancel", "retry", "type"}
DONE = frozenset({State.APPROVED, State.EXPORTED})


@dataclass
class Journal:
    """What was acknowledged.

    Attributes:
        photos: Paths that were taken in.
        products: Numbers that were given out for pasted pictures, which nothing takes out again.
        states: Product → where it may stand; products that are not there may stand anywhere.
        texts: Product and field → when which text was typed, oldest first, in the program's own time: it stands still
            while the machine gives the processors to others.
        removed: Product → whether it was removed; as with the states.
        cards: Products that have a card.
        files: Exports that were acknowledged.
        exporting: Whether an export was begun and not acknowledged.
    """

    photos: set[str] = field(default_factory=set)
    products: set[int] = field(default_factory=set)
    states: dict[int, frozenset[State]] = field(default_factory=dict)
    texts: dict[tuple[int, str], list[tuple[float, str]]] = field(default_factory=dict)
    removed: dict[int, bool] = field(default_factory=dict)
    cards: set[int] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    exporting: bool = False

    def hear(self, lines: Iterable[Line]) -> None:
        """Take down what a life of the program said."""
        self.exporting = False
        for line in lines:
            getattr(self, f"_{line['act']}", _nothing)(line)

    def accepted(self, product: int, name: str, limit: float) -> set[str] | None:
        """The texts that a field may hold.

        Args:
            product: Which.
            name: The field's.
            limit: What was typed up to this moment of its own time must be there, or what was typed over it since.

        Returns:
            ``None`` where anything may be there.
        """
        typed = self.texts.get((product, name), [])
        old = [text for at, text in typed if at <= limit]
        return {old[-1], *(text for at, text in typed if at > limit)} if old else None

    def _will(self, line: Line) -> None:
        self.exporting = self.exporting or line["do"] == "export"
        for product in line.get("ids", ()):
            if line["do"] in _LEADS_TO:
                self.states.pop(product, None)
            else:
                self.removed.pop(product, None)
            if line["do"] == "again":
                for key in [key for key in self.texts if key[0] == product]:
                    del self.texts[key]
        if line["do"] == "export":
            self._may_be_exported()
        if line["do"] == "undo":
            # Whatever product it was done to: nobody says which, so nothing is known of any for the moment.
            for known in (self.states, self.texts, self.removed):
                known.clear()

    def _added(self, line: Line) -> None:
        self.photos.update(line["paths"])
        if not line["paths"]:
            self.products.update(line["ids"])

    def _typed(self, line: Line) -> None:
        self.texts.setdefault((line["id"], line["field"]), []).append((line["own"], line["text"]))

    def _finished(self, line: Line) -> None:
        self.cards.add(line["id"])

    def _approved(self, line: Line) -> None:
        self.states[line["id"]] = DONE
        for name, text in line["shown"].items():
            self.texts[line["id"], name] = [(EVER, text)]

    def _rejected(self, line: Line) -> None:
        self.states[line["id"]] = frozenset({State(line["state"])})

    def _removed(self, line: Line) -> None:
        self.removed[line["id"]] = True

    def _restored(self, line: Line) -> None:
        self.removed[line["id"]] = False

    def _exported(self, line: Line) -> None:
        self.exporting = False
        self.files.add(line["path"])
        for product, states in self.states.items():
            if states == DONE and self.removed.get(product) is False:
                self.states[product] = frozenset({State.EXPORTED})

    def _may_be_exported(self) -> None:
        for product, states in self.states.items():
            if states & DONE:
                self.states[product] = DONE


def _nothing(_line: Line) -> None:
    """Said for the choice of the moment only."""
