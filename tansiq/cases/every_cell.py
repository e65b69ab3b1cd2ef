"""The cells of the whole register that are to be brought up to date: those where what overlaps is not what is kept.

From copied columns where there are any; else governorate by governorate from the database.
"""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from peewee import chunked

from tansiq.cases.clusters import Cell, Cluster, clusters
from tansiq.cases.found_links import links_in
from tansiq.copied_columns.folder import counted
from tansiq.duplication.decided_facts import facts_of
from tansiq.duplication.overlap import OverlapQuestion
from tansiq.duplication.weights import FOREVER, POINTS, Weights, in_use
from tansiq.models import Area, CaseMember, Intervention, OverlapCase, Site
from tansiq.period import Period
from tansiq.policy.viewer import ANONYMOUS

if TYPE_CHECKING:
    from tansiq.cases.column_clusters import Clusters
    from tansiq.copied_columns.copies import Copy
    from tansiq.duplication.column_question import Asked

AT_ONCE = 2_000
"""Cells that are brought up to date in one transaction."""


def pieces(day: date, after: Cell | None = None) -> Iterator[dict[Cell, list[Cluster]]]:
    """The cells that differ with the clusters found there, some at a time, in order; those `after` a cell alone."""
    found = _from_columns(day)
    if found is None:
        yield from _from_database(day, after)
        return
    from tansiq.cases.differing import differing

    for piece in chunked(_after(after, differing(found) | _of_other_facts()), AT_ONCE):
        yield found.of_cells(piece)


def _after(after: Cell | None, cells: set[Cell]) -> list[Cell]:
    return sorted(cell for cell in cells if after is None or cell > after)


def _of_other_facts() -> set[Cell]:
    """The cells of decided cases of which an intervention is not what was decided on."""
    query: Any = OverlapCase.select(OverlapCase.area, OverlapCase.sector).distinct()
    query = query.join(CaseMember, on=(CaseMember.case == OverlapCase.id))
    query = query.join(Intervention, on=(Intervention.id == CaseMember.intervention))
    query = query.where(CaseMember.facts.is_null(False), CaseMember.facts != facts_of(Intervention))
    return {Cell(area, sector) for area, sector in query.tuples()}


def _from_columns(day: date) -> "Clusters | None":
    asked = counted(lambda copy: [asked_of(copy, day, area, in_use()) for area in _countries()])
    if asked is None:
        return None
    from tansiq.cases.column_clusters import clusters_of, joined

    return joined([clusters_of(one) for one in asked])


def _countries() -> list[Area]:
    return list(Area.select().where(Area.level == 0).order_by(Area.id))


def asked_of(copy: "Copy", day: date, area: Area, weights: Weights) -> "Asked":
    """The pairs of an area that make cases on a day by some weights, as they are asked of columns."""
    from tansiq.duplication.column_question import asked

    least = weights.case_points / POINTS
    question = OverlapQuestion(area, (), least, Period(day, FOREVER), is_settled_too=True, weights=weights)
    return asked(copy, ANONYMOUS, question, area)


def _from_database(day: date, after: Cell | None) -> Iterator[dict[Cell, list[Cluster]]]:
    """All cells with a site or a case, whether they differ or not."""
    for piece in chunked(_after(after, every_cell()), AT_ONCE):
        yield {cell: clusters(links) for cell, links in links_in(piece, day).items()}


def every_cell() -> set[Cell]:
    found: set[Cell] = set()
    for table in (Site, OverlapCase):
        rows: Any = table.select(table.area, table.sector).distinct().tuples()
        found |= {Cell(area, sector) for area, sector in rows}
    return found
