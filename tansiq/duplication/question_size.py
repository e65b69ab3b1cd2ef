"""How far a question about pairs reaches: whether a page may wait for its answer, and where to ask instead.

    sites of each (sector, area) x sites of the same sector there and around it = pairs to look at

The pairs of a whole country with a million interventions take minutes. Counting what would have to be looked
at takes a moment, because it stops early.
"""

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from peewee import SQL, Select, fn

from tansiq.copied_columns.folder import counted
from tansiq.duplication.overlap import OverlapQuestion
from tansiq.duplication.pairs import Lower, counts
from tansiq.geography.within import find_area, lies_in
from tansiq.models import Area, Intervention, Sector, Site
from tansiq.models.area import ANCESTORS
from tansiq.platform.database import db
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records.slow_answers import cached

if TYPE_CHECKING:
    from tansiq.copied_columns.copies import Copy
    from tansiq.duplication.column_pairs import Search

MOST_SITES = 40_000
MOST_PAIRS = 400_000
MOST_CANDIDATES = 2_000_000
"""More than these are not looked at while a person waits: on one core they take some two seconds, by statements (sites
and pairs) as over copied columns (candidates, of which the days in common are not known yet)."""


class Part(NamedTuple):
    """An area within the one asked about, and how many sites of the question lie in it."""

    area: Area
    site_count: int


def lower_sites(question: OverlapQuestion, area: Area) -> Iterator[Any]:
    """The conditions on `Lower` that a question sets. Raises Refused(DATES_REVERSED)."""
    yield from places_asked_for(Lower, question, area)
    yield from sectors_asked_for(Lower, question)
    if question.period:
        question.period.check()
        yield question.period.meets(Lower)


def places_asked_for(table: Any, question: OverlapQuestion, area: Area) -> Iterator[Any]:
    """The conditions that the finer place of a pair meets, on a table that carries the ancestors of areas."""
    yield lies_in(table, area)
    if question.above is not None:
        yield getattr(table, ANCESTORS[question.above]).is_null()


def sectors_asked_for(table: Any, question: OverlapQuestion) -> Iterator[Any]:
    """The condition on the sector of both sites of a pair, where the question names sectors."""
    if question.sectors:
        yield table.sector.in_(Sector.select(Sector.id).where(Sector.code.in_(question.sectors)))


def is_answerable(viewer: Viewer, question: OverlapQuestion) -> bool:
    """Whether the question is small enough to be answered while a person waits.

    Raises Refused(NOT_FOUND or DATES_REVERSED).
    """
    area = find_area(viewer, question.within)
    search = counted(lambda copy: _search(copy, viewer, question, area))
    if search is not None:
        return search.candidates() <= MOST_CANDIDATES
    sites = _sites(viewer, question, area)
    some = sites.select(Lower.id).limit(MOST_SITES + 1).alias("some")
    if Select([some], [fn.COUNT(some.c.id)]).scalar(db.obj) > MOST_SITES:
        return False
    return _pairs_to_look_at(viewer, question, area) <= MOST_PAIRS


def _search(copy: "Copy", viewer: Viewer, question: OverlapQuestion, area: Area) -> "Search":
    from tansiq.duplication.column_question import asked

    return asked(copy, viewer, question, area).search


def parts(viewer: Viewer, question: OverlapQuestion) -> list[Part]:
    """The areas right below the one asked about that hold sites of the question, most sites first."""
    area = find_area(viewer, question.within)
    if area.level + 1 >= len(ANCESTORS):
        return []
    key = ("parts", viewer.scope, area.id, question.sectors, question.period)
    found = cached(key, (Site, Intervention), lambda: _counts_by_area(viewer, question, area)).value
    areas = visible(Area, viewer).where(Area.id.in_([key for key in found if key]))
    return sorted((Part(one, found[one.id]) for one in areas), key=lambda part: (-part.site_count, part.area.pcode))


def _counts_by_area(viewer: Viewer, question: OverlapQuestion, area: Area) -> dict[int, int]:
    below: Any = getattr(Lower, ANCESTORS[area.level + 1])
    if question.period:
        # Written as a sum, it is not sought in its index, through which every row would be fetched one by one.
        below = below + SQL("0")
    return dict(_sites(viewer, question, area).select(below, fn.COUNT(Lower.id)).group_by(below).tuples())


def _sites(viewer: Viewer, question: OverlapQuestion, area: Area) -> Any:
    return Lower.select().where(counts(Lower, viewer), *lower_sites(question, area))


def _pairs_to_look_at(viewer: Viewer, question: OverlapQuestion, area: Area) -> int:
    """How many pairs of one sector lie in the same area or one in the area of the other, whenever they run."""
    lineage = [getattr(Lower, name) for name in ANCESTORS]
    keys = [Lower.sector, Lower.area, *lineage]
    inside = list(_sites(viewer, question, area).select(*keys, fn.COUNT(Lower.id)).group_by(*keys).tuples())
    known = Counter({(sector, place): number for sector, place, *_above, number in inside})
    around = _around(viewer, question, area)
    total = 0
    for sector, place, *above, number in inside:
        higher = {(sector, each) for each in above if each and each != place}
        total += number * (number - 1) // 2 + number * sum(known[each] + around[each] for each in higher)
    return total


def _around(viewer: Viewer, question: OverlapQuestion, area: Area) -> Counter[tuple[int, int]]:
    """Sites located as roughly as the areas above the one asked about, by sector and area."""
    above = [getattr(area, f"{name}_id") for name in ANCESTORS[: area.level]]
    query: Any = Lower.select(Lower.sector, Lower.area, fn.COUNT(Lower.id)).where(counts(Lower, viewer))
    if question.period:
        query = query.where(question.period.meets(Lower))
    query = query.where(Lower.area.in_([each for each in above if each])).group_by(Lower.sector, Lower.area)
    return Counter({(sector, place): number for sector, place, number in query.tuples()})
