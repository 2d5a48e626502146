"""A server that goes away in the middle, one that turns the key down, and one that photos may not go to yet."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.catalog.rows import Act
from app.domain.states import State
from app.settings import load_choices
from tests.endpoint.replies import MODEL, cut_after, refuses, served, writes
from tests.endpoint.server import House
from tests.gui.place import KEY, panel, use_server
from tests.gui.program import Program, save_photo

Start = Callable[[], Program]
Photos = Callable[[int], list[Path]]
AWAY = "endpoint.away"
ELSEWHERE = "http://modelos.example.com"


def dying(house: House) -> Any:
    """Answers as a process that is killed in the middle, and lets nobody in any more."""

    def reply(handler: Any, asked: Any) -> None:
        handler.server.socket.close()
        cut_after('{"product_name": "Cadeira')(handler, asked)

    return reply


def acts(program: Program, act: Act) -> int:
    return sum(entry.act is act for product in program.rows() for entry in program.catalog.history(product))


def pill(program: Program) -> str:
    return str(program.window.top_bar.pill.accessibleName())


def gone_in_the_middle(program: Program, product: dict[str, Any], paths: list[Path]) -> str:
    """Have a server write one card and be killed over the next ones; its address."""
    with served(product) as first:
        use_server(program, first.url)
        first.script.append(writes(product))
        first.usual = dying(first)
        program.drop(*paths)
        program.until(lambda: program.notice(AWAY))
    return first.url


def test_killed_and_started_again_in_the_middle_of_several_photos(
    start: Start, short: Path, product: dict[str, Any], photos: Photos
) -> None:
    program = start()
    url = gone_in_the_middle(program, product, photos(6))
    assert "não responde" in program.notice(AWAY)
    assert "continua sozinha" in program.notice(AWAY)
    assert "aguardando o servidor" in pill(program)
    program.until(lambda: State.GENERATING not in program.counts())
    assert State.FAILED not in program.counts(), "no photo fails for the server"
    assert program.counts() == {State.REVIEW: 1, State.QUEUED: 5}
    assert program.window.facets.batch.pace() == "aguardando o servidor"
    with served(product, int(url.rpartition(":")[2])):
        program.until_counts(review=6)
    program.until(lambda: "pronto" in pill(program))
    assert program.notice(AWAY) == "O servidor voltou, e a leitura continua."
    assert acts(program, Act.FINISHED) == 6
    assert acts(program, Act.RECOVERED) >= 1


def test_a_person_looks_at_once(start: Start, short: Path, product: dict[str, Any], photos: Photos) -> None:
    program = start()
    url = gone_in_the_middle(program, product, photos(3))
    program.until(lambda: State.GENERATING not in program.counts())
    program.presenter.reading.look()
    with served(product, int(url.rpartition(":")[2])):
        program.answer(AWAY, "Tentar agora")
        program.until_counts(review=3)


def test_what_waits_for_a_server_can_be_cancelled_and_read_here(
    start: Start, with_model: Path, product: dict[str, Any], photos: Photos
) -> None:
    program = start()
    gone_in_the_middle(program, product, photos(3))
    program.until(lambda: State.GENERATING not in program.counts())
    waiting = [number for number in program.rows() if program.product(number).state is State.QUEUED]
    program.presenter.window.cancel_requested.emit([waiting[0]])
    program.until(lambda: program.product(waiting[0]).state is State.CANCELLED)
    program.answer(AWAY, "Mudar…")
    dialog = panel(program)
    program.click(dialog.here)
    program.click(dialog.use)
    program.until(lambda: State.QUEUED not in program.counts() and State.GENERATING not in program.counts())
    assert program.counts() == {State.REVIEW: 2, State.CANCELLED: 1}
    assert not program.notice(AWAY)


def test_the_program_begins_while_its_server_is_away(
    start: Start, short: Path, product: dict[str, Any], photos: Photos
) -> None:
    with served(product) as house:
        first = start()
        use_server(first, house.url)
        first.close()
    program = start()
    program.drop(*photos(2))
    program.until(lambda: program.notice(AWAY))
    program.until(lambda: program.counts() == {State.QUEUED: 2})
    with served(product, int(house.url.rpartition(":")[2])):
        program.until_counts(review=2)


def test_closing_while_a_server_is_away_loses_nothing(
    start: Start, short: Path, product: dict[str, Any], photos: Photos
) -> None:
    program = start()
    url = gone_in_the_middle(program, product, photos(3))
    program.close()
    with served(product, int(url.rpartition(":")[2])):
        start().until_counts(review=3)


def test_a_photo_that_the_server_turns_down_fails_alone_and_is_tried_again(
    start: Start, short: Path, shop: House, tmp_path: Path
) -> None:
    program = start()
    use_server(program, shop.url)
    shop.script.append(refuses(400, "the moon is in the wrong phase"))
    program.drop(save_photo(tmp_path / "a.png", 1))
    program.until_counts(failed=1)
    program.drop(save_photo(tmp_path / "b.png", 2))
    program.until_counts(failed=1, review=1)
    program.open(next(iter(program.rows())))
    program.until(lambda: "the moon is in the wrong phase" in program.window.card.words()[0])
    program.click(program.window.card.retry)
    program.until_counts(review=2)


def test_a_key_that_is_turned_down_is_mended_and_no_photo_fails(
    start: Start, short: Path, shop: House, photos: Photos
) -> None:
    def locked(handler: Any, asked: Any) -> None:
        known = asked.headers.get("Authorization") == f"Bearer {KEY}"
        (writes(shop.card) if known else refuses(401, "Invalid API key"))(handler, asked)

    shop.usual = locked
    program = start()
    use_server(program, shop.url, key="sk-wrong")
    program.drop(*photos(3))
    program.until(lambda: program.notice("endpoint.key"))
    assert "Onde as fotos são lidas" in program.notice("endpoint.key")
    program.until(lambda: program.counts() == {State.QUEUED: 3})
    program.answer("endpoint.key", "Mudar o servidor…")
    use_server(program, "", key=KEY)
    program.until_counts(review=3)
    assert program.window.facets.batch.pause.text() == "Pausar"


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (refuses(401, "Invalid API key"), "não aceita a chave, ou pede uma"),
        (refuses(500, "oops"), "falhou (estado 500)"),
        (lambda handler, _asked: handler.send_page(b"<html>", "text/html"), "não fala a língua"),
    ],
)
def test_a_look_says_what_is_wrong(start: Start, short: Path, shop: House, reply: Any, said: str) -> None:
    shop.models = reply
    look_at(program := start(), shop.url)
    dialog = panel(program)
    program.until(lambda: said in dialog.server.message)
    assert not dialog.use.isEnabled()


def test_a_look_where_nobody_is(start: Start, short: Path, product: dict[str, Any]) -> None:
    with served(product) as house:
        url = house.url
    look_at(program := start(), url)
    dialog = panel(program)
    program.until(lambda: "não responde" in dialog.server.message)
    look_at(program, url.replace("http:", "https:"))
    program.until(lambda: "não responde" in dialog.server.message)


def look_at(program: Program, url: str) -> None:
    """Type an address into the panel and look what is there."""
    dialog = panel(program)
    program.click(dialog.there)
    dialog.server.address.field.setFocus()
    dialog.server.address.field.selectAll()
    program.write(url)
    program.click(dialog.server.look)


def test_photos_leave_only_when_somebody_has_agreed_and_only_once(
    start: Start, short: Path, shop: House, photos: Photos, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A proxy on this machine stands for the other one, so that nothing leaves while this is tested."""
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", shop.url)
    program = start()
    look_at(program, ELSEWHERE)
    dialog = panel(program)
    program.until(lambda: dialog.server.models.count() == 1)
    program.click(dialog.use)
    assert "vão sair deste computador" in dialog.leaving.words
    assert "não é cifrada" in dialog.leaving.words
    assert not dialog.use.isEnabled()
    program.click(dialog.leaving.decline)
    assert load_choices(short).endpoint == ""
    program.click(dialog.use)
    program.click(dialog.leaving.agree)
    program.until(lambda: program.presenter.reading.info is not None)
    program.drop(*photos(1))
    program.until_counts(review=1)
    program.click(panel(program).here)
    program.click(panel(program).use)
    look_at(program, ELSEWHERE)
    dialog = panel(program)
    program.until(lambda: dialog.server.models.count() == 1)
    program.click(dialog.use)
    program.until(lambda: program.presenter.reading.info is not None)


def test_a_server_that_nobody_agreed_to_gets_no_photo_at_the_start(
    start: Start, short: Path, shop: House, photos: Photos, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", shop.url)
    kept = load_choices(short).model_copy(update={"endpoint": ELSEWHERE, "endpoint_model": MODEL})
    short.write_text(kept.model_dump_json(), encoding="utf-8")
    program = start()
    program.drop(*photos(1))
    program.until(lambda: program.counts() == {State.QUEUED: 1})
    assert shop.asked == []
    program.answer("endpoint.agree", "Decidir…")
    dialog = panel(program)
    assert "vão sair deste computador" in dialog.leaving.words
    program.click(dialog.leaving.agree)
    program.until_counts(review=1)
