"""The window by default, otherwise the command line."""

import argparse
import gc
import logging
import os
import sys

from app.cli.main import parse, run_command
from app.cli.words import Words, system_language
from app.errors import explain, message
from app.logbook import log_path, start_logging
from app.settings import APPLICATION, choices_path, load_choices
from app.shipped import Shipped, find_shipped
from inference.llama.waiting import wait_briefly

FAILED = 1
INTERRUPTED = 130


def main(shipped: Shipped | None = None) -> int:
    """Run the program with the arguments of the command line and return its exit status.

    Args:
        shipped: What ships with the program; looked for unless given.
    """
    wait_briefly(os.environ)
    arguments = parse(sys.argv[1:])
    if arguments.command in (None, "window"):
        return _open_window(arguments, shipped)
    start_logging(log_path())
    try:
        return run_command(arguments, load_choices(choices_path()), shipped or find_shipped())
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        # A bug of ours: the log has the trace, the person a sentence.
        logging.getLogger(__name__).exception("the command did not finish")
        sys.stderr.write(f"{explain(error, system_language(), terminal=True)}\n")
        return FAILED


def _open_window(arguments: argparse.Namespace, shipped: Shipped | None) -> int:
    if not _has_display():
        language = system_language()
        # Who was started from a checkout has no such command; the script that started it says what to type instead.
        example = Words(language)("example", program=os.environ.get("FICHARIO_COMMAND", APPLICATION))
        said = message("display", {"command": example}, language)
        sys.stderr.write(f"{said}\n")
        return FAILED
    gc.disable()  # until the window stands: looking for garbage among what is imported costs a fifth of the start
    # Qt and the database are imported only where there is a window to open: the command line works without the one, and
    # its help does not wait for the other.
    from app.cli.catalogue.place import chosen_place  # noqa: PLC0415
    from app.gui.main import open_window  # noqa: PLC0415

    return open_window(chosen_place(arguments), choices_path(), shipped or find_shipped())


def _has_display() -> bool:
    """Whether a window can be shown; on systems other than Linux one always can."""
    wanted = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in wanted)


if __name__ == "__main__":
    sys.exit(main())
