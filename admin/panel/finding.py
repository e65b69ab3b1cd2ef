"""One search over the whole register: whatever kind of record has names of its own and a page in the menu.

typed words -> each kind: visible rows that hold them, the likeliest few -> told by rank -> groups, the best first

Kinds are found by their descriptions, so that a new one is searched from its first day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from peewee import Case

from admin.current_viewer import viewer
from admin.panel.registered_views import view_of_table
from admin.panel.search import search_condition, searched
from admin.words.naming import code_of, full_names
from tansiq.language.arabic import fold
from tansiq.language.folded_search import holds
from tansiq.models.record_type import RecordType, record_types
from tansiq.policy.seen_fields import may_see_field
from tansiq.records.table_size import has_more_than

SHORTEST = 2
"""Letters from which on something is looked for."""
TRIED = 40
"""Rows of one kind that are looked at to find the best among them."""
LARGE = 30_000
"""Rows of a table from which on the newest that hold the words are taken, rather than all brought into an order."""
EQUAL, BEGINS, WORD_BEGINS, HOLDS = range(4)


@dataclass(frozen=True)
class FoundRow:
    """A row that was found: how it is called, where its page is, and how well it fits, 0 the best."""

    text: str
    address: str
    rank: int


@dataclass(frozen=True)
class FoundGroup:
    """The rows of one kind that were found, the best first, and its view."""

    view: Any
    rows: list[FoundRow]


def find_all(text: str, most: int) -> list[FoundGroup]:
    """At most `most` rows of each kind that hold every word of `text` and that the viewer may see, by groups: the
    group of the best row first. Nothing is found for less than SHORTEST letters."""
    if len(fold(searched(text)).replace(" ", "")) < SHORTEST:
        return []
    groups = [FoundGroup(view, _rows(kind, view, text)[:most]) for kind, view in _searched_kinds()]
    found = [group for group in groups if group.rows]
    return sorted(found, key=lambda group: (group.rows[0].rank, len(group.rows[0].text)))


def _searched_kinds() -> Iterator[tuple[RecordType, Any]]:
    """Those whose lists the viewer may open from the menu, and whose names they may read."""
    for kind in record_types():
        door = view_of_table(kind.model)
        for view in door.by_types() if door is not None and door.is_accessible() else ():
            is_named = kind.has_names or bool(kind.searched) or view.is_titled
            is_open = view.is_visible() and all(may_see_field(viewer(), name, kind.model) for name in kind.searched)
            if is_named and is_open:
                yield kind, view


def _rows(kind: RecordType, view: Any, text: str) -> list[FoundRow]:
    model: Any = kind.model
    standing = view.get_query().where(model.archived_at.is_null())
    rows = list(standing.where(search_condition(model, text, viewer())).order_by(*_nearest(model, text)).limit(TRIED))
    names, folded = full_names(rows, viewer()), fold(text)
    found = [
        FoundRow(names[row.id], view.get_url(f"{view.endpoint}.details_view", id=row.id), _rank(row, names, folded))
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.rank, len(one.text)))


def _nearest(model: Any, text: str) -> list[Any]:
    """Names that begin as typed, then words that do; of a large table, which no index orders so, the newest rows."""
    if not hasattr(model, "search") or has_more_than(model, LARGE):
        return [model.id.desc()]
    folded = fold(text)
    begins, within = model.search.startswith(folded), holds(model.search, f" {folded}")
    return [Case(None, [(begins, 0), (within, 1)], 2), model.id]


def _rank(row: Any, names: dict[int, str], folded: str) -> int:
    """How well a row fits: by its own names and its code, in whichever language."""
    written = [row.__data__.get(f"{stem}_{code}") for stem in ("name", "title", "acronym") for code in ("ar", "en")]
    called = [fold(text) for text in (*written, code_of(row), row.__data__.get("name"), names[row.id]) if text]
    if folded in called:
        return EQUAL
    if any(text.startswith(folded) for text in called):
        return BEGINS
    return WORD_BEGINS if any(f" {folded}" in text for text in called) else HOLDS
