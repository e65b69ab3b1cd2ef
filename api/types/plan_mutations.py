"""Mutations about plans: demands and commitments are proposed, and how far items are is reported as a proposal."""

from collections.abc import Callable
from typing import Any

import strawberry

from api.context import Context
from api.field_paths import faults_at
from api.filters.arguments import Info
from api.filters.lookup import area_by_pcode, row_by_code
from api.types.client_key import ClientKey
from api.types.extra_input import enter_extra, save_as_sent
from api.types.plan_inputs import (
    CommitmentArgument,
    CommitmentInput,
    DemandArgument,
    DemandInput,
    ProgressArgument,
    ProgressInput,
)
from api.types.proposal import Answer
from api.types.proposing import fill, found_or_new, gathered, proposed, put, referred_id
from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import Commitment, Demand, Intervention, Organization, PlanItem, Record, Sector
from tansiq.models.indicator import plain
from tansiq.models.item_rules import REPORTED
from tansiq.plans.commitments import excess
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records import changes


def demand_propose(info: Info[Any, Any], given: DemandArgument, client_key: ClientKey = None) -> Answer:
    """Propose a new demand, or a change to one. Who raised it is told to those alone who decide."""
    context = info.context

    def change(viewer: Viewer) -> None:
        unknown: list[Fault] = []
        save_as_sent(context, viewer, _demand(context, given, unknown), given.extra, unknown)

    return proposed(context, given, client_key, (Demand, change))


def commitment_propose(info: Info[Any, Any], given: CommitmentArgument, client_key: ClientKey = None) -> Answer:
    """Offer to take something on of an item of a plan, or of a demand, or propose a change to such an offer. More than
    what is open is accepted, and told among the `warnings`."""
    context = info.context

    def change(viewer: Viewer) -> None:
        unknown: list[Fault] = []
        save_as_sent(context, viewer, _commitment(context, given, unknown), given.extra, unknown)

    return proposed(context, given, client_key, (Commitment, change), lambda: _doubts(context, given))


def progress_report(info: Info[Any, Any], given: ProgressArgument, client_key: ClientKey = None) -> Answer:
    """Report how far an item of a plan is; who is in charge of the plan decides on the report."""
    context = info.context

    def change(viewer: Viewer) -> None:
        unknown: list[Fault] = []
        row = _reported(context, given, unknown)
        with faults_at(_field_of_report):
            if unknown:
                raise Refused(*unknown, *(fault for fault in row.all_faults() if fault.field in REPORTED))
            changes.save(viewer, row)

    return proposed(context, given, client_key, (PlanItem, change))


def _demand(context: Context, given: DemandInput, unknown: list[Fault]) -> Demand:
    row = found_or_new(context, Demand, given.id)
    names = ("title_ar", "title_en", "description", "quantity", "unit", "people", "severity", "raised_by", "raiser")
    fill(row, given, names)
    _put_day(row, "raised_on", given.raised_on)
    finds: dict[str, Callable[[str], Record]] = {
        "area": lambda pcode: area_by_pcode(context, pcode, "area"),
        "sector": lambda code: row_by_code(context, Sector, code, "sector"),
    }
    for name, find in finds.items():
        named = getattr(given, name)
        if named is not strawberry.UNSET:
            with gathered(unknown):
                setattr(row, f"{name}_id", find(named).id if named else None)
    enter_extra(context, row, given.extra, unknown)
    return row


_REFERRED: dict[str, type[Record]] = {
    "item": PlanItem, "demand": Demand, "organization": Organization, "intervention": Intervention,
}  # fmt: skip


def _commitment(context: Context, given: CommitmentInput, unknown: list[Fault]) -> Commitment:
    row = found_or_new(context, Commitment, given.id)
    fill(row, given, ("quantity", "unit", "people", "amount", "currency", "due_on", "remark"))
    _put_day(row, "offered_on", given.offered_on)
    for name, model in _REFERRED.items():
        named = getattr(given, name)
        if named is not strawberry.UNSET:
            with gathered(unknown):
                setattr(row, f"{name}_id", referred_id(context, model, named, name))
    _complete_offer(context.viewer, row, given)
    enter_extra(context, row, given.extra, unknown)
    return row


def _complete_offer(viewer: Viewer, row: Commitment, given: CommitmentInput) -> None:
    """What goes without saying in a new offer: whose it is, and the unit of the item."""
    if row.__data__.get("id"):
        return
    if given.organization is strawberry.UNSET:
        work = visible(Intervention, viewer).where(Intervention.id == (row.intervention_id or 0)).first()
        own = viewer.portal.organization_ids if viewer.portal else frozenset()
        only = next(iter(own)) if len(own) == 1 else None
        owner = work.organization_id if work else only
        if owner is not None:
            row.organization_id = owner
    if given.unit is strawberry.UNSET and row.quantity is not None and row.item_id:
        item = visible(PlanItem, viewer).where(PlanItem.id == row.item_id).first()
        row.unit = item.unit if item else ""


def _doubts(context: Context, given: CommitmentInput) -> list[Fault]:
    """A commitment that is larger than what is open."""
    unknown: list[Fault] = []
    found = excess(context.viewer, _commitment(context, given, unknown))
    if found is None:
        return []
    text = say(
        "%(committed)s %(unit)s is more than the %(open)s that are open. It is kept all the same.",
        committed=plain(found.committed), open=plain(found.open), unit=found.unit,
    )  # fmt: skip
    return [Fault("MORE_THAN_OPEN", "quantity", text)]


def _reported(context: Context, given: ProgressInput, unknown: list[Fault]) -> PlanItem:
    row = PlanItem()
    with gathered(unknown), faults_at("item"):
        row = changes.find(context.viewer, PlanItem, given.item)
    fill(row, given, ("progress", "remark"))
    if given.state is not strawberry.UNSET:
        put(row, "item_state", given.state)
    row.reported_on = given.on if given.on not in (strawberry.UNSET, None) else clock.today()
    return row


def _field_of_report(field: str) -> str:
    """The input calls the fields of a report more shortly."""
    return {"item_state": "state", "reported_on": "on", "": "item"}.get(field, field)


def _put_day(row: Record, name: str, given: Any) -> None:
    """The day as given; a new row is of today where none is."""
    is_new = not row.__data__.get("id")
    if given is strawberry.UNSET:
        given = clock.today() if is_new else getattr(row, name)
    setattr(row, name, given)
