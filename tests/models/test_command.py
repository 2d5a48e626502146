"""``fichario models`` as a person uses it, against the Hub on this machine; and a card by what was installed."""

import json
import os
import re
import sys
from pathlib import Path

import pytest

from app.settings import load_choices, save_choices
from inference.llama.options import ModelFiles
from tests.cli.conftest import picture
from tests.cli.program import ENGLISH, Program, lines, with_shipped
from tests.models.hub_server import Hub
from tests.models.offers import BAKLLAVA, PROJECTOR, SMALL, TEXT, chosen, folder_of, stock
from tests.tiny_model.shipped import ship


@pytest.fixture
def program(home: Path, hub: Hub, pair: ModelFiles) -> Program:
    """The program, whose Hub has two of the models that the registry offers."""
    stock(hub, pair)
    return Program(home)


def test_from_an_offer_to_a_card(program: Program, tmp_path: Path) -> None:
    photo = tmp_path / "caneca.png"
    picture(1).save(photo)
    installed = program.run("models", "install", SMALL, "--use")
    assert installed.returncode == 0, installed.stderr
    assert installed.stdout == ""
    said = installed.stderr.splitlines()
    assert [line.split(" ")[0] for line in said[:4]] == ["baixando", "conferindo", "baixando", "conferindo"]
    assert said[4:] == [
        f"Instalado: SmolVLM2 2.2B. Para usá-lo: fichario models use {SMALL}",
        "Quem escreve as fichas agora: SmolVLM2 2.2B.",
    ]
    folder = folder_of(program, SMALL)
    assert chosen(program) == ModelFiles(folder / TEXT, folder / PROJECTOR)
    ended = program.run("generate", photo, "--threads", "1")
    assert ended.returncode == 0, ended.stderr
    (line,) = lines(ended.stdout)
    assert len(line["card"]["description_long"].split()) >= 150


def test_the_list_says_what_is_here_and_what_fits(program: Program) -> None:
    assert program.run("models", "install", SMALL, "--use").returncode == 0
    ended = program.run("models", "list")
    assert ended.returncode == 0, ended.stderr
    free, _, heading, first, *rest = ended.stdout.splitlines()
    assert free.startswith("Livres neste computador: ")
    assert heading == "Instalados (* em uso):"
    assert re.match(rf"\* {re.escape(SMALL)} +SmolVLM2 2\.2B +1,\d MB  Q4_K_M  \S", first)
    assert "Oferecidos:" in rest
    assert any("não para catálogos comerciais" in line for line in rest)
    assert sum(line.startswith("  ") and not line.startswith("   ") for line in rest) == 11


def test_the_list_as_json(program: Program) -> None:
    said = lines(program.run("models", "list", "--json", language=ENGLISH).stdout)
    assert len(said) == 12
    assert all(not line["installed"] and not line["in_use"] for line in said)
    by_id = {line["id"]: line for line in said}
    assert by_id["qwen3-vl-4b"]["commercial_use"] is True
    assert by_id[BAKLLAVA]["commercial_use"] is False
    assert by_id[BAKLLAVA]["terms"].startswith("For trying out only")
    fit = by_id["qwen3-vl-4b"]["fit"]
    assert fit.keys() == {"verdict", "slots", "needed_memory", "free_memory", "needed_disk", "free_disk"}
    assert fit["needed_memory"] > by_id["qwen3-vl-4b"]["size"]
    order = ["well", "tight", "no_memory", "no_disk"]
    verdicts = [order.index(line["fit"]["verdict"]) for line in said]
    assert verdicts == sorted(verdicts)


def test_one_that_is_not_for_commercial_use_is_confirmed_once(program: Program, hub: Hub) -> None:
    refused = program.run("models", "install", BAKLLAVA)
    assert refused.returncode == 2
    assert "não permite usá-lo em catálogos comerciais" in refused.stderr
    assert hub.asked == []
    assert program.run("models", "install", BAKLLAVA, "--accept-licence").returncode == 0
    assert program.run("models", "install", BAKLLAVA).returncode == 0
    manifest = json.loads((folder_of(program, BAKLLAVA) / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["licence_accepted_at"]


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals of POSIX")
@pytest.mark.parametrize(("answer", "status"), [("s", 0), ("", 2)])
def test_on_a_terminal_it_is_asked(answer: str, status: int, program: Program) -> None:
    import pty  # noqa: PLC0415  # not there on Windows

    ours, theirs = pty.openpty()
    os.write(ours, f"{answer}\n".encode())
    with program.begin("models", "install", BAKLLAVA, stdin=theirs, stderr=theirs) as process:
        os.close(theirs)
        shown = everything(ours)
    assert process.returncode == status, shown
    assert "Só para experimentar, não para catálogos comerciais" in shown
    assert ("100 % |" in shown) == (status == 0)


def everything(terminal: int) -> str:
    """All that is shown on a terminal until its other side is closed."""
    parts = []
    while True:
        try:
            parts.append(os.read(terminal, 65536))
        except OSError:  # on Linux this is how it ends
            os.close(terminal)
            return b"".join(parts).decode()


def test_checking_finds_what_changed(program: Program) -> None:
    nothing = program.run("models", "check")
    assert (nothing.returncode, nothing.stdout, nothing.stderr) == (0, "", "Nenhum modelo está instalado.\n")
    program.run("models", "install", SMALL)
    whole = program.run("models", "check", SMALL)
    assert (whole.returncode, whole.stdout) == (0, f"{SMALL}: inteiro e sem mudanças.\n")
    text = folder_of(program, SMALL) / TEXT
    octets = bytearray(text.read_bytes())
    octets[-1] ^= 1
    text.write_bytes(octets)
    ended = program.run("models", "check", "--json")
    assert ended.returncode == 1
    (found,) = lines(ended.stdout)
    assert (found["id"], found["whole"]) == (SMALL, False)
    assert [fault["code"] for fault in found["faults"]] == ["models.file_changed"]
    assert program.run("models", "install", SMALL).returncode == 0
    assert program.run("models", "check").returncode == 0


def test_adding_using_and_removing_files_of_ones_own(program: Program, pair: ModelFiles) -> None:
    added = program.run("models", "add", pair.text, pair.projector, language=ENGLISH)
    assert added.returncode == 0, added.stderr
    assert added.stderr.splitlines()[-1] == "Installed: Tiny. To use it: fichario models use tiny-text"
    assert chosen(program) is None
    used = program.run("models", "use", "tiny-text", language=ENGLISH)
    assert (used.returncode, used.stderr) == (0, "What writes the cards now: Tiny.\n")
    assert chosen(program) == pair
    removed = program.run("models", "remove", "tiny-text", language=ENGLISH)
    assert removed.returncode == 0
    assert removed.stderr.splitlines() == [
        "Taken from the list: tiny-text. The files stay where they were.",
        "It was the model in use; what writes the cards now: Demonstration model.",
    ]
    assert chosen(program) is None
    assert pair.text.exists()


def test_files_that_are_no_pair_are_refused(program: Program, pair: ModelFiles) -> None:
    ended = program.run("models", "add", pair.projector, pair.text)
    assert ended.returncode == 1
    assert "não formam um par" in ended.stderr
    assert not folder_of(program, "").exists()


def test_the_model_that_ships_can_be_chosen_again(program: Program, pair: ModelFiles, tmp_path: Path) -> None:
    shipped = ship(pair, tmp_path / "shipped")
    with_demo = Program(program.home, with_shipped(shipped.folder, None))
    assert with_demo.run("models", "install", SMALL, "--use").returncode == 0
    assert chosen(program) is not None
    ended = with_demo.run("models", "use", "demo")
    assert (ended.returncode, ended.stderr) == (0, "Quem escreve as fichas agora: Modelo de demonstração.\n")
    assert chosen(program) is None
    assert with_demo.run("models", "use", SMALL).returncode == 0
    removed = with_demo.run("models", "remove", SMALL)
    assert removed.stderr.splitlines()[1] == (
        "Era o modelo em uso; quem escreve as fichas agora: Modelo de demonstração."
    )
    assert not folder_of(program, SMALL).exists()


def test_a_server_reads_on_until_a_model_is_chosen(program: Program, pair: ModelFiles) -> None:
    path = program.home / "config" / "fichario" / "settings.json"
    program.run("models", "add", pair.text, pair.projector, "--use")
    save_choices(load_choices(path).model_copy(update={"endpoint": "http://127.0.0.1:9"}), path)
    assert "*" not in program.run("models", "list").stdout.replace("(* em uso)", "")
    assert program.run("models", "remove", "tiny-text").stderr.startswith("Saiu da lista: tiny-text.")
    assert load_choices(path).endpoint
    program.run("models", "add", pair.text, pair.projector, "--use")
    assert chosen(program) == pair
    assert not load_choices(path).endpoint


def test_a_model_whose_file_is_gone_is_not_chosen(program: Program) -> None:
    program.run("models", "install", SMALL)
    (folder_of(program, SMALL) / TEXT).unlink()
    ended = program.run("models", "use", SMALL)
    assert ended.returncode == 1
    assert f"Falta um arquivo do modelo “{SMALL}”" in ended.stderr
    assert chosen(program) is None
    assert "Falta um arquivo" in program.run("models", "list").stdout


def test_what_a_bench_measured_is_said_in_the_list(program: Program, pair: ModelFiles, tmp_path: Path) -> None:
    photo = tmp_path / "caneca.png"
    picture(1).save(photo)
    program.run("models", "add", pair.text, pair.projector, "--use")
    assert "fotos por hora" not in program.run("models", "list").stdout
    ended = program.run("bench", photo, "--slots", "1")
    assert ended.returncode == 0, ended.stderr
    assert "fotos por hora, 1 foto por vez." in program.run("models", "list").stdout
    (line,) = [one for one in lines(program.run("models", "list", "--json").stdout) if one["id"] == "tiny-text"]
    assert line["speed"]["photos_per_hour"] > 0
