"""What links here, on the page of a row: for each link the first rows, how many there are, and the way to all.

counts of all links: one statement; each link that has rows: one statement, and one a reference of its columns.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app, url_for

from admin.pages.current_viewer import viewer
from admin.panel.link_filter import TITLES, said, title
from admin.words.formatting import Sight, number, sight
from admin.words.labels import label
from admin.words.naming import table_of
from tansiq.language.words import Sentence, gettext
from tansiq.models import Record
from tansiq.policy.visibility import shows
from tansiq.records.backlinks import MOST, Link, count_links, links_to

FIRST = 10
"""Rows of a link that the page shows."""

WIDEST = 5
"""Columns of those rows."""


@dataclass(frozen=True)
class Related:
    """The rows of one link; `count` stops at MOST + 1."""

    link: Link
    title: Sentence
    count: int
    sight: Sight
    columns: list[tuple[str, Sentence]]
    address: str

    @property
    def anchor(self) -> str:
        """Where on the page the rows stand."""
        return f"linked-{self.link.name.replace('.', '-')}"

    @property
    def is_cut(self) -> bool:
        """Whether there are more rows than are shown."""
        return self.count > len(self.sight.rows)

    @property
    def how_many(self) -> str:
        """The number of rows, or that there are more than are counted."""
        return counted(self.count)


def counted(count: int) -> str:
    """A bounded count in words."""
    return gettext("more than %(count)s", count=number(MOST)) if count > MOST else number(count)


def related(row: Record, but: Iterable[str] = ()) -> list[Related]:
    """The links that have rows the viewer may see, in the order of TITLES; `but` names links shown elsewhere."""
    links = sorted((link for link in links_to(type(row)) if _is_told(link, but)), key=_place)
    counts = count_links(viewer(), row, links)
    return [_related(link, row, counts[link.name]) for link in links if counts[link.name]]


def _related(link: Link, row: Record, count: int) -> Related:
    view = _view(link)
    names = [name for name in view.column_list if name != link.key.name and shows(viewer(), name, link.model)]
    query = link.rows(viewer(), row).order_by(*_order(view)).limit(FIRST)
    columns = [(name, label(name, table_of(link.model))) for name in names[:WIDEST]]
    found = sight(list(query), [name for name, _label in columns], viewer())
    address = url_for(f"{view.endpoint}.index_view", linked=said(link, row))
    return Related(link, title(link), count, found, columns, address)


def _is_told(link: Link, but: Iterable[str]) -> bool:
    view = None if link.name in but else _view(link)
    return view is not None and (viewer().is_admin or not view.is_for_administrators)


def _view(link: Link) -> Any:
    """The view of the table whose rows a link tells; None where the table has no page."""
    views: Sequence[Any] = current_app.extensions["admin"][0]._views
    return next((view for view in views if getattr(view, "model", None) is link.model), None)


def _order(view: Any) -> list[Any]:
    fields = view.model._meta.fields
    columns = [fields[name].desc() if is_descending else fields[name].asc() for name, is_descending in view.order]
    return columns if view.order[-1][0] == "id" else [*columns, view.model.id]


def _place(link: Link) -> int:
    order = list(TITLES)
    return order.index(link.name) if link.name in TITLES else len(order)
