"""The pairs of some cells, read from the database: what is published, clear enough, and not over on a day.

Pairs on which somebody decided are among them: a decision settles a case, it does not take it apart.
"""

from collections.abc import Hashable, Iterable, Iterator
from datetime import date
from typing import Any

from peewee import Select, chunked, fn

from tansiq.cases.clusters import Cell, Link
from tansiq.duplication.pair_sides import stored_side
from tansiq.duplication.pairs import Lower, LowerWork, Upper, UpperWork, stored_pairs
from tansiq.duplication.score import begins_in_common, ends_in_common
from tansiq.duplication.weights import Weights, in_use
from tansiq.models import AreaClosure, Site
from tansiq.models.area import ANCESTORS
from tansiq.platform.kept_statements import ask, slot
from tansiq.policy.viewer import ANONYMOUS

AT_ONCE = 200
"""Interventions whose sites are read by one statement."""
SIZES = (1, 4, 16, 64, 256)
"""How many areas one statement names: its text is put together once for each."""


def links_in(cells: Iterable[Cell], day: date, weights: Weights | None = None) -> dict[Cell, list[Link]]:
    """By cell, those without any included: its pairs, by the weights in use unless others are tried."""
    weights = weights or in_use()
    found: dict[Cell, list[Link]] = {cell: [] for cell in cells}
    by_sector: dict[int, list[int]] = {}
    for cell in found:
        by_sector.setdefault(cell.sector, []).append(cell.area)
    for sector, areas in by_sector.items():
        for piece in chunked(sorted(areas), SIZES[-1]):
            for area, link in _rows(sector, piece, day, weights):
                found[Cell(area, sector)].append(link)
    return found


def _rows(sector: int, areas: list[int], day: date, weights: Weights) -> Iterator[tuple[int, Link]]:
    """The area of each pair, and the pair."""
    size = next(size for size in SIZES if size >= len(areas))
    given: dict[Hashable, Any] = {
        "sector": sector,
        "day": day,
        **{n: areas[min(n, len(areas) - 1)] for n in range(size)},
    }
    for row in ask(("links", size, weights), lambda: _statement(size, weights), given):
        points, first, second, _site, _other_site, area, one, other, begins, ends = row
        yield area, Link(first, second, (one, other), points, _day(begins), None if ends is None else _day(ends))


def _statement(size: int, weights: Weights) -> Select:
    """The pairs of so many areas of one sector."""
    lower, upper = stored_side(Lower, LowerWork), stored_side(Upper, UpperWork)
    days = (begins_in_common(lower, upper), ends_in_common(lower, upper))
    also = (Lower.area, Lower.organization, Upper.organization, *days)
    pairs = stored_pairs(ANONYMOUS, weights, weights.case_points, is_settled_too=True, also=also)
    there = Lower.area.in_([slot(n) for n in range(size)]) & (Lower.sector == slot("sector"))
    return pairs.where(there, *(site.ends_on.is_null() | (site.ends_on >= slot("day")) for site in (Lower, Upper)))


def _day(value: date | str) -> date:
    """SQLite gives days back as text where no model reads them."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def cells_around(works: Iterable[int]) -> set[Cell]:
    """The cells in which some interventions may have pairs as they are now: those of their sites, and those of finer
    sites below them."""
    found: set[Cell] = set()
    weights = in_use()
    coarsest = weights.coarsest(weights.case_points)
    for piece in chunked(sorted(works), AT_ONCE):
        sites: Any = Site.select(Site.area, Site.sector, *(getattr(Site, name) for name in ANCESTORS)).where(
            Site.intervention.in_(piece)
        )
        for area, sector, *above in sites.distinct().tuples():
            found.add(Cell(area, sector))
            level = _level(area, above)
            if coarsest <= level < len(ANCESTORS):
                found |= _below(area, sector)
    return found


def _level(area: int, above: list[int | None]) -> int:
    """The level of an area by where it stands in its own line: the finest is in none of the columns."""
    return above.index(area) if area in above else len(ANCESTORS)


def _below(area: int, sector: int) -> set[Cell]:
    """The cells of finer areas with a site of the sector: one look for each area, however much is done there."""
    there = Site.select(Site.id).where(Site.sector == sector, Site.area == AreaClosure.descendant)
    rows: Any = AreaClosure.select(AreaClosure.descendant).where(
        AreaClosure.ancestor == area, AreaClosure.depth > 0, fn.EXISTS(there)
    )
    return {Cell(one, sector) for (one,) in rows.tuples()}
