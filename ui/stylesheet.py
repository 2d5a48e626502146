"""The window's stylesheet, written from a theme. It knows colours and roles, no widget classes of ours.

Widgets say what they are through two dynamic properties: ``role`` (what a text or a ground is for) and ``kind`` (how
much a button asks for). Everything else stays with the Fusion style and its palette.
"""

from string import Template

from ui.theme import Theme

_GROUNDS = """
QMainWindow, QWidget[role="paper"] { background: $paper; }
QWidget[role="bar"] { background: $surface; border-bottom: 1px solid $line; }
QWidget[role="foot"] { background: $surface; border-top: 1px solid $line; }
QWidget[role="surface"] { background: $surface; }
QFrame[role="panel"] { background: $surface; border: 1px solid $line; border-radius: 8px; }
QFrame[role="hairline"] { background: $line; border: none; }
QScrollArea[role="plain"], QScrollArea[role="plain"] > QWidget > QWidget[role="plain"] {
    background: transparent; border: none;
}
QSplitter::handle { background: $line; }
QToolTip { background: $surface; color: $text; border: 1px solid $line; padding: 4px 6px; }
"""

_TEXTS = """
QLabel[role="name"] { color: $text; font-size: ${name_pt}pt; font-weight: 700; }
QLabel[role="title"] { color: $text; font-size: ${title_pt}pt; font-weight: 600; }
QLabel[role="big"] { color: $text; font-size: ${big_pt}pt; font-weight: 600; }
QLabel[role="quiet"] { color: $quiet; }
QLabel[role="caption"] { color: $quiet; font-size: ${caption_pt}pt; }
QLabel[role="group"] { color: $quiet; font-size: ${caption_pt}pt; font-weight: 700; }
QLabel[role="failure"] { color: $failure; }
QLabel[role="doubt"] { color: $doubt; }
QLabel[role="pill"] {
    color: $quiet; font-size: ${caption_pt}pt; border: 1px solid $line; border-radius: 10px; padding: 1px 9px;
    min-height: 18px;
}
QLabel[role="pill"][kind="doubt"] { color: $doubt; background: $doubt_soft; border-color: $doubt; }
QLabel[role="key"] {
    color: $text; font-size: ${caption_pt}pt; background: $field; border: 1px solid $line; border-radius: 4px;
    padding: 2px 6px;
}
"""

_BUTTONS = """
QPushButton, QToolButton {
    color: $text; background: $surface; border: 1px solid $line; border-radius: 6px; padding: 0 12px; min-height: 32px;
    outline: none;
}
QPushButton:hover, QToolButton:hover { border-color: $quiet; }
QPushButton:pressed, QToolButton:pressed { background: $accent_soft; }
QPushButton:focus, QToolButton:focus { border-color: $accent; }
QPushButton:disabled, QToolButton:disabled { color: $quiet; background: $paper; border-color: $line; }
QToolButton::menu-indicator, QPushButton::menu-indicator { image: none; width: 0; }
QPushButton[kind="primary"] { color: $on_accent; background: $accent; border-color: $accent; font-weight: 600; }
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="primary"]:disabled { color: $quiet; background: $field; border-color: $line; }
QPushButton[kind="quiet"], QToolButton[kind="quiet"] {
    color: $quiet; background: transparent; border-color: transparent; padding: 0 8px;
}
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover { color: $text; background: $accent_soft; }
QPushButton[kind="quiet"]:focus, QToolButton[kind="quiet"]:focus { border-color: $accent; }
QPushButton[kind="quiet"]:disabled, QToolButton[kind="quiet"]:disabled { background: transparent; color: $line; }
QFileDialog QToolButton { padding: 0; min-width: 26px; min-height: 26px; }
QToolButton[kind="icon"] {
    background: transparent; border-color: transparent; padding: 0; min-width: 28px; min-height: 28px;
}
QToolButton[kind="icon"]:hover { background: $accent_soft; }
QToolButton[kind="icon"]:focus { border-color: $accent; }
QPushButton[kind="pill"], QToolButton[kind="pill"] {
    color: $quiet; background: transparent; border-radius: 13px; min-height: 24px; padding: 0 10px;
}
QPushButton[kind="pill"]:hover { color: $text; }
QPushButton[kind="size"] { padding: 0 7px; }
QPushButton[kind="size"]:checked { color: $accent; border-color: $accent; }
QPushButton[kind="link"] {
    color: $accent; background: transparent; border: 1px solid transparent; padding: 0 4px; min-height: 24px;
    text-align: left;
}
QPushButton[kind="link"][role="facet"] { padding: 0 8px; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:focus { border-color: $accent; }
QPushButton[kind="link"]:disabled { color: $quiet; background: transparent; border-color: transparent; }
QPushButton[kind="model"] {
    color: $quiet; background: transparent; border-radius: 16px; min-height: 30px; padding: 0 12px;
    font-size: ${caption_pt}pt;
}
QPushButton[kind="line"] {
    color: $quiet; background: transparent; border: 1px solid transparent; min-height: 20px; padding: 0 6px;
}
QPushButton[kind="line"]:hover { color: $text; }
QPushButton[kind="line"]:focus { border-color: $accent; }
QPushButton[kind="group"] {
    color: $quiet; background: transparent; border: 1px solid transparent; text-align: left; padding: 0 6px;
    min-height: 24px; font-size: ${caption_pt}pt; font-weight: 700;
}
QPushButton[kind="group"]:hover { color: $text; }
QPushButton[kind="group"]:focus { border-color: $accent; }
QPushButton[kind="facet"] {
    color: $text; background: transparent; border: 1px solid transparent; text-align: left; padding: 0 8px;
    min-height: 28px;
}
QPushButton[kind="facet"]:hover { background: $accent_soft; }
QPushButton[kind="facet"]:checked { color: $accent; background: $accent_soft; font-weight: 700; }
QPushButton[kind="facet"]:focus { border-color: $accent; }
"""

_FIELDS = """
QLineEdit[role="search"], QLineEdit[role="path"] {
    color: $text; background: $field; border: 1px solid $line; border-radius: 6px; padding: 0 8px; min-height: 32px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit[role="search"]:focus, QLineEdit[role="path"]:focus { border-color: $accent; }
QLineEdit[role="search"][dropping="yes"] { border: 2px dashed $accent; background: $accent_soft; }
QLineEdit > QToolButton, QLineEdit > QToolButton:hover {
    background: transparent; border: none; padding: 0; min-height: 0;
}
QPlainTextEdit[role="text"], QTextEdit[role="text"] {
    color: $text; background: $field; border: 1px solid $line; border-radius: 6px; padding: 6px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QPlainTextEdit[role="text"]:focus, QTextEdit[role="text"]:focus { border-color: $accent; }
QComboBox[role="choice"] {
    color: $text; background: $field; border: 1px solid $line; border-radius: 7px; padding: 0 28px 0 10px;
    combobox-popup: 0;
}
QComboBox[role="choice"]:hover { border-color: $quiet; }
QComboBox[role="choice"]:focus { border-color: $accent; }
QComboBox[role="choice"]:disabled { color: $quiet; background: $paper; }
QComboBox[role="choice"]::drop-down { border: none; width: 0; }
QComboBox[role="choice"] QAbstractItemView {
    color: $text; background: $surface; border: 1px solid $line; outline: none; padding: 3px;
}
QComboBox[role="choice"] QAbstractItemView::item { min-height: 28px; padding: 0 6px; border-radius: 6px; }
QComboBox[role="choice"] QAbstractItemView::item:selected { background: $accent_soft; color: $accent; }
QRadioButton { color: $text; spacing: 8px; min-height: 22px; }
QRadioButton:focus { color: $accent; }
QRadioButton:disabled { color: $quiet; }
QRadioButton::indicator { width: 12px; height: 12px; background: $field; border: 2px solid $quiet; border-radius: 8px; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid $accent; }
QRadioButton::indicator:checked:disabled { border-color: $quiet; }
QProgressBar { background: $line; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
"""

_LISTS = """
QListWidget[role="values"] {
    color: $text; background: $field; border: 1px solid $line; border-radius: 6px; outline: none;
}
QListWidget[role="values"]::item { padding: 0 6px; }
QListWidget[role="values"]::indicator:unchecked {
    width: 13px; height: 13px; background: $surface; border: 1px solid $quiet; border-radius: 3px;
}
QListWidget[role="values"]::item:selected { background: $accent_soft; color: $text; }
QTableView[role="queue"], QListView[role="models"] { background: $surface; border: none; outline: none; }
QListView[role="strip"] { background: transparent; border: none; outline: none; padding: 4px 10px 0 10px; }
QListView[role="strip"]::item { border: 2px solid transparent; border-radius: 8px; padding: 2px; }
QListView[role="strip"]::item:hover { border-color: $line; }
QListView[role="strip"]::item:selected { border-color: $quiet; background: transparent; }
QListView[role="strip"]:focus::item:selected { border-color: $accent; }
QListView[role="alike"] { background: transparent; border: none; outline: none; }
QListView[role="choices"] {
    background: $field; border: 1px solid $line; border-radius: 6px; padding: 3px; outline: none;
}
QListView[role="choices"]:focus { border-color: $accent; }
QListView[role="choices"]::item { color: $text; padding: 5px 8px; border-radius: 4px; }
QListView[role="choices"]::item:hover { background: $surface; }
QListView[role="choices"]::item:selected { background: $accent_soft; color: $accent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $scroll; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $quiet; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QMenu { background: $surface; color: $text; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $quiet; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QTabBar { background: $surface; }
QTabBar::tab { color: $quiet; padding: 8px 16px; border: none; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $text; font-weight: 600; border-bottom: 2px solid $accent; }
QTabBar::tab:focus { color: $accent; }
QTabWidget::pane { border: none; border-top: 1px solid $line; }
"""

_NOTICES = """
QFrame[role="notice"] {
    background: $surface; border: 1px solid $line; border-left: 4px solid $accent; border-radius: 8px;
}
QFrame[role="notice"][kind="doubt"] { background: $doubt_soft; border-color: $doubt; }
QFrame[role="notice"][kind="failure"] { background: $failure_soft; border-color: $failure; }
QFrame[role="notice"][kind="doubt"] QLabel { color: $text; }
QFrame[role="notice"] QPushButton { background: transparent; }
QFrame[role="drop-target"] { background: $surface; border: 2px dashed $scroll; border-radius: 12px; }
QFrame[role="drop-overlay"] { background: $veil; border: 3px dashed $accent; border-radius: 12px; }
QFrame[role="drop-overlay"] QLabel { color: $accent; font-size: ${big_pt}pt; font-weight: 600; }
"""


def _mix(first: str, second: str, share: float) -> str:
    """A colour between two ``#rrggbb`` colours: ``share`` of the second, mixed in sRGB; for grounds, never for text."""
    pairs = [(int(first[i : i + 2], 16), int(second[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def window_stylesheet(theme: Theme, point_size: float) -> str:
    """The whole window's stylesheet.

    Args:
        theme: Where every colour comes from.
        point_size: The system font's size in points; titles are one larger, captions one smaller.
    """
    colours = {name: getattr(theme, name) for name in Theme.__dataclass_fields__}
    return Template(_GROUNDS + _TEXTS + _BUTTONS + _FIELDS + _LISTS + _NOTICES).substitute(
        colours,
        accent_hover=_mix(theme.accent, theme.text, 0.15),
        veil=f"rgba({', '.join(str(int(theme.accent_soft[i : i + 2], 16)) for i in (1, 3, 5))}, 92%)",
        scroll=_mix(theme.line, theme.quiet, 0.45),
        caption_pt=point_size - 1,
        title_pt=point_size + 1,
        name_pt=point_size + 2,
        big_pt=point_size + 5,
    )
