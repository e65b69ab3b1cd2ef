"""The list of a table: a page of it, and all of it as a file."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar
from urllib.parse import urlencode

from flask import Response, abort, redirect, request
from flask_admin import expose
from markupsafe import Markup, escape
from peewee import chunked

from admin.current_viewer import viewer
from admin.panel.bulk_actions import DeedsMixin, chosen_counts
from admin.panel.columns import ColumnsMixin
from admin.panel.counted_filter import counted_filters
from admin.panel.file_names import country
from admin.panel.filters import AMONG, ARCHIVED, PUBLISHED, Filter
from admin.panel.keeping_in_order import KeepingInOrderMixin
from admin.panel.link_filter import link_filters
from admin.panel.list_export import TableFile, list_file
from admin.panel.list_state import ListState, is_untidy, list_state
from admin.panel.own_field_filters import filters_of_fields
from admin.panel.own_filter import own_filters
from admin.panel.paging import RowCount, is_longer, list_page, list_query, order_column, quick_count, row_count
from admin.panel.put_off import MOST_AT_ONCE, put_off
from admin.panel.rule_filter import rule_filters
from admin.panel.saved_views import SavedViewsMixin
from admin.words.formatting import DisplayRows, display_rows, number_text
from admin.words.labels import label
from admin.words.naming import table_of
from tansiq.language.words import Sentence, gettext, listed
from tansiq.models import Area
from tansiq.models.definitions import Holder
from tansiq.policy.seen_fields import may_see_field

AT_ONCE = 500
"""Rows of a file that are read together with what they refer to."""


class ListMixin(ColumnsMixin, SavedViewsMixin, DeedsMixin, KeepingInOrderMixin):
    """The pages around a list. What it needs of a view stands in `admin.panel.guarded_view`."""

    title: Sentence
    filters: ClassVar[tuple[Filter, ...]] = ()
    order: ClassVar[tuple[tuple[str, bool], ...]] = (("id", True),)
    column_list: Any
    column_sortable_list: Any
    export_types: Any
    export_max_rows: Any
    list_template: Any
    model: Any
    can_edit: Any
    endpoint: Any

    @property
    def holder(self) -> Holder:
        """Whose own fields its rows have, and its forms ask."""
        return table_of(self.model), None

    @property
    def list_name(self) -> str:
        """Under which name columns and views of the list are kept."""
        return str(self.endpoint)

    @property
    def of(self) -> dict[str, str]:
        """What the address says of which list it is, where several stand at one address."""
        return {}

    def by_types(self) -> "list[Any]":
        """The views that show its rows: itself, or one for each of the record types of which the viewer knows."""
        return [self]

    def view_of(self, row: Any) -> Any:
        """The view that shows this row, or the rows of an own record type."""
        return self

    @property
    def all_filters(self) -> tuple[Filter, ...]:
        return self.filters_at(request.args)

    def filters_at(self, given: Mapping[str, str]) -> tuple[Filter, ...]:
        """The filters of the list at an address, which may ask for a rule or a link that no list offers."""
        own = (*own_filters(self.model), *filters_of_fields(self.holder), *rule_filters(self.holder, given))
        return (*self.filters, *own, *link_filters(self.model, given), *counted_filters(self.holder), ARCHIVED)

    def shown_filters(self, filters: Iterable[Filter]) -> list[Filter]:
        """Those that are offered: who may not change rows sees published ones that stand alone."""
        closed = () if viewer().reads_all or self.can_edit else (ARCHIVED, PUBLISHED)
        return [one for one in filters if one not in closed and one.name != AMONG]

    @expose("/")
    def index_view(self) -> Any:
        """A page of the list; an address as forms send it is first made plain."""
        state = list_state(self)
        if is_untidy(state) and not state.faults:
            return redirect(state.address)
        rows, has_next = list_page(self, state)
        is_asked = request.args.get("counted") == "1"
        count = row_count(self, state) if is_asked else quick_count(self, state, len(rows), has_next)
        said = {"views": self.views(state), "chosen_counts": chosen_counts, "found": count and count_text(count)}
        return self.render(self.list_template, state=state, rows=rows, has_next=has_next, **said)

    @expose("/count/")
    def count_view(self) -> Response:
        """How many rows the list has, as a sentence: asked for after the page of a large table stands."""
        return Response(count_text(row_count(self, list_state(self))), content_type="text/plain; charset=utf-8")

    def gone_text(self, names: Iterable[str]) -> str:
        """What an address asks for and the list does not have, in words; a field as it was called, if the reader may
        know of it."""
        told = [name for name in names if may_see_field(viewer(), name, self.model)]
        labels = dict.fromkeys(str(label(name, table_of(self.model))) for name in told)
        return listed([*labels, *([] if labels else [gettext("a field")])])

    @property
    def is_titled(self) -> bool:
        """Whether each row has a title that takes a line of its own."""
        return bool(self.column_list[0] == "title")

    def display_rows(self, rows: list[Any], names: Iterable[str]) -> DisplayRows:
        """Rows of the list with what the columns `names` refer to."""
        return display_rows(rows, list(names), viewer())

    def order_column(self, name: str) -> Any:
        """By what the list is ordered where a column orders it."""
        return order_column(self.model, name)

    def shown_columns(self, names: Iterable[str]) -> list[tuple[str, Sentence]]:
        """(name, label) of those of the columns `names` that the viewer may see."""
        return [(name, self.label_of(name)) for name in names if may_see_field(viewer(), name, self.model)]

    def headed_columns(self, names: Iterable[str]) -> list[tuple[str, Markup]]:
        """The same with what each is called ready for the page, which says it once more with every row."""
        return [(name, escape(str(text))) for name, text in self.shown_columns(names)]

    def label_of(self, name: str) -> Sentence:
        """What a column of the list is called."""
        return label(name, table_of(self.model))

    def export_kinds(self, state: ListState) -> tuple[str, ...]:
        """The kinds of file in which the list can be saved as it is narrowed now."""
        return tuple(self.export_types)

    def export_label(self, kind: str) -> str:
        """How a kind of file is offered."""
        return kind.upper()

    @expose("/export/<export_type>/")
    def export(self, export_type: str) -> Any:
        """The list as it is narrowed and sorted, as a file; of one that is too long only where that was agreed."""
        state = list_state(self).first
        if export_type not in self.export_kinds(state):
            abort(404)
        most, is_all = int(self.export_max_rows), request.args.get("all") == "1"
        if request.args.get("cut") != "1" and is_longer(self, state, most):
            parts = {**state.parameters(), **({"all": "1"} if is_all else {}), "cut": "1"}
            return self.render("panel/too_long.html", state=state, most=most, cut=f"?{urlencode(parts)}")
        if waits := put_off(is_longer(self, state, MOST_AT_ONCE), self.title):
            return waits
        columns = dict(self.shown_columns(self.offered() if is_all else state.columns))
        cells = self._cells(state, list(columns))
        titles = [str(text) for text in columns.values()]
        return list_file(export_type, self.about_file(state), titles, cells)

    def about_file(self, state: ListState) -> TableFile:
        """What a file of the list tells of: its rows, the area they are narrowed to, all that is in force."""
        chosen = [(str(chip.label), chip.text) for chip in state.chips()]
        if state.sort:
            chosen.append((gettext("Order"), str(self.label_of(state.sort))))
        meant = [found.meant for found in state.filter_values.values() if isinstance(found.meant, Area)]
        return TableFile(self.title, meant[0] if meant else country() if self.lies_somewhere else None, chosen)

    @property
    def lies_somewhere(self) -> bool:
        """Whether its rows are narrowed by areas, so that without one they are those of the whole country."""
        return any(getattr(one, "model", None) is Area for one in self.all_filters)

    def _cells(self, state: ListState, names: list[str]) -> Iterator[list[str]]:
        rows = list_query(self, state).limit(int(self.export_max_rows)).iterator()
        for piece in chunked(rows, AT_ONCE):
            found = self.display_rows(piece, names)
            yield from ([found.text(row, name) for name in names] for row in piece)


def count_text(count: RowCount) -> str:
    """How many rows were found, in words; an estimate says that it is one."""
    number = number_text(count.number)
    return (
        gettext("Found: about %(number)s", number=number)
        if count.is_estimate
        else gettext("Found: %(number)s", number=number)
    )
