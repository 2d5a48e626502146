"""How the whole application looks: Fusion, a palette and a stylesheet made from a theme.

:class:`Appearance` keeps the application in the chosen theme and follows the system's scheme while the choice is to.
Widgets that paint by themselves receive the theme through :attr:`Appearance.changed`.
"""

from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from ui.forms.style import form_stylesheet
from ui.stylesheet import window_stylesheet
from ui.theme import DARK, LIGHT, Theme

Choice = Literal["system", "light", "dark"]


def palette_of(theme: Theme) -> QPalette:
    """The palette that Fusion paints with where no stylesheet rule speaks."""
    role = QPalette.ColorRole
    palette = QPalette()
    colours = {
        role.Window: theme.paper,
        role.WindowText: theme.text,
        role.Base: theme.field,
        role.AlternateBase: theme.surface,
        role.Text: theme.text,
        role.PlaceholderText: theme.quiet,
        role.Button: theme.surface,
        role.ButtonText: theme.text,
        role.BrightText: theme.failure,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.Accent: theme.accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.ToolTipBase: theme.surface,
        role.ToolTipText: theme.text,
        role.Mid: theme.line,
        role.Midlight: theme.line,
    }
    for name, colour in colours.items():
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(theme.quiet))
    return palette


class Appearance(QObject):
    """Keeps an application in a theme.

    Attributes:
        changed: Emitted with the new :class:`Theme` when the colours have changed.
    """

    changed = Signal(object)

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._choice: Choice = "system"
        self._theme: Theme | None = None
        self._scheme = app.styleHints().colorScheme()
        app.setStyle("Fusion")
        app.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)

    @property
    def theme(self) -> Theme:
        """The theme in force; light before :meth:`choose` was called."""
        return self._theme or LIGHT

    def choose(self, choice: Choice) -> None:
        """Fix the theme, or follow the system's from now on."""
        self._choice = choice
        schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        # Telling Qt too makes the platform paint title bars and file dialogs to match.
        self._app.styleHints().setColorScheme(schemes.get(choice, Qt.ColorScheme.Unknown))
        self._apply()

    def _on_scheme_changed(self, scheme: Qt.ColorScheme) -> None:
        self._scheme = scheme
        if self._choice == "system":
            self._apply()

    def _wanted(self) -> Theme:
        match self._choice:
            case "light":
                return LIGHT
            case "dark":
                return DARK
            case _:
                return DARK if self._scheme == Qt.ColorScheme.Dark else LIGHT

    def _apply(self) -> None:
        theme = self._wanted()
        if theme is self._theme:
            return
        self._theme = theme
        self._app.setPalette(palette_of(theme))
        size = self._app.font().pointSizeF()
        self._app.setStyleSheet(window_stylesheet(theme, size) + form_stylesheet(theme))
        self.changed.emit(theme)


def apply_theme(app: QApplication, choice: Choice) -> Appearance:
    """Dress an application and keep it dressed; the result lives as long as the application."""
    appearance = Appearance(app, app)
    appearance.choose(choice)
    return appearance
