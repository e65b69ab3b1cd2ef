"""Following one form: how its reports stand, who is late, and more time for some of those.

/following/?form=3&year=2026                units by periods, each cell a sign that leads to the report
/following/late/?form=3                     who is late, the latest first, with whom to call
/following/completeness/?form=3             how much was received, by area
/following/extend/                          more time for those that are ticked, as one deed that can be taken back
"""

from typing import Any

from flask import abort, jsonify, redirect, request
from flask_admin import expose

from admin.current_viewer import viewer
from admin.following import completeness_page, late_page, matrix
from admin.following.asked import AREA, Asked, is_follower, read_asked, years_offered
from admin.panel.bulk_actions import chosen_counts
from admin.panel.list_export import TYPES, TableFile, list_file
from admin.panel.report_address import fill_address
from admin.panel.signed_in_view import SignedInView
from admin.panel.undo_offers import flash_with_button
from admin.words.naming import name_of
from tansiq.faults import Refused
from tansiq.forms.extending import extend, may_extend
from tansiq.forms.following import follow
from tansiq.forms.late import LateReport, late_reports
from tansiq.forms.to_fill import forms_in_use, recent_periods
from tansiq.language.unit_vocabulary import UNIT_KINDS
from tansiq.language.words import Sentence, gettext, ngettext, say
from tansiq.models import TypeDefinition


class FollowingPage(SignedInView):
    """/admin/following/: reached from the page of a form and from the start page."""

    title: Sentence = say("Follow the forms")
    closed = 404

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="following", url="following")

    def is_visible(self) -> bool:
        return False

    def is_accessible(self) -> bool:
        return super().is_accessible() and is_follower(viewer())

    @expose("/")
    def index(self) -> Any:
        """The table of a form; without one in the address, the forms."""
        if "form" not in request.args:
            return self.render("following/forms.html", forms=list(forms_in_use(viewer())))
        asked = read_asked(request.args)
        found = matrix.matrix_page(asked, follow(viewer(), asked.form, asked.periods, asked.units))
        return self.render("following/matrix.html", asked=asked, found=found, short_name=matrix.short_name)

    @expose("/export/<kind_of_file>")
    def export(self, kind_of_file: str) -> Any:
        """The whole table as a file: how each report stands, in words."""
        asked = read_asked(request.args)
        if kind_of_file not in TYPES:
            abort(404)
        found = follow(viewer(), asked.form, asked.periods, asked.units)
        return list_file(kind_of_file, self._about(asked, self.title), matrix.titles(found), matrix.rows(found))

    @expose("/late/")
    def late_view(self) -> Any:
        """Who is late."""
        return self._late(read_asked(request.args), late_page.ExtensionForm())

    @expose("/late/export/<kind_of_file>")
    def late_export(self, kind_of_file: str) -> Any:
        """All who are late as a sheet to telephone by."""
        asked = read_asked(request.args)
        if kind_of_file not in TYPES:
            abort(404)
        lines = late_page.late_lines(self._found(asked))
        about = self._about(asked, say("Late reports"))
        return list_file(kind_of_file, about, late_page.titles(), late_page.rows(lines))

    @expose("/extend/", methods=("POST",))
    def extend_view(self) -> Any:
        """Give the reports that are ticked more time."""
        asked = read_asked(request.values)
        form = late_page.read_extension(request.form, request.form.getlist("row"))
        if not self.may_extend(asked.form):
            abort(404)
        if form.wrong:
            return self._late(asked, form)
        try:
            done = extend(viewer(), asked.form, form.chosen, form.more)
        except Refused as refusal:
            return self._late(asked, form.with_faults(refusal.faults))
        text = ngettext("%(count)s report was given more time.", "%(count)s reports were given more time.", done.count)
        flash_with_button(text, self.get_url("batches.undo_view"), gettext("Undo"), id=done.batch.id)
        return redirect(asked.address("late_view"))

    @expose("/completeness/")
    def completeness_view(self) -> Any:
        """How much of what is expected was received, by area."""
        asked = read_asked(request.args)
        found = completeness_page.completeness_page(asked)
        return self.render("following/completeness.html", asked=asked, found=found)

    @expose("/completeness/export/<kind_of_file>")
    def completeness_export(self, kind_of_file: str) -> Any:
        """The same as a file."""
        asked = read_asked(request.args)
        found = completeness_page.completeness_page(asked)
        if kind_of_file not in TYPES or found is None:
            abort(404)
        about = self._about(asked, say("Completeness"), (gettext("Period"), str(found.period.name)))
        return list_file(kind_of_file, about, completeness_page.titles(), completeness_page.rows(found))

    @expose("/lookup/<of>/")
    def ajax_lookup(self, of: str) -> Any:
        """Areas whose names hold what is typed."""
        if of != AREA.name:
            abort(404)
        return jsonify(AREA.lookup.get_list(request.args.get("query"), limit=12))

    def may_extend(self, form: TypeDefinition) -> bool:
        """Whether the reader gives more time."""
        return may_extend(viewer(), form)

    def trail(self, row: Any = None) -> list[tuple[str, str]]:
        """From the start page over the forms to the one that is followed."""
        return [(self.get_url(".index"), str(self.title))]

    def kinds_offered(self) -> list[tuple[str, str]]:
        """(code, label) of the kinds of unit."""
        return UNIT_KINDS.choices()

    def years_offered(self, form: TypeDefinition) -> Any:
        """The years of which reports are asked."""
        return years_offered(form)

    def periods_offered(self, form: TypeDefinition) -> list[tuple[str, str]]:
        """(key, name) of the periods of about a year, the latest first."""
        return [(one.key, str(one.name)) for one in reversed(recent_periods(form))]

    def _late(self, asked: Asked, form: late_page.ExtensionForm) -> Any:
        found = self._found(asked)
        start = asked.page * late_page.AT_ONCE
        shown = late_page.late_lines(found[start:][: late_page.AT_ONCE])
        return self.render(
            "following/late.html", asked=asked, lines=shown, count=len(found), form=form,
            has_next=len(found) > start + late_page.AT_ONCE, state_text=late_page.state_text,
            chosen_counts=chosen_counts, fill_address=fill_address,
        )  # fmt: skip

    def _found(self, asked: Asked) -> list[LateReport]:
        return late_reports(follow(viewer(), asked.form, asked.recent, asked.units))

    def _about(self, asked: Asked, what: Sentence, *more: tuple[str, str]) -> TableFile:
        chosen = [(gettext("Form"), name_of(asked.form)), *asked.in_force(), *more]
        return TableFile(what, asked.area.meant, chosen)
