"""The queue of likely twins and the merge of two: who sees what, what is done, and that all of it can be taken back."""

import re

import pytest

from tansiq.models import Batch, Organization, TwinDecision
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.people import SALMA
from tests.register import Register

NAME, TWIN = "مؤسسة سواقي دلتا أبين التجريبية", "مؤسسة سواقي دلتا ابين التجريبيه"
EMPTY = "No two organisations are likely one."


@pytest.fixture
def pair(register: Register) -> tuple[Organization, Organization]:
    """Two of one name with their seats in Khanfar."""
    seat = {"home_area": register.areas["YE1211"].id, "kind": "FOUNDATION"}
    first = changes.save(SALMA, Organization(name_ar=NAME, registration_number="17", **seat))
    return first, changes.save(SALMA, Organization(name_ar=TWIN, website="https://delta.example", **seat))


def _read(row: Organization) -> Organization:
    return Organization.get_by_id(row.id)


def _merge(pair: tuple[Organization, Organization], **more: object) -> dict[str, object]:
    first, second = (_read(row) for row in pair)
    versions = {"winner_version": first.version, "loser_version": second.version}
    return {"first": first.id, "second": second.id, **versions, **more}


def _told_after(reader: Reader, **given: object) -> str:
    return reader.client.get(reader.post("twins/apart/", page="", **given).headers["Location"]).text


def test_the_queue_tells_pairs_with_reasons_and_what_may_be_done(
    salma: Reader, pair: tuple[Organization, Organization]
) -> None:
    page = salma.get("twins/").text
    assert NAME in page
    assert TWIN in page
    assert "Likeness 94 of 100: the same name, the same seat." in page
    assert f"/admin/twins/merge/?first={pair[0].id}&amp;second={pair[1].id}" in page
    assert "Not the same" in page
    file = salma.get("twins/export/csv/")
    assert f"{NAME},{TWIN},94," in file.get_data(as_text=True)
    assert salma.get("twins/export/pdf/").status_code == 404
    assert EMPTY not in page
    assert "The list ends before this page." in salma.get("twins/?page=9").text


def test_officers_see_theirs_and_nobody_else_has_the_page(
    nadia: Reader, register: Register, pair: tuple[Organization, Organization]
) -> None:
    assert NAME in nadia.get("twins/").text
    for row in pair:
        row.home_area_id = register.areas["YE1927"].id
        changes.save(SALMA, row)
    assert EMPTY in nadia.get("twins/").text
    assert nadia.get(f"twins/merge/?first={pair[0].id}&second={pair[1].id}").status_code == 403
    assert "You may not do this." in _told_after(nadia, first=pair[0].id, second=pair[1].id)


def test_partners_and_strangers_have_no_such_page(khaled: Reader, pair: tuple[Organization, Organization]) -> None:
    assert khaled.get("twins/").status_code == 403
    assert khaled.post("twins/apart/", page="", first=pair[0].id, second=pair[1].id).status_code == 403
    assert khaled.post("twins/merge/", page="", **_merge(pair)).status_code == 403
    assert TWIN not in khaled.get(f"organization/details/?id={pair[0].id}").text


def test_two_that_are_not_the_same_leave_the_queue_until_it_is_taken_back(
    salma: Reader, pair: tuple[Organization, Organization]
) -> None:
    sent = salma.post("twins/apart/", page="", first=pair[0].id, second=pair[1].id, note="Two boards")
    page = salma.client.get(sent.headers["Location"]).text
    assert "Kept apart: nobody is warned of these two any more." in page
    assert EMPTY in page
    row = TwinDecision.get()
    assert "Likeness" not in salma.get(f"organization/details/?id={pair[0].id}").text
    assert salma.get("history/?table=twin_decision").status_code == 200
    assert (row.note, row.account_id is not None) == ("Two boards", True)
    salma.post("twins/again/", page="", id=row.id, version=row.version)
    assert NAME in salma.get("twins/").text
    assert salma.post("twins/again/", page="", id=999).status_code == 404


def test_two_are_merged_with_the_values_that_were_chosen_and_it_is_undone(
    salma: Reader, register: Register, pair: tuple[Organization, Organization]
) -> None:
    work = register.intervention("WRK", organization=pair[1].id)
    page = salma.get(f"twins/merge/?first={pair[0].id}&second={pair[1].id}").text
    assert "1 record that you see refers to it." in page
    assert re.search(r'id="take-website-second" name="take-website" value="second" checked', page)
    sent = salma.post("twins/merge/", page="", **_merge(pair, **{"take-website": "second", "take-name_ar": "first"}))
    assert sent.headers["Location"] == f"/admin/organization/details/?id={pair[0].id}"
    assert "Merged. What referred to" in salma.client.get(sent.headers["Location"]).text
    winner, loser = _read(pair[0]), _read(pair[1])
    assert (winner.website, winner.registration_number, winner.aliases) == ("https://delta.example", "17", "")
    assert loser.canonical_id == winner.id
    assert type(work).get_by_id(work.id).organization_id == winner.id
    told = salma.get(f"organization/details/?id={loser.id}").text
    assert "This organisation was merged into another one" in told
    assert "Organisations merged" in told
    assert EMPTY in salma.get("twins/").text
    winner.website = "https://new.example"
    changes.save(SALMA, winner)
    batch = Batch.get()
    assert "Organisations merged" in salma.get(f"batches/details/?id={batch.id}").text
    undone = salma.post("batches/undo/", page="", id=batch.id)
    assert "1 field was changed since and was left as it is" in salma.client.get(undone.headers["Location"]).text
    assert (_read(loser).canonical_id, _read(winner).website) == (None, "https://new.example")


def test_what_is_refused_is_told_on_the_page_with_what_was_chosen(
    salma: Reader, pair: tuple[Organization, Organization]
) -> None:
    stale = _merge(pair, **{"take-website": "first"})
    changed = _read(pair[1])
    changed.name_en = "Delta"
    changes.save(SALMA, changed)
    page = salma.post("twins/merge/", page="", **stale).text
    assert "Somebody changed this record meanwhile." in page
    assert re.search(r'id="take-website-first" name="take-website" value="first" checked', page)
    salma.post("twins/merge/", page="", **_merge(pair))
    again = salma.post("twins/merge/", page="", **_merge((pair[1], pair[0])))
    assert (again.status_code, "One of the two was merged already" in again.text) == (200, True)
    itself = salma.post("twins/merge/", page="", **_merge((pair[0], pair[0])))
    assert (itself.status_code, "these are one and the same" in itself.text) == (200, True)


@pytest.mark.parametrize("road", ["twins/merge/", "twins/apart/"])
@pytest.mark.parametrize(
    "given", [{}, {"first": "x"}, {"first": "1", "second": "999999"}, {"first": "1\x00", "second": "-1"}]
)
def test_organisations_that_are_not_there_are_not_there(salma: Reader, road: str, given: dict[str, str]) -> None:
    assert salma.post(road, page="", **given).status_code == 404


def test_the_page_of_an_organisation_tells_its_twins(nadia: Reader, pair: tuple[Organization, Organization]) -> None:
    page = nadia.get(f"organization/details/?id={pair[1].id}").text
    assert "It may be the same organisation as:" in page
    assert f"/admin/twins/merge/?first={pair[1].id}&amp;second={pair[0].id}" in page
