"""How far a download is: a bar, the whole in figures, and the file in hand."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.models.row import ModelRow, Work
from ui.models.words import file_text, progress_text
from ui.progress import ProgressBar
from ui.widgets import ElidedLabel, label

_STEPS = 1000


class TransferPane(QWidget):
    """The bar and its words; takes no room while nothing is on its way."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = ProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Andamento"))
        self.whole = label()
        self.file = ElidedLabel(role="caption")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (self.bar, self.whole, self.file):
            column.addWidget(widget)

    def set_row(self, row: ModelRow) -> None:
        """Show how far this model is."""
        progress = row.progress
        busy = row.work is not Work.NONE and (row.work is not Work.FAILED or progress is not None)
        self.setVisible(busy)
        if not busy:
            return
        words = {
            Work.WAITING: self.tr("Espera o download que está em andamento."),
            Work.PAUSED: self.tr("Em pausa; o que já veio está guardado."),
            Work.VERIFYING: self.tr("Conferindo o que veio…"),
            Work.MEASURING: self.tr("Medindo a velocidade com uma foto de teste…"),
            Work.CHECKING: self.tr("Conferindo os arquivos…"),
        }
        figures = progress_text(progress, row.work) if progress else ""
        if row.work is Work.FETCHING and progress is None:
            figures = self.tr("Consultando o servidor…")
        self.whole.setText("  ".join(filter(None, (words.get(row.work, ""), figures))))
        self.file.setText(file_text(progress) if progress and row.work is not Work.PAUSED else "")
        self.bar.setVisible(progress is not None)
        if progress is not None:
            self.bar.show_progress(_STEPS * progress.done // progress.size if progress.size else 0, _STEPS)
            self.bar.setAccessibleDescription(self.whole.text())
