"""How the reports of a form stand: expected as the database tells of each period, seen by those who read them."""

from datetime import date, timedelta
from typing import Any

import pytest

from tansiq.forms.approving import approve, send_back
from tansiq.forms.expecting import expected_units
from tansiq.forms.filling import submit
from tansiq.forms.following import FollowedReports, follow
from tansiq.forms.versions import withdraw
from tansiq.models import Assignment, Extension, FormVersion, Report, TypeDefinition, Unit
from tansiq.platform import clock, lru
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tansiq.reporting_period import ReportingPeriod
from tests.filled_forms import FilledForm, municipal_form
from tests.people import AMIN, NOBODY, SALMA, approver, clerk, officer, partner, portal
from tests.register import Register
from tests.statements import told


@pytest.fixture
def municipal(register: Register) -> FilledForm:
    return municipal_form(register.unit("Ja'ar"), register.unit("Zinjibar"), register.unit("Seiyun", pcode="YE1927"))


def _told(of: FollowedReports, unit: Unit, period: ReportingPeriod) -> tuple[str, str, int]:
    stand = of.stands[unit.id, period.key]
    return stand.state, stand.code, stand.days_late


def test_a_report_is_expected_in_each_period_of_the_units_of_which_it_is_expected_alone(
    municipal: FilledForm, register: Register
) -> None:
    """What is expected is told and tried by tansiq.forms.expected_reports; here that nothing of it is lost."""
    batis, periods = register.unit("Batis"), [municipal.period(back) for back in range(9, 0, -1)]
    ends_on = municipal.period(4).ends
    Assignment.create(form=municipal.form.id, unit=batis.id, starts_on=municipal.period(6).ends, ends_on=ends_on)
    lru.forget()
    found = follow(SALMA, municipal.form, periods)
    for period in periods:
        expected = {unit.id for unit in expected_units(SALMA, municipal.form, period)}
        assert {unit.id for unit, _stand in found.of(period)} == expected
        assert found.received(period) == (0, len(expected))
    assert {unit.id for unit in found.units} == {unit_id for unit_id, _key in found.stands}
    assert sum(unit_id == batis.id for unit_id, _key in found.stands) == 3


def test_a_report_stands_as_its_state_and_its_days_tell(municipal: FilledForm) -> None:
    [jaar, zinjibar, seiyun], period = municipal.units, municipal.period()
    samir = clerk(jaar.id)
    sent = submit(samir, municipal.begun(samir), municipal.values(vehicles=12))
    Report.update(first_submitted_at=sent.reported.ends + timedelta(days=13)).where(Report.id == sent.id).execute()
    send_back(SALMA, sent, {None: "Twelve?"})
    municipal.begun(unit=1)
    found = follow(SALMA, municipal.form, [period])
    late = (clock.today() - period.ends).days - 10
    assert _told(found, jaar, period) == ("RETURNED", "LATE", 3)
    assert _told(found, zinjibar, period) == ("DRAFT", *(("OVERDUE", late) if late > 0 else ("NOT_DUE", 0)))
    assert _told(found, seiyun, period)[0] == ""
    assert found.received(period) == (1, 3)


def test_whoever_was_given_more_time_is_not_late(municipal: FilledForm) -> None:
    unit, period, until = municipal.units[0], municipal.period(3), clock.today() + timedelta(days=3)
    assert _told(follow(SALMA, municipal.form, [period]), unit, period)[1] == "OVERDUE"
    given = {"form": municipal.form.id, "unit": unit.id, "period": period.key, "reason": "Flood"}
    extension = changes.save(SALMA, Extension(**given, closes_on=until))
    assert _told(follow(SALMA, municipal.form, [period]), unit, period)[1] == "OVERDUE"
    extension.due_on = until
    changes.save(SALMA, extension)
    assert _told(follow(SALMA, municipal.form, [period]), unit, period) == ("", "NOT_DUE", 0)


def test_nobody_is_asked_of_periods_without_a_version_or_before_they_open(municipal: FilledForm) -> None:
    later = [municipal.period(back) for back in (1, 0, -1)]
    assert follow(SALMA, municipal.form, later).periods == later[:1]
    withdraw(SALMA, FormVersion.get())
    found = follow(SALMA, municipal.form, later)
    assert (found.periods, found.units, found.stands) == ([], [], {})


def test_a_report_of_a_version_that_was_withdrawn_stands_as_it_was_asked(municipal: FilledForm) -> None:
    report, period = submit(SALMA, municipal.begun(), municipal.values(vehicles=1)), municipal.period()
    FormVersion.create(
        form=municipal.form.id, number=2, used_from=period.begins, content="{}", digest="0" * 64,
        opens_days=1, due_days=40, approval_levels=1,
    )  # fmt: skip
    withdraw(SALMA, report.form_version)
    found = follow(SALMA, municipal.form, [period])
    due = [found.stands[unit.id, period.key].days.due_on for unit in municipal.units]
    assert [(day - period.ends).days for day in due] == [10, 40, 40]


def test_each_is_told_of_the_units_all_of_whose_reports_they_read(municipal: FilledForm, register: Register) -> None:
    period = municipal.period()
    jaar, _zinjibar, seiyun = municipal.units
    approve(SALMA, submit(SALMA, municipal.begun(unit=2), municipal.values(vehicles=1)))

    def followed(viewer: Viewer) -> list[str]:
        return [unit.name_en for unit in follow(viewer, municipal.form, [period]).units]

    all_units = ["Ja'ar", "Seiyun", "Zinjibar"]
    assert followed(SALMA) == followed(AMIN) == all_units
    assert followed(officer(register.areas["YE12"].id)) == ["Ja'ar", "Zinjibar"]
    assert followed(clerk(jaar.id)) == ["Ja'ar"]
    assert followed(approver(jaar.id, seiyun.id)) == ["Ja'ar", "Seiyun"]
    for other in (NOBODY, partner("Khaled", 1), portal(register.areas["YE12"].id)):
        assert followed(other) == []


def test_officers_are_told_nothing_of_a_form_that_is_for_administrators(
    municipal: FilledForm, register: Register
) -> None:
    TypeDefinition.update(policy="ADMINISTRATORS").execute()
    kept: Any = TypeDefinition.get_by_id(municipal.form.id)
    period = municipal.period()
    assert follow(officer(register.areas["YE12"].id), kept, [period]).units == []
    assert len(follow(clerk(municipal.units[0].id), kept, [period]).units) == 1


def test_it_takes_as_many_statements_for_many_units_as_for_one(municipal: FilledForm, register: Register) -> None:
    periods = [municipal.period(back) for back in range(4)]
    lru.forget()
    with told() as few:
        follow(SALMA, municipal.form, periods[1:2])
    more = [register.unit(f"Unit {number}") for number in range(20)]
    for unit in more:
        Assignment.create(form=municipal.form.id, unit=unit.id, starts_on=date(2020, 1, 1))
    lru.forget()
    with told() as many:
        assert len(follow(SALMA, municipal.form, periods).units) == 23
    assert len(many) == len(few) <= 9
