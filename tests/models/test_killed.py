"""A program that is killed while it downloads, and begun again."""

import signal

import pytest

from inference.llama.options import ModelFiles
from tests.cli.program import Program
from tests.models.hub_server import Fault, Hub

HALF = 100_000


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="signals of POSIX")
def test_killed_and_begun_again(hub: Hub, pair: ModelFiles, program: Program) -> None:
    repository = "ggml-org/SmolVLM2-2.2B-Instruct-GGUF"
    text, projector = "SmolVLM2-2.2B-Instruct-Q4_K_M.gguf", "mmproj-SmolVLM2-2.2B-Instruct-Q8_0.gguf"
    hub.files = {(repository, text): pair.text.read_bytes(), (repository, projector): pair.projector.read_bytes()}
    hub.break_next("GET", projector, Fault(sent=HALF, stalls=True))
    with program.begin("models", "install", "smolvlm2-2.2b") as process:
        hub.wait_for_stall(process)
        process.kill()
    (folder,) = (program.home / "data").rglob("smolvlm2-2.2b")
    left = {path.name.rsplit(".", 2)[0]: path.stat().st_size for path in folder.glob("*.part")}
    assert left.keys() == {text, projector}, "nothing has its final name"
    assert left[text] == pair.text.stat().st_size
    ended = program.run("models", "install", "smolvlm2-2.2b")
    assert ended.returncode == 0, ended.stderr
    assert hub.ranges(text) == [""]
    assert hub.ranges(projector) == ["", f"bytes={left[projector]}-" if left[projector] else ""]
    checked = program.run("models", "check")
    assert checked.returncode == 0, checked.stderr
