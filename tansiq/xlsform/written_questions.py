"""Fields as rows of the survey, in their groups, by the names of columns that reading knows."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from tansiq.files.decoding import LONGEST_SIDE
from tansiq.models import FieldDefinition, RuleDefinition, TypeDefinition
from tansiq.xlsform.bounds import written_bounds
from tansiq.xlsform.content import FormContent, name_of
from tansiq.xlsform.headers import OWN
from tansiq.xlsform.outside import Around, constraint_outside, formula_outside, said_outside
from tansiq.xlsform.own_columns import OF_FIELDS, written_own
from tansiq.xlsform.positions import needs_positions
from tansiq.xlsform.question_types import WRITTEN, type_of_question
from tansiq.xlsform.written_rules import Row, placed_rules, rule_rows

YES_NO = "yes_no"
"""The list of a question that is answered with yes or no."""
_BASE = {"LONG_TEXT": ("TEXT", "multiline"), "MONTH": ("DAY", "month-year")}


def list_name(number: int) -> str:
    """What a list of answers is called in the workbook."""
    return f"list_{number}"


def survey_rows(content: FormContent) -> list[Row]:
    """All rows of a form: its questions, its rows as repeats, its rules."""
    rows = list(_questions(content))
    for row in content.rows:
        rows += [_repeat(row.kind), *_questions(row), {"type": "end_repeat"}]
    return rows


def _repeat(kind: TypeDefinition) -> Row:
    names = ("one_ar", "one_en", "policy")
    return {"type": "begin_repeat", "name": kind.key, "label::ar": kind.many_ar, "label::en": kind.many_en,
            **written_own(kind, names)}  # fmt: skip


def _questions(content: FormContent) -> Iterator[Row]:
    rules, types = placed_rules(content), content.spoken_types
    has_positions = needs_positions([one.position for one in content.fields])
    count = 0
    for words, fields in groupby(content.fields, lambda one: (one.group_ar, one.group_en)):
        if any(words):
            count += 1
            yield {"type": "begin_group", "name": f"group_{count}", "label::ar": words[0], "label::en": words[1]}
        for one in fields:
            yield _question(content, one, types, rules.constraints.get(one.number)) | (
                {OWN + "position": str(one.position)} if has_positions else {}
            )
        if any(words):
            yield {"type": "end_group"}
    yield from rule_rows(content, rules.notes)


def _question(content: FormContent, one: FieldDefinition, types: Mapping[str, str], rule: RuleDefinition | None) -> Row:
    around = Around(types, name_of(one))
    row = {
        "type": WRITTEN[one.value_type],
        "name": name_of(one),
        **{f"{name}::{code}": getattr(one, f"{name}_{code}") for name in ("label", "hint") for code in ("ar", "en")},
        "required": "yes" if one.is_required else "",
        "default": f"{one.default_value}-01" if one.value_type == "MONTH" and one.default_value else one.default_value,
        "appearance": _BASE.get(one.value_type, ("", ""))[1],
        # So large a photograph is kept here; a larger one only takes longer to send.
        "parameters": f"max-pixels={LONGEST_SIDE}" if one.value_type == "PHOTO" else "",
        OWN + "number": str(one.number),
        **written_own(one, OF_FIELDS),
        **_leading_elsewhere(content, one),
        **_said(content, "relevant", one.shows_if, around),
        **_constraint(content, one, rule, around),
    }
    if one.choice_list_id:
        row["type"] += f" {list_name(one.choice_list_id)}"
    if one.value_type == "CALCULATED":
        row |= _formula(content, one, around)
    read_as = type_of_question(row["type"], row["appearance"]).value_type
    return row | ({OWN + "type": one.value_type} if read_as != one.value_type else {})


def _leading_elsewhere(content: FormContent, one: FieldDefinition) -> Row:
    """What leads from a field to lists, to other fields and to record types."""
    fields = {other.number: other for other in content.fields}
    lists = [number for number in (one.breakdown_id, one.second_breakdown_id) if number]
    weight = fields.get(one.weight_number or 0)
    is_told = not one.reference_type_id or one.reference_type_id in content.keys
    kind = f":{content.keys[one.reference_type_id]}" if one.reference_type_id and is_told else ""
    return {
        OWN + "breakdown": " ".join(map(list_name, lists)),
        OWN + "weight": name_of(weight) if weight else "",
        OWN + "reference": f"{one.reference_table}{kind}" if is_told else "",
    }


def _said(content: FormContent, column: str, kept: str, around: Around) -> Row:
    """An expression as others say it, and as we do where that is not the same."""
    if not kept:
        return {}
    ours = content.expression(kept)
    said = said_outside(ours, Around(around.types))
    return {column: said, OWN + column: ours if ours != said else ""}


def _constraint(content: FormContent, one: FieldDefinition, rule: RuleDefinition | None, around: Around) -> Row:
    ours = content.expression(rule.expression) if rule else ""
    row = {
        "constraint": constraint_outside(ours, around, written_bounds(one.__data__)),
        OWN + "constraint": ours,
    }
    if rule is None:
        return row
    return row | {"constraint_message::ar": rule.message_ar, "constraint_message::en": rule.message_en}


def _formula(content: FormContent, one: FieldDefinition, around: Around) -> Row:
    """A calculation; one that nobody else can reckon is a note of its words."""
    ours, comes_to = content.expression(one.formula), around.types[name_of(one)]
    said = formula_outside(ours, Around(around.types), comes_to == "YES_NO")
    return {
        "type": WRITTEN["CALCULATED"] if said else "note",
        "calculation": said,
        OWN + "calculation": ours if ours != said else "",
        OWN + "kind": comes_to if comes_to in ("YES_NO", "MONTH") else "",
    }
