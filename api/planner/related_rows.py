"""What rows need besides their own columns: their parents by id, and their parts by the id they belong to.

Each is one statement for all rows at once, written when the plan is made; only the ids differ from request to
request. Both ask `visible`, so that a hidden parent is null and a hidden part is absent.
"""

from collections.abc import Hashable, Sequence
from typing import Any, NamedTuple, Protocol

from peewee import Model, ModelSelect, fn

from api.context import Context
from api.planner import kept_figures, reference_cache
from api.planner.kept_figures import Reckoning
from api.planner.plan import ById, Ids, Plan, RelatedRows
from api.planner.rows import Source, Values
from tansiq.models import Site
from tansiq.models.data_stamps import table_name
from tansiq.platform.database import db
from tansiq.platform.id_lists import among, id_list
from tansiq.policy.belonging import tables_of_concern
from tansiq.policy.limited_rows import sites_by_place
from tansiq.policy.viewer import NO_IDS, Viewer
from tansiq.policy.visibility import visible


class PartsAsked(Protocol):
    """Which rows are asked for: those whose key refers to the rows at hand, in this order, of each at most so many."""

    @property
    def key(self) -> Any: ...
    @property
    def order(self) -> tuple[Source, ...]: ...
    @property
    def most(self) -> int | None: ...


class ParentRows(RelatedRows):
    """Rows that others refer to. Those of the reference tables are kept from request to request."""

    def __init__(self, plan: Plan, model: type[Model], viewer: Viewer, only: Sequence[Any] = ()) -> None:
        """`only` are conditions that hold for all of them."""
        self.plan = plan
        self.model = model
        self.scope = viewer.scope
        limits = viewer.portal.area_ids if viewer.portal else NO_IDS
        self.tables = _tables(model, plan) | {*map(table_name, tables_of_concern(model, limits))}
        has_cacheable_rows = all(rows.is_cacheable for _, rows in plan.related)
        self.is_cacheable = has_cacheable_rows and model in reference_cache.CACHED_TABLES
        self.statement = Statement(_narrowed(visible(model, viewer), only), model._meta.primary_key, plan)

    @property
    def signature(self) -> Hashable:
        return (table_name(self.model), self.scope, self.plan.signature)

    def load(self, ids: Ids, context: Context) -> ById:
        known = reference_cache.pieces_of(self, context) if self.is_cacheable else {}
        missing = ids - known.keys() - {None}
        if missing:
            found = self.plan.answer(self.statement.fetch(missing), None, context)
            known.update({missed: found.get(missed) for missed in missing})
        return known


class PartRows(RelatedRows):
    """Rows that refer to the rows at hand."""

    def __init__(self, plan: Plan, asked: PartsAsked, viewer: Viewer, only: Sequence[Any] = ()) -> None:
        """`only` are conditions that hold for all of them."""
        self.plan, key = plan, asked.key
        self.tables = _tables(key.model, plan)
        seen = sites_by_place(viewer) if key.model is Site else visible(key.model, viewer)
        query = _narrowed(seen, only).order_by(key, *asked.order)
        most = None if asked.most is None else Most(asked.most, asked.order)
        self.statement = Statement(query, key, plan, most)

    @property
    def signature(self) -> Hashable:
        return (self.statement.text, self.plan.signature)

    def load(self, ids: Ids, context: Context) -> ById:
        found: ById = self.plan.answer(self.statement.fetch(ids), None, context)
        return found


class ReckonedRows(RelatedRows):
    """What a question of the domain tells for ids, all at once."""

    def __init__(self, question: Reckoning) -> None:
        self.question = question
        self.tables = frozenset(question.tables)

    @property
    def signature(self) -> Hashable:
        return self.question

    def load(self, ids: Ids, context: Context) -> ById:
        return kept_figures.figures(self.question, ids, context)


class Most(NamedTuple):
    """How many rows are given for each id, the first in this order."""

    rows: int
    order: tuple[Source, ...]


class Statement:
    """A query for rows whose `key` is among ids given later; its text stays the same however many they are."""

    _IDS = object()

    def __init__(self, query: "ModelSelect[Any]", key: Any, plan: Plan, most: Most | None = None) -> None:
        wanted = query.where(among(key, self._IDS))
        if most is None:
            self.text, self._parameters = wanted.select(*plan.sources).sql()
            return
        place = fn.ROW_NUMBER().over(partition_by=[key], order_by=[*most.order]).alias("place")
        text, self._parameters = wanted.select(*plan.sources, place).sql()
        self.text = f"SELECT * FROM ({text}) AS listed WHERE place <= {most.rows} ORDER BY place"

    def fetch(self, ids: Ids) -> list[Values]:
        """The rows for these ids; none are asked for where there are no ids."""
        wanted = [value for value in ids if value is not None]
        if not wanted:
            return []
        listed = id_list(wanted)
        parameters = [listed if value is self._IDS else value for value in self._parameters]
        found: list[Values] = db.execute_sql(self.text, parameters).fetchall()
        return found


def _narrowed(query: "ModelSelect[Any]", only: Sequence[Any]) -> "ModelSelect[Any]":
    return query.where(*only) if only else query


def _tables(model: type[Model], plan: Plan) -> frozenset[str]:
    """The tables whose rows an answer is made of."""
    return frozenset({table_name(model)}).union(*[rows.tables for _, rows in plan.related])
