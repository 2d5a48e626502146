"""A product's history as people read it, and the way back to any version of its card."""

from typing import Any

import pytest
from sqlalchemy import update

from app.catalog.errors import StaleEdit
from app.catalog.reports import Version
from app.catalog.rows import Act
from app.catalog.tables import HistoryTable
from app.domain.states import IllegalMove, State
from tests.catalog.bench import Bench, card

ON_BOTH = True


def edit(bench: Bench, product_id: int, **values: Any) -> None:
    found = bench.catalog.product(product_id)
    assert found.card is not None
    bench.catalog.save_values(product_id, found.card.values | values, found.version)


def values_of(bench: Bench, product_id: int) -> dict[str, Any]:
    found = bench.catalog.product(product_id).card
    assert found is not None
    return found.values


def told(versions: list[Version]) -> list[tuple[Act, dict[str, Any]]]:
    return [(version.act, version.changes) for version in versions]


def test_a_life_is_told_newest_first_with_what_changed(bench: Bench) -> None:
    product, _ = bench.review("a.jpg")
    edit(bench, product, product_name="Mesa")
    edit(bench, product, color_primary="Preto")
    bench.merge(["Preto"], "preto")
    bench.catalog.approve(product, bench.catalog.product(product).version)
    bench.catalog.mark_exported(bench.catalog.approved_for_export(), "fichas.csv")
    edit(bench, product, product_name="Mesa redonda")
    found = bench.catalog.versions(product)
    assert told(found) == [
        (Act.EDITED, {"product_name": ["Mesa", "Mesa redonda"]}),
        (Act.EXPORTED, {}),
        (Act.APPROVED, {}),
        (Act.MERGED, {"color_primary": ["Preto", "preto"]}),
        (Act.EDITED, {"color_primary": ["azul", "Preto"]}),
        (Act.EDITED, {"product_name": [card()["product_name"], "Mesa"]}),
        (Act.FINISHED, {}),
        (Act.ADDED, {}),
    ]
    assert found[1].facts == {"file": "fichas.csv"}
    assert found[3].facts == {"into": "preto"}
    assert found[-2].model == "m.gguf"
    assert [found[at].values for at in (-1, -2)] == [None, card()]
    assert found[4].values == card(product_name="Mesa", color_primary="Preto")
    assert found[0].values == values_of(bench, product)
    assert [one.at for one in found] == sorted((one.at for one in found), reverse=True)


def test_every_version_can_be_gone_back_to(bench: Bench) -> None:
    product, _ = bench.review("a.jpg")
    edit(bench, product, product_name="Mesa")
    edit(bench, product, color_primary="preto")
    bench.catalog.move_all([product], State.QUEUED)
    bench.catalog.claim_next()
    bench.finish(product, product_name="Banco", features_list=["dobrável", "leve"])
    edit(bench, product, description_long="Outro texto.")
    for version in bench.catalog.versions(product):
        if version.values is not None:
            bench.catalog.go_back(product, version.line, bench.catalog.product(product).version)
            assert values_of(bench, product) == version.values


def test_going_back_is_an_entry_and_is_undone(bench: Bench) -> None:
    product, _ = bench.approve("a.jpg")
    edit(bench, product, product_name="Mesa")
    bench.catalog.approve(product, bench.catalog.product(product).version)
    first = next(one for one in bench.catalog.versions(product) if one.act is Act.FINISHED)
    done = bench.catalog.go_back(product, first.line, bench.catalog.product(product).version)
    assert (values_of(bench, product), bench.catalog.product(product).state) == (card(), State.REVIEW)
    newest = bench.catalog.versions(product)[0]
    assert (newest.act, newest.changes) == (Act.WENT_BACK, {"product_name": ["Mesa", card()["product_name"]]})
    bench.catalog.undo(done.deed)
    assert values_of(bench, product) == card(product_name="Mesa")
    assert bench.catalog.product(product).state is State.APPROVED
    newest = bench.catalog.versions(product)[0]
    assert (newest.act, newest.turned) == (Act.UNDONE, Act.WENT_BACK)
    bench.catalog.redo()
    newest = bench.catalog.versions(product)[0]
    assert (newest.act, newest.turned) == (Act.REDONE, Act.WENT_BACK)


def test_going_back_overwrites_nobodys_edit(bench: Bench) -> None:
    product, version = bench.review("a.jpg")
    line = bench.catalog.versions(product)[0].line
    edit(bench, product, product_name="De outra pessoa")
    with pytest.raises(StaleEdit):
        bench.catalog.go_back(product, line, version)
    bench.catalog.move_all([product], State.QUEUED)
    with pytest.raises(IllegalMove):
        bench.catalog.go_back(product, line, version)


def test_before_the_first_card_there_is_none_to_go_back_to(bench: Bench) -> None:
    product, version = bench.review("a.jpg")
    with pytest.raises(IllegalMove):
        bench.catalog.go_back(product, bench.catalog.versions(product)[-1].line, version)


def test_what_an_older_program_did_not_keep_is_not_made_up(bench: Bench) -> None:
    product, _ = bench.review("a.jpg")
    edit(bench, product, product_name="Mesa")
    with bench.catalog._writing() as session:
        session.execute(update(HistoryTable).values(changes=None))
    edit(bench, product, color_primary="preto")
    versions = bench.catalog.versions(product)
    assert versions[0].values == card(product_name="Mesa", color_primary="preto")
    assert versions[-2].act is Act.FINISHED
    assert versions[-2].values == card(), "what the model wrote is known"


def test_why_it_failed_is_told(bench: Bench) -> None:
    product = bench.claim("a.jpg")
    bench.catalog.fail(product, "memory", {"needed": "6 GB"}, retryable=True)
    assert bench.catalog.versions(product)[0].facts == {"code": "memory", "facts": {"needed": "6 GB"}}
