"""What the functions mean: which kinds they take, and what comes out."""

from typing import TYPE_CHECKING

from tansiq.expressions import literals
from tansiq.expressions.fields import FieldFacts, Kind
from tansiq.expressions.parsing import Part
from tansiq.expressions.signs import ORDERED, SINGLE
from tansiq.expressions.tree import Node, compared, most_decimals, number_node, rounded, yes_no_node
from tansiq.language.words import say

if TYPE_CHECKING:
    from tansiq.expressions.checking import Check

MOST_PLACES = 6


def _if(check: "Check", part: Part) -> Node | None:
    condition, *branches = part.arguments
    asked = check.all_of_kind([condition], Kind.YES_NO)
    nodes = check.alike(branches, SINGLE)
    if asked is None or nodes is None:
        return None
    return Node("if", nodes[0].kind, (*asked, *nodes), decimals=most_decimals(nodes))


def _first_or_most(check: "Check", part: Part) -> Node | None:
    """coalesce, min and max: one of the arguments comes out."""
    nodes = check.alike(part.arguments, SINGLE if part.text == "coalesce" else ORDERED)
    return Node(part.text, nodes[0].kind, nodes, decimals=most_decimals(nodes)) if nodes else None


def _sum(check: "Check", part: Part) -> Node | None:
    numbers = check.all_of_kind(part.arguments, Kind.NUMBER)
    return number_node("sum", numbers, most_decimals(numbers)) if numbers else None


def _count(check: "Check", part: Part) -> Node | None:
    """How many are filled in, of whatever kinds."""
    nodes = [check.node(argument) for argument in part.arguments]
    found = tuple(node for node in nodes if node is not None)
    return number_node("count", found, 0) if len(found) == len(nodes) else None


def _round(check: "Check", part: Part) -> Node | None:
    number, *places = part.arguments
    found = check.all_of_kind([number], Kind.NUMBER)
    count = literals.number(places[0].text) if places and places[0].word == "number" else None
    if places and (count is None or not count.is_whole or int(str(count.value)) > MOST_PLACES):
        told = say("The decimals to round to are a whole number from 0 to %(most)s.", most=MOST_PLACES)
        return check.wrong(places[0], "PLACES", told)
    return rounded(found[0], int(str(count.value)) if count else 0) if found else None


def _selected(check: "Check", part: Part) -> Node | None:
    field, code = part.arguments
    facts = _named(check, field)
    if code.word != "text":
        return check.wrong(code, "NOT_A_CODE", say("The code of a choice is written as a text, as 'code'."))
    if facts is None or facts.kind is None:
        return None
    if facts.choices is None:
        told = say("“%(field)s” has no list of choices. Choose a field that has one.", field=facts.label)
        return check.wrong(field, "NO_LIST", told)
    one, other = Node("field", facts.kind, value=facts.number), literals.text(code.text)
    if not check.is_choice(code, one, other):
        return None
    return yes_no_node("selected", one, value=other.value) if facts.kind is Kind.CODES else compared("=", one, other)


def _named(check: "Check", part: Part) -> FieldFacts | None:
    """The field that stands as the argument of a function which takes nothing else."""
    if part.word in {"name", "own"}:
        return check.field(part)
    check.wrong(part, "NOT_A_FIELD", say("Here a field is needed, as ${name}."))
    return None


def _previous(check: "Check", part: Part) -> Node | None:
    if not (check.setting.has_previous or check.setting.names.has_previous):
        told = say("There is no period before here. previous(…) is for forms that are filled in by period.")
        return check.wrong(part, "NOT_HERE", told)
    facts = _named(check, part.arguments[0])
    if facts is None or facts.kind is None:
        return None
    return Node("previous", facts.kind, value=facts.number, decimals=facts.decimals)


def _below(check: "Check", part: Part) -> Node | None:
    """What a field comes to in the units below: a number that others reported."""
    if not (check.setting.has_below and (check.setting.has_previous or check.setting.names.has_previous)):
        told = say("The units below are asked by rules of forms alone. below(…) means nothing here.")
        return check.wrong(part, "NOT_HERE", told)
    facts = _named(check, part.arguments[0])
    if facts is None:
        return None
    if facts.kind is not Kind.NUMBER:
        told = say(
            "“%(field)s” is no number, so that nothing is added up below. Choose another field.", field=facts.label
        )
        return check.wrong(part.arguments[0], "WRONG_KIND", told)
    return number_node("below", (), facts.decimals, facts.number)


def _days_between(check: "Check", part: Part) -> Node | None:
    days = check.all_of_kind(part.arguments, Kind.DAY)
    return number_node("days-between", days, 0) if days else None


def _not(check: "Check", part: Part) -> Node | None:
    condition = check.all_of_kind(part.arguments, Kind.YES_NO)
    return yes_no_node("not", *condition) if condition else None


def _today(check: "Check", part: Part) -> Node | None:
    return Node("today", Kind.DAY)


def _true_or_false(check: "Check", part: Part) -> Node | None:
    return yes_no_node("literal", value=part.text == "true")


CALLS = {
    "if": _if,
    "selected": _selected,
    "not": _not,
    "coalesce": _first_or_most,
    "count": _count,
    "sum": _sum,
    "min": _first_or_most,
    "max": _first_or_most,
    "round": _round,
    "today": _today,
    "days-between": _days_between,
    "previous": _previous,
    "below": _below,
    "true": _true_or_false,
    "false": _true_or_false,
}
