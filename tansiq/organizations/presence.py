"""Where an organisation is at work, as its sites tell."""

from typing import Any, NamedTuple

from peewee import fn

from tansiq.models import Organization, Site
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

MOST = 60
"""Districts that are told; no page lists more."""


class Presence(NamedTuple):
    """One district and how many interventions of the organisation have a site in it."""

    district_id: int
    intervention_count: int


def districts_of(viewer: Viewer, organization: Organization) -> list[Presence]:
    """The districts with sites of what is not cancelled, the one with most interventions first; MOST + 1 at most.

    Sites tell of the canonical organisation: an entry that stands for another is answered for that one.
    """
    stands_for = organization.canonical_id or organization.id
    counted = fn.COUNT(Site.intervention.distinct())
    query: Any = visible(Site, viewer).select(Site.district, counted)
    query = query.where(Site.organization == stands_for, Site.status != "CANCELLED", Site.district.is_null(False))
    query = query.where(Site.archived_at.is_null(), Site.intervention_archived_at.is_null())
    grouped = query.group_by(Site.district).order_by(counted.desc(), Site.district).limit(MOST + 1)
    return [Presence(*row) for row in grouped.tuples()]
