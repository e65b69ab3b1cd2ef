"""Commitments: what organisations take on of items of plans and of demands, and how far they are."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask_admin import expose

from admin.current_viewer import viewer
from admin.panel.field_groups import FieldGroup
from admin.panel.filters import ChoiceFilter, with_all
from admin.panel.guarded_view import GuardedView
from admin.panel.reference_filter import ReferenceFilter, of_organization
from admin.panel.save_or_propose import save_or_propose
from admin.panel.signed_in_view import SignedInView
from admin.panel.typed_day import typed_day
from admin.panel.wrong_texts import flash_wrong
from admin.plans.item_coverage import ItemStanding, standing
from admin.words.coded_fields import code_choices
from admin.words.formatting import number_text
from admin.words.labels import label
from tansiq.faults import Refused
from tansiq.language.digits import whole
from tansiq.language.units import unit_text
from tansiq.language.words import gettext, say
from tansiq.models import Commitment, Demand, Intervention, Organization, PlanItem
from tansiq.plans import commitments
from tansiq.platform import clock
from tansiq.policy.visibility import visible


def _carried_out_by_partner(table: Any) -> Any:
    """The work that the reader speaks for, where they speak for some organisations alone."""
    own = sorted(viewer().organization_ids)
    return table.organization.in_(own) if own and not viewer().area_ids else table.id.is_null(False)


def _in_state(table: Any, value: str) -> Any:
    if value not in ("RUNNING", "OVERDUE"):
        return table.commitment_state == value
    is_to_come = table.commitment_state.in_(("OFFERED", "AGREED", "UNDER_WAY"))
    return is_to_come & (table.due_on < clock.today()) if value == "OVERDUE" else is_to_come


STATES = ChoiceFilter(
    "commitment_state",
    label("commitment_state", "commitment"),
    lambda: with_all(
        [
            ("RUNNING", gettext("Still to be delivered")),
            ("OVERDUE", gettext("Due and not delivered")),
            *code_choices("commitment_state"),
        ]
    ),
    _in_state,
)


class CommitmentView(GuardedView):
    """Entered from the page of an item or of a demand; its state goes step by step, each with its day."""

    icon = "commitment"
    new_title = say("Offer a commitment")
    empty = say("No commitment yet. Offer one on the page of an item of a plan, or of a demand.")
    groups = (
        FieldGroup(say("To what"), ("item", "demand")),
        FieldGroup(say("Who commits"), ("organization", "intervention")),
        FieldGroup(say("How much"), ("quantity", "unit", "people", "amount", "currency")),
        FieldGroup(say("When"), ("offered_on", "due_on", "remark")),
    )
    facts = ("commitment_state", "delivered_on", "created_at", "changed_at")
    only = {"intervention": _carried_out_by_partner}
    filters = (
        STATES,
        ReferenceFilter("item", PlanItem, lambda table, row: table.item == row.id),
        ReferenceFilter("organization", Organization, of_organization),
    )
    column_list = ("name", "organization", "quantity", "unit", "commitment_state", "due_on")
    column_sortable_list = ("organization", "quantity", "commitment_state", "offered_on", "due_on", "delivered_on")
    column_offered = (
        "item", "demand", "intervention", "people", "amount", "currency", "offered_on", "delivered_on", "remark",
        "created_at", "changed_at",
    )  # fmt: skip
    details_template = "panel/commitment.html"
    create_template = edit_template = "panel/commitment_form.html"

    def first_values(self) -> dict[str, Any]:
        """What the address names: an item with all that is open of it, a demand, an intervention; and whoever asks."""
        values: dict[str, Any] = {"offered_on": clock.today(), "organization": self._own_organization()}
        if (item := self._named(PlanItem, "item")) is not None:
            values |= {"item": item.id, "quantity": standing(item).coverage.open, "unit": item.unit}
        elif (demand := self._named(Demand, "demand")) is not None:
            values |= {"demand": demand.id, "quantity": demand.quantity, "unit": demand.unit, "people": demand.people}
        if (work := self._named(Intervention, "intervention")) is not None:
            values |= {"intervention": work.id, "organization": work.organization_id}
        return values

    def _own_organization(self) -> int | None:
        own = viewer().organization_ids
        return next(iter(own)) if len(own) == 1 else None

    def _named(self, model: Any, name: str) -> Any:
        """The visible row that the address names, if there is one."""
        given = whole(request.args.get(name))
        return visible(model, viewer()).where(model.id == given).first() if given is not None else None

    def standing(self, row: Commitment | None) -> ItemStanding | None:
        """How the item stands that a commitment is to, or that the address names for a new one."""
        given = request.args.get("item") if row is None else row.item_id
        item = visible(PlanItem, viewer()).where(PlanItem.id == (whole(given) or 0)).first()
        return None if item is None else standing(item)

    def fill_row(self, row: Any, form: Any) -> None:
        super().fill_row(row, form)
        if row.quantity is not None and row.item_id and not row.unit:
            # Whoever leaves the unit empty means that of the item.
            item = visible(PlanItem, viewer()).where(PlanItem.id == row.item_id).first()
            row.unit = item.unit if item is not None else ""

    def create_model(self, form: Any) -> Any:
        row = super().create_model(form)
        self._warn(row)
        return row

    def update_model(self, form: Any, model: Any) -> bool:
        is_done = super().update_model(form, model)
        self._warn(model if is_done else None)
        return is_done

    def _warn(self, row: Any) -> None:
        if text := excess_text(row) if row else "":
            flash(text, "warning")

    def excess(self, row: Commitment) -> str:
        """How it goes beyond what is open, in words; "" where it does not."""
        return excess_text(row)

    def next_states(self, row: Commitment) -> tuple[str, ...]:
        """The states into which the reader may bring it."""
        return commitments.next_states(viewer(), row)

    def step_text(self, state: str) -> str:
        """What the button of a step says."""
        texts = {
            "OFFERED": gettext("Offer it again"),
            "AGREED": gettext("Agree"),
            "UNDER_WAY": gettext("It is under way"),
            "DELIVERED": gettext("It was delivered"),
            "CANCELLED": gettext("Cancel it"),
        }
        return texts[state]

    @expose("/step/", methods=("POST",))
    def step_view(self) -> Any:
        """Bring a commitment into its next state, on the day that was typed."""
        row = self.get_own("CHANGE", request.form.get("id"))
        state = request.form.get("state", "")
        row.version = whole(request.form.get("version")) or 0
        given = typed_day(request.form.get("day") or "")
        if given.wrong:
            flash_wrong([given.wrong])
            return redirect(self.get_url(".details_view", id=row.id))
        day = given.day or clock.today()
        try:
            save_or_propose(lambda acting: commitments.take_step(acting, row, state, day))
        except Refused as refusal:
            flash_wrong(refusal.faults)
        else:
            flash(gettext("Saved."), "success")
        return redirect(self.get_url(".details_view", id=row.id))


def excess_text(row: Commitment) -> str:
    """How a commitment goes beyond what is open, in words; "" where it does not."""
    found = commitments.excess(viewer(), row)
    if found is None:
        return ""
    return gettext(
        "%(committed)s %(unit)s is more than the %(open)s that are open. It is kept all the same.",
        committed=number_text(found.committed), open=number_text(found.open), unit=unit_text(found.unit),
    )  # fmt: skip


class OwnCommitmentsPage(SignedInView):
    """An entry of the menu that leads a partner to the commitments of their organisations."""

    title = say("Our commitments")
    group = "plans"
    icon = "commitment"

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="owncommitments", url="our-commitments")

    def is_visible(self) -> bool:
        return bool(viewer().organization_ids)

    @expose("/")
    def index(self) -> Any:
        """What the organisations that the reader speaks for have still to deliver, the next first."""
        return redirect(url_for("commitment.index_view", mine="yes", commitment_state="RUNNING", sort="due_on"))
