"""What can go wrong while a model reads photos.

::

    InferenceError
    ├── ModelMissing        weights are not where they were said to be   → offer to choose them
    ├── ModelBroken         weights are there but cannot be loaded       → offer other weights
    │   ├── ModelMismatch   both files are sound, but not a pair         → offer the other half
    │   └── ModelUnsupported  the runtime does not know this kind        → offer other weights
    ├── RepairFailed        the projector's mended copy cannot be made   → make room, or go without
    ├── LoadCancelled       somebody stopped the loading                 → nothing to mend
    ├── OutOfMemory         the device cannot hold model + photo         → offer a smaller model
    ├── ContextTooSmall     prompt + photo + answer do not fit           → shorten the prompt
    ├── SchemaUnsupported   the decoder cannot be made to keep it        → a bug in the schema
    ├── PhotoUnreadable     this photo cannot be decoded                 → skip it, say which
    ├── EngineCrashed       a bug, ours or the runtime's                 → offer a report
    │   ├── PhotoCrashes    it happens again and again on this photo     → set it aside
    │   └── ModelCrashes    it happens on one photo after another        → offer other weights
    └── EndpointError       a server does not do what was asked of it    → :mod:`inference.endpoint.errors` tells

Each type has a ``code`` that the application turns into a sentence and a remedy in the person's language, and
``facts`` that fill that sentence in. The text of the exception itself is English, for developers and logs.
"""

from typing import ClassVar


class InferenceError(Exception):
    """Root of everything that can go wrong here.

    Attributes:
        code: Stable name of this kind of failure; dotted where a kind has several reasons (``photo.truncated``).
        retryable: Whether trying the same photo again may succeed without anybody changing anything.
        blameless: Whether the photo in hand has no part in it: any other would have met the same.
        passing: Whether it may end without anybody's doing anything here; such an error is blameless, too.
        facts: What fills the sentence that a person reads, e.g. ``{"path": "/photos/a.jpg"}``.
    """

    code: str = "inference"
    retryable: ClassVar[bool] = False
    blameless: ClassVar[bool] = False
    passing: ClassVar[bool] = False

    def __init__(self, message: str = "", **facts: str) -> None:
        super().__init__(message or type(self).__name__)
        self.facts: dict[str, str] = facts

    def __reduce__(self) -> tuple[object, ...]:
        """Go through a pipe as it is; its class would take the text for its own first argument."""
        return _revived, (type(self), self.args, vars(self))


class ModelMissing(InferenceError):
    """A weights file is not on disk. Facts: ``path``."""

    code = "model.missing"


class ModelBroken(InferenceError):
    """A weights file is there but cannot be loaded. Facts: ``path``, ``reason`` (developers' English)."""

    code = "model.broken"


class ModelMismatch(ModelBroken):
    """Text model and projector do not belong together, or one stands in the other's place. Facts: ``path``."""

    code = "model.mismatch"


class ModelUnsupported(ModelBroken):
    """The runtime does not know models or projectors of this kind. Facts: ``path``, ``reason``."""

    code = "model.unsupported"


class RepairFailed(InferenceError):
    """The copy of a projector in which the runtime's defects are mended cannot be made. Facts: ``path``, ``reason``."""

    code = "model.repair"


class LoadCancelled(InferenceError):
    """Loading was stopped on request; nothing is held."""

    code = "model.cancelled"


class OutOfMemory(InferenceError):
    """The device cannot hold the model with its context."""

    code = "memory"


class ContextTooSmall(InferenceError):
    """Prompt, photo and the longest possible answer do not fit. Facts: ``needed``, ``available`` (tokens)."""

    code = "context"


class SchemaUnsupported(InferenceError):
    """The decoder cannot be constrained by this schema. Facts: ``field``, ``reason``."""

    code = "schema"


class PhotoUnreadable(InferenceError):
    """A photo cannot be turned into pixels.

    The ``reason`` is one of ``empty``, ``truncated``, ``not_a_photo``, ``too_large``, ``gone``, ``away`` (its
    whole folder is), ``forbidden`` or ``unreadable``, and completes the code: ``photo.truncated``. Facts: ``path``, and
    whatever the reason needs.
    """

    def __init__(self, reason: str, message: str = "", **facts: str) -> None:
        super().__init__(message or f"photo {reason}: {facts.get('path', '')}", **facts)
        self.code = f"photo.{reason}"
        self.reason = reason


class EngineCrashed(InferenceError):
    """A bug, ours or the runtime's; the engine may go on with the next photo. Facts: ``reason``."""

    code = "crash"
    retryable = True


class PhotoCrashes(EngineCrashed):
    """The engine has crashed on this photo so often that it is not tried again. Facts: ``reason``, ``times``."""

    code = "crash.photo"
    retryable = False


class ModelCrashes(EngineCrashed):
    """The engine has crashed so often without an answer that it works no more until loaded anew. Facts: ``reason``."""

    code = "crash.repeated"
    retryable = False


def _revived(kind: type[InferenceError], said: tuple[object, ...], state: dict[str, object]) -> InferenceError:
    error = kind.__new__(kind, *said)
    vars(error).update(state)
    return error
