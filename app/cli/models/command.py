"""``fichario models``: from what was said to an exit status."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from app.cli.models.adding import Place, add_files, add_repository, run_order
from app.cli.models.consent import agreed
from app.cli.models.listing import in_order, installed_row, lines_of, objects_of, offered_row
from app.cli.models.transfer import TransferProgress, stoppable
from app.cli.output import ReaderGone, print_line, print_text
from app.cli.words import Words
from app.domain.offered import OfferedModel, Quantisation, Use, find_offered
from app.models.check import check_model, quick_fault_of
from app.models.errors import (
    DownloadStopped,
    LicenceNotAccepted,
    ModelStoreError,
    NotInstalled,
    UnknownModel,
    UnknownQuantisation,
)
from app.models.fit import Machine, fitting_quantisation, this_machine
from app.models.hub_errors import RepositoryNameWrong, SeveralModels
from app.models.install import Order, accepted_before
from app.models.orders import kept_order, offers
from app.models.store import InstalledModel, ModelStore, models_folder
from app.pipeline.models import choose_model, chosen_files, load_options, use_model, uses_model, without_model
from app.settings import Choices, choices_path, save_choices
from app.shipped import Shipped
from app.wording import Language
from inference.errors import InferenceError
from inference.llama.options import ModelFiles

FAILED = 1
WRONG_USAGE = 2
INTERRUPTED = 130
READER_GONE = 141
_WRONG = (
    UnknownModel,
    UnknownQuantisation,
    NotInstalled,
    LicenceNotAccepted,
    RepositoryNameWrong,
    SeveralModels,
)


def models(arguments: argparse.Namespace, choices: Choices, shipped: Shipped, words: Words) -> int:
    """Run one of the commands about models.

    Returns:
        0 when it is done, 1 when it failed or a check found something, 2 for wrong usage (an id that does not exist
        included), 130 when interrupted, 141 when nobody read on.
    """
    command = _Command(arguments, choices, shipped, words)
    try:
        return command.run()
    except ReaderGone:
        return READER_GONE
    except (ModelStoreError, InferenceError, OSError) as error:
        sys.stderr.write(f"{words.explain(error)}\n")
        if isinstance(error, DownloadStopped):
            return INTERRUPTED
        return WRONG_USAGE if isinstance(error, _WRONG) else FAILED


class _Command:
    """One command about models."""

    def __init__(self, arguments: argparse.Namespace, choices: Choices, shipped: Shipped, words: Words) -> None:
        self._arguments = arguments
        self._choices = choices
        self._shipped = shipped
        self._words = words
        self._store = ModelStore(models_folder())

    def run(self) -> int:
        """Do it."""
        commands: dict[str, Callable[[], int]] = {
            "list": self._list,
            "install": self._install,
            "use": self._use,
            "add": self._add,
            "check": self._check,
            "remove": self._remove,
        }
        return commands[self._arguments.models_command]()

    def _list(self) -> int:
        settings, language = self._choices.settings, self._words.language
        options, machine = load_options(settings), self._machine()
        installed, offered = self._store.installed(), {model.id: model for model in offers(self._store)}
        rows = [
            installed_row(
                model, _terms(offered.get(model.id), self._words), machine, options, language, in_use=self._uses(model)
            )
            for model in installed
        ]
        here = {model.id for model in installed}
        rows += [offered_row(model, machine, options, language) for id_, model in offered.items() if id_ not in here]
        rows = in_order(rows, Language(settings.card_language))
        if self._arguments.json:
            for line in objects_of(rows):
                print_line(line)
        else:
            print_text("\n".join(lines_of(rows, machine, self._words)) + "\n")
        for error in self._store.broken():
            self._say(str(self._words.explain(error)))
        return 0

    def _machine(self) -> Machine:
        return this_machine(self._store.root, self._graphics())

    def _graphics(self) -> int | None:
        """Bytes on graphics cards, where the person lets the model use them."""
        if not self._choices.settings.gpu_layers:
            return None
        from inference.llama.graphics import free_graphics_memory  # noqa: PLC0415  # loads the runtime

        return free_graphics_memory()

    def _install(self) -> int:
        id_ = self._arguments.id
        model = find_offered(offers(self._store), id_)
        if model is None:
            raise UnknownModel(id=id_)
        named = self._arguments.quantisation
        quantisation = model.quantisation(named) if named else self._usual(model)
        if quantisation is None:
            offered = ", ".join(one.id for one in model.quantisations)
            raise UnknownQuantisation(id=id_, said=named, offered=offered)
        before = accepted_before(self._store, id_) is not None
        accepted = not before and agreed(model, self._words, said=self._arguments.accept_licence)
        used = self._uses_folder(id_)
        installed = run_order(self._store, Order(model, quantisation, accepted=accepted), self._words)
        self._say_installed(installed)
        if used or self._arguments.use:  # its files may have other names now
            self._choose(installed)
        return 0

    def _usual(self, model: OfferedModel) -> Quantisation:
        """The precision that is installed, or was on its way, or that fits."""
        order = kept_order(self._store, model.id)
        here = [one.manifest.quantisation for one in self._store.installed() if one.id == model.id]
        known = here[0] if here else order.quantisation if order else None
        found = model.quantisation(known) if known else None
        return found or fitting_quantisation(model, self._machine(), load_options(self._choices.settings))

    def _add(self) -> int:
        arguments = self._arguments
        if arguments.projector is None:
            added = add_repository(
                Place(self._store, self._machine(), load_options(self._choices.settings)), arguments, self._words
            )
        else:
            added = add_files(self._store, ModelFiles(Path(arguments.source), arguments.projector), self._words)
        self._say_installed(added)
        if arguments.use or self._uses_folder(added.id):
            self._choose(added)
        return 0

    def _use(self) -> int:
        demo = self._shipped.model
        if demo is not None and self._arguments.id == demo.entry.id:
            self._keep(choose_model(self._choices, None))
            self._say(self._words("model_chosen", model=demo.entry.name[self._words.language]))
            return 0
        model = self._store.find(self._arguments.id)
        if (fault := quick_fault_of(model)) is not None:
            raise fault
        self._choose(model)
        return 0

    def _check(self) -> int:
        named = self._arguments.id
        found = (self._store.find(named),) if named else self._store.installed()
        broken = () if named else self._store.broken()
        status = 0
        with TransferProgress(self._words) as progress:
            for model in found:
                status = max(status, self._tell(model.id, self._faults_of(model, progress)))
        for error in broken:
            status = max(status, self._tell(error.facts["id"], (error,)))
        if not found and not broken:
            self._say(self._words("models_none"))
        return status

    def _faults_of(self, model: InstalledModel, progress: TransferProgress) -> tuple[Exception, ...]:
        return stoppable(lambda control: check_model(model, control=control, report=progress.report))

    def _tell(self, id_: str, faults: tuple[Exception, ...]) -> int:
        """Print what was found about a model."""
        said = [self._words.explain(fault) for fault in faults]
        if self._arguments.json:
            found = [
                {"code": getattr(fault, "code", "unknown"), "sentence": words.sentence, "remedy": words.remedy}
                for fault, words in zip(faults, said, strict=True)
            ]
            print_line({"id": id_, "whole": not faults, "faults": found})
        else:
            for line in map(str, said) if said else (self._words("model_whole"),):
                print_text(f"{id_}: {line}\n")
        return FAILED if faults else 0

    def _remove(self) -> int:
        id_ = self._arguments.id
        used = self._uses_folder(id_)
        added = any(model.id == id_ and model.added for model in self._store.installed())
        self._store.remove(id_)
        self._say(self._words("model_forgotten" if added else "model_removed", id=id_))
        if self._choices.search_model == id_:
            self._keep(self._choices.model_copy(update={"search_model": ""}))
        if used:
            self._keep(without_model(self._choices))
        if used and not self._choices.endpoint:
            demo = self._shipped.model
            then = "model_removed_demo" if demo else "model_removed_none"
            self._say(self._words(then, model=demo.entry.name[self._words.language] if demo else ""))
        return 0

    def _uses(self, model: InstalledModel) -> bool:
        return uses_model(self._choices, model)

    def _uses_folder(self, id_: str) -> bool:
        """Whether the chosen model is the one of an id, whatever quantisation of it."""
        text, folder = self._choices.text_model, self._store.root / id_
        if text is not None and text.is_relative_to(folder):
            return True
        return any(model.id == id_ and chosen_files(self._choices) == model.files for model in self._store.installed())

    def _choose(self, model: InstalledModel) -> None:
        self._keep(use_model(self._choices, model))
        said = "model_searches" if model.manifest.use is Use.SEARCH else "model_chosen"
        self._say(self._words(said, model=model.name(self._words.language)))

    def _keep(self, choices: Choices) -> None:
        save_choices(choices, choices_path())
        self._choices = choices

    def _say_installed(self, model: InstalledModel) -> None:
        self._say(self._words("model_installed", model=model.name(self._words.language), id=model.id))

    def _say(self, sentence: str) -> None:
        sys.stderr.write(f"{sentence}\n")


def _terms(offered: OfferedModel | None, words: Words) -> str:
    return offered.terms[words.language] if offered else words("terms_unknown")
