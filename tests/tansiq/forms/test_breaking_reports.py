"""A rule of a form is tried on what units sent: as Python asks it of each report, of those that the reader may read."""

import pytest

from tansiq.forms.approving import approve
from tansiq.forms.breaking_reports import Broken, may_try_reports, try_reports
from tansiq.forms.filling import keep
from tansiq.models import FieldDefinition, Report
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tansiq.rule_entry import understood_rule
from tests.definitions import item
from tests.filled_forms import FilledForm, municipal_form
from tests.people import NOBODY, SALMA, officer
from tests.register import Register
from tests.reported import nothing_reported, reported


@pytest.fixture
def municipal(register: Register) -> FilledForm:
    return municipal_form(*(register.unit(name) for name in ("Ja'ar", "Zinjibar", "Seiyun")))


def _tried(municipal: FilledForm, rule: str, viewer: Viewer = SALMA, shown: int = 100, most: int = 1000) -> Broken:
    said = understood_rule(("entry", municipal.form.id), rule)
    return try_reports(viewer, municipal.form, said, shown, most)


def test_reports_that_break_a_rule_are_told_the_newest_periods_first(municipal: FilledForm) -> None:
    older = reported(municipal, back=3, vehicles=5, waste={"DRY": 300, "WET": 200})
    newer = reported(municipal, unit=1, vehicles=5, waste={"DRY": 400, "WET": 200})
    reported(municipal, unit=2, vehicles=5, waste={"DRY": 1})
    reported(municipal, unit=2, back=2, vehicles=5)
    nothing_reported(municipal)
    keep(SALMA, municipal.begun(back=2), municipal.values(waste={"DRY": 999}))
    found = _tried(municipal, "${waste} < 500")
    assert (found.asked, found.count, found.left) == (4, 2, 0)
    assert found.first == [newer, older]
    assert found.unit_ids == {municipal.units[0].id, municipal.units[1].id}
    assert _tried(municipal, "${waste} < 500", shown=1).first == [newer]


def test_what_is_calculated_and_the_period_before_are_asked_as_of_each_report(municipal: FilledForm) -> None:
    reported(municipal, back=3, vehicles=9, working=2)
    high = reported(municipal, back=2, vehicles=20, working=2)
    last = reported(municipal, vehicles=3, working=2)
    assert _tried(municipal, "${idle} < 10").first == [high]
    assert _tried(municipal, "${vehicles} <= previous(${vehicles}) * 2").first == [high]
    assert _tried(municipal, "${idle} >= previous(${idle})").first == [last]


def test_an_item_that_no_version_asks_yet_breaks_nothing(municipal: FilledForm) -> None:
    reported(municipal, vehicles=5)
    item(municipal.form, "lights")
    assert _tried(municipal, "${lights} > 1").count == 0
    assert _tried(municipal, "coalesce(${lights}, 0) > 1").count == 1


@pytest.mark.parametrize("most", [1, 2, 3])
def test_no_more_reports_are_asked_than_may_be_and_that_is_told(municipal: FilledForm, most: int) -> None:
    for unit in range(3):
        reported(municipal, unit=unit, vehicles=5)
    found = _tried(municipal, "${vehicles} > 9", most=most)
    assert (found.asked, found.count, found.left) == (most, most, 3 - most)


def test_many_reports_are_read_in_pieces(municipal: FilledForm, monkeypatch: pytest.MonkeyPatch) -> None:
    for back in range(1, 4):
        for unit in range(3):
            reported(municipal, unit=unit, back=back, vehicles=unit)
    monkeypatch.setattr("tansiq.forms.breaking_reports._AT_ONCE", 2)
    found = _tried(municipal, "${vehicles} > 1")
    assert (found.asked, found.count) == (9, 6)
    assert len({report.id for report in found.first}) == 6


def test_nobody_is_told_of_reports_they_do_not_read(municipal: FilledForm, register: Register) -> None:
    waiting = reported(municipal, vehicles=5)
    shown = reported(municipal, unit=2, vehicles=5)
    for _ in range(2):
        approve(SALMA, changes.find(SALMA, Report, shown.id))
    assert _tried(municipal, "${vehicles} > 9", NOBODY).first == [shown]
    nadia = officer(register.areas["YE12"].id)
    assert _tried(municipal, "${vehicles} > 9", nadia).first == [shown, waiting]


def test_the_period_before_is_asked_of_reports_that_somebody_reads(municipal: FilledForm) -> None:
    reported(municipal, unit=2, back=2, vehicles=5)
    shown = reported(municipal, unit=2, vehicles=5)
    for _ in range(2):
        approve(SALMA, changes.find(SALMA, Report, shown.id))
    rule = "${vehicles} > previous(${vehicles})"
    assert [_tried(municipal, rule, who).count for who in (SALMA, NOBODY)] == [1, 0]


def test_only_whoever_sees_all_items_may_try_a_rule(municipal: FilledForm) -> None:
    said = understood_rule(("entry", municipal.form.id), "${waste} > 9")
    assert may_try_reports(NOBODY, said)
    waste = changes.find(SALMA, FieldDefinition, municipal.number("waste"))
    waste.is_published = False
    changes.save(SALMA, waste)
    assert not may_try_reports(NOBODY, said)
    assert may_try_reports(SALMA, said)
