"""What a client has to change before it asks again. The tree is drawn in :mod:`app.server.errors`."""

from app.server.errors import ServerFailure


class Refused(ServerFailure):
    """The client has to change something."""

    code = "request"
    status = 400


class UploadTooLarge(Refused):
    """The upload has more bytes than this server takes. Facts: ``limit`` (megabytes)."""

    code = "request.too_large"
    status = 413


class TooManyPixels(Refused):
    """The photo has more pixels than this server takes. Facts: ``path``, ``limit`` (megapixels)."""

    code = "request.pixels"
    status = 413


class RequestTooLong(Refused):
    """What asks for something is too long. Facts: ``limit`` (megabytes)."""

    code = "request.too_long"
    status = 413


class UploadWrong(Refused):
    """What was sent holds no photo, or not exactly one."""

    code = "request.upload"


class UploadSlow(Refused):
    """The photo did not arrive in time."""

    code = "request.slow"
    status = 408


class RequestWrong(Refused):
    """A field breaks the contract. Facts: ``field``, ``reason`` (English)."""

    code = "request.field"
    status = 422


class KeyWanted(Refused):
    """No key was shown, or one that does not count."""

    code = "request.key"
    status = 401


class ScopeWanted(Refused):
    """The key is not for this. Facts: ``scope``."""

    code = "request.scope"
    status = 403


class NotThere(Refused):
    """There is no such address. Facts: ``address``."""

    code = "request.address"
    status = 404


class NotThus(Refused):
    """The address does not know this method. Facts: ``method``."""

    code = "request.method"
    status = 405


class PhotoUnknown(Refused):
    """The key has no photo of this id. Facts: ``photo``."""

    code = "request.photo"
    status = 404


class TaskUnknown(Refused):
    """The key has no task of this id, or its result has expired. Facts: ``task``."""

    code = "request.task"
    status = 404


class BatchUnknown(Refused):
    """The key has no batch of this id, or it has expired. Facts: ``batch``."""

    code = "request.batch"
    status = 404


class ModelNowhere(Refused):
    """No worker has the model that was asked for. Facts: ``model``, ``offered``."""

    code = "request.model"
    status = 422


class ModelUnsaid(Refused):
    """Workers place photos in several spaces, and it was not said in which. Facts: ``offered``."""

    code = "request.space"
    status = 422


class WordsNowhere(Refused):
    """Whoever was asked does not know where words stand among photos. Facts: ``offered``."""

    code = "request.words"
    status = 422


class LookFailed(Refused):
    """A worker could not look at a photo.

    Attributes:
        told: The code of what it said, to whose sentence the facts belong.
    """

    status = 422

    def __init__(self, told: str, facts: dict[str, str]) -> None:
        super().__init__(**facts)
        self.told = told
