"""The real engine on the tiny model, from a file of labels to a report."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from app.evaluation.answers import Answer
from app.pipeline.evaluation import Evaluation, Plan
from app.pipeline.models import ModelInUse
from app.pipeline.recipe import make_recipe
from app.settings import Settings
from app.wording import Language
from inference.errors import ModelMissing
from inference.llama.engine import LlamaEngine
from inference.llama.options import LoadOptions, ModelFiles

NOW = datetime(2026, 1, 2, tzinfo=UTC)
SETTINGS = Settings(minimum_words=30, temperature=0)


@pytest.fixture(scope="module")
def engine(model: ModelFiles, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LlamaEngine]:
    """Loaded once; a card is written at once, so that its threads run before any test counts threads."""
    loaded = LlamaEngine.load(model, LoadOptions(threads=1, slots=1))
    warm = tmp_path_factory.mktemp("warm") / "warm.png"
    Image.new("RGB", (64, 64), "teal").save(warm)
    loaded.add(make_recipe(SETTINGS).request("warm", [warm]))
    while not loaded.idle:
        loaded.step()
    yield loaded
    loaded.close()


@pytest.fixture
def labels(tmp_path: Path, photo: Callable[[str], Path]) -> Path:
    rows = ["photo;category_standard;known;group"]
    for number in range(3):
        photo(f"fotos/{number}.png")
        rows.append(f"fotos/{number}.png;Vestuário;{number % 2};g{number % 2}")
    (tmp_path / "fotos" / "nota.jpg").write_text("isto não é uma foto")
    rows += ["fotos/nota.jpg;Frutas;;", "fotos/sumiu.jpg;Frutas;;"]
    path = tmp_path / "rótulos.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def plan(model: ModelFiles, labels: Path, *, fresh: bool = False, seed: int = 0) -> Plan:
    recipe = make_recipe(SETTINGS.model_copy(update={"seed": seed}))
    return Plan(ModelInUse(model), recipe, Language.PT, labels, labels.parent / "out", fresh=fresh)


def run(plan_: Plan, engine: LlamaEngine, most: int | None = None) -> list[Answer]:
    """Run an evaluation until so many answers have come."""
    answers: list[Answer] = []

    def enough() -> bool:
        return most is not None and len(answers) >= most

    with Evaluation(plan_) as evaluation:
        for answer in evaluation.run(engine, enough, lambda _event: None):
            answers += [answer]
    return answers


def test_it_goes_on_where_it_stopped(model: ModelFiles, labels: Path, engine: LlamaEngine) -> None:
    first = run(plan(model, labels), engine, most=2)
    assert [answer.photo for answer in first] == ["fotos/0.png", "fotos/1.png"]
    rest = run(plan(model, labels), engine)
    assert [answer.photo for answer in rest if not answer.error] == ["fotos/2.png"]
    assert {answer.photo: answer.error for answer in rest if answer.error} == {
        "fotos/nota.jpg": "photo.not_a_photo",
        "fotos/sumiu.jpg": "photo.gone",
    }
    with Evaluation(plan(model, labels)) as evaluation:
        assert evaluation.waiting == 2  # what failed may be mended by now
        report = evaluation.report(NOW)
    assert (report.setting.rows, report.setting.answered, report.setting.failed) == (5, 3, 2)
    assert report.figures["valid"].value == report.figures["long_enough"].value == 1
    assert report.figures["accuracy.category_standard"].of == 1
    assert report.figures["tokens_per_second"].value > 0
    assert set(report.groups) == {"g0", "g1"}
    assert report.setting.engine.startswith("llama-cpp-python")
    assert [card.photo for card in report.cards][-1] == "fotos/sumiu.jpg"


def test_answers_in_pieces_are_those_of_one_run(model: ModelFiles, labels: Path, engine: LlamaEngine) -> None:
    whole = run(plan(model, labels), engine)
    pieces = run(plan(model, labels, fresh=True), engine, most=1) + run(plan(model, labels), engine)
    assert [answer.values for answer in pieces] == [answer.values for answer in whole]
    assert [answer.confidence for answer in pieces] == [answer.confidence for answer in whole]


def test_another_seed_is_another_measurement(model: ModelFiles, labels: Path, engine: LlamaEngine) -> None:
    run(plan(model, labels), engine)
    with Evaluation(plan(model, labels, seed=1)) as other, Evaluation(plan(model, labels)) as same:
        assert (other.waiting, same.waiting) == (5, 2)


def test_a_corrected_label_costs_no_new_run(model: ModelFiles, labels: Path, engine: LlamaEngine) -> None:
    (said,) = [answer for answer in run(plan(model, labels), engine) if answer.photo == "fotos/1.png"]
    assert said.values is not None
    text = labels.read_text(encoding="utf-8")
    right = str(said.values["category_standard"])
    labels.write_text(text.replace("1.png;Vestuário", f"1.png;{right}"), encoding="utf-8")
    with Evaluation(plan(model, labels)) as evaluation:
        assert evaluation.waiting == 2
        assert evaluation.report(NOW).figures["accuracy.category_standard"].value == 1


def test_a_model_that_is_not_there(model: ModelFiles, labels: Path) -> None:
    with pytest.raises(ModelMissing):
        Evaluation(plan(ModelFiles(labels.parent / "no.gguf", model.projector), labels))
