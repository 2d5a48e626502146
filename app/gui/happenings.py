"""The versions of a product as the history column tells them. Any thread may make them: it keeps nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from pydantic import JsonValue

from app.catalog.reports import Version
from app.catalog.rows import Act
from app.gui.dates import Dates
from app.gui.deed_words import DeedWords
from app.gui.row_reader import reason_of
from app.gui.workplace import Workplace
from app.wording import Language
from ui.differences import differences, in_short
from ui.history.entry import FieldChange, Happening


@dataclass(frozen=True, slots=True)
class Telling:
    """What a history is told with.

    Attributes:
        dates: Says times.
        words: Names deeds.
        labels: Field → its label, in the form's order.
        language: The window's.
        workplace: Knows what models are called.
    """

    dates: Dates
    words: DeedWords
    labels: Mapping[str, str]
    language: Language
    workplace: Workplace

    def happenings(self, versions: Sequence[Version], now: datetime, *, open_to_edits: bool) -> list[Happening]:
        """Tell versions, newest first.

        Args:
            versions: As the catalogue gives them.
            now: Aware.
            open_to_edits: Whether one may go back to another version now.
        """
        present = next((version.values for version in versions), None)
        return [
            self._happening(version, now, returnable=open_to_edits and version.values not in (None, present))
            for version in versions
        ]

    def _happening(self, version: Version, now: datetime, *, returnable: bool) -> Happening:
        model = self.workplace.model_name(version.model) if version.model else ""
        return Happening(
            key=version.line,
            title=self.words.title(version),
            when=self.dates.ago(version.at, now),
            exactly=self.dates.exactly(version.at),
            who=version.who or model,
            note=self._note(version),
            changes=self._changes(version.changes),
            returnable=returnable,
        )

    def _note(self, version: Version) -> str:
        if version.act is Act.FAILED:
            return reason_of(version.facts.get("code", "unknown"), version.facts.get("facts", {}), self.language)
        if version.act is Act.EXPORTED:
            return str(version.facts.get("file", ""))
        return ""

    def _changes(self, changes: Mapping[str, list[JsonValue]]) -> tuple[FieldChange, ...]:
        names = [name for name in self.labels if name in changes]
        names += [name for name in changes if name not in self.labels]
        return tuple(
            FieldChange(self.labels.get(name, name), in_short(differences(*map(_text, changes[name]))))
            for name in names
        )


def _text(value: JsonValue) -> str:
    """A field's value as a text to compare."""
    if isinstance(value, list):
        return "\n".join(f"• {_text(item)}" for item in value)
    return "" if value is None else str(value)
