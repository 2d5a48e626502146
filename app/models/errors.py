"""What can go wrong with models on this computer and on their way to it.

::

    ModelStoreError
    ├── UnknownModel            no model of this id is offered              → look at the list
    ├── UnknownQuantisation     it is not published in this one             → one of those that are
    ├── NotInstalled            no model of this id is installed            → look at the list
    ├── LicenceNotAccepted      not for commercial use, and nobody agreed   → agree, or another model
    │   └── LicenceUnknown      nobody knows, and nobody agreed             → read it and agree, or another model
    ├── ModelBusy               another program is at this model            → wait for it
    ├── StoreUnwritable         the folder of models cannot be written      → permissions
    ├── StoreUnreadable         the folder of models cannot be read         → connect the disk, permissions
    ├── ManifestBroken          what was kept about a model is no sense     → remove and install it again
    │   └── ManifestUnreadable  the system does not let it be read          → permissions
    ├── DiskFull                no room for the files                       → make room; what came is kept
    ├── DownloadStopped         somebody stopped it                         → nothing to mend
    │   ├── DownloadPaused      what came is kept                           → install again to go on
    │   └── DownloadCancelled   what came is gone
    ├── FileFault               a file of an installed model
    │   ├── FileMissing         is gone                                     → install or put it back
    │   │   └── AddedMissing    one that somebody added where it lay        → put it back, or add it again
    │   ├── DiskGone            lies on a disk that is not there            → connect it
    │   ├── FileChanged         is not what was installed                   → install again
    │   │   └── AddedChanged    is not what was added                       → add it again
    │   └── FileUnreadable      the system refuses to read                  → permissions
    ├── RepositoryNameWrong     :mod:`app.models.hub_errors` tells of these three
    ├── RepositoryUnfit
    └── HubError

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


class LicenceUnknown(LicenceNotAccepted):
    """Whether a shop may use the model the program cannot tell, and nobody has agreed to find out. Facts: ``id``."""

    code = "models.licence_unknown"


class ModelBusy(ModelStoreError):
    """Another program installs or removes this model, or holds its files. Facts: ``id``."""

    code = "models.busy"
    retryable = True


class StoreUnwritable(ModelStoreError):
    """The folder of models cannot be written. Facts: ``path``, ``reason``."""

    code = "models.unwritable"


class StoreUnreadable(ModelStoreError):
    """The folder of models is there, but cannot be read. Facts: ``path``, ``reason``."""

    code = "models.unreadable"


class ManifestBroken(ModelStoreError):
    """What was kept about a model cannot be understood. Facts: ``id``, ``path``."""

    code = "models.manifest"


class ManifestUnreadable(ManifestBroken):
    """The system does not let it be read what was kept about a model. Facts: ``id``, ``path``, ``reason``."""

    code = "models.manifest_unreadable"


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


class AddedMissing(FileMissing):
    """A file that was added where it lay is not there any more. Facts: ``path``, ``id``."""

    code = "models.added_missing"


class DiskGone(FileFault):
    """Neither the file nor its folder is there: most likely a disk that was taken away. Facts: ``path``, ``id``."""

    code = "models.disk_gone"


class FileChanged(FileFault):
    """The file is not the one that was installed. Facts: ``path``, ``id``."""

    code = "models.file_changed"


class AddedChanged(FileChanged):
    """A file that was added where it lay is not the same any more. Facts: ``path``, ``id``."""

    code = "models.added_changed"


class FileUnreadable(FileFault):
    """The system does not let the file be read. Facts: ``path``, ``id``, ``reason``."""

    code = "models.file_unreadable"
