"""Who may ask for what: bearer keys with scopes; without any key, whoever is on this computer."""

from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from typing import Annotated, Final, TypeAlias

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from app.server.front.services import Services, services
from app.server.keys import Scope
from app.server.refusals import KeyWanted, ScopeWanted

LOCAL: Final = "local"
"""The owner of what is sent where there are no keys."""

Shown: TypeAlias = Annotated[HTTPAuthorizationCredentials | None, Depends(HTTPBearer(auto_error=False))]


def allowed(scope: Scope) -> Callable[[Request, HTTPAuthorizationCredentials | None, Services], Awaitable[str]]:
    """What finds out who asks, and whether that is allowed to.

    It returns the owner, and raises :class:`KeyWanted` or :class:`ScopeWanted`.
    """

    async def owner(request: Request, shown: Shown, own: Annotated[Services, Depends(services)]) -> str:
        keys = own.keys
        if not keys.all():
            if not is_local(request):
                raise KeyWanted
            return LOCAL
        key = keys.find(shown.credentials) if shown is not None else None
        if key is None:
            raise KeyWanted
        if scope not in key.scopes:
            raise ScopeWanted(scope=scope.value)
        return key.id

    return owner


def is_local(request: Request) -> bool:
    """Whether a request comes from this computer, and knows that it goes there.

    A page of another site can have a browser ask this computer under that site's own name (DNS rebinding); it cannot
    have it ask under this computer's.
    """
    asked = request.url.hostname or ""
    return _is_loopback(request.client.host if request.client else "") and (asked == "localhost" or _is_loopback(asked))


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


Sender: TypeAlias = Annotated[str, Depends(allowed(Scope.PHOTOS))]
"""The owner, who may send photos."""
Asker: TypeAlias = Annotated[str, Depends(allowed(Scope.CARDS))]
"""The owner, who may ask for cards."""
Watcher: TypeAlias = Annotated[str, Depends(allowed(Scope.METRICS))]
"""The owner, who may read figures."""
