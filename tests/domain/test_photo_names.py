"""Names of files → which photos show the same product; where a name can be read both ways, they stay apart."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.photo_names import MOST_VIEWS, group_names


def series(form: str, count: int, start: int = 1) -> list[str]:
    return [form.format(number) for number in range(start, start + count)]


@pytest.mark.parametrize(
    ("names", "together"),
    [
        ("SKU-1.jpg SKU-2.jpg SKU-3.jpg", ["SKU-1.jpg SKU-2.jpg SKU-3.jpg"]),
        ("AB12_1.jpg AB12_2.png AB13_1.jpg", ["AB12_1.jpg AB12_2.png"]),
        ("AB12-10.jpg AB12-9.jpg " + " ".join(f"AB12-{n}.jpg" for n in range(1, 9)), [
            " ".join(f"AB12-{n}.jpg" for n in range(1, 11))
        ]),
        ("V10-01.jpg V10-02.jpg", ["V10-01.jpg V10-02.jpg"]),
        ("A12.jpg A12-2.jpg A12-3.jpg", ["A12.jpg A12-2.jpg A12-3.jpg"]),
        ("A12.jpg A12(1).jpg A12(2).jpg", ["A12.jpg A12(1).jpg A12(2).jpg"]),
        ("A12-0.jpg A12-1.jpg", ["A12-0.jpg A12-1.jpg"]),
        ("vaso_costas.jpg vaso_frente.jpg vaso.jpg", ["vaso_frente.jpg vaso.jpg vaso_costas.jpg"]),
        ("A12_detalhe2.jpg A12_detalhe1.jpg A12_PRINCIPAL.jpg", [
            "A12_PRINCIPAL.jpg A12_detalhe1.jpg A12_detalhe2.jpg"
        ]),
        ("A12.jpg a12_costas.JPG", ["A12.jpg a12_costas.JPG"]),
        ("7891234567895_1.jpg 7891234567895_2.jpg", ["7891234567895_1.jpg 7891234567895_2.jpg"]),
        ("iphone-15-1.jpg iphone-15-2.jpg iphone-14-1.jpg iphone-14-2.jpg", [
            "iphone-15-1.jpg iphone-15-2.jpg", "iphone-14-1.jpg iphone-14-2.jpg"
        ]),
        ("azul-1.jpg preta-1.jpg azul-2.jpg preta-2.jpg", ["azul-1.jpg azul-2.jpg", "preta-1.jpg preta-2.jpg"]),
        ("A12-1.jpg A12-1.heic A12-2.jpg", ["A12-1.jpg A12-1.heic A12-2.jpg"]),
    ],
)  # fmt: skip
def test_views_of_a_product(names: str, together: list[str]) -> None:
    found = group_names(names.split())
    assert [" ".join(group) for group in found if len(group) > 1] == together


def test_names_with_spaces_and_accents() -> None:
    names = ["Sofá 3 lugares 1.jpg", "Sofá 3 lugares 2.jpg", "Sofa\u0301 3 lugares (3).jpg"]
    assert group_names(names) == [tuple(names)]


@pytest.mark.parametrize(
    "names",
    [
        series("IMG_{:04}.jpg", 300),
        series("IMG_{:04}.HEIC", 3),
        series("IMG_{}.jpg", 9),
        series("DSC{:05}.JPG", 30),
        series("DSC_{:04}.JPG", 2),
        series("P101{:04}.JPG", 4),
        series("GOPR{:04}.JPG", 4),
        series("DJI_{:04}.JPG", 4),
        series("img{:03}.jpg", 5),
        series("img {}.jpg", 5),
        series("foto {}.jpg", 8),
        series("foto({}).jpg", 8),
        series("foto_produto_{}.jpg", 4),
        series("produto-{}.png", 8),
        series("Screenshot {}.png", 3),
        series("Captura de tela 2026-03-0{}.png", 3),
        series("Sem título-{}.jpg", 3),
        series("IMG_20260301_1010{:02}.jpg", 20),
        series("PXL_20260301_1010{:02}123.jpg", 20),
        series("20260301_{}.jpg", 3),
        series("IMG-20260301-WA00{:02}.jpg", 20),
        ["WhatsApp Image 2026-03-01 at 10.00.00.jpeg", *series("WhatsApp Image 2026-03-01 at 10.00.00 ({}).jpeg", 5)],
        series("2026-03-0{}.jpg", 5),
        series("2026-0{}.jpg", 5),
        series("{}.jpg", 9),
        series("iphone-{}.jpg", 4, start=12),
        series("tenis-{}.jpg", 5, start=36),
        ["mesa-80.jpg", "mesa-90.jpg", "mesa-100.jpg"],
        ["LOTE-1.jpg", "LOTE-4.jpg", "LOTE-9.jpg"],
        series("vela-{:02}.jpg", 9),
        series("VEL-{:03}.jpg", 9),
        series("vaso-{}.jpg", MOST_VIEWS + 1),
        ["mesa.jpg", "mesa lateral.jpg"],
        ["vestido.jpg", "vestido azul.jpg", "vestido vermelho.jpg"],
        ["A12-2.jpg"],
        ["A12-1.jpg"],
        [".jpg", "-1.jpg", "_frente.jpg", "(1).jpg", "x"],
        [],
    ],
    ids=lambda names: names[0] if names else "none",
)
def test_what_is_no_product(names: list[str]) -> None:
    assert group_names(names) == [(name,) for name in names]


def test_a_telephones_photos_among_views_disturb_nobody() -> None:
    names = [*series("IMG_{:04}.jpg", 40), *series("A12_{}.jpg", 3), *series("B7_{}.jpg", 2)]
    random.Random(1).shuffle(names)
    groups = [group for group in group_names(names) if len(group) > 1]
    assert sorted(groups) == [tuple(series("A12_{}.jpg", 3)), tuple(series("B7_{}.jpg", 2))]


@given(st.lists(st.text(st.characters(exclude_characters="/\x00"), min_size=1, max_size=20), unique=True, max_size=20))
def test_every_name_is_in_exactly_one_product(names: list[str]) -> None:
    groups = group_names(names)
    assert sorted(name for group in groups for name in group) == sorted(names)
    assert all(1 <= len(group) <= MOST_VIEWS for group in groups)
