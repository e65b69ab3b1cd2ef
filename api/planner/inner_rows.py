"""Objects within objects that the domain reckons, such as what an arrangement would do, place by place.

    Arrangement --Told: the domain, for all rows at once--> effect --InnerList--> areas --Inner--> before, after

The inner ones hang on plain values that stay the same and are equal where they say the same, such as named tuples.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

from api.context import Context
from api.planner import codegen, kept_figures
from api.planner.computed_rows import ITSELF
from api.planner.fields import declared
from api.planner.kept_figures import Reckoning
from api.planner.plan import ById, Ids, Plan, RelatedRows
from api.planner.plan_builder import PlanBuilder, Read, SelectedField
from api.planner.reckoned_parts import KEY
from api.planner.rows import Source, Values, attributes


@dataclass(frozen=True)
class Told(Read):
    """The object that the domain tells for `key`; null where it tells nothing."""

    key: Source
    question: Reckoning

    def expression(self, builder: PlanBuilder, selected: SelectedField) -> str:
        nested = builder.nested(KEY)
        plan = nested.finish(codegen.BY_ID, nested.object(selected.type, selected.details))
        return f"{builder.related_by(self.key, ToldRows(plan, self.question))}.get({builder.value(self.key)})"


@dataclass(frozen=True)
class ToldFor(Read):
    """The object that the domain tells for `key` and the arguments of the field, of which `question` makes what is
    asked; null where it tells nothing. Equal arguments must give the very same question."""

    key: Source
    question: Callable[..., Reckoning]

    def expression(self, builder: PlanBuilder, selected: SelectedField) -> str:
        return Told(self.key, self.question(**selected.arguments)).expression(builder, selected)


@dataclass(frozen=True)
class Inner(Read):
    """The object in an attribute of the row."""

    source: str

    def expression(self, builder: PlanBuilder, selected: SelectedField) -> str:
        nested = builder.nested(ITSELF)
        plan = nested.finish(codegen.BY_ID, nested.object(selected.type, selected.details))
        return f"{builder.related_by(self.source, InnerRows(plan))}[{builder.value(self.source)}]"


@dataclass(frozen=True)
class InnerList(Read):
    """The objects in an attribute of the row, a tuple."""

    source: str

    def expression(self, builder: PlanBuilder, selected: SelectedField) -> str:
        nested = builder.nested(KEY)
        plan = nested.finish(codegen.GROUPED, nested.object(selected.type, selected.details))
        return f"({builder.related_by(self.source, InnerListRows(plan))}.get({builder.value(self.source)}) or [])"


class _Objects(RelatedRows):
    """Objects that stand for themselves: nothing is fetched but what they refer to."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.tables = frozenset[str]().union(*[rows.tables for _, rows in plan.related])

    @property
    def signature(self) -> Hashable:
        return (type(self), self.plan.signature)


class ToldRows(_Objects):
    """The objects by the keys of the rows at hand."""

    def __init__(self, plan: Plan, question: Reckoning) -> None:
        super().__init__(plan)
        self.question = question
        self.tables |= frozenset(question.tables)

    @property
    def signature(self) -> Hashable:
        return (self.question, self.plan.signature)

    def load(self, ids: Ids, context: Context) -> ById:
        told = [(key, one) for key, one in kept_figures.figures(self.question, ids, context).items() if one is not None]
        return _built(self.plan, [key for key, _one in told], [one for _key, one in told], context)


class InnerRows(_Objects):
    """The objects by themselves."""

    def load(self, ids: Ids, context: Context) -> ById:
        return _built(self.plan, list(ids), list(ids), context)


class InnerListRows(_Objects):
    """The objects by the tuples in which they stand."""

    def load(self, ids: Ids, context: Context) -> ById:
        pairs = [(several, one) for several in ids for one in several]
        return _built(self.plan, [several for several, _one in pairs], [one for _several, one in pairs], context)


def _built(plan: Plan, keys: list[Any], objects: list[Any], context: Context) -> ById:
    """What the plan makes of these objects, each led by its key."""
    own = attributes(objects, plan.sources[1:])
    rows: list[Values] = [(key, *values) for key, values in zip(keys, own, strict=True)]
    found: ById = plan.answer(rows, None, context)
    return found


def told(key: Source, question: Reckoning, description: str, weight: int = 0) -> Any:
    """A field that is an object of the domain, or null; `weight` as in api/http/cost.py."""
    return declared(Told(key, question), description, weight=weight)


def inner(source: str, description: str) -> Any:
    """A field that is an object in an attribute."""
    return declared(Inner(source), description)


def inner_list(source: str, description: str, expected: int) -> Any:
    """A field that lists the objects in an attribute, usually so many."""
    return declared(InnerList(source), description, expected=expected)
