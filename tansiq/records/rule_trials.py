"""A rule tried against all stored rows: how many break it, and which, in statements of their own.

    visible(rows) + NOT (the expression as SQL, calculated fields written out)  ->  Tried(asked, broken), rows

Python says the same of each row (tansiq.records.rule_faults); what is missing breaks nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from peewee import SQL, Case, NodeList, fn

from tansiq.expressions.evaluating import Value
from tansiq.expressions.sql import Columns, written
from tansiq.models.definitions import Definitions, Holder, known, table_of
from tansiq.models.own_rules import RuleTree
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer
from tansiq.policy.visible_rows import standing_rows
from tansiq.records.extra_sql import reckoned_of
from tansiq.records.rule_faults import may_ask, outcome


@dataclass(frozen=True)
class Tried:
    """How many standing rows were asked, and how many of them break the rule."""

    asked: int
    broken: int


def may_try(viewer: Viewer, holder: Holder, said: RuleTree) -> bool:
    """Whether the viewer may be told which rows break a rule: it tells what stands in all fields it rests on."""
    return may_ask(viewer, said, table_of(holder))


def try_out(viewer: Viewer, holder: Holder, said: RuleTree) -> Tried:
    """How many of the standing rows that a viewer sees break a rule: one statement. Ask `may_try` before."""
    rows = standing_rows(viewer, holder)
    model: Any = rows.model
    is_broken = Case(None, [(breaks(model, said), 1)], 0)
    asked, broken = rows.select(fn.COUNT(model.id), fn.COALESCE(fn.SUM(is_broken), 0)).order_by().tuples().get()
    return Tried(int(asked), int(broken))


def breaking_rows(viewer: Viewer, holder: Holder, said: RuleTree) -> Any:
    """A query of the standing rows that a viewer sees and that break a rule, by their ids."""
    rows = standing_rows(viewer, holder)
    return rows.where(breaks(rows.model, said)).order_by(rows.model.id)


def last_outcomes(said: RuleTree, rows: Sequence[Any]) -> list[Value]:
    """Whether each of some rows keeps a rule: yes, no, or None where something is missing."""
    definitions = known()
    return [outcome(definitions, said, row) for row in rows]


def breaks(model: Any, said: RuleTree) -> NodeList:
    """The condition that a row breaks a rule; rows of other own types hold nothing in its fields, and break none."""
    definitions = known()
    columns = Columns(lambda number: reckoned_of(model, _field(definitions, number)), clock.today())
    return NodeList((SQL("(NOT ("), written(said.whole, columns), SQL("))")))


def _field(definitions: Definitions, number: int) -> Any:
    return definitions.fields[number]
