"""TLS by flags, with a certificate that was made here."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import httpx2
import pytest

from app.pipeline.storage import storage_at
from app.server.errors import CertificateWrong
from app.server.records import Limits
from app.server.serving import FrontOptions, serve
from tests.server.house import House

x509 = pytest.importorskip("cryptography.x509")
ec = pytest.importorskip("cryptography.hazmat.primitives.asymmetric.ec")
hashes = pytest.importorskip("cryptography.hazmat.primitives.hashes")
serialization = pytest.importorskip("cryptography.hazmat.primitives.serialization")


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate of this machine for a day, and its private key."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "fichario")])
    here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(here, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    paths = (tmp_path / "certificate.pem", tmp_path / "key.pem")
    paths[0].write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    form = serialization.PrivateFormat.PKCS8
    paths[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()))
    return paths


def test_tls_by_flags(house: House, certificate: tuple[Path, Path], photos: tuple[Path, ...]) -> None:
    ours, key = certificate
    address = house.begin_front("--certificate", str(ours), "--certificate-key", str(key))
    assert address.startswith("https://127.0.0.1:")
    trusting = ssl.create_default_context(cafile=ours)
    with httpx2.Client(base_url=address, verify=trusting) as by:
        assert by.post("/v1/photos", content=photos[0].read_bytes()).status_code == 201
    with httpx2.Client(base_url=address) as stranger, pytest.raises(httpx2.ConnectError, match="certificate"):
        stranger.get("/health")
    with httpx2.Client(base_url=address.replace("https", "http")) as plain, pytest.raises(httpx2.TransportError):
        plain.get("/health")


def test_a_certificate_that_cannot_be_used(certificate: tuple[Path, Path], tmp_path: Path) -> None:
    ours, _ = certificate
    for wrong in (ours, ours.with_name("none.pem")):
        with pytest.raises(CertificateWrong, match=wrong.name):
            serve(
                FrontOptions("127.0.0.1", 0, "", "", tmp_path / "keys.json", 1, 1, Limits(), certificate=wrong),
                storage_at(str(tmp_path)),
                "",
                pytest.fail,
            )
