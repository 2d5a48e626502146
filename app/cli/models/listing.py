"""The models that are installed and offered, sorted by how they fit this machine: as a table, or as lines of JSON."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from app.cli.models.transfer import size_text
from app.cli.progress import shown
from app.cli.words import Words
from app.domain.offered import OfferedModel, Use
from app.errors import explain
from app.models.check import quick_fault_of
from app.models.fit import Fit, Machine, Standing, fit, needs_of, needs_of_installed
from app.models.speeds import MeasuredSpeed, findings_folder, speed_of
from app.models.store import InstalledModel
from app.wording import Language
from inference.llama.options import LoadOptions


@dataclass(frozen=True, slots=True)
class Row:
    """A model of the list.

    Attributes:
        id: Names it.
        name: What people call it.
        use: What it is for.
        size: Bytes of its files.
        quantisations: In which it can be had, or the one that it is in.
        languages: That its publisher names.
        licence: Of its weights; empty where it is not known.
        terms: What that means for a shop.
        commercial_use: Whether a shop may use it; ``None`` where that is not known.
        fit: How it fits this machine; ``None`` where its files cannot be read.
        installed: Whether it is.
        in_use: Whether it writes the cards, or finds photos by words.
        speed: How fast it is on this machine; ``None`` where that was not measured.
        fault: What is wrong with its files; empty where nothing is.
    """

    id: str
    name: str
    use: Use
    size: int
    quantisations: tuple[str, ...]
    languages: tuple[Language, ...]
    licence: str
    terms: str
    commercial_use: bool | None
    fit: Fit | None
    installed: bool = False
    in_use: bool = False
    speed: MeasuredSpeed | None = None
    fault: str = ""


def offered_row(model: OfferedModel, machine: Machine, options: LoadOptions, language: Language) -> Row:
    """The row of a model that can be downloaded."""
    needs = needs_of(model)
    return Row(
        id=model.id,
        name=model.name[language],
        use=model.use,
        size=needs.weights,
        quantisations=tuple(one.id for one in model.quantisations),
        languages=model.languages,
        licence=model.licence,
        terms=model.terms[language],
        commercial_use=model.commercial_use,
        fit=fit(needs, machine, options),
    )


def installed_row(
    model: InstalledModel, terms: str, machine: Machine, options: LoadOptions, language: Language, *, in_use: bool
) -> Row:
    """The row of a model that is installed."""
    needs, fault, manifest = needs_of_installed(model), quick_fault_of(model), model.manifest
    return Row(
        id=model.id,
        name=model.name(language),
        use=manifest.use,
        size=model.size,
        quantisations=(manifest.quantisation,) if manifest.quantisation else (),
        languages=manifest.languages,
        licence=manifest.licence,
        terms=terms,
        commercial_use=manifest.commercial_use,
        fit=fit(needs, machine, options) if needs else None,
        installed=True,
        in_use=in_use,
        speed=speed_of(findings_folder(), model.files, options),
        fault=str(explain(fault, language, terminal=True)) if fault else "",
    )


def in_order(rows: Iterable[Row], cards: Language) -> list[Row]:
    """What is installed first; then by :attr:`Standing.rank`."""

    def standing(row: Row) -> Standing:
        verdict = row.fit.verdict if row.fit else None
        return Standing(row.installed, row.in_use, verdict, row.commercial_use, cards in row.languages, row.size)

    return sorted(rows, key=lambda row: standing(row).rank)


def objects_of(rows: Iterable[Row]) -> Iterator[dict[str, Any]]:
    """Each row as an object for JSON."""
    for row in rows:
        said = {name: value for name, value in asdict(row).items() if name != "fit"}
        yield {**said, "fit": _fit_object(row.fit) if row.fit else None}


def _fit_object(found: Fit) -> dict[str, Any]:
    return {
        "verdict": found.verdict.name.lower(),
        "slots": found.slots,
        "needed_memory": found.needed_memory,
        "free_memory": found.machine.memory,
        "needed_disk": found.needed_disk,
        "free_disk": found.machine.disk,
    }


def lines_of(rows: list[Row], machine: Machine, words: Words) -> Iterator[str]:
    """The rows as lines for a terminal, without their ends."""
    facts = {name: _free(getattr(machine, name), words) for name in ("memory", "disk")}
    yield words("models_free", **facts)
    for heading, chosen in (
        ("models_installed", [row for row in rows if row.installed]),
        ("models_offered", [row for row in rows if not row.installed]),
    ):
        if chosen:
            yield ""
            yield words(heading)
            yield from _table(chosen, words)


def _free(count: int | None, words: Words) -> str:
    return "?" if count is None else size_text(count, words.language)


def _table(rows: list[Row], words: Words) -> Iterator[str]:
    cells = [
        (row.id, shown(row.name), size_text(row.size, words.language), ", ".join(row.quantisations), _said(row, words))
        for row in rows
    ]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for row, line in zip(rows, cells, strict=True):
        padded = [
            cell.rjust(width) if at == 2 else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        yield f"{'*' if row.in_use else ' '} {'  '.join(padded)}".rstrip()
        purpose = words("models_search") if row.use is Use.SEARCH else ""
        for below in filter(None, (purpose, _spoken(row, words), row.terms, _speed(row, words), row.fault)):
            yield f"    {shown(below)}"


def _speed(row: Row, words: Words) -> str:
    """How fast it is; empty where that was not measured."""
    if row.speed is None:
        return ""
    rate = f"{row.speed.photos_per_hour:.{0 if row.speed.photos_per_hour >= 10 else 1}f}"
    rate = rate if words.language is Language.EN else rate.replace(".", ",")
    together = words("bench_together_one" if row.speed.together == 1 else "bench_together", slots=row.speed.together)
    return words("models_speed", rate=rate, together=together)


def _said(row: Row, words: Words) -> str:
    """How it fits, in a few words."""
    return words(f"fit_{row.fit.verdict.name.lower()}") if row.fit else ""


def _spoken(row: Row, words: Words) -> str:
    if not row.languages:
        return ""
    return words("models_languages", languages=", ".join(row.languages))
