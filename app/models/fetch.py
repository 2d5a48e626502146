"""One file from the Hub to the disk: goes on where it was left, and is verified before anybody takes it for whole.

What has come lies under ``NAME.HASH.part``, where HASH begins the one that was promised: what is left of another
content is never gone on from. A part becomes the file by being renamed, which its owner does when all are there.
"""

import contextlib
import glob
import os
import socket
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from app.models.control import Control, Stage
from app.models.disk import git_id_of, sha256_of, writing_to
from app.models.hub import Hub
from app.models.hub_errors import ChecksumWrong, ConnectionLost, HubError, HubFailed, HubUnreachable
from app.models.hub_files import HubFile

if TYPE_CHECKING:
    import httpx2

PATIENCE = (1.0, 2.0, 4.0, 8.0, 16.0)
"""Seconds to wait before each new attempt while nothing comes; where bytes came, it begins anew."""

_PARTIAL, _NO_SUCH_RANGE = 206, "416"
_PASSING = {"408", "429", "500", "502", "503", "504"}


class Fetch:
    """A file on its way.

    Args:
        hub: Where from.
        file: Which.
        target: What it will be called.
        control: Stops it.
        report: Told what is done and how many bytes of the file this is done with.
        patience: Seconds to wait before each new attempt while nothing comes.

    Attributes:
        file: Which.
        target: What it will be called.
        part: What it is called until then.
    """

    def __init__(
        self,
        hub: Hub,
        file: HubFile,
        target: Path,
        control: Control,
        report: Callable[[Stage, int], None],
        patience: Sequence[float] = PATIENCE,
    ) -> None:
        self._hub = hub
        self._control = control
        self._report = report
        self._patience = patience
        self.file = file
        self.target = target
        self.part = target.with_name(f"{target.name}.{file.digest[:16]}.part")

    @property
    def missing(self) -> int:
        """Bytes that have yet to come."""
        if _size_of(self.target) == self.file.size:
            return 0
        return max(0, self.file.size - _size_of(self.part))

    def run(self) -> Path:
        """Fetch what is missing, and verify the whole.

        Returns:
            What holds the file: its target where that is whole already, else the part.

        Raises:
            DownloadStopped: Somebody stopped it.
            HubError: The Hub does not give the file, or gave another. Only in the second case is the part gone.
            DiskFull: There is no room; what has come is kept.
            StoreUnwritable: The system refused.
        """
        self._sweep()
        if _size_of(self.target) == self.file.size and self._is_whole(self.target):
            return self.target
        self._fetch()
        if not self._is_whole(self.part):
            self.discard()
            raise ChecksumWrong(**self.file.facts)
        return self.part

    def discard(self) -> None:
        """Throw away what has come."""
        with contextlib.suppress(OSError):
            self.part.unlink(missing_ok=True)

    def _fetch(self) -> None:
        """Attempt until all bytes are there; patience wears out only while nothing comes."""
        failed = 0
        while (have := _size_of(self.part)) < self.file.size:
            try:
                self._attempt(have)
                # A connection may also end early without anybody calling it broken.
                error: HubError = HubUnreachable(**self.file.facts, reason="the answer ended early")
            except (HubUnreachable, HubFailed) as raised:
                self._control.check()  # a connection that stopping shut down looks broken
                if not _may_pass(raised):
                    raise
                error = raised
            failed = 0 if _size_of(self.part) > have else failed + 1
            if failed > len(self._patience):
                raise self._lost(error) from error
            if failed:
                self._control.wait(self._patience[failed - 1])

    def _attempt(self, have: int) -> None:
        """Ask for the rest and write what comes."""
        with writing_to(self.part.parent, self.missing), self.part.open("ab") as part:
            try:
                with self._hub.opened(self.file, have) as answer, self._control.cutting(_connection_of(answer)):
                    self._write(answer, part, _continued(answer, part, have, self.file))
            except HubFailed as error:
                if error.facts["status"] != _NO_SUCH_RANGE or not have:
                    raise
                part.truncate(0)  # to the Hub, what lies here is no beginning of the file
            finally:
                os.fsync(part.fileno())

    def _write(self, answer: "httpx2.Response", part: BinaryIO, done: int) -> None:
        self._report(Stage.FETCHING, done)
        for piece in answer.iter_bytes():
            self._control.check()
            part.write(piece)
            part.flush()
            done += len(piece)
            if done > self.file.size:
                return  # more than was promised: its hash will tell
            self._report(Stage.FETCHING, done)

    def _is_whole(self, path: Path) -> bool:
        def read(done: int) -> None:
            self._control.check()
            self._report(Stage.VERIFYING, done)

        with writing_to(path.parent):
            hashed = sha256_of if self.file.sha256 else git_id_of
            return hashed(path, read) == self.file.digest

    def _lost(self, error: HubError) -> HubError:
        """What to say when patience is at its end."""
        if isinstance(error, HubUnreachable) and _size_of(self.part):
            return ConnectionLost(**error.facts)
        return error

    def _sweep(self) -> None:
        """Take away parts of other contents, and one that is longer than the file."""
        others = self.target.parent.glob(f"{glob.escape(self.target.name)}.*.part")
        for path in others:
            if path != self.part or _size_of(path) > self.file.size:
                with contextlib.suppress(OSError):
                    path.unlink()


def _may_pass(error: HubError) -> bool:
    """Whether it is worth another attempt."""
    return isinstance(error, HubUnreachable) or error.facts["status"] in _PASSING


def _continued(answer: "httpx2.Response", part: BinaryIO, have: int, file: HubFile) -> int:
    """From which byte on an answer has the file; a part that it does not continue is emptied.

    Raises:
        HubFailed: It is another stretch than the one that was asked for.
    """
    if answer.status_code == _PARTIAL:
        if not answer.headers.get("Content-Range", "").startswith(f"bytes {have}-"):
            raise HubFailed("another range", **file.facts, status=str(_PARTIAL))
        return have
    part.truncate(0)
    return 0


def _connection_of(answer: "httpx2.Response") -> socket.socket | None:
    """What an answer comes over, where the client shows it."""
    stream = answer.extensions.get("network_stream")
    found = stream.get_extra_info("socket") if stream is not None else None
    return found if isinstance(found, socket.socket) else None


def _size_of(path: Path) -> int:
    """Bytes of a file; 0 where there is none."""
    try:
        return path.stat().st_size
    except OSError:
        return 0
