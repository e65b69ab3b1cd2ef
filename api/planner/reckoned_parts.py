"""Objects that the domain reckons for many rows at once and are kept, such as the overlaps of cases: lists of them.

A field of such an object reads an attribute of it (computed_rows.py).
"""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from api.context import Context
from api.planner import codegen, kept_figures
from api.planner.fields import declared
from api.planner.kept_figures import Reckoning
from api.planner.plan import ById, Ids, Plan, RelatedRows
from api.planner.plan_builder import PlanBuilder, Read, SelectedField
from api.planner.rows import Source, Values, attributes

KEY = "key of the row"
"""The source that stands for the row's own key: it leads each part."""


@dataclass(frozen=True)
class ReckonedParts(Read):
    """The objects that the domain tells for `key`; none where it tells nothing."""

    key: Source
    question: Reckoning

    def expression(self, builder: PlanBuilder, selected: SelectedField) -> str:
        nested = builder.nested(KEY)
        plan = nested.finish(codegen.GROUPED, nested.object(selected.type, selected.details))
        rows = ReckonedPartRows(plan, self.question)
        return f"({builder.related_by(self.key, rows)}.get({builder.value(self.key)}) or [])"


class ReckonedPartRows(RelatedRows):
    """The objects by the keys of the rows at hand."""

    def __init__(self, plan: Plan, question: Reckoning) -> None:
        self.plan, self.question = plan, question
        self.tables = frozenset(question.tables).union(*[rows.tables for _, rows in plan.related])

    @property
    def signature(self) -> Hashable:
        return (self.question, self.plan.signature)

    def load(self, ids: Ids, context: Context) -> ById:
        told = kept_figures.figures(self.question, ids, context)
        own = self.plan.sources[1:]
        rows: list[Values] = [
            (key, *values) for key, objects in told.items() for values in attributes(objects or (), own)
        ]
        found: ById = self.plan.answer(rows, None, context)
        return found


def reckoned_parts(key: Source, question: Reckoning, description: str, expected: int, weight: int = 0) -> Any:
    """A field that lists objects of the domain; `expected` and `weight` are for api/http/cost.py."""
    return declared(ReckonedParts(key, question), description, expected=expected, weight=weight)
