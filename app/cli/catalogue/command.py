"""``fichario catalogue copy`` and ``upgrade``: a catalogue moved whole, and a shared one brought up to date."""

import argparse
import sys
from contextlib import closing

from app.catalog.address import ServerAddress
from app.catalog.errors import CatalogueError
from app.cli.catalogue.place import opened
from app.cli.progress import Bar
from app.cli.words import Words
from app.pipeline.opening import upgrade_catalogue

FAILED = 1


def catalogue(arguments: argparse.Namespace, words: Words) -> int:
    """Run one of the commands.

    Returns:
        0 when it is done, 1 when it could not be done, and then nothing was.
    """
    run = {"copy": _copy, "upgrade": _upgrade}[arguments.catalogue_command]
    try:
        run(arguments, words)
    except CatalogueError as error:
        sys.stderr.write(f"{words.explain(error)}\n")
        return FAILED
    return 0


def _copy(arguments: argparse.Namespace, words: Words) -> None:
    # On a server others may go on; what they do from now on is not in the copy. A folder is kept from changing.
    shared = isinstance(arguments.source, ServerAddress)
    with (
        closing(opened(arguments.source, words, exclusive=not shared)) as source,
        closing(opened(arguments.target, words)) as target,
        Bar(0, "{n_fmt}/{total_fmt} |{bar:12}| {desc}") as bar,
    ):

        def tell(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        copied = target.copy_from(source, tell)
        target.recover()
    sys.stderr.write(words("copied", products=copied.products, photos=copied.photos, rows=copied.rows) + "\n")
    if copied.missing:
        sys.stderr.write(words("copied_without", count=copied.missing) + "\n")


def _upgrade(arguments: argparse.Namespace, words: Words) -> None:
    upgrade_catalogue(arguments.place)
    sys.stderr.write(words("upgraded") + "\n")
