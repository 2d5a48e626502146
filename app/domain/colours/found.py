"""The colours that were found in a photo, as the catalogue keeps them."""

from typing import Annotated, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

Lab: TypeAlias = tuple[float, float, float]
"""CIELAB with the white point D65: L* in [0, 100], a* and b* in about [-127, 127]."""

Share = Annotated[float, Field(ge=0, le=1.0001)]
_FROZEN = ConfigDict(frozen=True, extra="ignore", from_attributes=True)


class FoundColour(BaseModel):
    """Like colours of a photo.

    Attributes:
        lab: Their mean.
        swatch: The same as ``#rrggbb`` (sRGB).
        share: The part of the product, or of its background, that has them.
    """

    model_config = _FROZEN

    lab: Lab
    swatch: str
    share: Share


class FoundColours(BaseModel):
    """The colours of a photo.

    Attributes:
        product: The product's, the largest share first.
        background: Those of everything else.
        sure: How far the separation of both is to be believed.
        whole: The product seems to fill the photo; ``sure`` says nothing then.
    """

    model_config = _FROZEN

    product: tuple[FoundColour, ...]
    background: tuple[FoundColour, ...]
    sure: Share
    whole: bool
