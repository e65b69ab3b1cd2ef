"""Who takes part in a case: each intervention with its days, people and money, drawn on one line of time; and whom to
call."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from admin.current_viewer import viewer
from admin.panel.timeline import LineOfMany, line_of_many
from admin.views.intervention_places import rows_with_places
from admin.words.formatting import DisplayRows
from tansiq.models import Intervention, Organization, OrganizationContact, OverlapCase
from tansiq.policy.seen_fields import may_see_field
from tansiq.policy.visibility import visible

COLUMNS = ("organization", "title", "places", "targeted", "reached", "budget", "status")
MOST_MEMBERS = 40
"""Interventions that the page tells one by one; all but the first are folded."""
MOST_CONTACTS = 20


@dataclass(frozen=True)
class TakingPart:
    """The first of the interventions, ready to be told, how many more there are, their line of time, and the contacts
    of their organisations that the viewer may see."""

    display: DisplayRows
    more: int
    line: LineOfMany | None
    has_money: bool
    contacts: list["Contact"]


@dataclass(frozen=True)
class Contact:
    """Somebody to call or to write to. What is personal and not for the viewer is left out."""

    row: OrganizationContact
    organization: Any


def taking_part(case: OverlapCase, works: Sequence[Intervention], parties: Sequence[Organization]) -> TakingPart:
    """What the page tells of the visible interventions of a case; a few statements, however many."""
    shown = list(works[:MOST_MEMBERS])
    has_money = may_see_field(viewer(), "budget", Intervention) and any(row.budget is not None for row in shown)
    names = COLUMNS if has_money else [name for name in COLUMNS if name != "budget"]
    common = (case.overlaps_from, case.overlaps_to) if case.overlaps_from else None
    return TakingPart(
        rows_with_places(shown, names), len(works) - len(shown), line_of_many(shown, common), has_money,
        _contacts(parties),
    )  # fmt: skip


def _contacts(parties: Sequence[Organization]) -> list[Contact]:
    named = {row.id: row for row in parties}
    query: Any = visible(OrganizationContact, viewer()).where(
        OrganizationContact.organization.in_(list(named)), OrganizationContact.archived_at.is_null()
    )
    rows = query.order_by(OrganizationContact.organization, OrganizationContact.id).limit(MOST_CONTACTS)
    seen = [row for row in rows if may_see_field(viewer(), "phone", row)] if named else []
    return [Contact(row, named[row.organization_id]) for row in seen]
