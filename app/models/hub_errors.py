"""What can go wrong with the Hub and with what a repository holds.

::

    ModelStoreError
    ├── RepositoryNameWrong     what was typed names no repository          → owner/name
    ├── RepositoryUnfit         a repository that holds no model for us
    │   ├── NoModelFiles        no GGUF file                                → its GGUF publication
    │   ├── NoTextModel         projectors only                             → the text model's publication
    │   ├── NoProjector         no projector for its text models            → a vision model
    │   ├── SplitFiles          text models in several files                → another precision or publication
    │   └── SeveralModels       nobody said which of its models             → one of them
    └── HubError
        ├── HubOffline          the environment forbids the network         → HF_HUB_OFFLINE
        ├── HubUnreachable      no connection                               → network, proxy, HF_ENDPOINT
        ├── CertificateRefused  the connection's certificate is not trusted → SSL_CERT_FILE
        ├── HubFailed           the Hub answers, but not with the file      → later
        ├── NoRepository        no repository of this name, or a private one → correct it, HF_TOKEN
        ├── NoRevision          it has no such branch, tag or commit        → another one
        ├── NotOnHub            a file is not there                         → another model
        ├── ModelGated          the publisher's conditions come first       → accept them there, HF_TOKEN
        ├── AccessDenied        the Hub knows us not, or lets us not        → HF_TOKEN
        ├── ChecksumUnknown     the Hub does not say what should come       → another source
        ├── ChecksumWrong       what came is not what was promised          → again
        └── ConnectionLost      it broke off again and again                → again: it goes on from there
"""

from app.models.errors import ModelStoreError


class RepositoryNameWrong(ModelStoreError):
    """What was typed names no repository. Facts: ``said``."""

    code = "models.repository_name"


class RepositoryUnfit(ModelStoreError):
    """A repository holds nothing that could be installed from it. Facts, of all: ``repository``, ``host``."""

    code = "models.repository"


class NoModelFiles(RepositoryUnfit):
    """No file of it is a GGUF file. Facts: ``repository``."""

    code = "models.no_gguf"


class NoTextModel(RepositoryUnfit):
    """It holds projectors, but no text model. Facts: ``repository``."""

    code = "models.no_text"


class NoProjector(RepositoryUnfit):
    """It holds no projector for its text models: they read no photos. Facts: ``repository``."""

    code = "models.no_projector"


class SplitFiles(RepositoryUnfit):
    """Its text models are cut into several files, which are not put together here. Facts: ``repository``."""

    code = "models.split"


class SeveralModels(RepositoryUnfit):
    """It holds several models, and nobody said which. Facts: ``repository``, ``offered``."""

    code = "models.several"


class HubError(ModelStoreError):
    """Something is wrong between here and the Hub. Facts, of all: ``repository``, ``name`` of the file, ``host``."""

    code = "models.hub"


class HubOffline(HubError):
    """The environment forbids the network (``HF_HUB_OFFLINE``)."""

    code = "models.offline"


class HubUnreachable(HubError):
    """There is no connection to the Hub. Facts: ``reason``, too."""

    code = "models.unreachable"
    retryable = True


class CertificateRefused(HubError):
    """The certificate of the connection is not trusted here, as behind a company's proxy."""

    code = "models.certificate"


class HubFailed(HubError):
    """The Hub answered with an error of its own. Facts: ``status``, too."""

    code = "models.hub_failed"
    retryable = True


class NoRepository(HubError):
    """There is no repository of this name, or it is not shown to us. Facts: ``repository``."""

    code = "models.no_repository"


class NoRevision(HubError):
    """The repository has no such branch, tag or commit. Facts: ``repository``, ``revision``."""

    code = "models.no_revision"


class NotOnHub(HubError):
    """There is no such file."""

    code = "models.not_on_hub"


class ModelGated(HubError):
    """The model's publisher wants conditions to be accepted first."""

    code = "models.gated"


class AccessDenied(HubError):
    """The Hub wants to know who asks, or does not let them."""

    code = "models.denied"


class ChecksumUnknown(HubError):
    """The Hub does not say how large the file is or what its SHA-256 is, so that nothing could be verified."""

    code = "models.no_checksum"


class ChecksumWrong(HubError):
    """What came has another SHA-256 than the Hub promised; it was thrown away."""

    code = "models.checksum"
    retryable = True


class ConnectionLost(HubError):
    """The connection broke off again and again; what has come is kept. Facts: ``reason``, too."""

    code = "models.connection_lost"
    retryable = True
