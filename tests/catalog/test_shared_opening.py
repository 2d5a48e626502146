"""Opening a catalogue on a server, and everything that can be wrong with that."""

import socket
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import delete

from app.catalog.address import ServerAddress
from app.catalog.catalog import Catalog
from app.catalog.errors import CatalogueDamaged, CatalogueInUse, CatalogueMissing, CatalogueTooNew
from app.catalog.server_database import ServerDatabase
from app.catalog.server_errors import (
    CatalogueAway,
    CatalogueForbidden,
    CatalogueNoDatabase,
    CatalogueRefused,
    CatalogueTooOld,
)
from app.catalog.shared import SharedCatalog
from app.catalog.tables import Base, HistoryTable
from app.catalog.upgrade import configuration, migrate
from tests.catalog.bench import Bench, Clock
from tests.catalog.conftest import desk
from tests.postgresql import GUARDED, PASSWORD, Cluster


def connect(address: ServerAddress, folder: Path, password: str = "", *, exclusive: bool = True) -> Catalog:
    return SharedCatalog.connect(address, password, folder, clock=Clock(), exclusive=exclusive)


def test_an_empty_database_becomes_a_catalogue(cluster: Cluster, tmp_path: Path) -> None:
    with cluster.database("template1") as address:
        with pytest.raises(CatalogueMissing):
            connect(address, tmp_path, exclusive=False)
        with connect(address, tmp_path) as catalog:
            assert catalog.product_ids() == []
            assert catalog.name == f"{address.database} · 127.0.0.1"
        connect(address, tmp_path, exclusive=False).close()


def test_what_was_there_is_there_again(server_address: ServerAddress, tmp_path: Path, clock: Clock) -> None:
    with desk(server_address, tmp_path, clock) as catalog:
        product, _ = Bench(catalog, clock).approve("a.jpg")
        before = catalog.product(product)
    with desk(server_address, tmp_path, clock) as again:
        assert again.product(product) == before


def test_migrations_and_models_agree(server_address: ServerAddress, tmp_path: Path, clock: Clock) -> None:
    def ours(name: str | None, kind: str, parents: object) -> bool:
        """Whether something is of the models: the index of words is the database's own."""
        return (kind, name) not in {("column", "words"), ("index", "ix_search_words")}

    with desk(server_address, tmp_path, clock) as catalog, catalog._database.connecting() as connection:
        options = {"compare_type": True, "include_name": ours}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata) == []


@pytest.mark.parametrize("password", ["", "outra"])
def test_who_does_not_know_the_password_is_not_let_in(
    cluster: Cluster, server_address: ServerAddress, tmp_path: Path, password: str
) -> None:
    guarded = cluster.address(server_address.database, GUARDED)
    with pytest.raises(CatalogueRefused) as caught:
        connect(guarded, tmp_path, password)
    assert caught.value.facts["path"] == guarded.url
    connect(guarded, tmp_path, PASSWORD).close()


def test_a_database_that_is_not_there(cluster: Cluster, tmp_path: Path) -> None:
    with pytest.raises(CatalogueNoDatabase) as caught:
        connect(cluster.address("nenhum"), tmp_path)
    assert caught.value.facts["database"] == "nenhum"


def test_encryption_is_preferred_or_insisted_on(
    cluster: Cluster, server_address: ServerAddress, tmp_path: Path
) -> None:
    connect(cluster.address(server_address.database, sslmode="prefer"), tmp_path).close()
    for mode in ("require", "verify-full"):
        with pytest.raises(CatalogueAway) as caught:
            connect(cluster.address(server_address.database, sslmode=mode), tmp_path)
        assert "SSL" in caught.value.facts["reason"]


def test_nobody_listens(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(CatalogueAway):
        connect(ServerAddress("127.0.0.1", "f", "ana", port), tmp_path)


def test_who_may_not_make_tables_is_told(cluster: Cluster, tmp_path: Path) -> None:
    cluster.run("DROP ROLE IF EXISTS visita", "CREATE ROLE visita LOGIN")
    with cluster.database("template1") as address, pytest.raises(CatalogueForbidden) as caught:
        connect(cluster.address(address.database, "visita"), tmp_path)
    assert "permission denied" in caught.value.facts["reason"]


def test_another_programs_database_is_left_as_it_is(cluster: Cluster, tmp_path: Path) -> None:
    with cluster.database("template1") as address:
        cluster.run(
            "CREATE TABLE recipe (id integer)", f"GRANT ALL ON recipe TO {address.user}", database=address.database
        )
        with pytest.raises(CatalogueDamaged):
            connect(address, tmp_path)
        assert cluster.run("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", database=address.database) == [
            [1]
        ]


def test_a_newer_catalogue_is_left_alone(cluster: Cluster, server_address: ServerAddress, tmp_path: Path) -> None:
    cluster.run("UPDATE alembic_version SET version_num = '9999'", database=server_address.database)
    for error in (CatalogueTooNew, CatalogueTooNew):  # and the lock was let go
        with pytest.raises(error) as caught:
            connect(server_address, tmp_path)
        assert caught.value.facts["version"] == "9999"


def test_an_older_one_is_brought_up_to_date_only_when_somebody_says_so(cluster: Cluster, tmp_path: Path) -> None:
    with cluster.database("template1") as address:
        database = ServerDatabase(address, "")
        config = configuration()
        with database.connecting() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "0009")
        with pytest.raises(CatalogueTooOld):
            connect(address, tmp_path)
        migrate(database)
        database.close()
        connect(address, tmp_path).close()


def test_one_program_of_a_computer_at_a_time(server_address: ServerAddress, tmp_path: Path) -> None:
    with connect(server_address, tmp_path):
        with pytest.raises(CatalogueInUse):
            connect(server_address, tmp_path)
        connect(server_address, tmp_path, exclusive=False).close()
        connect(server_address, tmp_path / "outra mesa").close()


def test_a_failed_transaction_did_nothing_and_the_next_one_works(server_address: ServerAddress, tmp_path: Path) -> None:
    with connect(server_address, tmp_path) as catalog:
        kept = catalog.add_photos([Path("/a.jpg")]).ids
        with pytest.raises(ZeroDivisionError):
            _forget_and_fail(catalog)
        assert len(catalog.history(kept[0])) == 1


def _forget_and_fail(catalog: Catalog) -> None:
    with catalog._writing() as session:
        session.execute(delete(HistoryTable))
        raise ZeroDivisionError


def test_after_closing_nothing_is_done(server_address: ServerAddress, tmp_path: Path) -> None:
    catalog = connect(server_address, tmp_path)
    catalog.close()
    catalog.close()
    with pytest.raises(RuntimeError, match="closed"):
        catalog.product_ids()
