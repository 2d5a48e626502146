"""What is kept about an installed model beside its files: what they are, where they came from, and when."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from app.domain.offered import ModelId, Use
from app.wording import Language

MANIFEST = "manifest.json"
"""Name of its file. A folder without one holds no installed model, whatever else it holds."""

_FROZEN = ConfigDict(frozen=True, extra="ignore")


class KeptFile(BaseModel):
    """A file as it was when the model was installed.

    Attributes:
        path: Its name in the model's folder, or where it lies, from the root, for a file that was added.
        size: Bytes.
        sha256: In hexadecimal.
    """

    model_config = _FROZEN

    path: Path
    size: Annotated[int, Field(ge=0)]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class HubSource(BaseModel):
    """Where a model was downloaded from.

    Attributes:
        endpoint: Address of the Hub.
        repository: ``owner/name``.
        revision: What was asked for.
        commit: What that was on the day.
    """

    model_config = _FROZEN

    endpoint: str
    repository: str
    revision: str
    commit: str


class Manifest(BaseModel):
    """An installed model.

    Attributes:
        form: Of this file.
        id: Names the model; its folder has this name.
        name: Language of the window → what people call it.
        use: What it is for.
        quantisation: Of the text model, e.g. ``Q4_K_M``; empty where it is not known.
        text: The text model; of one that searches, the tower of words.
        projector: The projector; of one that searches, the tower of photos.
        extras: What else belongs to it.
        source: Where it came from; ``None`` for files that were added where they lie.
        licence: As the registry says; empty where it is not known.
        commercial_use: Whether a shop may use it for its work; ``None`` where that is not known.
        languages: That its publisher names; empty where they are not known.
        installed_at: When.
        licence_accepted_at: When a person confirmed that it is not for commercial use.
    """

    model_config = _FROZEN

    form: Literal[1] = 1
    id: ModelId
    name: dict[Language, str]
    use: Use = Use.CARDS
    quantisation: str
    text: KeptFile
    projector: KeptFile
    extras: tuple[KeptFile, ...] = ()
    source: HubSource | None = None
    licence: str = ""
    commercial_use: bool | None = None
    languages: tuple[Language, ...] = ()
    installed_at: AwareDatetime
    licence_accepted_at: AwareDatetime | None = None

    @property
    def kept(self) -> tuple[KeptFile, ...]:
        """All its files."""
        return self.text, self.projector, *self.extras
