"""What report is asked for, as it stands in the address.

?within=12&level=2&from=2026-01-01&to=2026-12-31
"""

from typing import Any

from flask import request
from flask_admin.babel import Translations
from werkzeug.datastructures import MultiDict
from wtforms import Form, fields
from wtforms.meta import DefaultMeta

from admin.current_viewer import viewer
from admin.panel.file_names import country
from admin.panel.inputs import DayField
from admin.panel.lookups import Lookup, ReferenceField
from admin.words.coded_fields import code_choices
from admin.words.labels import label
from tansiq.area_reports.question import FINEST, AreaReportQuestion
from tansiq.attention import this_year
from tansiq.language.words import gettext, say
from tansiq.models import Area
from tansiq.period import Period

USUAL = "usual"
"""The choice of a level that leaves it to the area: those right below it."""


def levels() -> list[tuple[str, str]]:
    """(code, label) of the levels by which tables are told."""
    coarse = [one for one in code_choices("level") if one[0].isdigit() and int(one[0]) <= FINEST]
    return [(USUAL, gettext("The areas right below")), *coarse]


class ReportForm(Form):
    """An area, a period, and by which areas tables are told; what is wrong is told beside the field."""

    class Meta(DefaultMeta):
        def get_translations(self, form: Any) -> Translations:
            return Translations()

    within = ReferenceField(label("area"), Lookup("within", Area, lambda table: table.level <= FINEST))
    begins = DayField(say("From"), name="from")
    ends = DayField(say("To"), name="to")
    level = fields.SelectField(say("Level of the rows"), choices=levels, validate_choice=False)

    def question(self) -> AreaReportQuestion | None:
        """What is asked for; None where no area is chosen or anything is wrong."""
        if self.errors or self.within.data is None or self.begins.data is None or self.ends.data is None:
            return None
        level = None if self.level.data == USUAL else int(self.level.data)
        area = self.within.lookup.get_one(self.within.data)
        return None if area is None else AreaReportQuestion(area, Period(self.begins.data, self.ends.data), level)

    def address(self) -> dict[str, Any]:
        """The arguments of an address that asks the same."""
        days = {"from": self.begins.data, "to": self.ends.data}
        told = {name: "" if day is None else day.isoformat() for name, day in days.items()}
        return {"within": self.within.data, "level": self.level.data, **told}


def report_form() -> ReportForm:
    """The form as the address fills it: this year where no day is named; of the officer's area, or the country."""
    given = MultiDict(request.args)
    if "from" not in given and "to" not in given:
        given.setlist("from", [this_year().begins.isoformat()])
        given.setlist("to", [this_year().ends.isoformat()])
    if not given.get("within") and not given.get("within-text"):
        given.setlist("within", _own_area())
    if given.get("level") not in dict(levels()):
        given.setlist("level", [USUAL])
    form = ReportForm(given)
    form.validate()
    _check(form)
    return form


def _check(form: ReportForm) -> None:
    for day in (form.begins, form.ends):
        if day.data is None and not day.errors:
            day.errors = [gettext("Give a day.")]
    if form.begins.data and form.ends.data and form.ends.data < form.begins.data:
        form.ends.errors = [*form.ends.errors, gettext("The end is before the beginning.")]


def _own_area() -> list[str]:
    if len(viewer().area_ids) == 1:
        return [str(*viewer().area_ids)]
    whole = country()
    return [] if whole is None else [str(whole.id)]
