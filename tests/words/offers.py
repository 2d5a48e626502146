"""Pairs of towers as the registry offers them, and a Hub that has tiny ones under those names."""

from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

from app.domain.offered import OfferedModel, find_offered, offered_models
from app.models.disk import sha256_of
from app.models.manifest import KeptFile, Manifest
from app.models.store import InstalledModel, ModelStore
from tests.models.hub_server import Hub
from tests.words.tiny import COLOURS, make_clip, make_siglip

CLIP, SIGLIP = "clip-vit-b-32", "siglip2-base"


def offered(id_: str) -> OfferedModel:
    found = find_offered(offered_models(), id_)
    assert found is not None
    return found


def stock(hub: Hub, folder: Path) -> None:
    """Give the Hub tiny pairs under the names of those that are offered."""
    for id_, make in ((CLIP, make_clip), (SIGLIP, make_siglip)):
        make(folder / id_)
        model = offered(id_)
        for file in model.files(model.quantisations[0]):
            content = (folder / id_ / file.local_name).read_bytes()
            hub.files[file.repository or model.repository, file.name] = content


def install_tiny(store: ModelStore, id_: str = CLIP) -> InstalledModel:
    """Have a tiny pair lie in a store as if it had been downloaded."""
    model = offered(id_)
    folder = store.folder_of(id_)
    (make_clip if id_ == CLIP else make_siglip)(folder)
    text, projector, *extras = (_kept(folder / file.local_name) for file in model.files(model.quantisations[0]))
    manifest = Manifest(
        id=id_,
        name=model.name,
        use=model.use,
        quantisation=model.quantisations[0].id,
        text=text,
        projector=projector,
        extras=tuple(extras),
        licence=model.licence,
        commercial_use=True,
        languages=model.languages,
        installed_at=datetime(2026, 11, 25, 12, 0, tzinfo=UTC),
    )
    return store.write(manifest)


def save_colour(path: Path, colour: str, size: tuple[int, int] = (80, 60)) -> Path:
    """Write a photo of one colour, which no other photo has just so."""
    path.parent.mkdir(parents=True, exist_ok=True)
    shade = sum(path.name.encode()) % 20
    values = tuple(235 - shade if one > 0 else 20 + shade for one in COLOURS[colour])
    Image.new("RGB", size, values).save(path)
    return path


def _kept(path: Path) -> KeptFile:
    return KeptFile(path=Path(path.name), size=path.stat().st_size, sha256=sha256_of(path, lambda _done: None))
