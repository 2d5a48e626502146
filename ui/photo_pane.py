"""The photo's column: the view, under it what was corrected for the model, and the two sizes people ask for."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.alike.panel import AlikePanel
from ui.comparison import WHOLE, Frame
from ui.icons import tinted
from ui.label_view import LabelLine, LabelView
from ui.photo_strip import PhotoStrip
from ui.pyramid import Pyramid
from ui.theme import Theme
from ui.widgets import button, ground, icon_button, label


class PhotoPane(QWidget):
    """The photo and its buttons.

    Attributes:
        full_screen_requested: The photo alone, on the whole screen.
        view: The photo.
        strip: All photos of the product, where it has several.
        alike: Products that look like it; hidden until somebody looks for some.
    """

    full_screen_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "paper")
        self.view = LabelView()
        self._fit = button(self.tr("Ajustar"), "size", hint=self.tr("Mostrar a foto inteira (0)"))
        self._pixels = button("100 %", "size", hint=self.tr("Um ponto da tela para cada ponto da foto"))
        self._text = button(self.tr("Texto"), "size", hint=self.tr("Mostrar o texto lido na embalagem (T)"))
        self._text.setCheckable(True)
        self._full = icon_button(self.tr("Tela cheia (Espaço)"))
        self._fit.clicked.connect(self.view.fit)
        self._pixels.clicked.connect(self.view.show_pixels)
        self._text.toggled.connect(self.view.show_lines)
        self._full.clicked.connect(self.full_screen_requested.emit)
        self.view.zoomed.connect(self._on_zoomed)
        group = QButtonGroup(self)
        self._buttons = QWidget()
        for made in (self._fit, self._pixels):
            made.setCheckable(True)
            group.addButton(made)
        _in_a_row(self._buttons, self._fit, self._pixels, self._text, self._full)
        self._told = _line()
        self.strip = PhotoStrip()
        self.alike = AlikePanel()
        self.alike.hide()
        self._group = group
        self._lay_out()
        self.set_lines(())
        self.set_image(None)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(self.strip)
        column.addWidget(self._told)
        column.addWidget(self._buttons, 0, Qt.AlignmentFlag.AlignBottom)
        column.addWidget(self.alike)

    @property
    def fit_button(self) -> QPushButton:
        """The button that fits the photo."""
        return self._fit

    @property
    def pixels_button(self) -> QPushButton:
        """The button that shows the photo's own pixels; it tells the scale there is."""
        return self._pixels

    @property
    def text_button(self) -> QPushButton:
        """The button that shows the text in the photo, while there is any; it stays as it is for the next photo."""
        return self._text

    @property
    def told(self) -> str:
        """What is said of corrections."""
        return self._told.text()

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours."""
        self.view.set_theme(theme)
        self.strip.set_theme(theme)
        self.alike.set_theme(theme)
        self._full.setIcon(tinted("expand", theme.text))

    def set_image(self, image: QImage | Pyramid | None) -> None:
        """Show a photo, or none."""
        self.view.set_other(None)
        self.view.set_image(image)
        self._buttons.setVisible(image is not None)

    def set_corrected(self, image: Pyramid | None, frame: Frame = WHOLE) -> None:
        """Lay over the photo what the model was shown of it, or nothing.

        Args:
            image: What it was shown.
            frame: The part of the photo that this is.
        """
        self.view.set_other(image, frame, (self.tr("Original"), self.tr("Como o modelo viu")))

    def set_lines(self, lines: tuple[LabelLine, ...]) -> None:
        """Have this text in the photo, to be shown by its button."""
        self.view.set_lines(lines)
        self._text.setVisible(bool(lines))

    def set_told(self, text: str) -> None:
        """Say in a line what was corrected for the model, and why; nothing where the text is empty."""
        self._told.setText(text)
        self._told.setVisible(bool(text))

    def set_message(self, text: str) -> None:
        """Say in a sentence why there is no photo."""
        self.view.set_other(None)
        self.view.set_message(text)
        self._buttons.hide()

    def _on_zoomed(self, scale: float, fitted: bool) -> None:
        exact = abs(scale - 1.0) < 0.001 and not fitted
        self._group.setExclusive(False)
        self._fit.setChecked(fitted)
        self._pixels.setChecked(exact)
        self._group.setExclusive(True)
        self._pixels.setText("100 %" if fitted or exact else f"{round(scale * 100)} %")


def _in_a_row(parent: QWidget, *shown: QWidget) -> None:
    """Lay widgets side by side in the middle."""
    row = QHBoxLayout(parent)
    row.setContentsMargins(8, 0, 8, 10)
    row.setSpacing(6)
    row.addStretch()
    for widget in shown:
        row.addWidget(widget)
    row.addStretch()


def _line() -> QLabel:
    """Room for a quiet sentence under the photo; hidden while there is none."""
    made = label(role="quiet", wrap=True)
    made.setContentsMargins(20, 0, 20, 8)
    made.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    made.hide()
    return made
