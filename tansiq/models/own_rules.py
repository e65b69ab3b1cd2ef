"""What a rule over own fields says: its tree, the fields it rests on, and what is wrong with it.

    "${12} <= ${13}"  ->  Rule: a tree of yes or no; 12 and 13, and for a calculated field what that is made of

In a statement a calculated field stands written out, so a rule may rest on so many parts and no more.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from tansiq.expressions.checking import Setting
from tansiq.expressions.evaluating import Given, Value, compiled
from tansiq.expressions.fields import Kind
from tansiq.expressions.reading import fields_in, understood
from tansiq.expressions.tree import Node
from tansiq.faults import Fault, Refused
from tansiq.language.words import InBoth, say
from tansiq.models.own_expressions import Codes, Described, names_of, trees_that_mean_something

MOST_PARTS, MOST_DEEP = 600, 100
"""Parts of an expression with its calculated fields written out, and how deep they lie in each other: what Python and
databases walk through without running out of room."""


@dataclass(frozen=True)
class RuleTree:
    """What a rule says. `whole` has calculated fields written out; `numbers` are the fields that people fill and on
    which it rests, in the order in which it names them."""

    tree: Node
    whole: Node
    numbers: tuple[int, ...]

    @cached_property
    def below(self) -> frozenset[int]:
        """The fields that it asks of the units below."""
        return frozenset(_numbers(self.whole, "below"))

    @cached_property
    def elsewhere(self) -> frozenset[int]:
        """The fields that it asks of other reports: of the period before, and of the units below."""
        return self.below | frozenset(_numbers(self.whole, "previous"))

    @cached_property
    def run(self) -> Callable[[Given], Value]:
        """What it comes to for a row: yes, no, or None where something is missing."""
        return compiled(self.whole)


def tree_of_rule(kept: str, fields: Sequence[Described], codes: Codes) -> RuleTree:
    """What an expression says that is kept by numbers, over these fields.

    Raises Refused where it means nothing (any more), or rests on too much.
    """
    tree = understood(kept, Setting(names=names_of(fields, codes), expects=Kind.YES_NO, has_below=True))
    whole = _whole(tree, trees_that_mean_something(fields, codes))
    return RuleTree(tree, whole, tuple(dict.fromkeys(_numbers(whole))))


def faults_of_rule(kept: str, fields: Sequence[Described], codes: Codes) -> Iterator[Fault]:
    """What is wrong with the expression of a rule, at "expression"."""
    try:
        tree_of_rule(kept, fields, codes)
    except Refused as refusal:
        yield from (replace(fault, field="expression") for fault in refusal.faults)


def faults_for_rules(
    one: Described, rules: Iterable[Any], fields: Sequence[Described], codes: Codes
) -> Iterator[Fault]:
    """What is wrong with a field for the sake of rules in use that rest on it; `fields` are those it stands among."""
    for rule in rules:
        is_named = one.number in fields_in(rule.expression)
        name = InBoth(rule.message_en or rule.message_ar, arabic=rule.message_ar or rule.message_en)
        if one.use_state == "RETIRED" and (is_named or rule.told_at_id == one.number):
            text = say("The rule “%(rule)s” depends on it. Change that one first, or retire it as well.", rule=name)
            yield Fault("USED", "use_state", text)
        elif is_named and list(faults_of_rule(rule.expression, fields, codes)):
            text = say("The rule “%(rule)s” depends on it and would mean nothing. Change that one first.", rule=name)
            yield Fault("USED", "value_type", text)


def _whole(tree: Node, calculated: Mapping[int, Node]) -> Node:
    """A tree with calculated fields written out. Raises Refused where that becomes too large."""
    wanted = _needed(tree, calculated)
    # Each stands after those it is made of, so what is put in is written out already.
    found: dict[int, Node] = {}
    for number in (number for number in calculated if number in wanted):
        found[number] = _put(calculated[number], found)
    return _put(tree, found)


def _needed(tree: Node, calculated: Mapping[int, Node]) -> set[int]:
    """The calculated fields of a tree, and those that these are made of."""
    waiting, found = set(_numbers(tree)), set[int]()
    while waiting:
        number = waiting.pop()
        if number in calculated and number not in found:
            found.add(number)
            waiting |= set(_numbers(calculated[number]))
    return found


def _put(tree: Node, found: Mapping[int, Node]) -> Node:
    """A tree with these in the place of their fields."""
    parts = sum(1 if one is None else _parts(one) for one in (_found(node, found) for node in tree.walk()))
    if parts > MOST_PARTS or _depth(tree, found) > MOST_DEEP:
        text = say("It rests on calculated fields that are too long together. Reckon with fewer of them.")
        raise Refused(Fault("TOO_LONG", "", text))
    return _filled(tree, found)


def _filled(node: Node, found: Mapping[int, Node]) -> Node:
    one = _found(node, found)
    return one or replace(node, arguments=tuple(_filled(argument, found) for argument in node.arguments))


def _found(node: Node, found: Mapping[int, Node]) -> Node | None:
    return found.get(int(str(node.value))) if node.operation == "field" else None


def _parts(tree: Node) -> int:
    return sum(1 for _ in tree.walk())


def _depth(node: Node, found: Mapping[int, Node]) -> int:
    one = _found(node, found)
    below = one.arguments if one else node.arguments
    return 1 + max((_depth(argument, {} if one else found) for argument in below), default=0)


def _numbers(tree: Node, operation: str = "field") -> Iterator[int]:
    return (int(str(node.value)) for node in tree.walk() if node.operation == operation)
