"""The front at an address, until somebody ends it."""

import contextlib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

import uvicorn

from app.pipeline.storage import Storage
from app.server.broker import Post, make_celery
from app.server.errors import AddressTaken, CertificateWrong, NotWithoutKeys
from app.server.front.app import make_front
from app.server.front.following import Happenings
from app.server.front.services import Services
from app.server.keys import Keys
from app.server.records import Limits
from app.server.shelf import MEGA, Shelf
from app.server.tasks import Tasks
from app.server.vectors import Vectors
from inference.priority import settle_interpreter


@dataclass(frozen=True, slots=True)
class FrontOptions:
    """How the front serves.

    Attributes:
        host: Name or number of the address.
        port: 0 for any that is free.
        redis: Address of the Redis that holds the tasks.
        broker: Address of the broker: the same Redis, or a RabbitMQ.
        keys: File of the keys.
        largest: Megabytes that a photo may have.
        most_pixels: Megapixels that it may have.
        limits: How many tasks may wait, and how long what became of them is kept.
        certificate: For TLS, a PEM file; ``None`` for none.
        certificate_key: Its private key, where that is another file.
        slowest: Seconds that an upload may take.
        photos_kept: Seconds for which a photo is kept that nobody asks about.
    """

    host: str
    port: int
    redis: str
    broker: str
    keys: Path
    largest: int
    most_pixels: int
    limits: Limits
    certificate: Path | None = None
    certificate_key: Path | None = None
    slowest: float = 600.0
    photos_kept: float = 30 * 24 * 3600.0


def serve(options: FrontOptions, storage: Storage, version: str, ready: Callable[[str], None]) -> None:
    """Serve until somebody ends it (SIGTERM, SIGINT): answers that have begun are brought to their end.

    Args:
        options: How.
        storage: Where the photos go.
        version: Of the program.
        ready: Told the address, from when on connections wait to be served.

    Raises:
        NotWithoutKeys: Others than this computer would be served, and there is no key.
        KeysUnreadable: The keys cannot be read.
        CertificateWrong: The certificate cannot be used.
        AddressTaken: The address is not to be had.
    """
    _check_certificate(options)
    keys = Keys(options.keys)
    if not keys.all() and not _is_loopback(options.host):
        raise NotWithoutKeys(host=options.host)
    with (
        contextlib.closing(Tasks(options.redis, options.limits)) as tasks,
        contextlib.closing(Vectors(options.redis)) as vectors,
        listen(options) as listening,
    ):
        shelf = Shelf(storage, options.most_pixels)
        post = Post(make_celery(options.broker))
        times = (options.slowest, options.photos_kept)
        own = Services(tasks, Happenings(options.redis), shelf, vectors, keys, post, options.largest * MEGA, *times)
        config = uvicorn.Config(
            make_front(own, version),
            log_config=None,
            access_log=False,
            ssl_certfile=options.certificate,
            ssl_keyfile=options.certificate_key,
            timeout_graceful_shutdown=10,
        )
        scheme = "https" if options.certificate is not None else "http"
        host = f"[{options.host}]" if ":" in options.host else options.host
        settle_interpreter()
        ready(f"{scheme}://{host}:{listening.getsockname()[1]}")
        uvicorn.Server(config).run(sockets=[listening])


def listen(options: FrontOptions) -> socket.socket:
    """Listen at the address; connections wait there to be served.

    What is answered goes out at once: by itself the system would hold the second piece of an answer back until the
    first was acknowledged, which clients put off for 40 ms. The event loop sees to that only for sockets that say by
    name that they are TCP's, which none that is made with an address is.

    Raises:
        AddressTaken: The address is not to be had.
    """
    family = socket.AF_INET6 if ":" in options.host else socket.AF_INET
    try:
        listening = socket.create_server((options.host, options.port), family=family, backlog=1024)
    except OSError as error:
        address = f"{options.host}:{options.port}"
        raise AddressTaken(address=address, reason=error.strerror or str(error)) from error
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def _check_certificate(options: FrontOptions) -> None:
    if options.certificate is None:
        return
    try:
        # A key with a password would have somebody asked for it, where nobody sits.
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(options.certificate, options.certificate_key, str)
    except OSError as error:
        raise CertificateWrong(path=str(options.certificate), reason=error.strerror or str(error)) from error


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
