"""The steps on the way to the shipped files, each from what the steps before it left in the working folder."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from demo_model import chimeras, early, export, labels, photos, reference, shipped, teacher, tokeniser, views
from demo_model.composition import Composer
from demo_model.decoder import Decoder, DecoderShape
from demo_model.parallel import Group, join
from demo_model.table import RESOURCES
from demo_model.tower import Projector
from demo_model.vision import Lesson, Seer, teach
from demo_model.writing import Author, Course, learn_cards, learn_language

REFERENCE = Path(__file__).resolve().parents[2] / "tests" / "demo_model" / "reference.json"
LANGUAGE = Course("language", epochs=13, steps=60, rate=3e-3)
FRESH = Lesson("fresh", epochs=2, rate=2e-3, fixed=True)
TOWER = Lesson("tower", epochs=16, rate=8e-4)
CARD = Course("card", epochs=18, steps=48, rate=2e-3, brief=0.7)
WHOLE_CARD = Course("whole", epochs=5, steps=48, rate=1.5e-3, brief=0.3)


@dataclass(frozen=True, slots=True)
class Places:
    """Folders.

    Attributes:
        photos: Of the labelled photos' ``labels.csv``.
        renders: Of the renders' ``labels.csv``.
        work: For arrays and checkpoints.
        begin: Of a text model that shipped, whose weights the cards go on from; ``None`` to learn from nothing.
    """

    photos: Path
    renders: Path
    work: Path
    begin: Path | None = None

    @property
    def tokeniser(self) -> Path:
        """The tokeniser's file."""
        return self.work / "tokeniser.json"


def run(step: str, places: Places, rank: int, processes: int, meeting: str) -> None:
    """Run a step, as one of so many processes."""
    group = join(rank, processes, meeting)
    match step:
        case "prepare" | "tokeniser" | "views" | "teacher":
            _make_ready(step, places, group)
        case "language":
            learned_language(places, group)
        case "early":
            early.learn(places.work, group)
        case "tower":
            learned_tower(places, group)
        case "card":
            learned_cards(places, group)
        case "export":
            export_files(places)


def _make_ready(step: str, places: Places, group: Group) -> None:
    """Make what the others learn from."""
    match step:
        case "prepare":
            prepare(places)
        case "tokeniser":
            tokeniser.learn(places.tokeniser)
        case "views":
            views.make(places.work, group)
        case "teacher":
            teacher.learn(places.work)


def prepare(places: Places) -> None:
    """Write the photos, and what is made of them, as arrays, and the validation photos' labels."""
    listed = photos.list_photos(places.photos, places.renders)
    pixels = photos.prepare(listed, photos.TRAINED)
    invented, made = chimeras.make(listed, pixels)
    photos.save(places.work, listed + invented, np.concatenate([pixels, made]))
    labels.write(places.work / "validation.csv", listed)


def learned_tower(places: Places, group: Group) -> Seer:
    """The tower with its heads, trained as far as it is not yet; so are those below."""
    tower = early.learn(places.work, group)
    views.look_early(places.work, tower, group)
    return teach(teach(Seer(tower), FRESH, places.work, group), TOWER, places.work, group)


def learned_language(places: Places, group: Group) -> Author:
    """Projector and decoder; the first is not trained yet."""
    author, composer = _author(places), Composer(tokeniser.Tokens(places.tokeniser))
    if places.begin:
        shipped.read_text_model(places.begin / export.TEXT_FILE, author.decoder)
        return author
    return learn_language(author, LANGUAGE, composer, places.work, group)


def learned_cards(places: Places, group: Group) -> Author:
    """Projector and decoder that write about photos."""
    author = learned_language(places, group).train()
    composer = Composer(tokeniser.Tokens(places.tokeniser))
    seer = learned_tower(places, group)
    author = learn_cards(author, seer, CARD, composer, places.work, group)
    return learn_cards(author.train(), seer, WHOLE_CARD, composer, places.work, group)


def _author(places: Places) -> Author:
    """Projector and decoder that have learned nothing."""
    shape = DecoderShape(tokeniser.Tokens(places.tokeniser).size)
    return Author(Projector(shape.width), Decoder(shape))


def export_files(places: Places) -> None:
    """Write both files where they ship, and what the tests compare them with."""
    tower, author = learned_tower(places, Group()).body, learned_cards(places, Group())
    export.write_text_model(RESOURCES / export.TEXT_FILE, author.decoder, places.tokeniser)
    export.write_projector(RESOURCES / export.PROJECTOR_FILE, tower, author.projector)
    tokens = tokeniser.Tokens(places.tokeniser)
    reference.write(REFERENCE, tower, author.projector, author.decoder, tokens)
