"""The models that the registry offers for download: where each lies, in which sizes, and on what terms.

They are data in ``resources/models/registry.toml``. What is said here is for choosing; before a download the Hub is
asked again, and what came is held to its answer.
"""

import tomllib
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import PurePosixPath
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from app.wording import Language

_FROZEN = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

ModelId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,63}$")]
"""Names a model for good, and the folder that it is installed in: it is a safe name on every system."""

Count = Annotated[int, Field(gt=0)]


class Use(StrEnum):
    """What a model is for."""

    CARDS = "cards"
    """It writes them."""
    SEARCH = "search"
    """It finds photos by words (:mod:`inference.words`)."""


_ENDING = {Use.CARDS: (".gguf",), Use.SEARCH: (".onnx", ".json")}


class RemoteFile(BaseModel):
    """A file of a repository.

    Attributes:
        name: Its path there.
        size: Bytes, roughly.
        repository: Where that is another one than the model's.
        kept_as: What it is called on disk, where that is not its name there.
    """

    model_config = _FROZEN

    name: Annotated[str, Field(pattern=r"^[^/\\:][^\\:]*\.(gguf|onnx|json)$")]
    size: Count
    repository: Annotated[str, Field(pattern=r"^[\w.-]+/[\w.-]+$")] | None = None
    kept_as: Annotated[str, Field(pattern=r"^\w[\w.-]*\.(gguf|onnx|json)$")] | None = None

    @property
    def local_name(self) -> str:
        """What it is called on disk: without the repository's folders."""
        return self.kept_as or PurePosixPath(self.name).name


class Quantisation(RemoteFile):
    """A text model in one of the precisions that it is published in.

    Attributes:
        id: E.g. ``Q4_K_M``.
    """

    id: str


class OfferedModel(BaseModel):
    """A model that can be downloaded.

    Attributes:
        id: Names it for good.
        name: Language of the window → what people call it.
        repository: On the Hub, ``owner/name``.
        revision: Branch, tag or commit.
        use: What it is for.
        quantisations: Its text model, the usual choice first; in the file, ``quantisation``. Of one that searches, its
            tower of words.
        projector: Its projector. Of one that searches, its tower of photos.
        extras: What else belongs to it; in the file, ``extra``.
        licence: As SPDX names it, or else by its own name.
        terms: Language of the window → what the licence means for a shop, in a sentence.
        commercial_use: Whether a shop may use it for its work; ``None`` where the program cannot tell.
        languages: Of those a card can be written in, the ones its publisher names.
        context: Tokens that it was trained to read at once.
        image_tokens: Tokens of one photo at most; ``None`` where its publisher gives no figure.
        cell_bytes: Bytes of one token's keys and values in all layers; ``None`` where that is not known.
        mended: Whether the engine keeps a corrected copy of the projector beside it, of the same size.
        listed: Whether the registry lists it; one that a person named is tried once before it counts as installed.
    """

    model_config = _FROZEN

    id: ModelId
    name: dict[Language, str]
    repository: Annotated[str, Field(pattern=r"^[\w.-]+/[\w.-]+$")]
    revision: str = "main"
    use: Use = Use.CARDS
    quantisations: tuple[Quantisation, ...] = Field(alias="quantisation", min_length=1)
    projector: RemoteFile
    extras: tuple[RemoteFile, ...] = Field(default=(), alias="extra")
    licence: str
    terms: dict[Language, str]
    commercial_use: bool | None
    languages: tuple[Language, ...]
    context: Count
    image_tokens: Count | None = None
    cell_bytes: Count | None = None
    mended: bool = False
    listed: bool = True

    @model_validator(mode="after")
    def _is_whole(self) -> "OfferedModel":
        for words in (self.name, self.terms):
            if missing := {Language.PT, Language.EN} - words.keys():
                raise ValueError(f"no words in {sorted(missing)}")
        ids = [quantisation.id for quantisation in self.quantisations]
        names = [file.local_name for file in (*self.quantisations, self.projector, *self.extras)]
        if len({*ids}) < len(ids) or len({*names}) < len(names):
            raise ValueError("two quantisations or files of the same name")
        if not all(name.endswith(_ENDING[self.use]) for name in names):
            raise ValueError(f"not all files are for {self.use}")
        return self

    def files(self, quantisation: Quantisation) -> tuple[RemoteFile, ...]:
        """All its files, the text model in this precision and the projector first."""
        return quantisation, self.projector, *self.extras

    def size(self, quantisation: Quantisation) -> int:
        """Bytes of all its files, in a precision."""
        return sum(file.size for file in self.files(quantisation))

    def quantisation(self, id_: str | None = None) -> Quantisation | None:
        """The quantisation of that id, in any case of letters; the usual one where none is named.

        Returns:
            ``None`` where there is no such quantisation.
        """
        if id_ is None:
            return self.quantisations[0]
        return next((one for one in self.quantisations if one.id.casefold() == id_.casefold()), None)


class Registry(BaseModel):
    """All models that are offered.

    Attributes:
        models: In no order that means anything; in the file, ``model``.
    """

    model_config = _FROZEN

    models: tuple[OfferedModel, ...] = Field(alias="model")

    @model_validator(mode="after")
    def _ids_are_unique(self) -> "Registry":
        ids = [model.id for model in self.models]
        if len({*ids}) < len(ids):
            raise ValueError("two models of the same id")
        return self


@cache
def offered_models() -> tuple[OfferedModel, ...]:
    """The models that come with the program as offers."""
    return parse_registry(files("resources.models").joinpath("registry.toml").read_text(encoding="utf-8"))


def parse_registry(text: str) -> tuple[OfferedModel, ...]:
    """The models of a registry's text.

    Raises:
        ValueError: It is no registry.
    """
    return Registry.model_validate(tomllib.loads(text)).models


def find_offered(models: Iterable[OfferedModel], id_: str) -> OfferedModel | None:
    """The model of that id; ``None`` where none is offered."""
    return next((model for model in models if model.id == id_), None)
