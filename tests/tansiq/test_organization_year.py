"""The year of organisations: presence, commitments, punctuality, cases and partners, however many are asked about."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from tansiq.models import CaseMember, Commitment, Intervention, OverlapCase, Partnership, Round, RoundReport
from tansiq.organization_year import MEASURES, OrganizationYear, organization_years
from tansiq.organizations.presence import districts_of
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tests.people import NOBODY, SALMA, partner, portal
from tests.register import Register
from tests.statements import told


def _year(register: Register, acronym: str = "NRA", by: Viewer = SALMA, year: int = 2026) -> OrganizationYear:
    row = register.organization(acronym)
    return organization_years(by, [row.id], year)[row.id]


def _report(register: Register, acronym: str, at: datetime | None, due_on: date = date(2026, 4, 10)) -> None:
    facts = {"area": register.areas["YE"].id, "period": "2026-Q1", "opens_on": due_on - timedelta(9), "due_on": due_on}
    days = {"begins_on": date(2026, 1, 1), "ends_on": date(2026, 3, 31)}
    row = Round.create(name_en="Round", opened_at=datetime.combine(date(2026, 4, 1), time()), **facts, **days)
    state = "NOT_STARTED" if at is None else "ACCEPTED"
    values = {"round_state": state, "first_submitted_at": at, "submitted_at": at}
    RoundReport.create(round=row.id, organization=register.organization(acronym).id, **values)


def test_an_organisation_without_anything_has_zeros_and_what_nobody_asked_is_not_known(register: Register) -> None:
    assert _year(register) == OrganizationYear(2026, 0, 0, 0, 0, None, None, 0, 0, 0)


def test_presence_is_that_of_its_sites_in_the_year(register: Register) -> None:
    work = register.intervention("NRA")
    for pcode in ("YE121121", "YE121122", "YE121001"):
        register.site(work, pcode)
    register.site(register.intervention("NRA", "FSC", status="CANCELLED"), "YE1927")
    days = {"starts_on": date(2025, 3, 1), "ends_on": date(2025, 4, 1)}
    register.site(register.intervention("NRA", "HEA", **days), "YE1927")
    assert _year(register)[1:3] == (2, 1)
    assert _year(register, year=2025)[1:3] == (1, 1)
    assert len(districts_of(SALMA, register.organization("NRA"))) == 3


def test_commitments_count_in_the_year_in_which_they_were_made_and_delivered(register: Register) -> None:
    item = register.item(register.plan(), "Wells")
    nra = register.organization("NRA").id
    for state, offered_on, delivered_on in (
        ("DELIVERED", date(2025, 12, 31), date(2026, 1, 1)),
        ("AGREED", date(2026, 2, 1), None),
        ("CANCELLED", date(2026, 2, 1), None),
    ):
        facts: dict[str, Any] = {"item": item.id, "organization": nra, "commitment_state": state}
        Commitment.create(offered_on=offered_on, delivered_on=delivered_on, **facts)
    assert (_year(register).commitment_count, _year(register).delivered_count) == (1, 1)
    assert _year(register, year=2025).commitment_count == 1


@pytest.mark.parametrize(
    ("at", "on_time"),
    [
        # Midnight of Aden is nine in the evening of the server.
        (datetime.combine(date(2026, 4, 10), time(20, 59)), 1),
        (datetime.combine(date(2026, 4, 10), time(21)), 0),
        (None, 0),
    ],
)
def test_reports_are_on_time_until_midnight_of_the_country(
    register: Register, at: datetime | None, on_time: int
) -> None:
    _report(register, "NRA", at)
    found = _year(register)
    assert (found.report_due_count, found.report_on_time_count) == (1, on_time)
    assert _year(register, "ADR").report_due_count is None
    assert _year(register, year=2025).report_due_count is None


def _case(register: Register, *acronyms: str, **values: Any) -> None:
    facts = {"area": register.areas["YE121121"].id, "sector": register.sectors["WSH"].id}
    case = OverlapCase.create(**{**facts, "opened_on": date(2026, 2, 1), **values})
    for acronym in acronyms:
        CaseMember.create(case=case.id, intervention=register.intervention(acronym, is_published=True).id)


def test_cases_are_those_in_which_it_takes_part_each_counted_once(register: Register) -> None:
    _case(register, "NRA", "NRA", "ADR", settled_on=date(2026, 3, 1), case_state="SETTLED")
    _case(register, "ADR", opened_on=date(2025, 12, 31))
    assert _year(register)[7:9] == (1, 1)
    assert _year(register, "ADR")[7:9] == (1, 1)
    assert _year(register, "ADR", year=2025)[7:9] == (1, 0)


def test_a_partner_is_told_the_cases_of_their_own_alone(register: Register) -> None:
    _case(register, "NRA", "ADR")
    khaled = partner("Khaled", register.organization("NRA").id)
    assert _year(register, by=khaled).case_opened_count == 1
    assert _year(register, "ADR", khaled).case_opened_count is None
    assert _year(register, by=NOBODY).case_opened_count is None


def test_partners_are_all_others_with_whom_it_works_in_either_part(register: Register) -> None:
    own, theirs = register.intervention("NRA"), register.intervention("ADR", "FSC")
    for work, acronym in ((own, "BKC"), (own, "NRA"), (theirs, "NRA"), (theirs, "GOV")):
        partnership = {"organization": register.organization(acronym).id, "role": "FUNDING"}
        Partnership.create(intervention=work.id, **partnership)
    assert _year(register).partner_count == 2
    assert _year(register, "GOV").partner_count == 1
    assert _year(register, year=2025).partner_count == 0


def test_an_entry_that_stands_for_another_is_told_what_that_one_did(register: Register) -> None:
    register.site(register.intervention("NRA"))
    register.organization("NRA2", canonical=register.organization("NRA").id)
    assert _year(register, "NRA2") == _year(register)


def test_a_portal_is_told_what_its_scopes_show(register: Register) -> None:
    _case(register, "NRA")
    few = _year(register, by=portal(scopes=("registry:read",)))
    assert (few.commitment_count, few.case_opened_count) == (None, None)
    assert _year(register, by=portal()).case_opened_count == 1


@pytest.mark.parametrize("year", [0, 1899, 2201, 99_999_999])
def test_there_is_nothing_of_a_year_that_is_none(register: Register, year: int) -> None:
    assert organization_years(SALMA, [register.organization("NRA").id], year) == {}


def test_many_ask_no_more_statements_than_one(register: Register) -> None:
    for acronym in ("NRA", "ADR", "BKC"):
        register.site(register.intervention(acronym))
        _report(register, acronym, datetime.combine(date(2026, 4, 1), time()))
    ids = [row.id for row in register.organizations.values()]
    with told() as one:
        organization_years(SALMA, ids[:1], 2026)
    with told() as all_of_them:
        found = organization_years(SALMA, ids, 2026)
    assert len(all_of_them) == len(one)
    assert len(found) == 3


def test_every_figure_says_what_it_counts() -> None:
    assert [one.key for one in MEASURES] == list(OrganizationYear._fields[1:])


def test_work_that_is_archived_does_not_count(register: Register) -> None:
    work = register.intervention("NRA")
    register.site(work)
    changes.archive(SALMA, Intervention.get_by_id(work.id))
    assert _year(register)[1:3] == (0, 0)
