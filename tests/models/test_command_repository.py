"""``fichario models add OWNER/NAME`` as a person uses it: choosing, terms, going on, and what is said on failure."""

import os
import signal
import sys
from pathlib import Path

import pytest

from inference.llama.options import ModelFiles
from tests.cli.program import ENGLISH, Program, lines
from tests.models.hub_server import Fault, Hub
from tests.models.offers import chosen, folder_of
from tests.models.test_command import everything

OWN, ID = "ana/Olho-2B-GGUF", "olho-2b"
SMALL, LARGE, PROJECTOR = "Olho-2B-Q4_K_M.gguf", "Olho-2B-Q8_0.gguf", "mmproj-Olho-2B-F16.gguf"


@pytest.fixture
def program(home: Path, hub: Hub, pair: ModelFiles) -> Program:
    """The program, whose Hub has a repository that no registry knows."""
    text, projector = pair.text.read_bytes(), pair.projector.read_bytes()
    hub.files = {(OWN, SMALL): text, (OWN, LARGE): text + b"8", (OWN, PROJECTOR): projector}
    hub.cards[OWN] = {"license": "apache-2.0", "language": "pt"}
    return Program(home)


def test_from_a_name_to_a_model_like_any_other(program: Program, hub: Hub) -> None:
    added = program.run("models", "add", OWN, "--use", language=ENGLISH)
    assert added.returncode == 0, added.stderr
    said = added.stderr.splitlines()
    assert said[0] == f"In {OWN}:"
    assert "Q4_K_M" in said[1]
    assert "Q8_0" in said[2]
    assert said[3] == "Free licence (Apache 2.0): may be used for a shop's work."
    assert said[-2:] == [
        f"Installed: Olho-2B. To use it: fichario models use {ID}",
        "What writes the cards now: Olho-2B.",
    ]
    folder = folder_of(program, ID)
    assert chosen(program) == ModelFiles(folder / SMALL, folder / PROJECTOR)
    (line,) = [one for one in lines(program.run("models", "list", "--json").stdout) if one["id"] == ID]
    assert (line["installed"], line["in_use"], line["languages"]) == (True, True, ["pt"])
    assert line["terms"].startswith("Licença livre")
    again = program.run("models", "install", ID, "--quantisation", "q8_0")
    assert again.returncode == 0, again.stderr
    assert chosen(program) == ModelFiles(folder / LARGE, folder / PROJECTOR), "the one in use stays in use"
    assert program.run("models", "check", ID).returncode == 0
    assert program.run("models", "remove", ID).returncode == 0
    assert not folder.exists()


def test_terms_that_nobody_knows_are_confirmed(program: Program, hub: Hub) -> None:
    hub.cards[OWN] = {"license": "other", "license_name": "olho-research"}
    refused = program.run("models", "add", OWN)
    assert refused.returncode == 2
    assert "O programa não sabe se a licença" in refused.stderr
    assert hub.ranges(SMALL) == []
    assert program.run("models", "add", OWN, "--accept-licence").returncode == 0
    assert program.run("models", "add", OWN).returncode == 0
    assert "não conhece a licença “olho-research”" in program.run("models", "list").stdout


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="signals of POSIX")
def test_what_was_agreed_holds_after_the_program_was_killed(program: Program, hub: Hub) -> None:
    hub.cards[OWN] = {"license": "cc-by-nc-4.0"}
    hub.break_next("GET", LARGE, Fault(sent=100_000, stalls=True))
    with program.begin("models", "add", OWN, "--quantisation", "Q8_0", "--accept-licence") as process:
        hub.wait_for_stall(process)
        process.kill()
    ended = program.run("models", "install", ID)
    assert ended.returncode == 0, ended.stderr
    assert hub.ranges(SMALL) == []
    assert len(hub.ranges(LARGE)) == 2, "the precision is the one that was coming"


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals of POSIX")
def test_on_a_terminal_one_chooses_by_number(program: Program) -> None:
    import pty  # noqa: PLC0415  # not there on Windows

    ours, theirs = pty.openpty()
    os.write(ours, b"7\n2\n")
    with program.begin("models", "add", OWN, stdin=theirs, stderr=theirs) as process:
        os.close(theirs)
        shown = everything(ours)
    assert process.returncode == 0, shown
    assert shown.count("Qual? Um número, ou Enter para 1:") == 2
    assert (folder_of(program, ID) / LARGE).exists()


@pytest.mark.parametrize(
    ("said", "status", "sentence"),
    [
        (("ana olho",), 2, "não é o nome de um repositório"),
        (("ana/nada",), 1, "Não há um repositório ana/nada"),
        ((f"{OWN}@v9",), 1, "não tem uma versão “v9”"),
        ((OWN, "--quantisation", "Q2_K"), 2, "Escolha uma destas: Q4_K_M, Q8_0."),
        (("ana/texto",), 1, "não tem o projetor (mmproj)"),
        (("ana/dois",), 2, "Diga qual deles com --quantisation: A-2B-Q4_0, B-7B-Q4_0."),
    ],
)
def test_what_cannot_be_is_a_sentence_and_a_remedy(
    said: tuple[str, ...], status: int, sentence: str, program: Program, hub: Hub
) -> None:
    hub.files["ana/texto", SMALL] = b"GGUF"
    for name in ("A-2B-Q4_0.gguf", "B-7B-Q4_0.gguf", "mmproj-A-2B.gguf", "mmproj-B-7B.gguf"):
        hub.files["ana/dois", name] = b"GGUF"
    ended = program.run("models", "add", *said)
    assert ended.returncode == status
    assert sentence in ended.stderr
    assert ended.stderr.count("\n") == 1
    assert ended.stdout == ""
