"""Khanfar: one settlement has five organisations with water trucks, settlements in graver need have none."""

from datetime import date

from tansiq.coverage import Cell, CoverageQuestion, coverage, state
from tansiq.demo.khanfar import CROWDED, GIVEN_UP, PROMISED
from tansiq.demo.places import Places
from tansiq.models import ActivityType, Intervention, Site
from tansiq.period import Period
from tests.people import SALMA

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def _water(places: Places) -> dict[str, Cell]:
    question = CoverageQuestion("YE1211", 4, frozenset({"SECTOR"}), YEAR, sectors=("WSH",))
    pcodes = {area.id: pcode for pcode, area in places.by_pcode.items()}
    return {pcodes[cell.area_id]: cell for cell in coverage(SALMA, question).cells}


def test_five_organisations_truck_water_to_one_settlement_in_one_month(demonstration: str, places: Places) -> None:
    in_july = Period(date(2026, 7, 1), date(2026, 7, 31))
    sites = (
        Site.select(Site.organization)
        .join(Intervention)
        .join(ActivityType, on=Intervention.activity_type == ActivityType.id)
        .where((Site.area == places[CROWDED].id) & (ActivityType.code == "WATER_TRUCKING") & in_july.meets(Site))
    )
    assert sites.distinct().count() == 5
    assert _water(places)[CROWDED].organization_count == 5


def test_settlements_in_graver_need_have_nobody(demonstration: str, places: Places) -> None:
    cells = _water(places)
    in_need = [cell for cell in cells.values() if cell.people_in_need]
    left_out = [cell for cell in in_need if state(cell) == "NO_PRESENCE"]
    assert len(left_out) == 9
    graver = [cell for cell in left_out if (cell.severity or 0) > (cells[CROWDED].severity or 0)]
    assert len(graver) == 7


def test_a_cancelled_work_is_no_presence_and_a_promise_is_told_apart(demonstration: str, places: Places) -> None:
    assert state(_water(places)[GIVEN_UP]) == "NO_PRESENCE"
    assert state(_water(places)[PROMISED]) == "PLANNED_ONLY"
