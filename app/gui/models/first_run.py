"""Which model to propose to somebody who has none and knows nothing about models."""

from app.domain.offered import Use
from app.gui.models.survey import Offer, Survey
from app.models.fit import Verdict
from app.wording import Language

FIRST_AT_MOST = 4_000_000_000
"""Bytes that a first download takes at most, where anything smaller fits: it is a wait before the first card, and a
machine without a graphics card reads with larger ones slowly."""


def proposed(survey: Survey, cards: Language) -> Offer | None:
    """The offer to propose: what is half here already, else the largest of the small ones that fits well.

    Args:
        survey: What fits this machine.
        cards: The cards' language; a model that does not speak it is no proposal, nor one that a shop may not use.

    Returns:
        ``None`` where nothing fits.
    """
    writing = [offer for offer in survey.offers if offer.model.use is Use.CARDS]
    offers = [offer for offer in writing if offer.model.commercial_use and cards in offer.model.languages]
    begun = [offer for offer in offers if offer.unfinished]
    fitting = [offer for offer in offers if offer.fits[0].verdict in {Verdict.WELL, Verdict.TIGHT}]
    if begun or not fitting:
        return begun[0] if begun else None

    def rank(offer: Offer) -> tuple[bool, Verdict, int]:
        size = download_size(offer)
        return size > FIRST_AT_MOST, offer.fits[0].verdict, -size if size <= FIRST_AT_MOST else size

    return min(fitting, key=rank)


def download_size(offer: Offer) -> int:
    """Bytes of all files in the usual quantisation."""
    return offer.model.size(offer.model.quantisations[0])
