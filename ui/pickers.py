"""The system's dialogs for choosing photos and folders; they open without stopping the event loop."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

PATTERNS = "*.jpg *.jpeg *.png *.webp *.avif *.heic *.heif *.tif *.tiff *.bmp *.gif"


def pick_photos(parent: QWidget, take: Callable[[list[Path]], object]) -> QFileDialog:
    """Choose photos; ``take`` gets them."""
    dialog = QFileDialog(parent, QCoreApplication.translate("Pickers", "Escolher fotos"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    photos = QCoreApplication.translate("Pickers", "Fotos")
    every = QCoreApplication.translate("Pickers", "Todos os arquivos")
    dialog.setNameFilters([f"{photos} ({PATTERNS} {PATTERNS.upper()})", f"{every} (*)"])
    return _opened(dialog, take)


def pick_folder(parent: QWidget, take: Callable[[list[Path]], object]) -> QFileDialog:
    """Choose a folder; ``take`` gets it alone in a list."""
    dialog = QFileDialog(parent, QCoreApplication.translate("Pickers", "Escolher uma pasta de fotos"))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    return _opened(dialog, take)


def pick_file(parent: QWidget, title: str, patterns: str, take: Callable[[list[Path]], object]) -> QFileDialog:
    """Choose one file whose name fits the patterns; ``take`` gets it alone in a list."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    every = QCoreApplication.translate("Pickers", "Todos os arquivos")
    dialog.setNameFilters([f"{patterns} ({patterns})", f"{every} (*)"])
    return _opened(dialog, take)


def pick_target(
    parent: QWidget, title: str, proposed: Path, pattern: str, take: Callable[[Path], object]
) -> QFileDialog:
    """Choose where a file is to be written; ``take`` gets it, with the proposed name's ending where none was given."""
    dialog = QFileDialog(parent, title, str(proposed.parent))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(pattern)
    dialog.setDefaultSuffix(proposed.suffix.removeprefix("."))
    dialog.selectFile(proposed.name)
    return _opened(dialog, lambda paths: take(paths[0]))


def _opened(dialog: QFileDialog, take: Callable[[list[Path]], object]) -> QFileDialog:
    # Qt's own dialog, where the system has none, leaves these two out of its translation.
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, QCoreApplication.translate("Pickers", "Pasta:"))
    dialog.setLabelText(QFileDialog.DialogLabel.FileType, QCoreApplication.translate("Pickers", "Tipo:"))
    dialog.filesSelected.connect(lambda names: take([Path(name) for name in names]))
    # Closing is the end of it: an open dialog belongs to its window, a closed one to nobody.
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
