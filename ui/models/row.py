"""What the model manager shows of one model, and what can be done with it."""

from dataclasses import dataclass
from enum import StrEnum


class Fit(StrEnum):
    """How a model fits this machine."""

    WELL = "well"
    TIGHT = "tight"
    NO_MEMORY = "no_memory"
    NO_DISK = "no_disk"
    UNKNOWN = "unknown"


class Work(StrEnum):
    """What is being done with a model."""

    NONE = "none"
    WAITING = "waiting"
    FETCHING = "fetching"
    VERIFYING = "verifying"
    MEASURING = "measuring"
    PAUSED = "paused"
    FAILED = "failed"
    CHECKING = "checking"


class Act(StrEnum):
    """What a person can do with a model."""

    INSTALL = "install"
    RESUME = "resume"
    RETRY = "retry"
    REINSTALL = "reinstall"
    PAUSE = "pause"
    USE = "use"
    LEAVE = "leave"
    ADD = "add"
    CHECK = "check"
    CANCEL = "cancel"
    REMOVE = "remove"


INSTALLING = frozenset({Act.INSTALL, Act.RESUME, Act.RETRY, Act.REINSTALL})
"""The acts that lead to a download."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A precision that a model can be had in.

    Attributes:
        id: E.g. ``Q4_K_M``.
        size: Bytes of text model and projector.
        fit: How it fits this machine.
        memory: Bytes of memory that it needs; 0 where that is not known.
        disk: Bytes that still have to be written to the disk.
        slots: Cards that can be written at once; 0 where that is not known.
    """

    id: str
    size: int
    fit: Fit = Fit.UNKNOWN
    memory: int = 0
    disk: int = 0
    slots: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work on a model's files is.

    Attributes:
        done: Bytes of all files that are done with.
        size: Bytes of all files.
        file: Name of the one in hand; empty where none is.
        file_done: Bytes of it that are done with.
        file_size: Its bytes.
        speed: Bytes a second of late; ``None`` before that is known.
        seconds_left: ``None`` before that is known.
    """

    done: int
    size: int
    file: str = ""
    file_done: int = 0
    file_size: int = 0
    speed: float | None = None
    seconds_left: float | None = None

    @property
    def percent(self) -> int:
        """Of all files, in whole steps; 100 only when all is there."""
        return min(100, 100 * self.done // self.size) if self.size else 0


@dataclass(frozen=True, slots=True)
class ModelRow:
    """One model.

    Attributes:
        id: Names it.
        name: What people call it.
        choices: In which precisions it can be had, the usual one first; an installed one's own where nothing else is.
        chosen: The precision that is installed, or on its way, or usual.
        installed: Whether it is on this computer.
        in_use: Whether it writes the cards, or finds photos by words.
        searches: Whether it is for finding photos by words; else it writes cards.
        shipped: Whether it comes with the program.
        removable: Whether it can be taken from this computer or from the list, once it is not in use.
        checkable: Whether its files can be held to what was installed.
        languages: Codes of those that its publisher names.
        licence: By its own name; empty where it is not known.
        terms: What that means for a shop, in a sentence.
        commercial: Whether a shop may use it for its work; ``None`` where that is not known.
        asks: Whether a person has yet to confirm that it is not for commercial use.
        per_hour: Photos an hour that it reads on this machine; ``None`` where that was not measured.
        together: How many it reads at a time for that.
        repository: Where it comes from; empty for files that somebody has already.
        added: Whether its files are somebody's own and only referred to.
        files: Where these lie, one a line.
        work: What is being done with it.
        progress: How far that is.
        message: What there is to say about it: what went wrong and what can be done, or what a check found.
        wrong: Whether the message tells of something wrong.
    """

    id: str
    name: str
    choices: tuple[Choice, ...]
    chosen: str = ""
    installed: bool = False
    in_use: bool = False
    searches: bool = False
    shipped: bool = False
    removable: bool = False
    checkable: bool = False
    languages: tuple[str, ...] = ()
    licence: str = ""
    terms: str = ""
    commercial: bool | None = None
    asks: bool = False
    per_hour: float | None = None
    together: int = 1
    repository: str = ""
    added: bool = False
    files: str = ""
    work: Work = Work.NONE
    progress: Progress | None = None
    message: str = ""
    wrong: bool = False

    def choice(self, id_: str) -> Choice:
        """The precision of an id; the usual one where there is none of that id."""
        return next((one for one in self.choices if one.id == id_), self.choices[0])


def acts_of(row: ModelRow, chosen: str) -> tuple[Act, ...]:
    """What can be done with a model, the most likely first.

    Args:
        row: The model.
        chosen: The precision that is chosen at the moment.
    """
    match row.work:
        case Work.WAITING | Work.FETCHING | Work.VERIFYING:
            return Act.PAUSE, Act.CANCEL
        case Work.PAUSED:
            return Act.RESUME, Act.CANCEL
        case Work.FAILED:
            return Act.RETRY, Act.CANCEL
        case Work.CHECKING | Work.MEASURING:
            return (Act.CANCEL,)
        case Work.NONE:
            return _acts_at_rest(row, chosen)


def _acts_at_rest(row: ModelRow, chosen: str) -> tuple[Act, ...]:
    """What can be done with a model that nothing is being done with."""
    acts = []
    if not row.installed or (row.repository and chosen != row.chosen):
        acts.append(Act.INSTALL)
    elif row.wrong and row.repository:
        acts.append(Act.REINSTALL)
    elif row.wrong and row.added:
        acts.append(Act.ADD)
    elif not row.in_use:
        acts.append(Act.USE)
    if row.checkable:
        acts.append(Act.CHECK)
    if row.searches and row.in_use:
        acts.append(Act.LEAVE)
    if row.removable:
        acts.append(Act.REMOVE)
    return tuple(acts)
