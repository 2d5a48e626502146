"""Downloads in the real program, from a Hub on this machine: begun, paused, broken off, resumed, cancelled."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.states import State
from app.models.store import models_folder
from app.settings import load_choices
from tests.gui.manager import HALF, ID, REPOSITORY, TEXT, at_rest, leave, pill, press, row, until_half
from tests.gui.program import Program
from tests.models.hub_server import Fault, Hub
from ui.models.row import Act, Work

Start = Callable[[], Program]
Photos = Callable[[int], list[Path]]


def test_a_new_person_takes_what_is_proposed_and_gets_a_card(
    start: Start, short: Path, hub: Hub, photos: Photos
) -> None:
    hub.break_next("GET", TEXT, Fault(sent=HALF, stalls=True))
    program = start()
    asking = program.window.welcome.asking
    program.until(lambda: asking.answer.text() == "Baixar Qwen3-VL 4B (3,0 GB)")
    program.click(asking.answer)
    until_half(program, hub)
    program.until(lambda: "Baixando Qwen3-VL 4B" in pill(program))
    program.drop(*photos(1))
    program.until(lambda: program.counts() == {State.QUEUED: 1})
    strip = program.window.strip
    program.until(lambda: strip.isVisible() and strip.answer.text() == "Ver o download")
    program.click(strip.answer)
    manager = program.models()
    assert row(program).work is Work.FETCHING
    assert manager.details.transfer.bar.isVisible()
    press(program, Act.PAUSE)
    program.until(lambda: row(program).work is Work.PAUSED and at_rest(program))
    program.until(lambda: (kept := row(program).progress) is not None and 0 < kept.done < kept.size)
    press(program, Act.RESUME)
    program.until_counts(review=1)
    assert hub.ranges(TEXT)[1].startswith("bytes=")
    assert load_choices(short).text_model == models_folder() / ID / TEXT
    program.until(lambda: pill(program) == "Modelo: Qwen3-VL 4B · pronto")
    assert not program.window.strip.isVisible()


def test_other_content_than_was_promised_is_told_and_fetched_again(start: Start, short: Path, hub: Hub) -> None:
    hub.break_next("GET", TEXT, Fault(content=b"\0" * len(hub.files[REPOSITORY, TEXT])))
    program = start()
    press(program, Act.INSTALL)
    program.until(lambda: row(program).work is Work.FAILED)
    details = program.models().details
    assert "não é o que" in details.message
    assert "Instale de novo" in details.message
    press(program, Act.RETRY)
    program.until(lambda: load_choices(short).text_model == models_folder() / ID / TEXT)


def test_a_connection_that_breaks_for_good_is_told_over_the_window(start: Start, with_model: Path, hub: Hub) -> None:
    hub.break_next("GET", TEXT, Fault(sent=HALF), *[Fault(sent=0)] * 3)
    program = start()
    press(program, Act.INSTALL)
    leave(program)
    program.until(lambda: program.notice("models"))
    assert "caiu várias vezes" in program.notice("models")
    program.answer("models", "Tentar de novo")
    program.until(lambda: "foi baixado e conferido" in program.notice("models"))
    assert hub.ranges(TEXT)[-1].startswith("bytes=")


def test_cancelling_leaves_nothing_behind(start: Start, with_model: Path, hub: Hub) -> None:
    hub.break_next("GET", TEXT, Fault(sent=HALF, stalls=True))
    program = start()
    press(program, Act.INSTALL)
    until_half(program, hub)
    press(program, Act.CANCEL)
    program.until(lambda: row(program).work is Work.NONE and not (models_folder() / ID).exists())


@pytest.mark.parametrize("paused", [False, True], ids=["busy", "paused"])
def test_closing_in_the_middle_keeps_what_came_and_the_next_start_goes_on(
    start: Start, short: Path, hub: Hub, paused: bool
) -> None:
    hub.break_next("GET", TEXT, Fault(sent=HALF, stalls=True))
    program = start()
    press(program, Act.INSTALL)
    until_half(program, hub)
    if paused:
        press(program, Act.PAUSE)
        program.until(lambda: at_rest(program))
    leave(program)
    program.close()
    again = start()
    answer = again.window.welcome.asking.answer
    again.until(lambda: answer.text() == "Continuar o download")
    again.click(answer)
    again.until(lambda: pill(again) == "Modelo: Qwen3-VL 4B · pronto")
    assert hub.ranges(TEXT)[-1] == f"bytes={HALF}-"


def test_cancelling_what_an_earlier_run_left_takes_it_away(start: Start, with_model: Path, hub: Hub) -> None:
    hub.break_next("GET", TEXT, Fault(sent=HALF, stalls=True))
    program = start()
    press(program, Act.INSTALL)
    until_half(program, hub)
    leave(program)
    program.close()
    again = start()
    again.until(lambda: "ficou pela metade" in again.notice("models"))
    press(again, Act.CANCEL)
    again.until(lambda: row(again).work is Work.NONE)
    assert not (models_folder() / ID).exists()
