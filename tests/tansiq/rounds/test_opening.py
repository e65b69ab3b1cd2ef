"""A round asks whom it says, once, and the next of a series is planned by itself."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from tansiq.faults import Refused
from tansiq.models import Organization, Round, RoundArea, RoundOrganization, RoundReport
from tansiq.models.record import now
from tansiq.platform import clock
from tansiq.records import changes
from tansiq.reporting_period import period_of
from tansiq.rounds.choosing import organizations_asked
from tansiq.rounds.opening import (
    ask_also,
    open_round,
    open_those_due,
    replace_chosen,
    replace_places,
    rounds_to_open,
    save,
)
from tests.asked_rounds import choose, limit, opened_round, planned_round
from tests.people import SALMA, officer, partner
from tests.register import Register

TODAY = clock.today()
PERIOD = period_of("QUARTER", TODAY)


def _at_work(register: Register, acronym: str, pcode: str, **values: Any) -> Organization:
    days = {"starts_on": PERIOD.begins, "ends_on": PERIOD.ends}
    register.site(register.intervention(acronym, **(days | values)), pcode)
    return register.organization(acronym)


def _asked(row: Round) -> list[str]:
    return [one.acronym for one in organizations_asked(row)]


def test_all_are_asked_that_are_at_work_in_the_areas_within_the_period(register: Register) -> None:
    _at_work(register, "NRA", "YE121121")
    _at_work(register, "ADR", "YE1927")
    _at_work(register, "BKC", "YE121001", starts_on=None, ends_on=None)
    _at_work(register, "OLD", "YE121121", starts_on=date(2020, 1, 1), ends_on=date(2020, 12, 31))
    _at_work(register, "OFF", "YE121121", status="CANCELLED")
    _at_work(register, "HID", "YE121121", is_published=False)
    row = planned_round(register)
    assert _asked(row) == ["NRA", "BKC"]
    limit(row, register, "YE1210")
    assert _asked(row) == ["BKC"]


def test_a_kind_is_asked_where_it_is_seated_or_at_work(register: Register) -> None:
    register.organization("UNX", kind="UN", home_area=register.areas["YE1211"].id)
    register.organization("UNY", kind="UN", home_area=register.areas["YE1927"].id)
    _at_work(register, "NRA", "YE121121")
    assert _asked(planned_round(register, round_choice="KIND", organization_kind="UN")) == ["UNX"]


def test_whoever_a_chosen_organisation_stands_for_is_asked_once(register: Register) -> None:
    into, other = register.organization("NRA"), register.organization("ADR")
    other.canonical = into.id
    changes.save(SALMA, other)
    row = planned_round(register, round_choice="CHOSEN")
    choose(row, into, other)
    assert _asked(row) == ["NRA"]


def test_each_organisation_that_is_asked_has_a_report_that_is_not_started(register: Register) -> None:
    row = opened_round(register, "NRA", "ADR")
    assert [one.round_state for one in RoundReport.select().where(RoundReport.round == row.id)] == ["NOT_STARTED"] * 2
    assert row.is_opened
    with pytest.raises(Refused) as refused:
        open_round(SALMA, row)
    assert refused.value.code == "OPENED_ALREADY"


def _code(row: Round) -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        open_round(SALMA, row)
    return refused.value.code, refused.value.faults[0].field


def test_what_stands_against_opening_is_told_at_its_place(register: Register) -> None:
    assert _code(planned_round(register)) == ("NOBODY", "round_choice")
    early = planned_round(register, opens_on=TODAY + timedelta(days=1))
    assert _code(early) == ("NOT_YET", "opens_on")
    _at_work(register, "NRA", "YE121121")
    outside = planned_round(register, period="2020-Q1", opens_on=TODAY)
    limit(outside, register, "YE1927")
    assert _code(outside) == ("OUTSIDE", "area")


def test_a_round_that_would_be_due_before_it_opens_is_refused(register: Register) -> None:
    with pytest.raises(Refused) as refused:
        planned_round(register, due_on=TODAY - timedelta(days=1))
    assert [(fault.code, fault.field) for fault in refused.value.faults] == [("DATES_REVERSED", "due_on")]


def test_a_second_round_of_one_kind_over_the_same_days_and_organisations_is_told_which_the_first_is(
    register: Register,
) -> None:
    _at_work(register, "NRA", "YE121121")
    first = opened_round(register, "NRA", "ADR", name_en="First quarter of Abyan")
    with pytest.raises(Refused) as refused:
        planned_round(register, "YE1211", round_kind="BOTH", period=str(TODAY.year))
    [fault] = refused.value.faults
    assert (fault.code, fault.field) == ("ASKED_ALREADY", "period")
    assert all(word in str(fault) for word in ("First quarter of Abyan", "NRA Aid"))
    assert "ADR" not in str(fault)
    # Of another kind, of other days, of a place that does not meet it, or once the first is archived, it may be.
    planned_round(register, "YE1211", round_kind="INTENDED")
    planned_round(register, "YE1211", period=PERIOD.after().key)
    changes.archive(SALMA, Round.get_by_id(first.id))
    planned_round(register, "YE1211")


def test_what_is_asked_stays_once_reports_were_asked_for(register: Register) -> None:
    row = opened_round(register, "NRA")
    row.period, row.due_on = PERIOD.after().key, TODAY + timedelta(days=20)
    with pytest.raises(Refused) as refused:
        save(SALMA, row)
    assert [(fault.code, fault.field) for fault in refused.value.faults] == [("FIXED", "period")]


def test_a_series_plans_its_next_round_as_long_after_the_end_of_the_period(register: Register) -> None:
    opens = PERIOD.ends - timedelta(days=200)
    row = opened_round(register, "NRA", "ADR", is_repeated=True, opens_on=opens, due_on=opens + timedelta(days=10))
    following = Round.get(Round.follows == row.id)
    after = PERIOD.after()
    assert (following.period, following.opens_on) == (after.key, after.ends - timedelta(days=200))
    assert following.due_on == following.opens_on + timedelta(days=10)
    assert _asked(following) == ["NRA", "ADR"]
    assert open_those_due() == int(following.opens_on <= TODAY) + _later(following)


def _later(row: Round) -> int:
    """How many rounds of the series after this one have come as well."""
    return Round.select().where(Round.id > row.id, Round.opened_at.is_null(False)).count()


def test_the_worker_opens_what_has_come_once_it_was_left_alone_for_an_hour(register: Register) -> None:
    _at_work(register, "NRA", "YE121121")
    row = planned_round(register)
    nobody = planned_round(register, "YE19")
    Round.update(changed_at=now() - timedelta(minutes=59)).execute()
    assert rounds_to_open() == []
    Round.update(changed_at=now() - timedelta(minutes=61)).execute()
    assert [one.id for one in rounds_to_open()] == [row.id, nobody.id]
    assert open_those_due() == 1
    assert [Round.get_by_id(one.id).is_opened for one in (row, nobody)] == [True, False]
    assert open_those_due() == 0


def test_one_more_organisation_is_asked_later_and_once(register: Register) -> None:
    row = opened_round(register, "NRA")
    report = ask_also(SALMA, row, register.organization("ADR"))
    with pytest.raises(Refused) as refused:
        ask_also(SALMA, row, register.organization("ADR"))
    assert refused.value.code == "TAKEN"
    changes.archive(SALMA, RoundReport.get_by_id(report.id))
    assert ask_also(SALMA, row, register.organization("ADR")).id == report.id
    with pytest.raises(Refused) as refused:
        ask_also(SALMA, planned_round(register, round_choice="CHOSEN"), register.organization("ADR"))
    assert refused.value.code == "NOT_OPENED"


def test_whoever_is_added_to_an_open_round_is_asked_and_nobody_is_struck_out(register: Register) -> None:
    nra, adr, bkc = (register.organization(acronym) for acronym in ("NRA", "ADR", "BKC"))
    row = planned_round(register, round_choice="CHOSEN")
    replace_chosen(SALMA, row, [adr.id])
    replace_chosen(SALMA, row, [nra.id])
    assert RoundReport.select().count() == 0
    open_round(SALMA, row)
    replace_chosen(SALMA, row, [nra.id, bkc.id])
    assert [one.organization_id for one in RoundReport.select().order_by(RoundReport.id)] == [nra.id, bkc.id]
    elsewhere = [register.areas["YE1211"].id]
    refused_deeds: list[tuple[Callable[[], object], str]] = [
        (lambda: replace_chosen(SALMA, row, [nra.id]), "FIXED"),
        (lambda: replace_places(SALMA, row, elsewhere), "FIXED"),
        (lambda: replace_chosen(partner("Khaled", nra.id), row, [nra.id, bkc.id, adr.id]), "FORBIDDEN"),
    ]
    for act, code in refused_deeds:
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == code
    assert [table.select().count() for table in (RoundOrganization, RoundArea, RoundReport)] == [2, 0, 2]


def test_rounds_are_opened_by_the_officers_of_their_area_alone(register: Register) -> None:
    _at_work(register, "NRA", "YE121121")
    row = planned_round(register)
    for viewer in (officer(register.areas["YE1211"].id), partner("Khaled", register.organization("NRA").id)):
        with pytest.raises(Refused) as refused:
            open_round(viewer, row)
        assert refused.value.code in ("FORBIDDEN", "NOT_FOUND")
    assert open_round(officer(register.areas["YE12"].id), row).is_opened
