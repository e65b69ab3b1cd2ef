"""Outside systems at the endpoint: their tokens made, replaced and taken back, and known again.

    issue_token, rotate_tokens --> the token, shown once --> SHA-256 kept    (tansiq.models.portal: why no slower hash)
    request with a token --> its SHA-256 looked up --> find_by_token --> Viewer(portal=its scopes and limits)

The look-up is by the hash, so that the time it takes tells nothing of a token. Unknown, expired and revoked ones,
and those of clients put aside, are all alike: None.
"""

import hashlib
import secrets
from collections.abc import Hashable, Iterable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from peewee import Model

from tansiq.faults import Fault, Refused
from tansiq.language.words import DEFAULT_LANGUAGE, say
from tansiq.models import Organization, PortalArea, PortalClient, PortalOrganization, PortalToken, data_stamps
from tansiq.models.record import now
from tansiq.platform.database import db, in_passing
from tansiq.platform.lru import LruCache
from tansiq.policy.viewer import NO_IDS, Ids, Portal, Viewer
from tansiq.policy.visibility import visible
from tansiq.records import changes

MARK = "tsq_"
"""How every token begins, so that one that strayed is recognised."""
RANDOM_BYTES = 32
SHOWN = 10
"""First characters that are kept: 6 of the 43 random ones."""
LIFETIME = timedelta(days=365)
LONGEST = timedelta(days=3 * 366)
OVERLAP = timedelta(days=7)
"""How long a replaced token still holds, so that a portal can change over without a pause."""
MOST_TOKENS = 10
"""Tokens of one client that hold at the same time."""
A_MINUTE = timedelta(minutes=1)


class IssuedToken(NamedTuple):
    """A new token: its row, and the secret itself, which is kept nowhere."""

    row: PortalToken
    secret: str


class KnownClient(NamedTuple):
    """A client that was known by its token."""

    client: PortalClient
    token: PortalToken


def issue_token(viewer: Viewer, client: PortalClient, lifetime: timedelta = LIFETIME) -> IssuedToken:
    """A further token for `client`. Raises Refused: FORBIDDEN, OUT_OF_RANGE, TOO_MANY_TOKENS."""
    if not timedelta(0) < lifetime <= LONGEST:
        text = say("A token lasts from 1 to %(most)s days.", most=LONGEST.days)
        raise Refused(Fault("OUT_OF_RANGE", "lifetime", text))
    secret = MARK + secrets.token_urlsafe(RANDOM_BYTES)
    row = PortalToken(client=client.id, digest=_digest(secret), beginning=secret[:SHOWN], expires_at=now() + lifetime)
    changes.require(viewer, "CREATE", row)
    with changes.together():
        if len(valid_tokens(viewer, client)) >= MOST_TOKENS:
            text = say("A portal has at most %(most)s valid tokens. Revoke one first.", most=MOST_TOKENS)
            raise Refused(Fault("TOO_MANY_TOKENS", "", text))
        return IssuedToken(changes.save(viewer, row), secret)


def rotate_tokens(
    viewer: Viewer, client: PortalClient, overlap: timedelta = OVERLAP, lifetime: timedelta = LIFETIME
) -> IssuedToken:
    """A new token in place of all that hold now; those end after `overlap`, or earlier if they did anyway.

    Raises Refused as `issue_token` does.
    """
    with changes.together():
        for old in valid_tokens(viewer, client):
            old.expires_at = min(old.expires_at, now() + overlap)
            changes.save(viewer, old)
        return issue_token(viewer, client, lifetime)


def revoke_token(viewer: Viewer, token: PortalToken) -> None:
    """Let a token hold no more, from this moment on. Raises Refused(FORBIDDEN)."""
    if token.revoked_at is None:
        token.revoked_at = now()
        changes.save(viewer, token)


def valid_tokens(viewer: Viewer, client: PortalClient) -> list[PortalToken]:
    """The tokens of a client that hold now, the oldest first."""
    query = visible(PortalToken, viewer).where(PortalToken.client == client.id, *_holds())
    return list(query.order_by(PortalToken.id))


_known: LruCache[KnownClient] = LruCache(256)
_portals: LruCache[Portal] = LruCache(256)
"""Who asked lately, under the stamps of the tables that tell who they are: every change of these is met at the next
question. Tokens that nobody has are not kept, or whoever tries many would push out the others."""


def find_by_token(secret: str) -> KnownClient | None:
    """The client that a token belongs to, and the token, neither to be changed; None where it does not hold."""
    digest = _digest(secret)
    key = _under_stamps(digest, PortalToken, PortalClient)
    known = _known.find(key)
    if known is None:
        known = _find(digest)
        if known is None:
            return None
        _known.keep(key, known)
    if known.token.expires_at <= now():
        return None
    _note_use(known.token)
    return known


def _find(digest: str) -> KnownClient | None:
    query = PortalToken.select(PortalToken, PortalClient).join(PortalClient)
    is_open = PortalClient.active & PortalClient.archived_at.is_null()
    token = query.where(PortalToken.digest == digest, is_open, *_holds()).first()
    return None if token is None else KnownClient(token.client, token)


def _under_stamps(whose: Hashable, *tables: type[Model]) -> Hashable:
    numbers = data_stamps.stamps_of_now()
    return (db.obj, whose, tuple(numbers.get(data_stamps.table_name(table), 0) for table in tables))


def viewer_by_token(secret: str, language: str = DEFAULT_LANGUAGE) -> Viewer | None:
    """Who sends this token; None where it does not hold, whatever the reason."""
    admitted = find_by_token(secret)
    return None if admitted is None else viewer_of(admitted.client, language)


def viewer_of(client: PortalClient, language: str) -> Viewer:
    """The viewer that a client is. One that is neither limited nor open to the whole register asks nothing."""
    key = _under_stamps(client.id, PortalClient, Organization)
    portal = _portals.get(key, lambda: _portal_of(client))
    return Viewer(portal=portal, name=client.name, language=language, face="GRAPHQL")


def _portal_of(client: PortalClient) -> Portal:
    areas, organizations = NO_IDS, NO_IDS
    if not client.is_unlimited:
        areas = _ids(PortalArea.select(PortalArea.area).where(PortalArea.client == client.id))
        organizations = _organizations(client)
    is_set = client.is_unlimited or areas or organizations
    scopes = client.scope_codes if is_set else frozenset[str]()
    return Portal(client.id, scopes, areas, organizations)


def is_allowed_somewhere(origin: str) -> bool:
    """Whether any client in use names this origin: a browser asks before it sends the token."""
    named = PortalClient.select(PortalClient.origins).where(
        PortalClient.active, PortalClient.archived_at.is_null(), PortalClient.origins.contains(origin)
    )
    return any(origin in origins.split() for (origins,) in iter(named.tuples().execute()))


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _holds() -> Iterable[Any]:
    return (PortalToken.revoked_at.is_null(), PortalToken.archived_at.is_null(), PortalToken.expires_at > now())


def _organizations(client: PortalClient) -> Ids:
    """The organisations themselves, and those that were found to be the same as one of them."""
    named = PortalOrganization.select(PortalOrganization.organization).where(PortalOrganization.client == client.id)
    ids = _ids(named)
    return (
        ids | _ids(Organization.select(Organization.id).where(Organization.canonical.in_(sorted(ids)))) if ids else ids
    )


def _ids(query: Any) -> Ids:
    return frozenset(row_id for (row_id,) in iter(query.tuples().execute()))


_tried: LruCache[bool] = LruCache(512)
"""The minutes in which this process already tried to note the use of a token."""


def _note_use(token: PortalToken) -> None:
    """Note when a token was last used, at most once a minute."""
    moment = now()
    if token.last_used_at is not None and moment - token.last_used_at < A_MINUTE:
        return
    _tried.get((db.obj, token.id, moment.replace(second=0)), lambda: in_passing(lambda: _note(token, moment)))


def _note(token: PortalToken, moment: datetime) -> None:
    PortalToken.update(last_used_at=moment).where(PortalToken.id == token.id).execute()
    token.last_used_at = moment
