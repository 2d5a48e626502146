"""A source of rows in memory, and a whole window over it, for the tests of the window."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import pytest
from pydantic import BaseModel, Field
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.document import Document
from ui.forms.form import Form
from ui.queue.model import QueueModel
from ui.queue.row import QueueRow, RowState
from ui.style import Appearance
from ui.theme import LIGHT
from ui.window import Window


class Sample(BaseModel):
    name: str = Field(title="Nome", max_length=80)
    note: str = Field("", title="Nota")


def jpeg(colour: str) -> bytes:
    """A JPEG of one colour."""
    image = QImage(96, 64, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG")  # type: ignore[call-overload]  # the stub wants bytes, Qt takes str
    return bytes(data.data())


@dataclass
class Rows:
    """Products in memory, and what was asked of them."""

    order: list[int] = field(default_factory=list)
    changed: dict[int, QueueRow] = field(default_factory=dict)
    asked: list[int] = field(default_factory=list)
    thumbnails_asked: list[int] = field(default_factory=list)
    picture: bytes | None = None

    def ids(self) -> Sequence[int]:
        return list(self.order)

    def rows(self, ids: Sequence[int]) -> list[QueueRow]:
        self.asked.extend(ids)
        usual = (QueueRow(number, f"IMG_{number}.jpg", state=RowState.QUEUED) for number in ids)
        return [self.changed.get(row.id, row) for row in usual]

    def thumbnail(self, id: int) -> bytes | None:  # noqa: A002 - the protocol's word
        self.thumbnails_asked.append(id)
        return self.picture


@pytest.fixture
def rows() -> Callable[[int], Rows]:
    """Makes a source of so many products, numbered from 1."""
    return lambda count: Rows(list(range(1, count + 1)), picture=jpeg("#c04040"))


@pytest.fixture
def appearance(qapp: QApplication) -> Iterator[Appearance]:
    """The application in the light theme."""
    dressed = Appearance(qapp)
    dressed.choose("light")
    yield dressed
    dressed.deleteLater()


@dataclass
class Bench:
    """A window and what it shows."""

    window: Window
    source: Rows
    model: QueueModel
    document: Document


@pytest.fixture
def bench(qtbot: QtBot, appearance: Appearance, rows: Callable[[int], Rows]) -> Bench:
    """A window over 20 products, the first one open with a card, shown at 1440 × 900."""
    form = Form(Sample)
    window = Window(form, LIGHT)
    qtbot.addWidget(window)
    source = rows(20)
    model = QueueModel(source, window)
    window.set_queue(model)
    document = Document(Sample, {"name": "Sapato", "note": ""}, parent=window)
    form.set_document(document)
    window.set_undo_stack(document.undo_stack)
    window.set_counts({None: 20, RowState.QUEUED: 20})
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.queue.view.setFocus()
    window.queue.view.open(1)
    return Bench(window, source, model, document)
