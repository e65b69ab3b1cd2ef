"""What a resolver of records returns: a question that is not yet asked.

    resolver          Rows(query)            visible, filtered, ordered; fetches nothing
       |
    executor.py       sees Rows, finds its plan or makes one
       |
    plan_builder.py   selected fields -> columns + further statements + one generated function (codegen.py)
       |                    ^
       |              fields.py: each field has declared what it reads
       v
    run               1 statement for the rows themselves           SELECT id, title_ar, ... FROM intervention
                      1 for each kind of to-many field              SELECT ... FROM site WHERE intervention_id IN ...
                      0 or 1 for each kind of parent (reference_cache.py keeps areas, sectors, organisations)
                      build(rows, parents, parts) -> the answer

However many rows there are, the number of statements is the same. No model instance is ever made, so that no
parent is fetched lazily and no hidden one is shown.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, ClassVar, NamedTuple, TypeVar, cast

from peewee import SQL, ModelSelect

from api.planner.sql_text import select_list
from tansiq.platform.columns import InColumns
from tansiq.platform.database import db
from tansiq.platform.written import written

T = TypeVar("T")
Source = Any
"""Where a value is read: a column or SQL expression of Peewee, or an attribute's name on objects (computed_rows.py)."""
Values = Sequence[Any]
"""The values of one row, in the order of the plan's sources."""


class FetchedRows(NamedTuple):
    """The rows of one question, and what a page tells of itself."""

    rows: list[Values]
    total: int | None = None
    has_next: bool = False
    end: str | None = None


class Planned:
    """What the executor answers by a plan. Equal variants (and an equal selection) share their plan."""

    is_page: ClassVar[bool] = False

    @property
    def variant(self) -> Hashable:
        """What the plan depends on besides the selection."""
        return None

    @property
    def in_columns(self) -> InColumns | None:
        """The same rows column by column, where they are known so."""
        return None

    @property
    def leading(self) -> tuple[Source, ...]:
        """Sources that come first in every row, whatever is selected."""
        return ()

    @property
    def cursor_of(self) -> Callable[[Values], str]:
        """The function that gives the cursor of one row of a page."""
        raise NotImplementedError

    def fetch(self, sources: tuple[Source, ...], wants: frozenset[str]) -> FetchedRows:
        """Ask the database, if need be, for these sources of every row; `wants` says which parts of a page."""
        raise NotImplementedError


@dataclass(frozen=True)
class Rows(Planned):
    """Rows of one table: `query` is visible to the viewer, filtered, ordered and limited."""

    query: "ModelSelect[Any]"

    def fetch(self, sources: tuple[Source, ...], wants: frozenset[str]) -> FetchedRows:
        return FetchedRows(select(self.query, sources))


def planned(question: Planned) -> T:  # type: ignore[type-var]  # What the executor makes of it is what the caller declares.
    """The question itself, as the answer that a resolver declares."""
    return cast("T", question)


def select(query: "ModelSelect[Any]", sources: tuple[Source, ...]) -> list[Values]:
    """Plain tuples, as the driver gives them: no model instances, no converted values."""
    text, parameters = written(query.select(select_list(sources, query) if sources else SQL("1")))
    found: list[Values] = db.execute_sql(text, parameters).fetchall()
    return found


def attributes(objects: Sequence[object], sources: Sequence[str]) -> list[Values]:
    """The named attributes of each object as a tuple."""
    if len(sources) > 1:
        return list(map(attrgetter(*sources), objects))
    return [tuple(getattr(item, source) for source in sources) for item in objects]
