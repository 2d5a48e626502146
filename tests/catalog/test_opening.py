"""Opening, closing, and everything that can be wrong with the folder."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from app.catalog import schema
from app.catalog.catalog import FILE_NAME, Catalog
from app.catalog.errors import (
    CatalogueDamaged,
    CatalogueInUse,
    CatalogueMissing,
    CatalogueTooNew,
    CatalogueUnwritable,
    StorageFull,
)
from app.catalog.tables import Base
from app.catalog.upgrade import configuration
from app.catalog.words import INDEX
from app.domain.states import State
from tests.catalog.bench import Bench, Clock, preparation


def test_a_folder_that_is_not_there_is_made(tmp_path: Path, clock: Clock) -> None:
    folder = tmp_path / "a" / "b 100% ção"
    with Catalog.open(folder, clock=clock) as catalog:
        assert catalog.folder == folder
        assert catalog.product_ids() == []
    assert (folder / FILE_NAME).exists()


def test_migrations_and_models_agree(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'c.sqlite3'}")
    config = configuration()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        ours = {"compare_type": True, "include_name": lambda name, kind, _parents: not is_index_part(name, kind)}
        context = MigrationContext.configure(connection, opts=ours)
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def is_index_part(name: str | None, kind: str) -> bool:
    """Whether something is SQLite's own part of the index of words."""
    return kind == "table" and (name or "").startswith(INDEX)


def test_the_newest_step_is_the_one_that_is_written_down() -> None:
    assert ScriptDirectory.from_config(configuration()).get_current_head() == schema.HEAD


def test_a_current_catalogue_opens_without_alembic(folder: Path) -> None:
    program = (
        "import sys; from datetime import UTC, datetime; from pathlib import Path\n"
        "from app.catalog.catalog import Catalog\n"
        f"Catalog.open(Path({str(folder)!r}), clock=lambda: datetime.now(UTC)).close()\n"
        "sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_what_was_there_is_there_again(bench: Bench) -> None:
    ids = [bench.approve("a.jpg")[0], bench.review("b.jpg")[0], *bench.add("c.jpg")]
    before = [bench.catalog.product(product_id) for product_id in ids]
    bench.catalog.close()
    with Catalog.open(bench.catalog.folder, clock=bench.clock) as again:
        assert [again.product(product_id) for product_id in ids] == before


def test_closing_empties_the_log_and_is_harmless_twice(bench: Bench) -> None:
    bench.review("a.jpg")
    folder = bench.catalog.folder
    assert (folder / f"{FILE_NAME}-wal").stat().st_size > 0
    bench.catalog.close()
    bench.catalog.close()
    assert not (folder / f"{FILE_NAME}-wal").exists()
    with pytest.raises(RuntimeError, match="closed"):
        bench.catalog.product_ids()


def test_a_checkpoint_moves_the_log_into_the_file(bench: Bench) -> None:
    path = bench.catalog.folder / FILE_NAME
    bench.catalog.add_photos([Path(f"/fotos/{number}.jpg") for number in range(2000)])
    before = path.stat().st_size  # commits alone leave the file as it is
    bench.catalog.checkpoint()
    assert path.stat().st_size > before


def test_one_program_at_a_time(bench: Bench) -> None:
    with pytest.raises(CatalogueInUse):
        Catalog.open(bench.catalog.folder, clock=bench.clock)
    folder = bench.catalog.folder
    bench.catalog.close()
    Catalog.open(folder, clock=bench.clock).close()


def test_exporting_works_beside_the_window(bench: Bench) -> None:
    approved, _ = bench.approve("a.jpg")
    running = bench.claim("b.jpg")
    with Catalog.open(bench.catalog.folder, clock=bench.clock, exclusive=False) as beside:
        rows = list(beside.approved_for_export())
        assert [row.product_id for row in rows] == [approved]
        assert len(beside.mark_exported(rows).ids) == 1
        assert beside.product(running).state is State.GENERATING  # nobody recovers what is running
    assert bench.catalog.product(approved).state is State.EXPORTED


def test_only_the_window_makes_a_catalogue(tmp_path: Path, clock: Clock) -> None:
    with pytest.raises(CatalogueMissing):
        Catalog.open(tmp_path / "nada", clock=clock, exclusive=False)
    assert not (tmp_path / "nada").exists()


def test_a_newer_catalogue_is_left_alone(folder: Path, clock: Clock) -> None:
    connection = sqlite3.connect(folder / FILE_NAME)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    with pytest.raises(CatalogueTooNew) as caught:
        Catalog.open(folder, clock=clock)
    assert caught.value.facts["version"] == "9999"
    with pytest.raises(CatalogueTooNew):  # and the lock was let go
        Catalog.open(folder, clock=clock)


@pytest.mark.parametrize(
    "content", [b"this is not a database, but it is long enough to be one\n" * 100, b"SQLite format"]
)
def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path, clock: Clock, content: bytes) -> None:
    (tmp_path / FILE_NAME).write_bytes(content)
    for exclusive in (True, False):
        with pytest.raises(CatalogueDamaged):
            Catalog.open(tmp_path, clock=clock, exclusive=exclusive)
    assert (tmp_path / FILE_NAME).read_bytes() == content


def test_another_programs_database_is_left_as_it_is(tmp_path: Path, clock: Clock) -> None:
    connection = sqlite3.connect(tmp_path / FILE_NAME)
    connection.execute("CREATE TABLE recipe (id INTEGER)")
    connection.commit()
    connection.close()
    before = (tmp_path / FILE_NAME).read_bytes()
    with pytest.raises(CatalogueDamaged):
        Catalog.open(tmp_path, clock=clock)
    assert (tmp_path / FILE_NAME).read_bytes() == before


def test_broken_pages_are_told_as_damage(bench: Bench) -> None:
    bench.review("a.jpg")
    folder = bench.catalog.folder
    bench.catalog.close()
    data = bytearray((folder / FILE_NAME).read_bytes())
    data[8192:] = b"\xff" * (len(data) - 8192)
    (folder / FILE_NAME).write_bytes(data)
    with pytest.raises(CatalogueDamaged):
        _look_at_everything(folder, bench.clock)


def _look_at_everything(folder: Path, clock: Clock) -> None:
    with Catalog.open(folder, clock=clock) as catalog:
        catalog.rows(catalog.product_ids())


def test_a_file_in_place_of_the_folder(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "file").write_text("x")
    for folder in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(CatalogueUnwritable):
            Catalog.open(folder, clock=clock)


def test_a_folder_in_place_of_the_file(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / FILE_NAME).mkdir()
    with pytest.raises(CatalogueUnwritable):
        Catalog.open(tmp_path, clock=clock)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(folder: Path, clock: Clock) -> None:
    folder.chmod(0o500)
    try:
        with pytest.raises(CatalogueUnwritable):
            Catalog.open(folder, clock=clock)
    finally:
        folder.chmod(0o700)


def test_a_full_disk_is_told_and_nothing_is_lost(bench: Bench) -> None:
    kept = bench.add("a.jpg")
    _limit_pages(bench.catalog)
    with pytest.raises(StorageFull):
        bench.catalog.add_photos([Path(f"/fotos/{number}.jpg") for number in range(5000)])
    assert bench.catalog.product_ids() == kept
    bench.catalog.approve(*_review(bench, kept[0]))  # there is room for what is small
    assert bench.catalog.counts()[State.APPROVED] == 1


def _limit_pages(catalog: Catalog) -> None:
    """Let the file grow by a few pages only, which SQLite reports as it does a full disk."""
    with catalog._writing() as session:
        pages = session.scalar(text("PRAGMA page_count"))
    for connection in [catalog._database._engine.raw_connection() for _ in range(4)]:
        connection.cursor().execute(f"PRAGMA max_page_count={pages + 20}")
        connection.close()


def _review(bench: Bench, product_id: int) -> tuple[int, int]:
    (photo,) = bench.catalog.unprepared(1)
    bench.catalog.prepared(photo.id, preparation("a"))
    assert bench.catalog.claim_next() is not None
    return product_id, bench.finish(product_id)


def test_half_written_pictures_are_swept_away(folder: Path, clock: Clock) -> None:
    (folder / "photos").mkdir()
    (folder / "photos" / ".abc.part").write_bytes(b"half")
    (folder / "photos" / "whole.png").write_bytes(b"whole")
    Catalog.open(folder, clock=clock).close()
    assert [path.name for path in (folder / "photos").iterdir()] == ["whole.png"]
