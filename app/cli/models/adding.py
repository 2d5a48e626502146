"""What ``fichario models add`` brings: two files of this computer, or what a repository on the Hub holds."""

import argparse
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.cli.models.consent import agreed
from app.cli.models.transfer import TransferProgress, size_text, stoppable
from app.cli.progress import shown
from app.cli.words import Words
from app.domain.offered import OfferedModel, Quantisation
from app.models.errors import UnknownQuantisation
from app.models.fit import Machine, fit, fitting_quantisation, needs_of
from app.models.hub_errors import SeveralModels
from app.models.install import Order, accepted_before, install
from app.models.pairs import add_pair
from app.models.repository import look_at, parse_reference
from app.models.store import InstalledModel, ModelStore
from inference.llama.options import LoadOptions, ModelFiles


@dataclass(frozen=True, slots=True)
class Place:
    """Where models are added, and what for.

    Attributes:
        store: The installed ones.
        machine: What is free.
        options: How they are loaded.
    """

    store: ModelStore
    machine: Machine
    options: LoadOptions


def add_files(store: ModelStore, files: ModelFiles, words: Words) -> InstalledModel:
    """Add two files where they lie.

    Raises:
        InferenceError: They are no pair, or cannot be loaded.
        ModelStoreError: They cannot be read, or not be kept in mind.
    """
    with TransferProgress(words) as progress:
        return stoppable(
            lambda control: add_pair(store, files, now=datetime.now(UTC), control=control, report=progress.report)
        )


def add_repository(place: Place, arguments: argparse.Namespace, words: Words) -> InstalledModel:
    """Install what a repository holds, in the precision that was named or chosen, or that fits.

    Raises:
        InferenceError: What came is no pair, or cannot be loaded.
        ModelStoreError: There is nothing to install, or it cannot be.
    """
    reference = parse_reference(arguments.source)
    found = stoppable(lambda _control: look_at(reference, place.store))
    model, quantisation = _chosen(found, place, arguments.quantisation, words)
    before = accepted_before(place.store, model.id) is not None
    if model.commercial_use:
        sys.stderr.write(f"{model.terms[words.language]}\n")
    order = Order(model, quantisation, accepted=not before and agreed(model, words, said=arguments.accept_licence))
    return run_order(place.store, order, words)


def run_order(store: ModelStore, order: Order, words: Words) -> InstalledModel:
    """Install what was ordered, showing how far it is.

    Raises:
        InferenceError: What came is no pair, or cannot be loaded.
        ModelStoreError: It cannot be installed.
    """
    with TransferProgress(words) as progress:
        return stoppable(
            lambda control: install(store, order, now=datetime.now(UTC), control=control, report=progress.report)
        )


def _chosen(
    found: tuple[OfferedModel, ...], place: Place, named: str | None, words: Words
) -> tuple[OfferedModel, Quantisation]:
    """The model and its precision."""
    choices = [(model, one) for model in found for one in model.quantisations]
    if named is not None:
        fitting = [pair for pair in choices if named.casefold() in _names(pair[1])]
        if len(fitting) == 1:
            return fitting[0]
        offered = ", ".join(_label(pair, several=len(found) > 1) for pair in choices)
        raise UnknownQuantisation(id=found[0].repository, said=named, offered=offered)
    usual = (found[0], fitting_quantisation(found[0], place.machine, place.options))
    if len(choices) == 1:
        return usual
    asked = sys.stdin.isatty() and sys.stderr.isatty()
    if len(found) > 1 and not asked:
        offered = ", ".join(_label(pair, several=True) for pair in choices)
        raise SeveralModels(repository=found[0].repository, host="", offered=offered)
    _say_choices(choices, place, words, several=len(found) > 1)
    return _asked(choices, usual, words) if asked else usual


def _names(quantisation: Quantisation) -> set[str]:
    """What a precision may be called."""
    name = quantisation.local_name
    return {said.casefold() for said in (quantisation.id, name, name.removesuffix(Path(name).suffix))}


def _label(pair: tuple[OfferedModel, Quantisation], *, several: bool) -> str:
    return Path(pair[1].local_name).stem if several else pair[1].id


def _say_choices(
    choices: list[tuple[OfferedModel, Quantisation]], place: Place, words: Words, *, several: bool
) -> None:
    """List the precisions with their sizes and how they fit."""
    sys.stderr.write(f"{words('repository_choices', repository=choices[0][0].repository)}\n")
    width = max(len(_label(pair, several=several)) for pair in choices)
    for number, (model, one) in enumerate(choices, 1):
        verdict = fit(needs_of(model, one), place.machine, place.options).verdict
        size = size_text(model.size(one), words.language)
        label = shown(_label((model, one), several=several).ljust(width))
        sys.stderr.write(f"{number:3}  {label}  {size:>9}  {words(f'fit_{verdict.name.lower()}')}\n")


def _asked(
    choices: list[tuple[OfferedModel, Quantisation]], usual: tuple[OfferedModel, Quantisation], words: Words
) -> tuple[OfferedModel, Quantisation]:
    """The one whose number the person types; Enter takes the usual one."""
    number = choices.index(usual) + 1
    while True:
        sys.stderr.write(words("repository_question", number=number) + " ")
        sys.stderr.flush()
        answer = sys.stdin.readline()
        if not answer.strip():
            return usual
        if answer.strip().isdecimal() and 1 <= int(answer) <= len(choices):
            return choices[int(answer) - 1]
