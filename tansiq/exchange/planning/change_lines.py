"""The changes of a plan in words: at which row, which field, from what to what; as many as a person reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from tansiq.exchange.lookup.organization_index import Body
from tansiq.exchange.lookup.place_index import Place
from tansiq.exchange.lookup.project_index import Venture
from tansiq.exchange.planning.plan import Plan, Team
from tansiq.exchange.sheet.labels import Label
from tansiq.language.bilingual import pick
from tansiq.language.words import gettext
from tansiq.models import ActivityType, Area, Organization, PopulationGroup, Project, Record, Sector
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

MOST = 200

KINDS: dict[str, type[Record]] = {
    "area": Area,
    "population_group": PopulationGroup,
    "sector": Sector,
    "subsector": Sector,
    "activity_type": ActivityType,
    "organization": Organization,
    "project": Project,
}
"""By field of a plan: the table that it refers to."""
_FIELDS = {
    "organization": "organization_name",
    "project": "project_title",
    "activity_type": "activity",
    "is_distinct_people": "distinct_people",
    "FUNDING": "donor",
    "PROGRAMMING": "lead_name",
}


@dataclass(frozen=True)
class Change:
    """One changed field of one row; texts are shown as they are."""

    address: str
    field: str
    old: str
    new: str

    def __str__(self) -> str:
        label = gettext("Area") if self.field == "area" else str(Label(_FIELDS.get(self.field, self.field)))
        return f"{self.address}  {label}: {self.old or '-'} -> {self.new or '-'}"


def changes(viewer: Viewer, plan: Plan) -> list[Change]:
    """The first MOST changes of a plan, with names instead of ids as `viewer` may see them."""
    return list(islice(_changes(viewer, plan), MOST))


def _changes(viewer: Viewer, plan: Plan) -> Iterator[Change]:
    for team in plan.teams:
        changed = [draft for draft in team.drafts if draft.site is not None]
        for draft in changed:
            address = draft.reading.row.address("")
            for name, (old, new) in draft.told.items():
                yield Change(address, name, _shown(viewer, name, old), _shown(viewer, name, new))
            yield from _of_team(viewer, team, address) if draft is changed[0] else ()


def _of_team(viewer: Viewer, team: Team, address: str) -> Iterator[Change]:
    for name, (old, new) in team.told.items():
        yield Change(address, name, _shown(viewer, name, old), _shown(viewer, name, new))
    for role, bodies in team.partners.items():
        yield Change(address, role, "", "; ".join(body.name for body in bodies))


def _shown(viewer: Viewer, name: str, value: Any) -> str:
    if isinstance(value, Body | Place):
        return value.name
    if isinstance(value, Venture):
        return value.title_en or value.title_ar or value.code
    kind = KINDS.get(name)
    if kind is None or value is None:
        return "" if value is None else str(value)
    row: Any = visible(kind, viewer).where(kind.id == value).first()
    return pick(row, "title" if kind is Project else "name") if row is not None else str(value)
