"""From a figure of a tile to its rows: the address of their list, narrowed to the very rows that are counted.

Filters that the list offers stand in the address where they mean the same as the grouping; all else is said by one
parameter (admin.panel.counted_filter).
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode

from admin.panel.counted_filter import spelled_question
from admin.panel.filters import AMONG, ARCHIVED, ChoiceFilter
from admin.panel.own_columns import is_quick
from admin.panel.range_filter import RangeFilter
from admin.panel.record_lists import list_address
from tansiq.models import Site
from tansiq.summaries import Key, SummaryQuestion
from tansiq.summaries.answer import is_many

MONTHS = {"Q1": ("01", "03"), "Q2": ("04", "06"), "Q3": ("07", "09"), "Q4": ("10", "12")}


def address_of_rows(view: Any, filters: str, question: SummaryQuestion, keys: Sequence[Key]) -> str:
    """Where the rows with these keys stand as a list, `filters` being those of the tile; "" where no list shows them:
    what they have in common is not told, or a long list is not narrowed by it."""
    asked = dict(parse_qsl(filters))
    # Figures leave out what is archived.
    asked.pop(ARCHIVED.name, None)
    if view is None or not all(_leads(question, key) for key in keys):
        return ""
    plain = _plain(view, question, keys)
    if plain is not None and all(asked.get(name, value) == value for name, value in plain.items()):
        return list_address(view, urlencode(asked | plain))
    said = [*asked.get(AMONG, "").split(), *spelled_question(question, keys).split()]
    if len({part.partition("~")[0] for part in said}) < len(said):
        return ""
    return list_address(view, urlencode(asked | ({AMONG: " ".join(said)} if said else {})))


def adds_up(question: SummaryQuestion, keys: Sequence[Key]) -> bool:
    """Whether a bar, with a part for each of the later keys, counts each of its rows once."""
    return not any(is_many(key.offered, question) for key in keys[1:])


def _leads(question: SummaryQuestion, key: Key) -> bool:
    one = key.offered.field
    return key.value is not None and (one is None or is_quick(question.subject.holder, one))


def _plain(view: Any, question: SummaryQuestion, keys: Iterable[Key]) -> dict[str, str] | None:
    """The parameters of filters that the list offers, where these say all that the keys do; else None."""
    # A list of sites has those of archived interventions too.
    if question.within is not None or question.period is not None or question.subject.model is Site:
        return None
    offered = {one.name: one for one in view.shown_filters(view.all_filters)}
    found: dict[str, str] = {}
    for key in keys:
        said = _parameters(offered.get(key.grouping.name), key)
        if said is None:
            return None
        found |= said
    return found


def _parameters(one: Any, key: Key) -> Mapping[str, str] | None:
    if isinstance(one, ChoiceFilter) and one.is_plain:
        value = ("yes" if key.value else "no") if isinstance(key.value, bool) else str(key.value)
        return one.read({one.name: value}).values or None
    if isinstance(one, RangeFilter):
        first, last = _months(str(key.value))
        if one.kind == "day":
            days = monthrange(int(last[:4]), int(last[5:]))[1]
            first, last = f"{first}-01", f"{last}-{days:02}"
        return {one.parameter("from"): first, one.parameter("to"): last}
    return None


def _months(span: str) -> tuple[str, str]:
    """The first and the last month of a month, quarter or year: "2026-Q1" -> "2026-01", "2026-03"."""
    year, _, part = span.partition("-")
    first, last = MONTHS.get(part, (part, part) if part else ("01", "12"))
    return f"{year}-{first}", f"{year}-{last}"
