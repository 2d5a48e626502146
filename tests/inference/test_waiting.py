"""Threads sleep soon while they wait, unless a person has said otherwise."""

import pytest

from inference.llama.waiting import wait_briefly


@pytest.mark.parametrize(
    ("environ", "count"),
    [({}, "100"), ({"GOMP_SPINCOUNT": "7"}, "7"), ({"OMP_WAIT_POLICY": "active"}, None)],
)
def test_what_a_person_said_stands(environ: dict[str, str], count: str | None) -> None:
    wait_briefly(environ)
    assert environ.get("GOMP_SPINCOUNT") == count
