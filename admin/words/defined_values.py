"""What definitions hold that is told in other words than it is kept in: numbers of fields, expressions over them.

title_number 12         ->  "Name of the well"
shows_if "${12} > 5"    ->  "${Depth} > 5"
first_group "extra.7:MONTH"    ->  "Visited on: by month"
"""

from markupsafe import Markup

from admin.words.expressions import expression_markup, expression_text
from admin.words.labels import label
from admin.words.own_values import own_label
from tansiq.language.vocabulary import LEVEL_NAMES, LEVELS
from tansiq.language.words import N_, gettext
from tansiq.models import FieldDefinition
from tansiq.models.record_type import record_types

EXPRESSIONS = frozenset({"formula", "shows_if", "expression"})
"""Columns that keep an expression."""

GROUPED = frozenset({"first_group", "second_group", "measured", "day"})
"""Columns that keep the name of another column, with the level or the step by which it tells records apart."""

STEPS = {"MONTH": N_("by month"), "QUARTER": N_("by quarter"), "YEAR": N_("by year")}
"""By code: how days are told apart."""


def is_defined(name: str) -> bool:
    """Whether the values of a column of this name are told by `defined_text`."""
    return name in EXPRESSIONS or name in GROUPED or name == "title_number"


def defined_text(name: str, value: object) -> str:
    """A value of such a column in the language now spoken."""
    if name in EXPRESSIONS:
        return expression_text(str(value))
    if name in GROUPED:
        return grouping_text(str(value))
    return str(own_label(value)) if isinstance(value, int) else str(value)


def defined_markup(name: str, value: object) -> Markup:
    """The same, ready for the page."""
    if name in EXPRESSIONS:
        return expression_markup(str(value))
    return Markup("<bdi>{}</bdi>").format(defined_text(name, value))


def grouping_text(spelled: str) -> str:
    """What records are told apart by: "area:DISTRICT" is the area at the level of districts."""
    name, _, step = spelled.partition(":")
    said = str(label(name))
    if said == name:
        # What only some kinds of records have is called as they call it.
        said = next((str(kind.labels[name]) for kind in record_types() if name in kind.labels), name)
    return f"{said}: {step_text(step)}" if step in LEVEL_NAMES or step in STEPS else said


def step_text(step: str) -> str:
    """The words of a level of areas, or of a step of days."""
    return LEVELS.label(step) if step in LEVEL_NAMES else gettext(STEPS[step])


def name_in_expressions(one: FieldDefinition) -> str:
    """How expressions over the same records name a field now: "${Depth}"."""
    return expression_text(f"${{{one.number}}}")
