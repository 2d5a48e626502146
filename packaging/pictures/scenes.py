"""The pictures: what each of them shows, and how it is brought about."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from pictures.cast import draw, roles
from pictures.stage import Stage, opened
from PIL import Image
from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog

from app.domain.states import State
from app.shipped import find_shipped
from app.wording import Language
from inference.events import Event, FieldDone, Started, TextGrown
from ui.batch import BatchStatus

WIDE: Final = (1440, 900)
LARGEST: Final = 300_000
"""Bytes a picture may have; one that is larger gives up colours."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture.

    Attributes:
        show: Brings the window into the state that is shown.
        theme: ``light`` or ``dark``.
        language: What the window speaks.
        size: Of the window.
        filled: Whether there are any products.
        shipped: Whether what ships with the program is there, to write for real.
    """

    show: Callable[[Stage], None]
    theme: str = "light"
    language: Language = Language.PT
    size: tuple[int, int] = WIDE
    filled: bool = True
    shipped: bool = False


def bench(stage: Stage, photo: str = "lamp") -> None:
    """A card to review, with a doubt, while another is being written."""
    _write(stage, "bowl", upto=2)
    stage.open(photo)
    _run(stage)


def writing(stage: Stage) -> None:
    """A card while the model writes it."""
    stage.open("bowl")
    _write(stage, "bowl", upto=4)
    _run(stage)


def errors(stage: Stage) -> None:
    """A card in which a person left three fields wrong."""
    stage.open("mug")
    document = stage.presenter.bench.document
    if document is not None:
        text = str(document.value("description_long"))
        document.set_value("product_name", "")
        document.set_value("features_list", ["Esmalte azul por dentro e por fora", "Alça larga e confortável"])
        document.set_value("description_long", text.partition("\n\n")[0])
    _run(stage)


def failed(stage: Stage) -> None:
    """A photo that cannot be read."""
    stage.open("candle")
    _run(stage)


def empty(stage: Stage) -> None:
    """The first time: no product, no model."""
    stage.settle()


def samples(stage: Stage) -> None:
    """One click on the empty window: the shipped model's own cards of the shipped photos."""
    stage.window.welcome.samples.click()
    count = len(find_shipped().samples)
    stage.wait(lambda: stage.presenter.catalog.counts()[State.REVIEW] == count, patience=600)
    first = stage.presenter.products.model.ids()[0]
    stage.window.queue.view.open(first)
    stage.wait(lambda: stage.window.photo.view.pyramid is not None)
    stage.settle(1.5)


def settings(stage: Stage) -> None:
    """The preferences over the bench."""
    bench(stage)
    stage.presenter.dialogs.change_settings()


def model(stage: Stage) -> None:
    """Where models are downloaded and chosen, as a new person finds them."""
    models = stage.presenter.models
    models.open()
    stage.wait(lambda: models.manager is not None and models.manager.list.current() is not None)
    stage.settle()


def instructions(stage: Stage) -> None:
    """What the model is told, and a preview of it."""
    bench(stage)
    stage.presenter.dialogs.edit_prompt()


def shortcuts(stage: Stage) -> None:
    """All keys."""
    bench(stage)
    stage.window.show_shortcuts()


SCENES: Final[dict[str, Scene]] = {
    "bench-light": Scene(bench),
    "bench-dark": Scene(bench, theme="dark"),
    "bench-english": Scene(bench, language=Language.EN),
    "empty": Scene(empty, filled=False),
    "empty-english": Scene(empty, theme="dark", language=Language.EN, filled=False),
    "samples": Scene(samples, filled=False, shipped=True),
    "samples-english": Scene(samples, theme="dark", language=Language.EN, filled=False, shipped=True),
    "writing": Scene(writing, theme="dark"),
    "errors": Scene(errors),
    "errors-english": Scene(errors, theme="dark", language=Language.EN),
    "failed": Scene(failed),
    "settings": Scene(settings),
    "settings-english": Scene(settings, theme="dark", language=Language.EN),
    "model": Scene(model, theme="dark", filled=False),
    "model-english": Scene(model, language=Language.EN, filled=False),
    "instructions": Scene(instructions),
    "shortcuts": Scene(shortcuts, theme="dark"),
    "shortcuts-english": Scene(shortcuts, language=Language.EN),
    "narrow": Scene(bench, size=(900, 700)),
    "narrow-english": Scene(bench, theme="dark", language=Language.EN, size=(900, 700)),
    "folded": Scene(bench, size=(1120, 760)),
}


README: Final = (
    *("bench-light", "bench-dark", "bench-english", "empty", "samples", "writing", "errors", "failed"),
    *("settings", "model", "narrow"),
)
"""The pictures that the README shows; the others are for looking at the window while working on it."""


def take(names: Sequence[str], kept: Path, target: Path, size: tuple[int, int] | None) -> None:
    """Take pictures.

    Args:
        names: Which; those of the README when empty.
        kept: Folder of the drawn products.
        target: Folder of the pictures.
        size: Of the window, in place of each scene's own.
    """
    app = QApplication([])
    app.setApplicationDisplayName("Fichário")
    app.setCursorFlashTime(0)
    app.setQuitOnLastWindowClosed(False)
    target.mkdir(parents=True, exist_ok=True)
    cast = roles()
    with TemporaryDirectory() as scratch:
        photos = draw(cast, kept, Path(scratch, "fotos"))
        for name in names or README:
            scene = SCENES[name]
            shown, files = (cast, photos) if scene.filled else ([], [])
            shipped = find_shipped() if scene.shipped else None
            with opened(app, scene.theme, scene.language, shown, files, shipped) as stage:
                stage.window.resize(QSize(*(size or scene.size)))
                scene.show(stage)
                _save(_grabbed(stage), target / f"{name}.png")
            print(name, flush=True)


def _run(stage: Stage) -> None:
    """Let everything appear; then the model and the figures of a batch that has been going on for a while."""
    stage.settle(1.5)  # an edit is saved after 0.3 s, and counted 0.25 s later
    stage.say_model()
    progress = stage.presenter.catalog.progress()
    left = progress.queued + progress.generating
    status = BatchStatus(progress.total - left, progress.total, 327.0, left * 11.0, failed=progress.failed)
    stage.window.set_batch(status)
    stage.window.set_saved(stage.presenter.teller.tr("Salvo às {time}").format(time="08:14"))
    stage.settle(0.1)


def _write(stage: Stage, photo: str, upto: int) -> None:
    """Let the engine tell of a card: whole fields, and the next one half written."""
    number = 1 + [role.photo for role in stage.cast].index(photo)
    role, job = stage.cast[number - 1], str(number)
    events: list[Event] = [Started(job)]
    for field in list(role.values)[:upto]:
        events += [TextGrown(job, field, role.values[field])]
        events += [FieldDone(job, field, role.values[field], role.confidence[field])]
    field = list(role.values)[upto]
    events.append(TextGrown(job, field, role.values[field]))
    stage.presenter.reading.stepped.emit(events)


def _grabbed(stage: Stage) -> QImage:
    """The window, and over it the dialog that is open, as a compositor would show them."""
    picture = stage.window.grab()
    for dialog in stage.window.findChildren(QDialog):
        if dialog.isVisible():
            stage.settle(0.3)
            _lay(picture, dialog, stage.theme.line)
    return picture.toImage()


def _lay(picture: QPixmap, dialog: QDialog, line: str) -> None:
    ratio = picture.devicePixelRatio()
    room, size = picture.size() / ratio, dialog.size()
    corner = QPoint((room.width() - size.width()) // 2, (room.height() - size.height()) // 2)
    painter = QPainter(picture)
    painter.fillRect(QRectF(0, 0, room.width(), room.height()), QColor(0, 0, 0, 70))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for spread in range(18, 0, -2):
        painter.setBrush(QColor(0, 0, 0, 7))
        shadow = QRectF(corner, size).adjusted(-spread, -spread + 6, spread, spread + 6)
        painter.drawRoundedRect(shadow, spread + 4, spread + 4)
    painter.drawPixmap(corner, dialog.grab())
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QColor(line))
    painter.drawRect(QRectF(corner, size))
    painter.end()


def _save(image: QImage, file: Path) -> None:
    rgb = image.convertToFormat(QImage.Format.Format_RGB888)
    data = bytes(rgb.constBits())
    picture = Image.frombytes("RGB", (rgb.width(), rgb.height()), data, "raw", "RGB", rgb.bytesPerLine())
    picture.save(file, optimize=True)
    if file.stat().st_size > LARGEST:
        picture.quantize(256, Image.Quantize.MEDIANCUT, kmeans=2, dither=Image.Dither.FLOYDSTEINBERG).save(
            file, optimize=True
        )
