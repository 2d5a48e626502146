"""Colours: readable in both themes, all from the theme, and following the system."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from ui.icons import app_icon, tinted
from ui.style import Appearance, palette_of
from ui.stylesheet import window_stylesheet
from ui.theme import DARK, LIGHT, Theme

BOTH = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
GROUNDS = ("paper", "surface", "field", "accent_soft")
PAIRS = [
    *((text, ground) for text in ("text", "quiet", "accent") for ground in GROUNDS),
    *((text, ground) for text in ("doubt", "failure") for ground in ("surface", "accent_soft")),
    ("doubt", "doubt_soft"),
    ("failure", "failure_soft"),
    ("text", "doubt_soft"),
    ("text", "failure_soft"),
    ("on_accent", "accent"),
]


def luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb``, as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """Contrast ratio, as WCAG 2.2 defines it."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_right() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@BOTH
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_is_readable(theme: Theme, text: str, ground: str) -> None:
    assert contrast(getattr(theme, text), getattr(theme, ground)) >= 4.5


@BOTH
def test_the_stylesheet_is_whole(theme: Theme) -> None:
    sheet = window_stylesheet(theme, 10.0)
    assert "$" not in sheet
    assert sheet.count("{") == sheet.count("}")
    assert "font-size: 11.0pt" in sheet
    other = DARK if theme is LIGHT else LIGHT
    assert other.surface not in re.findall(r"#[0-9a-f]{6}", sheet) or other.surface == theme.on_accent


@BOTH
def test_the_palette_speaks_the_themes_colours(theme: Theme) -> None:
    palette = palette_of(theme)
    assert palette.color(QPalette.ColorRole.Window) == QColor(theme.paper)
    assert palette.color(QPalette.ColorRole.Highlight) == QColor(theme.accent)
    assert palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text) == QColor(theme.quiet)


def test_a_fixed_theme_stays_and_a_followed_one_follows(qapp: QApplication, appearance: Appearance) -> None:
    heard: list[Theme] = []
    appearance.changed.connect(heard.append)
    appearance.choose("dark")
    appearance.choose("dark")
    assert heard == [DARK]
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.paper)
    assert DARK.surface in qapp.styleSheet()
    appearance.choose("system")
    # The offscreen platform has no scheme of its own to switch; the signal is what other platforms send.
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert appearance.theme is LIGHT
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert appearance.theme is DARK
    appearance.choose("light")
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert appearance.theme is LIGHT
    assert heard[-1] is LIGHT


def test_icons_take_the_colour_they_are_given(qapp: QApplication) -> None:
    image = tinted("close", "#ff0000").pixmap(16, 16).toImage()
    seen = {image.pixelColor(x, y).name() for x in range(16) for y in range(16) if image.pixelColor(x, y).alpha() > 250}
    assert seen == {"#ff0000"}
    assert {size.width() for size in app_icon().availableSizes()} >= {16, 32, 256}
