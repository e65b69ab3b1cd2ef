"""Why a tile cannot be shown: it asks for what is not there any more, or not for its reader.

A field that was retired or became personal, a rule that is gone, a list that the reader has not: whatever a tile lets
go of would widen its figures, so that it shows none. What the reader may not know of is not named.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl

from admin.current_viewer import viewer
from admin.panel.counted_filter import grouping_at
from admin.panel.list_state import ListState
from admin.words.labels import label
from tansiq.language.words import gettext, listed
from tansiq.models import DashboardTile
from tansiq.models.extra import number_of
from tansiq.policy.seen_fields import may_see_field
from tansiq.summaries import Grouping, Subject, groupings_of, measured_of
from tansiq.summaries.subjects import AREA

OF_THE_PAGE = frozenset({"search", "sort", "desc", "columns", "page", "counted"})
"""What the address of a list says beside what narrows it."""


def groupings_asked(tile: DashboardTile) -> list[Grouping]:
    """By what a tile of its kind tells records apart."""
    most = {"CHART": 2, "MAP": 1}.get(tile.tile_kind, 0)
    return [grouping_at(spelled) for spelled in (tile.first_group, tile.second_group) if spelled][:most]


def fault_of_tile(tile: DashboardTile, subject: Subject, state: ListState | None) -> str:
    """Why a tile over these records cannot be shown, in words; "" where it can. `state` is that of the list whose rows
    it shows, None where the reader has no such list."""
    if state is None and (tile.filters or tile.tile_kind == "LIST"):
        return gettext("These records are not there, or not for you.")
    if gone := list(_not_offered(tile, subject)):
        names = _called(gone, subject)
        return gettext("This tile cannot be shown: what it reckons with is not there, or not for you: %(names)s.",
                       names=names)  # fmt: skip
    if state is not None and (lost := list(_not_in_force(tile, state))):
        names = _called(lost, subject)
        return gettext("This tile cannot be shown: what its list is narrowed by is not there, or not for you: "
                       "%(names)s.", names=names)  # fmt: skip
    if tile.tile_kind == "MAP" and not _is_of_areas(tile, subject):
        return gettext("This tile cannot be shown: a map tells records apart by areas.")
    return ""


def _not_offered(tile: DashboardTile, subject: Subject) -> Iterator[str]:
    """The names of what the tile groups by, measures and dates its rows by, and the reader is not offered."""
    if tile.tile_kind == "LIST":
        return
    offered = groupings_of(viewer(), subject)
    yield from (one.name for one in groupings_asked(tile) if one.name not in offered)
    if tile.day and tile.day not in offered:
        yield tile.day
    if tile.measure != "COUNT" and tile.measured not in measured_of(viewer(), subject):
        yield tile.measured


def _not_in_force(tile: DashboardTile, state: ListState) -> Iterator[str]:
    """The names of what the filters of the tile ask for and the list does not have, or does not understand."""
    asked = {name: value for name, value in parse_qsl(tile.filters) if name not in {*OF_THE_PAGE, *state.of}}
    read = {name: one for one in state.filters for name in one.names}
    for name, value in asked.items():
        if name not in read:
            yield name
        elif not _is_in_force(read[name], state, value):
            yield read[name].name


def _is_in_force(one: Any, state: ListState, value: str) -> bool:
    found = state.filter_values[one.name]
    return not found.fault and (bool(found.values) or value == getattr(one, "start", ""))


def _is_of_areas(tile: DashboardTile, subject: Subject) -> bool:
    offered: Mapping[str, Any] = groupings_of(viewer(), subject)
    return all(offered[one.name].sort == AREA for one in groupings_asked(tile)) and bool(tile.first_group)


def _called(names: Iterable[str], subject: Subject) -> str:
    """Names of columns and filters in words: a field as it was called, if the reader may know of it."""
    told = dict.fromkeys(_word(name, subject) for name in names)
    return listed(list(told))


def _word(name: str, subject: Subject) -> str:
    if number_of(name) is not None and not may_see_field(viewer(), name, subject.model):
        return gettext("a field")
    word = str(label(name, subject.kind.table))
    return word if word != name or number_of(name) is not None else gettext("a filter")
