"""Calculations of a form as formulas: each read once those are known that it is made of, and circles told."""

from collections.abc import Mapping
from dataclasses import replace

from tansiq.expressions.checking import Setting
from tansiq.expressions.fields import FieldFacts, FieldNames, Kind
from tansiq.expressions.ordering import numbers_in, order_of
from tansiq.expressions.reading import read, understood
from tansiq.expressions.tree import Node
from tansiq.faults import Refused
from tansiq.xlsform.findings import Findings
from tansiq.xlsform.idioms import names_in
from tansiq.xlsform.questions import Question
from tansiq.xlsform.tables import Cell

Waiting = dict[int, tuple[Question, Cell]]
"""By number: calculated questions that are not understood yet, with what they are calculated from."""


def read_formulas(waiting: Waiting, facts: dict[int, FieldFacts], findings: Findings) -> None:
    """Put its formula into each question, and into `facts` of which kind it is; tell those that mean nothing."""
    trees: dict[int, Node] = {}
    while found := _understood_now(waiting, facts):
        trees |= found
        for number, tree in found.items():
            facts[number] = replace(facts[number], kind=tree.kind, decimals=tree.decimals)
            del waiting[number]
    for number in waiting:
        # Whoever speaks of it is not told of it once more.
        facts[number] = replace(facts[number], kind=Kind.NUMBER)
    _tell(waiting, facts, findings)


def _understood_now(waiting: Waiting, facts: Mapping[int, FieldFacts]) -> dict[int, Node]:
    names = FieldNames(one for number, one in facts.items() if number not in waiting)
    unknown = {question.name for question, _ in waiting.values()}
    found = {}
    for number, (question, cell) in waiting.items():
        if not unknown.isdisjoint(names_in(cell.text)):
            continue
        try:
            found[number] = _read(question, cell, names, facts[number])
        except Refused:
            continue
    return found


def _read(question: Question, cell: Cell, names: FieldNames, facts: FieldFacts) -> Node:
    setting = Setting(names=names, decimals=facts.decimals)
    kept = read(cell.text, setting)
    question.put("formula", kept, cell.place)
    return understood(kept, setting)


def _tell(waiting: Waiting, facts: Mapping[int, FieldFacts], findings: Findings) -> None:
    names = FieldNames(facts.values())
    trees: dict[int, Node] = {}
    for number, (question, cell) in waiting.items():
        try:
            trees[number] = _read(question, cell, names, facts[number])
        except Refused as refusal:
            for fault in refusal.faults:
                findings.wrong(cell.place, fault.code, fault.sentence)
        question.values.pop("formula", None)
        question.value_type = "NUMBER"
    _tell_circles(waiting, trees, names, findings)


def _tell_circles(waiting: Waiting, trees: dict[int, Node], names: FieldNames, findings: Findings) -> None:
    """Each circle once, at the first of its cells."""
    while circle := _first_circle(trees):
        try:
            order_of({number: trees.pop(number) for number in sorted(circle)}, names)
        except Refused as refusal:
            for fault in refusal.faults:
                findings.wrong(waiting[min(circle)][1].place, fault.code, fault.sentence)


def _first_circle(trees: Mapping[int, Node]) -> set[int]:
    """The numbers that are reckoned from each other, with the lowest that is reckoned from itself."""
    needs = {number: _reached(number, trees) for number in sorted(trees)}
    first = next((number for number, reached in needs.items() if number in reached), None)
    return {number for number in needs[first] if first in needs.get(number, ())} if first is not None else set()


def _reached(number: int, trees: Mapping[int, Node]) -> set[int]:
    waiting, found = [number], set[int]()
    while waiting:
        new = (numbers_in(trees[waiting.pop()]) & trees.keys()) - found
        found |= new
        waiting += new
    return found
