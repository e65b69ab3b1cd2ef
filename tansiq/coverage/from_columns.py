"""The answer from copied columns: the same cells to the person as the one statement finds (tansiq.coverage.statement).

sites, needs --masks--> frames --column_counting--> branches, laid over each other --> cells and totals
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from tansiq.copied_columns.copies import Copy
from tansiq.copied_columns.grouping import how_many
from tansiq.copied_columns.tables import NONE, UncopiedError
from tansiq.coverage.column_cells import cells_of
from tansiq.coverage.column_counting import (
    NEEDS,
    Frame,
    by_keys,
    by_level,
    fold,
    length,
    need_units,
    only,
    over_groups,
    over_sectors,
    presence,
    site_units,
)
from tansiq.coverage.column_frames import grid_frame, need_frame, seen_ids, site_frame
from tansiq.coverage.counting import COUNTS, PEOPLE
from tansiq.coverage.figures import Cell, Totals
from tansiq.coverage.question import CoverageQuestion
from tansiq.coverage.statement import AREA, AREA_SECTOR, DIMENSIONS, PLACE
from tansiq.models import Area
from tansiq.policy.viewer import Viewer

MEASURES = (*COUNTS, *PEOPLE, *NEEDS)


class Found(NamedTuple):
    """What was counted: cells by their keys, the totals, and what the totals leave out; margins where asked for."""

    cells: Frame
    totals: Totals
    of_areas: Frame | None
    of_sectors: Frame | None

    @property
    def length(self) -> int:
        """How many cells there are."""
        return length(self.cells)

    @property
    def margins(self) -> tuple[dict[int, Cell], dict[int, Cell]]:
        """The totals of each area and of each sector, by their ids."""
        areas = [] if self.of_areas is None else cells_of(self.of_areas)
        sectors = [] if self.of_sectors is None else cells_of(self.of_sectors)
        return {one.area_id: one for one in areas}, {one.sector_id or 0: one for one in sectors}


class _Asked(NamedTuple):
    """The frames that one question is answered from."""

    sites: Frame
    needs: Frame
    keys: Sequence[str]
    empty: Frame | None
    """The keys of cells that are there even where nothing is."""


def count(copy: Copy, viewer: Viewer, question: CoverageQuestion, area: Area) -> Found:
    """Count a checked question. Raises UncopiedError where it asks for what is not copied: figures of earlier days."""
    if question.as_of is not None:
        raise UncopiedError("as_of")
    keys = ["cell", *(key for key, code in DIMENSIONS.items() if code in question.by)]
    sites = site_frame(copy, viewer, question, area)
    needs = need_frame(copy, viewer, question, area)
    seen = np.concatenate([seen_ids(sites["sector"]), seen_ids(needs["sector"])])
    empty = grid_frame(copy, viewer, question, area, seen) if question.by <= {"SECTOR"} else None
    asked = _Asked(sites, needs, keys, empty)
    return _counted(asked, question.with_margins)


def _counted(asked: _Asked, with_margins: bool) -> Found:
    dated = only(asked.sites, asked.sites["dated"] == 1)
    units = site_units(dated, PLACE)
    area_sectors = over_groups(units, AREA_SECTOR, PEOPLE)
    areas = over_sectors(area_sectors, AREA, PEOPLE)
    need_unit = need_units(asked.needs, [*PLACE, "level"])
    keys = asked.keys
    if "kind" in keys:
        people = fold(site_units(dated, (*PLACE, "kind")), (*PLACE, "kind"), keys, PEOPLE)
    elif "group" in keys:
        people = fold(units, PLACE, keys, PEOPLE)
    else:
        people = fold(area_sectors, AREA_SECTOR, keys, PEOPLE)
    branches = [presence(dated, keys), people, _needs(need_unit, dated, keys)]
    cells = laid_over([*branches, *([asked.empty] if asked.empty is not None else [])], keys)
    totals = _totals(asked.sites, dated, areas, need_unit)
    if not with_margins:
        return Found(cells, totals, None, None)
    return Found(
        cells,
        totals,
        _margin(dated, fold(areas, AREA, ("cell",), PEOPLE), need_unit, ["cell"]),
        _margin(dated, fold(area_sectors, AREA_SECTOR, ("sector",), PEOPLE), need_unit, ["sector"]),
    )


def _margin(dated: Frame, people: Frame, need_unit: Frame, keys: list[str]) -> Frame:
    return laid_over([presence(dated, keys), people, by_level(need_unit, keys, PLACE)], keys)


def _needs(units: Frame, dated: Frame, keys: Sequence[str]) -> Frame:
    """By cell. A need is not divided by kinds: each kind that is present is compared with the whole."""
    wanted = [key for key in keys if key != "kind"]
    found = by_level(units, wanted, PLACE)
    if "kind" not in keys:
        return found
    groups = by_keys(dated, keys)
    present = {key: groups.first(dated[key]) for key in keys}
    both: Frame = {key: np.concatenate([found[key], present[key]]) for key in wanted}
    joined = by_keys(both, wanted)
    places, row_of = joined.places(), np.full(len(joined), NONE)
    row_of[places[: length(found)]] = np.arange(length(found))
    rows = row_of[places[length(found) :]]
    kept = only(present, rows != NONE)
    return {**kept, **{name: found[name][rows[rows != NONE]] for name in NEEDS}}


def _totals(sites: Frame, dated: Frame, areas: Frame, need_unit: Frame) -> Totals:
    branches = [presence(dated, ()), fold(areas, AREA, (), PEOPLE), by_level(need_unit, (), PLACE)]
    found = dict.fromkeys(MEASURES, NONE)
    for branch in branches:
        found |= {name: int(column[0]) for name, column in branch.items() if len(column)}
    counts = [max(found[name], 0) for name in COUNTS]
    known = [None if found[name] == NONE else found[name] for name in (*PEOPLE, *NEEDS)]
    above = dated["intervention"][dated["cell"] == NONE]
    undated = sites["intervention"][sites["dated"] == 0]
    return Totals._make([*counts, *known, how_many(above), how_many(undated)])


def laid_over(branches: Sequence[Frame], keys: Sequence[str]) -> Frame:
    """One row for each key that any branch has; a count that none tells is zero, another measure is not known."""
    every: Frame = {
        name: np.concatenate([branch[name] if name in branch else np.full(length(branch), NONE) for branch in branches])
        for name in (*keys, *MEASURES)
    }
    groups = by_keys(every, keys)
    found = {key: groups.first(every[key]) for key in keys}
    for name in MEASURES:
        values = groups.largest(every[name])
        found[name] = np.maximum(values, 0) if name in COUNTS else values
    return found
