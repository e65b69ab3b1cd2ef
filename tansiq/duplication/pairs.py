"""All pairs of sites that overlap, as relations.

    lower ----- sector, dates ----- upper        lower lies in upper's area, or is in the same one
      |                               |
      +---- its at most 5 ancestors --+          one index answers: (sector, area, starts, ends, organisation)

Walking from the finer place up finds every pair once, and stays short however coarse the other one is. Only
one intervention that is being entered is also compared downwards, through the closure of its areas.

The joins are written as CROSS JOIN: without statistics SQLite would start at the sector, and take minutes.
"""

from collections.abc import Sequence
from functools import reduce
from operator import and_
from typing import Any

from peewee import CTE, JOIN, Case, Join, Select, Value, fn

from tansiq.duplication.pair_sides import Side, canonical_ids, side_of, stored_side
from tansiq.duplication.score import points
from tansiq.duplication.weights import FOREVER, Weights
from tansiq.models import AreaClosure, Intervention, Organization, OverlapDecision, Partnership, Site
from tansiq.models.area import ANCESTORS
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import condition

LEADING = ("IMPLEMENTING", "PROGRAMMING")
"""Roles of partners who do the same intervention together: no overlap between them."""

Lower, Upper = Site.alias("lower_site"), Site.alias("upper_site")
LowerWork, UpperWork = Intervention.alias("lower_work"), Intervention.alias("upper_work")


def stored_pairs(
    viewer: Viewer, weights: Weights, min_points: int, is_settled_too: bool = False, also: Sequence[Any] = ()
) -> Select:
    """All pairs of stored sites that overlap so much: points, first, second, first_site, second_site, and `also`.

    Narrow it through the aliases Lower and Upper; `first` is the lower id of the two interventions. Pairs on
    which a person has decided are left out unless asked for.
    """
    lower, upper = stored_side(Lower, LowerWork), stored_side(Upper, UpperWork)
    tables = _cross(Lower, LowerWork, Upper, UpperWork)
    is_first = lower.intervention < upper.intervention
    ids = {
        "first": Case(None, [(is_first, lower.intervention)], upper.intervention),
        "second": Case(None, [(is_first, upper.intervention)], lower.intervention),
        "first_site": Case(None, [(is_first, lower.site)], upper.site),
        "second_site": Case(None, [(is_first, upper.site)], lower.site),
    }
    score = points(weights, lower, upper)
    query = Select([tables], [score.alias("points"), *(e.alias(n) for n, e in ids.items()), *also])
    settled = () if is_settled_too else (~_decided(lower, upper), ~_decided(upper, lower))
    # The cheap conditions come first, the two that look into other tables for each pair last.
    return query.where(
        *(LowerWork.id == Lower.intervention, UpperWork.id == Upper.intervention),
        *(counts(Lower, viewer), counts(Upper, viewer)),
        *(Upper.area.in_(_lineage(Lower)), (Upper.area != Lower.area) | is_first),
        *(meeting(lower, upper), score >= min_points),
        *(not_partners(lower, upper), not_partners(upper, lower)),
        *settled,
    )


def pairs_upwards(viewer: Viewer, weights: Weights, mine: CTE, partners: Sequence[Value] | None) -> Select:
    """Pairs of sites being entered with stored ones in the same area or around it; `first` is mine. `partners` are
    slots of the ids that the form says, None where those count that are stored."""
    here, other = side_of(mine), stored_side(Upper, UpperWork)
    query = Select([_cross(mine, Upper, UpperWork)], _of_mine(here, other, points(weights, here, other)))
    query = query.where(Upper.area.in_(_lineage(mine.c)), _no_partner_of_mine(here, other, partners))
    return _with_other(query, viewer, here, Upper, UpperWork)


def pairs_downwards(viewer: Viewer, weights: Weights, mine: CTE, partners: Sequence[Value] | None) -> Select:
    """Pairs of sites being entered with stored ones within their areas; `first` is mine."""
    here, other = side_of(mine), stored_side(Lower, LowerWork)
    below = (AreaClosure.ancestor == mine.c.area) & (AreaClosure.depth > 0) & (AreaClosure.descendant == Lower.area)
    query = Select([_cross(mine, AreaClosure, Lower, LowerWork)], _of_mine(here, other, points(weights, other, here)))
    query = query.where(below, _no_partner_of_mine(here, other, partners))
    return _with_other(query, viewer, here, Lower, LowerWork)


def _of_mine(here: Side, other: Side, score: Any) -> list[Any]:
    columns = (score, here.intervention, other.intervention, here.site, other.site)
    return [each.alias(name) for name, each in zip(COLUMNS, columns, strict=True)]


COLUMNS = ("points", "first", "second", "first_site", "second_site")


def _no_partner_of_mine(here: Side, other: Side, partners: Sequence[Value] | None) -> Any:
    """As the form says, or as is stored where the form says nothing of partners."""
    return not_partners(here, other) if partners is None else other.organization.not_in(canonical_ids(partners))


def _with_other(query: Select, viewer: Viewer, here: Side, site: Any, work: Any) -> Select:
    other = stored_side(site, work)
    return query.where(
        work.id == site.intervention,
        site.intervention != here.intervention,
        counts(site, viewer),
        meeting(here, other),
        not_partners(other, here),
        ~_decided(here, other),
        ~_decided(other, here),
    )


def _cross(*tables: Any) -> Any:
    joined = tables[0]
    for table in tables[1:]:
        joined = Join(joined, table, JOIN.CROSS)
    return joined


def _lineage(table: Any) -> tuple[Any, ...]:
    return (table.area, *(getattr(table, name) for name in ANCESTORS))


def counts(site: Any, viewer: Viewer) -> Any:
    """The condition that a stored site counts: visible, not archived, not cancelled, its start known."""
    return reduce(and_, conditions_to_count(site, viewer))


def conditions_to_count(site: Any, viewer: Viewer) -> list[Any]:
    """The same as several conditions."""
    stands = [site.archived_at.is_null(), site.intervention_archived_at.is_null()]
    allowed = condition(Site, viewer, site)
    found = [*stands, site.status != "CANCELLED", site.starts_on.is_null(False)]
    return found if allowed is None else [*found, allowed]


def meeting(one: Side, other: Side) -> Any:
    """The condition that two sites whose places meet are the same work of two organisations at one time."""
    sub = one.subsector.is_null() | other.subsector.is_null() | (one.subsector == other.subsector)
    begun = other.starts_on <= fn.COALESCE(one.ends_on, FOREVER)
    still = other.ends_on.is_null() | (other.ends_on >= one.starts_on)
    return (other.sector == one.sector) & begun & still & (other.organization != one.organization) & sub


def not_partners(one: Side, other: Side) -> Any:
    """The condition that the organisation of `other` neither leads nor carries out part of `one`."""
    stands_for = fn.COALESCE(Organization.canonical, Organization.id)
    partner = Partnership.select(Value(1)).join(Organization, on=(Partnership.organization == Organization.id))
    of_one = (Partnership.intervention == one.intervention) & Partnership.role.in_(LEADING)
    return ~fn.EXISTS(partner.where(of_one, stands_for == other.organization))


def _decided(first: Side, second: Side) -> Any:
    """The condition that a person has settled this pair, and that both are still what was decided on."""
    same = (OverlapDecision.first == first.intervention) & (OverlapDecision.second == second.intervention)
    unchanged = (OverlapDecision.first_facts == first.facts) & (OverlapDecision.second_facts == second.facts)
    return fn.EXISTS(OverlapDecision.select(Value(1)).where(same, is_settling(OverlapDecision), unchanged))


def is_settling(decision: Any) -> Any:
    """The condition that a decision settles its pair, as long as both are what was decided on."""
    return (decision.decision != "LATER") & decision.archived_at.is_null()
