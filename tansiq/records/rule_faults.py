"""What rows say against the rules that a ministry set for them: refused, asked once more, or told.

    row + what it held before -> rules of its kind that rest on what changed, and that its writer may read of
        REFUSE -> Fault(RULE_BROKEN)        nothing is saved
        WARN   -> Fault(RULE_WARNS)         asked of a person at a form, until a reason is given
        NOTE   -> told on its page

A rule is asked of nobody who may not see a field that it rests on: its message would tell what stands there. What they
send is reviewed by somebody who may.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from tansiq.expressions.evaluating import Given, Value
from tansiq.faults import Fault
from tansiq.language.words import InBoth, Sentence
from tansiq.models import Record, Report, RuleDefinition, data_stamps
from tansiq.models.definitions import Definitions, holder_of, known
from tansiq.models.extra import extra_name
from tansiq.models.frozen_definitions import definitions_for
from tansiq.models.kept_values import taken
from tansiq.models.own_rules import RuleTree
from tansiq.models.report import OPEN_STATES
from tansiq.platform import clock
from tansiq.policy.seen_fields import may_see_field
from tansiq.policy.viewer import PARTICIPANT, REGISTRANT, Viewer
from tansiq.records.extra_values import previous_values
from tansiq.records.reports_below import ReportsBelow, with_sums

BROKEN, WARNS = "RULE_BROKEN", "RULE_WARNS"
_CODES = {"REFUSE": BROKEN, "WARN": WARNS}


def rule_faults(
    viewer: Viewer, row: Record, before: Mapping[str, Any], told: Collection[str] = (), is_asking: bool = True
) -> list[Fault]:
    """What stands against saving a row by its rules, at their fields; `before` are its stored values, {} of a new one.

    Rules over fields that are `told` of already are not asked. RULE_WARNS is among them where `is_asking`, the viewer
    can be asked, and has given no reason.
    """
    severities = {"REFUSE", "WARN"} if is_asking and _can_answer(viewer) and not viewer.reason else {"REFUSE"}
    return [
        Fault(_CODES[rule.rule_severity], place_of(rule, said), told_of(viewer, row, rule, said))
        for rule, said in newly_broken(viewer, row, before)
        if rule.rule_severity in severities and names_in(said).isdisjoint(told)
    ]


def faults_of_those_below(viewer: Viewer, report: Report) -> list[Fault]:
    """What stands against approving a report by rules that ask for the units below: these may have reported, or said
    something else, since it was submitted."""
    return [
        Fault(BROKEN, place_of(rule, said), told_of(viewer, report, rule, said))
        for rule, said in _broken(definitions_for(report), viewer, report)
        if said.below and rule.rule_severity == "REFUSE"
    ]


def reason_for(viewer: Viewer, row: Record, before: Mapping[str, Any]) -> str:
    """What the viewer answered, where a rule warned of what is saved; "" where none did."""
    broken = newly_broken(viewer, row, before) if viewer.reason else ()
    return viewer.reason if any(rule.rule_severity == "WARN" for rule, _ in broken) else ""


def newly_broken(viewer: Viewer, row: Record, before: Mapping[str, Any]) -> Iterator[tuple[RuleDefinition, RuleTree]]:
    """The rules that a row breaks and that rest on something which changed: what it broke before is no news.

    Of whatever severity; none that rests on a field which the viewer may not see.
    """
    # What has no own fields breaks no rule; what is defined would be read anew for each answer that is saved.
    for rule, said in _broken(definitions_for(row), viewer, row) if "extra" in row._meta.fields else ():
        if _is_asked_anew(row, before) or any(row.entered(name) != before.get(name) for name in names_in(said)):
            yield rule, said


def _is_asked_anew(row: Record, before: Mapping[str, Any]) -> bool:
    """Whether all that a row says is new to its rules: nobody asked them of a report while it was being filled."""
    return not before or (isinstance(row, Report) and before.get("report_state") in OPEN_STATES)


def names_in(said: RuleTree) -> set[str]:
    """The fields that people fill and on which a rule rests, as "extra.12"."""
    return {extra_name(number) for number in said.numbers}


def rule_faults_of_many(viewer: Viewer, rows: Sequence[Record], before: Sequence[Mapping[str, Any]]) -> list[Fault]:
    """The rules that refuse some of many rows of one table; nobody is asked about each of them."""
    # What is defined is asked for each row and field; it stands still meanwhile.
    with data_stamps.held_still():
        pairs = zip(rows, before, strict=True) if rows and _have_rules(rows[0]) else ()
        return [fault for row, old in pairs for fault in rule_faults(viewer, row, old, is_asking=False)]


def broken_rules(viewer: Viewer, row: Record) -> list[RuleDefinition]:
    """The rules in use that a row breaks as it stands, as far as the viewer may see all that they rest on."""
    return [rule for rule, _ in _broken(definitions_for(row), viewer, row)]


def broken_told(viewer: Viewer, row: Record) -> list[Sentence]:
    """What they say of it, each with what it found."""
    return [told_of(viewer, row, rule, said) for rule, said in _broken(definitions_for(row), viewer, row)]


def may_ask(viewer: Viewer, said: RuleTree, asked: Record | type[Record]) -> bool:
    """Whether the viewer may see all fields that a rule rests on, of a row or of the rows of a table at all."""
    return all(may_see_field(viewer, extra_name(number), asked) for number in {*said.numbers, *said.elsewhere})


def place_of(rule: RuleDefinition, said: RuleTree) -> str:
    """At which field its message stands; "" where it rests on none."""
    number = rule.told_at_id or next(iter(said.numbers), None)
    return "" if number is None else extra_name(number)


def message_of(rule: RuleDefinition) -> InBoth:
    """What it says, in the language of whoever reads."""
    return InBoth(rule.message_en, arabic=rule.message_ar)


def told_of(viewer: Viewer, row: Record, rule: RuleDefinition, said: RuleTree) -> Sentence:
    """What a broken rule says of a row, with what it found in the units below where it asks for them."""
    message = message_of(rule)
    return with_sums(viewer, row, said, message, definitions_for(row)) if isinstance(row, Report) else message


def outcome(
    definitions: Definitions,
    said: RuleTree,
    row: Record,
    previous: Mapping[int, Any] | None = None,
    below: Mapping[int, Any] | None = None,
) -> Value:
    """Whether a row keeps a rule: yes, no, or None where something is missing and the rule is not asked. `previous` is
    what the period before says (previous_values), `below` what the units below come to (reports_below)."""
    held = row.extra or {}
    values = {number: _taken(definitions, number, held.get(str(number))) for number in said.numbers}
    return said.run(Given(values, clock.today(), previous or {}, below or {}))


def _taken(definitions: Definitions, number: int, kept: object) -> Any:
    one = definitions.fields.get(number)
    return None if one is None else taken(one, kept)


def _broken(definitions: Definitions, viewer: Viewer, row: Record) -> Iterator[tuple[RuleDefinition, RuleTree]]:
    rules: Iterable[tuple[RuleDefinition, RuleTree]] = ()
    if definitions.rules and "extra" in row._meta.fields and row.is_asked_whole:
        rules = definitions.rules_in(holder_of(row))
    previous = previous_values(definitions, row) if rules else {}
    wanted = {number for _, said in rules for number in said.below}
    below = ReportsBelow(row, wanted).values(row.unit_id) if wanted and isinstance(row, Report) else {}
    for rule, said in rules:
        if outcome(definitions, said, row, previous, below) is False and may_ask(viewer, said, row):
            yield rule, said


def _have_rules(row: Record) -> bool:
    """Whether rows of such a table may have rules; those of a report stand in its version."""
    return bool(known().rules) or isinstance(row, Report)


def _can_answer(viewer: Viewer) -> bool:
    """Whether somebody sits at a form that asks once more. What others send is reviewed, or shown before it is
    carried out."""
    return viewer.face == "PANEL" and viewer.roles not in (REGISTRANT, PARTICIPANT)
