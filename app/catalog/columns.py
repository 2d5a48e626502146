"""Column types that mean the same on SQLite and PostgreSQL."""

import re
from datetime import UTC, datetime
from pathlib import Path, PurePath

from sqlalchemy import DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator

# A noncharacter announces four hexadecimal digits: no file name has one, and every database stores it.
_ESCAPE = "\ufdd0"
_UNSTORABLE = re.compile(f"[\ud800-\udfff{_ESCAPE}]")
_ESCAPED = re.compile(f"{_ESCAPE}([0-9a-f]{{4}})")


class UtcTime(TypeDecorator[datetime]):
    """An aware time in UTC. SQLite keeps no zone: it is dropped on the way in and put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive times; turn others into UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Put the zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class PathText(TypeDecorator[Path]):
    """A path as text, also one whose name is not valid Unicode (Python's lone surrogates, which UTF-8 cannot hold)."""

    impl = Text()
    cache_ok = True

    def process_bind_param(self, value: PurePath | None, dialect: Dialect) -> str | None:
        """Escape what a database cannot hold."""
        if value is None:
            return None
        # One that is relative, or another system's, is written the same everywhere: Windows turns its slashes round.
        text = str(value) if value.is_absolute() else value.as_posix()
        return _UNSTORABLE.sub(lambda found: f"{_ESCAPE}{ord(found[0]):04x}", text)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Path | None:
        """Undo the escape."""
        if value is None:
            return None
        return Path(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), value))


def sorted_text() -> Text:
    """Text that is sorted letter by letter everywhere, not as the server's language would have it."""
    return Text().with_variant(Text(collation="C"), "postgresql")


def storable(text: str) -> str:
    """The text without what a database cannot hold: lone surrogates become U+FFFD, NUL goes."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
