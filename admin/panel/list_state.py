"""The state of a list, all of it in its address, so that a list can be sent to a colleague.

    /admin/intervention/?search=wells&status=ONGOING&sort=starts_on&desc=1&columns=title+status&page=3
        --list_state--> ListState(search, filter_values, sort, columns, page) --address--> the same, without empty parts

Columns stand in the address where they are not the list's own; without them a person's own choice holds.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from flask import request, url_for

from admin.current_viewer import viewer
from admin.panel.filters import AMONG, Filter, FilterValue
from tansiq.accounts.preferences import columns_of
from tansiq.language.folded_search import LONGEST_SEARCH
from tansiq.language.words import Sentence, gettext
from tansiq.models.extra import number_of

LONGEST_NAME = 60
"""Letters of the name of a column; whatever else is typed into an address is told no further."""
DEEPEST = 100_000
"""The last page that is turned to; whoever wants what lies deeper narrows the list."""


@dataclass(frozen=True)
class Chip:
    """Something in force: what it is, how it reads, and the address of the list without it."""

    label: Sentence | str
    text: str
    without: str


@dataclass(frozen=True)
class ListState:
    """What a person sees of a list: which rows, in which order, which columns, which page (from 0).

    `of` are the parts that say which list it is, where several stand at one address.
    `gone` are the names of what the address asks for and the list does not have, such as a field that was retired;
    `left_out` those of fields by which the list is too long to be narrowed or ordered.
    """

    root: str
    filters: tuple[Filter, ...]
    filter_values: Mapping[str, FilterValue]
    search: str
    sort: str
    is_descending: bool
    page: int
    columns: tuple[str, ...]
    own: tuple[str, ...]
    usual: tuple[str, ...]
    of: Mapping[str, str] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    def parameters(self) -> dict[str, str]:
        """The parts of the address that say this state, none of them empty."""
        values = {name: value for found in self.filter_values.values() for name, value in found.values.items()}
        parts = {
            **self.of,
            "search": self.search,
            **values,
            "sort": self.sort,
            "desc": "1" if self.is_descending else "",
            "columns": "" if self.columns == self.usual else " ".join(self.columns),
            "page": str(self.page or ""),
        }
        return {name: value for name, value in parts.items() if value}

    @property
    def query(self) -> str:
        """The address after its question mark."""
        return urlencode(self.parameters())

    @property
    def kept(self) -> str:
        """The same as it is kept under a name: without what says which list it is."""
        return urlencode({name: value for name, value in self.parameters().items() if name not in self.of})

    def address_of(self, kept: str) -> str:
        """The address of a state of this list that was kept."""
        parts = [part for part in (urlencode(self.of), kept) if part]
        return "?".join([self.root, "&".join(parts)]) if parts else self.root

    @property
    def address(self) -> str:
        return f"{self.root}?{self.query}" if self.query else self.root

    @property
    def first(self) -> "ListState":
        """The same at its first page: what a saved view and an export are made of."""
        return replace(self, page=0)

    @property
    def filters_in_force(self) -> int:
        """How many filters are on, the search left out."""
        return sum(1 for found in self.filter_values.values() if found.values)

    @property
    def counted(self) -> str:
        """The address of this very page with its rows counted, however long that takes."""
        return f"{self.root}?{urlencode({**self.parameters(), 'counted': '1'})}"

    def turned(self, page: int) -> str:
        """The address of another page."""
        return replace(self, page=page).address

    def sorted_by(self, name: str) -> str:
        """The address of the list sorted by a column; by the one in force, the other way round."""
        is_again = self.sort == name
        return replace(self.first, sort=name, is_descending=is_again and not self.is_descending).address

    @property
    def is_filtered(self) -> bool:
        return bool(self.search) or any(found.values for found in self.filter_values.values())

    @property
    def cleared(self) -> str:
        """The address with nothing searched or filtered; order and columns stay."""
        return replace(self.first, search="", filter_values={}).address

    @property
    def faults(self) -> list[str]:
        return [found.fault for found in self.filter_values.values() if found.fault]

    def without(self, name: str) -> str:
        """The address without one filter."""
        return replace(self.first, filter_values={**self.filter_values, name: FilterValue()}).address

    def chips(self) -> list[Chip]:
        """All that is in force, each with the address without it."""
        found = [Chip(gettext("Search"), self.search, replace(self.first, search="").address)] if self.search else []
        found += [
            Chip(one.label, self.filter_values[one.name].text, self.without(one.name))
            for one in self.filters
            if one.name in self.filter_values and self.filter_values[one.name].values
        ]
        if self.columns != (self.own or self.usual):
            mine = replace(self, columns=self.usual).address
            found.append(Chip(gettext("Columns"), gettext("as in the address"), mine))
        return found


def list_state(view: Any, asked: Mapping[str, str] | None = None) -> ListState:
    """The state that the address of this request, or `asked`, asks of a list; what makes no sense in it is left out."""
    given: Mapping[str, str] = request.args if asked is None else asked
    sort = given.get("sort", "")
    own = offered_columns(view, columns_of(viewer(), view.list_name))
    usual = view.usual_columns
    filters = view.all_filters if asked is None else view.filters_at(asked)
    is_sorted = view.is_sortable(sort)
    values = {one.name: one.read(given) for one in filters}
    gone, left_out = _gone(view, given, filters, values)
    return ListState(
        root=url_for(f"{view.endpoint}.index_view"),
        of=view.of,
        filters=filters,
        filter_values=values,
        search=" ".join(given.get("search", "").replace("\x00", "").split())[:LONGEST_SEARCH],
        sort=sort if is_sorted else "",
        is_descending=is_sorted and given.get("desc") == "1",
        page=_page(given.get("page", "")),
        columns=offered_columns(view, given.get("columns", "").split()) or own or usual,
        own=own,
        usual=usual,
        gone=gone,
        left_out=left_out,
    )


def _gone(
    view: Any, given: Mapping[str, str], filters: Iterable[Filter], values: Mapping[str, FilterValue]
) -> tuple[tuple[str, ...], ...]:
    """The names of columns, of an order and of own fields filtered by that the list does not have, and of a figure
    that counts something else by now; and those that it leaves out for the time they would take."""
    offered, known = view.offered(), {name for one in filters for name in one.names}
    columns = [name for name in given.get("columns", "").split() if name not in offered]
    sort = [name for name in [given.get("sort", "")] if name and not view.is_sortable(name)]
    among = [AMONG] if given.get(AMONG) and AMONG in values and not values[AMONG].values else []
    fields = [own_name(name) for name, value in given.items() if own_name(name) and value and name not in known]
    slow = view.slow_names if sort or fields else {}
    gone = [*columns, *(name for name in [*sort, *fields] if name not in slow), *among]
    left_out = [name for name in [*sort, *fields] if name in slow]
    return tuple(dict.fromkeys(name[:LONGEST_NAME] for name in gone)), tuple(dict.fromkeys(left_out))


def own_name(parameter: str) -> str:
    """The name of the own field that a parameter of an address narrows by: "extra.12" of "extra.12-from"; "" of any
    other."""
    name = parameter.partition("-")[0]
    return name if number_of(name) is not None else ""


def is_untidy(state: ListState) -> bool:
    """Whether the address holds what a form sends and nobody needs: empty parts, and names beside their ids."""
    texts = {name for one in state.filters for name in one.names if name.endswith("-text")}
    starts = {one.name: start for one in state.filters if (start := getattr(one, "start", ""))}
    return any(not value or name in texts or starts.get(name) == value for name, value in request.args.items())


def offered_columns(view: Any, names: Iterable[str]) -> tuple[str, ...]:
    """Those of `names` that the list offers as columns, each once; the one that names the row is among them."""
    found = tuple(dict.fromkeys(name for name in names if name in view.offered()))
    first = view.column_list[0]
    return (first, *found) if found and first not in found else found


def _page(text: str) -> int:
    digits = text if text.isascii() and text.isdigit() else "0"
    return min(int(digits[:9]), DEEPEST)
