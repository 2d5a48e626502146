"""Forms on a shown, active window, in the theme's style."""

from collections.abc import Callable, Mapping

import pytest
from pydantic import BaseModel, JsonValue
from pytestqt.qtbot import QtBot

from tests.forms.samples import CARD, Card
from ui.document import Document
from ui.forms.form import Form
from ui.forms.style import form_stylesheet
from ui.theme import LIGHT

Open = Callable[..., Form]


@pytest.fixture
def open_form(qtbot: QtBot) -> Open:
    """Open a form on a model with values; more keywords go to the document."""
    kept: list[Form] = []  # until Qt has deleted them: Python must not collect a form's parts while Qt lays it out

    def opened(model: type[BaseModel], values: Mapping[str, JsonValue], *, guesses: bool = False) -> Form:
        form = Form(model, guesses=guesses)
        kept.append(form)
        qtbot.addWidget(form)
        form.setStyleSheet(form_stylesheet(LIGHT))
        form.set_document(Document(model, values, advisory=frozenset({"too_few_words"}), parent=form))
        form.resize(460, 760)
        form.show()
        form.activateWindow()
        qtbot.waitUntil(form.isActiveWindow)
        return form

    return opened


@pytest.fixture
def card(open_form: Open) -> Form:
    """A form on a whole card."""
    return open_form(Card, CARD, guesses=True)
