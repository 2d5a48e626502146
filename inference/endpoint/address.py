"""Where a server is: what a person types → one spelling of it."""

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from inference.endpoint.errors import AddressWrong

_VERSION = re.compile(r"v\d+\w*")
_PAGES = ("/chat/completions", "/completions", "/models")


@dataclass(frozen=True, slots=True)
class Address:
    """A server's address, without credentials.

    Attributes:
        url: Where its paths begin, e.g. ``http://localhost:8080/v1``; no slash at the end.
        host: Host, and port where one was said, e.g. ``localhost:8080``.
        local: Whether it is this very machine.
    """

    url: str
    host: str
    local: bool

    @property
    def exposed(self) -> bool:
        """Whether photos would travel unencrypted to another machine."""
        return self.url.startswith("http://") and not self.local


def address_of(text: str) -> Address:
    """Read an address that a person typed.

    A missing scheme is ``http`` for this machine and ``https`` for others; a missing version is ``/v1``; slashes at the
    end, and the path of a page below (``/chat/completions``), do not matter.

    Raises:
        AddressWrong: It is none, or holds a password: keys have a place of their own.
    """
    said = text.strip()
    try:
        parts = urlsplit(said if "://" in said else f"http://{said}")
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise AddressWrong(str(error), address=said) from error
    if "@" in parts.netloc:
        raise AddressWrong("credentials in an address", address=_without_credentials(parts))
    if not _is_host(host) or parts.scheme not in {"http", "https"} or parts.query or parts.fragment:
        raise AddressWrong("not an address", address=said)
    local = _is_local(host)
    scheme = parts.scheme if "://" in said or local else "https"
    named = f"[{host}]" if ":" in host else host
    place = named if port is None else f"{named}:{port}"
    return Address(f"{scheme}://{place}{_path(parts.path)}", place, local)


def _path(path: str) -> str:
    path = re.sub("/+", "/", path).rstrip("/")
    for page in _PAGES:
        path = path.removesuffix(page)
    versioned = any(_VERSION.fullmatch(part) for part in path.split("/"))
    return path if versioned else f"{path}/v1"


def _is_host(host: str) -> bool:
    return bool(host) and not re.search(r"[\s/\\<>\"'{}|^`]", host)


def _is_local(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _without_credentials(parts: SplitResult) -> str:
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
