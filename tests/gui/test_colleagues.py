"""Two people at one catalogue: each sees what the other does, and nothing that either typed is lost."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.catalog.address import ServerAddress
from app.catalog.catalog import Catalog
from app.catalog.shared import SharedCatalog
from app.domain.states import State
from app.gui.colleagues import AWAY, CROSSED
from tests.gui.program import COLOUR, CTRL, NAME, NOTHING, Program
from tests.postgresql import Cluster
from ui.style import Appearance


@dataclass(frozen=True)
class Team:
    """Ana at the window, and Rui at another computer.

    Attributes:
        ana: Her window.
        rui: His catalogue.
        product: What is open at her window.
    """

    ana: Program
    rui: SharedCatalog
    product: int

    def rui_writes(self, **values: Any) -> None:
        """Let him save other values in the product that she has open."""
        found = self.rui.product(self.product)
        assert found.card is not None
        self.rui.save_values(self.product, found.card.values | values, found.version)

    def values(self) -> dict[str, Any]:
        """What the card holds, as he sees it."""
        card = self.rui.product(self.product).card
        assert card is not None
        return card.values


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def team(
    qtbot: QtBot, appearance: Appearance, ten: list[int], tmp_path: Path, choices: Path, server_address: ServerAddress
) -> Iterator[Team]:
    with SharedCatalog.connect(server_address, "", tmp_path / "rui", clock=now, who="rui") as rui:
        with Catalog.open(tmp_path / "catalogo", clock=now) as source:
            rui.copy_from(source, lambda _done, _total: None)
        ana = SharedCatalog.connect(server_address, "", tmp_path / "ana", clock=now, who="ana")
        program = Program(qtbot, appearance, tmp_path, choices, NOTHING, ana).start()
        program.open(ten[0])
        yield Team(program, rui, ten[0])
        program.close()


def test_what_a_colleague_saves_is_seen(team: Team) -> None:
    team.rui_writes(**{NAME: "Nome de Rui"})
    team.ana.until(lambda: team.ana.shown(NAME) == "Nome de Rui")
    team.ana.until(lambda: team.ana.rows()[team.product].title == "Nome de Rui")


def test_what_two_put_into_different_fields_both_stands(team: Team) -> None:
    team.ana.type_over(NAME, "Nome de Ana")
    team.rui_writes(**{COLOUR: "verde"})
    team.ana.until(lambda: (team.values()[NAME], team.values()[COLOUR]) == ("Nome de Ana", "verde"))
    team.ana.until(lambda: team.ana.shown(COLOUR) == "verde")
    assert team.ana.window.notices.shown() == []


def test_of_two_in_the_same_field_one_stands_and_the_other_is_in_the_history(team: Team) -> None:
    team.ana.type_over(NAME, "Nome de Ana")
    team.rui_writes(**{NAME: "Nome de Rui"})
    team.ana.until(lambda: team.values()[NAME] == "Nome de Ana")
    assert "Outra pessoa também mudou: Nome" in team.ana.notice(CROSSED)
    changes = [(line.who, line.changes[NAME][1]) for line in team.rui.history(team.product) if NAME in line.changes]
    assert changes[-2:] == [("rui", "Nome de Rui"), ("ana", "Nome de Ana")]


def test_what_is_open_elsewhere_is_said_while_it_is(team: Team) -> None:
    team.rui.beat(team.product)
    header = team.ana.window.card.header
    team.ana.until(lambda: header.colleague == "rui está aqui")
    assert team.ana.window.notices.shown() == [], "nothing covers what she works with"
    (other, *_) = (number for number in team.ana.rows() if number != team.product)
    team.ana.open(other)
    assert header.colleague == ""
    team.ana.open(team.product)
    team.ana.until(lambda: header.colleague == "rui está aqui")
    assert team.rui.beat(None).working == {team.product: "ana"}
    team.ana.until(lambda: header.colleague == "")


def test_what_is_typed_while_the_server_is_away_is_saved_once_it_is_back(team: Team, cluster: Cluster) -> None:
    cluster.stop()
    try:
        team.ana.type_over(NAME, "Nome sem rede")
        team.ana.until(lambda: "não responde" in team.ana.notice(AWAY))
        assert team.ana.shown(NAME) == "Nome sem rede"
    finally:
        cluster.start()
    team.ana.until(lambda: not team.ana.notice(AWAY))
    team.ana.until(lambda: team.values()[NAME] == "Nome sem rede")
    team.ana.press(Qt.Key.Key_Return, CTRL)
    team.ana.until(lambda: team.rui.product(team.product).state is State.APPROVED)
