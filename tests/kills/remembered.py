"""Look into the memory of a catalogue that nobody has open any more: nothing it says may be wrong."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalog.tables import PhotoTable, SettingTable
from app.catalog.vector_tables import VectorTable
from app.catalog.vectors import SHELF, tag_of
from app.pipeline.memory import FOLDER
from app.search.edge import EdgeShelf
from inference.embed import Space, similarity

Vectors = dict[str, NDArray[np.float32]]


def misremembered(folder: Path, session: Session, seen: Vectors) -> Iterator[str]:
    """What is wrong with the shelf.

    Args:
        folder: The catalogue's.
        session: A transaction of the catalogue.
        seen: Contents of a photo → its vector, as it was found first; what is new is added.
    """
    passport = folder / FOLDER / "shelf.json"
    known = session.get(SettingTable, SHELF)
    if known is None or not passport.exists():
        return  # the next program begins it
    said = json.loads(passport.read_bytes())
    if said["identity"] != known.value:
        return  # as above
    with tempfile.TemporaryDirectory() as copy:  # so that the next life finds it as this one left it
        shutil.copytree(folder / FOLDER, Path(copy, "shelf"))
        shelf = EdgeShelf.open(Path(copy, "shelf"), Space(said["space"], said["dimension"], ""))
        try:
            if shelf.identity != said["identity"]:
                yield "the shelf was damaged by the kill"
                return
            yield from _missing(session, shelf)
            yield from _strange(session, shelf, seen)
        finally:
            shelf.close()


def _missing(session: Session, shelf: EdgeShelf) -> Iterator[str]:
    on_it = session.scalars(select(VectorTable.photo_id).where(VectorTable.data.is_(None))).all()
    for photo in {*on_it} - {item.id for item in shelf.get(on_it)}:
        yield f"the vector of photo {photo} is said to be on the shelf, and is not"


def _strange(session: Session, shelf: EdgeShelf, seen: Vectors) -> Iterator[str]:
    photos = {id_: tag_of(digest) for id_, digest in session.execute(select(PhotoTable.id, PhotoTable.sha256))}
    for item in shelf.get(photos):
        if item.tag == photos[item.id] and similarity(item.vector, seen.setdefault(item.tag, item.vector)) < 0.9999:
            yield f"photo {item.id} has the vector of another one"
