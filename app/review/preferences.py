"""What a catalogue wants checked, and how loudly; the page is generated from it."""

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from app.domain.text import OneLine
from app.review.marks import Code, Severity

Loudness: TypeAlias = Literal["off", "notice", "warning"]
_LOUDNESS: JsonDict = {
    "enumLabels": {"off": "Não conferir", "notice": "Aviso discreto", "warning": "Chamar a atenção"},
}


class Preferences(BaseModel):
    """Conferência antes de aprovar: what a person sees on the page. Nothing here keeps anybody from approving."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    missing: Loudness = Field(
        default="warning",
        title="Faltam fatos",
        description="Campos vazios, ou com o item da lista que só diz “outros”.",
        json_schema_extra=_LOUDNESS,
    )
    colour: Loudness = Field(
        default="warning",
        title="O texto fala em outra cor",
        description="Cores de detalhes e do que combina com o produto não contam.",
        json_schema_extra=_LOUDNESS,
    )
    label: Loudness = Field(
        default="warning",
        title="Números que a embalagem não mostra",
        description="Medidas, pesos, quantidades e porcentagens, onde o texto da embalagem foi lido.",
        json_schema_extra=_LOUDNESS,
    )
    photo: Loudness = Field(
        default="notice",
        title="A cor não aparece na foto",
        description="Compara a cor que o modelo escreveu com as cores do produto na foto.",
        json_schema_extra=_LOUDNESS,
    )
    neighbours: Loudness = Field(
        default="notice",
        title="Os produtos parecidos estão em outra categoria",
        description="Compara a categoria que o modelo escreveu com a das fichas aprovadas de produtos parecidos.",
        json_schema_extra=_LOUDNESS,
    )
    words_seen: Loudness = Field(
        default="notice",
        title="A busca por palavras vê outra categoria na foto",
        description="Compara a categoria que o modelo escreveu com a que o modelo da busca reconhece na foto, se as "
        "fichas aprovadas mostram que ele acerta.",
        json_schema_extra=_LOUDNESS,
    )
    product: Loudness = Field(
        default="warning",
        title="O texto fala de outro produto, ou a categoria é de outro",
        description="Compara o nome com a descrição e com a categoria.",
        json_schema_extra=_LOUDNESS,
    )
    claim: Loudness = Field(
        default="notice",
        title="Afirmações que a foto não mostra",
        description="Composição, medidas, peso, garantia, selos, origem…",
        json_schema_extra=_LOUDNESS,
    )
    repeated: Loudness = Field(
        default="notice",
        title="Palavras repetidas",
        description="Quatro palavras seguidas, ou mais, que já estão na ficha.",
        json_schema_extra=_LOUDNESS,
    )
    duplicate: Loudness = Field(
        default="warning",
        title="Descrição igual à de outro produto",
        description="O mesmo texto, ou metade das frases.",
        json_schema_extra=_LOUDNESS,
    )
    copied: Loudness = Field(
        default="warning",
        title="Frases copiadas das fichas que serviram de exemplo",
        description="Duas frases ou mais que estão, iguais, nas fichas aprovadas que o modelo viu antes de escrever.",
        json_schema_extra=_LOUDNESS,
    )
    language: Loudness = Field(
        default="warning",
        title="Texto em outra língua",
        description="Parágrafos que não estão na língua das fichas.",
        json_schema_extra=_LOUDNESS,
    )
    length: Loudness = Field(
        default="warning",
        title="Texto longo demais para onde a ficha vai",
        description="O destino é escolhido abaixo.",
        json_schema_extra=_LOUDNESS,
    )
    target: Literal["none", "google", "vtex", "mercado_livre"] = Field(
        default="none",
        title="Para onde as fichas vão",
        description="Decide quantos caracteres cabem no nome e na descrição.",
        json_schema_extra={
            "enumLabels": {
                "none": "Sem limite",
                "google": "Google Merchant",
                "vtex": "VTEX",
                "mercado_livre": "Mercado Livre",
            }
        },
    )
    forbidden: Loudness = Field(
        default="warning",
        title="Palavras proibidas",
        description="As da lista abaixo, em qualquer forma.",
        json_schema_extra=_LOUDNESS,
    )
    words: list[Annotated[str, OneLine(2, 60)]] = Field(
        default=[],
        title="Lista de palavras proibidas",
        description="Uma palavra ou expressão por linha; acentos, maiúsculas, plural e feminino não fazem diferença.",
    )

    def severity(self, code: Code) -> Severity:
        """How loudly a check speaks."""
        return Severity(getattr(self, code.value))

    @property
    def heard(self) -> tuple[Code, ...]:
        """The checks that are not off, the loudest first."""
        loud = [code for code in Code if self.severity(code) is Severity.WARNING]
        return (*loud, *(code for code in Code if self.severity(code) is Severity.NOTICE))
