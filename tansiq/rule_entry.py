"""A rule as its form holds it: what has to hold is typed with the names of fields, and kept by their numbers.

"${Paid} <= ${العاملون}"  -> read -> "${13} <= ${12}" -> changes.save
                               \\--> Refused: every fault at its letter, with all else that is wrong
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from tansiq.expressions.checking import Setting
from tansiq.expressions.fields import FieldNames, Kind
from tansiq.expressions.reading import read, shown
from tansiq.faults import Fault, Refused
from tansiq.language.field_vocabulary import HOLDING_NOTHING
from tansiq.models import FieldDefinition, RuleDefinition
from tansiq.models.definitions import Holder, known
from tansiq.models.own_expressions import KINDS, names_of
from tansiq.models.own_rules import RuleTree, tree_of_rule
from tansiq.policy.viewer import Viewer
from tansiq.records import changes, row_faults


def enter(viewer: Viewer, rule: RuleDefinition, typed: str) -> RuleDefinition:
    """Save a rule whose expression is `typed` with the names of fields.

    Raises Refused as `changes.save` does; what is wrong with the expression is at "expression", each at its letter.
    """
    if faults := _read_into(rule, typed):
        raise Refused(*faults, *_other_faults(rule))
    return changes.save(viewer, rule)


def all_faults(rule: RuleDefinition, typed: str) -> list[Fault]:
    """Everything wrong with a rule as its form holds it. Nothing is written."""
    return [*_read_into(rule, typed), *_other_faults(rule)]


def understood_rule(holder: Holder, typed: str) -> RuleTree:
    """What an expression says that is typed for some records. Raises Refused with every fault of it."""
    fields = fields_offered(holder)
    codes = known().codes_in(fields)
    try:
        return tree_of_rule(read(typed, _setting(holder)), fields, codes)
    except Refused as refusal:
        raise Refused(*_at_expression(refusal)) from refusal


def said_by(rule: RuleDefinition) -> RuleTree | None:
    """What a stored rule says, drafts of fields among what it speaks of; None where it means nothing any more."""
    fields = fields_offered(rule.holder)
    try:
        return tree_of_rule(rule.expression, fields, known().codes_in(fields))
    except Refused:
        return None


def fields_offered(holder: Holder) -> Sequence[FieldDefinition]:
    """The fields of some records that a rule may speak of, in their order: those in use, and drafts."""
    return [one for one in known().all_of(holder) if one.use_state != "RETIRED" and _has_value(one)]


def shown_expression(kept: str, holder: Holder, language: str) -> str:
    """An expression that is kept, with the names its fields have now; what was never read stays as it is."""
    try:
        every = known().all_of(holder)
        return shown(kept, names_of(every, known().codes_in(every)), language)
    except Refused:
        return kept


def _has_value(one: FieldDefinition) -> bool:
    return one.value_type not in HOLDING_NOTHING and (one.value_type in KINDS or one.value_type == "CALCULATED")


def _names(holder: Holder) -> FieldNames:
    fields = [one for one in known().all_of(holder) if one.use_state != "RETIRED"]
    return names_of(fields, known().codes_in(fields))


def _setting(holder: Holder) -> Setting:
    return Setting(names=_names(holder), expects=Kind.YES_NO, has_below=True)


def _read_into(rule: RuleDefinition, typed: str) -> list[Fault]:
    try:
        rule.expression = read(typed, _setting(rule.holder))
    except Refused as refusal:
        return _at_expression(refusal)
    return []


def _at_expression(refusal: Refused) -> list[Fault]:
    return [replace(fault, field="expression") for fault in refusal.faults]


def _other_faults(rule: RuleDefinition) -> list[Fault]:
    before: Mapping[str, Any] = RuleDefinition.get_by_id(rule.id).values() if rule.id else {}
    return [fault for fault in row_faults.all_faults(rule, before) if fault.field != "expression"]
