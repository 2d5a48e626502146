"""What can go wrong between a client, the front and the workers.

::

    ServerFailure           (an app.errors.Failure)
    ├── Refused             the request is to be changed before it is sent again (:mod:`app.server.refusals`)
    │   ├── UploadTooLarge      413   more bytes than this server takes
    │   ├── TooManyPixels       413   more pixels
    │   ├── RequestTooLong      413   what asks for something is too long
    │   ├── UploadWrong         400   no photo in what was sent, or more than one
    │   ├── UploadSlow          408   the photo did not arrive in time
    │   ├── RequestWrong        422   a field breaks the contract
    │   ├── KeyWanted           401   no key, or one that does not count any more
    │   ├── ScopeWanted         403   the key is not for this
    │   ├── NotThere            404   no such address
    │   ├── NotThus             405   not by this method
    │   ├── PhotoUnknown        404   no photo of this id that the key may use
    │   ├── TaskUnknown         404   no such task, or its time has run out
    │   ├── BatchUnknown        404   likewise
    │   ├── ModelNowhere        422   no worker has this model
    │   ├── ModelUnsaid         422   workers see differently, and it was not said which is meant
    │   ├── WordsNowhere        422   nobody there knows where words stand among photos
    │   └── LookFailed          422   the worker could not look at a photo; its code is the worker's
    ├── Later               it is worth asking again after a while
    │   ├── QueueFull           429   as much waits as may wait
    │   └── NotSeenYet          503   no worker has had the time to look
    ├── NobodyLooks         503   no worker can look at photos now
    ├── BrokerAway          503   the broker cannot be reached
    ├── KeysUnreadable      the file of the keys cannot be read
    ├── KeyUnknown          no key of that name
    ├── WordsMissing        what finds photos by words is not installed
    ├── NotWithoutKeys      others than this computer are to be served, and there is no key
    ├── CertificateWrong    the certificate for TLS, or its key, cannot be used
    ├── AddressTaken        the address to be served at is not to be had
    ├── WorkerOver          this worker's engine works no more; another's may
    ├── TooLate             a card took longer than it may
    └── PhotoEndsWorkers    a worker after another has died over a photo

Each answer's status is the type's ``status``; those without one never reach a client as an answer of their own.
"""

from typing import ClassVar

from app.errors import Failure


class ServerFailure(Failure):
    """Root of everything that can go wrong here.

    Attributes:
        status: Of the HTTP answer that tells it.
    """

    code = "server"
    status: ClassVar[int] = 500


class NobodyLooks(ServerFailure):
    """No worker lives that can place photos."""

    code = "server.sight"
    retryable = True
    status = 503


class Later(ServerFailure):
    """It is worth asking again after a while. Facts: ``seconds``.

    Attributes:
        seconds: After how many.
    """

    retryable = True

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds=str(seconds))
        self.seconds = seconds


class NotSeenYet(Later):
    """No worker has had the time to look at a photo or at words; one will, whether or not anybody waits."""

    code = "server.looking"
    status = 503


class QueueFull(Later):
    """As much waits as may wait, of all or of this key."""

    code = "server.busy"
    status = 429


class BrokerAway(ServerFailure):
    """The broker cannot be reached. Facts: ``reason``."""

    code = "server.broker"
    retryable = True
    status = 503


class KeysUnreadable(ServerFailure):
    """The file of the keys cannot be read or written. Facts: ``path``, ``reason``."""

    code = "server.keys"


class KeyUnknown(ServerFailure):
    """There is no key of that id. Facts: ``key``."""

    code = "server.key"


class WordsMissing(ServerFailure):
    """The libraries are not installed that run what finds photos by words."""

    code = "server.no_search"


class NotWithoutKeys(ServerFailure):
    """Others than this computer are to be served, and there is no key. Facts: ``host``."""

    code = "server.no_keys"


class CertificateWrong(ServerFailure):
    """The certificate for TLS or its private key cannot be used. Facts: ``path``, ``reason``."""

    code = "server.certificate"


class AddressTaken(ServerFailure):
    """The address to be served at is not to be had. Facts: ``address``, ``reason``."""

    code = "server.address"


class WorkerOver(ServerFailure):
    """This worker's engine works no more, whatever it is asked. Facts: ``reason``."""

    code = "server.worker"
    retryable = True


class TooLate(ServerFailure):
    """A card took longer than it may. Facts: ``seconds``."""

    code = "server.late"


class PhotoEndsWorkers(ServerFailure):
    """So many workers, or their engines, have ended with this task in hand. Facts: ``times``."""

    code = "server.ended"
