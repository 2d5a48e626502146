"""What can go wrong with models on this computer and on their way to it.

::

    ModelStoreError
    ├── UnknownModel            no model of this id is offered              → look at the list
    ├── UnknownQuantisation     it is not published in this one             → one of those that are
    ├── NotInstalled            no model of this id is installed            → look at the list
    ├── LicenceNotAccepted      not for commercial use, and nobody agreed   → agree, or another model
    ├── ModelBusy               another program is at this model            → wait for it
    ├── StoreUnwritable         the folder of models cannot be written      → permissions
    ├── ManifestBroken          what was kept about a model is no sense     → remove and install it again
    ├── DiskFull                no room for the files                       → make room; what came is kept
    ├── DownloadStopped         somebody stopped it                         → nothing to mend
    │   ├── DownloadPaused      what came is kept                           → install again to go on
    │   └── DownloadCancelled   what came is gone
    ├── FileFault               a file of an installed model
    │   ├── FileMissing         is gone                                     → install or put it back
    │   ├── DiskGone            lies on a disk that is not there            → connect it
    │   ├── FileChanged         is not what was installed                   → install again
    │   └── FileUnreadable      the system refuses to read                  → permissions
    └── HubError
        ├── HubOffline          the environment forbids the network         → HF_HUB_OFFLINE
        ├── HubUnreachable      no connection                               → network, proxy, HF_ENDPOINT
        ├── CertificateRefused  the connection's certificate is not trusted → SSL_CERT_FILE
        ├── HubFailed           the Hub answers, but not with the file      → later
        ├── NotOnHub            repository, revision or file is not there   → another model
        ├── ModelGated          the publisher's conditions come first       → accept them there, HF_TOKEN
        ├── AccessDenied        the Hub knows us not, or lets us not        → HF_TOKEN
        ├── ChecksumUnknown     the Hub does not say what should come       → another source
        ├── ChecksumWrong       what came is not what was promised          → again
        └── ConnectionLost      it broke off again and again                → again: it goes on from there

Each has a ``code`` that the application turns into a sentence and a remedy, and ``facts`` that fill them in. The text
of the exception is for developers.
"""

from app.errors import Failure


class ModelStoreError(Failure):
    """Root of what can go wrong with models on this computer and on their way to it."""

    code = "models"


class UnknownModel(ModelStoreError):
    """No model of this id is offered. Facts: ``id``."""

    code = "models.unknown"


class UnknownQuantisation(ModelStoreError):
    """The model is not published in this quantisation. Facts: ``id``, ``said``, ``offered``."""

    code = "models.quantisation"


class NotInstalled(ModelStoreError):
    """No model of this id is installed. Facts: ``id``."""

    code = "models.not_installed"


class LicenceNotAccepted(ModelStoreError):
    """The model is not for commercial use, and nobody has agreed to that. Facts: ``id``."""

    code = "models.licence"


class ModelBusy(ModelStoreError):
    """Another program installs or removes this model, or holds its files. Facts: ``id``."""

    code = "models.busy"
    retryable = True


class StoreUnwritable(ModelStoreError):
    """The folder of models cannot be written. Facts: ``path``, ``reason``."""

    code = "models.unwritable"


class ManifestBroken(ModelStoreError):
    """What was kept about a model cannot be understood. Facts: ``id``, ``path``."""

    code = "models.manifest"


class DiskFull(ModelStoreError):
    """There is no room for the files; what has come is kept. Facts: ``path``, ``needed``, ``free`` (megabytes)."""

    code = "models.disk_full"


class DownloadStopped(ModelStoreError):
    """Somebody stopped it."""

    code = "models.stopped"


class DownloadPaused(DownloadStopped):
    """Somebody stopped it for now: what has come is kept."""

    code = "models.paused"


class DownloadCancelled(DownloadStopped):
    """Somebody stopped it for good: what had come is gone."""

    code = "models.cancelled"


class FileFault(ModelStoreError):
    """Something is wrong with a file of an installed model. Facts: ``path``, ``id``."""

    code = "models.file"


class FileMissing(FileFault):
    """The file is not where it was. Facts: ``path``, ``id``."""

    code = "models.file_missing"


class DiskGone(FileFault):
    """Neither the file nor its folder is there: most likely a disk that was taken away. Facts: ``path``, ``id``."""

    code = "models.disk_gone"


class FileChanged(FileFault):
    """The file is not the one that was installed. Facts: ``path``, ``id``."""

    code = "models.file_changed"


class FileUnreadable(FileFault):
    """The system does not let the file be read. Facts: ``path``, ``id``, ``reason``."""

    code = "models.file_unreadable"


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


class NotOnHub(HubError):
    """There is no such repository, revision or file."""

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
