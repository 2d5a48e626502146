"""Every failure has a sentence and a remedy in both languages, and every word of the program its translation."""

import ast
import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from app.domain.card import ProductCard
from app.errors import explain, message, messages
from app.settings import Settings
from app.wording import Language, wording_of
from inference.errors import InferenceError, PhotoUnreadable

ROOT = Path(__file__).resolve().parents[2]
REASONS = ("empty", "truncated", "not_a_photo", "too_large", "gone", "forbidden", "unreadable")


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def kinds(root: type[InferenceError]) -> list[type[InferenceError]]:
    return [kind for child in root.__subclasses__() for kind in (child, *kinds(child))]


def test_both_languages_say_the_same() -> None:
    portuguese, english = messages(Language.PT), messages(Language.EN)
    assert portuguese.keys() == english.keys()
    for code, entry in portuguese.items():
        assert {"sentence", "remedy"} <= entry.keys() <= {"sentence", "remedy", "terminal"}
        assert entry.keys() == english[code].keys(), code
        assert placeholders(str(entry)) == placeholders(str(english[code])), code
        assert entry != english[code], code


@pytest.mark.parametrize("language", [Language.PT, Language.EN])
def test_every_failure_of_inference_has_words_of_its_own(language: Language) -> None:
    known = messages(language)
    codes = {kind.code for kind in kinds(InferenceError) if kind is not PhotoUnreadable}
    codes |= {PhotoUnreadable(reason, path="a.jpg").code for reason in REASONS}
    assert codes <= known.keys()


@pytest.mark.parametrize("language", [Language.PT, Language.EN])
def test_the_window_is_told_nothing_of_the_command_line(language: Language) -> None:
    options = re.compile(r"--\w|fichario \w|FICHARIO_")
    for code, entry in messages(language).items():
        told = message(code, {}, language)
        assert not options.search(str(told)), code
        if "terminal" in entry:
            assert entry["terminal"] != entry["remedy"], code
            assert message(code, {}, language, terminal=True).remedy != told.remedy, code


def test_the_command_line_is_told_of_itself() -> None:
    """Everything in ``app.cli`` asks for the remedies of the command line."""
    for path in sorted((ROOT / "app" / "cli").rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in {"explain", "message"}:
                assert "terminal" in {keyword.arg for keyword in call.keywords}, f"{path}:{call.lineno}"


def test_a_sentence_holds_the_facts() -> None:
    said = explain(PhotoUnreadable("truncated", path=str(Path("fotos", "IMG {1}.jpg"))), Language.PT)
    assert "“IMG {1}.jpg”" in said.sentence
    assert said.remedy
    assert not said.ours


def test_missing_facts_do_not_break_a_sentence() -> None:
    assert "…" in message("photo.too_large", {}, Language.EN).sentence


def test_what_the_system_did_and_what_we_did_are_told_apart() -> None:
    assert not explain(OSError(28, "No space left on device"), Language.EN).ours
    assert explain(ZeroDivisionError("x"), Language.EN).ours


def test_an_unknown_code_falls_back_on_its_family() -> None:
    assert message("export.new_kind", {"path": "a.csv"}, Language.EN).sentence.startswith("Exporting to a.csv")


@pytest.mark.parametrize("folder", ["cli", "report"])
def test_what_is_said_beside_the_window_speaks_both_languages(folder: str) -> None:
    tables = [
        tomllib.loads(files(f"resources.{folder}").joinpath(f"{name}.toml").read_text(encoding="utf-8"))
        for name in ("pt", "en")
    ]
    assert tables[0].keys() == tables[1].keys()
    for name in tables[0]:
        assert placeholders(tables[0][name]) == placeholders(tables[1][name]), name


@pytest.mark.parametrize("model", [ProductCard, Settings])
def test_every_field_is_worded_in_english(model: type[ProductCard] | type[Settings]) -> None:
    portuguese, english = wording_of(model, Language.PT), wording_of(model, Language.EN)
    for name, wording in portuguese.items():
        assert wording.title
        assert wording.description
        assert english[name].title != wording.title, name
        assert english[name].description != wording.description, name
        assert english[name].labels.keys() == wording.labels.keys(), name
