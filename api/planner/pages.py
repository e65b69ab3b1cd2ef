"""Pages of long lists: `first` records after a place, ordered by one value and the record's id.

    order STARTS_ON      2026-01-01 #7   2026-01-01 #9 | 2026-02-01 #3   ...   none #4   none #8
                                             cursor ---'   WHERE (starts_on, id) > (2026-01-01, 9) LIMIT first + 1
                         '------------ first stretch ----------------'   '-- second stretch --'

The cursor holds the value and the id, so that a page costs the same however far it lies, and no record is shown
twice or left out when others come and go. Records without the value come last, in a stretch of their own: the
two databases put NULL at different ends, and one index serves both stretches.
"""

import base64
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, Generic, NamedTuple, TypeVar

import orjson
import strawberry
from peewee import ModelSelect

from api.planner.fields import READ, Read, same
from api.planner.rows import Found, Planned, Source, Values, select
from tansiq.faults import Fault, Refused
from tansiq.language.words import say

if TYPE_CHECKING:
    from api.planner.plan import Asked, Writer

T = TypeVar("T")
LONGEST_PAGE = 100
ROWS, TOTAL = "rows", "total"


class Place(NamedTuple):
    """Where a page begins: behind the record with this value and this id."""

    value: Any
    id: int


@dataclass(frozen=True)
class Order:
    """An order of records: by `source`, then by `key`, the id. `kind` reads a value back from a cursor.

    `kind` raises ValueError or TypeError for a value that cannot be one of the source's.
    """

    name: str
    source: Source
    key: Any
    kind: Callable[[Any], Any] = int
    is_nullable: bool = False
    is_descending: bool = False

    def towards(self, is_descending: bool) -> "Order":
        """The same order, downwards or upwards."""
        return replace(self, is_descending=is_descending)

    def cursor(self, value: Any, key: int) -> str:
        """The opaque place of one record."""
        kept = value if value is None or isinstance(value, int) else str(value)
        return base64.urlsafe_b64encode(orjson.dumps([self.name, kept, key])).decode().rstrip("=")

    def place(self, cursor: str) -> Place:
        """The place a cursor speaks of. Raises Refused(BAD_CURSOR) for one that we did not give for this order."""
        try:
            name, value, key = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
            if name == self.name and isinstance(key, int) and (self.is_nullable or value is not None):
                return Place(None if value is None else _comparable(self.kind(value)), _comparable(key))
        except (ValueError, TypeError):
            pass
        text = say("This place marker does not belong to this list and order. Begin again without it.")
        raise Refused(Fault("BAD_CURSOR", "after", text))

    def stretches(self, query: "ModelSelect[Any]", place: Place | None) -> "Iterator[ModelSelect[Any]]":
        """The query behind `place`, in order: at once, or with those that lack the value apart and last."""
        by_id = self.key.desc() if self.is_descending else self.key.asc()
        behind_id = None if place is None else self._behind(self.key, place.id)
        if self.source is self.key:
            yield _where(query, behind_id).order_by(by_id)
            return
        if place is None or place.value is not None:
            with_value = query.where(self.source.is_null(False)) if self.is_nullable else query
            by_value = self.source.desc() if self.is_descending else self.source.asc()
            yield _where(with_value, self._behind_both(place)).order_by(by_value, by_id)
            behind_id = None
        if self.is_nullable:
            yield _where(query.where(self.source.is_null()), behind_id).order_by(by_id)

    def _behind(self, source: Source, value: Any) -> Any:
        return source < value if self.is_descending else source > value

    def _behind_both(self, place: Place | None) -> Any:
        """Written so that both databases begin at the value in an index on (source, id)."""
        if place is None:
            return None
        at_least = self.source <= place.value if self.is_descending else self.source >= place.value
        return at_least & (self._behind(self.source, place.value) | self._behind(self.key, place.id))


def _comparable(value: Any) -> Any:
    """The value, if both databases can compare it with a column. Raises ValueError."""
    if isinstance(value, int) and abs(value) >= 2**53:
        raise ValueError("This number is larger than any of ours.")
    if isinstance(value, str) and "\x00" in value:
        raise ValueError("No text of ours has this character.")
    return value


def _where(query: "ModelSelect[Any]", condition: Any) -> "ModelSelect[Any]":
    return query if condition is None else query.where(condition)


@dataclass(frozen=True)
class Page(Planned):
    """One page of a query that is visible and filtered, neither ordered nor limited."""

    query: "ModelSelect[Any]"
    order: Order
    first: int = 50
    after: str | None = None

    is_page = True

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

    def cursor(self, writer: "Writer") -> str:
        return f"{writer.constant(self.order.cursor)}(row[{self._value}], row[0])"

    def fetch(self, sources: tuple[Source, ...], wants: frozenset[str]) -> Found:
        total = self.query.count() if TOTAL in wants else None
        if ROWS not in wants:
            return Found([], total)
        found = self._rows(sources)
        rows = found[: self.first]
        end = self.order.cursor(rows[-1][self._value], rows[-1][0]) if rows else None
        return Found(rows, total, len(found) > len(rows), end)

    def _rows(self, sources: tuple[Source, ...]) -> list[Values]:
        """One row more than asked for, if there is one: it tells that another page follows."""
        most = self.first + 1
        place = self.order.place(self.after) if self.after else None
        found: list[Values] = []
        for stretch in self.order.stretches(self.query, place):
            found += select(stretch.limit(most - len(found)), sources)
            if len(found) == most:
                break
        return found


def day(text: str) -> str:
    """A day in a cursor, as both databases compare it. Raises ValueError or TypeError."""
    date.fromisoformat(text)
    return text


def moment(text: str) -> str:
    """A moment in a cursor, as both databases compare it. Raises ValueError or TypeError."""
    datetime.fromisoformat(text)
    return text


def page_size(first: int) -> int:
    """`first` itself. Raises Refused(OUT_OF_RANGE) unless it lies within 1 and LONGEST_PAGE."""
    if not 1 <= first <= LONGEST_PAGE:
        text = say("A page holds 1 to %(most)s records; %(found)s were asked for.", most=LONGEST_PAGE, found=first)
        raise Refused(Fault("OUT_OF_RANGE", "first", text))
    return first


class _Edges(Read):
    def write(self, writer: "Writer", asked: "Asked") -> str:
        writer.wants.add(ROWS)
        return f"[{writer.same(asked)} for row in rows]"


class _Cursor(Read):
    def write(self, writer: "Writer", asked: "Asked") -> str:
        return writer.question.cursor(writer)


@dataclass(frozen=True)
class _Fact(Read):
    """Something about the page as a whole, an attribute of Found."""

    name: str
    wants: str

    def write(self, writer: "Writer", asked: "Asked") -> str:
        writer.wants.add(self.wants)
        return f"page.{self.name}"


def _declared(read: Read, description: str) -> Any:
    return strawberry.field(description=description, metadata={READ: read})


@strawberry.type(description="Where a page ends.")
class PageInfo:
    has_next_page: bool = _declared(_Fact("has_next", ROWS), "Whether more records follow.")
    end_cursor: str | None = _declared(
        _Fact("end", ROWS), "The place of the last record: give it as `after` to get the next page."
    )


@strawberry.type(description="One record of a page, with its place.")
class Edge(Generic[T]):
    cursor: str = _declared(_Cursor(), "The place of this record: give it as `after` to begin behind it.")
    node: T = same("The record.")


@strawberry.type(description="One page of a list.")
class Connection(Generic[T]):
    total_count: int = _declared(
        _Fact("total", TOTAL), "How many records the whole list has; counted only when asked for, which takes time."
    )
    page_info: PageInfo = same("Where the page ends.")
    edges: list[Edge[T]] = _declared(_Edges(), "The records of the page, in order.")


First = Annotated[int, strawberry.argument(description="How many records at most, 1 to 100.")]
After = Annotated[
    str | None, strawberry.argument(description="Begin behind this place: a cursor, or the endCursor of a page.")
]
