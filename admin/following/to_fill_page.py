"""What people of a unit are to fill in: every report that is open for them, what is due first first."""

from typing import Any

from flask_admin import expose

from admin.current_viewer import viewer
from admin.following.looks import LOOKS, Look, code_of, words_of
from admin.panel.report_address import fill_address
from admin.panel.signed_in_view import SignedInView
from tansiq.forms.to_fill import ToFill, reports_to_fill
from tansiq.language.words import Sentence, language, say

MOST = 100
"""Reports that the page tells; whoever has more begins with these."""


class ToFillPage(SignedInView):
    """/admin/to-fill/: it is reached from the start page."""

    title: Sentence = say("Reports to fill in")
    closed = 404

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="tofill", url="to-fill")

    def is_visible(self) -> bool:
        return False

    def is_accessible(self) -> bool:
        return super().is_accessible() and bool(viewer().filled_unit_ids)

    @expose("/")
    def index(self) -> Any:
        """The list."""
        found = reports_to_fill(viewer())
        return self.render("following/to_fill.html", found=found[:MOST], count=len(found))

    def address_of(self, one: ToFill) -> str:
        """The page on which it is filled."""
        return fill_address(one.form.id, one.unit.id, one.period.key)

    def look_of(self, one: ToFill) -> Look:
        """The sign that the table of the form shows of it."""
        return LOOKS[code_of(one.stand)]

    def words_of(self, one: ToFill) -> str:
        """How it stands, in words."""
        return words_of(one.stand, language())
