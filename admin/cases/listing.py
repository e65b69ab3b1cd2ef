"""Cases as a list tells them: where, which sector, who takes part, how strong, where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from admin.current_viewer import viewer
from admin.overlaps.pairs import rows_by_id
from admin.words.coded_fields import code_label
from admin.words.formatting import value_text
from admin.words.naming import full_names, name_of, paths_by_id
from tansiq.cases.members import members_of
from tansiq.duplication.weights import POINTS
from tansiq.language.case_vocabulary import SETTLED_STATES
from tansiq.language.words import gettext, listed
from tansiq.models import Account, Organization, OverlapCase, Sector
from tansiq.platform import clock
from tansiq.policy.visibility import visible

NAMED = 4
"""Organisations that a line of the list names; the count tells how many there are."""


@dataclass(frozen=True)
class ListedCase:
    """One case ready for the list: its row, the way to its place, its sector, who takes part, in whose hands it is."""

    row: OverlapCase
    place: str
    sector: str
    organizations: list[str]
    owner: str

    @property
    def name(self) -> str:
        return case_name(self.place, self.sector)

    @property
    def named(self) -> list[str]:
        """The first of the organisations."""
        return self.organizations[:NAMED]

    @property
    def score(self) -> float:
        return self.row.points / POINTS

    @property
    def badge(self) -> Markup:
        return state_badge(self.row)

    @property
    def is_late(self) -> bool:
        return is_late(self.row)


def listed_cases(rows: Sequence[OverlapCase]) -> list[ListedCase]:
    """Cases with all that a list tells of them; a few statements, however many."""
    members = members_of(viewer(), rows)
    ids = {work.organization_id for works in members.values() for work in works}
    query = visible(Organization, viewer()).where(Organization.id.in_(sorted(ids))) if ids else ()
    names = {row.id: name_of(row) for row in query}
    places = paths_by_id((row.area_id for row in rows), viewer())
    sectors = rows_by_id(Sector, (row.sector_id for row in rows))
    owners = full_names(list(rows_by_id(Account, (row.owner_id for row in rows)).values()), viewer())

    def told(row: OverlapCase) -> ListedCase:
        works = members.get(row.id, [])
        who = dict.fromkeys(names[work.organization_id] for work in works if work.organization_id in names)
        sector = sectors.get(row.sector_id)
        at = places.get(row.area_id, "")
        return ListedCase(row, at, name_of(sector) if sector else "", list(who), owners.get(row.owner_id or 0, ""))

    return [told(row) for row in rows]


def case_name(place: str, sector: str) -> str:
    """What a case is called: its sector and its place."""
    return " · ".join(filter(None, (sector, place)))


def is_late(row: OverlapCase) -> bool:
    """Whether a case should be settled by now and is not."""
    return row.due_on is not None and row.due_on < clock.today() and is_open(row)


def is_open(row: OverlapCase) -> bool:
    """Whether a case is still to be settled."""
    return row.ended_on is None and row.case_state not in SETTLED_STATES


def state_badge(row: OverlapCase) -> Markup:
    """Where a case stands, and that it has ended."""
    state = Markup('<span class="badge case-{}">{}</span>').format(
        row.case_state, code_label("case_state", row.case_state)
    )
    if row.ended_on is None:
        return state
    return state + Markup(' <span class="badge">{}</span>').format(code_label("end_kind", row.end_kind))


def export_titles() -> list[str]:
    """The columns of the file of a list."""
    return [
        gettext("Number"), gettext("Sector"), gettext("Place"), gettext("State"), gettext("Score"),
        gettext("Organisations"), gettext("Number of organisations"), gettext("Number of interventions"),
        gettext("Overlaps from"), gettext("Overlaps to"), gettext("Opened on"), gettext("To be settled by"),
        gettext("In the hands of"), gettext("Decided as"), gettext("Settled on"), gettext("Ended on"),
        gettext("Why it ended"),
    ]  # fmt: skip


def export_cells(one: ListedCase) -> list[str | int]:
    """One case as a line of the file."""
    row = one.row
    return [
        row.id, one.sector, one.place, value_text("case_state", row.case_state), f"{one.score:.4f}",
        listed(one.organizations), row.organization_count, row.intervention_count,
        value_text("", row.overlaps_from), value_text("", row.overlaps_to), value_text("", row.opened_on),
        value_text("", row.due_on), one.owner, value_text("decision", row.settled_as),
        value_text("", row.settled_on), value_text("", row.ended_on), value_text("end_kind", row.end_kind),
    ]  # fmt: skip
