"""Rules of a document, taken over: found again by what they say, or else by what they tell people.

Of a document that comes along they are found by what they said once as well: an office that wrote one anew keeps it.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from tansiq.definition_documents.document import Document
from tansiq.definition_documents.former_values import rows_that_had
from tansiq.definition_documents.taking import Placed, Taking, placed, standing
from tansiq.models import RuleDefinition


def take_rules(taking: Taking, document: Document) -> None:
    """A rule has no key: it is the one of the same records and the same expression, else of the same message."""
    here = list(standing(RuleDefinition))
    former = rows_that_had(RuleDefinition, "expression") if taking.is_offered else {}
    for one in placed("rules", document.rules):
        if taking.is_without_trace(one):
            continue
        values = {**one.row, "expression": taking.expression(one, "expression")}
        for name in {"record_type"} & values.keys():
            values[name] = taking.type_id(one, name)
        for name in {"told_at"} & values.keys():
            values[name] = taking.field_id(one, name)
        stored = _found(here, taking, one, values) or _former(former, taking, one, values)
        if stored is not None or not one.is_retired:
            taking.save(one, stored or RuleDefinition(), values)


def _found(here: list[RuleDefinition], taking: Taking, one: Placed, values: dict[str, Any]) -> RuleDefinition | None:
    same = [rule for rule in here if rule.holder == taking.holder(one)]
    for names in (("expression",), ("message_ar", "message_en")):
        for rule in same:
            if all(getattr(rule, name) == values.get(name, "") for name in names):
                here.remove(rule)
                return rule
    return None


def _former(
    former: Mapping[str, Sequence[RuleDefinition]], taking: Taking, one: Placed, values: dict[str, Any]
) -> RuleDefinition | None:
    had = former.get(str(values.get("expression")), ())
    return next((rule for rule in had if rule.holder == taking.holder(one)), None)
