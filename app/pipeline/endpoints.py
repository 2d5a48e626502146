"""Which server reads the photos, where somebody chose one, and the key that it is shown.

Keys lie in the system's keyring, or in the environment variable :data:`VARIABLE`, and nowhere else: no settings file,
no log and no card holds one.
"""

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from pydantic import ValidationError

from app.domain.registry import ModelEntry
from app.domain.serving import EndpointKind
from app.pipeline.models import ModelInUse
from app.settings import APPLICATION, Choices
from app.wording import Language
from inference.endpoint.address import Address, address_of
from inference.endpoint.options import plain_name

_log = logging.getLogger(__name__)

VARIABLE = "FICHARIO_ENDPOINT_KEY"


class KeyringMissing(Exception):
    """The key cannot be kept. Facts: ``reason`` (developers' English)."""

    code = "endpoint.no_keyring"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.facts = {"reason": reason}


@dataclass(frozen=True, slots=True)
class EndpointInUse:
    """A server to ask.

    Attributes:
        address: Where it is.
        model: The model's name there; empty for the only one that it offers.
        slots: Photos that it is asked about at the same time; 0 lets the program choose.
        kind: What it speaks.
        entry: What it says of the model, as the registry of models would; ``None`` where it says nothing.
        demo: Whether it is the model that ships here: never.
    """

    address: Address
    model: str = ""
    slots: int = 0
    kind: EndpointKind = EndpointKind.OPENAI
    entry: ModelEntry | None = None
    demo: bool = False

    def name(self, language: Language) -> str:
        """What people call it."""
        model = plain_name(self.model) if self.entry is None else self.entry.name[language]
        return f"{model} · {self.address.host}" if model else self.address.host


PhotoReader: TypeAlias = ModelInUse | EndpointInUse
"""Who reads the photos: a model on this machine, or a server."""


def entry_from(about: Mapping[str, Any]) -> ModelEntry | None:
    """What a server says of a model, as far as this version understands it; ``None`` where it says nothing."""
    known = {name: said for name, said in about.items() if name in ModelEntry.model_fields}
    try:
        return ModelEntry.model_validate(known) if known else None
    except ValidationError as error:
        _log.warning("what the server says of its model is left aside: %s", error)
        return None


def chosen_endpoint(choices: Choices) -> EndpointInUse | None:
    """The server that somebody chose; ``None`` where the photos are read on this machine.

    Raises:
        AddressWrong: What was kept is no address.
    """
    if not choices.endpoint:
        return None
    return EndpointInUse(
        address_of(choices.endpoint),
        choices.endpoint_model,
        max(0, choices.endpoint_slots),
        choices.endpoint_kind,
        entry_from(choices.endpoint_about),
    )


def choose_endpoint(choices: Choices, endpoint: EndpointInUse) -> Choices:
    """The choices with a server that reads the photos; whoever chose it knows where they go."""
    url = endpoint.address.url
    agreed = choices.endpoints_agreed
    chosen = {
        "endpoint": url,
        "endpoint_before": url,
        "endpoint_kind": endpoint.kind,
        "endpoint_model": endpoint.model,
        "endpoint_about": endpoint.entry.model_dump(mode="json", by_alias=True) if endpoint.entry else {},
        "endpoint_slots": endpoint.slots,
        "endpoints_agreed": agreed if endpoint.address.local or url in agreed else (*agreed, url),
    }
    return choices.model_copy(update=chosen)


def agreed(choices: Choices, address: Address) -> bool:
    """Whether photos may be sent there: it is this machine, or somebody has agreed to it."""
    return address.local or address.url in choices.endpoints_agreed


def environment_key(variable: str = VARIABLE) -> str:
    """The key that the environment gives for every server of a kind; empty where it gives none."""
    return os.environ.get(variable, "").strip()


def key_for(address: Address, variable: str = VARIABLE) -> str:
    """The key of a server: that of the environment, else that of the keyring; empty where there is none.

    It may take seconds: a keyring can be another program, which asks its person first.
    """
    if key := environment_key(variable):
        return key
    import keyring  # noqa: PLC0415 - seconds on some systems, that only those pay who use a server
    from keyring.errors import KeyringError  # noqa: PLC0415

    try:
        return keyring.get_password(APPLICATION, address.url) or ""
    except KeyringError as error:
        _log.info("no keyring: %s", error)
        return ""


def keyring_works() -> bool:
    """Whether this system has a keyring that answers; it may take seconds."""
    import keyring  # noqa: PLC0415 - as above
    from keyring.errors import KeyringError  # noqa: PLC0415

    try:
        keyring.get_password(APPLICATION, "")
    except KeyringError:
        return False
    return True


def keep_key(address: Address, key: str) -> None:
    """Keep the key of a server in the system's keyring; an empty one forgets it.

    Raises:
        KeyringMissing: This system has none that works.
    """
    import keyring  # noqa: PLC0415 - as above
    from keyring.errors import KeyringError  # noqa: PLC0415

    try:
        if key:
            keyring.set_password(APPLICATION, address.url, key)
        elif keyring.get_password(APPLICATION, address.url) is not None:
            keyring.delete_password(APPLICATION, address.url)
    except KeyringError as error:
        raise KeyringMissing(str(error)) from error
