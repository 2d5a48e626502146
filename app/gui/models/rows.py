"""From what was found on this machine to the rows of the model manager."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from app.domain.offered import OfferedModel, Use
from app.domain.registry import LocalModel
from app.errors import explain, message
from app.gui.models.checking import Note
from app.gui.models.survey import Found, Offer, Survey
from app.gui.models.tasks import Task
from app.models.fit import Fit, Standing, Verdict
from app.wording import Language
from inference.llama.options import ModelFiles
from ui.models import row as ui
from ui.models.row import Choice, ModelRow, Progress, Work

FILES = "files"
"""Names the row of two files of this computer that nobody installed; no folder of a model is called so."""

_FITS = {
    Verdict.WELL: ui.Fit.WELL,
    Verdict.TIGHT: ui.Fit.TIGHT,
    Verdict.NO_MEMORY: ui.Fit.NO_MEMORY,
    Verdict.NO_DISK: ui.Fit.NO_DISK,
}


@dataclass(frozen=True, slots=True)
class Situation:
    """What the rows are made from, besides the survey.

    Attributes:
        language: The window's.
        cards: The cards'.
        chosen: The two files that write the cards; ``None`` where those of the demonstration model do, or none.
        searching: Id of the model by which words find photos; empty where they do not.
        demo: The demonstration model, where it ships.
        demo_in_use: Whether it writes the cards.
        serving: Whether a server writes them, and no model of this computer.
        task_of: The work on a model.
        note_of: What was left to be said of it.
        agreed: Whether a person has confirmed that a model is not for commercial use.
    """

    language: Language
    cards: Language
    chosen: ModelFiles | None
    searching: str
    demo: LocalModel | None
    demo_in_use: bool
    serving: bool
    task_of: Callable[[str], Task | None]
    note_of: Callable[[str], Note | None]
    agreed: Callable[[str], bool]


def rows_of(survey: Survey, situation: Situation) -> tuple[ModelRow, ...]:
    """All rows: on this computer first, then by :attr:`Standing.rank`."""
    here = {found.model.id for found in survey.found} | {error.facts["id"] for error in survey.broken}
    rows = [_installed(found, survey, situation) for found in survey.found]
    rows += [_offered(offer, situation) for offer in survey.offers if offer.model.id not in here]
    rows += [
        ModelRow(error.facts["id"], error.facts["id"], (Choice("", 0),), installed=True, removable=True, wrong=True)
        for error in survey.broken
    ]
    rows += _unkept(survey, situation)
    return tuple(
        sorted((_with_work(row, situation) for row in rows), key=lambda row: _standing(row, situation.cards).rank)
    )


def _standing(row: ModelRow, cards: Language) -> Standing:
    choice = row.choice(row.chosen)
    verdict = next((verdict for verdict, fits in _FITS.items() if fits is choice.fit), None)
    return Standing(row.installed, row.in_use, verdict, row.commercial, cards in row.languages, choice.size)


def _offered(offer: Offer, situation: Situation) -> ModelRow:
    model = offer.model
    kept = offer.unfinished
    chosen = kept.quantisation if kept else offer.proposed
    size = model.size(chosen)
    return ModelRow(
        id=model.id,
        name=model.name[situation.language],
        searches=model.use is Use.SEARCH,
        choices=_choices(offer),
        chosen=chosen.id,
        languages=tuple(model.languages),
        licence=model.licence,
        terms=model.terms[situation.language],
        commercial=model.commercial_use,
        asks=not model.commercial_use and not (offer.agreed or situation.agreed(model.id)),
        removable=not model.listed,
        repository=model.repository,
        work=Work.PAUSED if kept else Work.NONE,
        progress=Progress(min(kept.size, size), size) if kept else None,
    )


def _installed(found: Found, survey: Survey, situation: Situation) -> ModelRow:
    model, manifest, offer = found.model, found.model.manifest, survey.offer(found.model.id)
    own = _choice(manifest.quantisation, model.size, found.fit)
    others = [one for one in _choices(offer) if one.id != own.id] if offer and manifest.source else []
    fault = str(explain(found.fault, situation.language)) if found.fault else ""
    terms = offer.model.terms[situation.language] if offer else ""
    speed, searches = found.speed, manifest.use is Use.SEARCH
    writes = situation.chosen == model.files and not situation.serving
    return ModelRow(
        id=model.id,
        name=model.name(situation.language),
        searches=searches,
        choices=(own, *others),
        chosen=own.id,
        installed=True,
        in_use=situation.searching == model.id if searches else writes,
        removable=True,
        checkable=True,
        languages=tuple(manifest.languages),
        licence=manifest.licence,
        terms=terms,
        commercial=manifest.commercial_use,
        asks=manifest.source is not None and not manifest.commercial_use and manifest.licence_accepted_at is None,
        per_hour=speed.photos_per_hour if speed else None,
        together=speed.together if speed else 1,
        added=model.added,
        files=_paths(model.files) if model.added else "",
        repository=offer.model.repository if offer and manifest.source else "",
        message=fault,
        wrong=bool(fault),
    )


def _unkept(survey: Survey, situation: Situation) -> Iterable[ModelRow]:
    """The models on this computer that are not installed in the store: what ships, and two files that were chosen."""
    demo, chosen = situation.demo, situation.chosen
    if demo is not None:
        entry = demo.entry
        yield ModelRow(
            id=entry.id,
            name=entry.name[situation.language],
            choices=(Choice("", entry.size),),
            installed=True,
            in_use=situation.demo_in_use,
            shipped=True,
            languages=tuple(entry.languages),
            licence=entry.licence,
            commercial=entry.commercial_use,
            message=entry.knows[situation.language],
        )
    if chosen is not None and all(found.model.files != chosen for found in survey.found):
        gone = next((path for path in (chosen.text, chosen.projector) if not survey.files_size), None)
        said = str(message("model.missing", {"path": gone}, situation.language)) if gone else ""
        size = Choice("", survey.files_size)
        yield ModelRow(
            FILES,
            chosen.text.stem,
            (size,),
            installed=True,
            in_use=not situation.serving,
            added=True,
            files=_paths(chosen),
            message=said,
            wrong=bool(said),
        )


def _paths(files: ModelFiles) -> str:
    return f"{files.text}\n{files.projector}"


def _with_work(row: ModelRow, situation: Situation) -> ModelRow:
    """A row with what is being done, and with what there is to say."""
    task, note = situation.task_of(row.id), situation.note_of(row.id)
    changes: dict[str, Any] = {}
    if note is not None:
        changes |= {"message": note.text, "wrong": note.wrong}
    if task is not None:
        changes |= {"work": task.work, "progress": _progress(task, row.progress)}
        if task.order is not None:
            changes |= {"chosen": task.order.text.id}
        if task.error is not None:
            changes |= {"message": str(explain(task.error, situation.language)), "wrong": True}
    return replace(row, **changes)


def _progress(task: Task, kept: Progress | None) -> Progress | None:
    """How far a task is; of one that rests, what lies on the disk counts, too."""
    transfer = task.transfer
    if transfer is None:
        return kept
    done, left = transfer.all_done, None
    if task.work is Work.FETCHING:
        left = task.meter.seconds_left(transfer.all_size - done)
    elif task.ended and kept is not None:
        done = min(max(done, kept.done), transfer.all_size)
    return Progress(done, transfer.all_size, transfer.file, transfer.done, transfer.size, task.meter.speed, left)


def _choices(offer: Offer) -> tuple[Choice, ...]:
    model: OfferedModel = offer.model
    pairs = zip(model.quantisations, offer.fits, strict=True)
    return tuple(_choice(one.id, model.size(one), fits) for one, fits in pairs)


def _choice(id_: str, size: int, fits: Fit | None) -> Choice:
    if fits is None:
        return Choice(id_, size)
    return Choice(id_, size, _FITS[fits.verdict], fits.needed_memory, fits.needed_disk, fits.slots)
