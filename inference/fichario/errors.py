"""What can go wrong while a Fichário server reads photos, beside what can with any server.

::

    EndpointError
    ├── ServerAway
    │   ├── NoReaders       the server is there, but nobody who reads    → wait
    │   └── ServerFull      it has no room for another photo             → wait
    ├── NotFichario         (a NotAnEndpoint) another server answers     → correct the address, or say what it is
    ├── ServerOld           it does not know the question                → have it updated
    ├── KeyForOther         the key is for something else                → another key
    └── ServerSays          whatever the server itself says is wrong     → its own remedy
"""

from inference.endpoint.errors import EndpointError, NotAnEndpoint, ServerAway


class NoReaders(ServerAway):
    """No worker of the server is there now, or none any more that has the model. Facts: ``host``."""

    code = "endpoint.no_readers"


class ServerFull(ServerAway):
    """The server has no room for another photo. Facts: ``host``."""

    code = "endpoint.full"


class NotFichario(NotAnEndpoint):
    """Somebody answers, but no Fichário server. Facts: ``host``, ``status``."""

    code = "endpoint.not_fichario"


class ServerOld(EndpointError):
    """The server is of a version that cannot be asked so. Facts: ``host``."""

    code = "endpoint.old"
    blameless = True


class KeyForOther(EndpointError):
    """The key is good, but not for this. Facts: ``host``, ``scope``."""

    code = "endpoint.scope"
    blameless = True


class ServerSays(EndpointError):
    """What the server says of a request or of a task. Facts: ``host``, and its own.

    Attributes:
        code: The server's own.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
