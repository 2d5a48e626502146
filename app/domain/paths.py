"""Paths that were written at whichever computer: Windows and the others divide them by different characters."""

from pathlib import PurePath, PurePosixPath, PureWindowsPath


def as_written(path: PurePath | str) -> PurePath:
    """An absolute path as the system divides it that wrote it, so that its name, suffix and folder are those.

    Args:
        path: Of a photo, perhaps of another computer. Windows' begin with a drive or a server, others' with a slash;
            Windows itself reads that as a backslash.
    """
    text = str(path)
    windows = PureWindowsPath(text)
    if windows.is_absolute():
        return windows
    return PurePosixPath(windows.as_posix() if text.startswith("\\") else text)
