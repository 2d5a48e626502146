"""What servers speak that read photos in this machine's stead."""

from enum import StrEnum


class EndpointKind(StrEnum):
    """What a server speaks."""

    OPENAI = "openai"
    """The protocol of OpenAI's chat completions, as many programs do."""
    FICHARIO = "fichario"
    """What ``fichario serve`` does."""
