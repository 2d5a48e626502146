"""What was said beside what was approved."""

from app.catalog.outcomes import Outcome
from app.domain.states import State
from tests.catalog.bench import CONFIDENCE, Bench, card

NAMES = ("product_name", "category_standard")


def reviewed(bench: Bench, name: str, seconds: float = 3, **origin: object) -> tuple[int, int]:
    """A card in review that somebody had open for so long."""
    product = bench.claim(name)
    version = bench.catalog.finish(product, card(), CONFIDENCE, {"model": "m.gguf", **origin}, {})
    made = bench.catalog.product(product).card
    assert made is not None
    if seconds:
        bench.catalog.spend(product, made.generated_at, seconds)
    return product, version


def outcomes(bench: Bench, limit: int = 10) -> list[Outcome]:
    return bench.catalog.outcomes(limit, ("model", "calibration"))


def test_an_approved_card_tells_what_it_showed_and_what_was_kept(bench: Bench) -> None:
    told = {"product_name": {"before": 0.97, "answers": 120}}
    product, version = reviewed(bench, "a.jpg", calibration=told)
    assert outcomes(bench) == []
    bench.catalog.approve(product, version, card(category_standard="Decoração"))
    (one,) = outcomes(bench)
    assert one.origin == {"model": "m.gguf", "calibration": told}
    assert one.shown == {"product_name": 0.9, "category_standard": 0.4}
    assert [one.kept[name] for name in NAMES] == [True, False]


def test_what_nobody_looked_at_tells_nothing(bench: Bench) -> None:
    product, _ = reviewed(bench, "a.jpg", seconds=0)
    bench.catalog.move_all([product], State.APPROVED)
    assert outcomes(bench) == []


def test_what_holds_no_longer_tells_nothing(bench: Bench) -> None:
    ids = []
    for name in ("a.jpg", "b.jpg", "c.jpg", "d.jpg", "e.jpg"):
        product, version = reviewed(bench, name)
        bench.catalog.approve(product, version)
        ids.append(product)
    assert len(outcomes(bench)) == 5
    edited, again, rejected, removed, _ = ids
    bench.catalog.save_values(edited, card(color_primary="verde"), bench.catalog.product(edited).version)
    bench.catalog.move_all([again], State.QUEUED)
    bench.catalog.reject(rejected)
    bench.catalog.remove([removed])
    assert len(outcomes(bench)) == 1
    bench.catalog.mark_exported(bench.catalog.approved_for_export())
    assert len(outcomes(bench)) == 1, "an exported card is an approved one"


def test_the_newest_come_first(bench: Bench) -> None:
    for name, model in (("a.jpg", "old"), ("b.jpg", "new"), ("c.jpg", "newest")):
        product, version = reviewed(bench, name, model=model)
        bench.catalog.approve(product, version)
    assert [one.origin["model"] for one in outcomes(bench, 2)] == ["newest", "new"]
    assert [one.origin["calibration"] for one in outcomes(bench, 2)] == [None, None]
