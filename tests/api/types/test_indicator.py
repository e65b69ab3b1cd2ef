"""What an indicator of a plan follows is told with the plan, as it was reported and approved."""

from datetime import date
from typing import Any

import pytest

from tansiq.forms.approving import approve, reopen
from tansiq.models import Indicator, Report, TypeDefinition
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tests.api.schema_client import ask
from tests.filled_forms import FilledForm, municipal_form
from tests.people import NOBODY, SALMA, portal
from tests.register import Register
from tests.reported import reported
from tests.statements import told

QUESTION = """query ($id: ID!) { plan(id: $id) { indicators {
    achieved values { value } followed { on value area { pcode } } } } }"""


@pytest.fixture
def municipal(register: Register) -> FilledForm:
    """A unit in Ja'ar, one in Zinjibar, and one in another governorate."""
    places = {"Ja'ar": "YE1211", "Zinjibar": "YE1210", "Mukalla": "YE1927"}
    return municipal_form(*(register.unit(name, pcode=pcode) for name, pcode in places.items()))


@pytest.fixture
def indicator(register: Register, municipal: FilledForm) -> Indicator:
    """The vehicles of Abyan, as its published plan follows them."""
    plan = register.plan("YE12", starts_on=date(2020, 1, 1), ends_on=date(2030, 12, 31))
    ways = {"direction": "RISING", "over_areas": "SUM", "over_time": "LATEST", "unit": "vehicles"}
    item = municipal.items["vehicles"].number
    return changes.save(SALMA, Indicator(plan=plan.id, name_en="Vehicles", form_item=item, **ways))


def _approved(municipal: FilledForm, unit: int, back: int, vehicles: int) -> Report:
    return approve(SALMA, approve(SALMA, reported(municipal, unit, back=back, vehicles=vehicles)))


def _told(indicator: Indicator, viewer: Viewer = NOBODY) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ask(QUESTION, viewer, {"id": str(indicator.plan_id)})["plan"]["indicators"]
    return found


def test_what_is_approved_in_the_area_of_the_plan_is_told_by_period_and_area(
    indicator: Indicator, municipal: FilledForm, register: Register
) -> None:
    reported(municipal, vehicles=99)
    assert _told(indicator) == [{"achieved": None, "values": [], "followed": []}]
    for unit, back, vehicles in ((0, 2, 5), (1, 2, 3), (1, 1, 4), (2, 1, 100)):
        _approved(municipal, unit, back, vehicles)
    before, last = (str(municipal.period(back).ends) for back in (2, 1))
    expected = [(before, 3, "YE1210"), (before, 5, "YE1211"), (last, 4, "YE1210")]
    for viewer in (NOBODY, portal(register.areas["YE12"].id)):
        [found] = _told(indicator, viewer)
        assert sorted((one["on"], one["value"], one["area"]["pcode"]) for one in found["followed"]) == expected
        assert (found["achieved"], found["values"]) == (9, [])
    reopen(SALMA, Report.get(Report.unit == municipal.units[0].id, Report.report_state == "APPROVED"), "Look again.")
    assert [one["value"] for one in _told(indicator)[0]["followed"]] == [3, 4]


def test_nothing_is_told_of_what_is_no_longer_for_everybody(indicator: Indicator, municipal: FilledForm) -> None:
    _approved(municipal, 0, 1, 5)
    form = TypeDefinition.get_by_id(municipal.form.id)
    form.policy = "OFFICERS"
    changes.save(SALMA, form)
    assert _told(indicator) == [{"achieved": None, "values": [], "followed": []}]


def test_however_many_are_told_they_are_asked_at_once(indicator: Indicator, municipal: FilledForm) -> None:
    _approved(municipal, 0, 1, 5)
    _told(indicator)
    counts = []
    for _more in range(2):
        one = Indicator.get_by_id(indicator.id)
        again = {name: value for name, value in one.values().items() if name not in ("id", "version")}
        changes.save(SALMA, Indicator(**again))
        with told() as statements:
            _told(indicator)
        counts.append(len(statements))
    assert counts[0] == counts[1]
