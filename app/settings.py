"""What a person has chosen, frozen; the settings dialog is generated from it.

They lie in one JSON file in the user's configuration folder. One that cannot be understood is set aside, never lost.
"""

import json
import os
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal, TypeAlias

from platformdirs import user_cache_path, user_config_path, user_data_path
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.domain.card import MINIMUM_WORDS
from app.domain.serving import CatalogueChoice, EndpointKind
from app.wording import Language

APPLICATION = "fichario"
LARGEST_SEED = 2**32 - 1

_WHEN: Final = MappingProxyType({"off": "Não", "automatic": "Quando precisar", "always": "Sempre"})

When: TypeAlias = Annotated[Literal["off", "automatic", "always"], Field(json_schema_extra={"enumLabels": dict(_WHEN)})]
"""When something is corrected in the photos that the model is shown."""


class Settings(BaseModel):
    """Preferências: what the person sees in the dialog."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    interface: Literal["system", "pt", "en"] = Field(
        default="system",
        title="Idioma da janela",
        description="Vale a partir da próxima abertura.",
        json_schema_extra={"enumLabels": {"system": "O do sistema", "pt": "Português", "en": "English"}},
    )
    theme: Literal["system", "light", "dark"] = Field(
        default="system",
        title="Tema",
        description="Claro, escuro ou o que o sistema usar.",
        json_schema_extra={"enumLabels": {"system": "O do sistema", "light": "Claro", "dark": "Escuro"}},
    )
    card_language: Literal["pt", "en", "es"] = Field(
        default="pt",
        title="Idioma das fichas",
        description="A língua em que o modelo escreve as próximas fichas.",
        json_schema_extra={"enumLabels": {"pt": "Português (Brasil)", "en": "Inglês", "es": "Espanhol"}},
    )
    minimum_words: Annotated[int, Field(ge=30, le=400)] = Field(
        default=MINIMUM_WORDS,
        title="Mínimo de palavras na descrição",
        description="O modelo escreve ao menos isto; uma pessoa pode aprovar menos, com um aviso.",
    )
    temperature: Annotated[float, Field(ge=0, le=2)] = Field(
        default=0.2,
        title="Temperatura",
        description="0 repete sempre a escolha mais provável; valores maiores variam mais o texto.",
    )
    prose_temperature: Annotated[float, Field(ge=0, le=2)] | None = Field(
        default=None,
        title="Temperatura dos textos",
        description="Só das características e da descrição. Vazio usa a mesma dos outros campos.",
    )
    top_p: Annotated[float, Field(ge=0, le=1)] = Field(
        default=0.95,
        title="Sorteio só entre os mais prováveis (top-p)",
        description="Sorteia entre os mais prováveis que juntos somam esta parte. 1 não deixa nenhum de fora.",
    )
    min_p: Annotated[float, Field(ge=0, le=1)] = Field(
        default=0.0,
        title="Sorteio sem os improváveis (min-p)",
        description="Deixa de fora o que tem menos que esta parte da chance do mais provável. 0 não corta nada.",
    )
    repetition_penalty: Annotated[float, Field(ge=1, le=2)] = Field(
        default=1.0,
        title="Penalidade de repetição",
        description="Acima de 1, as palavras usadas há pouco voltam menos nas características e na descrição.",
    )
    seed: Annotated[int, Field(ge=0, le=LARGEST_SEED)] = Field(
        default=0,
        title="Semente do sorteio",
        description="Com uma foto por vez, a mesma semente e as mesmas escolhas dão a mesma ficha.",
    )
    photo_side: Annotated[int, Field(ge=224, le=4096)] = Field(
        default=1024,
        title="Lado maior da foto para o modelo, em pixels",
        description="Fotos maiores são reduzidas antes da leitura. O arquivo original nunca muda.",
    )
    correct_noise: When = Field(
        default="off",
        title="Reduzir o ruído",
        description="Tira o granulado de fotos feitas com pouca luz.",
    )
    correct_white_balance: When = Field(
        default="off",
        title="Corrigir a cor da luz",
        description="Tira o amarelado de lâmpadas e o azulado da sombra.",
    )
    correct_exposure: When = Field(
        default="off",
        title="Corrigir fotos escuras ou lavadas",
        description="Clareia fotos escuras e devolve os tons às claras demais.",
    )
    correct_contrast: When = Field(
        default="off",
        title="Realçar o contraste",
        description="Separa os tons de fotos sem contraste.",
    )
    correct_histogram: When = Field(
        default="off",
        title="Igualar a iluminação",
        description="Distribui claros e escuros como em fotos de loja bem iluminadas.",
    )
    histogram_reference: Path | None = Field(
        default=None,
        title="Foto de referência da iluminação",
        description="Uma foto bem iluminada da sua loja, para igualar as outras a ela. Vazio usa a do programa.",
    )
    correct_crop: When = Field(
        default="automatic",
        title="Cortar o fundo vazio",
        description="Mostra ao modelo o produto mais de perto quando há muito fundo liso em volta.",
    )
    read_labels: bool = Field(
        default=True,
        title="Ler o texto das embalagens",
        description="Mostra o texto sobre a foto, passa-o ao modelo como informação e confere os números da descrição.",
    )
    examples: Annotated[int, Field(ge=0, le=5)] = Field(
        default=2,
        title="Fichas aprovadas que servem de exemplo",
        description="Antes de escrever, o modelo vê o estilo das fichas aprovadas de produtos parecidos. Cada uma faz "
        "a leitura demorar um pouco mais. 0 não mostra nenhuma; a opinião dos parecidos é outra escolha.",
    )
    category_votes: bool = Field(
        default=True,
        title="Segunda opinião sobre a categoria",
        description="Compara-a com a dos aprovados mais parecidos e, havendo um modelo de busca, com a que ele vê na "
        "foto: se concordam, a confiança sobe; se não, a ficha ganha uma marca. Vale também com 0 fichas de exemplo.",
    )
    context: Annotated[int, Field(ge=0, le=131072)] = Field(
        default=0, title="Contexto do modelo, em tokens", description="0 deixa o programa escolher."
    )
    slots: Annotated[int, Field(ge=0, le=16)] = Field(
        default=0,
        title="Fotos ao mesmo tempo",
        description="0 deixa o programa escolher. Mais fotos ao mesmo tempo pedem mais memória.",
    )
    threads: Annotated[int, Field(ge=0, le=256)] = Field(
        default=0,
        title="Processadores para o modelo",
        description="0 deixa o programa escolher, com um reservado para a janela.",
    )
    gpu_layers: Annotated[int, Field(ge=0, le=999)] = Field(
        default=0,
        title="Camadas do modelo na placa de vídeo",
        description="0 usa só o processador. Precisa de uma instalação feita com suporte à placa.",
    )
    vectors: Annotated[str, Field(pattern=r"^(https?://[^\s/@?#]+(/[^\s@?#]*)?)?$")] = Field(
        default="",
        title="Servidor de vetores (Qdrant), como http://servidor:6333",
        description="Guarda o que se sabe das fotos. Vazio usa este computador. Vale a partir da próxima abertura.",
    )
    kept: Annotated[int, Field(ge=0, le=1_000_000)] = Field(
        default=2000,
        title="Espaço para guardar o que já foi lido, em MB",
        description="A mesma foto, com o mesmo modelo e o mesmo pedido, volta na hora. 0 não guarda nada.",
    )


class Choices(BaseModel):
    """Everything that is kept: the preferences, and what has its own place in the window.

    Attributes:
        settings: What the dialog shows.
        text_model, projector: The GGUF files that were chosen; ``None`` for those of the model that ships.
        search_model: Id of the installed model by which words find photos; empty where they do not.
        endpoint, endpoint_before: Address of the server that reads the photos in its stead, and of the last that did.
        endpoint_kind, endpoint_model: What that server speaks, and the model's name there; empty for the only one.
        endpoint_about: What that server says of the model, as the registry of models would, if it does.
        endpoint_slots: Photos that it is asked about at the same time; 0 lets the program choose.
        endpoints_agreed: Addresses that somebody has agreed to send photos to.
        histogram_luma: How light and dark are spread in the reference of the settings; empty for the program's own.
        instructions: Card language → edited instructions of the prompt.
        remarks_read: What was said about the demonstration model and put away for good.
        catalogue: Which catalogue is opened where none is named.
        window: Geometry and column widths, as the window made them (base64).
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    settings: Settings = Settings()
    text_model: Path | None = None
    projector: Path | None = None
    search_model: str = ""
    endpoint: str = ""
    endpoint_kind: EndpointKind = EndpointKind.OPENAI
    endpoint_model: str = ""
    endpoint_about: dict[str, Any] = {}
    endpoint_slots: int = 0
    endpoint_before: str = ""
    endpoints_agreed: tuple[str, ...] = ()
    histogram_luma: tuple[float, ...] = ()
    instructions: dict[Language, str] = {}
    remarks_read: tuple[str, ...] = ()
    catalogue: CatalogueChoice = CatalogueChoice()
    window: str = ""


def choices_path() -> Path:
    """Where the choices lie on this system."""
    return user_config_path(APPLICATION, appauthor=False) / "settings.json"


def catalogue_folder() -> Path:
    """Where the catalogue lies unless somebody says otherwise."""
    return user_data_path(APPLICATION, appauthor=False) / "catalogue"


def cache_folder() -> Path:
    """Where what can be made again is kept on this system."""
    return user_cache_path(APPLICATION, appauthor=False)


def load_choices(path: Path) -> Choices:
    """Read the choices, or the defaults; what cannot be understood is renamed to ``settings.broken.json`` beside it."""
    try:
        return Choices.model_validate_json(path.read_bytes())
    except (ValidationError, UnicodeDecodeError):
        path.replace(path.with_suffix(".broken.json"))
        return Choices()
    except OSError:
        return Choices()


def save_choices(choices: Choices, path: Path) -> None:
    """Write the choices to a temporary file and rename it over the old one.

    Raises:
        OSError: The folder cannot be written; the old choices are whole.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".new.json")
    with temporary.open("w", encoding="utf-8") as file:
        json.dump(choices.model_dump(mode="json"), file, ensure_ascii=False, indent=2)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
