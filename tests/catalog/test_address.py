"""Addresses of catalogues on servers, and telling them from folders."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.catalog.address import AddressInvalid, ServerAddress, place_of

NAMES = st.text(min_size=1).filter(lambda text: text.isprintable())


def test_what_is_not_said_is_as_everywhere() -> None:
    assert ServerAddress.of("postgresql://servidor/fichario") == ServerAddress(
        "servidor", "fichario", "", 5432, "prefer"
    )
    assert ServerAddress.of(" postgres://servidor/f ").url == "postgresql://servidor/f"


def test_all_that_can_be_said() -> None:
    found = ServerAddress.of("postgresql://ana%40loja:s%3Am@[::1]:6432/fichas%20da%20loja?sslmode=verify-full")
    assert found == ServerAddress("::1", "fichas da loja", "ana@loja", 6432, "verify-full", "s:m")
    assert found.url == "postgresql://ana%40loja@[::1]:6432/fichas%20da%20loja?sslmode=verify-full"
    assert "s:m" not in repr(found)


@given(
    user=NAMES, database=NAMES, port=st.integers(1, 65535), sslmode=st.sampled_from(["prefer", "disable", "require"])
)
def test_an_address_reads_back_as_it_is_shown(user: str, database: str, port: int, sslmode: str) -> None:
    made = ServerAddress("servidor.loja", database, user, port, sslmode)
    assert ServerAddress.of(made.url) == made


@pytest.mark.parametrize(
    "text",
    [
        "postgresql://servidor",
        "postgresql:///fichario",
        "postgresql://servidor:porta/f",
        "postgresql://servidor/f?sslmode=talvez",
        "postgresql://servidor/f?outra=1",
        "postgresql://[::1/f",
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(AddressInvalid):
        place_of(text)


def test_a_password_is_not_repeated() -> None:
    with pytest.raises(AddressInvalid) as caught:
        place_of("postgresql://ana:segredo@servidor:x/f")
    assert "segredo" not in str(caught.value)
    assert "servidor" in caught.value.facts["address"]


@pytest.mark.parametrize("text", ["catalogo", "/dados/catálogo", "C:\\fichas", "a:b/c", "mysql://servidor/f"])
def test_everything_else_is_a_folder(text: str) -> None:
    assert place_of(text) == Path(text)


def test_each_catalogue_has_a_folder_of_its_own() -> None:
    names = {
        ServerAddress.of(f"postgresql://{place}").folder_name
        for place in ("a/f", "b/f", "a:5433/f", "a/g", "A/f", "ana@a/f")
    }
    assert len(names) == 4
    assert all(Path(name).name == name for name in names)
