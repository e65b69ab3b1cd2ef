"""The form of a survey: the fields that it asks, the district where that is asked, the consent where it needs one."""

from typing import Any

from wtforms import BooleanField, HiddenField, SelectField
from wtforms.validators import InputRequired

from admin.panel.field_groups import FieldGroup
from admin.panel.forms import GuardedForm, fill, show_further
from admin.panel.kept_file_field import KeptFileField
from admin.panel.own_fields import own_groups, own_values, with_own_fields
from admin.words.naming import name_of
from tansiq.language.words import gettext, say
from tansiq.models import Area, Entry, FieldDefinition, Survey
from tansiq.models.default_values import default_of
from tansiq.models.extra import extra_name
from tansiq.models.survey import fields_asked, holds_something
from tansiq.platform.uploads import limit_mb
from tansiq.surveys.answering import Sender, faults, new_entry
from tansiq.surveys.opening import places_asked

PHOTOGRAPH_MB = 8
"""Megabytes of a photograph: telephones take larger ones seldom, and slow lines none."""
PLACE, CONSENT = "area", "consent"


class AnswerForm(GuardedForm):
    """What every survey has: a field that people leave empty, as they do not see it; programs fill in everything."""

    website = HiddenField()


def answer_form(survey: Survey, given: Any) -> Any:
    """The form of a survey in the language now spoken, with what was sent; `given` is None for an empty one."""
    fields, members = fields_asked(survey), dict[str, Any]()
    places = places_asked(survey)
    if places is not None:
        members[PLACE] = _place_field(places)
    if survey.asks_consent:
        members[CONSENT] = BooleanField(gettext("I agree"))
    form = with_own_fields(type("SurveyForm", (AnswerForm,), members), fields)(given, data=_first_values(fields))
    for field in form:
        if isinstance(field, KeptFileField):
            field.most_mb = min(PHOTOGRAPH_MB, limit_mb())
    return form


def question_groups(survey: Survey) -> list[FieldGroup]:
    """The fields under their headings, first those that ask where somebody is."""
    own = own_groups(fields_asked(survey), say("Questions"))
    return [FieldGroup(say("Where you are"), (PLACE,)), *own] if places_asked(survey) is not None else own


def filled_entry(survey: Survey, form: Any) -> Entry:
    """The answer that a form holds."""
    row = new_entry(survey)
    names = [extra_name(one.number) for one in fields_asked(survey) if holds_something(one)]
    fill(row, form, [*names, *([PLACE] if PLACE in form else [])])
    return row


def is_right(survey: Survey, form: Any, sender: Sender) -> bool:
    """Whether nothing is wrong with a form; all that is stands beside its fields otherwise."""
    is_read = form.validate()
    unread = [field.short_name for field in form if field.errors]
    found = faults(survey, filled_entry(survey, form), sender, unread)
    show_further(form, found)
    return bool(is_read and not found)


def _place_field(places: list[Area]) -> SelectField:
    offered = [("", ""), *((str(area.id), name_of(area)) for area in places)]
    return SelectField(
        say("District"),
        choices=lambda: offered,
        coerce=lambda value: int(value) if str(value).isdecimal() else None,
        validators=[InputRequired()],
    )


def _first_values(fields: list[FieldDefinition]) -> dict[str, Any]:
    values = {extra_name(one.number): default_of(one) for one in fields}
    return own_values({name: value for name, value in values.items() if value is not None})
