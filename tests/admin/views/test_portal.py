"""Portals in the panel: entered and limited by administrators, tokens shown once, and nobody else's business."""

import re
from typing import Any

import pytest

from tansiq.accounts import portals
from tansiq.models import HistoryEntry, PortalArea, PortalClient, PortalOrganization, PortalToken
from tests.admin.conftest import Reader, Readers
from tests.api.portal_clients import enter_client
from tests.people import SALMA
from tests.register import Register

FORM = {"name": "Aden portal", "active": "y", "requests_a_minute": "60", "scope": ["registry:read", "coverage:read"]}
TOKEN = re.compile(r"tsq_[\w-]{43}")


def _made(salma: Reader, row: PortalClient, **values: Any) -> str:
    """The page that shows a new token."""
    after = PortalToken.select().order_by(PortalToken.id.desc()).first()
    given = {"lifetime": "365", "overlap": "7", "after": str(after.id if after else 0)} | values
    response = salma.post(f"portals/token/?id={row.id}", page=f"portals/token/?id={row.id}", **given)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    return response.text


def test_a_portal_is_entered_with_its_limits(salma: Reader, register: Register) -> None:
    assert "No portal yet" in salma.get("portals/").text
    area, nra = register.areas["YE12"], register.organization("NRA")
    limits = {"area-1": area.id, "area-1-text": "Abyan (YE12)", "organization-2": nra.id}
    origins = "https://Aden.example/\nhttps://map.aden.example"
    response = salma.post("portals/new/", page="portals/new/", **FORM, **limits, origins=origins)
    row = PortalClient.get()
    assert response.headers["Location"] == f"/admin/portals/details/?id={row.id}"
    assert (row.name, row.scopes, row.is_unlimited) == ("Aden portal", "registry:read coverage:read", False)
    assert row.allowed_origins == ("https://aden.example", "https://map.aden.example")
    assert [PortalArea.get().area_id, PortalOrganization.get().organization_id] == [area.id, nra.id]
    page = salma.get(f"portals/details/?id={row.id}").text
    assert "Only the work of these organisations in these areas." in page
    assert "http://localhost/graphql" in page
    assert "Aden portal" in salma.get("portals/").text


def test_a_limit_is_unticked_and_the_portal_is_closed_rather_than_opened(salma: Reader, register: Register) -> None:
    row = enter_client(areas=[register.areas["YE12"].id])
    edit = f"portals/edit/?id={row.id}"
    assert "keep-area" in salma.get(edit).text
    stored = PortalClient.get_by_id(row.id)
    kept = {**FORM, "version": stored.version, "keep-area": register.areas["YE12"].id}
    assert salma.post(edit, page=edit, **kept).status_code == 302
    assert PortalArea.select().count() == 1
    struck = {**FORM, "version": PortalClient.get_by_id(row.id).version}
    assert salma.post(edit, page=edit, **struck).status_code == 302
    assert PortalArea.select().count() == 0
    portal = portals.viewer_of(PortalClient.get_by_id(row.id), "en").portal
    assert portal is not None
    assert portal.scopes == frozenset()
    assert "Nothing: no area or organisation is named" in salma.get(f"portals/details/?id={row.id}").text


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"name": ""}, "This field is required."),
        ({"requests_a_minute": "0"}, "Allow from 1 to 6000 requests a minute."),
        ({"requests_a_minute": "99999999999999"}, "This number is too large."),
        ({"requests_a_minute": ""}, "This field is required."),
        ({"origins": "aden.example"}, "is not the origin of a site"),
        ({"area-1-text": "Nowhere"}, "The register has nothing called"),
        ({"area-1": "999999"}, "Choose one of the records offered."),
        ({"name": "x" * 201}, "At most 200 letters fit here."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(
    salma: Reader, register: Register, values: dict[str, str], said: str
) -> None:
    response = salma.post("portals/new/", page="portals/new/", **(FORM | values))
    assert response.status_code == 200
    assert said in response.text
    assert PortalClient.select().count() == 0


def test_the_whole_register_and_limits_exclude_each_other(salma: Reader, register: Register) -> None:
    both = {**FORM, "is_unlimited": "y", "area-1": register.areas["YE12"].id}
    response = salma.post("portals/new/", page="portals/new/", **both)
    assert "untick the one or the others" in response.text
    assert PortalClient.select().count() == PortalArea.select().count() == 0


def test_an_unknown_scope_is_not_taken(salma: Reader, register: Register) -> None:
    salma.post("portals/new/", page="portals/new/", **(FORM | {"scope": ["everything", "plans:read"]}))
    assert PortalClient.get().scopes == "plans:read"


def test_somebody_else_changed_it_meanwhile(salma: Reader, register: Register) -> None:
    row = enter_client()
    edit = f"portals/edit/?id={row.id}"
    response = salma.post(edit, page=edit, **FORM, is_unlimited="y", version=row.version - 1)
    assert "Somebody changed this record meanwhile" in response.text


def test_a_token_is_shown_once_and_stands_in_no_address_and_no_history(salma: Reader, register: Register) -> None:
    row = enter_client()
    page = _made(salma, row)
    [secret] = set(TOKEN.findall(page))
    assert portals.viewer_by_token(secret) is not None
    later = salma.get(f"portals/details/?id={row.id}").text
    assert secret not in later
    assert secret[:10] in later
    assert "Valid" in later
    told = "".join(entry.changes for entry in HistoryEntry.select())
    assert secret not in told
    assert PortalToken.get().digest not in told
    assert secret not in salma.get("history/").text


def test_a_page_that_is_sent_again_makes_no_second_token(salma: Reader, register: Register) -> None:
    row = enter_client()
    _made(salma, row, after="0")
    address = f"portals/token/?id={row.id}"
    assert salma.post(address, page=address, lifetime="365", overlap="7", after="0").status_code == 302
    assert PortalToken.select().count() == 1


def test_a_replaced_token_holds_for_the_time_chosen(salma: Reader, register: Register) -> None:
    row = enter_client()
    [first] = set(TOKEN.findall(_made(salma, row)))
    [second] = set(TOKEN.findall(_made(salma, row, overlap="7")))
    assert [portals.viewer_by_token(each) is not None for each in (first, second)] == [True, True]
    [third] = set(TOKEN.findall(_made(salma, row, overlap="0")))
    assert [portals.viewer_by_token(each) is not None for each in (first, second, third)] == [False, False, True]


@pytest.mark.parametrize("values", [{"lifetime": "0"}, {"lifetime": "x"}, {"lifetime": "999999"}])
def test_a_forged_lifetime_is_refused_calmly(salma: Reader, register: Register, values: dict[str, str]) -> None:
    row = enter_client()
    address = f"portals/token/?id={row.id}"
    response = salma.post(address, page=address, **({"after": "0", "overlap": "keep"} | values))
    assert response.status_code == 302
    assert "A token lasts from 1 to" in salma.get(f"portals/details/?id={row.id}").text
    assert PortalToken.select().count() == 0


def test_a_token_is_revoked_after_a_question(salma: Reader, register: Register) -> None:
    row = enter_client()
    [secret] = set(TOKEN.findall(_made(salma, row)))
    address = f"portals/revoke/?id={PortalToken.get().id}"
    assert "Revoke this token?" in salma.get(address).text
    assert portals.viewer_by_token(secret) is not None, "asking does nothing"
    assert salma.post(address, page=address).status_code == 302
    assert portals.viewer_by_token(secret) is None
    assert "holds no more" in salma.get(f"portals/details/?id={row.id}").text


DOORS = (
    "",
    "details/?id={id}",
    "new/",
    "edit/?id={id}",
    "token/?id={id}",
    "revoke/?id={token}",
    "ajax/lookup/?name=area",
)


@pytest.mark.parametrize(("who", "reading", "writing"), [("nadia", 404, 404), ("khaled", 404, 404), ("amin", 200, 403)])
def test_portals_are_read_by_auditors_and_changed_by_administrators(
    reader: Readers, register: Register, who: str, reading: int, writing: int
) -> None:
    row = enter_client(contact="someone@aden.example")
    token = portals.issue_token(SALMA, row).row
    person = reader(who)
    found = [person.get("portals/" + door.format(id=row.id, token=token.id)).status_code for door in DOORS]
    assert found == [reading, reading] + [writing] * 5
    assert (person.get("").text.count("/admin/portals/") > 0) is (reading == 200)
    assert "someone@aden.example" not in person.get(f"portals/details/?id={row.id}").text
    for door in DOORS[2:6]:
        address = "portals/" + door.format(id=row.id, token=token.id)
        assert person.post(address, page="", **FORM).status_code == writing
    assert PortalToken.select().where(PortalToken.revoked_at.is_null()).count() == 1
    assert PortalClient.get().version == row.version


def test_nobody_reaches_them_without_a_sign_in(nobody: Reader, register: Register) -> None:
    row = enter_client()
    for door in DOORS:
        response = nobody.get("portals/" + door.format(id=row.id, token=1))
        assert (response.status_code, "/admin/sign-in" in response.headers["Location"]) == (302, True)


def test_a_forged_post_makes_no_token(salma: Reader, register: Register) -> None:
    row = enter_client()
    response = salma.client.post(f"/admin/portals/token/?id={row.id}", data={"lifetime": "365", "after": "0"})
    assert response.status_code == 400
    assert PortalToken.select().count() == 0


@pytest.mark.parametrize("given", ["", "0", "x", "999999", "9" * 40, "1' OR 1=1"])
def test_an_address_that_is_none_of_ours_is_not_there(salma: Reader, register: Register, given: str) -> None:
    for door in ("details", "edit", "token", "revoke"):
        assert salma.get(f"portals/{door}/?id={given}").status_code == 404


def test_a_limit_is_looked_up(salma: Reader, register: Register) -> None:
    found = salma.get("portals/ajax/lookup/?name=area&query=Khanfar").json
    assert found == [[register.areas["YE1211"].id, "Abyan / Khanfar (YE1211)"]]
    assert salma.get("portals/ajax/lookup/?name=account").status_code == 404


def test_hostile_names_stay_words(salma: Reader, register: Register) -> None:
    row = enter_client("<script>alert(1)</script>", contact="<b>x</b>")
    for address in (
        "portals/",
        f"portals/details/?id={row.id}",
        f"portals/edit/?id={row.id}",
        f"portals/token/?id={row.id}",
    ):
        page = salma.get(address).text
        assert "<script>alert" not in page
        assert "<b>x" not in page
