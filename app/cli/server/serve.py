"""``fichario serve``: the front of a server."""

import argparse
import sys
from importlib.metadata import version

from app.cli.output import print_text
from app.cli.words import Words
from app.logbook import log_on_terminal
from app.pipeline.storage import storage_at
from app.pipeline.storage_errors import StorageFailure
from app.server.errors import ServerFailure
from app.server.records import Limits
from app.server.serving import FrontOptions
from app.server.serving import serve as serve_front
from app.settings import APPLICATION

FAILED = 1
_HOUR = 3600


def serve(arguments: argparse.Namespace, words: Words) -> int:
    """Serve until somebody ends it.

    Returns:
        0, or 1 where it cannot serve.
    """
    limits = Limits(open=arguments.most_open, open_of_one=arguments.most_open_of_key, kept=arguments.kept * _HOUR)
    options = FrontOptions(
        host=arguments.host,
        port=arguments.port,
        redis=arguments.redis,
        broker=arguments.broker or arguments.redis,
        keys=arguments.keys,
        largest=arguments.largest,
        most_pixels=arguments.most_pixels,
        limits=limits,
        photos_kept=arguments.photos_kept * 24 * _HOUR,
        certificate=arguments.certificate,
        certificate_key=arguments.certificate_key,
    )

    def ready(address: str) -> None:
        print_text(words("serve_ready", address=address) + "\n")

    log_on_terminal()
    try:
        serve_front(options, storage_at(arguments.storage), version(APPLICATION), ready)
    except (ServerFailure, StorageFailure) as error:
        sys.stderr.write(f"{words.explain(error)}\n")
        return FAILED
    return 0
