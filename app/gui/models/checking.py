"""Holding a model's files to what was installed, and finding out how fast it is on this machine."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from app.errors import explain, message
from app.models.check import check_model
from app.models.control import Control, Report, Stage, Transfer
from app.models.store import InstalledModel
from app.wording import Language
from inference.errors import LoadCancelled
from inference.guard.probe import Probe, probed
from inference.llama.options import LoadOptions


@dataclass(frozen=True, slots=True)
class Note:
    """What a check or another act on a model left to be said.

    Attributes:
        text: In a person's words.
        wrong: Whether it tells of something wrong.
    """

    text: str
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found.

    Attributes:
        faults: What is wrong with the files; nothing where all is well.
        probe: How the model did when it was tried; ``None`` where it was not.
    """

    faults: tuple[Exception, ...]
    probe: Probe | None = None


def checked(
    model: InstalledModel, measuring: LoadOptions | None, findings: Path, *, control: Control, report: Report
) -> Checked:
    """Check a model.

    Args:
        model: Which.
        measuring: How to load it, to find out how fast it is here; ``None`` to leave that.
        findings: Where it is kept how models did on this machine.
        control: Stops it.
        report: Told of progress, on this thread.

    Raises:
        DownloadStopped: Somebody stopped it.
    """
    faults = check_model(model, control=control, report=report)
    if faults or measuring is None:
        return Checked(faults)

    def goes_on(fraction: float) -> bool:
        done = round(fraction * model.size)
        report(Transfer(model.files.text.name, Stage.TRYING, done, model.size, done, model.size))
        return not control.stopped

    try:
        return Checked((), probed(findings, model.files, measuring, goes_on))
    except LoadCancelled:
        control.check()
        raise


def note_of(result: Checked, language: Language) -> Note:
    """What is to be said of a check."""
    if result.faults:
        return Note("\n".join(str(explain(fault, language)) for fault in result.faults), wrong=True)
    probe = result.probe
    if probe is not None and probe.failure:
        return Note(str(message(probe.failure, {"reason": probe.reason}, language)), wrong=True)
    whole = QCoreApplication.translate("Models", "Os arquivos estão inteiros.")
    works = QCoreApplication.translate("Models", "O modelo funciona neste computador.")
    return Note(f"{whole} {works}" if probe else whole)
