"""What every place for photos promises."""

from typing import Any

import pytest


def assert_kept_whole_and_once(storage: Any) -> None:
    """What has a name already stays as it is, and what has none is not there."""
    for content in (b"first", b"second"):
        with storage.draft() as draft:
            draft.write_bytes(content)
            storage.keep(draft, "a/b/name")
        assert not draft.exists()
    assert storage.has("a/b/name")
    assert not storage.has("a/b/other")
    assert storage.names("a/b") == ["name"]
    assert storage.names("a/c") == []
    with storage.file("a/b/name") as file:
        assert file.read_bytes() == b"first"
    with pytest.raises(FileNotFoundError), storage.file("a/b/other"):
        pass
