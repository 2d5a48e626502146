"""``fichario models`` where something is wrong: the call, the network, the Hub; or where it is stopped."""

import signal
from pathlib import Path

import pytest

from inference.llama.options import ModelFiles
from tests.cli.program import Program
from tests.models.hub_server import Fault, Hub
from tests.models.offers import PROJECTOR, SMALL, TEXT, stock


@pytest.fixture
def program(home: Path, hub: Hub, pair: ModelFiles) -> Program:
    """The program, whose Hub has two of the models that the registry offers."""
    stock(hub, pair)
    return Program(home)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (("install", "gpt-5"), "Nenhum modelo oferecido se chama “gpt-5”."),
        (("install", SMALL, "--quantisation", "Q2_K"), "não é publicado em Q2_K. Escolha uma destas: Q4_K_M."),
        (("use", "outro"), "Nenhum modelo instalado se chama “outro”."),
        (("remove", "../.."), "Nenhum modelo instalado se chama “../..”."),
        (("check", SMALL), f"Nenhum modelo instalado se chama “{SMALL}”."),
        ((), "falta dizer COMANDO"),
        (("paint",), "'paint' não é uma das escolhas"),
        (("install",), "falta dizer MODELO"),
        (("add", "x.gguf"), "falta dizer PROJETOR.gguf"),
    ],
)
def test_wrong_usage(said: tuple[str, ...], sentence: str, program: Program) -> None:
    ended = program.run("models", *said)
    assert ended.returncode == 2
    assert sentence in ended.stderr
    assert ended.stdout == ""


def test_without_a_network(program: Program, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    ended = program.run("models", "install", SMALL)
    assert ended.returncode == 1
    assert "HF_HUB_OFFLINE" in ended.stderr
    assert hub.asked == []


def test_a_fault_is_one_sentence_and_a_remedy(program: Program, hub: Hub) -> None:
    hub.break_next("HEAD", TEXT, Fault(status=401, code="GatedRepo"))
    ended = program.run("models", "install", SMALL)
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert "HF_TOKEN" in ended.stderr


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="signals of POSIX")
def test_ctrl_c_pauses_also_while_nothing_comes(program: Program, hub: Hub) -> None:
    hub.break_next("GET", PROJECTOR, Fault(sent=10_000, stalls=True))
    with program.begin("models", "install", SMALL) as process:
        hub.wait_for_stall(process)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate()
    assert process.returncode == 130
    assert "o que já veio está guardado" in said
    assert "Traceback" not in said
    assert program.run("models", "install", SMALL).returncode == 0
    assert hub.ranges(TEXT) == [""]
