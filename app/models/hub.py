"""The Hugging Face Hub: what it says of a file, and the file's bytes from any place on.

The Hub's own client does the talking, with all that it takes from the environment: ``HF_ENDPOINT``, ``HF_TOKEN``,
``HF_HUB_OFFLINE``, ``HF_HUB_DOWNLOAD_TIMEOUT``, proxies (``HTTPS_PROXY``, ``NO_PROXY``) and certificates
(``SSL_CERT_FILE``, and ``REQUESTS_CA_BUNDLE``, which it does not know by itself).

Its own downloads are not used. ``hf_hub_download`` (2.4) begins anew whenever it is called and throws away what it has
when it is stopped; ``http_get`` hands bytes on by ten megabytes, and loses those that it holds when the connection
breaks; ``hf-xet`` fetches in native threads that can be aborted only all together, keeps nothing of an unfinished file,
and has stood still behind proxies through which plain HTTP works. Here every byte that arrives is written at once.

The client is imported when it is needed: it takes long, and reads the environment at that moment.
"""

import contextlib
import os
import re
import ssl
from collections.abc import Iterator
from importlib.metadata import version
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app.models.hub_errors import (
    AccessDenied,
    CertificateRefused,
    ChecksumUnknown,
    HubError,
    HubFailed,
    HubOffline,
    HubUnreachable,
    ModelGated,
    NoRepository,
    NoRevision,
    NotOnHub,
)
from app.models.hub_files import HubFile, HubListing, ListedFile, host_of
from app.settings import APPLICATION

if TYPE_CHECKING:
    import httpx2
    from huggingface_hub import ModelInfo

_SHA256, _GIT_ID = re.compile(r"[0-9a-f]{64}"), re.compile(r"[0-9a-f]{40}")
_IN_GIT = ".json"
"""Small files of text lie in git itself, which knows them by a SHA-1; of weights that would not do."""
_PATIENCE = 20.0  # seconds for the list of a repository's files


class Hub:
    """The Hub that the environment names.

    Attributes:
        endpoint: Its address, which may hold a name and a password.
        address: The same without these, for people.
    """

    def __init__(self) -> None:
        from huggingface_hub import constants  # noqa: PLC0415

        # It would ask the Hub for a list of agents, look for one here, and tell the Hub about it and about torch.
        constants.HF_HUB_DISABLE_TELEMETRY = True
        # From the environment as it is now; the client knows only what it was when it was imported.
        self.endpoint = (os.environ.get("HF_ENDPOINT") or constants.ENDPOINT).rstrip("/")
        self.address = urlsplit(self.endpoint)._replace(netloc=host_of(self.endpoint)).geturl()

    def look_up(self, repository: str, revision: str, name: str) -> HubFile:
        """Ask for a file's commit, size and hash.

        Raises:
            HubError: The Hub cannot be asked, or does not say.
        """
        from huggingface_hub import get_hf_file_metadata, hf_hub_url  # noqa: PLC0415

        facts = {"repository": repository, "name": name, "revision": revision, "host": host_of(self.endpoint)}
        _prepare_client(facts)
        with _translated(facts):
            url = hf_hub_url(repository, name, revision=revision, endpoint=self.endpoint)
            said = get_hf_file_metadata(
                url, library_name=APPLICATION, library_version=version(APPLICATION), endpoint=self.endpoint
            )
        etag = said.etag or ""
        sha256 = etag if _SHA256.fullmatch(etag) else ""
        git_id = etag if name.endswith(_IN_GIT) and _GIT_ID.fullmatch(etag) else ""
        if said.size is None or not said.commit_hash or not (sha256 or git_id):
            raise ChecksumUnknown(f"{said.size=} {said.commit_hash=} {said.etag=}", **facts)
        fixed = hf_hub_url(repository, name, revision=said.commit_hash, endpoint=self.endpoint)
        return HubFile(repository, name, said.commit_hash, said.size, sha256, fixed, git_id)

    def list_repository(self, repository: str, revision: str) -> HubListing:
        """Ask what a repository holds and on what terms.

        Raises:
            HubError: The Hub cannot be asked, does not answer in its own way, or does not show the repository.
        """
        from huggingface_hub import HfApi  # noqa: PLC0415

        facts = {"repository": repository, "name": repository, "revision": revision, "host": host_of(self.endpoint)}
        _prepare_client(facts)
        api = HfApi(self.endpoint, library_name=APPLICATION, library_version=version(APPLICATION))
        try:
            with _translated(facts):
                said = api.model_info(repository, revision=revision, files_metadata=True, timeout=_PATIENCE)
        except (ValueError, KeyError, TypeError) as error:  # JSON of another kind, or none
            raise HubFailed(str(error), **facts, status="200") from error
        return _listing(said, repository, revision, facts["host"])

    @contextlib.contextmanager
    def opened(self, file: HubFile, offset: int) -> Iterator["httpx2.Response"]:
        """The answer to asking for a file's bytes from a place on; its body is not read yet.

        Raises:
            HubError: The Hub cannot be asked or refuses. What reading the body raises comes out as an error, too.
        """
        from huggingface_hub import constants, get_session  # noqa: PLC0415
        from huggingface_hub.utils import (  # type: ignore[attr-defined]  # noqa: PLC0415  # public, but not marked so
            build_hf_headers,
            hf_raise_for_status,
        )

        headers = build_hf_headers(library_name=APPLICATION, library_version=version(APPLICATION))
        headers["Accept-Encoding"] = "identity"
        if offset:
            headers["Range"] = f"bytes={offset}-"
        with _translated(file.facts):
            session, timeout = get_session(), constants.HF_HUB_DOWNLOAD_TIMEOUT
            # The token goes to the Hub only: the client drops it where it is led to another host.
            with session.stream("GET", file.url, headers=headers, timeout=timeout) as answer:
                hf_raise_for_status(answer)
                yield answer


def _listing(said: "ModelInfo", repository: str, revision: str, host: str) -> HubListing:
    card = vars(said.card_data) if said.card_data is not None else {}
    languages = card.get("language") or []
    context = (said.gguf or {}).get("context_length")
    return HubListing(
        repository=repository,
        revision=revision,
        host=host,
        files=tuple(ListedFile(one.rfilename, one.size) for one in said.siblings or () if one.size),
        licence=str(card.get("license") or ""),
        licence_name=str(card.get("license_name") or ""),
        languages=tuple(map(str, [languages] if isinstance(languages, str) else languages)),
        context=context if isinstance(context, int) and context > 0 else None,
    )


def _prepare_client(facts: dict[str, str]) -> None:
    """Make the client, which trusts what ``REQUESTS_CA_BUNDLE`` names where ``SSL_CERT_FILE`` names nothing.

    Raises:
        HubUnreachable: The environment names a proxy or a certificate that cannot be used.
    """
    import httpx2  # noqa: PLC0415
    from huggingface_hub import get_session, set_client_factory  # noqa: PLC0415

    bundle = os.environ.get("REQUESTS_CA_BUNDLE")
    try:
        if bundle and not os.environ.get("SSL_CERT_FILE"):
            trusted = ssl.create_default_context(cafile=bundle)
            set_client_factory(lambda: httpx2.Client(verify=trusted, follow_redirects=True, timeout=None))
        get_session()
    except (OSError, ValueError, ImportError) as error:
        raise HubUnreachable(str(error), **facts, reason=str(error)) from error


@contextlib.contextmanager
def _translated(facts: dict[str, str]) -> Iterator[None]:
    """Turn what the client raises into errors of ours."""
    import httpx2  # noqa: PLC0415
    from huggingface_hub import is_offline_mode  # noqa: PLC0415
    from huggingface_hub.errors import HfHubHTTPError, OfflineModeIsEnabled  # noqa: PLC0415

    if is_offline_mode():
        raise HubOffline(**facts)
    try:
        yield
    except OfflineModeIsEnabled as error:
        raise HubOffline(**facts) from error
    except HfHubHTTPError as error:
        raise _refused(error, facts) from error
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise _unreached(error, facts) from error


def _refused(error: "httpx2.HTTPError", facts: dict[str, str]) -> HubError:
    """The error of ours for an answer that is none."""
    from huggingface_hub.errors import (  # noqa: PLC0415
        GatedRepoError,
        HfHubHTTPError,
        RepositoryNotFoundError,
        RevisionNotFoundError,
    )

    status = error.response.status_code if isinstance(error, HfHubHTTPError) else 0
    if isinstance(error, GatedRepoError):
        return ModelGated(str(error), **facts)
    if isinstance(error, RepositoryNotFoundError):
        return NoRepository(str(error), **facts)
    if isinstance(error, RevisionNotFoundError):
        return NoRevision(str(error), **facts)
    if status in {401, 403}:
        return AccessDenied(str(error), **facts)
    if status == 404:
        return NotOnHub(str(error), **facts)
    return HubFailed(str(error), **facts, status=str(status))


def _unreached(error: Exception, facts: dict[str, str]) -> HubError:
    """The error of ours for a connection that did not come about or broke off."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return CertificateRefused(str(error), **facts)
        cause = cause.__cause__ or cause.__context__
    return HubUnreachable(str(error), **facts, reason=str(error) or type(error).__name__)
