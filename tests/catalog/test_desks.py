"""Several people at one catalogue, each at a desk of their own."""

import socket
from pathlib import Path

import pytest

from app.catalog.address import ServerAddress
from app.catalog.errors import StaleEdit
from app.catalog.rows import Act
from app.catalog.server_errors import CatalogueAway
from app.domain.states import IllegalMove, State
from tests.catalog.bench import Bench, Clock, card, preparation
from tests.catalog.conftest import Desk
from tests.postgresql import Cluster


def lose(cluster: Cluster, address: ServerAddress, who: str) -> None:
    """Let a desk be one that nobody has heard of for two minutes."""
    late = "UPDATE desk SET seen_at = now() - interval '2 minutes' WHERE who = :who"
    cluster.run(late, database=address.database, who=who)


def test_whoever_comes_leaves_alone_what_others_generate(desks: Desk, clock: Clock) -> None:
    ana = Bench(desks("ana"), clock)
    first, second = ana.queue("a.jpg", "b.jpg")
    assert ana.catalog.claim_next() is not None
    rui = desks("rui")
    assert rui.product(first).state is State.GENERATING
    job = rui.claim_next()
    assert job is not None
    assert job.product_id == second
    with pytest.raises(IllegalMove):
        rui.finish(first, card(), {}, {}, {})
    ana.finish(first)
    assert [line.act for line in rui.history(first)][-1] is Act.FINISHED


def test_what_a_lost_desk_left_behind_is_queued_again(
    desks: Desk, clock: Clock, cluster: Cluster, server_address: ServerAddress
) -> None:
    ana = Bench(desks("ana"), clock)
    product = ana.claim("a.jpg")
    rui = desks("rui")
    rui.beat()
    assert rui.product(product).state is State.GENERATING
    lose(cluster, server_address, "ana")
    rui.beat()
    assert rui.product(product).state is State.QUEUED
    assert rui.claim_next() is not None
    with pytest.raises(IllegalMove):
        ana.finish(product)
    rui.finish(product, card(), {}, {}, {})
    assert ana.catalog.product(product).state is State.REVIEW


def test_a_desk_that_leaves_keeps_nothing(desks: Desk, clock: Clock) -> None:
    ana = Bench(desks("ana"), clock)
    product = ana.claim("a.jpg")
    rui = desks("rui")
    ana.catalog.close()
    rui.beat()
    assert rui.product(product).state is State.QUEUED


def test_a_desk_that_everybody_had_forgotten_is_one_again(
    desks: Desk, cluster: Cluster, server_address: ServerAddress
) -> None:
    ana, rui = desks("ana"), desks("rui")
    cluster.run("DELETE FROM desk WHERE who = 'ana'", database=server_address.database)
    (product,) = ana.add_photos([Path("/fotos/a.jpg")]).ids
    ana.beat(product)
    ana.beat(product)
    assert rui.beat().working == {product: "ana"}


def test_what_others_change_is_heard_and_what_one_does_oneself_is_not(desks: Desk) -> None:
    ana, rui = desks("ana"), desks("rui")
    assert rui.beat().changed, "what happened before it listened, nobody knows"
    assert not rui.beat().changed
    ana.add_photos([Path("/fotos/a.jpg")])
    assert any(rui.beat().changed for _ in range(1000)), "the server tells it when it finds the time"
    assert not rui.beat().changed
    rui.add_photos([Path("/fotos/b.jpg")])
    assert not rui.beat().changed


def test_who_works_on_what_is_seen_while_they_do(
    desks: Desk, clock: Clock, cluster: Cluster, server_address: ServerAddress
) -> None:
    ana, rui = Bench(desks("ana"), clock), desks("rui")
    product, _ = ana.review("a.jpg")
    assert ana.catalog.beat(product).working == {}
    assert rui.beat().working == {product: "ana"}
    ana.catalog.beat(None)
    assert rui.beat().working == {}
    ana.catalog.beat(product)
    lose(cluster, server_address, "ana")
    assert rui.beat().working == {}


def test_the_second_save_is_told_and_the_history_knows_whose_was_the_first(desks: Desk, clock: Clock) -> None:
    ana, rui = Bench(desks("ana"), clock), desks("rui")
    product, version = ana.review("a.jpg")
    ana.catalog.save_values(product, card(product_name="De Ana"), version)
    with pytest.raises(StaleEdit) as caught:
        rui.save_values(product, card(color_primary="verde"), version)
    rui.save_values(product, card(product_name="De Ana", color_primary="verde"), caught.value.version)
    assert [line.who for line in rui.history(product)][-2:] == ["ana", "rui"]


def test_a_server_that_is_away_is_told_at_once_and_found_again(desks: Desk, clock: Clock, cluster: Cluster) -> None:
    ana = Bench(desks("ana"), clock)
    product, version = ana.review("a.jpg")
    ana.catalog.beat(product)
    cluster.stop()
    try:
        for _ in range(3):
            with pytest.raises(CatalogueAway):
                ana.catalog.save_values(product, card(product_name="Outro"), version)
            with pytest.raises(CatalogueAway):
                ana.catalog.beat(product)
    finally:
        cluster.start()
    assert ana.catalog.beat(product).changed
    ana.catalog.save_values(product, card(product_name="Outro"), version)
    assert ana.catalog.rows([product])[0].name == "Outro"


def test_a_pasted_picture_is_seen_at_every_desk(desks: Desk) -> None:
    ana, rui = desks("ana"), desks("rui")
    (product,) = ana.add_stored_photo(b"png", ".png").ids
    (photo,) = rui.product(product).photos
    assert photo.path.is_relative_to(rui.folder)
    rui.fetch(photo.path)
    assert photo.path.read_bytes() == b"png"
    assert rui.add_stored_photo(b"png", ".png").already == 1


def test_a_computer_reads_its_own_photos_and_generates_from_those_it_sees(
    desks: Desk, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = Bench(desks("ana"), clock)
    there, another = tmp_path / "b.jpg", tmp_path / "c.jpg"
    there.write_bytes(str(there).encode())
    another.write_bytes(b"a photo of his under a path that she has, too")
    hidden, _, seen = ana.catalog.add_photos([Path("/so/aqui/a.jpg"), another, there]).ids
    monkeypatch.setattr(socket, "gethostname", lambda: "outro")
    rui = desks("rui")
    assert rui.unprepared(9) == []
    for photo in ana.catalog.unprepared(9):
        ana.catalog.prepared(photo.id, preparation(str(photo.path)))
    claimed = [rui.claim_next(), rui.claim_next()]
    assert [job and job.product_id for job in claimed] == [seen, None]
    job = ana.catalog.claim_next()
    assert job is not None
    assert job.product_id == hidden


def test_each_desk_fills_a_shelf_of_its_own(desks: Desk, clock: Clock) -> None:
    ana, rui = Bench(desks("ana"), clock), desks("rui")
    product, _ = ana.review("a.jpg")
    (photo,) = ana.catalog.product(product).photos
    ana.catalog.adopt_shelf("dela", "clip")
    rui.adopt_shelf("dele", "clip")
    ana.catalog.keep_vectors("clip", {photo.id: b"1234"})
    for catalog in (ana.catalog, rui):
        (waiting,) = catalog.waiting_vectors("clip", 9)
        assert (waiting.photo_id, waiting.data) == (photo.id, b"1234")
        catalog.shelved([waiting.id])
        assert catalog.waiting_vectors("clip", 9) == []
        assert catalog.shelved_count() == 1
    ana.catalog.keep_vectors("clip", {photo.id: b"5678"})
    assert [waiting.data for waiting in rui.waiting_vectors("clip", 9)] == [b"5678"]
    rui.adopt_shelf("novo", "clip")
    assert len(rui.waiting_vectors("clip", 9)) == 1
