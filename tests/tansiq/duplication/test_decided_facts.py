"""What voids a decision and what does not: where, when, what, for whom and whose it is, and nothing else."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tansiq.duplication.decided_facts import facts_as_entered, facts_now
from tansiq.duplication.decisions import decide, decisions_taken
from tansiq.duplication.find_overlaps import count_overlaps, overlaps_of
from tansiq.duplication.overlap import OverlapQuestion
from tansiq.models import ActivityType, Intervention, Organization, Partnership, Sector, Site
from tansiq.records import bulk, changes, undoing
from tests.people import SALMA
from tests.register import Register

ABYAN = OverlapQuestion("YE12")
Change = Callable[[Register, Intervention, Site], Any]


@pytest.fixture
def pair(register: Register) -> tuple[Intervention, Site]:
    """The first of two in Khanfar that were decided on, and its site."""
    first, second = register.intervention("NRA"), register.intervention("ADR")
    site = register.site(first, "YE1211")
    register.site(second, "YE1211")
    decide(SALMA, first, second, "COMPLEMENTARY")
    return Intervention.get_by_id(first.id), Site.get_by_id(site.id)


def _set(**values: Any) -> Change:
    """A change of the intervention."""
    return lambda _register, work, _site: changes.save(SALMA, _with(work, values))


def _set_site(**values: Any) -> Change:
    return lambda _register, _work, site: changes.save(SALMA, _with(site, values))


def _with(row: Any, values: dict[str, Any]) -> Any:
    for name, value in values.items():
        setattr(row, name, value)
    return row


def _activity(register: Register) -> int:
    kind = ActivityType(code="WELL", name_en="Wells", name_ar="آبار", sector=register.sectors["WSH"].id)
    return int(changes.save(SALMA, kind).id)


def _subsector(register: Register) -> int:
    part = Sector(code="WSH-W", name_en="Water", name_ar="مياه", parent=register.sectors["WSH"].id)
    return int(changes.save(SALMA, part).id)


def _one_after_another(register: Register, work: Intervention, site: Site) -> None:
    for reached in (10, 20, 30):
        changes.save(SALMA, _with(Site.get_by_id(site.id), {"reached": reached}))


QUIET: dict[str, Change] = {
    "reached": _set_site(reached=90),
    "reached month by month": _one_after_another,
    "targeted": _set_site(targeted=900, targeted_women=400),
    "households": _set_site(households_reached=7),
    "the point on the map": _set_site(latitude=13.1, longitude=45.3),
    "titles": _set(title_ar="عنوان", title_en="Another"),
    "remarks": _set(remarks="Somebody called."),
    "budget": _set(budget=5, currency="USD"),
    "how far it is": _set(status="COMPLETED"),
    "publication": _set(is_published=False),
    "a donor": lambda register, work, _site: changes.replace_parts(
        SALMA, work, Partnership, [{"organization": register.organization("DON").id, "role": "FUNDING"}]
    ),
    "the name of the organisation": lambda register, _work, _site: changes.save(
        SALMA, _with(Organization.get_by_id(register.organization("NRA").id), {"name_en": "Renamed"})
    ),
    "an import of figures": lambda _register, _work, site: bulk.change(
        SALMA, [_with(site, {"reached": 3})], [Site.get_by_id(site.id).values()]
    ),
}
LOUD: dict[str, Change] = {
    "place": lambda register, _work, site: changes.save(SALMA, _with(site, {"area": register.areas["YE121121"].id})),
    "another place": lambda register, work, _site: register.site(work, "YE1210"),
    "a place less": lambda _register, _work, site: changes.archive(SALMA, site),
    "first day": _set(starts_on=date(2026, 3, 2)),
    "last day": _set(ends_on=date(2026, 4, 30)),
    "no last day": _set(ends_on=None),
    "sector": lambda register, work, _site: changes.save(SALMA, _with(work, {"sector": register.sectors["FSC"].id})),
    "sub-sector": lambda register, work, _site: changes.save(SALMA, _with(work, {"subsector": _subsector(register)})),
    "activity": lambda register, work, _site: changes.save(SALMA, _with(work, {"activity_type": _activity(register)})),
    "group": lambda register, _work, site: changes.save(
        SALMA, _with(site, {"population_group": register.groups["IDP"].id})
    ),
    "modality": _set(modality="CASH"),
    "organisation": lambda register, work, _site: changes.save(
        SALMA, _with(work, {"organization": register.organization("BKC").id})
    ),
    "cancellation": _set(status="CANCELLED"),
    "an import of days": lambda _register, work, _site: bulk.change(
        SALMA, [_with(work, {"ends_on": date(2026, 5, 1)})], [Intervention.get_by_id(work.id).values()]
    ),
}


def _holds() -> bool:
    [row] = decisions_taken(SALMA)
    return bool(row.holds)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", QUIET)
def test_a_decision_holds_whatever_else_changes(register: Register, pair: tuple[Intervention, Site], name: str) -> None:
    QUIET[name](register, *pair)
    assert _holds()
    assert count_overlaps(SALMA, ABYAN) == 0


@pytest.mark.parametrize("name", LOUD)
def test_a_decision_is_void_once_one_side_is_other_work(
    register: Register, pair: tuple[Intervention, Site], name: str
) -> None:
    LOUD[name](register, *pair)
    assert not _holds()


@pytest.mark.parametrize("name", ["first day", "last day", "modality", "group", "another place"])
def test_a_pair_that_still_overlaps_is_on_the_list_again(
    register: Register, pair: tuple[Intervention, Site], name: str
) -> None:
    assert count_overlaps(SALMA, ABYAN) == 0
    LOUD[name](register, *pair)
    assert count_overlaps(SALMA, ABYAN) == 1


def test_it_holds_again_where_the_change_is_taken_back(register: Register, pair: tuple[Intervention, Site]) -> None:
    with changes.together():
        batch = undoing.begin_batch(SALMA, "CHANGE", "")
        changes.save(SALMA.within(batch.id), _with(pair[0], {"modality": "CASH"}))
    assert not _holds()
    undoing.undo(SALMA, batch)
    assert _holds()


def test_the_same_decision_is_taken_again_after_it_was_void(
    register: Register, pair: tuple[Intervention, Site]
) -> None:
    changes.save(SALMA, _with(pair[0], {"modality": "CASH"}))
    other = Intervention.get(Intervention.id != pair[0].id)
    decide(SALMA, pair[0], other, "COMPLEMENTARY")
    assert _holds()
    assert count_overlaps(SALMA, ABYAN) == 0


def test_a_form_warns_once_more_as_soon_as_the_place_in_it_is_another(
    register: Register, pair: tuple[Intervention, Site]
) -> None:
    work, site = pair
    assert overlaps_of(SALMA, work) == overlaps_of(SALMA, work, [_with(site, {"reached": 4})]) == []
    assert len(overlaps_of(SALMA, work, [_with(site, {"area": register.areas["YE121121"].id})])) == 1


def test_a_form_and_the_register_tell_the_same_facts(register: Register) -> None:
    for values in ({}, {"modality": "CASH", "subsector": _subsector(register), "activity_type": _activity(register)},
                   {"starts_on": None, "ends_on": None}, {"status": "CANCELLED"}):  # fmt: skip
        work = register.intervention("NRA", **values)
        assert facts_now(work) == facts_as_entered(work, [])
        sites = [register.site(work, pcode) for pcode in ("YE121121", "YE1210", "YE1211")]
        sites.append(register.site(work, "YE1210", group="IDP"))
        changes.archive(SALMA, sites.pop(0))
        assert facts_now(work) == facts_as_entered(work, sites)
        assert facts_now(work).count(",") == 2
