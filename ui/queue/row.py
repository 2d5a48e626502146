"""What the list shows of one product."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication


class RowState(StrEnum):
    """Where a product is on its way from photo to export."""

    QUEUED = "queued"
    GENERATING = "generating"
    REVIEW = "review"
    APPROVED = "approved"
    EXPORTED = "exported"
    REJECTED = "rejected"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Match(StrEnum):
    """Why a product is among those that words found, where photos are looked at, too."""

    TEXT = "text"
    """Its texts hold the words."""
    PHOTO = "photo"
    """Its photo looks like them."""
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One product as the list shows it.

    Attributes:
        id: The product's number in the catalogue.
        title: Its name, or its file's name while it has none.
        category: The category's label; may be empty.
        colour_name: The main colour's label; may be empty.
        colour_hex: ``#rrggbb`` of that colour, or empty where it has no one shade.
        state: Where it is.
        state_text: A word that stands in for the state's own, or empty.
        certainty: The card's lowest field certainty in [0, 1], or ``None`` before there is a card.
        failure: What went wrong in one sentence; empty unless it failed.
        photos: How many photos it has.
        likeness: How much it looks like what is searched for, in [0, 1]; ``None`` where nothing is.
        match: Why it was found; ``None`` where nothing is searched for, or in texts only.
        repeated: What it may have in common with another product, in words; empty where nothing is known.
        excerpt: Where a searched word stands that none of the other texts holds; stands in for category and colour.
    """

    id: int
    title: str
    category: str = ""
    colour_name: str = ""
    colour_hex: str = ""
    state: RowState = RowState.QUEUED
    state_text: str = ""
    certainty: float | None = None
    failure: str = ""
    excerpt: str = ""
    photos: int = 1
    likeness: float | None = None
    match: Match | None = None
    repeated: str = ""


@dataclass(frozen=True, slots=True)
class Live:
    """What the model is writing just now, shown instead of the stored row.

    Attributes:
        title: The name as far as it is written; may be empty.
        progress: How far the card is, in [0, 1].
    """

    title: str
    progress: float


def state_word(state: RowState) -> str:
    """The state in the word that stands at the right of a row."""
    words = {
        RowState.QUEUED: QCoreApplication.translate("RowState", "na fila"),
        RowState.GENERATING: QCoreApplication.translate("RowState", "gerando"),
        RowState.REVIEW: QCoreApplication.translate("RowState", "para revisar"),
        RowState.APPROVED: QCoreApplication.translate("RowState", "aprovada"),
        RowState.EXPORTED: QCoreApplication.translate("RowState", "exportada"),
        RowState.REJECTED: QCoreApplication.translate("RowState", "rejeitada"),
        RowState.FAILED: QCoreApplication.translate("RowState", "falhou · tentar de novo"),
        RowState.CANCELLED: QCoreApplication.translate("RowState", "cancelada"),
    }
    return words[state]


def match_word(match: Match) -> str:
    """Why a product was found, in the words that stand at the right of a row."""
    words = {
        Match.TEXT: QCoreApplication.translate("Match", "texto"),
        Match.PHOTO: QCoreApplication.translate("Match", "foto"),
        Match.BOTH: QCoreApplication.translate("Match", "texto e foto"),
    }
    return words[match]


def match_sentence(match: Match) -> str:
    """The same as a sentence."""
    words = {
        Match.TEXT: QCoreApplication.translate("Match", "Encontrado porque a ficha ou o nome da foto tem as palavras."),
        Match.PHOTO: QCoreApplication.translate("Match", "Encontrado porque a foto parece com as palavras."),
        Match.BOTH: QCoreApplication.translate(
            "Match", "Encontrado porque o texto tem as palavras e a foto parece com elas."
        ),
    }
    return words[match]
