"""What the OpenAPI document promises is kept: requests made from it, right ones and wrong ones, by schemathesis."""

from contextlib import closing
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from app.server.keys import Scope
from app.server.records import Limits
from app.server.tasks import Tasks
from tests.server.house import House, made_key

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
SEARCH = settings(
    max_examples=8, derandomize=True, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
ADDRESSES = (
    ("POST", "/v1/photos"),
    ("GET", "/v1/photos/{photo}"),
    ("POST", "/v1/cards"),
    ("POST", "/v1/answers"),
    ("POST", "/v1/batches"),
    ("GET", "/v1/batches/{batch}"),
    ("DELETE", "/v1/batches/{batch}"),
    ("GET", "/v1/tasks/{task}"),
    ("DELETE", "/v1/tasks/{task}"),
    ("GET", "/v1/tasks/{task}/events"),
    ("POST", "/v1/embeddings"),
    ("POST", "/v1/similarity"),
    ("POST", "/v1/search"),
    ("GET", "/v1/models"),
    ("GET", "/health"),
    ("GET", "/ready"),
    ("GET", "/metrics"),
)


@pytest.fixture(scope="module")
def key(house: House) -> str:
    """One that is for everything."""
    return made_key(house, "schemathesis", *Scope)


@pytest.fixture(scope="module")
def contract(house: House, key: str) -> Any:
    """The document of a front that believes in a worker."""
    with closing(Tasks(house.redis, Limits())) as tasks:
        tasks.announce("worker", {"model": "tiny", "slots": 1, "space": "one", "dimension": 3}, 600)
    return schemathesis.openapi.from_url(f"{house.begin_front()}/openapi.json")


def test_every_address_is_asked(contract: Any) -> None:
    found = {(one.ok().method.upper(), one.ok().path) for one in contract.get_all_operations()}
    assert found == set(ADDRESSES)


@pytest.mark.parametrize(("method", "path"), ADDRESSES)
def test_the_document_is_true(contract: Any, key: str, method: str, path: str) -> None:
    # What the document cannot say (a field's id is taken, a model is nowhere) is refused all the same.
    unsaid = [schemathesis.specs.openapi.checks.positive_data_acceptance]

    @SEARCH
    @given(case=contract[path][method].as_strategy())
    def asked(case: Any) -> None:
        case.call_and_validate(headers={"Authorization": f"Bearer {key}"}, excluded_checks=unsaid)

    asked()
