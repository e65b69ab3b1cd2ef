"""Whose a row is: the same acts to a row in Abyan of NRA (here) and one in Hadramawt of ADR (there), by person."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tansiq.faults import Refused
from tansiq.models import (
    Account,
    Batch,
    HistoryEntry,
    Intervention,
    Need,
    Organization,
    OverlapDecision,
    Partnership,
    Project,
    Record,
    Site,
)
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may, visible
from tansiq.records import changes
from tansiq.records.bulk import enter
from tests.people import SALMA, officer, partner, people_of
from tests.register import Register

PEOPLE = ("ministry admin", "officer", "partner", "another partner", "auditor", "portal", "anonymous")


@pytest.fixture
def register(register: Register) -> Register:
    """NRA, seated in Ja'ar, works in Abyan; ADR, seated in Mukalla, works there."""
    for acronym, home in (("NRA", "YE121121"), ("ADR", "YE1927")):
        register.organization(acronym, home_area=register.areas[home].id)
    return register


def _organization(register: Register, acronym: str, pcode: str) -> Organization:
    return register.organization(acronym)


def _project(register: Register, acronym: str, pcode: str) -> Project:
    organization = register.organization(acronym)
    row = changes.save(SALMA, Project(code=f"P-{acronym}", organization=organization.id))
    work = register.intervention(acronym, project=row.id)
    register.site(work, pcode)
    return row


def _intervention(register: Register, acronym: str, pcode: str) -> Intervention:
    row = register.intervention(acronym)
    register.site(row, pcode)
    return row


def _site(register: Register, acronym: str, pcode: str) -> Site:
    return register.site(register.intervention(acronym), pcode)


def _need(register: Register, acronym: str, pcode: str) -> Need:
    return register.need(pcode, "WSH", 100)


MAKERS: dict[type[Record], Callable[[Register, str, str], Any]] = {
    Organization: _organization,
    Project: _project,
    Intervention: _intervention,
    Site: _site,
    Need: _need,
}

# A letter a person, in the order of PEOPLE, where they may; h and t: only here, only there.
WRITE_HERE, WRITE_THERE = "AO.....", "A......"
PROPOSE_HERE, PROPOSE_THERE = "AOP..T.", "AO.P.T."
TABLE: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("CHANGE", "APPROVE", "ARCHIVE", "RESTORE"), (WRITE_HERE, WRITE_THERE)),
    "PROPOSE": (PROPOSE_HERE, PROPOSE_THERE),
}


@pytest.fixture
def both(register: Register, request: pytest.FixtureRequest) -> tuple[Any, Any]:
    """A row here and a row there, of the table the test names."""
    make = MAKERS[request.param]
    return make(register, "NRA", "YE121121"), make(register, "ADR", "YE1927")


ALL_RECORDS = pytest.mark.parametrize("both", list(MAKERS), indirect=True, ids=lambda model: model.__name__)


def who_may(people: dict[str, Viewer], act: str, row: Record) -> set[str]:
    return {who for who in PEOPLE if may(people[who], act, row)}


def told(letters: str) -> set[str]:
    return {who for who, letter in zip(PEOPLE, letters, strict=True) if letter != "."}


@ALL_RECORDS
@pytest.mark.parametrize("act", list(TABLE))
def test_who_may_do_what_here_and_there(register: Register, both: tuple[Any, Any], act: str) -> None:
    people = people_of(register)
    expected = [told(letters) for letters in TABLE[act]]
    if isinstance(both[0], Need) and act == "PROPOSE":
        # A need is no organisation's own.
        expected = [told - {"partner", "another partner"} for told in expected]
    assert [who_may(people, act, row) for row in both] == expected


@ALL_RECORDS
def test_published_rows_are_read_by_all_and_by_a_portal_within_its_limits(register: Register, both: Any) -> None:
    people = people_of(register)
    assert [who_may(people, "READ", row) for row in both] == [set(PEOPLE), set(PEOPLE) - {"portal"}]


@ALL_RECORDS
@pytest.mark.parametrize("hide", ["archive", "withdraw"])
def test_hidden_rows_are_read_by_those_whose_they_are(register: Register, both: Any, hide: str) -> None:
    people = people_of(register)
    for row in both:
        changed = row.intervention if isinstance(row, Site) and hide == "withdraw" else row
        if hide == "archive":
            changes.archive(SALMA, changed)
        else:
            changed.is_published = False
            changes.save(SALMA, changed)
    all_readers = {"ministry admin", "auditor"}
    own = (set(), set()) if isinstance(both[0], Need) else ({"partner"}, {"another partner"})
    expected = [all_readers | {"officer"} | own[0], all_readers | own[1]]
    assert [who_may(people, "READ", row) for row in both] == expected


@ALL_RECORDS
def test_the_history_of_a_row_is_read_by_those_whose_it_is(register: Register, both: Any) -> None:
    people = people_of(register)
    people["officer"] = replace(people["officer"], account_id=account_of("nadia"))
    people["partner"] = replace(people["partner"], account_id=account_of("khaled"))
    name = type(both[0])._meta.table_name
    seen = [
        {who for who in ("officer", "partner", "auditor", "anonymous") if _entries(people[who], name, row.id)}
        for row in both
    ]
    here = {"officer", "auditor"} if isinstance(both[0], Need) else {"officer", "partner", "auditor"}
    assert seen == [here, {"auditor"}]


def account_of(name: str) -> int:
    return Account.create(email=f"{name}@example.org", name=name, fs_uniquifier=name).id


def _entries(viewer: Viewer, table: str, row_id: int) -> int:
    entries = visible(HistoryEntry, viewer)
    return entries.where(HistoryEntry.record_type == table, HistoryEntry.record_id == row_id).count()


def test_nothing_is_moved_out_of_or_into_areas_that_are_not_the_officers(register: Register) -> None:
    nadia = people_of(register)["officer"]
    here, there = register.need("YE121121", "WSH", 100), register.need("YE1927", "WSH", 100)
    here.area_id, there.area_id = there.area_id, here.area_id
    for row in (here, there):
        with pytest.raises(Refused, match="FORBIDDEN"):
            changes.save(nadia, row)


def test_an_intervention_across_two_areas_is_changed_by_whoever_has_both(register: Register) -> None:
    work = register.intervention("NRA")
    sites = [register.site(work, pcode) for pcode in ("YE121121", "YE1927")]
    abyan, hadramawt, both = (
        officer(*(register.areas[pcode].id for pcode in pcodes)) for pcodes in (["YE12"], ["YE19"], ["YE12", "YE19"])
    )
    assert [may(viewer, "CHANGE", work) for viewer in (abyan, hadramawt, both)] == [False, False, True]
    assert [may(abyan, "CHANGE", site) for site in sites] == [True, False]


def test_an_intervention_without_a_site_is_its_enterers(register: Register) -> None:
    nadia = replace(people_of(register)["officer"], account_id=account_of("nadia"))
    other = replace(nadia, account_id=account_of("said"))
    row = changes.save(
        nadia,
        Intervention(
            organization=register.organization("ADR").id, sector=register.sectors["WSH"].id, is_published=False
        ),
    )
    assert [may(viewer, "CHANGE", row) for viewer in (nadia, other, SALMA)] == [True, False, True]


def test_a_project_follows_the_seat_of_its_organisation_whoever_entered_it(register: Register) -> None:
    nadia = replace(people_of(register)["officer"], account_id=account_of("nadia"))
    seatless, elsewhere = register.organization("SEATLESS").id, register.organization("ADR").id
    for organization in (seatless, elsewhere):
        with pytest.raises(Refused, match="FORBIDDEN"):
            changes.save(nadia, Project(title_en="Works", organization=organization))
    row = changes.save(nadia, Project(title_en="Works"))
    assert may(nadia, "CHANGE", row)
    row.organization_id = elsewhere
    with pytest.raises(Refused, match="FORBIDDEN"):
        changes.save(nadia, row)
    given = changes.save(SALMA, row)
    assert not may(nadia, "CHANGE", Project.get_by_id(given.id))


def test_parts_are_changed_by_whoever_may_change_the_row(register: Register) -> None:
    nadia, donor = people_of(register)["officer"], register.organization("DON")
    for pcode, is_allowed in (("YE121121", True), ("YE1927", False)):
        row = _intervention(register, "NRA", pcode)
        assert may(nadia, "CHANGE", Partnership(intervention=row, organization=donor, role="FUNDING")) is is_allowed


def test_many_rows_at_once_are_judged_one_by_one(register: Register) -> None:
    nadia, facts = people_of(register)["officer"], {"sector": register.sectors["WSH"].id, "people_in_need": 5}
    period = {"starts_on": "2026-01-01", "ends_on": "2026-12-31"}
    group = register.groups["ALL"].id
    rows = [
        Need(area=register.areas[pcode].id, population_group=group, **facts, **period)
        for pcode in ("YE121121", "YE1927")
    ]
    with pytest.raises(Refused, match="FORBIDDEN"), changes.together():
        enter(nadia, rows)
    assert not Need.select().exists()


def test_a_pair_is_decided_by_the_officer_of_either(register: Register) -> None:
    here, there = (_intervention(register, name, place) for name, place in (("NRA", "YE121121"), ("ADR", "YE1927")))
    third = _intervention(register, "BKC", "YE1927")
    nadia = people_of(register)["officer"]
    pairs = (OverlapDecision(first=one, second=other) for one, other in ((here, there), (there, third)))
    assert [may(nadia, "CREATE", pair) for pair in pairs] == [True, False]


def test_a_role_without_anything_it_is_limited_to_allows_nothing_more(register: Register) -> None:
    work = _intervention(register, "NRA", "YE121121")
    assert not may(officer(), "CHANGE", work)
    assert not may(partner("Khaled"), "PROPOSE", work)


def test_what_a_command_did_is_no_officers_to_take_back(register: Register) -> None:
    nadia = replace(people_of(register)["officer"], account_id=account_of("nadia"))
    batches = [Batch(kind="IMPORT", account=account_id) for account_id in (nadia.account_id, None)]
    assert [may(nadia, "CHANGE", batch) for batch in batches] == [True, False]
    assert not may(people_of(register)["officer"], "CHANGE", batches[1])
