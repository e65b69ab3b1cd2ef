"""The packaged tables brought into the database, whole or not at all; a second run changes nothing.

tables.areas("yemen") -> level 0 -> level 1 -> level 2 -> level 3 -> areas that are gone are closed
                           each level: merge -> ancestors from the parent -> enter -> closure
"""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from tansiq.models import ActivityType, Area, AreaClosure, Goal, PopulationGroup, Sector
from tansiq.models.area import ANCESTORS
from tansiq.platform.database import take_stock
from tansiq.policy.visibility import visible
from tansiq.records import bulk, changes
from tansiq.records.area_tree import closure_rows
from tansiq.reference import tables
from tansiq.reference.merging import LOADER, Outcome, loaded_ids, merge, merge_list

Step = Callable[[int], object]


def silent(_rows: int) -> None:
    """A step that tells nobody."""


def load(country: str, today: date, step: Step = silent) -> dict[str, Outcome]:
    """Load the areas of one of tables.COUNTRIES and the short lists, in one transaction.

    An area that an earlier load entered and the tables no longer hold gets `today` as its last day.
    `step` is called with the number of rows just dealt with. Returns what became of each table's rows.
    Raises KeyError for a country that is not packaged.
    """
    areas = tables.areas(country)
    outcomes: dict[str, Outcome] = {}
    with changes.together():
        outcomes["sectors"] = _load_sectors(step)
        outcomes["activity_types"] = _load_activity_types(step)
        outcomes["population_groups"] = _load_population_groups(step)
        outcomes["goals"] = _load_goals(step)
        outcomes["areas"] = load_areas(areas, today, step)
        take_stock(Area, AreaClosure)
    return outcomes


def row_count(country: str) -> int:
    """How many rows `load` deals with, for a progress bar."""
    lists = (tables.sectors(), tables.activity_types(), tables.population_groups(), tables.goals())
    return len(tables.areas(country)) + sum(len(rows) for rows in lists)


def load_areas(areas: Iterable[tables.AreaFacts], today: date, step: Step = silent) -> Outcome:
    """Load the areas of one country, parents before children, inside the caller's transaction."""
    outcome = Outcome()
    rows: dict[str, Area] = {}
    levels: dict[int, list[tables.AreaFacts]] = {}
    for facts in areas:
        levels.setdefault(facts.level, []).append(facts)
    for level, of_level in sorted(levels.items()):
        wanted = [_area_values(facts, rows) for facts in of_level]
        merged, fresh = merge(Area, "pcode", wanted, outcome)
        if fresh:
            _enter(fresh, level, {row.id: row for row in rows.values()})
        rows |= merged
        step(len(of_level))
    outcome.closed = _close_gone(rows, today)
    return outcome


def _area_values(facts: tables.AreaFacts, rows: dict[str, Area]) -> dict[str, Any]:
    values = asdict(facts)
    parent = values.pop("parent_pcode")
    return {**values, "parent": rows[parent].id if parent else None, "valid_until": None}


def _enter(fresh: list[Area], level: int, rows: dict[int, Area]) -> None:
    """New areas of one level. Their own id, known only afterwards, is their ancestor at their own level."""
    for area in fresh:
        parent = rows.get(area.parent_id or 0)
        for name in ANCESTORS:
            setattr(area, name, getattr(parent, f"{name}_id", None))
    bulk.enter(LOADER, fresh)
    own = ANCESTORS[level]
    for area in fresh:
        setattr(area, own, area.id)
    key = getattr(Area, own)
    Area.update({key: Area.id}).where((Area.level == level) & key.is_null()).execute()
    bulk.insert(AreaClosure, closure_rows(fresh))


def _close_gone(rows: dict[str, Area], today: date) -> int:
    """Areas of the same country that an earlier load entered, are still open, and are in the tables no more."""
    country = next(iter(rows.values())).id
    held = {row.id for row in rows.values()}
    gone = loaded_ids(Area) - held
    open_areas: Any = visible(Area, LOADER).where((Area.country == country) & Area.valid_until.is_null())
    closing = [area for area in open_areas if area.id in gone]
    for area in closing:
        area.valid_until = today
        changes.save(LOADER, area)
    return len(closing)


def _load_sectors(step: Step) -> Outcome:
    outcome = Outcome()
    facts = tables.sectors()
    ids: dict[str, int] = {}
    for is_parent in (True, False):
        wanted = [
            _sector_values(sector, position, ids)
            for position, sector in enumerate(facts)
            if is_parent is not bool(sector.parent_code)
        ]
        ids |= merge_list(Sector, wanted, outcome)
    step(len(facts))
    return outcome


def _sector_values(facts: tables.SectorFacts, position: int, ids: dict[str, int]) -> dict[str, Any]:
    return {
        "code": facts.code,
        "parent": ids.get(facts.parent_code),
        "name_ar": facts.name_ar,
        "name_en": facts.name_en,
        "name_fr": facts.name_fr,
        "aliases": facts.aliases,
        "dac_code": next(iter(facts.dac_codes), ""),
        "position": position,
    }


def _load_activity_types(step: Step) -> Outcome:
    outcome = Outcome()
    rows: Any = visible(Sector, LOADER)
    sectors = {sector.code: sector.id for sector in rows}
    wanted = [asdict(facts) for facts in tables.activity_types()]
    for values in wanted:
        values["sector"] = sectors[values.pop("sector_code")]
    merge_list(ActivityType, wanted, outcome)
    step(len(wanted))
    return outcome


def _load_goals(step: Step) -> Outcome:
    outcome = Outcome()
    facts = list(enumerate(tables.goals()))
    ids = merge_list(Goal, [_goal_values(goal, at, {}) for at, goal in facts if not goal.parent_code], outcome)
    merge_list(Goal, [_goal_values(goal, at, ids) for at, goal in facts if goal.parent_code], outcome)
    step(len(facts))
    return outcome


def _goal_values(facts: tables.GoalFacts, position: int, ids: dict[str, int]) -> dict[str, Any]:
    return {**asdict(facts), "parent": ids.get(facts.parent_code), "position": position}


def _load_population_groups(step: Step) -> Outcome:
    outcome = Outcome()
    wanted = [{**asdict(facts), "position": at} for at, facts in enumerate(tables.population_groups())]
    merge_list(PopulationGroup, wanted, outcome)
    step(len(wanted))
    return outcome
