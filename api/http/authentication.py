"""Who asks: a portal by its token, or anybody.

    Authorization: Bearer tsq_...   a portal, if the token holds        else TOKEN_INVALID, whatever the reason
    a token in the address          TOKEN_MISPLACED: addresses are noted on their way, and shared
    nothing                         an anonymous reader, if the register is open to them

Either way the questions of a minute are counted: of the portal, or of the network that a request came from. Each
counts as one here; what a heavy one counts more is known when it was read (endpoint.py).
"""

from dataclasses import dataclass

import structlog
from flask import Request

from api.http.rate_limits import Budget, RateLimits
from api.refusals import refuse
from tansiq.accounts import portals
from tansiq.accounts.portals import MARK
from tansiq.models import PortalClient, PortalToken
from tansiq.platform.networks import network_of
from tansiq.platform.settings import Settings
from tansiq.policy.viewer import Viewer

log = structlog.get_logger("sign_in")

TOKEN_PARAMETERS = frozenset({"access_token", "token", "api_key", "apikey", "authorization", "bearer"})
"""Under which other systems take tokens in an address."""


@dataclass(frozen=True)
class Caller:
    """Who sent a request, and the client and token by which they are known, if they are."""

    viewer: Viewer
    budget: Budget
    client: PortalClient | None = None
    token: PortalToken | None = None


def has_misplaced_token(request: Request) -> bool:
    """Whether the request carries a token where it does not belong: in the address or in a cookie."""
    named = any(name.lower() in TOKEN_PARAMETERS for name in request.args)
    return (
        named
        or MARK in request.query_string.decode("latin-1")
        or any(MARK in text for text in request.cookies.values())
    )


class Authentication:
    """Finds out who sent a request, or refuses it."""

    def __init__(self, settings: Settings, rates: RateLimits) -> None:
        self.settings = settings
        self.rates = rates

    def caller(self, request: Request, language: str) -> Caller:
        """Whoever sent this request.

        Raises Refused: TOKEN_MISPLACED, TOKEN_INVALID, TOO_MANY_REQUESTS, SIGN_IN_NEEDED.
        """
        if has_misplaced_token(request):
            raise refuse("TOKEN_MISPLACED")
        if "Authorization" in request.headers:
            return self._portal(request, language)
        budget = self._count_network(request)
        if not self.settings.anonymous_access:
            raise refuse("SIGN_IN_NEEDED")
        return Caller(Viewer(face="GRAPHQL", language=language), budget)

    def _portal(self, request: Request, language: str) -> Caller:
        given = request.authorization
        secret = given.token if given is not None and given.type == "bearer" else None
        admitted = portals.find_by_token(secret) if secret else None
        if admitted is None:
            log.warning("token refused", network=network_of(request.remote_addr))
            # Whoever tries tokens is slowed down like anybody without one.
            self._count_network(request)
            raise refuse("TOKEN_INVALID")
        client, token = admitted
        budget = Budget(f"portal:{client.id}", client.requests_a_minute)
        self.rates.count(budget)
        return Caller(portals.viewer_of(client, language), budget, client, token)

    def _count_network(self, request: Request) -> Budget:
        network = network_of(request.remote_addr)
        budget = Budget(f"network:{network}", self.settings.anonymous_requests_a_minute)
        self.rates.count(budget)
        return budget
