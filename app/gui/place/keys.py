"""The keys of servers while the window is open: kept in the system's keyring, or in memory where it has none."""

from app.pipeline.endpoints import KeyringMissing, keep_key, key_for
from inference.endpoint.address import Address


class Keys:
    """All methods may take seconds and are called on threads that nobody waits for."""

    def __init__(self) -> None:
        self._given: dict[str, str] = {}

    def of(self, address: Address) -> str:
        """The key of a server; empty where there is none."""
        return self._given.get(address.url) or key_for(address)

    def keep(self, address: Address, key: str) -> None:
        """Keep a server's key from now on; an empty one forgets it.

        Raises:
            KeyringMissing: This system has no keyring; the key holds until the program ends.
        """
        self._given.pop(address.url, None)
        try:
            keep_key(address, key)
        except KeyringMissing:
            if not key:
                return
            self._given[address.url] = key
            raise
