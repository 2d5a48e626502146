"""A real RabbitMQ of the tests' own: on loopback, on free ports, in a temporary folder."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kombu import Connection

from tests.server.house import free_port

_DEBIAN = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")
"""What Debian's own command of this name calls, once it has seen that a certain user does."""


def rabbitmq_program() -> str | None:
    """The program, where it is installed."""
    return str(_DEBIAN) if _DEBIAN.exists() else shutil.which("rabbitmq-server")


@contextmanager
def running_rabbitmq(program: str, folder: Path) -> Iterator[str]:
    """Start it and wait until it answers; gives its address, and ends it afterwards."""
    port = free_port()
    environment = _environment(folder, port)
    with (folder / "output").open("w", encoding="utf-8") as output:
        process = subprocess.Popen([program], env=environment, stdout=output, stderr=subprocess.STDOUT)
        address = f"amqp://guest:guest@127.0.0.1:{port}//"
        try:
            with Connection(address) as connection:
                connection.ensure_connection(max_retries=200, interval_start=0.2, interval_step=0)
            yield address
        finally:
            process.terminate()
            process.wait()
            # What Erlang's nodes find each other by outlives them, and does not end before they have left it.
            subprocess.run(["epmd", "-kill"], env=environment, check=False, stdout=output, stderr=output)


def _environment(folder: Path, port: int) -> dict[str, str]:
    """Has it keep everything in a folder, and listen nowhere else."""
    (folder / "plugins").write_text("[].\n", encoding="utf-8")
    return {
        **os.environ,
        "HOME": str(folder),
        "ERL_EPMD_ADDRESS": "127.0.0.1",
        "ERL_EPMD_PORT": str(free_port()),
        "RABBITMQ_CONF_ENV_FILE": str(folder / "none"),
        "RABBITMQ_DIST_PORT": str(free_port()),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "plugins"),
        "RABBITMQ_LOG_BASE": str(folder / "log"),
        "RABBITMQ_MNESIA_BASE": str(folder / "data"),
        "RABBITMQ_NODENAME": "fichario@localhost",
        "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1",
        "RABBITMQ_NODE_PORT": str(port),
        "RABBITMQ_PID_FILE": str(folder / "pid"),
    }
