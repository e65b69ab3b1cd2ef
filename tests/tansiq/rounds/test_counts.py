"""Completeness and timeliness are told apart, each organisation counts once, and days are the country's."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from tansiq.models import Organization, Round, RoundReport
from tansiq.platform import clock
from tansiq.records import changes
from tansiq.rounds.counts import RoundCounts, counts_of
from tansiq.rounds.days import end_of_time, punctuality_of
from tansiq.twins.merging import merge
from tests.asked_rounds import opened_round, report_of
from tests.people import SALMA, officer, partner
from tests.register import Register
from tests.statements import told

ZONES = {"YE": "Asia/Aden", "SY": "Asia/Damascus", "EG": "Africa/Cairo"}
MIDNIGHTS = [
    # country, last day on time, the last second that is in time by UTC
    ("YE", date(2026, 4, 10), "2026-04-10 20:59:59"),
    ("SY", date(2026, 4, 10), "2026-04-10 20:59:59"),
    ("SY", date(2021, 10, 28), "2021-10-28 21:59:59"),  # clocks are put back at this midnight
    ("SY", date(2022, 3, 24), "2022-03-24 21:59:59"),  # and put forward at this one
    ("EG", date(2026, 4, 10), "2026-04-10 21:59:59"),
    ("EG", date(2026, 4, 23), "2026-04-23 21:59:59"),  # clocks are put forward at this midnight
    ("EG", date(2026, 10, 29), "2026-10-29 21:59:59"),  # and put back at this one: its last hour comes twice
    ("EG", date(2026, 5, 10), "2026-05-10 20:59:59"),
]


@pytest.fixture(autouse=True)
def _zone_as_before() -> Iterator[None]:
    country, zone = clock.country(), clock.zone_name()
    yield
    clock.go_by(country, zone)


_at = datetime.fromisoformat


def _due(row: Round, day: date) -> Round:
    """The round with another last day, as if it had been entered so."""
    Round.update(opens_on=day - timedelta(days=9), due_on=day).where(Round.id == row.id).execute()
    return Round.get_by_id(row.id)


def _stated(report: RoundReport, first: datetime, state: str = "SUBMITTED", last: datetime | None = None) -> None:
    values = {"first_submitted_at": first, "submitted_at": last or first, "round_state": state}
    RoundReport.update(values).where(RoundReport.id == report.id).execute()


@pytest.mark.parametrize(("country", "last_day", "second"), MIDNIGHTS)
def test_the_last_day_ends_at_the_midnight_of_the_country(
    register: Register, country: str, last_day: date, second: str
) -> None:
    row, last = opened_round(register, "NRA"), datetime.fromisoformat(second)
    clock.go_by(country, ZONES[country])
    row = _due(row, last_day)
    assert end_of_time(row) == last + timedelta(seconds=1)
    for moment, code in ((last, "ON_TIME"), (last + timedelta(seconds=1), "LATE")):
        _stated(report_of(row, register.organization("NRA")), moment)
        assert punctuality_of(row, moment).code == code
        assert counts_of(SALMA, [row])[row.id].on_time == (code == "ON_TIME")


def test_due_on_the_tenth_completed_on_the_eleventh_is_complete_and_not_on_time(register: Register) -> None:
    row = _due(opened_round(register, "NRA", "ADR"), date(2026, 4, 10))
    _stated(report_of(row, register.organization("NRA")), _at("2026-04-11 09:00"))
    counts = counts_of(SALMA, [row])[row.id]
    assert (counts.expected, counts.submitted, counts.on_time) == (2, 1, 0)
    assert (counts.completeness, counts.timeliness) == (0.5, 0.0)


def test_completed_on_the_ninth_and_again_on_the_twelfth_is_on_time(register: Register) -> None:
    row = _due(opened_round(register, "NRA"), date(2026, 4, 10))
    report, ninth = report_of(row, register.organization("NRA")), _at("2026-04-09 09:00")
    _stated(report, ninth, "RETURNED")
    assert (counts_of(SALMA, [row])[row.id].submitted, punctuality_of(row, ninth).code) == (0, "ON_TIME")
    _stated(report, ninth, "SUBMITTED", _at("2026-04-12 09:00"))
    counts = counts_of(SALMA, [row])[row.id]
    assert (counts.submitted, counts.on_time) == (1, 1)


def test_in_the_days_of_grace_it_is_on_time(register: Register) -> None:
    row = _due(opened_round(register, "NRA", grace_days=3), date(2026, 4, 10))
    for day, code in ((13, "ON_TIME"), (14, "LATE")):
        assert punctuality_of(row, _at(f"2026-04-{day} 09:00")).code == code


def test_merged_or_archived_in_mid_round_an_organisation_counts_once_or_no_more(register: Register) -> None:
    row = opened_round(register, "NRA", "ADR", "BKC", "OLD")
    rows = {name: register.organization(name) for name in ("NRA", "ADR", "BKC", "OLD")}
    winner, loser = (Organization.get_by_id(rows[name].id) for name in ("NRA", "ADR"))
    assert merge(SALMA, winner, loser).left == []
    changes.archive(SALMA, Organization.get_by_id(rows["BKC"].id))
    assert counts_of(SALMA, [row])[row.id].expected == 2
    # What the merged one submitted is the report of the one that stands for it.
    _stated(report_of(row, rows["ADR"]), _at("2026-01-01 09:00"))
    # And what was submitted before its organisation was archived stays.
    _stated(report_of(row, rows["BKC"]), _at("2026-01-01 09:00"), "ACCEPTED")
    assert counts_of(SALMA, [row])[row.id] == RoundCounts(3, 2, 2, {"ACCEPTED": 1, "NOT_STARTED": 1, "SUBMITTED": 1})


def test_each_counts_what_they_may_see_in_one_statement_for_all_rounds(register: Register) -> None:
    first, second = opened_round(register, "NRA", "ADR"), opened_round(register, "NRA", pcode="YE19")
    khaled = partner("Khaled", register.organization("NRA").id)
    nadia = officer(register.areas["YE12"].id)
    with told() as statements:
        counted = counts_of(khaled, [first, second])
    assert len(statements) == 1
    assert [counted[row.id].expected for row in (first, second)] == [1, 1]
    assert [counts_of(nadia, [first, second])[row.id].expected for row in (first, second)] == [2, 0]
    assert counts_of(SALMA, []) == {}
    assert RoundCounts().completeness is None is RoundCounts().timeliness
