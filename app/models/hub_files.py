"""What the Hub tells of a file and of a repository; plain data."""

from dataclasses import dataclass
from urllib.parse import urlsplit


def host_of(address: str) -> str:
    """Host and port of an address, without a name and a password."""
    return urlsplit(address).netloc.rpartition("@")[2]


@dataclass(frozen=True, slots=True)
class HubFile:
    """A file of one commit, as the Hub describes it.

    Attributes:
        repository: ``owner/name``.
        name: Its path there.
        commit: Of which it is.
        size: Bytes.
        sha256: In hexadecimal; empty for a small file that lies in git itself.
        url: Where it is fetched from; the Hub leads on from there.
        git_id: By which git knows the contents of such a file, in hexadecimal.
    """

    repository: str
    name: str
    commit: str
    size: int
    sha256: str
    url: str
    git_id: str = ""

    @property
    def digest(self) -> str:
        """What its contents are held to."""
        return self.sha256 or self.git_id

    @property
    def facts(self) -> dict[str, str]:
        """What errors about it tell."""
        return {"repository": self.repository, "name": self.name, "host": host_of(self.url)}


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file as a repository lists it.

    Attributes:
        name: Its path there.
        size: Bytes.
    """

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class HubListing:
    """What a repository says of itself.

    Attributes:
        repository: ``owner/name``.
        revision: That was asked for.
        host: That answered.
        files: All of them whose sizes are told.
        licence: Its tag, e.g. ``apache-2.0``; empty where there is none.
        licence_name: What the publisher calls it where the tag is ``other``.
        languages: Codes of those that the publisher names.
        context: Tokens that its models were trained to read at once; ``None`` where that is not told.
    """

    repository: str
    revision: str
    host: str
    files: tuple[ListedFile, ...]
    licence: str
    licence_name: str
    languages: tuple[str, ...]
    context: int | None
