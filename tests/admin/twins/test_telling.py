"""Likely twins are told while an organisation is entered, after it was saved, and to whoever reviews it; never to
strangers. How imports tell them: tests/tansiq/exchange/lookup/test_organization_matcher.py."""

import re

import pytest

from tansiq.models import Organization, Proposal
from tansiq.platform.mailing import Outbox
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.people import SALMA
from tests.register import Register

NAME, TWIN = "مؤسسة سواقي دلتا أبين التجريبية", "مؤسسة سواقي دلتا ابين التجريبيه"
TOLD = "This organisation may be in the register already"


@pytest.fixture
def known(register: Register) -> Organization:
    """One organisation of the register."""
    return changes.save(SALMA, Organization(name_ar=NAME, kind="FOUNDATION", home_area=register.areas["YE1211"].id))


@pytest.mark.parametrize(
    "typed",
    [{"name_ar": TWIN}, {"name_en": "Swaqi Dilta Abian Al-Tajribiyah Foundation"}, {"aliases": f"x|{TWIN}"}],
)
def test_twins_are_told_while_entering_with_faults_and_after_saving(
    salma: Reader, known: Organization, typed: dict[str, str]
) -> None:
    given = {"name_en": "Another name", "kind": "FOUNDATION", **typed}
    said = salma.post("organization/twins/", page="", **given).text
    assert TOLD in said
    assert re.search(rf'/admin/organization/details/\?id={known.id}" target="_blank"', said)
    assert re.search(r"Likeness \d\d of 100: the same name", said)
    assert Organization.select().count() == 1
    assert TOLD in salma.post("organization/new/", page="", **given, founded_on="x").text
    saved = salma.post("organization/new/", page="", **given)
    page = salma.client.get(saved.headers["Location"]).text
    assert "It may be the same organisation as" in page
    assert Organization.select().count() == 2


def test_what_is_like_nothing_is_told_of_nothing_and_one_is_not_its_own_twin(
    salma: Reader, known: Organization
) -> None:
    assert salma.post("organization/twins/", page="", name_ar="بيت الغد", kind="OTHER").text.strip() == ""
    assert salma.post("organization/twins/", page="").text.strip() == ""
    edited = salma.post(
        f"organization/twins/?id={known.id}", page="", name_ar=TWIN, kind="OTHER", version=known.version
    )
    assert (edited.status_code, edited.text.strip()) == (200, "")
    assert (
        salma.post("organization/twins/", page="", name_ar="م" * 20_000, kind="?", home_area="9e9").status_code == 200
    )


def test_twins_are_asked_with_the_token_and_of_organisations_that_are_there(salma: Reader, known: Organization) -> None:
    assert salma.client.post("/admin/organization/twins/", data={"name_ar": TWIN}).status_code == 400
    assert salma.post("organization/twins/?id=999999", page="", name_ar=TWIN).status_code == 404
    assert salma.get("organization/twins/").status_code == 405


def test_whoever_reviews_a_proposed_or_registered_organisation_is_told(
    nobody: Reader, nadia: Reader, known: Organization, register: Register, outbox: Outbox
) -> None:
    known.is_published = False
    changes.save(SALMA, known)
    typed = {"name_ar": TWIN, "kind": "ASSOCIATION", "home_area": register.areas["YE1211"].id}
    sent = nobody.post("register/", "register/", **typed, contact="Sara", email="sara@example.org")
    link = re.search(r"/admin/(register/link\?token=\S+)", outbox.mails[0].text)
    assert link is not None
    nobody.get(link[1])
    mine = nobody.get("register/mine").text
    nobody.post("register/confirm", "register/mine")
    mine += nobody.get("register/mine").text + nobody.get("register/amend").text + sent.text
    assert NAME not in mine
    assert TOLD not in mine
    page = nadia.get(f"proposal/details/?id={Proposal.get().id}").text
    assert TOLD in page
    assert "Look at these before you decide." in page
    assert NAME in page


def test_a_partner_who_proposes_one_is_told_of_what_they_see_alone(
    khaled: Reader, known: Organization, register: Register
) -> None:
    assert TOLD in khaled.post("organization/twins/", page="", name_ar=TWIN, kind="OTHER").text
    known.is_published = False
    changes.save(SALMA, known)
    assert TOLD not in khaled.post("organization/twins/", page="", name_ar=TWIN, kind="OTHER").text
