"""The colours of a photo, as the form suggests them for the card's colour."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from app.domain.card import COLOUR_FIELD
from app.domain.colours.found import FoundColours
from app.domain.colours.namer import Namer, separated
from ui.forms.form import Form
from ui.forms.suggestions import Suggestion
from ui.forms.words import percent


def suggest_colours(form: Form, found: FoundColours | None, namer: Namer) -> None:
    """Offer what a photo shows beside the card's colour; nothing where nobody looked, or no list knows its colours."""
    if COLOUR_FIELD in form.names:
        caption = QCoreApplication.translate("PhotoColours", "Na foto:")
        form.field(COLOUR_FIELD).suggestions.suggest(caption, tuple(_suggestions(found, namer)))


def _suggestions(found: FoundColours | None, namer: Namer) -> Iterator[Suggestion]:
    if found is None:
        return
    said = QCoreApplication.translate("PhotoColours", "{share} do produto na foto")
    if not separated(found):
        said = QCoreApplication.translate("PhotoColours", "{share} do produto na foto; o fundo tem cores parecidas")
    for colour in namer.opinion(found).colours:
        yield Suggestion(colour.label, colour.swatch, colour.share, said.format(share=percent(colour.share)))
