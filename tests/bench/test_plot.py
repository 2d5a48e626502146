"""The picture: its size, its colours, its scale, and letters on every system."""

from itertools import pairwise

import numpy as np
import pytest
from PIL import Image, ImageColor

from app.benchmark import canvas
from app.benchmark.canvas import Canvas
from app.benchmark.plot import labelled, plot, stages, ticks
from app.benchmark.report import Alone, Machine, ModelReport, Report, Setting, Speed
from app.cli.bench.wording import BenchWords
from app.cli.words import Words
from app.wording import Language

GREEN, ORANGE = "#0f6b5c", "#c2571a"


def model(name: str, rate: float) -> ModelReport:
    alone = Alone(
        image_seconds=1.0,
        prompt_seconds=0.5,
        answer_seconds=18.0,
        sampling_seconds=1.5,
        prompt_tokens_per_second=90.0,
        generation_tokens_per_second=20.0,
    )
    speeds = tuple(
        Speed(
            slots=slots,
            cards=16,
            seconds=16 * 3600 / (rate * slots),
            tokens=4000,
            photos_per_hour=rate * slots,
            tokens_per_second=10.0,
            sampling_share=0.1,
        )
        for slots in (1, 2, 4)
    )
    return ModelReport(name=name, text=f"{name}.gguf", projector="p.gguf", alone=alone, speeds=speeds)


def report(*models: ModelReport) -> Report:
    setting = Setting(
        slots=(1, 2, 4),
        photos=12,
        repetitions=1,
        cards=12,
        labelled=0,
        minimum_words=150,
        temperature=0.0,
        seed=0,
        context=None,
        threads=None,
        gpu_layers=0,
    )
    machine = Machine(system="Linux", processor="Processador", cores=2, memory=8 * 10**9)
    return Report(
        made="2026-01-01T00:00:00+00:00",
        program="0.1.0",
        engine="llama-cpp-python 0",
        machine=machine,
        setting=setting,
        complete=True,
        models=models,
    )


def drawn(found: Report, language: Language = Language.PT) -> Image.Image:
    return plot(found, BenchWords(Words(language)).plot(found))


def count(picture: Image.Image, colour: str) -> int:
    """Pixels of about a colour: the edges of lines are mixed with the paper."""
    away = np.abs(np.asarray(picture).astype(int) - ImageColor.getrgb(colour)).max(axis=2)
    return int((away < 24).sum())


@pytest.mark.parametrize("language", [Language.PT, Language.EN])
def test_a_light_picture_with_a_line_a_model(language: Language) -> None:
    one, two = drawn(report(model("a", 100)), language), drawn(report(model("a", 100), model("b", 70)), language)
    assert one.width == two.width == 1200
    assert 500 < one.height < two.height < 1200
    assert one.getpixel((2, 2)) == two.getpixel((1198, 2)) == (255, 255, 255)
    assert count(one, GREEN) > 500
    assert count(one, ORANGE) == 0
    assert count(two, ORANGE) > 500


def test_a_model_without_figures_is_left_out() -> None:
    failed = ModelReport(name="x", text="x.gguf", projector="p.gguf")
    assert drawn(report(failed, model("a", 100))).size == drawn(report(model("a", 100))).size


def test_a_system_without_fonts_gets_plain_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canvas, "_FONTS", ())
    sheet = Canvas(200, 40, "#ffffff")
    assert sheet.width_of("ção – é") == sheet.width_of("cao - e") > 0
    assert count(drawn(report(model("a", 100))), GREEN) > 500


def test_names_too_wide_lose_their_middle() -> None:
    sheet = Canvas(200, 40, "#ffffff")
    cut = sheet.cut("Qwen2.5-VL-3B-Instruct-Q4_K_M", 120)
    assert sheet.width_of(cut) <= 120
    assert cut.startswith("Qwen")
    assert cut.endswith("K_M")
    assert sheet.cut("Qwen", 120) == "Qwen"


@pytest.mark.parametrize("highest", [0.02, 0.7, 1, 9.99, 155, 346, 6212, 99_999])
def test_scales_are_round_and_hold_everything(highest: float) -> None:
    marks = ticks(highest)
    steps = [after - before for before, after in pairwise(marks)]
    assert marks[0] == 0
    assert marks[-1] >= highest * 1.04
    assert 4 <= len(marks) <= 10
    assert steps == pytest.approx([steps[0]] * len(steps))


def test_a_scale_of_nothing_is_a_scale() -> None:
    assert ticks(0) == [0.0, 1.0]


def test_stages_add_up_to_the_photo() -> None:
    alone = model("a", 100).alone
    assert alone is not None
    assert sum(stages(alone)) == pytest.approx(1.0 + 0.5 + 18.0)


def test_numbers_do_not_stand_on_each_other() -> None:
    assert labelled([(10.0, "a")], 3) == [(10.0, "a", False)]
    assert labelled([(10.0, "a"), (12.0, "b")], 3) == [(12.0, "b", False), (10.0, "a", True)]
    assert [shown[1] for shown in labelled([(10.0, "a"), (12.0, "b"), (20.0, "c")], 3)] == ["c", "a"]
    assert [shown[1] for shown in labelled([(10.0, "a"), (15.0, "b"), (20.0, "c")], 3)] == ["c", "b", "a"]
