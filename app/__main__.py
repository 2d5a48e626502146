"""The window by default, otherwise the command line."""

import argparse
import os
import sys

from app.cli.main import parse, run_command
from app.cli.words import system_language
from app.errors import message
from app.settings import catalogue_folder, choices_path, load_choices

NO_DISPLAY = 1


def main() -> int:
    """Run the program with the arguments of the command line and return its exit status."""
    arguments = parse(sys.argv[1:])
    if arguments.command in (None, "window"):
        return _open_window(arguments)
    return run_command(arguments, load_choices(choices_path()))


def _open_window(arguments: argparse.Namespace) -> int:
    if not _has_display():
        said = message("display", {"command": "fichario generate foto.jpg"}, system_language())
        sys.stderr.write(f"{said}\n")
        return NO_DISPLAY
    # Qt is imported only where there is a window to open: the command line works without it.
    from app.gui.main import open_window  # noqa: PLC0415

    return open_window(getattr(arguments, "catalogue", None) or catalogue_folder(), choices_path())


def _has_display() -> bool:
    """Whether a window can be shown; on systems other than Linux one always can."""
    wanted = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in wanted)


if __name__ == "__main__":
    sys.exit(main())
