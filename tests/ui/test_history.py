"""The history column: differences word by word, what is told, and what can be asked for."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui.differences import Kind, Piece, differences, in_short
from ui.history.entry import FieldChange, Happening
from ui.history.panel import PAGE, HistoryPanel
from ui.theme import DARK, LIGHT

TEXTS = st.text(st.sampled_from("azul verde, .\n"), max_size=12)


def side(pieces: tuple[Piece, ...], without: Kind) -> str:
    return "".join(piece.text for piece in pieces if piece.kind is not without)


@given(TEXTS, TEXTS)
def test_the_pieces_are_both_texts(before: str, after: str) -> None:
    pieces = differences(before, after)
    assert side(pieces, Kind.ADDED) == before
    assert side(pieces, Kind.REMOVED) == after
    assert all(piece.text for piece in pieces)


def test_words_change_not_letters_and_neighbours_together() -> None:
    assert differences("uma caneca azul grande", "uma xícara verde grande") == (
        Piece(Kind.SAME, "uma "),
        Piece(Kind.REMOVED, "caneca azul"),
        Piece(Kind.ADDED, "xícara verde"),
        Piece(Kind.SAME, " grande"),
    )


def test_what_stayed_for_long_is_cut_short() -> None:
    long = " ".join(f"palavra{number}" for number in range(60))
    pieces = in_short(differences(f"a {long} b", f"c {long} d"))
    assert [piece.kind for piece in pieces] == [Kind.REMOVED, Kind.ADDED, Kind.SAME, Kind.REMOVED, Kind.ADDED]
    assert pieces[2].text.startswith(" palavra0 ")
    assert " … " in pieces[2].text
    assert pieces[2].text.endswith(" palavra59 ")
    assert len(pieces[2].text.split()) < 20


def happening(key: int, *, returnable: bool = True) -> Happening:
    change = FieldChange("Cor <b>", differences("azul", "verde & preto"))
    return Happening(key, f"Editada {key}", "há 2 minutos", "2 de março", "ana", "", (change,), returnable)


def test_each_change_is_told_in_shape_and_colour_and_aloud(qtbot: QtBot) -> None:
    panel = HistoryPanel()
    qtbot.addWidget(panel)
    panel.set_theme(LIGHT)
    panel.show_history("Caneca", [happening(2), happening(1, returnable=False)])
    panel.show()
    first, second = panel.rows
    (shown,) = first._changes
    assert "line-through" in shown.text()
    assert "underline" in shown.text()
    assert "verde &amp; preto" in shown.text(), "a person's text is never markup"
    assert "Cor &lt;b&gt;" in shown.text()
    assert first.accessibleName() == "Editada 2. há 2 minutos. ana. Cor <b>: saiu “azul”, entrou “verde & preto”"
    assert (first.back.isVisible(), second.back.isVisible()) == (True, False)
    panel.set_theme(DARK)
    assert DARK.accent in shown.text()
    with qtbot.waitSignal(panel.return_requested) as asked:
        qtbot.mouseClick(first.back, Qt.MouseButton.LeftButton)
    assert asked.args == [2]


def test_older_ones_are_shown_when_asked_for_and_stay_open(qtbot: QtBot) -> None:
    panel = HistoryPanel()
    qtbot.addWidget(panel)
    panel.show()
    many = [happening(key) for key in range(2 * PAGE, 0, -1)]
    panel.show_history("Caneca", many)
    assert len(panel.rows) == PAGE
    qtbot.mouseClick(panel.older, Qt.MouseButton.LeftButton)
    assert len(panel.rows) == 2 * PAGE
    assert not panel.older.isVisible()
    kept = panel.rows[0]
    panel.show_history("Caneca", [happening(99), *many], same=True)
    assert panel.rows[0].happening.key == 99
    assert panel.rows[1] is kept
    assert len(panel.rows) == 2 * PAGE
    panel.show_history("Prato", many)
    assert len(panel.rows) == PAGE


def test_nothing_and_little_are_said_in_words(qtbot: QtBot) -> None:
    panel = HistoryPanel()
    qtbot.addWidget(panel)
    assert panel.hint.startswith("Escolha um produto")
    panel.show_history("a.jpg", [happening(1)])
    assert panel.hint.startswith("Quando a ficha for escrita")
    panel.show_history("a.jpg", [happening(2), happening(1)])
    assert panel.hint == ""


def test_esc_goes_back(qtbot: QtBot) -> None:
    panel = HistoryPanel()
    qtbot.addWidget(panel)
    with qtbot.waitSignal(panel.closed):
        qtbot.keyClick(panel.area, Qt.Key.Key_Escape)
