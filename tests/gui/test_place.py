"""Where photos are read: a server chosen by clicks and keys reads them, and this computer does so again."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.domain.states import State
from app.settings import load_choices
from inference.llama.options import ModelFiles
from tests.endpoint.replies import MODEL, lists, refuses, says, silent, writes
from tests.endpoint.server import House
from tests.gui.place import KEY, panel, use_server
from tests.gui.program import COLOUR, NAME, Program
from ui.form_dialog import FormDialog

Start = Callable[[], Program]
Photos = Callable[[int], list[Path]]


def test_a_server_reads_the_photos(start: Start, short: Path, shop: House, photos: Photos) -> None:
    program = start()
    assert program.window.welcome.place == "Tudo acontece neste computador"
    use_server(program, shop.url)
    host = shop.url.removeprefix("http://")
    assert program.window.welcome.place == f"As fotos são lidas em {host}"
    program.drop(*photos(3))
    program.until_counts(review=3)
    assert program.presenter.place.dialog is None
    assert program.values() == shop.card
    program.until(lambda: program.window.top_bar.pill.accessibleName() == f"Modelo: {MODEL} · {host} · pronto")
    card = program.product().card
    assert card is not None
    assert card.provenance["endpoint"] == host
    assert card.confidence[COLOUR]["value"] > 0
    assert program.window.card.form.field(COLOUR).dot.level
    kept = load_choices(short)
    assert (kept.endpoint, kept.endpoint_model, kept.endpoint_slots) == (f"{shop.url}/v1", MODEL, 4)


def test_a_server_is_kept_for_the_next_time(start: Start, short: Path, shop: House, photos: Photos) -> None:
    first = start()
    use_server(first, shop.url)
    first.close()
    program = start()
    program.drop(*photos(1))
    program.until_counts(review=1)
    assert len(shop.questions) == 1


def test_the_way_to_a_server_and_back_leaves_nothing_loaded(
    start: Start, with_model: Path, model: ModelFiles, shop: House, photos: Photos
) -> None:
    program = start()
    program.until(lambda: program.presenter.reading.info is not None)
    assert program.engine is not None
    program.click(program.models().server)
    use_server(program, shop.url)
    program.until(lambda: program.engine is None)
    program.drop(*photos(1))
    program.until_counts(review=1)
    dialog = panel(program)
    program.until(lambda: dialog.server.models.count() == 1)
    program.click(dialog.here)
    assert not dialog.server.isVisible()
    program.click(dialog.use)
    program.until(lambda: program.engine is not None)
    program.click(program.window.card.again)
    program.until(lambda: program.product().attempt == 2 and program.product().state is State.REVIEW)
    card = program.product().card
    assert card is not None
    assert card.provenance["model"] == model.text.name
    kept = load_choices(with_model)
    assert (kept.endpoint, kept.endpoint_before) == ("", f"{shop.url}/v1")
    assert len(shop.questions) == 1


def test_one_of_several_models_is_chosen_with_the_arrows(start: Start, short: Path, shop: House) -> None:
    shop.models = lists("llava-7b", "qwen3-vl", "gemma-3")
    program = start()
    dialog = panel(program)
    program.click(dialog.there)
    dialog.server.address.field.setFocus()
    program.write(shop.url)
    program.press(Qt.Key.Key_Return)
    program.until(lambda: dialog.server.models.count() == 3)
    assert "3 modelo" in dialog.server.message
    assert not dialog.use.isEnabled(), "none is chosen for a person"
    dialog.server.models.setFocus()
    program.press(Qt.Key.Key_Down)
    program.click(dialog.server.slots.buttons[8])
    program.click(dialog.use)
    program.until(lambda: program.presenter.reading.info is not None)
    kept = load_choices(short)
    assert (kept.endpoint_model, kept.endpoint_slots) == ("qwen3-vl", 8)


def test_a_server_without_a_list_takes_a_typed_name(start: Start, short: Path, shop: House, photos: Photos) -> None:
    shop.models = refuses(404, page=b"nothing here")
    program = start()
    dialog = panel(program)
    program.click(dialog.there)
    dialog.server.address.field.setFocus()
    program.write(f"{shop.url}/v1/chat/completions")
    assert f"{shop.url}/v1" in dialog.server.address.hint
    program.click(dialog.server.look)
    program.until(dialog.server.model.isVisible)
    assert "não diz que modelos tem" in dialog.server.message
    assert not dialog.use.isEnabled()
    dialog.server.model.field.setFocus()
    program.write("seen-elsewhere")
    program.click(dialog.use)
    program.drop(*photos(1))
    program.until_counts(review=1)
    assert shop.questions[0].body["model"] == "seen-elsewhere"


@pytest.mark.parametrize(("typed", "said"), [("http://a b", "Escreva algo como"), ("ftp://a", "Escreva algo como")])
def test_what_is_no_address_is_said_while_it_is_typed(start: Start, short: Path, typed: str, said: str) -> None:
    program = start()
    dialog = panel(program)
    program.click(dialog.there)
    dialog.server.address.field.setFocus()
    program.write(typed)
    assert said in dialog.server.address.hint
    assert not dialog.server.look.isEnabled()


def test_asking_can_be_stopped(start: Start, short: Path, shop: House) -> None:
    shop.models = silent
    program = start()
    dialog = panel(program)
    program.click(dialog.there)
    dialog.server.address.field.setFocus()
    program.write(shop.url)
    program.click(dialog.server.look)
    program.until(lambda: shop.asked)
    assert "Perguntando" in dialog.server.work.words
    program.click(dialog.server.work.stop)
    assert dialog.server.work.words == ""
    assert dialog.server.look.isEnabled()


def test_a_trial_says_what_a_server_does_and_what_it_lacks(start: Start, short: Path, shop: House) -> None:
    told = json.dumps({"cor": "vermelho", "nome": "tomate"})
    shop.script.extend([refuses(400, "unknown field: seed"), says(told)])
    program = start()
    dialog = panel(program)
    program.click(dialog.there)
    dialog.server.address.field.setFocus()
    program.write(shop.url)
    program.click(dialog.server.look)
    program.until(lambda: dialog.server.models.count() == 1)
    program.click(dialog.server.trial)
    program.until(lambda: dialog.server.findings)
    lines = dialog.server.findings.splitlines()
    assert "lê imagens" in lines[0]
    assert "sem confiança" in lines[1]
    assert "outra ficha" in lines[2]
    shop.script.append(refuses(400, "tiny is not a multimodal model"))
    program.click(dialog.server.trial)
    program.until(lambda: "não lê fotos" in dialog.server.message)


def test_what_a_server_lacks_is_said_while_it_works(start: Start, short: Path, shop: House, photos: Photos) -> None:
    program = start()
    use_server(program, shop.url)
    shop.script.append(writes(shop.card, probability=None))
    program.drop(*photos(1))
    program.until_counts(review=1)
    program.until(lambda: "sem confiança" in program.notice("endpoint.lacks"))
    assert not program.window.card.form.field(NAME).dot.level


def test_the_settings_lead_there(start: Start, short: Path, shop: House) -> None:
    program = start()
    program.trigger("settings")
    settings = program.dialog(FormDialog)
    program.click(settings.head_buttons[0])
    use_server(program, shop.url)
    assert MODEL in settings.head
    program.click(settings.cancel)


def test_a_key_goes_to_the_keyring_and_nowhere_else(
    start: Start, short: Path, shop: House, photos: Photos, home: Path, keyring: Path, tmp_path: Path
) -> None:
    program = start()
    use_server(program, shop.url, key=KEY)
    program.drop(*photos(1))
    program.until_counts(review=1)
    assert {asked.headers.get("Authorization") for asked in shop.asked} == {f"Bearer {KEY}"}
    program.close()
    holders = [
        path
        for folder in (home, tmp_path)
        for path in folder.rglob("*")
        if path.is_file() and KEY.encode() in path.read_bytes()
    ]
    assert holders == [keyring]
    again = start()
    dialog = panel(again)
    again.until(lambda: "guardada no chaveiro" in dialog.server.key.hint)
    again.click(dialog.server.forget)
    again.until(lambda: KEY not in keyring.read_text(encoding="utf-8"))
    again.until(lambda: "Em branco" in dialog.server.key.hint)


def test_without_a_keyring_a_key_holds_until_the_program_ends(
    start: Start, short: Path, shop: House, photos: Photos, no_keyring: None
) -> None:
    program = start()
    dialog = panel(program)
    program.click(dialog.there)
    dialog.server.address.field.setFocus()
    program.write(shop.url)
    program.until(lambda: "não tem um chaveiro" in dialog.server.key.hint)
    use_server(program, "", key=KEY)
    assert "vale até o programa fechar" in program.notice("endpoint.no_keyring")
    program.drop(*photos(1))
    program.until_counts(review=1)
    assert shop.questions[0].headers["Authorization"] == f"Bearer {KEY}"
    assert KEY not in short.read_text(encoding="utf-8")
