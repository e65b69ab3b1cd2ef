"""What rows need besides their own columns: their parents by id, and their parts by the id they belong to.

Each is one statement for all rows at once, written when the plan is made; only the ids differ from request to
request. Both ask `visible`, so that a hidden parent is null and a hidden part is absent.
"""

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

from peewee import Model, ModelSelect

from api.http.context import Context
from api.planner import reference_cache
from api.planner.rows import Values
from api.planner.sql_text import among, bound
from tansiq.platform.database import db
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records.data_stamps import table_name

if TYPE_CHECKING:
    from api.planner.fields import Parts
    from api.planner.plan import Plan

Ids = set[Any]
Found = Mapping[Any, Any]


class Supply:
    """Something to fetch for all rows at once, by the ids they hold in one of their sources."""

    plan: "Plan"
    tables: frozenset[str]
    is_lasting = False

    @property
    def signature(self) -> Hashable:
        """Equal signatures give equal answers for equal ids."""
        raise NotImplementedError

    def load(self, ids: Ids, context: Context) -> Found:
        """What there is, by id; an id of None stands for nothing."""
        raise NotImplementedError


class ParentSupply(Supply):
    """Rows that others refer to. Those of the reference tables are kept from request to request."""

    def __init__(self, plan: "Plan", model: type[Model], viewer: Viewer) -> None:
        self.plan = plan
        self.model = model
        self.scope = viewer.scope
        self.tables = _tables(model, plan)
        self.is_lasting = model in reference_cache.LASTING and all(supply.is_lasting for _, supply in plan.supplies)
        self.statement = Statement(visible(model, viewer), model._meta.primary_key, plan)

    @property
    def signature(self) -> Hashable:
        return (table_name(self.model), self.scope, self.plan.signature)

    def load(self, ids: Ids, context: Context) -> Found:
        known = reference_cache.store(self, context) if self.is_lasting else {}
        missing = ids - known.keys() - {None}
        if missing:
            found = self.plan.answer(self.statement.fetch(missing), None, context)
            known.update({missed: found.get(missed) for missed in missing})
        return known


class PartSupply(Supply):
    """Rows that refer to the rows at hand."""

    def __init__(self, plan: "Plan", parts: "Parts", arguments: dict[str, Any], viewer: Viewer) -> None:
        self.plan = plan
        self.tables = _tables(parts.key.model, plan)
        query = visible(parts.key.model, viewer)
        if parts.where is not None:
            chosen = parts.where(viewer, **arguments)
            query = query if chosen is None else query.where(chosen)
        self.statement = Statement(query.order_by(parts.key, *parts.order), parts.key, plan)

    @property
    def signature(self) -> Hashable:
        return (self.statement.text, self.plan.signature)

    def load(self, ids: Ids, context: Context) -> Found:
        found: Found = self.plan.answer(self.statement.fetch(ids), None, context)
        return found


class Statement:
    """A query for rows whose `key` is among ids given later; its text stays the same however many they are."""

    _IDS = object()

    def __init__(self, query: "ModelSelect[Any]", key: Any, plan: "Plan") -> None:
        self.text, self._parameters = query.where(among(key, self._IDS)).select(*plan.sources).sql()

    def fetch(self, ids: Ids) -> list[Values]:
        """The rows for these ids; none are asked for where there are no ids."""
        wanted = [value for value in ids if value is not None]
        if not wanted:
            return []
        listed = bound(wanted)
        parameters = [listed if value is self._IDS else value for value in self._parameters]
        found: list[Values] = db.execute_sql(self.text, parameters).fetchall()
        return found


def _tables(model: type[Model], plan: "Plan") -> frozenset[str]:
    """The tables whose rows an answer is made of."""
    nested = [supply.tables for _, supply in plan.supplies]
    return frozenset({table_name(model)}).union(*nested)
