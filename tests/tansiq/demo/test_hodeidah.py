"""Hodeidah's three districts: trainings, and nothing for livelihoods after them."""

from datetime import date
from typing import Any

import pytest

from tansiq.coverage import CoverageQuestion, coverage, gaps, state
from tansiq.demo.hodeidah import NEXT_DOOR
from tansiq.demo.places import Places
from tansiq.models import ActivityType, Intervention, Project, Site
from tansiq.period import Period
from tests.people import SALMA

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
DISTRICTS = ["YE1821", "YE1822", "YE1823"]


@pytest.mark.parametrize("district", DISTRICTS)
def test_many_trainings_are_held_without_a_project(demonstration: str, places: Places, district: str) -> None:
    trainings = (
        Intervention.select()
        .join(ActivityType)
        .switch(Intervention)
        .join(Site)
        .where((Site.district == places[district].id) & ActivityType.code.contains("TRAINING"))
    )
    assert trainings.count() >= 10
    assert not trainings.where(Intervention.project.is_null(False)).exists()


@pytest.mark.parametrize("district", DISTRICTS)
def test_nothing_for_livelihoods_follows_though_the_need_is_severe(demonstration: str, district: str) -> None:
    [cell] = coverage(SALMA, CoverageQuestion(district, 2, frozenset({"SECTOR"}), YEAR, sectors=("LIV",))).cells
    assert state(cell) == "NO_PRESENCE"
    assert cell.severity == 5
    assert (cell.people_in_need or 0) > 10_000


def test_next_door_a_project_trains_and_then_pays(demonstration: str, places: Places) -> None:
    project = Project.get(Project.code == "DEMO-MAHARAT-LIV")
    works = Intervention.select(ActivityType.code).join(ActivityType).switch(Intervention).join(Site)
    steps: Any = works.where((Site.district == places[NEXT_DOOR].id) & (Intervention.project == project.id))
    in_order = steps.order_by(Intervention.starts_on).tuples()
    assert [code for (code,) in in_order] == ["VOCATIONAL_SKILLS_TRAINING", "SMALL_BUSINESS_GRANTS"]


def test_their_livelihoods_stand_among_the_gaps_of_the_governorate(demonstration: str, places: Places) -> None:
    found = gaps(SALMA, CoverageQuestion("YE18", 2, frozenset({"SECTOR"}), YEAR, sectors=("LIV",)), first=50)
    ranked = [cell.area_id for cell in found.cells]
    assert {places[pcode].id for pcode in DISTRICTS} <= set(ranked[:6])
