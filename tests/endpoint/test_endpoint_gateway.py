"""A photo that ends a server behind a gateway, which says only that it finds nobody."""

from contextlib import closing
from pathlib import Path
from typing import Any

from inference.endpoint.engine import EndpointEngine
from inference.endpoint.picture import data_url
from inference.events import Failed, Finished
from tests.endpoint.conftest import Connect, options_for
from tests.endpoint.gateway import gateway
from tests.endpoint.replies import refuses
from tests.endpoint.server import House
from tests.endpoint.test_endpoint_away import through
from tests.inference.cards import photo

FATAL = 1


def test_a_photo_that_ends_the_server_behind_a_gateway_fails_alone(card: dict[str, Any], tmp_path: Path) -> None:
    address, _ = data_url(photo(FATAL))
    with gateway(tmp_path, card, address[-200:]) as made:
        with closing(EndpointEngine.load(options_for(made.url, slots=1, waits=()))) as engine:
            ends, waited = through(engine, 3)
        assert [(end.job, type(end)) for end in ends if end.job != str(FATAL)] == [("0", Finished), ("2", Finished)]
        (failed,) = (end for end in ends if isinstance(end, Failed))
        assert (failed.job, failed.error.code, failed.error.blameless) == (str(FATAL), "endpoint.lost", False)
        assert set(waited) == {"endpoint.not_ready"}
        assert made.deaths >= 2


def test_a_gateway_behind_which_nobody_answers_for_long_fails_no_photo(connect: Connect, house: House) -> None:
    # It lists models by itself, so that it seems to be there again each time.
    house.script.extend([refuses(502)] * 12)
    ends, waited = through(connect(slots=1, waits=()), 2)
    assert [type(end) for end in ends] == [Finished] * 2
    assert set(waited) == {"endpoint.not_ready"}
