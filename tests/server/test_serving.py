"""Connections as the front serves them."""

import socket
from contextlib import closing
from pathlib import Path

from app.server.records import Limits
from app.server.serving import FrontOptions, listen


def test_no_piece_of_an_answer_waits_for_the_one_before(tmp_path: Path) -> None:
    options = FrontOptions("127.0.0.1", 0, "", "", tmp_path / "keys.json", 1, 1, Limits())
    with (
        listen(options) as listening,
        socket.create_connection(listening.getsockname()),
        closing(listening.accept()[0]) as served,
    ):
        assert served.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
