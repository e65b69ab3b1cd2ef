"""A page of interventions for portals with limits, through the whole application, to one for a portal without any.

All send a token. The page holds as many rows for each, so the rest is what their limits cost.
"""

from collections.abc import Mapping

from flask import Flask

from tansiq.models import Area, PortalClient, PortalToken
from tansiq.platform.database import db
from tansiq.policy.viewer import NO_IDS, Ids
from tests.api.portal_clients import enter_client, token_of
from tests.bench.asking import PAGE, WITHOUT_LIMIT, application, asking
from tests.bench.measuring import side_by_side
from tests.bench.report import AT_MOST, Finding
from tests.bench.visibility import districts

MOST = 1.5
"""How many times as long a page may take within limits as without."""
UNLIMITED = "no limits"


def limited_pages(kind: str, address: str, rows: int) -> list[Finding]:
    """Milliseconds a page within limits, and how many times those of a page without."""
    app = application(address)
    ways = {name: asking(app, PAGE, token) for name, token in _tokens(app).items()}
    taken = {name: seconds * 1000 for name, seconds in side_by_side(ways).items()}
    bare = taken.pop(UNLIMITED)
    return [
        Finding(
            f"page, portal of {name} to one of {UNLIMITED}", kind, rows, "ms", ours, bare, ours / bare, AT_MOST, MOST
        )
        for name, ours in taken.items()
    ]


def _tokens(app: Flask) -> dict[str, Mapping[str, str]]:
    """By name: the header of a portal with these limits, which is entered on the first run."""
    with app.app_context(), db.connection_context():
        areas = districts()
        above = frozenset(area.governorate_id or 0 for area in Area.select().where(Area.id.in_(sorted(areas))))
        clients = {
            UNLIMITED: _client(UNLIMITED),
            "three districts": _client("three districts", areas),
            "a governorate": _client("a governorate", above),
        }
        return {name: token_of(client) for name, client in clients.items()}


def _client(name: str, areas: Ids = NO_IDS) -> PortalClient:
    found = PortalClient.get_or_none(PortalClient.name == name)
    client = found or enter_client(name, ("registry:read",), areas)
    PortalToken.delete().where(PortalToken.client == client.id).execute()
    PortalClient.update(requests_a_minute=WITHOUT_LIMIT).where(PortalClient.id == client.id).execute()
    return client
