"""The page needs nothing from anywhere, escapes everything, and stays readable with sixty types."""

from html.parser import HTMLParser

import pytest

from app.evaluation.comparison import compare
from app.evaluation.heatmap import heat_map, mix_ups
from app.evaluation.judging import Judge
from app.evaluation.page import WORST, PageOptions, make_page, worst_cards
from app.evaluation.report import Confusion, Report, Setting
from app.evaluation.summary import summarise
from app.evaluation.wording import ReportWords
from app.evaluation.yardstick import Yardstick
from app.wording import Language
from tests.evaluation.conftest import answer, row

EVIL = '<script>alert("1")</script>&'
PIXEL = "data:image/jpeg;base64,AAAA"
VOID = {"meta", "img", "br", "link", "input"}


class Reader(HTMLParser):
    """Reads a page, and fails where its elements are not closed in order."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


@pytest.fixture(scope="module")
def report(yardstick: Yardstick) -> Report:
    rows = [row(f"fotos/{EVIL}{number}.jpg", group=EVIL, product_type=f"tipo{number % 60}") for number in range(70)]
    rows += [row("desconhecida.jpg", known=False)]
    judge = Judge.of(yardstick, rows)
    answers = [
        answer(labelled.photo, (number % 10) / 10, product_name=f"Tipo{number % 7} {EVIL}")
        for number, labelled in enumerate(rows)
    ]
    answers[3] = answers[3].model_copy(update={"values": None, "error": "photo.gone"})
    marks = [judge.judge(labelled, given) for labelled, given in zip(rows, answers, strict=True)]
    setting = Setting(
        made="2026-01-02T03:04:05+00:00", labels=EVIL, model=EVIL, rows=71, answered=70, failed=1, options={"seed": 0}
    )
    return summarise(setting, judge, marks, answers)


@pytest.fixture(params=[Language.PT, Language.EN])
def words(request: pytest.FixtureRequest) -> ReportWords:
    return ReportWords(request.param)


@pytest.fixture
def page(report: Report, words: ReportWords) -> str:
    changes = compare(report, report)
    return make_page(report, words, PageOptions(lambda _photo: PIXEL, lambda code, _facts: code, EVIL, changes))


def test_it_needs_nothing_else(page: str) -> None:
    reader = read(page)
    assert not {tag for tag, _ in reader.elements} & {"script", "link", "iframe", "object", "embed", "base"}
    for _, attributes in reader.elements:
        assert not any(name.startswith("on") for name in attributes)
        assert not {"href", "xlink:href", "srcset"} & attributes.keys()
        assert (attributes.get("src") or PIXEL).startswith("data:image/jpeg;base64,")
    assert "url(" not in page
    assert "@import" not in page
    assert "http" not in page.replace("http-equiv", "")


def test_everything_is_escaped(page: str) -> None:
    assert "<script" not in page
    assert EVIL in read(page).text


def test_it_shows_the_worst_first(report: Report, page: str) -> None:
    worst = worst_cards(report)
    sure = [max(mark.confidence for mark in card.fields.values() if not mark.right) for card in worst if card.known]
    assert sure == sorted(sure, reverse=True)
    assert all(card.values is not None for card in worst)
    assert sum(tag == "img" for tag, _ in read(page).elements) == min(WORST, len(worst)) == WORST


def test_every_section_is_there(page: str, words: ReportWords) -> None:
    text = read(page).text
    for name in ("all", "groups", "calibration", "unknown", "worst", "confusion", "repeated", "failed", "method"):
        assert words(f"heading_{name}") in text
    assert "photo.gone" in text


def test_light_and_dark(page: str) -> None:
    assert "prefers-color-scheme: dark" in page
    assert all(colour in page for colour in ("#f5f4f0", "#16181b", "#0f6b5c", "#35b79b"))


def test_a_matrix_of_sixty_types(words: ReportWords) -> None:
    names = tuple(f"tipo {number}" for number in range(60))
    counts = tuple(tuple(100 if row == column else (column % 7 == 0) * 2 for column in range(60)) for row in range(60))
    drawn = str(heat_map(Confusion(labels=names, counts=counts), "tipos", words))
    reader = read(drawn)
    (svg,) = (attributes for tag, attributes in reader.elements if tag == "svg")
    assert 1000 < float(svg["width"] or 0) < 1250
    assert all(reader.text.count(name) >= 2 for name in names)
    assert sum(tag == "title" for tag, _ in reader.elements) == 60 + 9 * 60 - 9


def test_the_commonest_mix_ups() -> None:
    confusion = Confusion(labels=("a", "b", ""), counts=((5, 2, 1), (4, 0, 0), (0, 0, 0)))
    assert mix_ups(confusion) == [("b", "a", 4, 4), ("a", "b", 2, 8), ("a", "", 1, 8)]


def test_a_report_of_nothing(words: ReportWords) -> None:
    setting = Setting(made="2026-01-02T03:04:05+00:00", labels="r.csv", rows=1, answered=0, failed=1)
    empty = Report(setting=setting, figures={})
    read(make_page(empty, words, PageOptions(lambda _photo: "", lambda code, _facts: code)))
