"""Where a shared catalogue is: the address of a database on a PostgreSQL server.

``postgresql://ana@servidor:5432/fichario?sslmode=require``, as PostgreSQL's own programs write it. A password may
stand in it, but is told to nobody: what is shown, logged and kept is :attr:`ServerAddress.url`, which has none. Does
not load the database: help would wait for it.
"""

from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Final, Self, TypeAlias
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from app.errors import Failure


class AddressInvalid(Failure):
    """This is no address of a catalogue on a server. Facts: ``address``, without what may be a password."""

    code = "catalogue.address"


_SCHEMES: Final = ("postgresql", "postgres")
_PORT: Final = 5432
_SSL: Final = ("prefer", "disable", "require", "verify-full")


@dataclass(frozen=True, slots=True)
class ServerAddress:
    """A database on a PostgreSQL server, and who one is there.

    Attributes:
        host: Name or number of the machine.
        database: Its name on the server.
        user: Who one is there; ``""`` for whoever the operating system says.
        port: Where the server listens.
        sslmode: ``prefer`` (encrypted where the server can), ``disable``, ``require`` or ``verify-full``, which also
            makes sure that it is this very server.
        password: Where one stands in the address.
    """

    host: str
    database: str
    user: str = ""
    port: int = _PORT
    sslmode: str = _SSL[0]
    password: str = field(default="", repr=False)

    @classmethod
    def of(cls, text: str) -> Self:
        """Understand an address.

        Raises:
            AddressInvalid: It is none.
        """
        try:
            parts = urlsplit(text.strip())
            port = parts.port or _PORT
        except ValueError as error:
            raise AddressInvalid(address=_shown(text)) from error
        options = dict(parse_qsl(parts.query, keep_blank_values=True))
        sslmode = options.pop("sslmode", _SSL[0])
        database = unquote(parts.path.removeprefix("/"))
        if not is_address(text) or not parts.hostname or not database or options or sslmode not in _SSL:
            raise AddressInvalid(address=_shown(text))
        return cls(parts.hostname, database, _said(parts.username), port, sslmode, _said(parts.password))

    @property
    def url(self) -> str:
        """The address without the password."""
        user = f"{quote(self.user, safe='')}@" if self.user else ""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORT else f":{self.port}"
        options = "" if self.sslmode == _SSL[0] else f"?sslmode={self.sslmode}"
        return f"postgresql://{user}{host}{port}/{quote(self.database, safe='')}{options}"

    @property
    def shown(self) -> str:
        """The address without who one is there, as short as it can be said."""
        whole = replace(self, user="", password="").url
        return whole if "?" in whole else whole.partition("://")[2]

    @property
    def folder_name(self) -> str:
        """A name for the folder of what this computer keeps of the catalogue, which no other catalogue has."""
        whole = f"{self.host.lower()}:{self.port}/{self.database}"
        plain = "".join(letter if letter.isalnum() else "-" for letter in self.database)[:40]
        return f"{plain}-{sha256(whole.encode()).hexdigest()[:12]}"


Place: TypeAlias = Path | ServerAddress
"""Where a catalogue is: a folder of this computer, or a server."""


def is_address(text: str) -> bool:
    """Whether a text means a server rather than a folder."""
    scheme, found, _ = text.strip().partition("://")
    return bool(found) and scheme.lower() in _SCHEMES


def place_of(text: str) -> Place:
    """What a person means who names a catalogue.

    Raises:
        AddressInvalid: It begins like an address and is none.
    """
    return ServerAddress.of(text) if is_address(text) else Path(text)


def _said(part: str | None) -> str:
    return unquote(part or "")


def _shown(text: str) -> str:
    """An address that was not understood, without what may be a password."""
    head, at, tail = text.strip().rpartition("@")
    scheme = head.partition("://")[0]
    return f"{scheme}://…{at}{tail}" if at else tail
