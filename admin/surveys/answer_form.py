"""The form of a survey: the fields that it asks, the district where that is asked, the consent where it needs one."""

from typing import Any

from wtforms import BooleanField, HiddenField, SelectField, StringField
from wtforms.validators import InputRequired

from admin.panel.field_groups import FieldGroup
from admin.panel.forms import GuardedForm, fill, show_further
from admin.panel.kept_file_field import KeptFileField
from admin.panel.own_fields import own_groups, own_values, with_own_fields
from admin.words.naming import name_of
from tansiq.language.words import gettext, say
from tansiq.models import Area, Entry, FieldDefinition, Survey, SurveyInvitation
from tansiq.models.default_values import default_of
from tansiq.models.extra import extra_name
from tansiq.models.survey import fields_asked, holds_something
from tansiq.platform.uploads import limit_mb
from tansiq.proposals import registering
from tansiq.surveys.answering import Sender, faults, new_entry
from tansiq.surveys.opening import places_asked

PHOTOGRAPH_MB = 8
"""Megabytes of a photograph: telephones take larger ones seldom, and slow lines none."""
PLACE, CONSENT, WISH, EMAIL = "area", "consent", "wishes_reply", "email"
_AS_EMAIL = {"type": "email", "dir": "ltr", "autocomplete": "email"}


class AnswerForm(GuardedForm):
    """What every survey has: a field that people leave empty, as they do not see it; programs fill in everything."""

    website = HiddenField()


def answer_form(survey: Survey, given: Any) -> Any:
    """The form of a survey in the language now spoken, with what was sent; `given` is None for an empty one."""
    fields, members = fields_asked(survey), dict[str, Any]()
    places = places_asked(survey)
    if places is not None:
        members[PLACE] = _place_field(places)
    members |= _members_of_feedback(survey)
    if survey.asks_consent:
        members[CONSENT] = BooleanField(gettext("I agree"))
    first = {WISH: True, **_first_values(fields)}
    form = with_own_fields(type("SurveyForm", (AnswerForm,), members), fields)(given, data=first)
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


def sender_of(form: Any, invitation: SurveyInvitation | None, address: str | None) -> Sender:
    """Who sends a form: whether they agree, and of feedback whether they wish a reply and where."""
    has_agreed = CONSENT in form and bool(form[CONSENT].data)
    wishes = WISH in form and bool(form[WISH].data)
    return Sender(
        invitation, has_agreed, address, wishes_reply=wishes, email=(form[EMAIL].data or "") if EMAIL in form else ""
    )


def _members_of_feedback(survey: Survey) -> dict[str, Any]:
    """Whether a reply is wished, and the address it is mailed to where this register mails."""
    if survey.reply_days is None:
        return {}
    wish = BooleanField(gettext("I wish a reply"))
    if not registering.is_open():
        return {WISH: wish}
    return {
        WISH: wish,
        EMAIL: StringField(gettext("Your e-mail address, if you want the reply by mail"), render_kw=_AS_EMAIL),
    }


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
