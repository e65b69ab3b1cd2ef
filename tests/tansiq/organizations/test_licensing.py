"""The legal status follows from dates: the plain function, the conditions of lists and the licences agree."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.faults import Refused
from tansiq.language.vocabulary import LEGAL_STATUSES
from tansiq.models import Licence, Organization
from tansiq.organizations import licensing
from tansiq.records import bulk, changes, denormalised
from tests.people import SALMA
from tests.register import Register

TODAY = date(2026, 6, 15)
DAYS = st.none() | st.integers(-3, 3).map(lambda days: TODAY + timedelta(days))


def a_licence(organization: Organization, **values: Any) -> Licence:
    facts: dict[str, Any] = {
        "organization": organization.id,
        "number": "17/2024",
        "authority": "مكتب الشؤون الاجتماعية",
        "issued_on": date(2024, 1, 10),
        "expires_on": date(2026, 1, 9),
    }
    return changes.save(SALMA, Licence(**(facts | values)))


def again(row: Organization) -> Organization:
    return Organization.get_by_id(row.id)


def status_of(row: Organization, today: date = TODAY) -> str:
    return licensing.legal_status(
        row.dissolved_on, row.suspended_on, row.licence_issued_on, row.licence_expires_on, today
    )


@pytest.mark.parametrize(
    ("dates", "status"),
    [
        ((None, None, None, None), "NO_LICENCE"),
        ((None, None, date(2024, 1, 1), None), "ACTIVE"),
        ((None, None, date(2024, 1, 1), TODAY), "ACTIVE"),
        ((None, None, date(2024, 1, 1), TODAY - timedelta(1)), "LICENCE_EXPIRED"),
        ((None, TODAY, date(2024, 1, 1), None), "SUSPENDED"),
        ((None, TODAY + timedelta(1), date(2024, 1, 1), None), "ACTIVE"),
        ((TODAY, TODAY, date(2024, 1, 1), None), "DISSOLVED"),
        ((TODAY + timedelta(1), None, None, None), "NO_LICENCE"),
    ],
)
def test_the_status_follows_from_the_dates(dates: tuple[date | None, ...], status: str) -> None:
    dissolved, suspended, issued, expires = dates
    assert licensing.legal_status(dissolved, suspended, issued, expires, TODAY) == status


@given(st.lists(st.tuples(DAYS, DAYS, DAYS, DAYS), min_size=5, max_size=12))
def test_lists_and_the_plain_function_agree(register: Register, facts: list[tuple[date | None, ...]]) -> None:
    with changes.together() as held:
        for dissolved, suspended, issued, expires in facts:
            Organization.create(
                name_en="Any",
                dissolved_on=dissolved,
                suspended_on=suspended,
                licence_issued_on=issued,
                licence_expires_on=expires if issued else None,
            )
        rows = list(Organization.select())
        for code in LEGAL_STATUSES.codes:
            listed = Organization.select().where(licensing.has_legal_status(Organization, code, TODAY))
            assert {row.id for row in listed} == {row.id for row in rows if status_of(row) == code}
        for days in (0, 1, 2):
            soon = Organization.select().where(licensing.expires_within(Organization, days, TODAY))
            assert {row.id for row in soon} == {row.id for row in rows if _ends_within(row, days)}
            due = Organization.select().where(licensing.calls_for_renewal(Organization, days, TODAY))
            over = {row.id for row in rows if status_of(row) == "LICENCE_EXPIRED"}
            assert {row.id for row in due} == over | {row.id for row in rows if _ends_within(row, days)}
        held.rollback()


def _ends_within(row: Organization, days: int) -> bool:
    left = licensing.days_left(row.licence_expires_on, TODAY)
    return status_of(row) == "ACTIVE" and left is not None and 0 <= left <= days


def test_the_licence_that_holds_longest_counts_and_its_dates_are_kept_on_the_organisation(register: Register) -> None:
    row = register.organization("NRA")
    first = a_licence(row)
    second = a_licence(row, issued_on=date(2025, 12, 1), expires_on=date(2027, 12, 1))
    assert again(row).licence_expires_on == date(2027, 12, 1)
    assert again(row).licence_issued_on == date(2025, 12, 1)
    changes.archive(SALMA, second)
    assert again(row).licence_expires_on == date(2026, 1, 9)
    changes.restore(SALMA, second)
    second.expires_on = None
    changes.save(SALMA, second)
    assert (again(row).licence_issued_on, again(row).licence_expires_on) == (date(2025, 12, 1), None)
    bulk.archive(SALMA, [first, second])
    assert (again(row).licence_issued_on, again(row).licence_expires_on) == (None, None)


def test_what_stands_in_the_copies_of_an_organisation_is_written_over(register: Register) -> None:
    row = register.organization("NRA")
    stale = again(row)
    a_licence(row)
    stale.licence_expires_on, stale.website = date(2099, 1, 1), "https://example.org"
    changes.save(SALMA, stale)
    assert again(row).licence_expires_on == date(2026, 1, 9)
    forged = changes.save(SALMA, Organization(name_en="Forged", licence_issued_on=TODAY, licence_expires_on=TODAY))
    assert (again(forged).licence_issued_on, again(forged).licence_expires_on) == (None, None)


def test_a_licence_touches_the_stamp_of_organisations() -> None:
    assert denormalised.affected_tables(Licence) == ["licence", "organization"]


def test_the_same_issue_is_entered_once_however_it_is_written(register: Register) -> None:
    a_licence(register.organization("NRA"))
    with pytest.raises(Refused) as refusal:
        a_licence(register.organization("ADR"), number="١٧/٢٠٢٤", authority="مكتب  الشؤون الإجتماعية")
    assert refusal.value.code == "LICENCE_KNOWN"
    renewal = a_licence(register.organization("NRA"), issued_on=date(2026, 1, 10), expires_on=None)
    assert renewal.id


@pytest.mark.parametrize(
    ("values", "code", "field"),
    [
        ({"expires_on": date(2024, 1, 9)}, "DATES_REVERSED", "expires_on"),
        ({"number": " "}, "MISSING", "number"),
        ({"authority": ""}, "MISSING", "authority"),
        ({"issued_on": None}, "MISSING", "issued_on"),
    ],
)
def test_what_is_wrong_with_a_licence_is_told_beside_its_field(
    register: Register, values: dict[str, Any], code: str, field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        a_licence(register.organization("NRA"), **values)
    assert [(fault.code, fault.field) for fault in refusal.value.faults] == [(code, field)]
