"""A plan: what to read of each row, which related rows to fetch, and the function that puts the answer together.

interventions { id organization { name } sites { reached } }

Plan  sources    intervention.id, .organization_id
      related    r0 = organisations by id    (ParentRows, itself with a plan of sources and related rows)
                 r1 = sites by intervention  (PartRows,   itself with a plan ...)
      function   build(rows, page, r0, r1)
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from api.context import Context
from api.planner.codegen import Build
from api.planner.column_texts import WrittenField
from api.planner.rows import Source, Values

Ids = set[Any]
ById = Mapping[Any, Any]


class RelatedRows:
    """Other rows to fetch for all rows at once, by the ids that these hold in one of their sources."""

    plan: "Plan"
    tables: frozenset[str]
    is_cacheable = False

    @property
    def signature(self) -> Hashable:
        """Equal signatures give equal answers for equal ids."""
        raise NotImplementedError

    def load(self, ids: Ids, context: Context) -> ById:
        """Pieces of the answer by id; an id of None stands for nothing."""
        raise NotImplementedError


@dataclass(frozen=True)
class Plan:
    """How to answer one selection on rows of one kind, in one language, for one scope of viewers.

    `related` says with each kind of related rows where in a row the id stands by which they are fetched. `fields` write
    the answer of rows that are known by column, where all that is selected is.
    """

    sources: tuple[Source, ...]
    related: tuple[tuple[int, RelatedRows], ...]
    function: Build
    signature: Hashable
    wants: frozenset[str] = frozenset()
    fields: tuple[WrittenField, ...] | None = None

    def answer(self, rows: list[Values], page: Any, context: Context) -> Any:
        """Fetch what belongs to these rows, and build."""
        pieces = [related.load({row[index] for row in rows}, context) for index, related in self.related]
        return self.function(rows, page, *pieces)
