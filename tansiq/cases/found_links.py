"""The pairs of some cells, read from the database: what is published, clear enough, and not over on a day.

Pairs on which somebody decided are among them: a decision settles a case, it does not take it apart.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from peewee import chunked

from tansiq.cases.clusters import Cell, Link
from tansiq.cases.members import LEAST_POINTS
from tansiq.duplication.pair_sides import stored_side
from tansiq.duplication.pairs import Lower, LowerWork, Upper, UpperWork, stored_pairs
from tansiq.duplication.weights import FOREVER, PLACE, POINTS, begins_in_common, ends_in_common
from tansiq.models import Site
from tansiq.models.area import ANCESTORS
from tansiq.period import Period
from tansiq.platform.database import db
from tansiq.policy.viewer import ANONYMOUS

AT_ONCE = 200
"""Areas that one statement names."""
COARSEST = min(level for level, weight in PLACE.items() if weight * POINTS // 100 >= LEAST_POINTS)
"""The coarsest level of area of which a pair is clear enough to make a case."""


def not_over(day: date) -> Period:
    """The days that pairs share one with which are not over on a day."""
    return Period(day, FOREVER)


def links_in(cells: Iterable[Cell], day: date) -> dict[Cell, list[Link]]:
    """By cell, those without any included: its pairs."""
    found: dict[Cell, list[Link]] = {cell: [] for cell in cells}
    by_sector: dict[int, list[int]] = {}
    for cell in found:
        by_sector.setdefault(cell.sector, []).append(cell.area)
    for sector, areas in by_sector.items():
        for piece in chunked(sorted(areas), AT_ONCE):
            for area, link in _rows(sector, piece, day):
                found[Cell(area, sector)].append(link)
    return found


def _rows(sector: int, areas: list[int], day: date) -> Iterator[tuple[int, Link]]:
    """The area of each pair, and the pair."""
    lower, upper = stored_side(Lower, LowerWork), stored_side(Upper, UpperWork)
    also = [
        Lower.area, Lower.intervention, Upper.intervention, Lower.organization, Upper.organization,
        begins_in_common(lower, upper), ends_in_common(lower, upper),
    ]  # fmt: skip
    period = not_over(day)
    query = stored_pairs(ANONYMOUS, LEAST_POINTS, is_settled_too=True, also=also).where(
        Lower.sector == sector, Lower.area.in_(areas), period.meets(Lower), period.meets(Upper)
    )
    for points, *_ids, area, one, other, first, second, begins, ends in db.execute(query).fetchall():
        yield area, Link(one, other, first, second, points, _day(begins), None if ends is None else _day(ends))


def _day(value: date | str) -> date:
    """SQLite gives days back as text where no model reads them."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def cells_around(works: Iterable[int]) -> set[Cell]:
    """The cells in which some interventions may have pairs as they are now: those of their sites, and those of finer
    sites below them."""
    found: set[Cell] = set()
    for piece in chunked(sorted(works), AT_ONCE):
        sites: Any = Site.select(Site.area, Site.sector, *(getattr(Site, name) for name in ANCESTORS)).where(
            Site.intervention.in_(piece)
        )
        for area, sector, *above in sites.distinct().tuples():
            found.add(Cell(area, sector))
            level = _level(area, above)
            if COARSEST <= level < len(ANCESTORS):
                found |= _below(area, sector, level)
    return found


def _level(area: int, above: list[int | None]) -> int:
    """The level of an area by where it stands in its own line: the finest is in none of the columns."""
    return above.index(area) if area in above else len(ANCESTORS)


def _below(area: int, sector: int, level: int) -> set[Cell]:
    there = getattr(Site, ANCESTORS[level]) == area
    rows: Any = Site.select(Site.area).where(there, Site.sector == sector).distinct().tuples()
    return {Cell(one, sector) for (one,) in rows}
