"""Narrowing a list to what breaks a rule of its records (?breaks=3), for whoever may see all that the rule rests on.

Any standing rule can be asked by its address, as the page of its trial does; of those in use a list offers the choice
as long as it is not long.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from admin.current_viewer import viewer
from admin.panel.filters import ChoiceFilter, with_all
from admin.panel.own_columns import is_long
from tansiq.language.bilingual import pick
from tansiq.language.digits import whole
from tansiq.language.words import say
from tansiq.models import RuleDefinition
from tansiq.models.definitions import Holder, known
from tansiq.models.own_rules import RuleTree
from tansiq.policy.visibility import visible
from tansiq.records.rule_trials import breaks, may_try
from tansiq.rule_entry import said_by

PARAMETER = "breaks"


def rule_filters(holder: Holder, given: Mapping[str, str]) -> Iterator[ChoiceFilter]:
    """The choice of the rules of a list, where there are any or the address asks for one."""
    found = dict(_rules(holder, given.get(PARAMETER, "")))
    if found:
        options = [(str(rule.id), pick(rule, "message")) for rule, _ in found.values()]
        yield ChoiceFilter(
            PARAMETER,
            say("Breaks the rule"),
            lambda: with_all(options),
            lambda table, value: breaks(table, found[int(value)][1]),
        )


def _rules(holder: Holder, given: str) -> Iterator[tuple[int, tuple[RuleDefinition, RuleTree]]]:
    """By id: the rules that may be asked here, each with what it says."""
    asked = _asked(holder, given)
    offered = known().rules_in(holder) if known().rules.get(holder) and not is_long(holder) else ()
    for rule, said in (*offered, *asked):
        if may_try(viewer(), holder, said):
            yield int(rule.id), (rule, said)


def _asked(holder: Holder, given: str) -> list[tuple[RuleDefinition, RuleTree]]:
    """The rule that the address names, where it is one of these records that the viewer sees."""
    number: Any = whole(given)
    if number is None:
        return []
    table = RuleDefinition
    rule = visible(table, viewer()).where(table.id == number, table.archived_at.is_null()).first()
    said = said_by(rule) if rule is not None and rule.holder == holder else None
    return [] if said is None else [(rule, said)]
