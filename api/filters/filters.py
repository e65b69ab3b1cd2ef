"""What lists may be narrowed by, and the conditions these filters turn into.

Each filter is a field of a dataclass (api/filters/arguments.py). Codes and places are looked up first, so that the
conditions compare plain ids; the one about sites stands in sited.py.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

import strawberry
from peewee import Model, ModelSelect, fn

from api.enums import Direction
from api.filters.arguments import says
from api.filters.lookup import area_at, coded
from api.http.context import Context
from api.planner.pages import After, First, Order, Page, page_size
from tansiq import period as days
from tansiq.faults import Fault, Refused
from tansiq.geography.within import lies_in
from tansiq.language.arabic import fold
from tansiq.language.digits import whole
from tansiq.language.folded_search import holds
from tansiq.language.words import say
from tansiq.models import Area, Organization, Sector
from tansiq.policy.visibility import visible

Condition = Any
MOST_WORDS = 20
"""Of a search; each word is one more comparison of every name."""

Within = Annotated[str | None, says("P-code of an area: only what lies in it, or is it.")]
SectorCode = Annotated[str | None, says("Code of the sector, such as WSH.")]
GroupCode = Annotated[str | None, says("Code of the population group, such as IDP.")]
Search = Annotated[
    str | None,
    says(
        "Words that names or titles contain, in any order; spellings of hamza, ta marbuta and the like do not matter."
    ),
]


@strawberry.input(description="From one day to another, both included.")
class Period:
    from_: date = strawberry.field(name="from", description="The first day.")
    to: date = strawberry.field(description="The last day.")

    def checked(self) -> days.Period:
        """The period as the domain knows it. Raises Refused(DATES_REVERSED)."""
        checked = days.Period(self.from_, self.to)
        checked.check()
        return checked


@dataclass(frozen=True)
class Paging:
    """The arguments of every long list."""

    first: First = 50
    after: After = None
    direction: Annotated[Direction, says("Whether the order runs upwards or downwards.")] = Direction.ASC

    def page(self, query: "ModelSelect[Any]", conditions: Iterable[Condition], order: Order) -> Page:
        """The page asked for, of the rows that meet all conditions (None: no condition)."""
        for condition in conditions:
            query = query if condition is None else query.where(condition)
        return Page(query, order.towards(self.direction is Direction.DESC), page_size(self.first), self.after)


def area_within(context: Context, key: Any, pcode: str | None) -> Condition:
    """The area that `key` refers to lies in the area with this P-code."""
    if pcode is None:
        return None
    return key.in_(Area.select(Area.id).where(lies_in(Area, area_at(context, pcode))))


def is_coded(context: Context, key: Any, code: str | None, field: str) -> Condition:
    """The row that `key` refers to has this code. Raises Refused(UNKNOWN_CODE) on `field`."""
    return None if code is None else key == coded(context, key.rel_model, code, field).id


def in_sector(context: Context, table: Any, code: str | None) -> Condition:
    """The row is of this sector; a sub-sector's code meets the rows of the sub-sector."""
    if code is None:
        return None
    sector = coded(context, Sector, code, "sector")
    has_subsectors = hasattr(table, "subsector") and sector.parent_id is not None
    return (table.subsector if has_subsectors else table.sector) == sector.id


def is_any(column: Any, codes: list[Any] | None) -> Condition:
    """The column holds one of these codes; an empty list is met by nothing."""
    return None if codes is None else column.in_([code.value for code in codes])


def is_record(context: Context, key: Any, row_id: str | None) -> Condition:
    """The row refers to the record with this id, and that is visible; what cannot be an id is met by nothing."""
    if row_id is None:
        return None
    return key.in_(one(context, key.rel_model, row_id).select(key.rel_field))


def of_kind(context: Context, key: Any, kinds: list[Any] | None) -> Condition:
    """The organisation that `key` refers to is visible and of one of these kinds."""
    if kinds is None:
        return None
    known = visible(Organization, context.viewer).select(Organization.id)
    return key.in_(known.where(is_any(Organization.kind, kinds)))


def meets(table: Any, period: Period | None) -> Condition:
    """The row's dates and the period share a day. Raises Refused(DATES_REVERSED)."""
    return None if period is None else period.checked().meets(table)


def contains(table: Any, text: str | None) -> Condition:
    """The folded names or titles contain every word of the text. Raises Refused(TOO_MANY_WORDS)."""
    found: Condition = None
    words = fold(text).split()
    if len(words) > MOST_WORDS:
        sentence = say(
            "A search has at most %(most)s words; this one has %(found)s.", most=MOST_WORDS, found=len(words)
        )
        raise Refused(Fault("TOO_MANY_WORDS", "search", sentence))
    for word in words:
        has = holds(table.search, word)
        found = has if found is None else found & has
    return found


def number(row_id: str) -> int:
    """The id as a number; -1, which no record has, for what cannot be one."""
    return whole(row_id) or -1


def one(context: Context, model: type[Model], row_id: str) -> "ModelSelect[Any]":
    """The record with this id, if it is visible."""
    return visible(model, context.viewer).where(model._meta.primary_key == number(row_id))


def named(table: Any, language: str) -> Order:
    """By the name that is shown in this language."""
    first, other = (table.name_en, table.name_ar) if language == "en" else (table.name_ar, table.name_en)
    shown = fn.COALESCE(fn.NULLIF(first, ""), other)
    return Order("NAME", shown, table.id, kind=str)
