"""Clients of the endpoint with tokens, entered as an administrator does."""

from collections.abc import Iterable
from typing import Any

from tansiq.accounts import portals
from tansiq.language.vocabulary import SCOPES
from tansiq.models import PortalArea, PortalClient, PortalOrganization
from tansiq.records import changes
from tests.people import SALMA


def enter_client(
    name: str = "Aden portal",
    scopes: Iterable[str] = SCOPES.codes,
    areas: Iterable[int] = (),
    organizations: Iterable[int] = (),
    **values: Any,
) -> PortalClient:
    """A client with these limits; open to the whole register where there are none."""
    limits = ([{"area": each} for each in areas], [{"organization": each} for each in organizations])
    facts = {"name": name, "scopes": " ".join(scopes), "is_unlimited": not any(limits)}
    client = changes.save(SALMA, PortalClient(**(facts | values)))
    for table, wanted in zip((PortalArea, PortalOrganization), limits, strict=True):
        changes.replace_parts(SALMA, client, table, wanted)
    return client


def bearer(secret: str) -> dict[str, str]:
    """The header that carries a token."""
    return {"Authorization": f"Bearer {secret}"}


def token_of(client: PortalClient) -> dict[str, str]:
    """The header that carries a new token of a client."""
    return bearer(portals.issue_token(SALMA, client).secret)
