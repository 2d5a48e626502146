"""What a catalogue wants done with photos of the same product that come in."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.catalog.catalog import Catalog
from app.pipeline.together import By

GATHERING = "gathering"
"""Under which name the catalogue keeps it."""


class Gathering(BaseModel):
    """Fotos do mesmo produto: what a person sees on the page."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    by: Literal["ask", "name", "folder", "none"] = Field(
        default="ask",
        title="Quando fotos do mesmo produto chegam juntas",
        description=(
            "Pelos nomes: SKU-1.jpg, SKU-2.jpg, SKU_frente.jpg… são um produto; o que a câmera ou o celular numera "
            "(IMG_0001.jpg) não é. Vale para as próximas fotos; juntar e separar à mão sempre é possível."
        ),
        json_schema_extra={
            "enumLabels": {
                "ask": "Um produto por foto, e propor juntar o que parece ser do mesmo",
                "name": "Juntar pelos nomes dos arquivos",
                "folder": "Juntar as fotos de cada pasta",
                "none": "Sempre um produto por foto",
            }
        },
    )

    @property
    def at_once(self) -> By:
        """What puts photos together before they are listed."""
        return By.NONE if self.by == "ask" else By(self.by)

    @property
    def proposes(self) -> bool:
        """Whether to propose it afterwards."""
        return self.by == "ask"


def gathering_of(catalog: Catalog) -> Gathering:
    """What a catalogue wants; what is usual, where that cannot be understood."""
    kept: Any = catalog.setting(GATHERING, {})
    try:
        return Gathering.model_validate(kept)
    except ValidationError:
        return Gathering()
