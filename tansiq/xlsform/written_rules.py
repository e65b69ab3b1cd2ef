"""Rules as other programs ask them: one as the constraint of the question at which it is told, each further one, and
whatever only warns, as a note that is shown while the rule does not hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tansiq.expressions.reading import fields_in
from tansiq.language.field_vocabulary import HOLDING_NOTHING
from tansiq.models import FieldDefinition, RuleDefinition
from tansiq.xlsform.content import FormContent, name_of
from tansiq.xlsform.headers import OWN
from tansiq.xlsform.outside import Around, broken_outside

Row = dict[str, str]


@dataclass(frozen=True)
class PlacedRules:
    """By number of the field: the rule that is its constraint; and all others."""

    constraints: Mapping[int, RuleDefinition]
    notes: Sequence[RuleDefinition]


def placed_rules(content: FormContent) -> PlacedRules:
    """Where each rule of a form stands."""
    fields = {one.number: one for one in content.fields}
    constraints: dict[int, RuleDefinition] = {}
    notes: list[RuleDefinition] = []
    for rule in content.rules:
        at = fields.get(rule.told_at_id or next(iter(fields_in(rule.expression)), 0))
        if rule.rule_severity == "REFUSE" and at is not None and _takes(at) and at.number not in constraints:
            constraints[at.number] = rule
        else:
            notes.append(rule)
    return PlacedRules(constraints, notes)


def rule_rows(content: FormContent, rules: Sequence[RuleDefinition]) -> list[Row]:
    """The rows of those that are notes."""
    around, rows = Around(content.spoken_types), list[Row]()
    fields = {one.number: one for one in content.fields}
    for place, rule in enumerate(rules, 1):
        expression = content.expression(rule.expression)
        told_at = fields.get(rule.told_at_id or 0)
        rows.append({
            "type": "note", "name": f"rule_{place}", "label::ar": rule.message_ar, "label::en": rule.message_en,
            "relevant": broken_outside(expression, around), OWN + "rule": rule.rule_severity,
            OWN + "constraint": expression, OWN + "told_at": name_of(told_at) if told_at else "",
        })  # fmt: skip
    return rows


def _takes(one: FieldDefinition) -> bool:
    """Whether people answer it, so that it may have a constraint."""
    return one.value_type not in HOLDING_NOTHING | {"CALCULATED"}
