"""The evaluation of a year: what organisations planned and achieved in an area, as the register stands.

    sites        at work within the year, not cancelled; those that reached anybody
    people       targeted and reached, of one sector: people are never added up over sectors
    budget       of the interventions of these sites, by currency; of those that were completed
    plan items   of plans of the year there, for which an organisation answers; those that are done
    rating       what the officer made of its last report in a round of the year there, and its answer

One statement each, however many organisations there are; a merged organisation is the one that stands for it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from peewee import Case, fn

from tansiq.models import Area, AreaClosure, Intervention, Organization, Plan, PlanItem, Round, RoundReport, Site
from tansiq.models.area import ANCESTORS
from tansiq.period import Period
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.rounds.counts import RoundCounts, counts_of

YEARS = 5
"""Years that the general picture tells of."""


class Work(NamedTuple):
    """What one organisation does in one sector of one area right below: None where that is all of the area. People are
    None where none of the sites knows them."""

    organization_id: int
    area_id: int | None
    sector_id: int
    sites: int
    sites_reached: int
    targeted: int | None
    reached: int | None


class Money(NamedTuple):
    """The budget of an organisation in one currency, and what of it is of completed interventions."""

    organization_id: int
    currency: str
    planned: Decimal
    completed: Decimal


class Items(NamedTuple):
    """The plan items of an organisation that have to be done, and those of them that are."""

    total: int
    done: int


@dataclass(frozen=True)
class Evaluation:
    """All that is told of a year; `items` and `reports`, of which one is rated or could be, by id of organisation."""

    works: Sequence[Work] = ()
    money: Sequence[Money] = ()
    items: Mapping[int, Items] = field(default_factory=dict)
    reports: Mapping[int, RoundReport] = field(default_factory=dict)

    @property
    def organization_ids(self) -> set[int]:
        """The organisations of which anything is told."""
        told = {one.organization_id for one in self.works} | {one.organization_id for one in self.money}
        return told | set(self.items) | set(self.reports)


class YearTold(NamedTuple):
    """A year in one line: organisations at work, sites and those that reached anybody, (planned, completed) budgets by
    currency, plan items, and the counts of the reports in its rounds."""

    year: int
    organizations: int
    sites: int
    sites_reached: int
    money: Mapping[str, tuple[Decimal, Decimal]]
    items: Items
    rounds: RoundCounts


def evaluate(viewer: Viewer, area: Area, year: int) -> Evaluation:
    """What was planned and achieved in an area within a year, as far as `viewer` may see it."""
    days = _days(year)
    return Evaluation(_works(viewer, area, days), _money(viewer, area, days), _items(viewer, area, days),
                      _reports(viewer, area, days))  # fmt: skip


def over_years(viewer: Viewer, area: Area, last: int) -> Sequence[YearTold]:
    """The last years up to one of them, that one first."""
    return [_year(viewer, area, last - back) for back in range(YEARS)]


def _year(viewer: Viewer, area: Area, year: int) -> YearTold:
    found = evaluate(viewer, area, year)
    money: dict[str, tuple[Decimal, Decimal]] = {}
    for one in found.money:
        planned, completed = money.get(one.currency, (Decimal(0), Decimal(0)))
        money[one.currency] = (planned + one.planned, completed + one.completed)
    sites, reached = sum(one.sites for one in found.works), sum(one.sites_reached for one in found.works)
    items = Items(sum(one.total for one in found.items.values()), sum(one.done for one in found.items.values()))
    counts = counts_of(viewer, list(_rounds(viewer, area, _days(year)))).values()
    rounds = RoundCounts(*(sum(getattr(one, name) for one in counts) for name in ("expected", "submitted", "on_time")))
    return YearTold(year, len({one.organization_id for one in found.works}), sites, reached, money, items, rounds)


def _days(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


def _within(area: Area) -> Any:
    return AreaClosure.select(AreaClosure.descendant).where(AreaClosure.ancestor == area.id)


def _at_work(viewer: Viewer, area: Area, days: Period) -> Any:
    """The sites that are told of."""
    standing = Site.archived_at.is_null() & Site.intervention_archived_at.is_null() & (Site.status != "CANCELLED")
    return visible(Site, viewer).where(Site.area.in_(_within(area)), standing, days.meets(Site))


def _works(viewer: Viewer, area: Area, days: Period) -> Sequence[Work]:
    level = area.level + 1
    below: Any = getattr(Site, ANCESTORS[level]) if level < len(ANCESTORS) else Site.area
    keys = (Site.organization, below, Site.sector)
    reached = fn.SUM(Case(None, [(Site.reached > 0, 1)], 0))
    figures = (fn.COUNT(Site.id), reached, fn.SUM(Site.targeted), fn.SUM(Site.reached))
    rows = _at_work(viewer, area, days).select(*keys, *figures).group_by(*keys).order_by(*keys).tuples()
    return [
        Work(owner_id, area_id, sector_id, count, int(met), _whole(targeted), _whole(people))
        for owner_id, area_id, sector_id, count, met, targeted, people in rows
    ]


def _whole(figure: Any) -> int | None:
    """A sum as PostgreSQL tells it may be no whole number."""
    return None if figure is None else int(figure)


def _money(viewer: Viewer, area: Area, days: Period) -> Sequence[Money]:
    works = _at_work(viewer, area, days).select(Site.intervention)
    owner: Any = fn.COALESCE(Organization.canonical, Organization.id)
    completed = fn.SUM(Case(None, [(Intervention.status == "COMPLETED", Intervention.budget)], 0))
    rows: Any = visible(Intervention, viewer).join(Organization, on=(Organization.id == Intervention.organization))
    told = rows.where(Intervention.id.in_(works), Intervention.budget.is_null(False))
    found = told.select(owner, Intervention.currency, fn.SUM(Intervention.budget), completed)
    keys = (owner, Intervention.currency)
    return [Money(owner_id, code, Decimal(str(planned)), Decimal(str(done)))
            for owner_id, code, planned, done in found.group_by(*keys).order_by(*keys).tuples()]  # fmt: skip


def _items(viewer: Viewer, area: Area, days: Period) -> Mapping[int, Items]:
    owner: Any = fn.COALESCE(Organization.canonical, Organization.id)
    rows: Any = visible(PlanItem, viewer).join(Plan, on=(Plan.id == PlanItem.plan))
    rows = rows.join(Organization, on=(Organization.id == PlanItem.organization))
    standing = PlanItem.archived_at.is_null() & Plan.archived_at.is_null() & (PlanItem.item_state != "CANCELLED")
    told = rows.where(Plan.area.in_(_within(area)), days.meets(Plan), standing)
    done = fn.SUM(Case(None, [(PlanItem.item_state == "DONE", 1)], 0))
    found = told.select(owner, fn.COUNT(PlanItem.id), done).group_by(owner).tuples()
    return {owner_id: Items(count, int(finished)) for owner_id, count, finished in found}


def _rounds(viewer: Viewer, area: Area, days: Period) -> Any:
    rows: Any = visible(Round, viewer).where(Round.archived_at.is_null(), Round.opened_at.is_null(False))
    return rows.where(Round.area.in_(_within(area)), Round.ends_on.between(days.begins, days.ends))


def _reports(viewer: Viewer, area: Area, days: Period) -> Mapping[int, RoundReport]:
    """The last report of each organisation in the rounds of the year, one that is rated before any other."""
    owner: Any = fn.COALESCE(Organization.canonical, Organization.id)
    rows: Any = visible(RoundReport, viewer).join(Round, on=(Round.id == RoundReport.round))
    rows = rows.switch(RoundReport).join(Organization, on=(Organization.id == RoundReport.organization))
    told = rows.where(Round.id.in_(_rounds(viewer, area, days).select(Round.id)), RoundReport.archived_at.is_null())
    is_rated = Case(None, [(RoundReport.rating.is_null(False) | (RoundReport.remark != ""), 1)], 0)
    ordered = told.select(RoundReport, owner.alias("owner")).order_by(is_rated, Round.ends_on, RoundReport.id)
    return {row.owner: row for row in ordered.objects()}
