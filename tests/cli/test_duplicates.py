"""``fichario duplicates``: the real program tells which products of a catalogue may be the same."""

from pathlib import Path

from PIL import Image, ImageOps

from app.catalog.catalog import Catalog
from inference.llama.options import ModelFiles
from tests.catalog.bench import Clock
from tests.cli.program import ENGLISH, Program, lines, with_model
from tests.inference.test_likeness import scene
from tests.pipeline.driving import take_in


def test_pairs_with_what_they_have_in_common(home: Path, program: Program, model: ModelFiles, tmp_path: Path) -> None:
    photo = Image.fromarray(scene(1, 320, 240))
    paths = [tmp_path / name for name in ("a.png", "b.jpg", "c.png")]
    for path, picture in zip(paths, (photo, ImageOps.mirror(photo), Image.fromarray(scene(2))), strict=True):
        picture.save(path)
    with Catalog.open(home / "data" / "fichario" / "catalogue", clock=Clock()) as catalog:
        take_in(catalog, *paths)
        catalog.cancel(catalog.product_ids())
    ended = program.run("duplicates", "--pictures-only")
    assert (ended.returncode, ended.stderr) == (0, "")
    (found,) = lines(ended.stdout)
    assert (found["kind"], found["traits"]) == ("picture", ["mirrored"])
    assert [found[side]["photo"] for side in ("one", "other")] == [str(path) for path in paths[:2]]
    assert (found["one"]["width"], found["one"]["height"]) == (320, 240)
    looked = program.run("duplicates", *with_model(model))
    assert (looked.returncode, lines(looked.stdout)) == (0, [found])
    with Catalog.open(home / "data" / "fichario" / "catalogue", clock=Clock()) as catalog:
        assert catalog.coverage().seen == 3
        catalog.keep_apart([(found["one"]["product"], found["other"]["product"])])
    assert program.run("duplicates", "--pictures-only").stdout == ""


def test_a_server_compares_no_products(home: Path, program: Program) -> None:
    ended = program.run("duplicates", "--endpoint", "http://127.0.0.1:9", language=ENGLISH)
    assert (ended.returncode, ended.stdout) == (0, "")
    assert "only the same files and pictures" in ended.stderr
