"""What links here, on the page of a row: for each link the first rows, how many there are, and the way to all.

counts of all links: one statement; each link that has rows: one statement, and one a reference of its columns.
Where very many have rows, those of registers that a ministry defined tell how many there are, and the way to them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from admin.current_viewer import viewer
from admin.panel.link_filter import TITLES, link_text, link_title
from admin.panel.registered_views import view_of_table
from admin.words.formatting import DisplayRows, number_text
from tansiq.language.words import Sentence, gettext
from tansiq.models import Record
from tansiq.models.definitions import known
from tansiq.policy.seen_fields import may_see_field
from tansiq.records.backlinks import MOST, Link, count_links, links_seen

FIRST = 10
"""Rows of a link that the page shows."""

MANY = 8
"""Links with rows beyond which a page would be long: a governorate with a dozen registers of its own."""

WIDEST = 5
"""Columns of those rows."""


@dataclass(frozen=True)
class RelatedRecords:
    """The rows of one link; `count` stops at MOST + 1. `add` is where one more is entered, "" for whoever may not.

    `view` is that of the rows: its `linked_template` shows them where a table of their columns would not do.
    """

    link: Link
    title: Sentence
    count: int
    display: DisplayRows
    columns: list[tuple[str, Sentence]]
    address: str
    view: Any
    add: str

    @property
    def anchor(self) -> str:
        """Where on the page the rows stand."""
        return f"linked-{self.link.name.replace('.', '-')}"

    @property
    def is_cut(self) -> bool:
        """Whether there are more rows than are shown."""
        return self.count > len(self.display.rows)

    @property
    def how_many(self) -> str:
        """The number of rows, or that there are more than are counted."""
        return count_text(self.count)


def count_text(count: int) -> str:
    """A bounded count in words."""
    return gettext("more than %(count)s", count=number_text(MOST)) if count > MOST else number_text(count)


def related_records(row: Record, but: Iterable[str] = ()) -> list[RelatedRecords]:
    """The links that have rows the viewer may see, or to which they may add, in the order of TITLES; `but` names links
    shown elsewhere."""
    links = sorted((link for link in links_seen(viewer(), row) if _is_told(link, but)), key=_place)
    counts = count_links(viewer(), row, links)
    ways = {link.name: _address_to_add(link, row) for link in links}
    shown = [link for link in links if counts[link.name] or ways[link.name]]
    is_long = sum(counts[link.name] > 0 for link in links) > MANY
    firsts = {link.name: 0 if is_long and link.type_id is not None else FIRST for link in shown}
    return [_related(link, row, counts[link.name], ways[link.name], firsts[link.name]) for link in shown]


def _address_to_add(link: Link, row: Record) -> str:
    """Where a row is entered that leads to `row`; "" where that is not done from its page, or not by this viewer."""
    view = _view(link)
    return "" if link.owner or row.archived_at else str(view.address_to_add(link.key.name, row))


def _related(link: Link, row: Record, count: int, add: str, first: int) -> RelatedRecords:
    view = _view(link)
    names = [name for name in view.usual_columns if name != link.key.name and may_see_field(viewer(), name, link.model)]
    query = link.rows(viewer(), row).order_by(*_order(view)).limit(first) if first else ()
    columns = [(name, view.label_of(name)) for name in names[:WIDEST]]
    found = view.display_rows(list(query), [name for name, _label in columns])
    address = view.get_url(f"{view.endpoint}.index_view", linked=link_text(link, row))
    return RelatedRecords(link, link_title(link), count, found, columns, address, view, add)


def _view(link: Link) -> Any:
    """The view of the rows that a link tells: of entries that of their record type."""
    view: Any = view_of_table(link.model)
    return view if link.type_id is None else view.view_of(known().types[link.type_id])


def _is_told(link: Link, but: Iterable[str]) -> bool:
    view = None if link.name in but else view_of_table(link.model)
    return view is not None and (viewer().is_admin or not view.is_for_administrators)


def _order(view: Any) -> list[Any]:
    columns = [_by(view, name, is_descending) for name, is_descending in view.order]
    return columns if view.order[-1][0] == "id" else [*columns, view.model.id]


def _place(link: Link) -> int:
    order = list(TITLES)
    return order.index(link.name) if link.name in TITLES else len(order)


def _by(view: Any, name: str, is_descending: bool) -> Any:
    """A column of the rows, or what their list is ordered by under this name."""
    column = view.model._meta.fields.get(name) or view.order_column(name)
    return column.desc() if is_descending else column.asc()
