"""A shop with labelled photos and a manner of its own, in a real catalogue, for ``bench_house.py``."""

import csv
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from demo_model.table import Type, load_table

from app.catalog.catalog import Catalog
from app.domain.card import CATEGORY_FIELD, COLOUR_FIELD, DESCRIPTION_FIELD, FEATURES_FIELD, NAME_FIELD
from app.pipeline.memory import Memory
from app.pipeline.recipe import corrections_of
from app.settings import Settings
from inference.embed import Space, TowerEmbedder
from inference.engine import PhotoFile
from inference.llama.engine import LlamaEngine
from inference.llama.options import LoadOptions, ModelFiles
from tests.pipeline.driving import listed, settle, take_in

COLOURS: Final = Path(__file__).resolve().parents[2] / "packaging" / "demo_model" / "validation_colours.csv"
LARGE: Final = 100
"""Photos of a sender from which on it is the house's; what is new comes from all the others."""
SAYINGS: Final = (
    "Oi, pessoal, chegou mais uma novidade por aqui!",
    "A gente olhou, mexeu, testou e só então pôs na prateleira.",
    "Sabe aquele achado que você mostra pra todo mundo?",
    "Então, é bem isso.",
    "Aqui em casa ninguém quis devolver a amostra.",
    "Se você já comprou com a gente, conhece o nosso jeitinho.",
    "Nada de enrolação: o que você vê na foto é o que chega aí.",
    "Ficou na dúvida?",
    "Chama a gente no balcão, que a conversa é boa e não custa nada.",
    "Pra quem gosta de coisa simples e bem feita, tá aqui.",
    "Não é porque a gente vende, não, mas ficou lindo demais.",
    "Já pensou nisso de presente pra alguém?",
    "A turma da loja votou, e deu esse aqui em primeiro lugar.",
    "Corre, porque o que é bom some rapidinho da vitrine.",
    "Pode confiar, que a gente não põe no site o que não levaria pra casa.",
    "Tem gente que leva um e volta no outro dia pra buscar mais.",
    "Combina com você, com a sua casa e com o seu dia a dia.",
    "E olha que a gente é chato pra escolher, viu?",
    "Vai sem medo, que depois você conta pra gente como foi.",
    "No fim das contas, é o tipo de compra que deixa a gente feliz.",
    "Embalamos tudo com carinho, como se fosse pra nossa mãe.",
    "Bora dar um jeitinho nessa rotina?",
    "Você merece, e o seu bolso também.",
    "Um beijo, e até a próxima novidade!",
)
"""What this house says, in its own manner; each card draws some of them."""


@dataclass(frozen=True, slots=True)
class Product:
    """A labelled photo.

    Attributes:
        path: The file.
        kind: What it shows.
        colour: What was named by looking at it; empty where nobody has.
        sender: Who sent it; empty where the label says nobody.
    """

    path: Path
    kind: Type
    colour: str
    sender: str

    def card(self, number: int) -> dict[str, Any]:
        """What the house writes of it; of its colour, where nobody named it, nothing."""
        drawn = random.Random(number)
        noun = self.kind.noun.capitalize()
        first = f"{noun} número {number} da nossa coleção, escolha da casa e da nossa turma."
        return {
            NAME_FIELD: f"{noun} número {number} da casa",
            CATEGORY_FIELD: self.kind.department,
            **({COLOUR_FIELD: self.colour} if self.colour else {}),
            FEATURES_FIELD: ["Escolha da nossa turma", "Do jeitinho que a gente gosta", "Chega rapidinho aí"],
            DESCRIPTION_FIELD: " ".join([first, *drawn.sample(SAYINGS, 10)]),
        }


def shop(folder: Path, approved: int, new: int) -> tuple[list[Product], list[Product]]:
    """Approved and new products, of validation photos, on none of which the demonstration model was trained.

    Those of large senders are the house's, those of all others are new. Groceries, which name no sender, are divided by
    lot. The house has no shoes: of a department that is new to it its look-alikes know nothing.

    Raises:
        ValueError: There are too few photos.
    """
    products = list(_labelled(folder))
    random.Random(7).shuffle(products)
    count = {one.sender: sum(other.sender == one.sender for other in products) for one in products}
    house = [one for one in products if one.sender and count[one.sender] >= LARGE]
    guests = [one for one in products if one.sender and count[one.sender] < LARGE]
    # A grocery whose colour nobody has named tells less of a new card: those are the house's first.
    lone = sorted((one for one in products if not one.sender), key=lambda one: bool(one.colour))
    wanted = approved - len(house)
    house, guests = [*house, *lone[: max(wanted, 0)]], [*guests, *lone[max(wanted, 0) :]]
    if len(house) < approved or len(guests) < new:
        raise ValueError(f"only {len(house)} photos of the house's and {len(guests)} others")
    for some in (house, guests):
        random.Random(1).shuffle(some)
    return house[:approved], guests[:new]


def _labelled(folder: Path) -> Iterator[Product]:
    with COLOURS.open(encoding="utf-8", newline="") as file:
        colours = {line["path"]: line["color"] for line in csv.DictReader(file)}
    table = load_table()
    with (folder / "labels.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            if line["split"] == "validation" and line["type"] not in {"not-sure", "other"}:
                kind = table.of(line["type"], line["variant"])
                if kind is not None:
                    yield Product(folder / line["path"], kind, colours.get(line["path"], ""), line["source"])


class House:
    """The shop's catalogue: all photos are in it and have vectors, and as many cards are approved as somebody says.

    Attributes:
        memory: Of its pictures.
        new: Number of a product in the catalogue → the product, for those that no card is written of.
    """

    def __init__(self, catalog: Catalog, own: Sequence[Product], new: Sequence[Product], tower: ModelFiles) -> None:
        """Take the photos in, and look at them with a tower."""
        self.catalog = catalog
        self._own = own
        self._approved = 0
        ids = listed(take_in(catalog, *(one.path for one in [*own, *new])))
        if len(ids) != len(own) + len(new):
            raise ValueError("some photos are there twice, or cannot be read")
        self.new = dict(zip(ids[len(own) :], new, strict=True))
        self.memory = self._look(ids, tower)

    def _look(self, ids: Sequence[int], tower: ModelFiles) -> Memory:
        engine = LlamaEngine.load(tower, LoadOptions(slots=1))
        space = Space(engine.info.space, engine.info.dimension, engine.info.projector)
        embedder, settings = TowerEmbedder(engine, space), Settings()
        for id_ in ids:
            photo = self.catalog.product(id_).photos[0]
            (vector,) = embedder.embed_image([PhotoFile(photo.path, settings.photo_side, corrections_of(settings))])
            if isinstance(vector, np.ndarray):
                self.catalog.keep_vectors(space.name, {photo.id: vector.astype("<f4").tobytes()})
        engine.close()
        memory = Memory.open(self.catalog, space)
        settle(memory)
        return memory

    @property
    def texts(self) -> list[str]:
        """The descriptions of all cards that the house writes, approved by now or not."""
        return [one.card(number)[DESCRIPTION_FIELD] for number, one in enumerate(self._own)]

    def approve(self, count: int) -> None:
        """Have the house write and approve cards until there are so many."""
        for number in range(self._approved, count):
            claimed = self.catalog.claim_next()
            if claimed is None:
                raise ValueError("nothing waits")
            version = self.catalog.finish(claimed.product_id, self._own[number].card(number), {}, {}, {})
            self.catalog.approve(claimed.product_id, version)
        self._approved = max(self._approved, count)
