"""The form of the weights of the score: each with why it is there, and where their effect is looked at."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from flask import request
from flask_admin.babel import Translations
from wtforms import Form
from wtforms.meta import DefaultMeta

from admin.overlaps.question_form import asked_area
from admin.panel.inputs import ParagraphField, WholeField
from admin.panel.lookups import Lookup, ReferenceField
from admin.words.labels import label
from tansiq.attention import this_year
from tansiq.faults import Fault
from tansiq.language.words import N_, Sentence, gettext, say
from tansiq.models import Area, OverlapWeights
from tansiq.models.area import ANCESTORS
from tansiq.models.overlap_weights import LIKENESS, LIMITS, PLACES
from tansiq.models.record_type import type_of
from tansiq.period import Period

LONGEST_NOTE = 2_000
FIRST_YEAR, LAST_YEAR = 1900, 9998

HINTS: Mapping[str, str] = {
    "settlement": N_("Two organisations in one settlement or camp meet the same people."),
    "subdistrict": N_("In one sub-district they most likely do."),
    "district": N_("In one district they may."),
    "governorate": N_("That two work in one governorate only says that they ought to talk to each other."),
    "country": N_("That two work in the whole country says next to nothing."),
    "activity": N_("The same activity is what makes a duplicate. Unknown counts half."),
    "population_group": N_("Other people can make it none. Everybody, or unknown, counts half."),
    "modality": N_("Goods here and cash there may still be the same help. Unknown counts half."),
    "opens_case": N_("From this score on, pairs of published interventions become cases of duplication."),
    "clear": N_("From this score on, overlaps stand on the usual lists and are told in notices."),
    "strong": N_("From this score on, they most likely do the same for the same people."),
    "note": N_("The history keeps it. Everybody's lists change with the weights."),
}
"""Beside each field: why it is there."""
GROUPS: tuple[tuple[Sentence, Sentence, tuple[str, ...]], ...] = (
    (
        say("Place, in hundredths"),
        say("The coarser of the two places counts. A larger place weighs no more than a smaller one."),
        PLACES[::-1],
    ),
    (say("Likeness, in twentieths"), say("The three add up to 20."), LIKENESS),
    (say("Limits, in hundredths of the score"), say("Clear lies below strong."), LIMITS),
)
"""What stands together: its title, its rule, its fields."""


def _number(name: str) -> WholeField:
    return WholeField(type_of(OverlapWeights).labels[name], description=HINTS[name])


class WeightsForm(Form):
    """The weights, why they are changed, and the area and the year for which their effect is shown."""

    class Meta(DefaultMeta):
        def get_translations(self, form: Any) -> Translations:
            return Translations()

    settlement, subdistrict, district, governorate, country = map(_number, PLACES[::-1])
    activity, population_group, modality = map(_number, LIKENESS)
    opens_case, clear, strong = map(_number, LIMITS)
    note = ParagraphField(type_of(OverlapWeights).labels["note"], most=LONGEST_NOTE, description=HINTS["note"])
    within = ReferenceField(label("area"), Lookup("within", Area, lambda table: table.level < len(ANCESTORS)))
    year = WholeField(say("Year"), LAST_YEAR)

    def groups(self) -> Iterator[tuple[Sentence, Sentence, list[Any]]]:
        """What stands together, with its fields."""
        for title, rule, names in GROUPS:
            yield title, rule, [self[name] for name in names]

    @property
    def values(self) -> dict[str, Any]:
        """By column of OverlapWeights: what was typed."""
        return {name: self[name].data for name in (*PLACES, *LIKENESS, *LIMITS, "note")}

    def judged(self, is_saving: bool) -> OverlapWeights:
        """The row that the form makes; what is wrong in it is told beside the fields. Why it is changed is asked of
        whoever saves."""
        row = OverlapWeights(**self.values)
        self.validate()
        self.tell(fault for fault in row.all_faults() if is_saving or fault.field != "note")
        return row

    def tell(self, faults: Any) -> None:
        """Tell faults at their fields; where one was told already it is enough."""
        fault: Fault
        for fault in faults:
            if fault.field not in self:
                self.form_errors.append(str(fault))
            elif not self[fault.field].errors:
                self[fault.field].errors = [str(fault)]

    def area_and_period(self) -> tuple[Area, Period] | None:
        """Where and when the effect is looked at; None where it is said wrongly, or where no area is known."""
        if self.year.data is not None and not self.year.errors and not FIRST_YEAR <= self.year.data <= LAST_YEAR:
            self.year.errors = [gettext("Enter a year such as 2026.")]
        if self.within.errors or self.year.errors:
            return None
        period = this_year() if self.year.data is None else _year(self.year.data)
        area = asked_area(self)
        if area is None:
            self.within.errors = [gettext("Choose an area.")]
        return None if area is None else (area, period)


def weights_form(row: OverlapWeights) -> WeightsForm:
    """The form as it was posted, or with the weights of a row and nothing said of why."""
    if request.method == "POST":
        return WeightsForm(request.form)
    values = {name: getattr(row, name) for name in (*PLACES, *LIKENESS, *LIMITS)}
    return WeightsForm(None, data={**values, "year": this_year().begins.year})


def _year(number: int) -> Period:
    return Period(date(number, 1, 1), date(number, 12, 31))
