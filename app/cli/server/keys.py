"""``fichario serve keys``: making, listing and taking back the keys of the server."""

import argparse
import sys
from datetime import UTC, datetime

from app.cli.output import print_line
from app.cli.words import Words
from app.server.errors import ServerFailure
from app.server.keys import Key, Keys, Scope

FAILED = 1
_USUAL = (Scope.PHOTOS, Scope.CARDS)


def keys(arguments: argparse.Namespace, words: Words) -> int:
    """Make a key, take one back, or list them, a JSON object a line.

    Returns:
        0, or 1 where it could not be done.
    """
    kept, now = Keys(arguments.keys), datetime.now(UTC)
    try:
        if arguments.make is not None:
            scopes = [Scope(scope) for scope in arguments.scope or _USUAL]
            key, shown = kept.make(arguments.make, scopes, now)
            print_line({**_told(key), "key": shown})
            sys.stderr.write(words("serve_keys_made") + "\n")
        elif arguments.revoke is not None:
            print_line(_told(kept.revoke(arguments.revoke, now)))
        else:
            for key in kept.all():
                print_line(_told(key))
    except ServerFailure as error:
        sys.stderr.write(f"{words.explain(error)}\n")
        return FAILED
    return 0


def _told(key: Key) -> dict[str, object]:
    return key.model_dump(mode="json", exclude={"digest"})
