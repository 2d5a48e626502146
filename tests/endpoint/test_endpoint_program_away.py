"""The command line while its server goes away: it waits, says so, and leaves undone what it could not do."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.program import ENGLISH, Program, lines
from tests.endpoint.replies import cut_after, served, writes
from tests.endpoint.server import House


def dying(house: House) -> Any:
    """Answers as a process that is killed in the middle, and lets nobody in any more."""

    def reply(handler: Any, asked: Any) -> None:
        handler.server.socket.close()
        cut_after('{"product_name": "Cadeira')(handler, asked)

    return reply


def test_a_server_that_comes_back_is_waited_for(program: Program, product: dict[str, Any], photos: Path) -> None:
    with served(product) as first:
        first.script.extend([writes(product), dying(first)])
        process = program.begin("generate", photos, "--endpoint", first.url, "--slots", "1")
        assert process.stderr is not None
        said = ""
        while "Esperando por ele até 10 min" not in said:
            line = process.stderr.readline()
            assert line, said
            said += line
    with served(product, int(first.url.rpartition(":")[2])):
        out, rest = process.communicate(timeout=120)
    assert process.returncode == 0, said + rest
    assert [line["card"] for line in lines(out)] == [product] * 3
    assert "não responde" in said
    assert rest.count("O servidor voltou") == 1


@pytest.mark.parametrize("minutes", ["0", "0.02"])
def test_a_server_that_does_not_come_back_leaves_the_rest_undone(
    program: Program, product: dict[str, Any], photos: Path, minutes: str
) -> None:
    with served(product) as shop:
        shop.script.extend([writes(product), dying(shop)])
        ended = program.run(
            "generate", photos, "--endpoint", shop.url, "--slots", "1", "--endpoint-wait", minutes, language=ENGLISH
        )
    assert ended.returncode == 75, ended.stderr
    assert [line["card"] for line in lines(ended.stdout)] == [product]
    assert f"Waiting for it for up to {minutes} min" in ended.stderr
    assert "the rest was left undone" in ended.stderr
    assert "Cards written: 1 of 3" in ended.stderr


def test_a_measurement_goes_on_where_a_server_left_it(program: Program, product: dict[str, Any], photos: Path) -> None:
    labels = photos / "rótulos.csv"
    labels.write_text("photo,category_standard\n" + "\n".join(f"{n}.png,Móveis" for n in range(3)), encoding="utf-8")
    with served(product) as first:
        first.script.extend([writes(product), dying(first)])
        ended = program.run("evaluate", labels, "--endpoint", first.url, "--slots", "1", "--endpoint-wait", "0")
    assert ended.returncode == 75, ended.stderr
    assert "ficou por fazer" in ended.stderr
    with served(product, int(first.url.rpartition(":")[2])) as again:
        assert program.run("evaluate", labels, "--endpoint", first.url, "--slots", "1").returncode == 0
        assert len(again.questions) == 2
