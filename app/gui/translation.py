"""The window's language."""

from importlib.resources import as_file, files

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from app.wording import Language


def window_language(chosen: str) -> Language:
    """The language that was chosen, or the system's: English where it speaks English, else Portuguese.

    Args:
        chosen: ``pt``, ``en`` or ``system``.
    """
    if chosen != "system":
        return Language(chosen)
    return Language.EN if QLocale.system().language() == QLocale.Language.English else Language.PT


def install_translation(application: QCoreApplication, language: Language) -> None:
    """Make the window, and Qt's own dialogs, speak a language.

    The sources are Portuguese, so a missing file still leaves a window in the product's first language.
    """
    names = {Language.PT: "pt_BR", Language.EN: "en"}
    locale = QLocale(names.get(language, "pt_BR"))
    QLocale.setDefault(locale)
    own = QTranslator(application)
    with as_file(files("resources.translations").joinpath(f"fichario_{language}.qm")) as path:
        if own.load(str(path)):
            application.installTranslator(own)
    qt = QTranslator(application)
    if qt.load(locale, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(qt)
