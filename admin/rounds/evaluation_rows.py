"""The evaluation of a year as it is shown: a row for each organisation, or for each in each area, and a line a year."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from admin.current_viewer import viewer
from admin.panel.list_export import Cell
from admin.words.coded_fields import code_label
from admin.words.formatting import number_text
from admin.words.naming import name_of
from tansiq.language.arabic import fold
from tansiq.language.words import gettext
from tansiq.models import Area, Organization, RoundReport, Sector
from tansiq.platform.id_lists import among, id_list
from tansiq.policy.visibility import visible
from tansiq.rounds.evaluation import Evaluation, Items, Work, YearTold

NONE = Items(0, 0)


@dataclass
class Row:
    """What one organisation planned and achieved, in all of the area or in one below it: (name, reached, targeted) by
    sector, (currency, completed, planned); budgets, items and the report are of all of the area alone."""

    name: str
    area: str = ""
    sites: int = 0
    sites_reached: int = 0
    people: list[tuple[str, int | None, int | None]] = field(default_factory=list)
    money: list[tuple[str, Decimal, Decimal]] = field(default_factory=list)
    items: Items = NONE
    report: RoundReport | None = None

    @property
    def people_text(self) -> list[str]:
        """ "Water: 80 of 150", a sector a line."""
        return [f"{name}: {_of(reached, targeted)}" for name, reached, targeted in self.people]

    @property
    def money_text(self) -> list[str]:
        """ "USD: 1,000 of 1,500", a currency a line."""
        return [f"{code}: {_of(completed, planned)}" for code, completed, planned in self.money]

    @property
    def sites_text(self) -> str:
        """ "3 of 4" """
        return _of(self.sites_reached, self.sites)

    @property
    def items_text(self) -> str:
        """ "1 of 2"; "" without any."""
        return _of(self.items.done, self.items.total) if self.items.total else ""


def rows_of(found: Evaluation, is_by_area: bool) -> list[Row]:
    """The rows by the names of organisations, then of areas; three statements for all names."""
    names = _names(Organization, found.organization_ids)
    sectors = _names(Sector, {one.sector_id for one in found.works})
    areas = _names(Area, {one.area_id for one in found.works if one.area_id})
    rows: dict[tuple[int, int | None], Row] = {}
    for one in found.works:
        key = (one.organization_id, one.area_id if is_by_area else None)
        if one.organization_id in names:
            place = areas.get(one.area_id or 0, "") if is_by_area else ""
            _add(rows.setdefault(key, Row(names[one.organization_id], place)), one, sectors)
    if not is_by_area:
        _add_wholes(rows, found, names)
    return sorted(rows.values(), key=lambda row: (fold(row.name), fold(row.area)))


def titles() -> list[str]:
    """The heads of the columns of the file."""
    return [
        gettext("Organisation"), gettext("Area"), gettext("Sites"), gettext("Sites that reached people"),
        gettext("People reached of those targeted"), gettext("Budget completed of that planned"),
        gettext("Plan items"), gettext("Plan items done"), gettext("Rating"), gettext("Remark"),
        gettext("Answer of the organisation"),
    ]  # fmt: skip


def cells(rows: Sequence[Row]) -> Iterator[list[Cell]]:
    """Its rows."""
    for row in rows:
        report, between = row.report, gettext(", ")
        rating = code_label("rating", report.rating) if report is not None and report.rating else ""
        said = [report.remark, report.answer] if report is not None else ["", ""]
        people, money = between.join(row.people_text), between.join(row.money_text)
        yield [row.name, row.area, row.sites, row.sites_reached, people, money, row.items.total, row.items.done, rating,
               *said]  # fmt: skip


def year_cells(one: YearTold) -> list[str]:
    """What the line of a year says, in the order of the columns."""
    money = [f"{code}: {_of(completed, planned)}" for code, (planned, completed) in sorted(one.money.items())]
    items = _of(one.items.done, one.items.total) if one.items.total else ""
    reports = _of(one.rounds.submitted, one.rounds.expected) if one.rounds.expected else ""
    in_time = _of(one.rounds.on_time, one.rounds.expected) if one.rounds.expected else ""
    figures = [number_text(one.organizations), _of(one.sites_reached, one.sites)]
    return [*figures, gettext(", ").join(money), items, reports, in_time]


def _add(row: Row, one: Work, sectors: Mapping[int, str]) -> None:
    row.sites += one.sites
    row.sites_reached += one.sites_reached
    name = sectors.get(one.sector_id, "")
    known = next((place for place, told in enumerate(row.people) if told[0] == name), None)
    if known is None:
        row.people.append((name, one.reached, one.targeted))
    else:
        _name, reached, targeted = row.people[known]
        row.people[known] = (name, _sum(reached, one.reached), _sum(targeted, one.targeted))


def _add_wholes(rows: dict[tuple[int, int | None], Row], found: Evaluation, names: Mapping[int, str]) -> None:
    """What is told of all of the area: budgets, items of plans, the report."""
    for organization_id in found.organization_ids & names.keys():
        row = rows.setdefault((organization_id, None), Row(names[organization_id]))
        row.money = [(m.currency, m.completed, m.planned) for m in found.money if m.organization_id == organization_id]
        row.items = found.items.get(organization_id, NONE)
        row.report = found.reports.get(organization_id)


def _sum(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else one + other


def _of(achieved: Any, planned: Any) -> str:
    told = (gettext("not known") if one is None else number_text(one) for one in (achieved, planned))
    return gettext("%(received)s of %(expected)s", **dict(zip(("received", "expected"), told, strict=True)))


def _names(model: Any, ids: set[int]) -> Mapping[int, str]:
    rows = visible(model, viewer()).where(among(model.id, id_list(ids))) if ids else ()
    return {row.id: name_of(row) for row in rows}
