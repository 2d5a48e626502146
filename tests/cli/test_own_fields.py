"""The editor's own fields on the command line: those of the catalogue that is named."""

from datetime import UTC, datetime
from pathlib import Path

from app.catalog.catalog import Catalog
from app.domain.fields import CustomField, FieldType
from app.pipeline.own_fields import keep_fields
from inference.llama.options import ModelFiles
from tests.cli.program import Program, lines, with_model

SEASON = CustomField(id="estacao", type=FieldType.CHOICE, name="Estação", entries=("verão", "inverno"))


def test_generate_asks_for_the_fields_of_the_catalogue(
    photos: Path, model: ModelFiles, program: Program, tmp_path: Path
) -> None:
    folder, out = tmp_path / "catálogo", tmp_path / "fichas.csv"
    with Catalog.open(folder, clock=lambda: datetime.now(UTC)) as catalog:
        keep_fields(catalog, [SEASON])
    photo = next(path for path in sorted(photos.iterdir()) if path.suffix == ".png")
    asked = ("generate", photo, "--catalogue", folder, "--words", "30", "--csv", out, *with_model(model))
    ended = program.run(*asked)
    assert ended.returncode == 0
    (line,) = lines(ended.stdout)
    assert line["card"]["estacao"] in SEASON.entries
    assert "estacao" in out.read_text(encoding="utf-8-sig").splitlines()[0].split(";")


def test_a_catalogue_that_was_named_and_is_none_is_said(
    photos: Path, model: ModelFiles, program: Program, tmp_path: Path
) -> None:
    ended = program.run("generate", photos, "--catalogue", tmp_path / "nenhum", *with_model(model))
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert "catálogo" in ended.stderr
