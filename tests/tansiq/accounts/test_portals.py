"""Portals: tokens that hold and tokens that do not, limits that are never wider than said."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from peewee import Database, OperationalError

from tansiq.accounts import portals
from tansiq.faults import Refused
from tansiq.models import HistoryEntry, PortalArea, PortalClient, PortalOrganization, PortalToken
from tansiq.models.record import now
from tansiq.platform.origins import origin
from tansiq.policy.seen_fields import may_see_field
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may
from tansiq.records import changes
from tests.people import AMIN, NOBODY, SALMA, officer
from tests.register import Register

ALL = "registry:read coverage:read"


def client(**values: Any) -> PortalClient:
    """A client open to the whole register unless said otherwise."""
    return changes.save(SALMA, PortalClient(**({"name": "Aden portal", "scopes": ALL, "is_unlimited": True} | values)))


def move(monkeypatch: pytest.MonkeyPatch, by: timedelta) -> None:
    """Let the clock of tokens go on by so much."""
    moment = now() + by
    monkeypatch.setattr("tansiq.accounts.portals.now", lambda: moment)


def test_a_token_is_random_and_only_its_hash_is_kept(database: Database) -> None:
    portal = client()
    row, secret = portals.issue_token(SALMA, portal)
    assert secret.startswith("tsq_")
    assert len(secret) == 47
    assert portals.issue_token(SALMA, portal).secret != secret
    stored = PortalToken.get_by_id(row.id).__data__
    assert secret not in str(stored)
    assert (stored["beginning"], len(stored["digest"])) == (secret[:10], 64)
    assert secret not in "".join(entry.changes for entry in HistoryEntry.select())
    assert stored["digest"] not in "".join(entry.changes for entry in HistoryEntry.select())


def test_the_viewer_is_the_portal_within_its_limits(register: Register) -> None:
    portal = client(is_unlimited=False)
    nra = register.organization("NRA")
    same = register.organization("NRB", canonical=nra.id)
    changes.replace_parts(SALMA, portal, PortalArea, [{"area": register.areas["YE12"].id}])
    changes.replace_parts(SALMA, portal, PortalOrganization, [{"organization": nra.id}])
    viewer = portals.viewer_by_token(portals.issue_token(SALMA, portal).secret, "en")
    assert viewer is not None
    assert viewer.portal is not None
    assert (viewer.name, viewer.face, viewer.language, viewer.account_id) == ("Aden portal", "GRAPHQL", "en", None)
    assert viewer.portal.scopes == {"registry:read", "coverage:read"}
    assert viewer.portal.area_ids == {register.areas["YE12"].id}
    assert viewer.portal.organization_ids == {nra.id, same.id}
    assert not viewer.roles


def test_what_is_remembered_of_a_portal_is_forgotten_with_every_change_of_it(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal, nra = client(is_unlimited=False), register.organization("NRA")
    row, secret = portals.issue_token(SALMA, portal)

    def limits() -> set[int] | None:
        viewer = portals.viewer_by_token(secret)
        return None if viewer is None or viewer.portal is None else {*viewer.portal.organization_ids}

    assert limits() == set()
    changes.replace_parts(SALMA, portal, PortalOrganization, [{"organization": nra.id}])
    assert limits() == {nra.id}
    same = register.organization("NRB", canonical=nra.id)
    assert limits() == {nra.id, same.id}
    portal.active = False
    changes.save(SALMA, portal)
    assert limits() is None
    portal.active = True
    changes.save(SALMA, portal)
    assert limits() is not None
    with monkeypatch.context() as later:
        move(later, timedelta(days=400))
        assert limits() is None
    portals.revoke_token(SALMA, row)
    assert limits() is None


def test_a_portal_without_limits_sees_nothing_unless_the_whole_register_is_opened(database: Database) -> None:
    closed = portals.viewer_of(client(is_unlimited=False), "en").portal
    opened = portals.viewer_of(client(name="Open"), "en").portal
    assert closed is not None
    assert opened is not None
    assert closed.scopes == frozenset()
    assert opened.scopes == {"registry:read", "coverage:read"}


def test_tokens_that_do_not_hold_are_all_alike(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    portal = client()
    row, secret = portals.issue_token(SALMA, portal, timedelta(days=30))
    assert portals.viewer_by_token(secret) is not None
    assert [portals.viewer_by_token(given) for given in ("", "tsq_", secret[:-1], secret + "x", secret.upper())] == [
        None
    ] * 5
    portal.active = False
    changes.save(SALMA, portal)
    assert portals.viewer_by_token(secret) is None
    portal.active = True
    changes.save(SALMA, portal)
    changes.archive(SALMA, portal)
    assert portals.viewer_by_token(secret) is None
    changes.restore(SALMA, portal)
    assert portals.viewer_by_token(secret) is not None
    with monkeypatch.context() as later:
        move(later, timedelta(days=30))
        assert portals.viewer_by_token(secret) is None
    portals.revoke_token(SALMA, PortalToken.get_by_id(row.id))
    assert portals.viewer_by_token(secret) is None


def test_a_rotated_token_holds_through_the_overlap_and_no_longer(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    portal = client()
    old, new = portals.issue_token(SALMA, portal).secret, portals.rotate_tokens(SALMA, portal).secret
    move(monkeypatch, timedelta(days=7) - timedelta(minutes=2))
    assert [portals.viewer_by_token(given) is not None for given in (old, new)] == [True, True]
    move(monkeypatch, timedelta(days=7, minutes=2))
    assert [portals.viewer_by_token(given) is not None for given in (old, new)] == [False, True]


def test_rotating_never_lengthens_a_token(database: Database) -> None:
    portal = client()
    row = portals.issue_token(SALMA, portal, timedelta(days=1)).row
    portals.rotate_tokens(SALMA, portal, timedelta(days=30))
    assert PortalToken.get_by_id(row.id).expires_at == row.expires_at


def test_rotating_without_an_overlap_ends_the_old_token_at_once(database: Database) -> None:
    portal = client()
    old = portals.issue_token(SALMA, portal).secret
    portals.rotate_tokens(SALMA, portal, timedelta(0))
    assert portals.viewer_by_token(old) is None


def test_the_use_of_a_token_is_noted_at_most_once_a_minute(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    row, secret = portals.issue_token(SALMA, client())
    used: list[datetime | None] = []
    begun = now()
    for seconds in (0, 59, 61):
        moment = begun + timedelta(seconds=seconds)
        monkeypatch.setattr("tansiq.accounts.portals.now", lambda moment=moment: moment)
        portals.viewer_by_token(secret)
        used.append(PortalToken.get_by_id(row.id).last_used_at)
    assert used == [begun, begun, begun + timedelta(seconds=61)]
    assert PortalToken.get_by_id(row.id).version == row.version, "it is no change of the record"


def test_a_busy_register_does_not_keep_a_portal_out(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    row, secret = portals.issue_token(SALMA, client())

    def busy(*_: object, **__: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(PortalToken, "update", busy)
    assert portals.viewer_by_token(secret) is not None
    assert PortalToken.get_by_id(row.id).last_used_at is None


@pytest.mark.parametrize("who", [AMIN, NOBODY, officer(1)], ids=["auditor", "anonymous", "officer"])
def test_tokens_are_made_and_taken_back_by_administrators_alone(database: Database, who: Viewer) -> None:
    portal = client()
    row = portals.issue_token(SALMA, portal).row
    for deed in (lambda: portals.issue_token(who, portal), lambda: portals.revoke_token(who, row)):
        with pytest.raises(Refused, match="FORBIDDEN"):
            deed()
    assert PortalToken.select().where(PortalToken.revoked_at.is_null()).count() == 1


def test_what_is_shown_of_a_token_and_a_client(database: Database) -> None:
    assert [may_see_field(SALMA, name, PortalToken) for name in ("digest", "beginning")] == [False, True]
    assert [may_see_field(who, "contact", PortalClient) for who in (SALMA, AMIN)] == [True, False]
    assert may(AMIN, "READ", PortalToken)


def test_a_client_has_few_tokens_that_last_a_while(database: Database) -> None:
    portal = client()
    for _ in range(portals.MOST_TOKENS):
        portals.issue_token(SALMA, portal)
    with pytest.raises(Refused, match="TOO_MANY_TOKENS"):
        portals.rotate_tokens(SALMA, portal)
    for days in (0, -1, 5000):
        with pytest.raises(Refused, match="OUT_OF_RANGE"):
            portals.issue_token(SALMA, portal, timedelta(days=days))


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"name": " "}, "MISSING"),
        ({"scopes": "registry:read everything"}, "UNKNOWN_CODE"),
        ({"requests_a_minute": 0}, "OUT_OF_RANGE"),
        ({"requests_a_minute": 6001}, "OUT_OF_RANGE"),
        ({"requests_a_minute": None}, "MISSING"),
        ({"origins": "https://a.example\nb.example"}, "BAD_ORIGIN"),
        ({"origins": "*"}, "BAD_ORIGIN"),
        ({"origins": "\n".join(f"https://p{n}.example" for n in range(21))}, "OUT_OF_RANGE"),
    ],
)
def test_what_a_client_may_not_be(database: Database, values: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused, match=code):
        client(**values)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://Portal.Example", "https://portal.example"),
        (" https://portal.example/ ", "https://portal.example"),
        ("https://portal.example:443", "https://portal.example"),
        ("http://localhost:3000", "http://localhost:3000"),
        ("http://[::1]:80", "http://[::1]"),
        ("https://portal.example/map", None),
        ("https://user@portal.example", None),
        ("https://*.example", None),
        ("https://portal.example?x=1", None),
        ("https://بوابة.example", "https://xn--mgbbbe6m.example"),
        ("https://portal.example:99999", None),
        ("javascript://x", None),
        ("null", None),
        ("", None),
    ],
)
def test_an_origin_is_written_as_browsers_send_it(text: str, expected: str | None) -> None:
    assert origin(text) == expected


def test_an_origin_is_asked_of_all_clients_in_use(database: Database) -> None:
    portal = client(origins="https://one.example\nHTTPS://Two.example/")
    assert [portals.is_allowed_somewhere(each) for each in ("https://one.example", "https://two.example")] == [True] * 2
    assert not portals.is_allowed_somewhere("https://one.exampl")
    portal.active = False
    changes.save(SALMA, portal)
    assert not portals.is_allowed_somewhere("https://one.example")
