"""A real PostgreSQL server of the tests' own: on loopback, on a free port, in a temporary folder."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pg8000.native
import pytest

from app.catalog.address import ServerAddress
from app.catalog.shared import SharedCatalog

OWNER, GUARDED, PASSWORD = "fichario", "ana", "se nha:@/"
_BLANK = "blank"
_LOGGED_COPIES = 150000
_HBA = f"host all {GUARDED} 127.0.0.1/32 scram-sha-256\nhost all all 127.0.0.1/32 trust\n"
_OPTIONS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "shared_buffers": "32MB",
    "autovacuum": "off",
    "jit": "off",
}


@dataclass
class Cluster:
    """A server with nothing on it but what tests ask for.

    Attributes:
        programs: Where the server's programs are.
        folder: Its data.
        port: Where it listens.
    """

    programs: Path
    folder: Path
    port: int

    def __post_init__(self) -> None:
        self._numbers = count()
        self._copying = ""

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = {**_OPTIONS, "port": str(self.port)}
        settings = " ".join(f"-c {name}='{value}'" for name, value in options.items())
        self._run("pg_ctl", "start", "-w", "-s", "-l", str(self.folder / "log"), "-o", settings)

    def stop(self) -> None:
        """Stop it, whoever is connected."""
        self._run("pg_ctl", "stop", "-w", "-s", "-m", "fast")

    def make(self) -> None:
        """Make its data."""
        self._run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
        (self.folder / "data" / "pg_hba.conf").write_text(_HBA)

    def fill(self) -> None:
        """Make its people, and a database with an empty catalogue to copy for each test."""
        self.run(f"CREATE ROLE {OWNER} LOGIN", f"CREATE ROLE {GUARDED} LOGIN PASSWORD '{PASSWORD}'")
        self.run(f"GRANT {OWNER} TO {GUARDED}")
        self.run(f"CREATE DATABASE {_BLANK} OWNER {OWNER}")
        # Since 15 a server writes a copy into its log first, unless told otherwise: safer, and twice as long.
        (number,) = self.run("SHOW server_version_num")[0]
        self._copying = "STRATEGY FILE_COPY" if int(number) >= _LOGGED_COPIES else ""
        home = self.folder / "home"
        SharedCatalog.connect(self.address(_BLANK), "", home, clock=lambda: datetime.now(UTC)).close()

    def address(self, database: str, user: str = OWNER, sslmode: str = "disable") -> ServerAddress:
        """Where a database is; unless said otherwise, nobody makes ready for encryption, which this server has not."""
        return ServerAddress("127.0.0.1", database, user, self.port, sslmode)

    def run(self, *statements: str, database: str = "postgres", **values: str) -> list[Any]:
        """Have statements done by whoever may do everything; what the last one gives."""
        found: list[Any] = []
        with closing(
            pg8000.native.Connection("postgres", "127.0.0.1", database, self.port, ssl_context=False)
        ) as asked:
            for statement in statements:
                found = asked.run(statement, **values)
        return found

    @contextmanager
    def database(self, template: str = _BLANK) -> Iterator[ServerAddress]:
        """A database of its own, with an empty catalogue."""
        name = f"test_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} OWNER {OWNER} TEMPLATE {template} {self._copying}")
        try:
            yield self.address(name)
        finally:
            self.run(f"DROP DATABASE {name} WITH (FORCE)")

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self.programs / program), *arguments, "-D", str(self.folder / "data")]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/", **_unprivileged())


def _unprivileged() -> dict[str, Any]:
    """Who is to run the server: it refuses to be run by root."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return {}
    import pwd  # noqa: PLC0415 - which Windows has not

    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    one = names.get("postgres") or names["nobody"]
    return {"user": one.pw_uid, "group": one.pw_gid, "extra_groups": []}


def _programs() -> Path | None:
    """Where the server's programs are; Debian keeps them apart, a folder for each version."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).parent
    return max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name), default=None)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A running server, one for each process that runs tests."""
    programs = _programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    with tempfile.TemporaryDirectory(prefix="fichario-postgresql-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if owner := _unprivileged():
            os.chown(folder, owner["user"], owner["group"])
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        made = Cluster(programs, folder, port)
        made.make()
        made.start()
        try:
            made.fill()
            yield made
        finally:
            made.stop()


@pytest.fixture
def server_address(cluster: Cluster) -> Iterator[ServerAddress]:
    """A database with an empty catalogue."""
    with cluster.database() as made:
        yield made
