"""The model manager alone: rows in, intents out; keys, the question about the terms, long names, both themes."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.models.manager import ModelManager
from ui.models.row import Act, Choice, Fit, ModelRow, Progress, Work, acts_of
from ui.models.words import left_text, size_text
from ui.style import Appearance
from ui.theme import DARK, LIGHT

GIGABYTE = 1_000_000_000
CHOICES = (
    Choice("Q4_K_M", 3 * GIGABYTE, Fit.WELL, 4 * GIGABYTE, 3 * GIGABYTE, 4),
    Choice("Q8_0", 5 * GIGABYTE, Fit.NO_MEMORY, 9 * GIGABYTE, 5 * GIGABYTE),
)
OFFERED = ModelRow(
    "small", "Pequeno 4B", CHOICES, "Q4_K_M", languages=("pt", "en"), terms="Pode.", commercial=True, repository="a/b"
)
TRIAL = ModelRow("trial", "Só de teste", CHOICES[:1], "Q4_K_M", commercial=False, asks=True, terms="Não pode.")
HERE = ModelRow(
    "here", "Daqui", (Choice("Q4_K_M", 10),), "Q4_K_M", installed=True, in_use=True, removable=True, checkable=True
)
OTHER = ModelRow("other", "Outro", (Choice("", 10),), installed=True, removable=True, checkable=True)


@pytest.fixture(autouse=True)
def commas() -> Iterator[None]:
    """Numbers as in Brazil."""
    before = QLocale()
    QLocale.setDefault(QLocale("pt_BR"))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def manager(qtbot: QtBot, appearance: Appearance) -> ModelManager:
    made = ModelManager(LIGHT)
    qtbot.addWidget(made)
    made.set_free(8 * GIGABYTE, 40 * GIGABYTE)
    made.set_rows([HERE, OTHER, OFFERED, TRIAL])
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def shown(manager: ModelManager) -> list[Act]:
    return [act for act, made in manager.details.buttons.items() if made.isVisible()]


def test_arrows_go_from_model_to_model_past_the_headings(qtbot: QtBot, manager: ModelManager) -> None:
    assert manager.list.hasFocus()
    seen = []
    for key in (Qt.Key.Key_Home, *[Qt.Key.Key_Down] * 3, Qt.Key.Key_Up, Qt.Key.Key_Up):
        qtbot.keyClick(manager.list, key)
        current = manager.list.current()
        assert current is not None
        seen.append(current.id)
    assert seen == ["here", "other", "small", "trial", "small", "other"]


def test_enter_does_the_likeliest_and_escape_closes(qtbot: QtBot, manager: ModelManager) -> None:
    manager.open_model("small")
    with qtbot.waitSignal(manager.install_requested) as asked:
        qtbot.keyClick(manager.list, Qt.Key.Key_Return)
    assert asked.args == ["small", "Q4_K_M", False]
    manager.open_model("other")
    with qtbot.waitSignal(manager.use_requested) as used:
        qtbot.keyClick(manager.list, Qt.Key.Key_Return)
    assert used.args == ["other"]
    qtbot.keyClick(manager.list, Qt.Key.Key_Escape)
    assert not manager.isVisible()


def test_what_it_needs_is_told_beside_what_is_free(manager: ModelManager) -> None:
    manager.open_model("small")
    told = manager.details.facts.values()
    assert "cabe bem: precisa de 4,0 GB, e há 8,0 GB livres" in told
    assert "ocupa 3,0 GB, e há 40,0 GB livres" in told
    assert {"português, inglês", "Pode.", "a/b"} <= set(told)
    big = manager.details.choices[1]
    assert big.text() == "Q8_0 · 5,0 GB · não cabe na memória"
    big.click()
    assert "não cabe na memória: precisa de 9,0 GB, e há 8,0 GB livres" in manager.details.facts.values()


def test_another_precision_is_downloaded_when_it_is_chosen(qtbot: QtBot, manager: ModelManager) -> None:
    manager.open_model("small")
    manager.details.choices[1].click()
    with qtbot.waitSignal(manager.install_requested) as asked:
        qtbot.mouseClick(manager.details.buttons[Act.INSTALL], Qt.MouseButton.LeftButton)
    assert asked.args == ["small", "Q8_0", False]


def test_a_model_that_a_shop_may_not_use_asks_first(qtbot: QtBot, manager: ModelManager) -> None:
    manager.open_model("trial")
    with qtbot.assertNotEmitted(manager.install_requested):
        qtbot.keyClick(manager.list, Qt.Key.Key_Return)
    consent = manager.details.consent
    assert consent.isVisible()
    assert shown(manager) == []
    qtbot.mouseClick(consent.decline, Qt.MouseButton.LeftButton)
    assert not consent.isVisible()
    assert shown(manager) == [Act.INSTALL]
    qtbot.mouseClick(manager.details.buttons[Act.INSTALL], Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(manager.install_requested) as asked:
        qtbot.keyClick(consent.agree, Qt.Key.Key_Return)
    assert asked.args == ["trial", "Q4_K_M", True]


def test_the_question_goes_when_another_model_is_looked_at(qtbot: QtBot, manager: ModelManager) -> None:
    manager.open_model("trial")
    manager.details.buttons[Act.INSTALL].click()
    manager.open_model("small")
    assert not manager.details.consent.isVisible()
    assert shown(manager) == [Act.INSTALL]


def test_the_one_in_use_cannot_be_removed_and_says_why(qtbot: QtBot, manager: ModelManager) -> None:
    manager.open_model("here")
    assert shown(manager) == [Act.CHECK, Act.REMOVE]
    assert not manager.details.buttons[Act.REMOVE].isEnabled()
    manager.open_model("other")
    for act, signal in ((Act.CHECK, manager.check_requested), (Act.REMOVE, manager.remove_requested)):
        with qtbot.waitSignal(signal) as asked:
            qtbot.mouseClick(manager.details.buttons[act], Qt.MouseButton.LeftButton)
        assert asked.args == ["other"]


@pytest.mark.parametrize(
    ("changes", "acts"),
    [
        ({"work": Work.WAITING}, (Act.PAUSE, Act.CANCEL)),
        ({"work": Work.FETCHING}, (Act.PAUSE, Act.CANCEL)),
        ({"work": Work.VERIFYING}, (Act.PAUSE, Act.CANCEL)),
        ({"work": Work.PAUSED}, (Act.RESUME, Act.CANCEL)),
        ({"work": Work.FAILED}, (Act.RETRY, Act.CANCEL)),
        ({"work": Work.CHECKING, "installed": True}, (Act.CANCEL,)),
        ({"work": Work.MEASURING, "installed": True}, (Act.CANCEL,)),
        ({}, (Act.INSTALL,)),
        ({"installed": True, "wrong": True, "removable": True}, (Act.REINSTALL, Act.REMOVE)),
        ({"installed": True}, (Act.USE,)),
        ({"installed": True, "in_use": True}, ()),
    ],
)
def test_what_can_be_done_follows_from_how_the_model_is(changes: dict[str, Any], acts: tuple[Act, ...]) -> None:
    values = {name: getattr(OFFERED, name) for name in ModelRow.__dataclass_fields__}
    assert acts_of(ModelRow(**{**values, **changes}), "Q4_K_M") == acts


def test_a_download_is_followed_where_one_looks(qtbot: QtBot, manager: ModelManager) -> None:
    manager.open_model("small")
    manager.details.buttons[Act.INSTALL].setFocus()
    values = {name: getattr(OFFERED, name) for name in ModelRow.__dataclass_fields__}
    progress = Progress(1_200_000_000, 3 * GIGABYTE, "texto.gguf", 1_200_000_000, 2 * GIGABYTE, 12_000_000, 150)
    manager.set_rows([HERE, OTHER, ModelRow(**{**values, "work": Work.FETCHING, "progress": progress}), TRIAL])
    transfer = manager.details.transfer
    assert transfer.whole.text() == "1,2 GB de 3,0 GB · 12 MB/s · faltam 2 min"
    assert transfer.file.text() == "texto.gguf: 60 %"
    assert transfer.bar.value() == 400
    assert manager.details.buttons[Act.PAUSE].hasFocus(), "the keyboard stays where it was"
    assert not manager.details.choices[0].isEnabled()
    current = manager.list.current()
    assert current is not None
    assert current.id == "small"
    spoken = manager.list.currentItem().data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Pequeno 4B, 40 %, 3,0 GB, cabe bem"
    for act, signal in ((Act.PAUSE, manager.pause_requested), (Act.CANCEL, manager.cancel_requested)):
        with qtbot.waitSignal(signal) as asked:
            qtbot.mouseClick(manager.details.buttons[act], Qt.MouseButton.LeftButton)
        assert asked.args == ["small"]


def test_the_current_model_stays_when_the_list_changes(manager: ModelManager) -> None:
    manager.open_model("small")
    manager.set_rows([OFFERED, TRIAL])
    current = manager.list.current()
    assert current is not None
    assert current.id == "small"
    manager.set_rows([TRIAL])
    current = manager.list.current()
    assert current is not None
    assert current.id == "trial"


def test_files_of_this_computer_are_one_button_away(qtbot: QtBot, manager: ModelManager) -> None:
    with qtbot.waitSignal(manager.files_requested):
        qtbot.mouseClick(manager.files, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_long_names_find_room_in_a_small_window(manager: ModelManager, appearance: Appearance, theme: Any) -> None:
    appearance.choose(theme.name)
    manager.set_theme(theme)
    values = {name: getattr(TRIAL, name) for name in ModelRow.__dataclass_fields__}
    name = "Um modelo com um nome que não acaba mais " * 4
    manager.set_rows([ModelRow(**{**values, "name": name, "message": "Algo deu errado. " * 30, "wrong": True})])
    manager.resize(manager.minimumSize())
    QApplication.processEvents()
    assert manager.size() == manager.minimumSize()
    assert manager.details.width() <= manager.width()
    assert not manager.grab().isNull()
    appearance.choose("light")


def test_sizes_and_times_are_said_as_people_say_them() -> None:
    assert [size_text(count) for count in (0, 1_300_000, 445_000_000, 99_000_000, 2_954_000_000)] == [
        "0 MB",
        "1,3 MB",
        "0,4 GB",
        "99 MB",
        "3,0 GB",
    ]
    assert [left_text(seconds) for seconds in (5, 60, 600, 3700)] == [
        "falta menos de 1 min",
        "falta 1 min",
        "faltam 10 min",
        "faltam 1 h 02 min",
    ]
