"""Rows of people in need, as two kinds of sheets give them, gathered to one need for each place and sector.

HXL       a row is a need: #inneed, beside it #affected and #severity
HDX HAPI  a row is one figure of a need: `population` is what `population_status` says (INN in need, AFF
          affected); the others (TGT targeted, REA reached, all) are figures of responses or areas, not needs

Rows of HDX HAPI that split a figure by sex, age or disability are left out: they are parts of the total. Rows
of a population group (IDPs, Refugees - Total) are needs of that group. Intersectoral figures are needs of the
sector INT: the same people as those of the sectors, so they are never added to them.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tansiq.exchange.lookup.place_index import AreaEntry
from tansiq.exchange.planning.context import Facts, PlanningContext
from tansiq.exchange.planning.facts_what import sector
from tansiq.exchange.sheet.reading import Reading
from tansiq.exchange.values.periods import Period
from tansiq.language.arabic import fold
from tansiq.language.words import say

_TOTALS = frozenset(map(fold, ("", "total", "all", "all people", "الإجمالي", "المجموع")))
_MEASURES = {"INN": "people_in_need", "AFF": "people_affected"}

Key = tuple[AreaEntry, int, int, date, date]


@dataclass
class NeedFigures:
    """What the rows of one need say. People are persons; `reading` is the first row that gives people in need."""

    reading: Reading
    values: dict[str, int | None] = field(default_factory=dict)


@dataclass
class GatheredNeeds:
    """All needs of a sheet, and how many rows were left out, by cause."""

    needs: dict[Key, NeedFigures] = field(default_factory=dict)
    skipped: Counter[str] = field(default_factory=Counter)


def gather_need(context: PlanningContext, gathered: GatheredNeeds, reading: Reading, usual: Period | None) -> None:
    """Add what one row says; what keeps it out is told on the reading or counted."""
    told = _figures(reading)
    group = _group(context, reading)
    if told is None or group is None or not told:
        gathered.skipped["other-status" if told is None else "no-figure" if not told else "part"] += 1
        return
    if not any(name in reading.values for name in ("sector_code", "sector", "subsector")):
        gathered.skipped["no-sector"] += 1
        return
    key = _key(context, reading, group, usual)
    if key is not None and not reading.is_wrong:
        _merge(gathered, key, reading, told)


def _figures(reading: Reading) -> dict[str, int | None] | None:
    """The figures of a row; None where it is a figure that no need has, empty where it gives none."""
    status = reading.values.get("population_status")
    if status is not None:
        name = _MEASURES.get(str(status).upper())
        count = reading.values.get("population")
        return None if name is None else {name: count} if count is not None else {}
    told = {"people_in_need": reading.values.get("in_need"), "people_affected": reading.values.get("affected")}
    found = {name: count for name, count in told.items() if count is not None}
    return found | {"severity": _severity(reading)} if found else {}


def _severity(reading: Reading) -> int | None:
    value = reading.values.get("severity")
    if value is None or (value == int(value) and 1 <= value <= 5):
        return None if value is None else int(value)
    reading.tell(
        "warning", "severity", "severity", say("Severity runs from 1 to 5, in whole numbers; it was left out.")
    )
    return None


def _group(context: PlanningContext, reading: Reading) -> Any:
    """The population group; None for a part by sex or age. "IDP - Total" is the group IDP."""
    text = str(reading.first("population_group", "population_group_en", "population_group_ar") or "")
    if fold(text) in _TOTALS:
        return context.lists.groups.find("ALL")
    words = [word for word in fold(text).split() if word not in _TOTALS]
    return context.lists.groups.find(text, " ".join(words))


def _key(context: PlanningContext, reading: Reading, group: Any, usual: Period | None) -> Key | None:
    facts = Facts()
    sector(context, reading, facts)
    period = _period(reading, usual)
    place = context.geocoder.locate(reading, period.ends_on if period else None)
    if place is None or period is None or "sector" not in facts.intervention:
        return None
    sector_id = facts.intervention["subsector"] or facts.intervention["sector"]
    return place, sector_id, group.id, period.starts_on, period.ends_on


def _period(reading: Reading, usual: Period | None) -> Period | None:
    starts_on, ends_on = reading.values.get("starts_on"), reading.values.get("ends_on")
    period = reading.values.get("period")
    found = Period(starts_on, ends_on) if starts_on and ends_on else period if isinstance(period, Period) else usual
    if found is None:
        reading.tell(
            "error", "period-missing", "starts_on", say("Say for which period: add its dates, or --from and --to.")
        )
    elif found.ends_on < found.starts_on:
        reading.tell("error", "dates-reversed", "ends_on", say("The end is before the beginning."))
        return None
    return found


def _merge(gathered: GatheredNeeds, key: Key, reading: Reading, told: dict[str, int | None]) -> None:
    known = gathered.needs.setdefault(key, NeedFigures(reading))
    for name, count in told.items():
        first = known.values.setdefault(name, count)
        if first != count:
            text = say("Row %(row)s gives %(first)s for the same need; that one was kept.",
                       row=known.reading.row.number, first=first)  # fmt: skip
            column = "population" if "population" in reading.values else "in_need"
            reading.tell("warning", "need-twice", column, text)


def check_figures(figures: NeedFigures) -> None:
    """People affected are at least those in need, else a warning."""
    affected, in_need = figures.values.get("people_affected"), figures.values.get("people_in_need")
    if affected is not None and in_need is not None and in_need > affected:
        text = say("%(less)s people in need are more than the %(more)s affected.", less=in_need, more=affected)
        figures.reading.tell("warning", "in_need-exceeds-affected", "in_need", text)
