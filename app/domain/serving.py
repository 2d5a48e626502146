"""What servers speak that read photos in this machine's stead, and which one keeps the catalogue."""

from enum import StrEnum
from typing import Final

from pydantic import BaseModel, ConfigDict

FEW: Final = 5
"""So many products somebody may wait for, such as a sample; of more, nobody waits for each."""


class EndpointKind(StrEnum):
    """What a server speaks."""

    OPENAI = "openai"
    """The protocol of OpenAI's chat completions, as many programs do."""
    FICHARIO = "fichario"
    """What ``fichario serve`` does."""


class CatalogueChoice(BaseModel):
    """Which catalogue is opened where none is named.

    Attributes:
        address: Of one on a server, without a password; empty for this computer's own.
        photos: Where that one's photos lie, as this computer calls it; empty for what the catalogue itself says.
        before: Address of the last one on a server, to begin with when one is wanted again.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    address: str = ""
    photos: str = ""
    before: str = ""
