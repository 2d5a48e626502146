"""The window's composition root: application, catalogue, window, presenter."""

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from app.catalog.address import Place
from app.catalog.catalog import Catalog
from app.gui.opening import opened
from app.gui.presenter import Presenter
from app.gui.translation import install_translation, window_language
from app.gui.workplace import Workplace, made_form
from app.logbook import log_path, start_logging
from app.settings import APPLICATION, catalogue_folder, load_choices
from app.shipped import Shipped
from inference.priority import settle_interpreter
from ui.style import Appearance
from ui.widgets import fit_to
from ui.window import Window

FAILED = 1


def open_window(catalogue: Place, choices_path: Path, shipped: Shipped) -> int:
    """Open the window on a catalogue and run until it is closed.

    Args:
        catalogue: Where it is.
        choices_path: Where the person's choices lie.
        shipped: What ships with the program.

    Returns:
        The program's exit status.
    """
    start_logging(log_path())
    application = QApplication(sys.argv[:1])
    application.setApplicationName(APPLICATION)
    application.setApplicationDisplayName("Fichário")
    application.setDesktopFileName(APPLICATION)
    application.setQuitOnLastWindowClosed(False)
    choices = load_choices(choices_path)
    language = window_language(choices.settings.interface)
    install_translation(application, language)
    appearance = Appearance(application)
    appearance.choose(choices.settings.theme)
    catalog = opened(catalogue, language)
    if catalog is None:
        return FAILED
    presenter = assemble(catalog, Workplace(catalog, choices, choices_path, language, shipped), appearance)
    presenter.closed.connect(application.quit)
    fit_to(presenter.window, presenter.window.screen().availableSize())
    presenter.window.show()
    presenter.start()
    settle_interpreter()
    return application.exec()


def assemble(catalog: Catalog, workplace: Workplace, appearance: Appearance) -> Presenter:
    """Put a window and its presenter together, not shown and not started yet."""
    window = Window(made_form(workplace), appearance.theme)
    usual = catalog.folder == catalogue_folder()
    window.set_catalogue(QCoreApplication.translate("Window", "Meu catálogo") if usual else catalog.name)
    if layout := workplace.layout:
        window.restore_layout(layout)
    appearance.changed.connect(window.set_theme)
    presenter = Presenter(catalog, workplace, window)
    for part in (presenter.models, presenter.bulk_edit, presenter.figures, presenter.pairs, presenter.likes):
        appearance.changed.connect(part.set_theme)
    presenter.dialogs.theme_changed.connect(appearance.choose)
    return presenter
