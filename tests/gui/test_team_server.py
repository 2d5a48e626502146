"""A team's Fichário server reads the photos: chosen by clicks, killed and started again, and told to stop."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from redis import Redis

from app.domain.serving import EndpointKind
from app.domain.states import State
from app.settings import load_choices
from inference.llama.options import ModelFiles
from tests.endpoint.server import House as Shop
from tests.gui.conftest import with_words
from tests.gui.place import panel
from tests.gui.program import COLOUR, CTRL, NAME, Program
from tests.gui.team import team_house
from tests.gui.test_server_away import AWAY, pill
from tests.server.house import House, client, kill
from ui.place.dialog import PlaceDialog

Start = Callable[[], Program]
Photos = Callable[[int], list[Path]]
MODEL = "equipe"


@pytest.fixture(scope="module")
def team(model: ModelFiles, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A server with one worker."""
    with team_house(tmp_path_factory.mktemp("equipe"), model) as house:
        house.begin_front()
        house.begin_worker(MODEL)
        yield house


@pytest.fixture
def address(team: House) -> str:
    return team.address


def typed(program: Program, address: str) -> PlaceDialog:
    """The panel with an address on the team's side."""
    dialog = panel(program)
    program.click(dialog.team)
    dialog.server.address.field.setFocus()
    program.press(Qt.Key.Key_A, CTRL)
    program.write(address)
    return dialog


def use_team(program: Program, address: str) -> None:
    """Have the team's server read, by clicks and keys."""
    dialog = typed(program, address)
    program.click(dialog.server.look)
    program.until(lambda: dialog.server.models.count() == 1 and dialog.use.isEnabled())
    program.click(dialog.use)
    program.until(lambda: program.presenter.reading.info is not None)


def told(program: Program) -> list[str]:
    """The kinds of events that the window hears of from now on."""
    kinds: list[str] = []
    program.presenter.reading.stepped.connect(lambda events: kinds.extend(type(one).__name__ for one in events))
    return kinds


def done(address: str, state: str) -> float:
    """How many of the server's tasks have ended so."""
    with client(address) as by:
        said = by.get("/metrics").text
    found = [line for line in said.splitlines() if line.startswith(f'fichario_tasks_total{{state="{state}"}}')]
    return float(found[0].rpartition(" ")[2]) if found else 0.0


def priorities(team: House) -> Counter[str]:
    """How many of all tasks went before batches, and how many were one."""
    with Redis.from_url(team.redis, decode_responses=True) as redis:
        return Counter(redis.hget(task, "priority") for task in redis.scan_iter("fichario:task:*"))


def test_photos_become_cards_there(
    start: Start, short: Path, team: House, address: str, photos: Photos, model: ModelFiles
) -> None:
    program = start()
    dialog = typed(program, address)
    assert "só para o endereço escrito aqui" in dialog.said
    program.click(dialog.server.look)
    program.until(lambda: dialog.server.models.count() == 1)
    program.click(dialog.server.trial)
    program.until(lambda: "recebeu a imagem e respondeu" in dialog.server.findings)
    program.click(dialog.use)
    program.until(lambda: "pronto" in pill(program))
    grown = told(program)
    program.drop(*photos(3))
    program.until_counts(review=3)
    assert "TextGrown" in grown
    assert priorities(team) == {"person": 4}, "the trial, and a few photos that somebody waits for"
    host = address.removeprefix("http://")
    assert program.window.welcome.place == f"As fotos são lidas em {host}"
    card = program.product().card
    assert card is not None
    assert (card.provenance["endpoint"], card.provenance["model"]) == (host, model.text.name)
    assert card.confidence[COLOUR]["value"] > 0
    assert program.shown(NAME) == card.values[NAME]
    assert program.window.card.view.origin == f"Escrita por: {model.text.stem} · {host}"
    kept = load_choices(short)
    assert (kept.endpoint, kept.endpoint_kind, kept.endpoint_model) == (f"{address}/v1", EndpointKind.FICHARIO, MODEL)


def test_killed_and_started_again_nothing_is_asked_twice(
    start: Start, choices: Path, team: House, address: str, photos: Photos
) -> None:
    with_words(choices, 100)
    program, before = start(), done(address, "SUCCESS")
    use_team(program, address)
    program.drop(*photos(4))
    program.until(lambda: program.counts().get(State.GENERATING, 0) >= 2)
    kill(team.fronts[-1])
    program.until(lambda: program.notice(AWAY))
    assert "continua sozinha" in program.notice(AWAY)
    assert "aguardando o servidor" in pill(program)
    program.until(lambda: State.GENERATING not in program.counts())
    assert State.FAILED not in program.counts()
    team.begin_again(address)
    program.answer(AWAY, "Tentar agora")
    program.until_counts(review=4)
    assert done(address, "SUCCESS") == before + 4


def test_what_is_cancelled_here_stops_there(start: Start, choices: Path, address: str, photos: Photos) -> None:
    with_words(choices, 400)
    program, before = start(), done(address, "REVOKED")
    use_team(program, address)
    grown = told(program)
    program.drop(*photos(1))
    program.until(lambda: "TextGrown" in grown)
    program.presenter.window.cancel_requested.emit([*program.rows()])
    program.until(lambda: program.counts() == {State.CANCELLED: 1})
    program.until(lambda: done(address, "REVOKED") == before + 1)


def test_another_server_is_told_apart(start: Start, short: Path, shop: Shop, address: str) -> None:
    program = start()
    dialog = typed(program, shop.url)
    program.click(dialog.server.look)
    program.until(lambda: "não é um servidor do Fichário" in dialog.server.message)
    assert not dialog.use.isEnabled()
    program.click(dialog.there)
    dialog.server.address.field.setFocus()
    program.press(Qt.Key.Key_A, CTRL)
    program.write(address)
    program.click(dialog.server.look)
    program.until(lambda: "responde um servidor do Fichário" in dialog.server.message)
