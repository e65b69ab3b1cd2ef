"""What the form of a field asks: of each type of field what that type needs, and no more."""

from collections.abc import Callable
from typing import Any

from wtforms import SelectField
from wtforms.validators import Optional

from admin.panel.answer_lines import answer_inputs
from admin.panel.expression_field import ExpressionField
from admin.panel.field_holders import holder_choices
from admin.panel.inputs import WordsField
from admin.panel.own_fields import value_input
from admin.words.labels import label
from tansiq.expressions.fields import Kind
from tansiq.language.bilingual import pick
from tansiq.language.field_vocabulary import FILES, VALUE_TYPES
from tansiq.language.plan_vocabulary import WAYS_TOGETHER
from tansiq.language.words import N_, gettext
from tansiq.models import FieldDefinition
from tansiq.models.default_values import HAVING_DEFAULTS
from tansiq.models.definitions import Holder, known
from tansiq.models.entry import REFERENCES
from tansiq.models.field_definition import FROM_LISTS, INDEXABLE, NUMERIC

OFFERED = tuple(code for code in VALUE_TYPES.codes if code != "ROWS")
"""Types of which a field is added here; rows of a record are a record type of their own."""

_CALCULATED = frozenset({"CALCULATED"})
_FILLED = frozenset(OFFERED) - _CALCULATED - {"HEADING"}
_OF_TYPES = {
    "reference_table": frozenset({"REFERENCE"}),
    "choice_list": FROM_LISTS,
    "answers": FROM_LISTS,
    "answers_seen": FROM_LISTS,
    "formula": _CALCULATED,
    "unit_ar": NUMERIC | _CALCULATED,
    "unit_en": NUMERIC | _CALCULATED,
    "decimals": frozenset({"NUMBER"}) | _CALCULATED,
    "least": NUMERIC,
    "most": NUMERIC,
    "pattern": frozenset({"TEXT"}),
    "default_value": HAVING_DEFAULTS,
    "is_required": _FILLED,
    "is_listed": _FILLED,
    "is_indexed": INDEXABLE - _CALCULATED,
    "is_published": _FILLED | _CALCULATED,
    "is_personal": _FILLED | _CALCULATED,
    "retention_months": _FILLED,
}
"""What is asked of fields of some types alone."""
_OF_ITEMS = {
    "over_areas": NUMERIC | _CALCULATED,
    "over_time": NUMERIC | _CALCULATED,
    "weight_number": NUMERIC | _CALCULATED,
    "breakdown": NUMERIC,
    "second_breakdown": NUMERIC,
}
"""What is asked of the items of forms alone, by the types of which it is asked."""
_OF_ENTRIES = frozenset({"is_listed", "is_indexed", "is_personal", "retention_months"})
"""What is asked of all fields but these: reports tell figures of units, and stand in no list by them."""


def offered_types(holder: Holder) -> tuple[str, ...]:
    """The types of fields that are added to some records: forms that are filled for periods take no files."""
    kind = known().types.get(holder[1] or 0)
    left_out = FILES if kind is not None and kind.is_form else frozenset()
    return tuple(code for code in OFFERED if code not in left_out)


def is_asked(name: str, row: FieldDefinition) -> bool:
    """Whether the form of a field of this type asks for this."""
    if name in _OF_ITEMS:
        return row.value_type in _OF_ITEMS[name] and is_item_of_form(row)
    if name in _OF_ENTRIES and is_item_of_form(row):
        return False
    return row.value_type in _OF_TYPES.get(name, {row.value_type})


def is_item_of_form(row: FieldDefinition) -> bool:
    """Whether a field is an item of a form."""
    kind = known().types.get(row.record_type_id or 0)
    return kind is not None and kind.is_form


def asked(form: Any, row: FieldDefinition) -> Any:
    """The form without what fields of other types are asked, its expressions over the fields of the same records."""
    for name in (*_OF_TYPES, *_OF_ITEMS):
        if name in form and not is_asked(name, row):
            del form[name]
    if "weight_number" in form:
        form.weight_number.choices = [("", gettext("Each unit counts alike")), *_weights(row)]
    for name in ("formula", "shows_if"):
        if name in form:
            form[name].of(row.holder, but=int(row.id or 0), decimals=row.decimals if name == "formula" else None)
    return form


def inputs() -> dict[str, Any]:
    """The fields of the form that are not made from their columns alone."""
    about_key = N_("How programs call it, such as wellDepth. Left empty, it is made from the English label.")
    about_formula = N_("Such as ${Men} + ${Women}. What is missing in a record leaves the result empty.")
    about_condition = N_("Such as ${Pump} = 'HAND' or ${Depth} > 50. Left empty, the form always shows the field.")
    latin = {"dir": "ltr"}
    # Names in Arabic stand in it, but it runs from left to right, as its signs and functions do.
    code = {**latin, "class": "expression", "spellcheck": "false"}
    return {
        "key": WordsField(_text("key"), most=40, description=about_key, render_kw=latin),
        "reference_table": SelectField(_text("reference_table"), choices=_referred),
        "formula": ExpressionField(_text("formula"), description=about_formula, render_kw=code),
        "shows_if": ExpressionField(
            _text("shows_if"), expects=Kind.YES_NO, description=about_condition, render_kw=code
        ),
        "over_areas": SelectField(_text("over_areas"), choices=_ways("LATEST"), description=_about("over_areas")),
        "over_time": SelectField(_text("over_time"), choices=_ways(), description=_about("over_time")),
        "weight_number": SelectField(
            _text("weight_number"), choices=[], coerce=_number, description=_about("weight_number")
        ),
        **answer_inputs(),
    }


def default_input(row: FieldDefinition) -> dict[str, Any]:
    """What a field begins with is asked as its value will be; answers, once there is a list to choose from."""
    if row.value_type not in HAVING_DEFAULTS or (row.value_type in FROM_LISTS and not row.id):
        return {}
    options = {
        "description": N_("Stands in the form of a new record, to be left or changed."),
        "validators": [Optional()],
    }
    return {"default_value": value_input(str(_text("default_value")), row, options)}


def _text(name: str) -> Any:
    return label(name, "field_definition")


def _about(name: str) -> str:
    return str(FieldDefinition._meta.fields[name].help_text or "")


def _ways(senseless: str = "") -> Callable[[], list[tuple[str, str]]]:
    """The ways in which figures become one, but for one that says nothing here: no unit is the latest."""
    return lambda: [
        ("", gettext("Not put together")),
        *((code, text) for code, text in WAYS_TOGETHER.choices() if code != senseless),
    ]


def _weights(row: FieldDefinition) -> list[tuple[int, str]]:
    """The other items of the form by which units may count."""
    items = known().all_of(row.holder)
    usable = [one for one in items if one.value_type in NUMERIC | _CALCULATED and one.use_state != "RETIRED"]
    return [(one.number, pick(one, "label")) for one in usable if one.number != row.number]


def _number(given: Any) -> Any:
    return int(given) if str(given).isdigit() else None if given in (None, "", "None") else given


def _referred() -> list[tuple[str, str]]:
    return [("", ""), *holder_choices(REFERENCES)]
