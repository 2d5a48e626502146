"""The catalogue: products, their photos and cards, the queue of jobs and the history, in one folder.

::

    <folder>/catalogue.sqlite3      everything that has a row
    <folder>/catalogue.lock         held by the one program that generates and edits
    <folder>/photos/<sha256>.<ext>  pictures that were pasted; others stay where they are

One public method is one transaction: after it returns, what it did outlives the end of the program; when it raises, it
did nothing. Any thread may call any method. It knows neither models nor windows, and of cards only that they are JSON
objects; errors are those of :mod:`app.catalog.errors`, and ``IllegalMove``.
"""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import ClassVar, Final, Self

from filelock import FileLock

from app.catalog.arranging import Arranging
from app.catalog.blanks import Filling
from app.catalog.bulk import Bulk
from app.catalog.colours import Colours
from app.catalog.copies import PHOTOS
from app.catalog.copying import Copying
from app.catalog.database import Database
from app.catalog.details import Details
from app.catalog.edits import Edits
from app.catalog.errors import CatalogueMissing, translated
from app.catalog.file_database import FileDatabase
from app.catalog.files import UNFINISHED
from app.catalog.guidance import Guiding
from app.catalog.ingest import Ingest
from app.catalog.jobs import Jobs
from app.catalog.labour import Labours
from app.catalog.likenesses import Likenesses
from app.catalog.listing import Listing
from app.catalog.lock import lock
from app.catalog.outcomes import Outcomes
from app.catalog.outgoing import Outgoing
from app.catalog.own_fields import OwnFields
from app.catalog.presence import Beat
from app.catalog.ranking import Ranking
from app.catalog.reviews import Reviews
from app.catalog.rows import Headline
from app.catalog.samples import Samples
from app.catalog.schema import is_current
from app.catalog.standing import StandingCards
from app.catalog.vectors import Vectors
from app.catalog.versions import Versions
from app.catalog.word_vectors import WordVectors

FILE_NAME: Final = "catalogue.sqlite3"


class Catalog(
    Copying,
    Ingest,
    Colours,
    Jobs,
    Samples,
    Versions,
    Guiding,
    Bulk,
    Edits,
    Filling,
    Arranging,
    Reviews,
    Listing,
    Ranking,
    StandingCards,
    Labours,
    Outcomes,
    Details,
    OwnFields,
    Outgoing,
    Vectors,
    Likenesses,
):
    """An open catalogue. Made by :meth:`open`; closed by :meth:`close` or at the end of a ``with``.

    One that several people share is a :class:`app.catalog.shared.SharedCatalog`.

    Attributes:
        word_vectors: Of photos, in a space that has words.
    """

    shared: ClassVar[bool] = False
    """Whether others may work with it at the same time, at other computers."""

    def __init__(
        self,
        database: Database,
        folder: Path,
        clock: Callable[[], datetime],
        headline: Headline,
        who: str,
        held: FileLock | None,
    ) -> None:
        super().__init__(database, folder, clock, headline, who)
        self._lock = held
        self.word_vectors = WordVectors(self)

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        clock: Callable[[], datetime],
        exclusive: bool = True,
        headline: Headline | None = None,
        who: str = "",
    ) -> Self:
        """Open the catalogue of a folder, bringing an older one up to date.

        Args:
            folder: Where it is.
            clock: Tells the time, aware.
            exclusive: To generate and edit: makes the catalogue where there is none, keeps other programs from opening
                it so, and queues again what a program that was killed had been generating. Otherwise to read and
                export, beside whoever has it open.
            headline: Which fields of a card lists show.
            who: Who works with it, for the history; a person undoes what is their own.

        Raises:
            CatalogueInUse: Another program has it open, and ``exclusive`` or an old form needs it alone.
            CatalogueMissing: There is none, and not ``exclusive``.
            CatalogueTooNew: A newer program wrote it.
            CatalogueDamaged: The file is no catalogue, or broken.
            CatalogueUnwritable: The folder or the file cannot be written.
            StorageFull: No space is left.
        """
        folder = folder.absolute()
        held = enter(folder) if exclusive else None
        if not exclusive and not (folder / FILE_NAME).exists():
            raise CatalogueMissing(path=str(folder))
        database = FileDatabase(folder / FILE_NAME)
        return cls._begun(
            database,
            held,
            lambda: _update(database, folder, held),
            lambda: cls(database, folder, clock, headline or Headline(), who, held),
        )

    @classmethod
    def _begun(
        cls, database: Database, held: FileLock | None, prepare: Callable[[], None], make: Callable[[], Self]
    ) -> Self:
        """Begin to work on a database; where that cannot be, it and the folder are let go of.

        Args:
            database: What it is kept in.
            held: The folder's lock, of whoever generates and edits.
            prepare: Brings the database's form up to date, or says why it cannot be used.
            make: Makes the catalogue on it.
        """
        try:
            prepare()
            catalog = make()
            catalog.take_up_lists()
            if held is not None:
                _sweep(catalog.folder)
                catalog._arrive()
                catalog.recover()
        except BaseException:
            database.close()
            if held is not None:
                held.release()
            raise
        return catalog

    def _arrive(self) -> None:
        """Tell others who work with it that somebody does here; in a folder of this computer nobody else does."""

    @property
    def folder(self) -> Path:
        """Where it is, absolute."""
        return self._folder

    @property
    def name(self) -> str:
        """What people call it who have several."""
        return self._folder.name

    def beat(self, product_id: int | None = None) -> Beat:
        """Hear of those who work with it at other computers; in a folder of this one nobody does.

        Args:
            product_id: What somebody works on here.

        Raises:
            CatalogueError: The catalogue cannot be reached.
        """
        return Beat()

    def checkpoint(self) -> None:
        """Move the log into the file and sync both; some milliseconds to seconds of disk, so not on the GUI thread.

        To be called now and then while the catalogue is written to: the log grows until it is.

        Raises:
            CatalogueError: As the database's errors are translated.
        """
        self._database.checkpoint()

    def close(self) -> None:
        """Let go of the catalogue once the writing calls that are under way are done; calling again is harmless."""
        self._database.close()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def enter(folder: Path) -> FileLock:
    """Make a catalogue's folder where there is none, and be the only program in it.

    Raises:
        CatalogueInUse: Another program is in it.
        CatalogueUnwritable: It cannot be written.
    """
    with translated(folder):
        folder.mkdir(parents=True, exist_ok=True)
    return lock(folder)


def _update(database: FileDatabase, folder: Path, held: FileLock | None) -> None:
    current = is_current(database)  # before the first write: what is not ours stays as it is
    database.enable_log()
    if current:
        return
    from app.catalog.upgrade import migrate  # noqa: PLC0415  # Alembic costs the window's start a quarter of a second

    with nullcontext() if held is not None else lock(folder):
        migrate(database)


def _sweep(folder: Path) -> None:
    """Take away what a program that was killed left half written."""
    with translated(folder):
        for leftover in (folder / PHOTOS).glob(f".*{UNFINISHED}"):
            leftover.unlink(missing_ok=True)
