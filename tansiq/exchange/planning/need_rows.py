"""Rows of people in need, as two kinds of sheets give them, gathered to one need for each place and sector.

HXL       a row is a need: #inneed, beside it #affected and #severity
HDX HAPI  a row is one figure of a need: `population` is what `population_status` says (INN in need, AFF
          affected); the others (TGT targeted, REA reached, all) are figures of responses or areas, not needs

Rows that split a figure by sex, age or disability are parts: the row for all is the need wherever it stands, and
without one the parts are added up where they are the whole (`tansiq.exchange.planning.parts`), else refused. Rows of a
population group (IDPs, Refugees - Total) are needs of that group. Intersectoral figures, those of all sectors, are
needs of the sector INT: the same people as those of the sectors, so they are never added to them. Rows that name no
place are those of the whole country, a level of areas of its own, which is never added to the others either.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tansiq.exchange.lookup.place_index import AreaEntry
from tansiq.exchange.planning.context import Facts, PlanningContext
from tansiq.exchange.planning.facts_what import sector
from tansiq.exchange.planning.parts import TOTALS, Part, add_up, part_of, part_of_category
from tansiq.exchange.planning.row_digests import unread
from tansiq.exchange.sheet.reading import Reading
from tansiq.exchange.values.periods import Period
from tansiq.language.arabic import fold
from tansiq.language.words import Sentence, say

_ALL_SECTORS = frozenset(
    map(fold, ("all", "all clusters", "overall", "total", "tous", "tous les secteurs", "الكل", "الجميع"))
)
_PLACES = tuple(
    f"{stem}_{kind}" for stem in ("adm1", "adm2", "adm3") for kind in ("name", "name_en", "name_ar", "pcode")
)
_NATIONWIDE = TOTALS | frozenset(
    map(fold, ("national", "country", "pays", "nationwide", "وطني", "كل البلد", "على مستوى البلد"))
)
_MEASURES = {"INN": "people_in_need", "AFF": "people_affected"}

Key = tuple[AreaEntry, int, int, date, date]


@dataclass(frozen=True)
class ToldFigures:
    """What one row tells of a need. `part` is None where the row counts a part that no word is known for, `is_stray`
    where its category is neither everybody nor a known group nor a part."""

    part: Part | None
    reading: Reading
    values: dict[str, int | None]
    is_stray: bool = False


@dataclass
class NeedFigures:
    """A need: what its rows tell, and what comes of it. People are persons; `reading` is that of its figures."""

    reading: Reading
    told: list[ToldFigures] = field(default_factory=list)
    values: dict[str, int | None] = field(default_factory=dict)


@dataclass
class GatheredNeeds:
    """All needs of a sheet, and how many rows were left out, by cause."""

    needs: dict[Key, NeedFigures] = field(default_factory=dict)
    skipped: Counter[str] = field(default_factory=Counter)


def gather_need(context: PlanningContext, gathered: GatheredNeeds, reading: Reading, usual: Period | None) -> None:
    """Add what one row says; what keeps it out is told on the reading or counted."""
    told = _figures(reading)
    if not told:
        gathered.skipped["other-status" if told is None else "no-figure"] += 1
        return
    if not any(name in reading.values for name in ("sector_code", "sector", "subsector")):
        gathered.skipped["no-sector"] += 1
        return
    part, group = _part_and_group(context, reading)
    key = _key(context, reading, group or context.lists.groups.find("ALL"), usual)
    if key is not None and not reading.is_wrong:
        figures = gathered.needs.setdefault(key, NeedFigures(reading))
        figures.told.append(ToldFigures(part, reading, told, is_stray=group is None))


def settle(gathered: GatheredNeeds) -> None:
    """Make one figure of the rows of each need; parts that are no whole are told as wrong."""
    for figures in gathered.needs.values():
        wholes = [one for one in figures.told if one.part == Part() and not one.is_stray]
        if wholes:
            gathered.skipped["part"] += len(figures.told) - len(wholes)
            _settle_wholes(figures, wholes)
        else:
            strays = [one for one in figures.told if one.is_stray]
            gathered.skipped["part"] += len(strays)
            figures.told = [one for one in figures.told if not one.is_stray]
            for one in strays if not figures.told else ():
                one.reading.tell("warning", "category-unknown", "population_group", _STRAY)
            _settle_parts(figures)
        check_figures(figures)


def _settle_wholes(figures: NeedFigures, wholes: list[ToldFigures]) -> None:
    """The figures of the row for all. Where another one differs in a cell that is not read as well, both are refused:
    which of them is the whole is not known."""
    figures.reading = wholes[0].reading
    for one in wholes:
        for name, count in one.values.items():
            first = figures.values.setdefault(name, count)
            if first != count and unread(one.reading) != unread(figures.reading):
                for reading in (figures.reading, one.reading):
                    _tell_once(reading, "needs-differ", _TWO_WHOLES)
            elif first != count:
                text = say("Row %(row)s gives %(first)s for the same need; that one was kept.",
                           row=figures.reading.row.number, first=first)  # fmt: skip
                one.reading.tell("warning", "need-twice", _column(one.reading), text)
    if figures.reading.is_wrong:
        figures.values = {}


def _settle_parts(figures: NeedFigures) -> None:
    for name in _MEASURES.values():
        counted = [(one.part, count) for one in figures.told if (count := one.values.get(name)) is not None]
        known = [(part, count) for part, count in dict.fromkeys(counted) if part is not None]
        whole = add_up(known) if len(known) == len(dict.fromkeys(counted)) else None
        if counted and whole is None:
            for one in figures.told:
                _tell_once(one.reading, "parts-not-whole", _NOT_WHOLE)
        figures.values[name] = whole
    severities = [one.values.get("severity") for one in figures.told]
    figures.values["severity"] = max((one for one in severities if one is not None), default=None)


def _tell_once(reading: Reading, code: str, sentence: Sentence) -> None:
    if all(problem.code != code for problem in reading.problems):
        reading.tell("error", code, _column(reading), sentence)


def _column(reading: Reading) -> str:
    return next((name for name in ("population", "in_need") if name in reading.values), "affected")


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


def _part_and_group(context: PlanningContext, reading: Reading) -> tuple[Part | None, Any]:
    """The part by sex, age and disability that a row counts, and its population group: "IDP - Total" is the group IDP,
    "Adult - Male - IDP" a part of it. The group is None where the text is neither a group nor a part."""
    named = part_of(*(str(reading.first(name) or "") for name in ("sex", "age", "disability")))
    text = str(reading.first("population_group", "population_group_en", "population_group_ar") or "")
    groups = context.lists.groups
    if fold(text) in TOTALS:
        return named, groups.find("ALL")
    words = [word for word in fold(text).split() if word not in TOTALS]
    group = groups.find(text, " ".join(words))
    if group is not None:
        return named, group
    part, rest = part_of_category(text)
    return (part.within(named) if named is not None else None), groups.find(rest or "ALL")


def _key(context: PlanningContext, reading: Reading, group: Any, usual: Period | None) -> Key | None:
    facts = Facts()
    _read_totals(context, reading)
    sector(context, reading, facts)
    period = _period(reading, usual)
    place = context.geocoder.locate(reading, period.ends_on if period else None)
    if place is None or period is None or "sector" not in facts.intervention:
        return None
    sector_id = facts.intervention["subsector"] or facts.intervention["sector"]
    return place, sector_id, group.id, period.starts_on, period.ends_on


def _read_totals(context: PlanningContext, reading: Reading) -> None:
    """All sectors are the sector INT; a row without a place, or of all places, is that of the country."""
    for name in ("sector_code", "sector", "sector_en", "sector_ar"):
        if fold(reading.values.get(name)) in _ALL_SECTORS and context.lists.sectors.find("INT") is not None:
            reading.values[name] = "INT"
    blank = all(fold(reading.values.get(name)) in _NATIONWIDE for name in _PLACES)
    if blank and reading.first("settlement_name", "settlement_pcode") is None:
        code = context.geocoder.country_of(reading)
        for name in _PLACES if code else ():
            reading.values.pop(name, None)
        if code and reading.first("country", "country_en", "country_ar", "country_pcode") is None:
            reading.values["country_pcode"] = code
            reading.tell("notice", "nationwide", "adm1_name", _NATIONAL)


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


def check_figures(figures: NeedFigures) -> None:
    """People affected are at least those in need, else a warning."""
    affected, in_need = figures.values.get("people_affected"), figures.values.get("people_in_need")
    if affected is not None and in_need is not None and in_need > affected:
        text = say("%(less)s people in need are more than the %(more)s affected.", less=in_need, more=affected)
        figures.reading.tell("warning", "in_need-exceeds-affected", "in_need", text)


_NATIONAL = say("This row names no place, and is read as the figure of the whole country.")
_TWO_WHOLES = say(
    "Two rows give different figures for the same need, and differ only in a column that is not read. Keep the one for "
    "everybody, or say by sex, age or group whom each counts."
)
_STRAY = say("This category is neither everybody nor a known group, sex or age, so its row is left out.")
_NOT_WHOLE = say(
    "This is a part of a need, and its parts are not the whole: one is missing or counted twice. Add the row for all, "
    "or every part once."
)
