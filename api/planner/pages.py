"""Pages of long lists: `first` records after a place, ordered by one value and the record's id.

    order STARTS_ON      2026-01-01 #7   2026-01-01 #9 | 2026-02-01 #3   ...   none #4   none #8
                                             cursor ---'   WHERE (starts_on, id) > (2026-01-01, 9) LIMIT first + 1
                         '------------ first stretch ----------------'   '-- second stretch --'

The cursor holds the value and the id, so that a page costs the same however far it lies, and no record is shown
twice or left out when others come and go. Records without the value come last, in a stretch of their own: the
two databases put NULL at different ends, and one index serves both stretches.
"""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Annotated, Any, Generic, NamedTuple, TypeVar

import strawberry
from peewee import ModelSelect

from api.planner import cursors
from api.planner.fields import declared, same_row
from api.planner.plan_builder import PlanBuilder, Read, SelectedField
from api.planner.rows import FetchedRows, Planned, Source, Values, select
from tansiq.faults import Fault, Refused
from tansiq.language.words import say

T = TypeVar("T")
LONGEST_PAGE = 100
ROWS, TOTAL = "rows", "total"


class PageStart(NamedTuple):
    """Where a page begins: behind the record with this value and this id."""

    value: Any
    id: int


@dataclass(frozen=True)
class Order:
    """An order of records: by `source`, then by `key`, the id. `parse` reads a value back from a cursor.

    `parse` raises ValueError or TypeError for a value that cannot be one of the source's.
    """

    name: str
    source: Source
    key: Any
    parse: Callable[[Any], Any] = int
    is_nullable: bool = False
    is_descending: bool = False

    def towards(self, is_descending: bool) -> "Order":
        """The same order, downwards or upwards."""
        return replace(self, is_descending=is_descending)

    def cursor(self, value: Any, key: int) -> str:
        """The cursor of the record with this value and this id."""
        kept = value if value is None or isinstance(value, int) else str(value)
        return cursors.encode([self.name, kept, key])

    def start(self, cursor: str) -> PageStart:
        """Where a page behind this cursor begins. Raises Refused(BAD_CURSOR) for one not given for this order."""
        try:
            name, value, key = cursors.decode(cursor)
            if name == self.name and isinstance(key, int) and (self.is_nullable or value is not None):
                own = None if value is None else cursors.comparable(self.parse(value))
                return PageStart(own, cursors.comparable(key))
        except (ValueError, TypeError):
            pass
        raise cursors.bad_cursor()

    def stretches(self, query: "ModelSelect[Any]", start: PageStart | None) -> "Iterator[ModelSelect[Any]]":
        """The query behind `start`, in order: at once, or with those that lack the value apart and last."""
        by_id = self.key.desc() if self.is_descending else self.key.asc()
        behind_id = None if start is None else self._behind(self.key, start.id)
        if self.source is self.key:
            yield _where(query, behind_id).order_by(by_id)
            return
        if start is None or start.value is not None:
            with_value = query.where(self.source.is_null(False)) if self.is_nullable else query
            by_value = self.source.desc() if self.is_descending else self.source.asc()
            yield _where(with_value, self._behind_both(start)).order_by(by_value, by_id)
            behind_id = None
        if self.is_nullable:
            yield _where(query.where(self.source.is_null()), behind_id).order_by(by_id)

    def _behind(self, source: Source, value: Any) -> Any:
        return source < value if self.is_descending else source > value

    def _behind_both(self, start: PageStart | None) -> Any:
        """Written so that both databases begin at the value in an index on (source, id)."""
        if start is None:
            return None
        at_least = self.source <= start.value if self.is_descending else self.source >= start.value
        return at_least & (self._behind(self.source, start.value) | self._behind(self.key, start.id))


def _where(query: "ModelSelect[Any]", condition: Any) -> "ModelSelect[Any]":
    return query if condition is None else query.where(condition)


Slices = Callable[[int | None, bool], "Iterator[ModelSelect[Any]]"]
"""The rows of a query behind an id, upwards or downwards (True), as several queries one after another."""


@dataclass(frozen=True)
class Page(Planned):
    """One page of the query that `rows` gives, which is visible and filtered, neither ordered nor limited.

    `slices` give the same rows in the order of their ids, where that is quicker; then the query is made for a count
    alone.
    """

    rows: "Callable[[], ModelSelect[Any]]"
    order: Order
    first: int = 50
    after: str | None = None
    slices: Slices | None = None

    is_page = True

    @cached_property
    def query(self) -> "ModelSelect[Any]":
        """The query itself, made once."""
        return self.rows()

    @property
    def variant(self) -> Hashable:
        return (self.order.name, self.order.is_descending)

    @property
    def leading(self) -> tuple[Source, ...]:
        return (self.order.key,) if self.order.source is self.order.key else (self.order.key, self.order.source)

    @property
    def _value(self) -> int:
        """Where in each row the value stands by which it is ordered."""
        return len(self.leading) - 1

    @property
    def cursor_of(self) -> Callable[[Values], str]:
        # Not a method of the page, which a plan would keep alive with its query.
        order, value = self.order, self._value
        return lambda row: order.cursor(row[value], row[0])

    def fetch(self, sources: tuple[Source, ...], wants: frozenset[str]) -> FetchedRows:
        total = self.query.count() if TOTAL in wants else None
        if ROWS not in wants:
            return FetchedRows([], total)
        found = self._rows(sources)
        rows = found[: self.first]
        end = self.order.cursor(rows[-1][self._value], rows[-1][0]) if rows else None
        return FetchedRows(rows, total, len(found) > len(rows), end)

    def _rows(self, sources: tuple[Source, ...]) -> list[Values]:
        """One row more than asked for, if there is one: it tells that another page follows."""
        most = self.first + 1
        start = self.order.start(self.after) if self.after else None
        found: list[Values] = []
        for stretch in self._stretches(start):
            found += select(stretch.limit(most - len(found)), sources)
            if len(found) == most:
                break
        return found

    def _stretches(self, start: PageStart | None) -> "Iterator[ModelSelect[Any]]":
        if self.slices is None or self.order.source is not self.order.key:
            yield from self.order.stretches(self.query, start)
            return
        for rows in self.slices(start.id if start else None, self.order.is_descending):
            yield from self.order.stretches(rows, start)


def page_size(first: int) -> int:
    """`first` itself. Raises Refused(OUT_OF_RANGE) unless it lies within 1 and LONGEST_PAGE."""
    if not 1 <= first <= LONGEST_PAGE:
        text = say("A page holds 1 to %(most)s records; %(found)s were asked for.", most=LONGEST_PAGE, found=first)
        raise Refused(Fault("OUT_OF_RANGE", "first", text))
    return first


class _Edges(Read):
    def expression(self, builder: PlanBuilder, selected: SelectedField) -> str:
        builder.wants.add(ROWS)
        return f"[{builder.object(selected.type, selected.details)} for row in rows]"


class _Cursor(Read):
    def expression(self, builder: PlanBuilder, selected: SelectedField) -> str:
        return f"{builder.constant(builder.question.cursor_of)}(row)"


@dataclass(frozen=True)
class _PageFact(Read):
    """Something about the page as a whole, an attribute of FetchedRows."""

    name: str
    wants: str

    def expression(self, builder: PlanBuilder, selected: SelectedField) -> str:
        builder.wants.add(self.wants)
        return f"page.{self.name}"


@strawberry.type(description="Where a page ends.")
class PageInfo:
    has_next_page: bool = declared(_PageFact("has_next", ROWS), "Whether more records follow.")
    end_cursor: str | None = declared(
        _PageFact("end", ROWS), "The place of the last record: give it as `after` to get the next page."
    )


@strawberry.type(description="One record of a page, with its place.")
class Edge(Generic[T]):
    cursor: str = declared(_Cursor(), "The place of this record: give it as `after` to begin behind it.")
    node: T = same_row("The record.")


@strawberry.type(description="One page of a list.")
class Connection(Generic[T]):
    total_count: int = declared(
        _PageFact("total", TOTAL), "How many records the whole list has; counted only when asked for, which takes time."
    )
    page_info: PageInfo = same_row("Where the page ends.")
    edges: list[Edge[T]] = declared(_Edges(), "The records of the page, in order.")


First = Annotated[int, strawberry.argument(description="How many records at most, 1 to 100.")]
After = Annotated[
    str | None, strawberry.argument(description="Begin behind this place: a cursor, or the endCursor of a page.")
]
