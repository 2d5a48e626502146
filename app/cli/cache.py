"""``fichario cache``: what was read before and is kept, and getting rid of it."""

import argparse
import sys

from app.cli.bench.wording import BenchWords
from app.cli.words import Words
from app.pipeline.keeping import forget, kept
from app.settings import cache_folder


def show_cache(arguments: argparse.Namespace, words: Words) -> int:
    """Tell how much is kept, or empty it.

    Returns:
        0.
    """
    found = forget() if arguments.empty else kept()
    facts = {"folder": cache_folder(), "entries": found.entries, "size": BenchWords(words).size(found.size)}
    sys.stdout.write(words("cache_emptied" if arguments.empty else "cache_kept", **facts) + "\n")
    return 0
