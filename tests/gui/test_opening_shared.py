"""A shared catalogue is opened: what the server wants to know is asked before there is a window."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QInputDialog, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from app.catalog.address import ServerAddress
from app.gui.opening import opened
from app.wording import Language
from tests.postgresql import GUARDED, PASSWORD, Cluster


@pytest.fixture
def answers(qtbot: QtBot, qapp: QApplication) -> Callable[..., list[str]]:
    """Answers the questions that come up, one after the other; gives what they said."""

    def answer(*given: Callable[[QDialog], None]) -> list[str]:
        said: list[str] = []
        left = list(given)
        timer = QTimer(qapp)

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, QDialog):
                return
            said.append(dialog.labelText() if isinstance(dialog, QInputDialog) else dialog.text())  # type: ignore[attr-defined]
            left.pop(0)(dialog)
            if not left:
                timer.stop()

        timer.timeout.connect(look)
        timer.start(1)
        return said

    return answer


def password(text: str) -> Callable[[QDialog], None]:
    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, QInputDialog)
        field = dialog.findChild(QLineEdit)
        assert field is not None
        assert field.echoMode() is QLineEdit.EchoMode.Password
        field.setText(text)
        dialog.accept()

    return fill


def yes(dialog: QDialog) -> None:
    assert isinstance(dialog, QMessageBox)
    dialog.button(QMessageBox.StandardButton.Yes).click()


def refuse(dialog: QDialog) -> None:
    dialog.reject()


def test_the_password_is_asked_until_it_is_right_and_kept(
    answers: Callable[..., list[str]], cluster: Cluster, server_address: ServerAddress, keyring: Path
) -> None:
    guarded = cluster.address(server_address.database, GUARDED)
    said = answers(password("errada"), password(PASSWORD))
    catalog = opened(guarded, Language.PT)
    assert catalog is not None
    catalog.close()
    assert len(said) == 2
    assert all(guarded.url in text for text in said)
    assert PASSWORD in json.dumps(json.loads(keyring.read_text()))
    again = opened(guarded, Language.PT)  # nothing is asked any more
    assert again is not None
    again.close()


def test_who_would_rather_not_say_gets_no_catalogue(
    answers: Callable[..., list[str]], cluster: Cluster, server_address: ServerAddress
) -> None:
    answers(refuse)
    assert opened(cluster.address(server_address.database, GUARDED), Language.PT) is None


def test_what_cannot_be_mended_is_said(answers: Callable[..., list[str]], cluster: Cluster) -> None:
    said = answers(refuse)
    assert opened(cluster.address("nenhum"), Language.PT) is None
    assert said == ["O servidor não tem o banco “nenhum”."]
