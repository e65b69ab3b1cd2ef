"""The page of one call for partners, and what is done there.

/calls/call/            all that is told of it         /calls/call/state/    opened, closed
/calls/call/new/        a call about an item           /calls/call/invite/   an organisation is asked
/calls/call/suggest/    who might carry the item out   /calls/call/answer/   what an organisation would bring
                                                       /calls/call/accept/   /undo/   /refuse/
"""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, request
from flask_admin import expose

from admin.current_viewer import viewer
from admin.panel.signed_in_view import SignedInView
from admin.panel.undo_offers import flash_with_button
from admin.partnerships.call_form import CallForm, invite_form
from admin.partnerships.lines import Line, empty_lines, offers_of, sent_lines, tell_wrongs
from admin.partnerships.suggested import suggested
from admin.partnerships.told_call import Refusal, the_call, the_item, told
from admin.words.naming import name_of
from tansiq.faults import Refused
from tansiq.language.cleaning import clean_lines
from tansiq.language.currencies import currency_choices
from tansiq.language.digits import whole
from tansiq.language.words import gettext, say
from tansiq.models import Call, PlanItem
from tansiq.notices.inbox import seen
from tansiq.partnerships.accepting import accept, refuse, take_back
from tansiq.partnerships.answering import Said, answer
from tansiq.partnerships.inviting import invite, save_call
from tansiq.platform import clock
from tansiq.policy.visibility import may
from tansiq.records import changes

LONGEST = 4_000


class CallPage(SignedInView):
    """One call; the name of its endpoint is what links and notices look for."""

    title = say("Call for partners")
    closed = 404

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="call", url="/admin/calls/call")

    def is_visible(self) -> bool:
        return False

    @property
    def section(self) -> str:
        return "plan"

    def trail(self, row: Any = None) -> list[tuple[str, str]]:
        """The way to the pages about an item."""
        item: PlanItem = row
        return [
            (self.get_url("plan.details_view", id=item.plan_id), name_of(item.plan)),
            (self.get_url("planitem.details_view", id=item.id), name_of(item)),
        ]

    @expose("/")
    def details_view(self) -> Any:
        """All that is told of one call."""
        call = the_call(request.args.get("id"))
        seen(viewer(), call)
        return self._page(call)

    @expose("/suggest/")
    def suggest_view(self) -> Any:
        """Who might carry out an item, and why."""
        item = the_item(request.args.get("item"))
        return self.render("partnerships/suggested.html", item=item, name=name_of(item), **suggested(item))

    @expose("/new/", methods=("GET", "POST"))
    def create_view(self) -> Any:
        """Make a call about an item; what is wrong is told beside its field, and nothing typed is lost."""
        item = the_item(request.values.get("item"))
        if not may(viewer(), "CREATE", Call(item=item.id)):
            return self.render("partnerships/forbidden.html", item=item, name=name_of(item)), 403
        form = CallForm(request.form if request.method == "POST" else None)
        if request.method != "POST":
            return self._form(item, form, empty_lines(item), [])
        lines = sent_lines(item)
        if not form.validate():
            return self._form(item, form, lines, [])
        row = Call(item=item.id, **form.values())
        try:
            save_call(viewer(), row, offers_of(lines))
        except Refused as refusal:
            return self._form(item, form, lines, form.tell(tell_wrongs(lines, refusal.faults), refusal.faults))
        flash(gettext("Saved. Open the call when organisations may answer it."), "success")
        return redirect(self.get_url(".details_view", id=row.id))

    def _form(self, item: PlanItem, form: CallForm, lines: list[Line], wrongs: list[str]) -> Any:
        known = {"item": item, "name": name_of(item), "form": form, "lines": lines, "wrongs": wrongs}
        known["currencies"] = currency_choices(clock.country())
        return self.render("partnerships/call_form.html", **known)

    @expose("/state/", methods=("POST",))
    def state_view(self) -> Any:
        """Open a call, or close it."""
        call = self._sent()

        def deed() -> None:
            call.call_state = "CLOSED" if call.call_state == "OPEN" else "OPEN"
            changes.save(viewer(), call)
            is_open = call.call_state == "OPEN"
            flash(gettext("The call is open.") if is_open else gettext("The call is closed."), "success")

        return self._do("state", call, deed)

    @expose("/invite/", methods=("POST",))
    def invite_view(self) -> Any:
        """Ask an organisation to answer."""
        call = self._sent()

        def deed() -> None:
            invite(viewer(), call, whole(request.form.get("organization")) or 0, _typed("note"))
            flash(
                gettext("Invited. Those who speak for the organisation are told, and mailed as they chose."), "success"
            )

        return self._do("invite", call, deed, "#invited")

    @expose("/answer/", methods=("POST",))
    def answer_view(self) -> Any:
        """Say what an organisation would bring, or that it takes no part."""
        call = self._sent()
        lines = sent_lines(PlanItem.get_by_id(call.item_id))
        is_declined = request.form.get("declined") == "1"

        def deed() -> None:
            said = Said(() if is_declined else offers_of(lines), _typed("note"), is_declined)
            done = answer(viewer(), call, whole(request.form.get("organization")), said)
            flash(
                gettext("Sent. This answer replaces the one you sent before.")
                if done.has_replaced
                else gettext("Sent to those in charge of the plan."),
                "success",
            )

        return self._do("answer", call, deed, "#answer", lines)

    @expose("/accept/", methods=("POST",))
    def accept_view(self) -> Any:
        """Accept the chosen offers in one deed, which can be taken back."""
        call = self._sent()

        def deed() -> None:
            ids = [found for given in request.form.getlist("answer") if (found := whole(given)) is not None]
            batch = accept(viewer(), call, ids, whole(request.form.get("lead")))
            text = gettext("Accepted: commitments and the joint project were entered.")
            flash_with_button(text, self.get_url(".undo_view"), gettext("Undo"), id=call.id, batch=batch.id)

        return self._do("accept", call, deed, "#invited")

    @expose("/undo/", methods=("POST",))
    def undo_view(self) -> Any:
        """Take back what an acceptance entered."""
        call = self._sent()

        def deed() -> None:
            take_back(viewer(), call, whole(request.form.get("batch")) or 0)
            flash(gettext("Taken back: the offers wait again."), "success")

        return self._do("accept", call, deed, "#invited")

    @expose("/refuse/", methods=("POST",))
    def refuse_view(self) -> Any:
        """Do not take an offer up, and say why."""
        call = self._sent()

        def deed() -> None:
            refuse(viewer(), call, whole(request.form.get("answer")) or 0, _typed("reason"))
            flash(gettext("Noted. Those who speak for the organisation are told why."), "success")

        return self._do("refuse", call, deed, "#invited")

    def _sent(self) -> Call:
        return the_call(request.form.get("id"))

    def _do(
        self, name: str, call: Call, deed: Callable[[], None], place: str = "", lines: list[Line] | None = None
    ) -> Any:
        """Do it and go back to the page; what is refused is told there, with all that was typed."""
        try:
            deed()
        except Refused as refusal:
            rest = tell_wrongs(lines, refusal.faults) if lines else [str(fault) for fault in refusal.faults]
            status = 403 if refusal.code == "FORBIDDEN" else 200
            return self._page(the_call(call.id), Refusal(name, tuple(dict.fromkeys(rest)), lines)), status
        return redirect(self.get_url(".details_view", id=call.id) + place)

    def _page(self, call: Call, refused: Refusal | None = None) -> Any:
        form, currencies = invite_form(), currency_choices(clock.country())
        return self.render(
            "partnerships/call.html", **told(call, refused or Refusal()), invite_form=form, currencies=currencies
        )


def _typed(name: str) -> str:
    """Lines of text that were sent, cleaned."""
    return str(clean_lines(request.form.get(name, "").replace("\x00", "")))[: LONGEST + 1]
