"""An indicator follows an item of a form: what units report moves it once it is approved, and no hand does."""

from datetime import date
from decimal import Decimal

import pytest

from tansiq.faults import Refused
from tansiq.forms.approving import approve, reopen
from tansiq.forms.filling import submit
from tansiq.models import FieldDefinition, Indicator, IndicatorTarget, IndicatorValue, Report, TypeDefinition, Unit
from tansiq.plans.indicators import courses
from tansiq.records import changes
from tests.filled_forms import FilledForm, municipal_form
from tests.people import SALMA
from tests.register import Register
from tests.statements import told

BEGUN, ENDED = date(2020, 1, 1), date(2030, 12, 31)


@pytest.fixture
def municipal(register: Register) -> FilledForm:
    """Two units in Abyan, and one in another governorate."""
    there = register.unit("Mukalla", pcode="YE1927")
    return municipal_form(register.unit("Ja'ar"), register.unit("Khanfar", pcode="YE1211"), there)


def _indicator(register: Register, item: FieldDefinition, **values: object) -> Indicator:
    plan = register.plan("YE12", starts_on=BEGUN, ends_on=ENDED)
    ways = {"direction": "RISING", "over_areas": "SUM", "over_time": "LATEST", "unit": "vehicles"}
    given = {"name_en": "Vehicles", "baseline": 0, "baseline_on": date(2020, 1, 1), **ways, **values}
    row = changes.save(SALMA, Indicator(**{"plan": plan.id, "form_item": item.number, **given}))
    changes.save(SALMA, IndicatorTarget(indicator=row.id, on=ENDED, value=20))
    return row


def _achieved(indicator: Indicator, day: date) -> Decimal | None:
    [course] = courses(SALMA, [Indicator.get_by_id(indicator.id)])
    return course.on(day).achieved


def _approved(report: Report) -> Report:
    return approve(SALMA, approve(SALMA, report))


def test_it_moves_with_what_is_approved_in_the_area_of_its_plan(register: Register, municipal: FilledForm) -> None:
    indicator, day = _indicator(register, municipal.items["vehicles"]), date(2030, 1, 1)
    assert _achieved(indicator, day) is None
    first = submit(SALMA, municipal.begun(back=2), municipal.values(vehicles=5))
    assert _achieved(indicator, day) is None
    _approved(first)
    assert _achieved(indicator, day) == 5
    for unit, vehicles in ((0, 8), (1, 3), (2, 100)):
        _approved(submit(SALMA, municipal.begun(unit=unit), municipal.values(vehicles=vehicles)))
    assert _achieved(indicator, day) == 11
    assert _achieved(indicator, municipal.period(2).ends) == 5
    reopen(SALMA, Report.get(Report.unit == municipal.units[1].id), "Look again.")
    assert _achieved(indicator, day) == 8
    [course] = courses(SALMA, [Indicator.get_by_id(indicator.id)])
    assert course.on(day).progress == 40


def test_several_are_told_each_in_its_way_by_as_few_statements(register: Register, municipal: FilledForm) -> None:
    item, day = municipal.items["vehicles"], date(2030, 1, 1)
    ways = [_indicator(register, item, name_en=way, over_areas=way) for way in ("SUM", "MAXIMUM", "AVERAGE", "LATEST")]
    mukalla = _indicator(register, item, plan=register.plan("YE19", starts_on=BEGUN, ends_on=ENDED).id)
    for unit, vehicles in ((0, 8), (1, 3), (2, 100)):
        _approved(submit(SALMA, municipal.begun(unit=unit), municipal.values(vehicles=vehicles)))
    rows = [Indicator.get_by_id(row.id) for row in (*ways, mukalla)]
    assert [course.on(day).achieved for course in courses(SALMA, rows)] == [11, 8, 5.5, 8, 100]
    with told() as few:
        courses(SALMA, rows[:1])
    with told() as many:
        courses(SALMA, rows)
    assert len(many) == len(few)


def test_no_values_are_entered_by_hand_beside_it(register: Register, municipal: FilledForm) -> None:
    indicator = _indicator(register, municipal.items["vehicles"])
    with pytest.raises(Refused) as refused:
        changes.save(SALMA, IndicatorValue(indicator=indicator.id, on=date(2026, 1, 31), value=3))
    assert [fault.code for fault in refused.value.faults] == ["FOLLOWS"]


def test_only_what_everybody_may_know_is_followed(register: Register, municipal: FilledForm) -> None:
    form = TypeDefinition.get_by_id(municipal.form.id)
    form.policy = "OFFICERS"
    changes.save(SALMA, form)
    with pytest.raises(Refused) as refused:
        _indicator(register, municipal.items["vehicles"])
    assert [(fault.code, fault.field) for fault in refused.value.faults] == [("UNPUBLISHED", "form_item")]


def test_what_is_no_longer_for_everybody_is_told_no_more(register: Register, municipal: FilledForm) -> None:
    indicator, day = _indicator(register, municipal.items["waste"]), date(2030, 1, 1)
    _approved(submit(SALMA, municipal.begun(), municipal.values(vehicles=1, waste={"DRY": 5})))
    for policy, achieved in (("OFFICERS", None), ("PUBLIC", 5)):
        form = TypeDefinition.get_by_id(municipal.form.id)
        form.policy = policy
        changes.save(SALMA, form)
        assert _achieved(indicator, day) == achieved
    item = changes.find(SALMA, FieldDefinition, municipal.number("waste"))
    item.is_published = False
    changes.save(SALMA, item)
    assert _achieved(indicator, day) is None


def test_only_figures_that_are_put_together_are_followed(register: Register, municipal: FilledForm) -> None:
    stored = changes.find(SALMA, FieldDefinition, municipal.number("working"))
    stored.over_areas = ""
    changes.save(SALMA, stored)
    with pytest.raises(Refused) as refused:
        _indicator(register, stored)
    assert [(fault.code, fault.field) for fault in refused.value.faults] == [("NOT_FOUND", "form_item")]


def test_units_that_are_not_published_are_in_no_figure_of_a_plan(register: Register, municipal: FilledForm) -> None:
    indicator, day = _indicator(register, municipal.items["vehicles"]), date(2030, 1, 1)
    for unit, vehicles in ((0, 8), (1, 3)):
        _approved(submit(SALMA, municipal.begun(unit=unit), municipal.values(vehicles=vehicles)))
    for is_published, achieved in ((False, 3), (True, 11)):
        found = changes.find(SALMA, Unit, municipal.units[0].id)
        found.is_published = is_published
        changes.save(SALMA, found)
        assert _achieved(indicator, day) == achieved
