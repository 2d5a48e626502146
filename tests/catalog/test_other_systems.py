"""Photos that were dropped on Windows, seen at a desk of another system: their names are names there, too."""

from pathlib import Path

from app.catalog.rows import Facet, ProductFilter
from app.catalog.tables import PhotoTable
from app.errors import message
from app.gui.facet_views import facet_views
from app.pipeline.pictures import Pictures, shown
from app.wording import Language
from tests.catalog.bench import Bench

ON_BOTH = True
MUG = "C:\\Fotos\\caneca.jpg"


def drop_on_windows(bench: Bench, product_id: int, path: str = MUG) -> None:
    """Let a photo have been dropped there."""
    with bench.catalog._writing() as session:
        row = session.get_one(PhotoTable, bench.catalog.product(product_id).photos[0].id)
        row.path = Path(path)
        bench.catalog._product(session, product_id).folder = Path(path.rpartition("\\")[0])


def test_it_is_called_what_its_file_is_called(bench: Bench) -> None:
    product_id, _ = bench.approve("1.jpg")
    drop_on_windows(bench, product_id)
    (row,) = bench.catalog.rows([product_id])
    product = bench.catalog.product(product_id)
    (pictures,) = shown(bench.catalog.approved_for_export(), Pictures())
    assert [row.file_name, product.photos[0].file_name, *pictures.files] == ["caneca.jpg"] * 3


def test_what_has_no_card_yet_and_what_failed_speak_of_it_by_name(bench: Bench) -> None:
    (product_id,) = bench.queue("1.jpg")
    drop_on_windows(bench, product_id)
    (standing,) = bench.catalog.standing_cards([product_id])
    bench.catalog.unreadable(bench.catalog.product(product_id).photos[0].id, "photo.truncated", {"path": MUG})
    (row,) = bench.catalog.rows([product_id])
    said = message("photo.truncated", {"path": MUG}, Language.EN)
    assert (standing.name, row.failed_name) == ("caneca.jpg", "caneca.jpg")
    assert "caneca.jpg" in said.sentence
    assert MUG not in str(said)


def test_it_is_found_by_its_name_and_in_its_folder_after_it_was_arranged(bench: Bench) -> None:
    first, second = bench.queue("outro/1.jpg", "outro/2.jpg")
    drop_on_windows(bench, second)
    assert bench.catalog.join([second, first]).ids[0] == second
    assert bench.catalog.product_ids(ProductFilter(text="caneca")) == [second]
    assert bench.catalog.product_ids(ProductFilter(text="fotos")) == []
    counts = bench.catalog.facet_counts()
    assert counts[Facet.FOLDER] == {"C:\\Fotos": 1}


def test_folders_that_end_alike_are_told_apart(bench: Bench) -> None:
    for number, path in enumerate((MUG, "C:\\Loja\\Fotos\\a.jpg", "D:\\Casa\\Fotos\\b.jpg"), start=1):
        (product_id,) = bench.queue(f"{number}.jpg")
        drop_on_windows(bench, product_id, path)
    views = facet_views(bench.catalog.facet_counts(), Language.PT)
    (folders,) = (view for view in views if view.key == Facet.FOLDER.value)
    assert {value.name for value in folders.values} == {"C:\\Fotos", "Loja\\Fotos", "Casa\\Fotos"}
