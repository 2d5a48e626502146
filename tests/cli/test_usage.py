"""Help and wrong usage, in the person's language; the program without a display."""

import argparse
import re

import pytest

from app.cli.main import parse
from app.cli.words import Words, system_language
from app.wording import Language
from tests.cli.program import ENGLISH, PORTUGUESE, Program

# Fragments of what argparse says in English; none may reach a person who reads Portuguese.
ENGLISH_FRAGMENTS = re.compile(
    r"\b(arguments?|required|expected|invalid|unrecognized|choose|usage|ambiguous|ignored)\b"
)


@pytest.fixture(params=[PORTUGUESE, ENGLISH])
def language(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each language as the system would say it."""
    monkeypatch.delenv("LC_ALL")
    monkeypatch.setenv("LANG", request.param)
    return str(request.param)


@pytest.mark.parametrize(
    ("said", "portuguese", "english"),
    [
        (["generate"], "falta dizer FOTO", "the following arguments are required: PHOTO"),
        (["evaluate"], "falta dizer CSV", "the following arguments are required: CSV"),
        (["export"], "falta dizer CSV", "the following arguments are required: CSV"),
        (["paint"], "COMANDO: 'paint' não é uma das escolhas", "COMMAND: invalid choice: 'paint'"),
        (["generate", "a", "--csv"], "--csv: falta o valor", "--csv: expected one argument"),
        (["generate", "a", "--preset", "odf"], "--preset: 'odf' não é uma das escolhas", "invalid choice: 'odf'"),
        (["generate", "a", "--language", "fr"], "--language: 'fr' não é uma das escolhas", "invalid choice: 'fr'"),
        (["generate", "a", "--color"], "não conheço --color", "unrecognized arguments: --color"),
        (["generate", "a", "--mod", "x"], "não conheço --mod x", "unrecognized arguments: --mod x"),
        (["export", "a", "--all=1"], "--all: não leva valor, e foi dito '1'", "ignored explicit argument '1'"),
        (["generate", "a", "--words", "29"], "número inteiro de 30 a 400, e foi dito “29”", "from 30 to 400, not “29”"),
        (["generate", "a", "--words", "x"], "número inteiro de 30 a 400", "whole number from 30 to 400"),
        (["generate", "a", "--temperature", "nan"], "número de 0 a 2", "number from 0 to 2"),
        (["evaluate", "a", "--min-p", "2"], "número de 0 a 1", "number from 0 to 1"),
        (["generate", "a", "--prose-temperature", "3"], "número de 0 a 2", "number from 0 to 2"),
        (["generate", "a", "--repetition-penalty", "0"], "número de 1 a 2", "number from 1 to 2"),
        (["evaluate", "a", "--limit", "0"], "número inteiro de 1 a", "whole number from 1 to"),
        (["generate", "a", "--seed", "-1"], "de 0 a 4294967295", "from 0 to 4294967295"),
    ],
)
def test_wrong_usage(
    said: list[str], portuguese: str, english: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        parse(said)
    assert left.value.code == 2
    out, error = capsys.readouterr()
    assert out == ""
    usage, *_, sentence, hint = error.splitlines()
    assert (english if language == ENGLISH else portuguese) in sentence
    assert usage.startswith("usage: fichario" if language == ENGLISH else "uso: fichario")
    assert hint.endswith("--help.")
    if language == PORTUGUESE:
        assert not ENGLISH_FRAGMENTS.search(error), error


COMMANDS = [[], ["window"], ["generate"], ["evaluate"], ["bench"], ["export"], ["models"], ["serve"], ["worker"]]
OF_SERVE = [["serve", "keys"]]
OF_MODELS = [["models", name] for name in ("list", "install", "use", "add", "check", "remove")]


@pytest.mark.parametrize("command", [*COMMANDS, *OF_SERVE, *OF_MODELS])
def test_help(command: list[str], language: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        parse([*command, "--help"])
    assert left.value.code == 0
    out, error = capsys.readouterr()
    assert error == ""
    assert out.startswith(" ".join(["usage:" if language == ENGLISH else "uso:", "fichario", *command]))
    assert ("options:" if language == ENGLISH else "opções:") in out
    if not command:
        assert all(name in out for name in ("window", "generate", "evaluate", "export", "--version"))
        assert ("COMMAND ..." if language == ENGLISH else "COMANDO ...") in out
    if language == PORTUGUESE:
        assert not ENGLISH_FRAGMENTS.search(out), out
    else:
        assert not re.search(r"PASTA|FOTO|COMANDO|[ãçéõ]", out.replace("Fichário", "")), out


@pytest.mark.parametrize(
    "message",
    [
        "one of the arguments --a --b is required",
        "ambiguous option: --c could match --csv, --catalogue",
        "argument --a: expected at least one argument",
        "argument --a: expected at most one argument",
        "argument --a: expected 2 arguments",
        "argument --a: not allowed with argument --b",
        "argument --a: invalid int value: 'x'",
        "argument COMANDO: invalid choice: 'exprt', maybe you meant 'export'? (choose from generate, export)",
        "argument command: unknown parser 'x' (choices: a, b)",
    ],
)
def test_what_argparse_may_say_is_said_in_portuguese(message: str) -> None:
    said = Words(Language.PT).of_argparse(message)
    assert said != message
    assert not ENGLISH_FRAGMENTS.search(said)
    assert Words(Language.EN).of_argparse(message) == message


def test_what_a_later_python_says_stays_as_it_is() -> None:
    assert Words(Language.PT).of_argparse("something 100% {new}") == "something 100% {new}"


def test_the_catalogue_may_be_said_before_or_after_the_command() -> None:
    before, after = parse(["--catalogue", "x", "window"]), parse(["window", "--catalogue", "x"])
    assert before == after == argparse.Namespace(command="window", catalogue=before.catalogue)


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LANG": "en_GB.UTF-8"}, Language.EN),
        ({"LANG": "pt_BR.UTF-8"}, Language.PT),
        ({"LANG": "de_DE.UTF-8"}, Language.PT),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "pt_BR.UTF-8"}, Language.PT),
        ({"LANG": "pt_BR.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, Language.EN),
    ],
)
def test_the_language_of_the_system(
    environment: dict[str, str], expected: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert system_language() is expected


@pytest.mark.parametrize(
    ("language_said", "sentence", "command"),
    [
        (PORTUGUESE, "Não há tela onde abrir a janela.", "fichario generate foto.jpg --model"),
        (ENGLISH, "There is no screen to open the window on.", "fichario generate photo.jpg --model"),
    ],
)
def test_without_a_display_the_command_is_shown(
    language_said: str, sentence: str, command: str, program: Program
) -> None:
    for arguments in ((), ("window",)):
        ended = program.run(*arguments, language=language_said)
        assert ended.returncode == 1
        assert ended.stdout == ""
        assert ended.stderr.startswith(sentence)
        assert command in ended.stderr


def test_the_version(program: Program) -> None:
    ended = program.run("--version")
    assert ended.returncode == 0
    assert re.fullmatch(r"Fichário \d+\.\d+\.\d+\n", ended.stdout)
