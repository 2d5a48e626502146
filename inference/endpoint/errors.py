"""What can go wrong while a server reads photos.

::

    EndpointError           (an InferenceError)
    ├── AddressWrong        what was typed is no address                 → correct it
    ├── ServerAway          it cannot answer now, whatever it is asked   → wait
    │   ├── Unreachable     nobody answers there                         → start the server, look at the network
    │   ├── NotReady        it starts, or a gateway finds nobody behind  → wait
    │   └── RateLimited     it has too much to do                        → later, or fewer at the same time
    ├── ConnectionLost      it went while it read this photo             → again
    ├── TlsFailed           it speaks no TLS, or not as it should        → http:// in place of https://
    ├── CertificateUnknown  its certificate is not trusted here          → make it known
    ├── NotAnEndpoint       somebody answers, but not in this protocol   → correct the address
    │   └── FicharioHere    it is a Fichário server                      → say so
    ├── KeyRefused          the server wants another key                 → give it the right one
    ├── ModelUnknown        the server has no such model                 → choose one of those that it has
    ├── ModelNotNamed       it has several, and none was named           → choose one
    ├── NoPhotos            its model reads no photos                    → choose one that does
    ├── RequestRefused      it refuses this request                      → its own words
    ├── ServerFailed        it failed                                    → its log
    ├── ServerSlow          it said nothing for too long                 → fewer at the same time, a faster machine
    └── AnswerUnusable      what it wrote is no card                     → again
        ├── AnswerCut       the stream ended in the middle
        ├── AnswerTooLong   the model did not come to an end
        ├── AnswerNotJson   it is no JSON
        └── AnswerInvalid   a field is not what the schema asks for

Most are retryable although nothing changes here: the photo is not to blame, and servers are mended elsewhere. The fact
``host`` is in all of them but the first.
"""

from inference.errors import InferenceError


class EndpointError(InferenceError):
    """Root of what can go wrong with a server."""

    code = "endpoint"
    retryable = True


class AddressWrong(EndpointError):
    """What was given is no address of a server, or holds a password. Facts: ``address``."""

    code = "endpoint.address"
    retryable = False


class ServerAway(EndpointError):
    """The server cannot answer now, whatever it is asked; it is to be asked again when it can. Facts: ``host``.

    Attributes:
        seconds: How long the server asks to be left alone; 0 where it does not say.
    """

    code = "endpoint.away"
    blameless = True
    passing = True
    seconds: float = 0.0


class Unreachable(ServerAway):
    """No connection can be made. Facts: ``host``, ``reason`` (developers' English)."""

    code = "endpoint.unreachable"


class NotReady(ServerAway):
    """The server still starts, or the gateway before it finds nobody. Facts: ``host``, ``status``, ``reason``."""

    code = "endpoint.not_ready"


class RateLimited(ServerAway):
    """The server has too much to do. Facts: ``host``, ``seconds``."""

    code = "endpoint.busy"

    def __init__(self, seconds: float, **facts: str) -> None:
        super().__init__(f"busy for {seconds} s", seconds=f"{seconds:.0f}", **facts)
        self.seconds = seconds


class ConnectionLost(EndpointError):
    """The connection broke while the server read this photo. Facts: ``host``, ``reason`` (developers' English)."""

    code = "endpoint.lost"


class TlsFailed(EndpointError):
    """No secure connection can be made there. Facts: ``host``, ``reason`` (developers' English)."""

    code = "endpoint.tls"
    blameless = True


class CertificateUnknown(TlsFailed):
    """The server's certificate is not trusted on this machine. Facts: ``host``, ``reason``."""

    code = "endpoint.certificate"


class NotAnEndpoint(EndpointError):
    """What answers does not speak the protocol. Facts: ``host``, ``status``."""

    code = "endpoint.protocol"


class FicharioHere(NotAnEndpoint):
    """What answers is a Fichário server, which wants to be asked otherwise. Facts: ``host``, ``status``."""

    code = "endpoint.fichario"


class KeyRefused(EndpointError):
    """The server wants a key, or another one. Facts: ``host``."""

    code = "endpoint.key"
    blameless = True


class ModelUnknown(EndpointError):
    """The server has no model of that name. Facts: ``host``, ``model``, ``offered``."""

    code = "endpoint.model"
    blameless = True


class ModelNotNamed(EndpointError):
    """No model was named, and the server does not offer exactly one. Facts: ``host``, ``offered``."""

    code = "endpoint.no_model"


class NoPhotos(EndpointError):
    """The model, as the server runs it, reads no photos. Facts: ``host``, ``model``, ``reason``."""

    code = "endpoint.no_photos"
    retryable = False
    blameless = True


class RequestRefused(EndpointError):
    """The server refuses the request for a reason of its own. Facts: ``host``, ``status``, ``reason``."""

    code = "endpoint.request"
    retryable = False


class ServerFailed(EndpointError):
    """The server failed. Facts: ``host``, ``status``, ``reason``.

    Attributes:
        seconds: How long the server asks to be left alone; 0 where it does not say.
    """

    code = "endpoint.failed"
    seconds: float = 0.0


class ServerSlow(EndpointError):
    """Nothing came for too long. Facts: ``host``, ``seconds``."""

    code = "endpoint.slow"


class AnswerUnusable(EndpointError):
    """What was written is no answer. Facts: ``host``."""

    code = "endpoint.answer"


class AnswerCut(AnswerUnusable):
    """The stream ended before the answer did. Facts: ``host``."""

    code = "endpoint.cut"


class AnswerTooLong(AnswerUnusable):
    """The answer was cut off where the server or the request limits its length. Facts: ``host``."""

    code = "endpoint.length"


class AnswerNotJson(AnswerUnusable):
    """The answer is not the JSON that was asked for. Facts: ``host``."""

    code = "endpoint.not_json"


class AnswerInvalid(AnswerUnusable):
    """A field breaks the schema. Facts: ``host``, ``field``, ``reason`` (in the schema's own words).

    Attributes:
        hint: Field and broken rule, as they may be told to a model of any language.
    """

    code = "endpoint.invalid"
    hint: str = ""

    def __init__(self, field: str, reason: str, **facts: str) -> None:
        super().__init__(f"{field}: {reason}", field=field, reason=reason, **facts)
        self.hint = f"{field}: {reason}"
