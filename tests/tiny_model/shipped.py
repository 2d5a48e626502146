"""The tiny model in the demonstration model's place: its files under the names that a real entry gives them."""

import shutil
from pathlib import Path

import resources.models.demo
from app.domain.registry import ENTRY, LocalModel, local_model
from inference.llama.options import ModelFiles

DEMO = Path(resources.models.demo.__file__).parent


def ship(files: ModelFiles, folder: Path, more: str = "") -> LocalModel:
    """Put copies of a pair beside a copy of the demonstration model's entry.

    Args:
        files: The pair.
        folder: Where to, made if it is not there.
        more: Added to the entry.
    """
    folder.mkdir(parents=True, exist_ok=True)
    entry = (DEMO / ENTRY).read_text(encoding="utf-8")
    # What the trainer measured holds for its own weights only.
    (folder / ENTRY).write_text(entry.split("[calibration")[0] + more, encoding="utf-8")
    for source, name in ((files.text, "fichario-demo.gguf"), (files.projector, "fichario-demo-mmproj.gguf")):
        shutil.copy(source, folder / name)
    found = local_model(folder)
    assert found is not None
    return found
