"""The form of some records as it would be, in each language, filled with sample values: drafts stand in it as well.

known fields, drafts as if in use -> a form with samples -> rendered once a language, at the width of a telephone
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import render_template

from admin.panel.forms import GuardedForm
from admin.panel.own_fields import own_groups, own_values, with_own_fields
from admin.panel.own_inputs import CalculatedField
from tansiq.language.words import LANGUAGES, direction, gettext, own_name, speaking
from tansiq.models import FieldDefinition
from tansiq.models.default_values import default_of
from tansiq.models.definitions import Definitions, Holder, known
from tansiq.models.extra import extra_name
from tansiq.platform import clock


@dataclass(frozen=True)
class Preview:
    """The form in one language, ready for the page."""

    code: str
    name: str
    direction: str
    markup: str


def previews(holder: Holder) -> list[Preview]:
    """The form in each language; none where these records have no own field."""
    definitions = _with_drafts()
    fields = [one for one in definitions.of(holder) if one.value_type != "ROWS"]
    return [_preview(code, holder, definitions, fields) for code in LANGUAGES] if fields else []


def _with_drafts() -> Definitions:
    """What is defined, with drafts as if they were in use."""
    now = known()
    return replace(now, fields={number: _as_in_use(one) for number, one in now.fields.items()})


def _as_in_use(one: FieldDefinition) -> FieldDefinition:
    return one if one.use_state != "DRAFT" else FieldDefinition(**{**one.__data__, "use_state": "ACTIVE"})


def _preview(code: str, holder: Holder, definitions: Definitions, fields: list[FieldDefinition]) -> Preview:
    with speaking(code):
        samples = {extra_name(one.number): _sample(one, definitions) for one in fields}
        kept = {name: value for name, value in samples.items() if value is not None}
        form = with_own_fields(GuardedForm, fields)(data=own_values(kept), prefix=f"{code}-")
        for field in form:
            if isinstance(field, CalculatedField):
                field.definitions = definitions
        told = {"form": form, "groups": own_groups(fields)}
        markup = render_template("panel/form_preview_half.html", **told)
    return Preview(code, own_name(code), direction(code), markup)


def _sample(one: FieldDefinition, definitions: Definitions) -> Any:
    """What somebody might enter: what the field begins with, else an example of its type."""
    given = default_of(one)
    if given is not None:
        return given
    offered = [code for code, row in definitions.answers_to(one).items() if row.is_offered]
    made = _SAMPLES.get(one.value_type)
    return made(one, offered) if made is not None else None


def _number(one: FieldDefinition, usual: float) -> float:
    """A number within the bounds of a field."""
    least = usual if one.least is None else max(float(one.least), usual)
    return least if one.most is None else min(float(one.most), least)


_SAMPLES: Mapping[str, Callable[[FieldDefinition, list[str]], Any]] = {
    "TEXT": lambda one, codes: gettext("Such as this"),
    "LONG_TEXT": lambda one, codes: gettext("Such as this"),
    "WHOLE": lambda one, codes: int(_number(one, 12)),
    "NUMBER": lambda one, codes: _number(one, 12.5),
    "YES_NO": lambda one, codes: True,
    "DAY": lambda one, codes: clock.today().isoformat(),
    "MONTH": lambda one, codes: clock.today().strftime("%Y-%m"),
    "CHOICE": lambda one, codes: codes[0] if codes else None,
    "CHOICES": lambda one, codes: codes[:2] or None,
    "POINT": lambda one, codes: [13.21, 45.3],
    "EMAIL": lambda one, codes: "name@example.org",
    "TELEPHONE": lambda one, codes: "777123456",
    "PCODE": lambda one, codes: "YE1201",
    "WEB": lambda one, codes: "https://example.org",
}
