"""``fichario generate``: a JSON object a line for each photo, on standard output; progress on standard error."""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from tqdm import tqdm

from app.cli.words import Words
from app.errors import explain
from app.export.presets import PRESETS
from app.export.writer import ExportError, write_csv
from app.pipeline.approved import header, row
from app.pipeline.intake import find_photos
from app.pipeline.recipe import Recipe, make_recipe
from app.settings import Choices
from inference.engine import Engine
from inference.errors import EngineCrashed, InferenceError, PhotoUnreadable
from inference.events import Confidence, Event, Failed, FieldDone, Finished, Progressed
from inference.llama.engine import LlamaEngine
from inference.llama.options import LoadOptions, ModelFiles
from inference.run import run

INTERRUPTED = 130
FAILED = 1
WRONG_USAGE = 2


@dataclass(slots=True)
class _Written:
    """What came of the photos so far."""

    rows: list[list[str]] = field(default_factory=list)
    failed: int = 0


def generate(arguments: argparse.Namespace, choices: Choices, words: Words) -> int:
    """Write a card for every photo.

    Returns:
        0 when all succeeded, 1 when some failed, 2 for wrong usage, 130 when interrupted.
    """
    files = _model_files(arguments, choices)
    if files is None:
        sys.stderr.write(f"{words('no_model')} {words('no_model_remedy')}\n")
        return WRONG_USAGE
    photos = list(find_photos(arguments.photos))
    if not photos:
        sys.stderr.write(f"{explain(PhotoUnreadable('empty_folder'), words.language)}\n")
        return FAILED
    recipe = _recipe(arguments, choices)
    try:
        engine = _load(files, arguments, choices, words)
    except InferenceError as error:
        sys.stderr.write(f"{explain(error, words.language)}\n")
        return FAILED
    try:
        return _write_all(engine, recipe, photos, arguments, words)
    finally:
        engine.close()


def _model_files(arguments: argparse.Namespace, choices: Choices) -> ModelFiles | None:
    text = arguments.model or choices.text_model
    projector = arguments.mmproj or choices.projector
    return ModelFiles(text, projector) if text and projector else None


def _recipe(arguments: argparse.Namespace, choices: Choices) -> Recipe:
    said = {
        "card_language": arguments.language,
        "minimum_words": arguments.words,
        "temperature": arguments.temperature,
    }
    settings = choices.settings.model_copy(update={name: value for name, value in said.items() if value is not None})
    return make_recipe(settings, instructions=choices.instructions, seed=arguments.seed)


def _load(files: ModelFiles, arguments: argparse.Namespace, choices: Choices, words: Words) -> LlamaEngine:
    settings = choices.settings
    options = LoadOptions(
        context=(arguments.context if arguments.context is not None else settings.context) or None,
        threads=(arguments.threads if arguments.threads is not None else settings.threads) or None,
        gpu_layers=settings.gpu_layers,
    )
    with tqdm(
        total=100, desc=words("loading"), file=sys.stderr, leave=False, bar_format="{desc} {bar} {n:.0f} %"
    ) as bar:

        def show(fraction: float) -> bool:
            bar.update(100 * fraction - bar.n)
            return True

        return LlamaEngine.load(files, options, show)


def _write_all(engine: Engine, recipe: Recipe, photos: list[Path], arguments: argparse.Namespace, words: Words) -> int:
    written = _Written()
    interrupted = False
    with tqdm(photos, unit=f" {words('photo_unit')}", file=sys.stderr, dynamic_ncols=True) as bar:
        try:
            for photo in bar:
                _write_one(engine, recipe, photo, written, bar, words)
        except KeyboardInterrupt:
            interrupted = True
    if interrupted:
        sys.stderr.write(words("interrupted") + "\n")
    sys.stderr.write(words("done", done=len(written.rows), total=len(photos)) + "\n")
    exported = _write_csv(recipe, written, arguments, words)
    if interrupted:
        return INTERRUPTED
    return FAILED if written.failed or not exported else 0


def _write_one(engine: Engine, recipe: Recipe, photo: Path, written: _Written, bar: "tqdm[Path]", words: Words) -> None:
    started = time.monotonic()
    line: dict[str, Any] = {"photo": str(photo)}
    try:
        finished = _finish(_events(engine, recipe, photo, bar, words))
        card = recipe.check(finished.values)
        written.rows.append(row(recipe.card, (photo,), card))
        line |= {"card": card, **_confidence(finished.confidence)}
    except (InferenceError, ValidationError) as error:
        written.failed += 1
        said = explain(error, words.language)
        line["error"] = {
            "code": getattr(error, "code", "unknown"),
            "sentence": said.sentence,
            "remedy": said.remedy,
        }
    line["seconds"] = round(time.monotonic() - started, 3)
    with bar.external_write_mode(file=sys.stdout):
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
        sys.stdout.flush()


def _events(engine: Engine, recipe: Recipe, photo: Path, bar: "tqdm[Path]", words: Words) -> Iterator[Event]:
    for event in run(engine, [recipe.request(str(photo), [photo])]):
        match event:
            case Progressed(stage=stage, fraction=fraction):
                bar.set_postfix_str(f"{words(f'stage_{stage}')} {fraction:.0%}")
            case FieldDone(field=name):
                bar.set_postfix_str(f"{words('stage_answer')}: {name}")
        yield event


def _finish(events: Iterator[Event]) -> Finished:
    """The end of a job.

    Raises:
        InferenceError: It failed.
    """
    for event in events:
        match event:
            case Finished():
                return event
            case Failed(error=error):
                raise error
    raise EngineCrashed("a job ended without an answer", reason="no end")


def _confidence(confidence: dict[str, Confidence]) -> dict[str, Any]:
    return {
        "confidence": {name: round(field.value, 4) for name, field in confidence.items()},
        "guesses": {
            name: [[guess.value, round(guess.probability, 4)] for guess in field.guesses]
            for name, field in confidence.items()
            if field.guesses
        },
    }


def _write_csv(recipe: Recipe, written: _Written, arguments: argparse.Namespace, words: Words) -> bool:
    if arguments.csv is None:
        return True
    try:
        count = write_csv(arguments.csv, header(recipe.card), written.rows, PRESETS[arguments.preset])
    except ExportError as error:
        sys.stderr.write(f"{explain(error, words.language)}\n")
        return False
    sys.stderr.write(words("written", count=count, path=arguments.csv) + "\n")
    return True
