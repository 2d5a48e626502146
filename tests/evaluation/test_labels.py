"""The file of labels: what is read, and what is refused with the number of its row."""

from pathlib import Path

import pytest

from app.errors import explain, message
from app.evaluation.errors import (
    EvaluationError,
    LabelsEmpty,
    LabelsMissing,
    LabelsUnreadable,
    LabelsWithoutPhotos,
    LabelsWrong,
)
from app.evaluation.labels import LabelledPhoto, Labels, read_labels
from app.evaluation.yardstick import Yardstick
from app.wording import Language


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "rótulos.csv"


@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_what_is_read(path: Path, yardstick: Yardstick, start: str, delimiter: str) -> None:
    lines = [
        ["nota", "photo", "product_type", "category_standard", "color_primary", "known", "group"],
        ["x", "fotos/a b.jpg", "camiseta | camisa", "vestuario", " Azul|azul-marinho ", "", "clothing"],
        ["", "/abs/b.png", "", "", "", "0", ""],
        ["", "", "", "", "", "", ""],
    ]
    path.write_text(start + "\r\n".join(delimiter.join(cells) for cells in lines), encoding="utf-8")
    labels = read_labels(path, yardstick)
    first, second = labels.rows
    assert first.path == path.parent / "fotos" / "a b.jpg"
    assert first.expected == {
        "product_type": ("camiseta", "camisa"),
        "category_standard": ("Vestuário",),
        "color_primary": ("azul", "azul-marinho"),
    }
    assert (first.known, first.group, first.photo) == (True, "clothing", "fotos/a b.jpg")
    assert (second.path, second.expected, second.known) == (Path("/abs/b.png"), {}, False)
    assert labels.unused == ("nota",)


def test_every_bad_row_is_said_with_its_number(path: Path, yardstick: Yardstick) -> None:
    rows = [
        "photo,category_standard,known",
        "a.jpg,Vestuário,1",
        ",Vestuário,",
        "b.jpg,Roupas,",
        "c.jpg,Vestuário,talvez",
        "a.jpg,Vestuário,",
        "d.jpg,Vestuário,1,sobra",
        "e.jpg,|,",
    ]
    path.write_text("\n".join(rows), encoding="utf-8")
    with pytest.raises(LabelsWrong) as wrong:
        read_labels(path, yardstick)
    said = [message(problem.code, problem.facts, Language.PT).sentence for problem in wrong.value.problems]
    assert said == [
        "Linha 3: falta a foto.",
        "Linha 4: “Roupas” não está na lista de category_standard.",
        "Linha 5: known é “talvez”, e só pode ser 0 ou 1.",
        "Linha 6: a foto “a.jpg” já está na linha 2.",
        "Linha 7: 4 células, e o cabeçalho tem 3.",
        "Linha 8: a coluna category_standard só tem separadores.",
    ]
    assert explain(wrong.value, Language.PT).sentence == "Problemas em “rótulos.csv”: 6. Nada foi medido."


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", LabelsEmpty),
        (b"photo,known\n", LabelsEmpty),
        (b"photo,known\na.jpg,1\n", LabelsEmpty),
        (b"foto,known\na.jpg,0\n", LabelsWithoutPhotos),
        ("photo,color_primary\nação.jpg,azul".encode("latin-1"), LabelsUnreadable),
        (b'photo,known\n"a.jpg"x,0\n', LabelsUnreadable),
        (None, LabelsMissing),
    ],
)
@pytest.mark.parametrize("language", [Language.PT, Language.EN])
def test_a_file_that_is_refused(
    path: Path, yardstick: Yardstick, content: bytes | None, kind: type[EvaluationError], language: Language
) -> None:
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(kind) as refused:
        read_labels(path, yardstick)
    said = explain(refused.value, language)
    assert path.name in said.sentence
    assert "…" not in str(said)


def test_a_limit_is_spread_over_the_whole_file() -> None:
    labels = Labels(tuple(LabelledPhoto(str(number), Path(str(number)), {}) for number in range(10)))
    assert [row.photo for row in labels.spread(4).rows] == ["0", "2", "5", "7"]
    assert labels.spread(10) is labels
    assert labels.spread(None) is labels
