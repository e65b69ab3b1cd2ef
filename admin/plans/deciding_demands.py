"""Deciding on demands: the queue of those that wait, joining alike ones, taking them into items, declining them."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, request
from flask_admin import expose
from flask_admin.babel import Translations
from wtforms import Form
from wtforms.meta import DefaultMeta

from admin.current_viewer import local, viewer
from admin.panel.lookups import Lookup, ReferenceField
from admin.panel.save_or_propose import save_or_propose
from admin.panel.undo_offers import flash_with_button
from admin.panel.wrong_texts import flash_wrong
from admin.plans.alike_demands import DemandCard, demand_cards
from admin.words.formatting import figure
from admin.words.labels import kind_label
from admin.words.naming import name_of
from tansiq.faults import Refused
from tansiq.language.cleaning import clean_lines
from tansiq.language.digits import whole
from tansiq.language.words import gettext, ngettext, say
from tansiq.models import Demand, PlanItem
from tansiq.plans import demands
from tansiq.policy.viewer import Viewer
from tansiq.records import changes

AT_ONCE = 25
DEEPEST = 10_000
MOST = 100
"""Demands that are decided at once."""
LONGEST_REASON = 2_000


def stands_open(row: Demand) -> bool:
    """Whether nobody decided on a demand, new or stored, and it is joined into no other one."""
    return row.outcome == "OPEN" and row.joined_into_id is None


def _takes_demands(table: Any) -> Any:
    """The condition that demands may be taken into an item: it was not given up."""
    return table.item_state != "CANCELLED"


class ItemForm(Form):
    """The one field by which an item of a plan is chosen."""

    class Meta(DefaultMeta):
        def get_translations(self, form: Any) -> Translations:
            return Translations()

    item = ReferenceField(kind_label("plan_item"), Lookup("item", PlanItem, _takes_demands))


def item_field(given: Any = None) -> Any:
    """That field, filled with what was sent."""
    form = ItemForm(given)
    if given is not None:
        form.validate()
    return form.item


class DecidingMixin:
    """What becomes of demands, on the page of one and in the queue of all that wait."""

    render: Any
    get_url: Any
    get_one: Any
    get_own: Any
    may_act: Any

    @expose("/queue/")
    def queue_view(self) -> Any:
        """The reader's own demands that wait for a decision, each with those that may ask for the same."""
        if not self.may_act("CHANGE"):
            abort(403)
        page = min(whole(request.args.get("page")) or 0, DEEPEST)
        found = list(demands.undecided_demands(viewer()).limit(AT_ONCE + 1).offset(page * AT_ONCE))
        cards = demand_cards(found[:AT_ONCE])
        return self.render("panel/demand_queue.html", cards=cards, page=page, has_next=len(found) > AT_ONCE)

    def item_field(self) -> Any:
        """The field by which an item is chosen to take demands into."""
        return item_field()

    def card(self, row: Demand) -> DemandCard:
        """A stored demand with those that are alike; none where it was decided, or is joined already."""
        [card] = demand_cards([row])
        return card if stands_open(row) and row.archived_at is None else DemandCard(row, [], card.display)

    @expose("/join/", methods=("POST",))
    def join_view(self) -> Any:
        """Join demands into another one."""
        rows, into = self._chosen(), self.get_one(request.form.get("into"))
        done = self._do(lambda acting: demands.join_demands(acting, rows, into))
        if done and len(rows) == 1:
            flash_with_button(
                gettext("Joined. It stays readable, and says into which."), self.get_url(".separate_view"),
                gettext("Undo"), row=rows[0].id,
            )  # fmt: skip
        return self._back()

    @expose("/separate/", methods=("POST",))
    def separate_view(self) -> Any:
        """Let a joined demand stand by itself again."""
        [row] = self._chosen()[:1]
        if self._do(lambda acting: demands.separate_demand(acting, row)):
            flash(gettext("It stands by itself again."), "success")
        return self._back()

    @expose("/take/", methods=("POST",))
    def take_view(self) -> Any:
        """Take demands into an item of a plan, which is looked up by what was typed where no script ran."""
        rows = self._chosen()
        field = item_field(request.form)
        if field.data is None:
            flash_wrong(field.errors or [gettext("Choose the item of a plan into which it is taken.")])
            return self._back()
        item = changes.find(viewer(), PlanItem, field.data)
        if self._do(lambda acting: demands.take_demands(acting, rows, item)):
            text = ngettext(
                "%(count)s demand was taken into “%(item)s”.", "%(count)s demands were taken into “%(item)s”.",
                figure(len(rows)), item=name_of(item),
            )  # fmt: skip
            if len(rows) == 1:
                flash_with_button(text, self.get_url(".reopen_view"), gettext("Undo"), row=rows[0].id)
            else:
                flash(text, "success")
        return self._back()

    @expose("/decline/", methods=("POST",))
    def decline_view(self) -> Any:
        """Decline demands, and say why."""
        rows, reason = self._chosen(), clean_lines(request.form.get("reason") or "")
        if len(reason) > LONGEST_REASON:
            told = say("At most %(most)s letters fit here; this has %(found)s.", most=LONGEST_REASON, found=len(reason))
            flash_wrong([told])
        elif self._do(lambda acting: demands.decline_demands(acting, rows, reason)) and len(rows) == 1:
            flash_with_button(gettext("Declined."), self.get_url(".reopen_view"), gettext("Undo"), row=rows[0].id)
        return self._back()

    @expose("/reopen/", methods=("POST",))
    def reopen_view(self) -> Any:
        """Take a decision back."""
        [row] = self._chosen()[:1]
        if self._do(lambda acting: demands.reopen_demand(acting, row)):
            flash(gettext("It waits for a decision again."), "success")
        return self._back()

    def _chosen(self) -> list[Any]:
        """The demands that were sent, each one that the viewer may change or propose to change."""
        rows = [self.get_own("CHANGE", given) for given in dict.fromkeys(request.form.getlist("row")[:MOST])]
        return rows or abort(404)

    def _do(self, deed: Callable[[Viewer], object]) -> bool:
        """Do a deed, or propose it and go to the proposal; False where it is refused, which is told."""
        try:
            save_or_propose(deed)
        except Refused as refusal:
            flash_wrong(refusal.faults)
            return False
        return True

    def _back(self) -> Any:
        return redirect(local(request.form.get("back") or self.get_url(".queue_view")))
