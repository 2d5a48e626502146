"""Several photos of one thing, asked of a server: which is which is said, and fewer are sent where it takes no more."""

from dataclasses import replace

import pytest

from inference.endpoint.capabilities import Capabilities
from inference.endpoint.engine import EndpointEngine
from inference.engine import Request
from tests.endpoint.conftest import failure
from tests.endpoint.replies import refuses
from tests.endpoint.server import Asked, House
from tests.inference.cards import PROMPT, answer, photo, request

SEVERAL = replace(PROMPT, caption="Foto {number}:", question_of_several="As fotos são do mesmo produto.")


def product(photos: int, job: str = "job") -> Request:
    """A card about so many photos."""
    return request(job, photos=tuple(photo(number) for number in range(photos)), prompt=SEVERAL)


def sent(asked: Asked) -> list[str]:
    """The parts of a question: what is said, and "photo" for each photo."""
    return [part.get("text", "photo") for part in asked.parts]


def test_each_photo_is_announced_by_its_number(engine: EndpointEngine, house: House) -> None:
    finished = answer(engine, product(3))
    assert sent(house.questions[0]) == [
        "Foto 1:", "photo", "Foto 2:", "photo", "Foto 3:", "photo", SEVERAL.question_of_several,
    ]  # fmt: skip
    urls = [part["image_url"]["url"] for part in house.questions[0].parts if "image_url" in part]
    assert len(set(urls)) == 3
    assert finished.provenance.photos == 3


def test_a_lone_photo_is_not(engine: EndpointEngine, house: House) -> None:
    answer(engine, product(1))
    assert sent(house.questions[0]) == ["photo", SEVERAL.question]


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("At most 1 image(s) may be provided in one prompt.", 1),  # vLLM
        ("At most 2 image(s) may be provided in one request.", 2),
        ("this model only supports a single image per message", 1),  # Ollama
        ("Multiple images are not supported by this model", 1),
    ],
)
def test_a_server_that_takes_no_more_is_sent_fewer(engine: EndpointEngine, house: House, words: str, left: int) -> None:
    house.script.append(refuses(400, words))
    finished = answer(engine, product(4))
    assert [sent(asked).count("photo") for asked in house.questions] == [4, left]
    assert house.questions[-1].parts[-1]["text"] == (SEVERAL.question if left == 1 else SEVERAL.question_of_several)
    assert finished.provenance.photos == left
    answer(engine, product(4, "next"))
    assert sent(house.questions[-1]).count("photo") == left, "it is not asked for what it refused"


def test_where_the_context_is_too_small_the_last_ones_are_left_out(engine: EndpointEngine, house: House) -> None:
    words = "This model's maximum context length is 4096 tokens. However, you requested 5200 tokens"
    house.script += [refuses(400, words), refuses(400, words)]
    finished = answer(engine, product(4))
    assert [sent(asked).count("photo") for asked in house.questions] == [4, 3, 2]
    assert finished.provenance.photos == 2
    answer(engine, product(4, "next"))
    assert sent(house.questions[-1]).count("photo") == 4, "other photos may be smaller"


def test_a_lone_photo_that_has_no_room_fails(engine: EndpointEngine, house: House) -> None:
    house.script.append(refuses(400, "This model's maximum context length is 4096 tokens, you requested 5200"))
    assert failure(engine).code == "context"


def test_what_is_no_complaint_about_their_number() -> None:
    capabilities = Capabilities()
    assert not capabilities.refused_photos("At most 1 image(s) may be provided in one prompt.", 1)
    assert not capabilities.refused_photos("the model crashed", 4)
    assert capabilities.most_photos is None
    assert capabilities.refused_photos("At most 9 image(s) may be provided", 4)
    assert capabilities.most_photos == 3, "fewer than were refused, whatever it says"
