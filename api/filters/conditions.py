"""The conditions on a list that its arguments turn into; None is no condition.

Codes and places are looked up first, so that conditions compare plain ids; the one about sites stands in by_site.py.
"""

from typing import Any

from peewee import Model, ModelSelect, fn

from api.context import Context
from api.filters.arguments import Period
from api.filters.lookup import area_by_pcode, row_by_code
from api.planner.pages import Order
from tansiq.faults import Fault, Refused
from tansiq.geography.within import lies_in
from tansiq.language.arabic import fold
from tansiq.language.digits import whole
from tansiq.language.folded_search import LONGEST_SEARCH, MOST_WORDS
from tansiq.language.words import say
from tansiq.models import Area, Organization, Sector
from tansiq.models.column_values import text_fault
from tansiq.policy.visibility import visible
from tansiq.records.search_index import holding

Condition = Any


def area_within(context: Context, key: Any, pcode: str | None) -> Condition:
    """The area that `key` refers to lies in the area with this P-code."""
    if pcode is None:
        return None
    return key.in_(Area.select(Area.id).where(lies_in(Area, area_by_pcode(context, pcode))))


def has_code(context: Context, key: Any, code: str | None, field: str) -> Condition:
    """The row that `key` refers to has this code. Raises Refused(UNKNOWN_CODE) on `field`."""
    return None if code is None else key == row_by_code(context, key.rel_model, code, field).id


def in_sector(context: Context, table: Any, code: str | None) -> Condition:
    """The row is of this sector; a sub-sector's code meets the rows of the sub-sector."""
    if code is None:
        return None
    sector = row_by_code(context, Sector, code, "sector")
    has_subsectors = hasattr(table, "subsector") and sector.parent_id is not None
    return (table.subsector if has_subsectors else table.sector) == sector.id


def is_one_of(column: Any, codes: list[Any] | None) -> Condition:
    """The column holds one of these codes; an empty list is met by nothing."""
    return None if codes is None else column.in_([code.value for code in codes])


def refers_to_record(context: Context, key: Any, row_id: str | None) -> Condition:
    """The row refers to the record with this id, and that is visible; what cannot be an id is met by nothing."""
    if row_id is None:
        return None
    return key.in_(record_with_id(context, key.rel_model, row_id).select(key.rel_field))


def of_organization_kind(context: Context, key: Any, kinds: list[Any] | None) -> Condition:
    """The organisation that `key` refers to is visible and of one of these kinds."""
    if kinds is None:
        return None
    known = visible(Organization, context.viewer).select(Organization.id)
    return key.in_(known.where(is_one_of(Organization.kind, kinds)))


def meets(table: Any, period: Period | None) -> Condition:
    """The row's dates and the period share a day. Raises Refused(DATES_REVERSED)."""
    return None if period is None else period.checked().meets(table)


def contains(table: Any, text: str | None) -> Condition:
    """The folded names or titles contain every word of the text. Raises Refused: TOO_LONG, TOO_MANY_WORDS."""
    if fault := text_fault("search", text or "", LONGEST_SEARCH):
        raise Refused(fault)
    words = fold(text).split()
    if len(words) > MOST_WORDS:
        sentence = say(
            "A search has at most %(most)s words; this one has %(found)s.", most=MOST_WORDS, found=len(words)
        )
        raise Refused(Fault("TOO_MANY_WORDS", "search", sentence))
    return holding(table, words) if words else None


def id_number(row_id: str) -> int:
    """The id as a number; -1, which no record has, for what cannot be one."""
    return whole(row_id) or -1


def record_with_id(context: Context, model: type[Model], row_id: str) -> "ModelSelect[Any]":
    """The record with this id, if it is visible."""
    return visible(model, context.viewer).where(model._meta.primary_key == id_number(row_id))


def by_name(table: Any, language: str) -> Order:
    """By the folded name that is shown in this language."""
    key = table.name_order_en if language == "en" else table.name_order_ar
    return Order("NAME", fn.COALESCE(key, ""), table.id, parse=str)
