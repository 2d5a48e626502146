"""What the demo model learns from and is tried on: which photos count, and the chimeras made of them."""

import csv
from pathlib import Path

import numpy as np
from demo_model import chimeras
from demo_model.photos import HERE, Labelled, list_photos
from demo_model.table import NOTHING, UNKNOWN, load_table

SIZE = 32
NOBODY_CAN_SAY = "clothing/not-sure/00627a3f-0477-401c-95eb-92642cbe078d.jpg"
A_JACKET = "clothing/not-sure/00342aff-ba69-4cf2-ae62-e00680e9547a.jpg"


def photo(name: str, group: str, noun: str, split: str = "train") -> Labelled:
    return Labelled(Path(name), split, group, noun, ("azul",), f"sender of {name}")


def test_types_named_by_looking_are_types_and_each_photo_has_one() -> None:
    with (HERE / "named_types.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["noun"] for row in rows} - {""} <= set(load_table().nouns)
    assert len({row["path"] for row in rows}) == len(rows)
    assert {row["path"].split("/")[1] for row in rows} == {"not-sure", "other"}


def test_what_a_sender_was_not_sure_of_is_what_looking_says(tmp_path: Path) -> None:
    photos, renders = tmp_path / "photos", tmp_path / "renders"
    photos.mkdir()
    renders.mkdir()
    (photos / "labels.csv").write_text(
        "path,split,department,type,variant,source\n"
        f"{NOBODY_CAN_SAY},validation,clothing,not-sure,,a\n"
        f"{A_JACKET},validation,clothing,not-sure,,a\n"
        "clothing/body/1.jpg,train,clothing,body,,b\n"
        "clothing/t-shirt/1.jpg,train,clothing,t-shirt,,b\n"
    )
    (renders / "labels.csv").write_text(
        f"path,split,type,color,held_out\n1.jpg,train,caneca,azul,0\n2.jpg,train,{UNKNOWN},,0\n"
    )
    listed = [(row.noun, row.group, row.split) for row in list_photos(photos, renders)]
    assert listed == [
        ("casaco", "clothing", "validation"),
        (UNKNOWN, "unknown", "validation"),
        ("camiseta", "clothing", "train"),
        ("caneca", "rendered", "train"),
        (UNKNOWN, "unknown", "train"),
    ]


def test_chimeras_are_made_of_known_things_that_are_learned_from() -> None:
    photos = [
        photo("shirt", "clothing", "camiseta"),
        photo("apple", "grocery", "maçã"),
        photo("pear", "grocery", "pera"),
        photo("other apple", "grocery", "maçã"),
        photo("hidden", "clothing", "saia", "validation"),
        photo("jumpsuit", "unknown", UNKNOWN),
    ]
    pixels = np.full((len(photos), SIZE, SIZE, 3), 255, np.uint8)
    pixels[0, : SIZE // 2] = 0  # dark above, bright below
    pixels[1], pixels[2], pixels[3] = 40, 200, 40
    made, images = chimeras.make(photos, pixels)
    assert images.shape == (chimeras.MIRRORED + chimeras.PAIRED, SIZE, SIZE, 3)
    assert {row.noun for row in made} == {NOTHING}
    assert {row.split for row in made} == {"train"}
    assert {row.source for row in made} == {row.source for row in photos[:4]}
    garments, food = images[: chimeras.MIRRORED], images[chimeras.MIRRORED :]
    assert (garments[:, 0] < 20).all()
    assert (garments[:, -1] < 20).all(), "the lower end is the upper end again"
    # Both kinds of food are in each: neither grey fills it, and the greys between lie between the two.
    assert food.min() >= 40
    assert food.max() <= 200
    assert all(40 < image.mean() < 200 for image in food)


def test_chimeras_are_the_same_each_time() -> None:
    photos = [photo("shirt", "clothing", "camiseta"), photo("a", "grocery", "maçã"), photo("b", "grocery", "pera")]
    pixels = np.random.default_rng(1).integers(0, 255, (3, SIZE, SIZE, 3), np.uint8)
    once, again = (chimeras.make(photos, pixels) for _ in range(2))
    assert once[0] == again[0]
    assert np.array_equal(once[1], again[1])
