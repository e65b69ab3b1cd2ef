"""Figures month by month: who is present, what runs, what is entered, whom it reaches."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from tansiq import trends as months
from tansiq.attention import this_year
from tansiq.copied_columns import building
from tansiq.models import Intervention
from tansiq.models.record import now
from tansiq.platform import clock
from tansiq.records import changes, slow_answers
from tansiq.trends import is_large, known_trends, last_months, trends
from tests.people import NOBODY, SALMA, officer, people_of
from tests.register import Register
from tests.statements import told


def test_the_last_months_end_with_the_present_one() -> None:
    found = last_months(date(2026, 3, 17))
    assert (found[0], found[-1], len(found)) == (date(2025, 4, 1), date(2026, 3, 1), 12)
    assert last_months(date(2026, 12, 31))[-1] == date(2026, 12, 1)


def test_organisations_and_interventions_count_in_each_month_they_touch(register: Register) -> None:
    this, before = last_months(clock.today())[-1], last_months(clock.today())[-2]
    first = register.intervention("NRA", starts_on=before, ends_on=before)
    register.site(first), register.site(first, "YE1210")
    register.site(register.intervention("NRA", starts_on=before, ends_on=None), "YE1927")
    register.site(register.intervention("ADR", starts_on=this, ends_on=this))
    register.site(register.intervention("CAN", starts_on=before, ends_on=None, status="CANCELLED"))
    found = trends(SALMA).value
    assert found.organizations[-3:] == (0, 1, 2)
    assert found.interventions[-3:] == (0, 2, 2)
    assert found.months[-1] == this


def test_entries_count_in_the_month_in_which_they_were_made(register: Register) -> None:
    row = register.intervention("NRA")
    old = register.intervention("ADR")
    before = last_months(clock.today())[-2]
    Intervention.update(created_at=clock.stored(datetime.combine(before, time.min))).where(
        Intervention.id == old.id
    ).execute()
    ancient = register.intervention("BKC")
    Intervention.update(created_at=datetime.fromisoformat("2001-01-01")).where(Intervention.id == ancient.id).execute()
    assert row.created_at.date() == now().date()
    assert trends(SALMA).value.entered == (*[0] * 10, 1, 1)


def test_people_are_those_of_the_rules_of_coverage(register: Register) -> None:
    year = this_year()
    for acronym, reached in (("NRA", 300), ("ADR", 200)):
        register.site(register.intervention(acronym, starts_on=year.begins, ends_on=year.begins), reached=reached)
    last = year.begins - timedelta(days=1)
    register.site(register.intervention("OLD", starts_on=last, ends_on=last), reached=70)
    found = trends(SALMA).value
    assert (found.reached, found.reached_last_year) == (300, 70)


def test_what_nobody_told_is_not_zero(register: Register) -> None:
    assert (trends(SALMA).value.reached, trends(SALMA).value.reached_last_year) == (None, None)


def test_nobody_sees_figures_of_what_is_not_published(register: Register) -> None:
    this = last_months(clock.today())[-1]
    register.site(register.intervention("NRA", starts_on=this, ends_on=this, is_published=False), reached=5)
    assert trends(SALMA).value.organizations[-1] == 1
    assert known_trends(NOBODY) is None
    found = trends(NOBODY).value
    assert (found.organizations[-1], found.interventions[-1], sum(found.entered), found.reached) == (0, 0, 0, None)


def test_figures_are_those_of_ones_own(register: Register) -> None:
    """NRA reached 300 people in Khanfar in Abyan, ADR 200 in Crater in Aden and 50 in Khanfar too."""
    people, year, this = people_of(register), this_year(), last_months(clock.today())[-1]
    for acronym, pcode, reached in (("NRA", "YE1211", 300), ("ADR", "YE1927", 200), ("ADR", "YE1211", 50)):
        work = register.intervention(acronym, starts_on=min(this, year.begins), ends_on=None)
        register.site(work, pcode, reached=reached)
    found = {person: trends(viewer).value for person, viewer in people.items() if viewer.portal is None}
    told = {person: (one.organizations[-1], one.interventions[-1], one.reached) for person, one in found.items()}
    assert told["ministry admin"] == told["auditor"] == (2, 3, 500)
    assert told["officer"] == (2, 2, 300)
    assert told["partner"] == (1, 1, 300)
    assert told["another partner"] == (1, 2, 250)


def test_an_area_within_another_one_counts_once(register: Register) -> None:
    work = register.intervention("NRA", starts_on=this_year().begins, ends_on=None)
    register.site(work, "YE1211", reached=300)
    inner, outer = register.areas["YE1211"].id, register.areas["YE12"].id
    assert trends(officer(inner, outer)).value.reached == 300


def test_figures_of_a_large_register_hold_for_a_while(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(months, "LARGE", 0)
    row = register.intervention("NRA", starts_on=last_months(clock.today())[-1], ends_on=None)
    register.site(row)
    before = trends(SALMA)
    register.site(register.intervention("ADR", starts_on=last_months(clock.today())[-1], ends_on=None))
    assert trends(SALMA) is before
    monkeypatch.setattr(months, "HOLD", timedelta(0))
    slow_answers.clear_cache()
    assert trends(SALMA).value.organizations[-1] == 2


def test_a_register_is_large_by_its_sites(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not is_large()
    register.site(register.intervention("NRA"))
    monkeypatch.setattr(months, "LARGE", 0)
    assert is_large()


def enter_without_sites(register: Register) -> None:
    """Interventions of which no site stands, beside what counts nowhere."""
    begins: dict[str, Any] = {"starts_on": last_months(clock.today())[-3], "ends_on": None}
    register.intervention("NRA", **begins)
    changes.archive(SALMA, register.site(register.intervention("ADR", **begins)))
    register.intervention("BKC", status="CANCELLED", **begins)
    changes.archive(SALMA, register.intervention("GON", **begins))
    gone = register.intervention("GON", **begins)
    register.site(gone, "YE1210")
    changes.archive(SALMA, gone)
    register.site(register.intervention("GON", status="CANCELLED", **begins), "YE1210")


def test_copied_columns_tell_the_same_to_everybody(register: Register, copying: Path) -> None:
    for number, (acronym, pcode) in enumerate(
        [("NRA", "YE1211"), ("ADR", "YE1927"), ("BKC", "YE1210"), ("NRA", "YE12")]
    ):
        begins = last_months(clock.today())[-1 - number]
        work = register.intervention(acronym, starts_on=begins, ends_on=None, is_published=bool(number % 3))
        register.site(work, pcode, reached=10 * number)
    enter_without_sites(register)
    people = people_of(register)
    by_statement = {who: trends(viewer).value for who, viewer in people.items()}
    building.build()
    slow_answers.clear_cache()
    with told() as statements:
        assert {who: trends(viewer).value for who, viewer in people.items()} == by_statement
    assert len({found.organizations for found in by_statement.values()}) > 1
    assert len({found.interventions for found in by_statement.values()}) > 1
    assert not [one for one in statements if "COUNT(DISTINCT" in one and '"site"' in one]
