"""What is done twice: pairs of interventions of different organisations in one sector, place and time.

The rules are those of `pairs`, the score is that of `score`; here they are asked: of one intervention that
is being entered, of an area, and grouped by area and sector. One statement answers each.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from peewee import Select, fn

from tansiq.copied_columns.folder import counted
from tansiq.duplication.overlap import (
    GroupKey,
    Overlap,
    OverlapGroup,
    OverlapPage,
    OverlapQuestion,
    OverlapRank,
    Tied,
)
from tansiq.duplication.pair_facts import (
    chosen_elsewhere,
    chosen_values,
    overlaps_of_rows,
    read_chosen,
    read_overlaps,
    told_of,
)
from tansiq.duplication.pair_sides import entered_sites, entered_values
from tansiq.duplication.pair_statements import count_pairs, group_pairs, pairs_asked_for, tie_pairs
from tansiq.duplication.pairs import Lower, Upper, pairs_downwards, pairs_upwards, stored_pairs
from tansiq.duplication.question_size import MOST_CANDIDATES
from tansiq.duplication.ranking import page
from tansiq.duplication.weights import POINTS, Weights, in_use
from tansiq.geography.within import find_area
from tansiq.models import Area, Intervention, Site
from tansiq.platform.database import db
from tansiq.platform.kept_statements import ask, slot
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

if TYPE_CHECKING:
    from tansiq.copied_columns.copies import Copy
    from tansiq.duplication.column_check import Check
    from tansiq.duplication.from_columns import FromColumns

T = TypeVar("T")

_LARGE = 1
"""The level (governorate) from which up an area is checked over copied columns, where there are any."""


def overlaps_of(
    viewer: Viewer,
    intervention: Intervention,
    sites: Sequence[Site] | None = None,
    partners: Sequence[int] | None = None,
    first: int = 20,
) -> list[Overlap]:
    """The best overlaps of one intervention as it stands in the form, saved or not, with stored ones.

    `sites` are those of the form (area and group are looked at), or None for the stored ones; `partners` the
    ids of organisations that lead it or carry out part of it, or None for the stored ones. Empty while the
    sector, the organisation, the start or all areas are still missing. Its cost does not grow with the register.
    """
    if sites is None:
        sites = list(visible(Site, viewer).where(Site.intervention == intervention.id, Site.archived_at.is_null()))
    placed = [site for site in sites if site.area_id]
    if not placed or not _is_told(intervention) or intervention.status == "CANCELLED":
        return []
    given, weights = entered_values(intervention, placed), in_use()
    if _is_large(placed):
        chosen = counted(lambda copy: _check(copy, viewer, intervention, placed, weights).best(partners, first))
        if chosen is not None:
            return _told(chosen, len(placed), given)
    given |= {("partner", place): one for place, one in enumerate(partners or ())}
    shape = (len(placed), None if partners is None else len(partners), first)
    return overlaps_of_rows(ask((viewer.scope, weights, shape), lambda: _statement(viewer, weights, *shape), given))


def _is_told(row: Intervention) -> bool:
    """Whether all stands there that an overlap needs; an end before the beginning leaves no day."""
    is_reversed = row.starts_on and row.ends_on and row.ends_on < row.starts_on
    return bool(row.organization_id and row.sector_id and row.starts_on and not is_reversed)


def _is_large(sites: Sequence[Site]) -> bool:
    """Whether a site lies in a governorate or a country as a whole, where thousands of others do."""
    count = len(sites)
    ((highest,),) = ask(("highest", count), lambda: _highest(count), {n: site.area_id for n, site in enumerate(sites)})
    return highest is not None and highest <= _LARGE


def _highest(sites: int) -> Select:
    return Area.select(fn.MIN(Area.level)).where(Area.id.in_([slot(n) for n in range(sites)]))


def _told(chosen: list[tuple[int, ...]], sites: int, given: dict[Hashable, Any]) -> list[Overlap]:
    """What is told of pairs of an intervention with so many sites as a form holds it."""
    if not chosen:
        return []

    def statement() -> Select:
        relation, pairs = chosen_elsewhere(len(chosen))
        form, mine = entered_sites(sites)
        return told_of(pairs, mine, relation, form)

    return overlaps_of_rows(ask(("chosen", sites, len(chosen)), statement, given | chosen_values(chosen)))


def _statement(viewer: Viewer, weights: Weights, sites: int, partners: int | None, first: int) -> Select:
    """The statement of `overlaps_of` for so many sites and partners, with slots for all that the form holds."""
    named = None if partners is None else [slot(("partner", place)) for place in range(partners)]
    given, mine = entered_sites(sites)
    pairs = pairs_upwards(viewer, weights, mine, named).union_all(pairs_downwards(viewer, weights, mine, named))
    return told_of(page(pairs, None, first), mine, given)


def overlaps(
    viewer: Viewer, question: OverlapQuestion, first: int = 50, after: OverlapRank | None = None
) -> OverlapPage:
    """One page of the pairs asked for, best score first; `after` is the `end` of the page before.

    Raises Refused(NOT_FOUND or DATES_REVERSED).
    """
    area = find_area(viewer, question.within)
    chosen = _found(viewer, question, area, lambda found: found.page(after, first + 1))
    if chosen is None:
        found = read_overlaps(page(pairs_asked_for(viewer, question, area), after, first + 1))
    else:
        found = read_chosen(chosen)
    shown = found[:first]
    end = OverlapRank(round(shown[-1].score * POINTS), shown[-1].first_id or 0, shown[-1].second_id) if shown else None
    return OverlapPage(shown, len(found) > first, end)


def ranked_pairs(viewer: Viewer, question: OverlapQuestion) -> list[tuple[int, ...]]:
    """All pairs asked for, best first, each with the columns COLUMNS of `pairs`: for whoever counts them in other ways
    than these; ask first whether they are few enough (question_size)."""
    area = find_area(viewer, question.within)
    chosen = _found(viewer, question, area, lambda found: found.page(None, MOST_CANDIDATES))
    if chosen is not None:
        return chosen
    rows: list[tuple[int, ...]] = db.execute(
        page(pairs_asked_for(viewer, question, area), None, MOST_CANDIDATES)
    ).fetchall()
    return rows


def count_overlaps(viewer: Viewer, question: OverlapQuestion) -> int:
    """How many pairs there are in all."""
    area = find_area(viewer, question.within)
    known = _found(viewer, question, area, lambda found: found.count())
    return count_pairs(pairs_asked_for(viewer, question, area)) if known is None else known


def group_overlaps(viewer: Viewer, question: OverlapQuestion, level: int = 2) -> list[OverlapGroup]:
    """The pairs counted by sector and by area of a level (0-3), most first, then best.

    A pair that overlaps in several areas counts in each of them.
    """
    area = find_area(viewer, question.within)
    known = _found(viewer, question, area, lambda found: found.groups(level))
    return group_pairs(pairs_asked_for(viewer, question, area), level) if known is None else known


def tied_groups(viewer: Viewer, question: OverlapQuestion, level: int, ties: Select) -> Mapping[GroupKey, list[Tied]]:
    """By area and sector, as `group_overlaps` has them: by what pairs there are tied together, and how many pairs.

    `ties` selects first, second (ids of interventions, the lower one first) and what ties them, `by`.
    """
    area = find_area(viewer, question.within)
    known = _found(viewer, question, area, lambda found: found.tied_groups(level, ties))
    return tie_pairs(pairs_asked_for(viewer, question, area), level, ties) if known is None else known


def overlap_between(viewer: Viewer, one: Intervention, other: Intervention) -> Overlap | None:
    """How two stored interventions overlap, decided or not; None where they do not, or not any more."""
    ids = sorted((one.id, other.id))
    pairs = stored_pairs(viewer, in_use(), 0, is_settled_too=True)
    found = read_overlaps(page(pairs.where(Lower.intervention.in_(ids), Upper.intervention.in_(ids)), None, 1))
    return found[0] if found else None


def _check(copy: "Copy", viewer: Viewer, row: Intervention, sites: Sequence[Site], weights: Weights) -> "Check":
    from tansiq.duplication.column_check import Check

    return Check(copy, viewer, row, sites, weights)


def _found(viewer: Viewer, question: OverlapQuestion, area: Area, ask: "Callable[[FromColumns], T]") -> T | None:
    """An answer from copied columns; None where the database is to be asked. Pairs are looked for after the copy is let
    go: those of a country take a while, and other questions wait for the copy."""
    known = counted(lambda copy: _from(copy, viewer, question, area))
    if known is not None:
        with suppress(OverflowError):
            return ask(known)
    return None


def _from(copy: "Copy", viewer: Viewer, question: OverlapQuestion, area: Area) -> "FromColumns":
    from tansiq.duplication.from_columns import FromColumns

    return FromColumns.of(copy, viewer, question, area)
