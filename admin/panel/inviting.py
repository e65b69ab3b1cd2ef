"""Of a survey on its page: its address for all, links and codes for single participants, and what came in.

/links/?id=3 -> how many, or whose addresses -> a sheet of links or codes, shown this once, or mail
"""

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_admin import expose
from markupsafe import Markup

from admin.current_viewer import viewer
from admin.panel.forms import whole_or_zero
from admin.panel.list_export import TableFile, list_file
from admin.words.naming import name_of
from tansiq.faults import Refused
from tansiq.language.cleaning import clean_line, western_digits
from tansiq.language.words import Sentence, gettext, ngettext
from tansiq.models import Survey
from tansiq.platform import clock
from tansiq.policy.visibility import may
from tansiq.proposals import registering
from tansiq.surveys.feedback_queue import counts_by_state
from tansiq.surveys.inviting import MOST_AT_ONCE, PATH, counts, invite, invite_by_mail, written
from tansiq.surveys.opening import closed_fault
from tansiq.surveys.results import Results, results


class InvitingMixin:
    """Of the view of surveys: how participants come to them, and what they said."""

    get_one: Any
    get_url: Any
    render: Any

    def public_address(self, row: Survey) -> str:
        """What whoever answers types or opens: of a survey by links the page that tells so."""
        is_by_code = row.link_kind == "PAPER"
        return _whole(url_for("answer.code") if is_by_code else url_for("answer.survey", address=row.address))

    def picture(self, row: Survey) -> Markup:
        """The address as a picture for the camera of a telephone."""
        import segno

        drawn = segno.make(self.public_address(row), error="m")
        return Markup(drawn.svg_inline(scale=4, border=4, svgclass="factor-picture", lineclass=None))  # noqa: S704  Drawn by us.

    def results_address(self, row: Survey) -> str:
        """Where everybody may see what it came to."""
        return _whole(url_for("answer.results", address=row.address))

    def figures_address(self, row: Survey) -> str:
        """Where everybody may see how much feedback came in and was replied to."""
        return _whole(url_for("answer.figures", address=row.address))

    def feedback(self, row: Survey) -> dict[str, int]:
        """How much of its feedback the viewer sees in each state."""
        return counts_by_state(viewer(), row)

    def why_closed(self, row: Survey) -> Sentence | None:
        """Why it takes no answers today; None where it takes some."""
        fault = closed_fault(row, clock.today())
        return None if fault is None else fault.sentence

    def invited(self, row: Survey) -> tuple[int, int]:
        """How many were invited, and how many of them answered."""
        return counts(row)

    def told(self, row: Survey) -> Results:
        """What its answers came to, as far as the viewer may see them."""
        return results(viewer(), row)

    def may_invite(self, row: Survey) -> bool:
        """Whether links or codes for it are made here and now."""
        return bool(row.link_kind in ("ONE_TIME", "PAPER") and row.archived_at is None and may(viewer(), "CHANGE", row))

    def can_mail(self, row: Survey) -> bool:
        """Whether its links can be mailed."""
        return row.link_kind == "ONE_TIME" and registering.is_open()

    @expose("/links/", methods=("GET", "POST"))
    def links_view(self) -> Any:
        """Make links or codes: a sheet of them, or mail to addresses."""
        row: Survey = self.get_one(request.values.get("id"))
        if not self.may_invite(row):
            abort(404)
        wrong: dict[str, str] = {}
        try:
            if request.method == "POST":
                return self._mailed(row) if "mail" in request.form else self._sheet(row)
        except Refused as refusal:
            wrong = {fault.field: str(fault) for fault in refusal.faults}
        return self.render("surveys/links.html", row=row, most=MOST_AT_ONCE, typed=request.form, wrong=wrong)

    @expose("/results/")
    def results_view(self) -> Any:
        """What its answers came to."""
        row: Survey = self.get_one(request.args.get("id"))
        return self.render("surveys/results.html", row=row, told=self.told(row))

    def _sheet(self, row: Survey) -> Any:
        made = invite(viewer(), row, whole_or_zero(western_digits(clean_line(request.form.get("count", "")))))
        is_paper = row.link_kind == "PAPER"
        # What is shown here is shown this once: its digests alone are kept.
        rows = [(number, written(one) if is_paper else _whole(f"{PATH}{one}")) for number, one in enumerate(made, 1)]
        titles = [gettext("Number"), gettext("Code") if is_paper else gettext("Link")]
        about = TableFile(name_of(row), None, [(gettext("Address"), self.public_address(row))])
        return list_file("xlsx", about, titles, rows)

    def _mailed(self, row: Survey) -> Any:
        count = invite_by_mail(viewer(), row, request.form.get("emails", "").split())
        text = ngettext("%(count)s person is invited by mail.", "%(count)s people are invited by mail.", count)
        flash(text, "success")
        return redirect(self.get_url(".details_view", id=row.id))


def _whole(path: str) -> str:
    """The address of a page as people elsewhere open it."""
    found = registering.whole_address(path)
    return found if found != path else f"{request.url_root.rstrip('/')}{path}"
