"""What the environment says of the network is heeded: mirror, proxy, certificates."""

import shutil
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path
from socketserver import TCPServer

import huggingface_hub
import pytest

from app.errors import explain
from app.models.check import check_model
from app.models.hub_errors import CertificateRefused, HubFailed, HubUnreachable
from app.models.store import ModelStore
from app.wording import Language
from inference.llama.options import ModelFiles
from tests.models.conftest import PROJECTOR, REPOSITORY, TEXT, installing
from tests.models.hub_server import Fault, Hub, serve


def test_a_mirror_in_a_folder_of_its_host(hub: Hub, store: ModelStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", f"{hub.endpoint}/")
    source = installing(store).manifest.source
    assert source is not None
    assert source.endpoint == hub.endpoint


def test_a_proxy_is_used(hub: Hub, store: ModelStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://hub.invalid")
    monkeypatch.setenv("HTTP_PROXY", hub.endpoint)
    assert check_model(installing(store)) == ()
    assert {one.host for one in hub.asked} == {"hub.invalid", f"localhost:{hub.port}"}


def test_a_proxy_that_is_not_there(hub: Hub, store: ModelStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with pytest.raises(HubUnreachable):
        installing(store)


def test_no_proxy_exempts(hub: Hub, store: ModelStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    assert installing(store).id == "tiny"


def test_a_name_and_a_password_of_a_mirror_are_kept_to_it(
    hub: Hub, store: ModelStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", hub.endpoint.replace("//", "//ana:segredo@"))
    hub.break_next("HEAD", TEXT, Fault(status=500))
    with pytest.raises(HubFailed) as raised:
        installing(store)
    assert "segredo" not in str(explain(raised.value, Language.PT))
    installed = installing(store)
    assert "segredo" not in installed.manifest.model_dump_json()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HTTP_PROXY", "carrier-pigeon://127.0.0.1"),
        ("SSL_CERT_FILE", "/not/there.pem"),
        ("REQUESTS_CA_BUNDLE", "/not/there.pem"),
        ("HF_ENDPOINT", "not an address"),
    ],
)
def test_an_environment_that_makes_no_sense(
    name: str, value: str, hub: Hub, store: ModelStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(HubUnreachable) as raised:
        installing(store)
    assert raised.value.facts["reason"]
    assert hub.asked == []


class TestACompanysCertificate:
    """A Hub behind a certificate that only the company knows, as behind a proxy that looks into connections."""

    @pytest.fixture
    def certificate(self, tmp_path: Path) -> Path:
        """A certificate for this machine, with its key beside it."""
        program = shutil.which("openssl")
        if program is None:
            pytest.skip("openssl is not installed")
        made = tmp_path / "company.pem"
        options = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3650", "-subj", "/CN=company"]
        names = ["-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"]
        written = ["-keyout", str(made.with_suffix(".key")), "-out", str(made)]
        subprocess.run([program, "req", *options, *names, *written], check=True, capture_output=True)
        return made

    @pytest.fixture
    def secured(self, certificate: Path, pair: ModelFiles, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
        """A Hub that speaks TLS."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, certificate.with_suffix(".key"))

        def wrapped(server: TCPServer) -> None:
            server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)

        files = {(REPOSITORY, TEXT): pair.text.read_bytes(), (REPOSITORY, PROJECTOR): pair.projector.read_bytes()}
        made = Hub(files, scheme="https")
        close = serve(made, wrapped)
        monkeypatch.setenv("HF_ENDPOINT", made.endpoint)
        factory = huggingface_hub.utils._http.default_client_factory
        yield made
        huggingface_hub.set_client_factory(factory)
        close()

    def test_it_is_not_trusted_unasked(self, secured: Hub, store: ModelStore) -> None:
        with pytest.raises(CertificateRefused):
            installing(store)

    @pytest.mark.parametrize("variable", ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"])
    def test_it_is_trusted_where_the_environment_says_so(
        self, variable: str, secured: Hub, certificate: Path, store: ModelStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv(variable, str(certificate))
        assert check_model(installing(store)) == ()
        assert len(secured.asked) == 6
