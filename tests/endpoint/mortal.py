"""A server of chat completions in a process of its own, which one photo ends: ``python -m tests.endpoint.mortal``."""

import json
import os
import sys
import threading
from pathlib import Path
from typing import Any

from tests.endpoint.replies import served, writes
from tests.endpoint.server import Asked, Handler


def main(port: int, card: Path, fatal: str) -> None:
    """Serve until a question shows the photo whose address ends so, and then end as a crash does."""
    written = json.loads(card.read_text(encoding="utf-8"))

    def reply(handler: Handler, asked: Asked) -> None:
        if fatal in json.dumps(asked.body):
            os._exit(139)
        writes(written)(handler, asked)

    with served(written, port) as house:
        house.usual = reply
        print("ready", flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    arguments: Any = sys.argv[1:]
    main(int(arguments[0]), Path(arguments[1]), arguments[2])
