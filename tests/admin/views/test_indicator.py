"""Indicators in the panel: entered from the pages of plans and items, with a chart on all three pages."""

import re
from datetime import date
from decimal import Decimal

import pytest
from werkzeug.test import TestResponse

from tansiq.forms.filling import submit
from tansiq.models import Indicator, IndicatorTarget, IndicatorValue, Plan, Proposal, TypeDefinition
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.filled_forms import municipal_form
from tests.people import SALMA
from tests.register import Register

FORM = {
    "name_en": "Days without power",
    "name_ar": "أيام بلا كهرباء",
    "unit": "days",
    "direction": "FALLING",
    "baseline": "40",
    "baseline_on": "1/1/2026",
    "over_areas": "AVERAGE",
    "over_time": "LATEST",
}


@pytest.fixture
def plan(register: Register) -> Plan:
    return register.plan("YE1211")


@pytest.fixture
def indicator(plan: Plan) -> Indicator:
    values = {**FORM, "baseline": Decimal(40), "baseline_on": date(2026, 1, 1)}
    return changes.save(SALMA, Indicator(plan=plan.id, **values))


def _add_target(reader: Reader, indicator: Indicator, on: str, value: str) -> TestResponse:
    page = f"indicatortarget/new/?indicator={indicator.id}"
    return reader.post(page, page=page, on=on, value=value)


def test_an_officer_adds_an_indicator_from_the_page_of_an_item(nadia: Reader, register: Register, plan: Plan) -> None:
    item = register.item(plan, "Solar power for wells")
    found = re.search(r'href="(/admin/indicator/new/[^"]*)"', nadia.get(f"planitem/details/?id={item.id}").text)
    assert found is not None
    page = found[1].removeprefix("/admin/").replace("&amp;", "&")
    assert "Solar power for wells" in nadia.get(page).text
    nadia.post(page, page=page, **FORM, item=item.id)
    [row] = Indicator.select()
    assert (row.plan_id, row.item_id, row.baseline) == (plan.id, item.id, Decimal(40))


def test_a_target_is_typed_as_a_year_or_as_a_day(nadia: Reader, indicator: Indicator) -> None:
    for on in ("٢٠٣٠", "30/6/2026"):
        assert _add_target(nadia, indicator, on, "10").status_code == 302
    rows = IndicatorTarget.select().order_by(IndicatorTarget.on)
    assert [row.on for row in rows] == [date(2026, 6, 30), date(2030, 12, 31)]
    form = nadia.get(f"indicatortarget/edit/?id={rows[1].id}").text
    assert 'value="2030"' in form
    assert "Target for 2030" in nadia.get(f"indicator/details/?id={indicator.id}").text


def test_a_target_outside_of_the_period_of_the_plan_is_saved_with_a_warning(
    nadia: Reader, indicator: Indicator
) -> None:
    page = nadia.client.get(_add_target(nadia, indicator, "2030", "10").location).text
    assert "its day lies outside of the period of the plan" in page
    _add_target(nadia, indicator, "30/6/2026", "20")
    assert "outside of the period" not in nadia.get(f"indicator/details/?id={indicator.id}").text


def test_a_target_on_the_wrong_side_is_told_at_its_field(nadia: Reader, indicator: Indicator) -> None:
    answer = _add_target(nadia, indicator, "2026", "50")
    assert answer.status_code == 200
    assert "This indicator is to fall: its target" in answer.text
    assert IndicatorTarget.select().count() == 0


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_pages_of_indicator_item_and_plan_draw_and_say_how_it_stands(
    nadia: Reader, register: Register, plan: Plan, language: str
) -> None:
    item = register.item(plan, "Solar power for wells")
    values = {**FORM, "baseline": Decimal(40), "baseline_on": date(2026, 1, 1), "item": item.id}
    row = changes.save(SALMA, Indicator(plan=plan.id, **values))
    changes.save(SALMA, IndicatorTarget(indicator=row.id, on=date(2026, 12, 31), value=Decimal(10)))
    changes.save(SALMA, IndicatorValue(indicator=row.id, on=date(2026, 6, 30), value=Decimal(25)))
    with nadia.client.session_transaction() as session:
        session["language"] = language
    name, told = {"en": (FORM["name_en"], "Progress: 50%"), "ar": (FORM["name_ar"], "نسبة الإنجاز: 50")}[language]
    for address in (
        f"indicator/details/?id={row.id}",
        f"planitem/details/?id={item.id}",
        f"plan/indicators/?id={plan.id}",
    ):
        page = nadia.get(address).text
        drawing = re.search(
            r'<figure class="course">.*?<svg role="img" aria-label="([^"]*)".*?</figure>', page, re.DOTALL
        )
        assert drawing is not None, address
        assert name in drawing[1]
        assert told in drawing[1]
        # Two marks of each line, and one that explains it.
        assert len(re.findall('<rect class="planned"', drawing[0])) == 3
        assert len(re.findall('<circle class="reached"', drawing[0])) == 3
        assert "<caption" in page
        assert name in page


def test_whoever_speaks_for_the_plan_proposes_a_value(khaled: Reader, register: Register) -> None:
    plan = register.plan("YE1211", organization=register.organization("NRA").id)
    values = {**FORM, "baseline": Decimal(40), "baseline_on": date(2026, 1, 1)}
    row = changes.save(SALMA, Indicator(plan=plan.id, **values))
    page = f"indicatorvalue/new/?indicator={row.id}"
    khaled.post(page, page=page, on="30/6/2026", value="25", source="Meter readings")
    assert IndicatorValue.select().count() == 0
    [proposal] = Proposal.select()
    assert proposal.record_type == "indicator_value"


def test_an_indicator_follows_an_item_that_is_chosen_by_its_form(nadia: Reader, register: Register, plan: Plan) -> None:
    filled = municipal_form(register.unit("Ja'ar"), approval_levels=0)
    page = f"indicator/new/?plan={plan.id}"
    number = filled.number("vehicles")
    assert re.search(rf'<option value="{number}">municipals: vehicles', nadia.get(page).text)
    nadia.post(page, page=page, **FORM, form_item=number)
    [row] = Indicator.select()
    assert row.form_item_id == number
    submit(SALMA, filled.begun(), filled.values(vehicles=25))
    told = nadia.get(f"indicator/details/?id={row.id}").text
    assert "vehicles" in told
    assert "25" in told
    assert (
        "not entered by hand"
        in nadia.post(f"indicatorvalue/new/?indicator={row.id}", page=page, on="1/1/2026", value="3").text
    )


def test_what_is_not_offered_is_not_followed(nadia: Reader, register: Register, plan: Plan) -> None:
    kept = municipal_form(register.unit("Ja'ar"), policy="OFFICERS")
    page = f"indicator/new/?plan={plan.id}"
    assert f'<option value="{kept.number("vehicles")}">' not in nadia.get(page).text
    for strange in ("999999", str(kept.number("vehicles"))):
        assert nadia.post(page, page=page, **FORM, form_item=strange).status_code == 200
    assert Indicator.select().count() == 0


def test_what_is_followed_stays_though_nobody_could_choose_it_by_now(
    nadia: Reader, register: Register, plan: Plan
) -> None:
    filled = municipal_form(register.unit("Ja'ar"))
    number = filled.number("vehicles")
    page = f"indicator/new/?plan={plan.id}"
    nadia.post(page, page=page, **FORM, form_item=number)
    form = changes.find(SALMA, TypeDefinition, filled.form.id)
    form.policy = "OFFICERS"
    changes.save(SALMA, form)
    page = f"indicator/edit/?id={Indicator.get().id}"
    chosen = re.search(
        r'<select[^>]*name="form_item".*?<option selected value="(\d*)"', nadia.get(page).text, re.DOTALL
    )
    assert chosen is not None
    nadia.post(page, page=page, **{**FORM, "unit": "hours"}, version="1", form_item=chosen[1])
    row = Indicator.get()
    assert (row.unit, row.form_item_id) == ("hours", number)
    nadia.post(page, page=page, **FORM, version=str(row.version), form_item="")
    assert Indicator.get().form_item_id is None
