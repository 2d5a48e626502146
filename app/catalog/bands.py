"""What facets sort products into whose values are no texts of theirs."""

from enum import StrEnum
from typing import Final

SURE: Final = 0.8
"""From this confidence on a card's least sure field does not ask for a look."""


class Band(StrEnum):
    """How sure the model was of a card's least sure field."""

    LOW = "low"
    """Below one half."""
    DOUBTFUL = "doubtful"
    """Below :data:`SURE`."""
    SURE = "sure"


class Period(StrEnum):
    """When a product came in, by the days of this computer's clock; each product is in one."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    WEEK = "week"
    """Two to six days ago."""
    MONTH = "month"
    """Seven to 29 days ago."""
    EARLIER = "earlier"
