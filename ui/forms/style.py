"""The style sheet of forms, made from a theme.

One way for all: native widgets are styled by their object names and dynamic properties, and painted marks take their
colour from the ``color`` that is given to them here. Setting this sheet (on the application or any window) is all that
a change of theme needs.
"""

from dataclasses import asdict
from string import Template

from ui.theme import Theme

_FIELDS = """
#formArea, #formContent { background: transparent; border: none; }
#fieldLabel, #fieldCounter { color: $quiet; background: transparent; }
#fieldMessage { color: $quiet; background: transparent; }
#fieldMessage[state="wrong"] { color: $failure; }
#fieldMessage[state="marked"] { color: $doubt; }
#fieldLine, #fieldText, #fieldList {
    background: $field; color: $text; border: 1px solid $line; border-radius: 7px;
    selection-background-color: $accent; selection-color: $on_accent;
}
#fieldLine { padding: 0 10px; min-height: 32px; }
#fieldText { padding: 6px 8px; qproperty-markInk: $doubt; }
#adviceAct, #advicePager { background: transparent; border: none; padding: 0 4px; min-height: 0; }
#adviceAct { color: $accent; }
#advicePager { color: $quiet; }
#adviceAct:hover, #advicePager:hover { color: $text; text-decoration: underline; }
#fieldLine:hover, #fieldText:hover { border-color: $quiet; }
#fieldLine[state="marked"], #fieldText[state="marked"], #fieldList[state="marked"] { border-color: $doubt; }
#fieldLine[state="wrong"], #fieldText[state="wrong"], #fieldList[state="wrong"] { border-color: $failure; }
#fieldLine:focus, #fieldText:focus { border-color: $accent; }
#fieldLine[state="writing"], #fieldText[state="writing"], #fieldList[state="writing"] {
    border-left: 3px solid $accent;
}
#fieldLine[state="writing"] { padding-left: 8px; }
#fieldText[state="writing"] { padding-left: 6px; }
"""

_LISTS = """
#listRow { background: transparent; border: none; border-top: 1px solid $line; }
#listRow[first="true"] { border-top: none; }
#listRow[dragged="true"] { background: $accent_soft; }
#listLine {
    background: transparent; color: $text; border: none; padding: 0 2px; min-height: 30px;
    selection-background-color: $accent; selection-color: $on_accent;
}
#rowGrip { color: $quiet; }
#rowRemove {
    background: transparent; color: $quiet; border: none; border-radius: 6px; padding: 0; margin: 0;
    min-width: 24px; max-width: 24px; min-height: 24px; max-height: 24px;
}
#rowRemove:hover { background: $doubt_soft; color: $text; }
#listAdd {
    background: transparent; color: $quiet; border: none; padding: 0 8px; margin: 0 4px; min-height: 28px;
    text-align: left;
}
#listAdd:hover { color: $accent; }
#listAdd:disabled { color: transparent; background: transparent; }
"""

_MARKS = """
#confidenceDot { color: $accent; }
#confidenceDot[level="doubt"] { color: $doubt; }
#confidenceDot[level="checked"] { color: $quiet; }
#fieldChevron { color: $quiet; }
#fieldAgain { color: $quiet; background: transparent; border: none; border-radius: 5px; padding: 0 3px; }
#fieldAgain:hover { color: $text; background: $accent_soft; }
#fieldAgain:disabled { color: $line; }
#fieldLock { color: $quiet; background: transparent; border: none; border-radius: 5px; }
#fieldLock:hover { color: $text; background: $accent_soft; }
#fieldLock[closed="true"] { color: $accent; }
#fieldLock:disabled { color: $line; }
#guessChip, #suggestionChip {
    background: transparent; color: $quiet; border: 1px solid $line; border-radius: 10px; padding: 0 9px;
    min-height: 20px;
}
#guessChip:hover, #suggestionChip:hover { border-color: $quiet; color: $text; }
#suggestionChip:focus { border-color: $accent; color: $text; }
#guessChip[chosen="true"], #suggestionChip[chosen="true"] {
    background: $accent_soft; color: $accent; border-color: $accent;
}
#fieldFlag { color: $text; selection-background-color: $accent; selection-color: $on_accent; }
#fieldFlag:disabled { color: $quiet; selection-background-color: $quiet; selection-color: $field; }
#fieldButton {
    background: $surface; color: $text; border: 1px solid $line; border-radius: 7px; padding: 0 12px;
    min-height: 32px;
}
#fieldButton:hover, #fieldButton:focus { border-color: $accent; }
#choicePopup {
    background: $surface; color: $text; border: 1px solid $line; outline: none;
}
#choicePopup::item { min-height: 28px; padding: 0 6px; margin: 1px 3px; border-radius: 6px; color: $text; }
#choicePopup::item:hover { background: $field; }
#choicePopup::item:selected { background: $accent_soft; color: $accent; }
"""


def form_stylesheet(theme: Theme) -> str:
    """Style sheet rules for every widget of :mod:`ui.forms` in a theme's colours."""
    return Template(_FIELDS + _LISTS + _MARKS).substitute(asdict(theme))
