"""What a report in a round asks about: the organisation's own work in its areas and time, and its items of the plan.

    Round (areas, period, what is asked) + Organization -> interventions with their sites there, items of the plan
                                                          each with the fields that are stated of it, as they stand

The rows are those of the register: nothing is copied, and what is stated changes them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from peewee import ModelSelect

from tansiq.models import (
    Commitment,
    Intervention,
    Organization,
    PlanItem,
    ReachedFigure,
    Record,
    Round,
    RoundArea,
    RoundReport,
    Site,
)
from tansiq.models.reached_figure import month_of
from tansiq.period import Period
from tansiq.platform import clock
from tansiq.policy.belonging import area_ids_within
from tansiq.policy.round_rules import same_organizations
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

MODELS: Mapping[str, type[Record]] = {"work": Intervention, "site": Site, "item": PlanItem}
"""By what keys call it: the tables of which something is stated."""
FIELDS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "ACHIEVED": {"work": ("status", "ends_on"), "site": ("reached",), "item": ("item_state", "progress")},
    "INTENDED": {"work": ("status", "starts_on", "ends_on", "budget"), "site": ("targeted",), "item": ()},
    "BOTH": {
        "work": ("status", "starts_on", "ends_on", "budget"),
        "site": ("targeted", "reached"),
        "item": ("item_state", "progress"),
    },
}
"""By the code of what a round asks, and by what keys call a table: the fields that are stated."""


class Key(NamedTuple):
    """One cell of a statement: a field of a row of one of MODELS."""

    kind: str
    row_id: int
    field: str

    @property
    def text(self) -> str:
        """How forms and faults name it: "site-12-reached"."""
        return f"{self.kind}-{self.row_id}-{self.field}"


@dataclass(frozen=True)
class AskedWork:
    """One intervention with those of its sites that are asked about."""

    row: Intervention
    sites: Sequence[Site]


@dataclass(frozen=True)
class Asked:
    """What one report asks about. `month` is the first day of the month until whose end people reached are counted;
    `figures` holds, by site, the people reached by month."""

    report: RoundReport
    month: date
    works: Sequence[AskedWork]
    items: Sequence[PlanItem]
    figures: Mapping[int, Mapping[date, int | None]]

    @property
    def fields(self) -> Mapping[str, tuple[str, ...]]:
        """By what keys call a table: the fields that are stated."""
        return FIELDS[self.report.round.round_kind]

    @cached_property
    def rows(self) -> Mapping[tuple[str, int], Record]:
        """The rows that are asked about."""
        found: dict[tuple[str, int], Record] = {("item", item.id): item for item in self.items}
        for work in self.works:
            found["work", work.row.id] = work.row
            found |= {("site", site.id): site for site in work.sites}
        return found

    def cells(self) -> Iterator[Key]:
        """The cells, row by row."""
        for kind, row_id in self.rows:
            yield from self.keys_of(kind, row_id)

    def keys_of(self, kind: str, row_id: int) -> Iterator[Key]:
        """The cells of one row. A budget is asked where it is known in which currency it is."""
        row: Any = self.rows[kind, row_id]
        for name in self.fields[kind]:
            if name != "budget" or row.currency:
                yield Key(kind, row_id, name)

    def value(self, key: Key) -> Any:
        """What the register holds there; of people reached what was told until the end of the month."""
        if key.field == "reached":
            return self.figures.get(key.row_id, {}).get(self.month)
        return self.rows[key.kind, key.row_id].__data__.get(key.field)

    def figure_before(self, site_id: int) -> tuple[date, int] | None:
        """The last month before, of which people reached are known, and how many these were."""
        told = [(month, people) for month, people in self.figures.get(site_id, {}).items() if people is not None]
        return max((pair for pair in told if pair[0] < self.month), default=None)


def asked_rows(viewer: Viewer, report: RoundReport) -> Asked:
    """What a report asks about, as the viewer sees it; a few statements, however many rows it is."""
    sites = list(sites_asked(viewer, report))
    works = _works(viewer, sites)
    return Asked(report, month_asked(report.round), works, list(items_asked(viewer, report)), _figures(viewer, sites))


def month_asked(round_: Round) -> date:
    """The first day of the month until whose end people reached are counted: the last one of the period, or the
    present one while that goes on."""
    return month_of(min(round_.reported.ends, clock.today()))


def sites_asked(viewer: Viewer, report: RoundReport) -> "ModelSelect[Site]":
    """The sites of the organisation's own work that stand in the areas of the round and meet its time."""
    round_ = report.round
    own = Intervention.select(Intervention.id).where(
        Intervention.organization.in_(own_names(report)), Intervention.archived_at.is_null()
    )
    there = Site.area.in_(area_ids_within(frozenset(_area_ids(round_))))
    query = visible(Site, viewer).where(Site.intervention.in_(own), Site.archived_at.is_null(), there)
    is_on = Site.starts_on.is_null() | _time(round_).meets(Site)
    return query.where(is_on).order_by(Site.intervention, *Site.order())


def items_asked(viewer: Viewer, report: RoundReport) -> "ModelSelect[PlanItem]":
    """The items of the round's plan that the organisation answers for or is committed to, without those under which
    others stand: these follow from them."""
    own = own_names(report)
    taken = Commitment.select(Commitment.item).where(
        Commitment.organization.in_(own),
        Commitment.archived_at.is_null(),
        Commitment.commitment_state != "CANCELLED",
        Commitment.item.is_null(False),
    )
    below = PlanItem.alias("below")
    above = below.select(below.parent).where(below.parent.is_null(False), below.archived_at.is_null())
    query = visible(PlanItem, viewer).where(PlanItem.plan == report.round.plan_id, PlanItem.archived_at.is_null())
    is_own = PlanItem.organization.in_(own) | PlanItem.id.in_(taken)
    return query.where(is_own, PlanItem.id.not_in(above)).order_by(PlanItem.order_key, PlanItem.id)


def own_names(report: RoundReport) -> Any:
    """The ids of the organisation of a report under all its names, as a query."""
    return same_organizations(frozenset({report.organization_id}))


def own_ids(report: RoundReport) -> frozenset[int]:
    """The same as ids."""
    return frozenset(row_id for (row_id,) in iter(own_names(report).tuples().execute()))


def find_row(viewer: Viewer, kind: str, row_id: int) -> Record | None:
    """The row that a key names, if the viewer may see it."""
    model: Any = MODELS[kind]
    found: Record | None = visible(model, viewer).where(model.id == row_id).first()
    return found


def _time(round_: Round) -> Period:
    """From when to when work is asked about: with intentions, the period after the one reported on belongs to it."""
    reported = round_.reported
    return Period(reported.begins, (reported.after() if round_.round_kind == "BOTH" else reported).ends)


def _area_ids(round_: Round) -> Iterable[int]:
    limited = [part.area_id for part in RoundArea.select().where(RoundArea.round == round_.id)]
    return limited or [round_.area_id]


def _works(viewer: Viewer, sites: Sequence[Site]) -> list[AskedWork]:
    by_work: dict[int, list[Site]] = defaultdict(list)
    for site in sites:
        by_work[site.intervention_id].append(site)
    rows = _by_id(visible(Intervention, viewer).where(Intervention.id.in_(list(by_work))))
    return [AskedWork(rows[work_id], found) for work_id, found in by_work.items() if work_id in rows]


def _by_id(query: "ModelSelect[Any]") -> dict[int, Any]:
    return {row.id: row for row in query}


def _figures(viewer: Viewer, sites: Sequence[Site]) -> Mapping[int, Mapping[date, int | None]]:
    found: dict[int, dict[date, int | None]] = defaultdict(dict)
    table = ReachedFigure
    query = visible(table, viewer).where(table.site.in_([site.id for site in sites]), table.archived_at.is_null())
    for figure in query.order_by(table.month):
        found[figure.site_id][figure.month] = figure.people
    return found


def organization_of(report: RoundReport) -> Organization:
    """The organisation that states a report: of one that was merged the one that stands for it."""
    row = Organization.get_by_id(report.organization_id)
    return row if row.canonical_id is None else Organization.get_by_id(row.canonical_id)
