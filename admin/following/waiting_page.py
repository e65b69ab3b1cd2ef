"""The queue of whoever approves reports: what they may approve now, the oldest first; many in one deed.

/waiting/?form=3          ticked rows, or all that were listed -> approved one level further -> a message with "Undo"
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask import flash, redirect, request
from flask_admin import expose
from peewee import ModelSelect

from admin.current_viewer import viewer
from admin.panel.bulk_actions import chosen_counts
from admin.panel.report_address import fill_address
from admin.panel.signed_in_view import SignedInView
from admin.panel.undo_offers import flash_with_button
from admin.panel.wrong_texts import flash_wrong
from admin.words.naming import call_rows, name_of, referenced_rows
from tansiq.faults import Refused
from tansiq.forms.approving import MOST, Approved, approve_many
from tansiq.forms.waiting import is_approver, levels_of, waiting_reports
from tansiq.language.digits import whole
from tansiq.language.words import Sentence, gettext, ngettext, say
from tansiq.models import Report, TypeDefinition
from tansiq.platform.id_lists import among, id_list
from tansiq.policy.visibility import visible
from tansiq.records import changes

AT_ONCE = 50
MOST_PAGE = 1_000


class WaitingPage(SignedInView):
    """/admin/waiting/: it is reached from the start page."""

    title: Sentence = say("Reports to approve")
    closed = 404

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="waiting", url="waiting")

    def is_visible(self) -> bool:
        return False

    def is_accessible(self) -> bool:
        return super().is_accessible() and is_approver(viewer())

    @expose("/")
    def index(self) -> Any:
        """What waits for the reader."""
        form_id, page = _form_asked(request.args), min(whole(request.args.get("page")) or 0, MOST_PAGE)
        query = _listed(form_id)
        rows = list(query.limit(AT_ONCE + 1).offset(page * AT_ONCE))
        shown = rows[:AT_ONCE]
        return self.render(
            "following/waiting.html", rows=shown, has_next=len(rows) > AT_ONCE, page=page, form_id=form_id,
            count=query.count(), forms=_forms_waiting(), until=_last_moment(query), levels=levels_of(shown),
            chosen_counts=chosen_counts, **_called(shown),
        )  # fmt: skip

    @expose("/approve/", methods=("POST",))
    def approve_view(self) -> Any:
        """Approve the rows that are ticked, or all that were listed when the page was asked for."""
        form_id = _form_asked(request.form)
        back = self.get_url(".index", form=form_id)
        until = _moment(request.form.get("until", ""))
        chosen = _all_until(form_id, until) if "all" in request.form else _ticked()
        seen = [report for report in chosen if not _is_sent_since(report, until)]
        if len(seen) < len(chosen):
            flash_wrong([gettext("Not approved: %(why)s", why=str(changes.CHANGED_MEANWHILE))])
        if not chosen:
            flash(gettext("Choose at least one record first."), "error")
        if not seen:
            return redirect(back)
        try:
            done = approve_many(viewer(), seen)
        except Refused as refusal:
            flash_wrong(refusal.faults)
            return redirect(back)
        self._tell(done)
        return redirect(back)

    def address_of(self, report: Report) -> str:
        """The page of a report."""
        return fill_address(report.form_id, report.unit_id, report.period)

    def _tell(self, done: Approved) -> None:
        count = len(done.reports)
        text = ngettext("%(count)s report was approved.", "%(count)s reports were approved.", count)
        flash_with_button(text, self.get_url("batches.undo_view"), gettext("Undo"), id=done.batch.id)
        flash_wrong(gettext("Not approved: %(why)s", why=str(faults[0])) for _report, faults in done.refused)


def _listed(form_id: int | None) -> "ModelSelect[Report]":
    query = waiting_reports(viewer())
    return query if form_id is None else query.where(Report.form == form_id)


def _form_asked(given: Mapping[str, str]) -> int | None:
    return whole(given.get("form"))


def _forms_waiting() -> list[TypeDefinition]:
    """The forms of which something waits."""
    ids = waiting_reports(viewer()).select(Report.form).order_by().distinct()
    known = visible(TypeDefinition, viewer()).where(TypeDefinition.id.in_(ids))
    return list(known.order_by(TypeDefinition.position, TypeDefinition.id))


def _last_moment(query: "ModelSelect[Report]") -> str:
    """When the newest of those listed was submitted: who approves all approves none that came since."""
    last = query.order_by(Report.submitted_at.desc()).limit(1).first()
    return last.submitted_at.isoformat() if last and last.submitted_at else ""


def _moment(until: str) -> datetime | None:
    try:
        return datetime.fromisoformat(until).replace(tzinfo=None)
    except ValueError:
        return None


def _all_until(form_id: int | None, until: datetime | None) -> Sequence[Report]:
    return [] if until is None else list(_listed(form_id).where(Report.submitted_at <= until).limit(MOST))


def _is_sent_since(report: Report, until: datetime | None) -> bool:
    """Whether a report was taken back and sent anew since the page was asked for: nobody has looked at it."""
    return until is not None and report.submitted_at is not None and report.submitted_at > until


def _ticked() -> Sequence[Report]:
    ids = [row_id for text in request.form.getlist("row")[:MOST] if (row_id := whole(text)) is not None]
    return list(waiting_reports(viewer()).where(among(Report.id, id_list(ids))))


def _called(rows: Sequence[Report]) -> Mapping[str, Mapping[int, str]]:
    """By id: the names of the units and of the forms of some reports."""
    above = referenced_rows(rows, ("unit", "form"), viewer())
    for known in above.values():
        call_rows(list(known.values()), viewer())
    return {f"{name}_names": {row_id: name_of(row) for row_id, row in known.items()} for name, known in above.items()}
