"""The command line with a server that reads the photos: the real program, a real socket."""

import csv
import json
import os
import signal
import subprocess
import threading
from pathlib import Path
from typing import Any

import pytest

from app.pipeline.endpoints import VARIABLE
from tests.cli.program import ENGLISH, Program, lines
from tests.endpoint.replies import MODEL, lists, never_ends, refuses, served, writes
from tests.endpoint.server import House

KEY = "sk-only-in-the-keyring"
IN_A_FILE = "tests.endpoint.keyring_file.FileKeyring"
ON_POSIX = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


def sent_keys(house: House) -> set[str | None]:
    return {asked.headers.get("Authorization") for asked in house.asked}


def test_cards_from_a_server(program: Program, shop: House, photos: Path, tmp_path: Path) -> None:
    out = tmp_path / "fichas.csv"
    ended = program.run("generate", photos, "--endpoint", shop.url, "--csv", out, "--preset", "plain", "--seed", "7")
    assert ended.returncode == 0, ended.stderr
    printed = lines(ended.stdout)
    assert [line["card"] for line in printed] == [shop.card] * 3
    assert set(printed[0]["confidence"]) == set(shop.card)
    assert f"Conectando a {shop.url.removeprefix('http://')}…" in ended.stderr
    assert "sem cifra" not in ended.stderr
    assert {asked.body["seed"] for asked in shop.questions} == {7}
    assert sent_keys(shop) == {None}
    with out.open(encoding="utf-8", newline="") as file:
        assert len(list(csv.reader(file))) == 4


def test_what_the_server_does_not_do_is_said_once(program: Program, shop: House, photos: Path) -> None:
    shop.script.extend([refuses(400, "unknown field: seed"), *[writes(shop.card, probability=None)] * 3])
    ended = program.run("generate", photos, "--endpoint", shop.url, "--slots", "1", language=ENGLISH)
    assert ended.returncode == 0, ended.stderr
    assert [line["confidence"] for line in lines(ended.stdout)] == [{}, {}, {}]
    assert ended.stderr.count("does not tell how sure the model is") == 1
    assert ended.stderr.count("takes no seed") == 1


def test_a_server_that_is_not_there(program: Program, product: dict[str, Any], photos: Path) -> None:
    with served(product) as gone:
        url = gone.url
    ended = program.run("generate", photos, "--endpoint", url, "--endpoint-model", MODEL)
    assert ended.returncode == 1
    assert f"O servidor de modelos em {url.removeprefix('http://')} não responde." in ended.stderr
    assert "Traceback" not in ended.stderr
    assert ended.stdout == ""


def test_the_models_there_are_are_named(program: Program, shop: House, photos: Path) -> None:
    shop.models = lists("llava-7b", "qwen3-vl")
    ended = program.run("generate", photos, "--endpoint", shop.url)
    assert ended.returncode == 1
    assert "llava-7b, qwen3-vl" in ended.stderr
    ended = program.run("generate", photos, "--endpoint", shop.url, "--endpoint-model", "qwen3-vl")
    assert ended.returncode == 0, ended.stderr
    assert {asked.body["model"] for asked in shop.questions} == {"qwen3-vl"}


def test_one_photo_that_fails_is_one_line(program: Program, shop: House, photos: Path) -> None:
    shop.script.append(refuses(400, "the moon is in the wrong phase"))
    ended = program.run("generate", photos, "--endpoint", shop.url, "--slots", "1", language=ENGLISH)
    assert ended.returncode == 1
    first, *others = lines(ended.stdout)
    assert first["error"]["code"] == "endpoint.request"
    assert "the moon is in the wrong phase" in first["error"]["sentence"]
    assert all("card" in line for line in others)


def test_the_key_of_the_environment(
    program: Program, shop: House, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, KEY)
    assert program.run("generate", photos, "--endpoint", shop.url).returncode == 0
    assert sent_keys(shop) == {f"Bearer {KEY}"}


def test_a_key_is_asked_for_once_and_kept_in_the_keyring_alone(
    program: Program, shop: House, photos: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", IN_A_FILE)
    asked = program.begin(
        "generate", photos, "--endpoint", shop.url, "--endpoint-key", stdin=subprocess.PIPE
    ).communicate(f"{KEY}\n")
    later = program.run("generate", photos, "--endpoint", f"{shop.url}/v1/")
    assert later.returncode == 0, later.stderr
    assert sent_keys(shop) == {f"Bearer {KEY}"}
    assert KEY not in "".join(asked) + later.stdout + later.stderr
    holders = [path for path in home.rglob("*") if path.is_file() and KEY.encode() in path.read_bytes()]
    assert holders == [home / "keys.json"]
    program.begin("generate", photos, "--endpoint", shop.url, "--endpoint-key", stdin=subprocess.DEVNULL).communicate()
    assert KEY not in (home / "keys.json").read_text(encoding="utf-8")


def test_without_a_keyring_the_variable_is_named(program: Program, shop: House, photos: Path) -> None:
    process = program.begin("generate", photos, "--endpoint", shop.url, "--endpoint-key", stdin=subprocess.PIPE)
    said = process.communicate("k\n")[1]
    assert process.returncode == 1
    assert "não tem um chaveiro" in said
    assert VARIABLE in said
    assert shop.asked == []


def test_a_refused_key_is_told_before_the_first_photo(program: Program, shop: House, photos: Path) -> None:
    shop.models = refuses(401, "Invalid API key")
    ended = program.run("generate", photos, "--endpoint", shop.url)
    assert ended.returncode == 1
    assert "--endpoint-key" in ended.stderr
    assert ended.stdout == ""


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (("--endpoint", "http://a b"), "não serve como endereço"),
        (("--endpoint", "https://ana:segredo@example.com"), "a chave tem lugar próprio"),
        (("--endpoint", "localhost:1", "--model", "a.gguf"), "não combina com --endpoint"),
    ],
)
def test_wrong_usage(program: Program, photos: Path, said: tuple[str, ...], sentence: str) -> None:
    ended = program.run("generate", photos, *said)
    assert ended.returncode == 2
    assert sentence in ended.stderr
    assert "segredo" not in ended.stderr


def test_unencrypted_photos_are_told(
    program: Program, shop: House, photos: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", shop.url)
    ended = program.run("generate", photos, "--endpoint", "http://modelos.example.com/v1")
    assert ended.returncode == 0, ended.stderr
    assert "As fotos vão a modelos.example.com sem cifra" in ended.stderr


def test_the_server_of_the_choices(program: Program, shop: House, photos: Path) -> None:
    kept = program.home / "config" / "fichario" / "settings.json"
    kept.parent.mkdir(parents=True)
    kept.write_text(json.dumps({"endpoint": shop.url, "endpoint_model": MODEL}), encoding="utf-8")
    ended = program.run("generate", photos)
    assert ended.returncode == 0, ended.stderr
    assert len(shop.questions) == 3


def test_a_model_is_measured_on_a_server(program: Program, shop: House, photos: Path) -> None:
    labels = photos / "rótulos.csv"
    labels.write_text("photo,category_standard\n" + "\n".join(f"{n}.png,Móveis" for n in range(3)), encoding="utf-8")
    ended = program.run("evaluate", labels, "--endpoint", shop.url)
    assert ended.returncode == 0, ended.stderr
    report = json.loads((photos / "rótulos-report" / "report.json").read_text(encoding="utf-8"))
    assert report["setting"]["model"] == f"{MODEL} @ {shop.url.removeprefix('http://')}"
    assert report["setting"]["engine"] == "tests b1"
    assert {asked.body["temperature"] for asked in shop.questions} == {0.0}
    assert program.run("evaluate", labels, "--endpoint", shop.url).returncode == 0
    assert len(shop.questions) == 3


@ON_POSIX
def test_ctrl_c_closes_the_streams(program: Program, shop: House, photos: Path) -> None:
    begun = threading.Event()

    def endless(handler: Any, asked: Any) -> None:
        begun.set()
        never_ends("{")(handler, asked)

    shop.script.extend([writes(shop.card), endless])
    process = program.begin("generate", photos, "--endpoint", shop.url, "--slots", "1")
    assert begun.wait(60)
    process.send_signal(signal.SIGINT)
    out, said = process.communicate()
    assert process.returncode == 130
    assert len(lines(out)) == 1
    assert "Interrompido" in said
    assert shop.hung_up.wait(20)
