"""Deciding on demands: the queue of those that wait, joining alike ones, taking them into items, declining them."""

from typing import Any

from flask import request
from flask_admin import expose

from admin.current_viewer import viewer
from admin.panel.wrong_texts import flash_wrong
from admin.plans.alike_demands import DemandCard, demand_cards
from admin.plans.deciding_together import DecidingTogetherMixin, item_field
from admin.words.formatting import figure
from admin.words.naming import name_of
from tansiq.language.words import gettext, ngettext
from tansiq.models import Demand, PlanItem
from tansiq.plans import demands
from tansiq.records import changes


def stands_open(row: Demand) -> bool:
    """Whether nobody decided on a demand, new or stored, and it is joined into no other one."""
    return row.outcome == "OPEN" and row.joined_into_id is None


class DecidingMixin(DecidingTogetherMixin):
    """What becomes of demands, on the page of one and in the queue of all that wait."""

    render: Any
    get_one: Any

    @expose("/queue/")
    def queue_view(self) -> Any:
        """The reader's own demands that wait for a decision, each with those that may ask for the same."""
        queued = self._queued(demands.undecided_demands(viewer()))
        return self.render("panel/demand_queue.html", cards=demand_cards(queued.pop("rows")), **queued)

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
            self._tell(rows, gettext("Joined. It stays readable, and says into which."), ".separate_view")
        return self._back()

    @expose("/separate/", methods=("POST",))
    def separate_view(self) -> Any:
        """Let a joined demand stand by itself again."""
        return self._undone(demands.separate_demand, gettext("It stands by itself again."))

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
            self._tell(rows, text)
        return self._back()

    @expose("/decline/", methods=("POST",))
    def decline_view(self) -> Any:
        """Decline demands, and say why."""
        rows, reason = self._chosen(), self._words("reason")
        if self._do(lambda acting: demands.decline_demands(acting, rows, reason)) and len(rows) == 1:
            self._tell(rows, gettext("Declined."))
        return self._back()

    @expose("/reopen/", methods=("POST",))
    def reopen_view(self) -> Any:
        """Take a decision back."""
        return self._undone(demands.reopen_demand, gettext("It waits for a decision again."))
