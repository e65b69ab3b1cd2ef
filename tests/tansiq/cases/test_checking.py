"""An intervention is checked before it is entered: against the work of others, nearby gaps, and plans."""

from datetime import timedelta
from typing import Any

import pytest

from tansiq.cases.checking import Checked, check
from tansiq.models import Intervention, PlanItemSector, Site
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tests.people import NOBODY, SALMA, portal
from tests.register import Register
from tests.statements import told


def _days(first: int = -10, last: int | None = 30) -> dict[str, Any]:
    """From so many days after today until so many."""
    ends_on = None if last is None else clock.today() + timedelta(last)
    return {"starts_on": clock.today() + timedelta(first), "ends_on": ends_on}


@pytest.fixture
def worked(register: Register) -> Register:
    """NRA brings water to Ja'ar; in al-Kawd 500 people need it and nobody comes; a plan asks for wells."""
    register.site(register.intervention("NRA", **_days()), "YE121121")
    register.need("YE121122", "WSH", 500, **_days(-300, 300))
    item = register.item(register.plan(**_days(-300, 300)), "Wells")
    changes.replace_parts(SALMA, item, PlanItemSector, [{"sector": register.sectors["WSH"].id}])
    return register


def _check(register: Register, *pcodes: str, by: Viewer = SALMA, **values: Any) -> Checked:
    """What is told of water of ADR in Ja'ar, now, unless said otherwise."""
    facts = {"organization": register.organization("ADR").id, "sector": register.sectors["WSH"].id, "status": "ONGOING"}
    row = Intervention(**{**facts, **_days(), **values})
    return check(by, row, [Site(area=register.areas[pcode].id) for pcode in pcodes or ("YE121121",)])


def _counts(found: Checked) -> tuple[int, int, int]:
    return len(found.overlaps), len(found.gaps), len(found.items)


def test_overlaps_gaps_and_items_are_told_together(worked: Register) -> None:
    found = _check(worked)
    assert [pair.second_organization_id for pair in found.overlaps] == [worked.organization("NRA").id]
    assert [(gap.area.pcode, gap.people_uncovered) for gap in found.gaps] == [("YE121122", 500)]
    assert [item.name_en for item in found.items] == ["Wells"]


def test_work_without_an_end_is_offered_the_gaps_of_all_days_to_come(worked: Register) -> None:
    assert _counts(_check(worked, **_days(290, None)))[1] == 1
    assert _counts(_check(worked, **_days(310, None)))[1] == 0


@pytest.mark.parametrize(
    "values",
    [
        {"status": "COMPLETED"},
        {"status": "CANCELLED"},
        _days(-30, -1),
        _days(20, 10),
        {"sector": None},
        {"starts_on": None},
    ],
)
def test_work_that_is_over_or_not_told_yet_is_offered_no_other_place(worked: Register, values: dict[str, Any]) -> None:
    assert _check(worked, **values).gaps == []


def test_nothing_is_told_while_the_place_is_missing(worked: Register) -> None:
    row = Intervention(organization=worked.organization("ADR").id, sector=worked.sectors["WSH"].id, **_days())
    for sites in ([], [Site()]):
        assert _counts(check(SALMA, row, sites)) == (0, 0, 0)


def test_what_is_hidden_is_not_told(worked: Register) -> None:
    Intervention.update(is_published=False).execute()
    Site.update(is_published=False).execute()
    assert _counts(_check(worked)) == (1, 1, 1)
    assert _counts(_check(worked, by=NOBODY)) == (0, 1, 1)
    assert _counts(_check(worked, by=portal(worked.areas["YE1210"].id))) == (0, 0, 0)
    assert _counts(_check(worked, by=portal(scopes=("duplication:read",)))) == (0, 0, 0)


def test_more_work_and_needs_cost_no_more_statements(worked: Register) -> None:
    counts: list[int] = []
    for _ in range(2):
        for acronym in ("ADR", "BKC", "GOV", "NRA"):
            worked.site(worked.intervention(acronym, **_days()), "YE121121")
        worked.need("YE121001", "WSH", 500, source=str(len(counts)), **_days(-300, 300))
        with told() as statements:
            _check(worked)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 12
