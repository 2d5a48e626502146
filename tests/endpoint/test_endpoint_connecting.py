"""Connecting: where a server is, which model it offers, and what is wrong before the first photo."""

import socket
from typing import Any

import pytest

from inference.endpoint.address import address_of
from inference.endpoint.chat import ChatExchange
from inference.endpoint.engine import EndpointEngine
from inference.endpoint.errors import AddressWrong, EndpointError
from inference.endpoint.offered import offer
from inference.errors import LoadCancelled
from tests.endpoint.conftest import options_for
from tests.endpoint.replies import lists, refuses, served, silent
from tests.endpoint.server import House
from tests.inference.cards import answer, request


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("http://localhost:8080", "http://localhost:8080/v1"),
        ("http://localhost:8080/", "http://localhost:8080/v1"),
        (" http://localhost:8080/v1/ ", "http://localhost:8080/v1"),
        ("localhost:11434", "http://localhost:11434/v1"),
        ("127.0.0.1:1234/v1", "http://127.0.0.1:1234/v1"),
        ("[::1]:8080", "http://[::1]:8080/v1"),
        ("models.example.com", "https://models.example.com/v1"),
        ("https://models.example.com/v1/chat/completions", "https://models.example.com/v1"),
        ("https://example.com/openai//v1beta/models", "https://example.com/openai/v1beta"),
        ("https://example.com/api", "https://example.com/api/v1"),
    ],
)
def test_an_address_has_one_spelling(typed: str, url: str) -> None:
    assert address_of(typed).url == url


@pytest.mark.parametrize(
    "typed", ["", "http://", "ftp://a/v1", "http://a b/", "http://a:port", "http://a/v1?key=1", "http://[::1", "<b>"]
)
def test_what_is_no_address_is_told(typed: str) -> None:
    with pytest.raises(AddressWrong) as told:
        address_of(typed)
    assert told.value.facts["address"] == typed


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(AddressWrong) as told:
        address_of("https://ana:segredo@example.com/v1")
    assert "segredo" not in str(told.value.facts) + str(told.value)


@pytest.mark.parametrize(
    ("typed", "local", "exposed"),
    [
        ("http://localhost:1", True, False),
        ("http://127.1.2.3:1", True, False),
        ("http://[::1]:1", True, False),
        ("http://192.168.0.7:8080", False, True),
        ("http://models.example.com", False, True),
        ("https://models.example.com", False, False),
    ],
)
def test_plain_http_to_another_machine_is_known(typed: str, local: bool, exposed: bool) -> None:
    address = address_of(typed)
    assert (address.local, address.exposed) == (local, exposed)


def refusal(url: str, **changes: Any) -> EndpointError:
    with pytest.raises(EndpointError) as told:
        EndpointEngine.load(options_for(url, **changes)).close()
    return told.value


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    error = refusal(f"http://127.0.0.1:{port}")
    assert (error.code, error.facts["host"], error.retryable) == ("endpoint.unreachable", f"127.0.0.1:{port}", True)


def test_a_wrong_key(house: House) -> None:
    house.models = refuses(401, "Invalid API key")
    assert refusal(house.url).code == "endpoint.key"


def test_a_page_that_is_no_list(house: House) -> None:
    house.models = lambda handler, _asked: handler.send_page(b"<html>", "text/html")
    assert refusal(house.url).code == "endpoint.protocol"


def test_a_model_that_is_not_there(house: House) -> None:
    house.models = lists("a", "b")
    error = refusal(house.url, model="c")
    assert (error.code, error.facts["model"], error.facts["offered"]) == ("endpoint.model", "c", "a, b")


def test_several_models_and_none_named(house: House) -> None:
    house.models = lists("a", "b")
    error = refusal(house.url)
    assert (error.code, error.facts["offered"]) == ("endpoint.no_model", "a, b")


def test_a_server_without_a_list_is_believed(house: House) -> None:
    house.models = refuses(404, page=b"not here")
    assert refusal(house.url).code == "endpoint.no_model"
    engine = EndpointEngine.load(options_for(house.url, model="seen-elsewhere"))
    try:
        answer(engine, request())
    finally:
        engine.close()
    assert house.questions[0].body["model"] == "seen-elsewhere"


def test_connecting_is_stopped_on_request(house: House) -> None:
    house.models = silent
    with pytest.raises(LoadCancelled):
        EndpointEngine.load(options_for(house.url), lambda _fraction: not house.asked)


def test_models_are_listed_to_choose_from(house: House) -> None:
    house.models = lists("a", "b")
    assert offer(ChatExchange(options_for(house.url)), lambda: True).models == ("a", "b")
    assert house.asked[0].headers["Authorization"].startswith("Bearer ")


def test_no_key_no_header(house: House) -> None:
    offer(ChatExchange(options_for(house.url, key="")), lambda: True)
    assert "Authorization" not in house.asked[0].headers


def test_a_proxy_is_not_asked_for_this_machine(card: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    with served(card) as proxy, served(card) as house:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.url)
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        offer(ChatExchange(options_for(house.url)), lambda: True)
        assert (len(house.asked), proxy.asked) == (1, [])


def test_a_proxy_is_asked_for_other_machines(card: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    with served(card) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        assert offer(ChatExchange(options_for("http://models.example.com")), lambda: True).models
        assert proxy.asked[0].path == "http://models.example.com/v1/models"
