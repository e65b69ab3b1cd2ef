"""The sites that a question about overlaps is asked of, as columns: the sides of all pairs (see pair_sides.Side).

copied sites --that count, meet the period, lie in the area or around it--> Sides <-- their interventions' facts
"""

from dataclasses import dataclass, fields

import numpy as np

from tansiq.copied_columns.beside import everybody
from tansiq.copied_columns.copies import Copy
from tansiq.copied_columns.masks import among
from tansiq.copied_columns.tables import EPOCH, NO_DAY, NONE, Numbers
from tansiq.copied_columns.views import View, every_row, standing, view
from tansiq.duplication.overlap import OverlapQuestion
from tansiq.duplication.pairs import conditions_to_count
from tansiq.duplication.question_size import places_asked_for, sectors_asked_for
from tansiq.duplication.weights import FOREVER
from tansiq.models import Area, Site
from tansiq.models.area import ANCESTORS
from tansiq.policy.viewer import Viewer

OPEN_END = (FOREVER - EPOCH).days
"""Stands for an open end, as a day like all others."""


@dataclass(frozen=True)
class Sides:
    """One row for each site that counts. Empty ids and codes are NONE; `ends_on` is OPEN_END where it still runs.

    `group` is NONE where it is everybody. `is_lower` says that the site lies in the area asked about; the others lie
    around it. `is_one_of_several` says that its intervention has other sites among them.
    """

    site: Numbers
    intervention: Numbers
    organization: Numbers
    sector: Numbers
    subsector: Numbers
    area: Numbers
    level: Numbers
    starts_on: Numbers
    ends_on: Numbers
    activity: Numbers
    group: Numbers
    modality: Numbers
    is_lower: Numbers
    is_one_of_several: Numbers

    def __len__(self) -> int:
        return len(self.site)

    def at(self, where: Numbers) -> "Sides":
        """The rows at some places."""
        return Sides(*(getattr(self, one.name)[where] for one in fields(self)))


def sides_of(copy: Copy, viewer: Viewer, question: OverlapQuestion, area: Area) -> Sides:
    """All sites that may be part of a pair that is asked for. Raises UncopiedError or Refused(DATES_REVERSED)."""
    inside = view(copy, "area", [*places_asked_for(Area, question, area)]).column("id")
    sites = every_row(copy, "site")
    if area.level:
        around = [getattr(area, f"{name}_id") for name in ANCESTORS[: area.level]]
        sites = sites.among("area", np.concatenate([inside, np.array([one for one in around if one], np.int64)]))
    period = [] if question.period is None else [question.period.meets(Site)]
    asked = [*period, *sectors_asked_for(Site, question), *conditions_to_count(Site, viewer)]
    return as_sides(copy, standing(sites.narrowed(*asked)), inside)


def as_sides(copy: Copy, sites: View, inside: Numbers) -> Sides:
    """Sites with the facts of their interventions; those in the areas `inside` are lower ones. Raises UncopiedError."""
    work, group, ends, areas = (sites.column(n) for n in ("intervention", "population_group", "ends_on", "area"))
    works = copy.rows["intervention"]
    facts = works.one_each(work)
    subsector, activity, modality = (works.column(n)[facts] for n in ("subsector", "activity_type", "modality"))
    return Sides(
        site=sites.column("id"),
        intervention=work,
        organization=sites.column("organization"),
        sector=sites.column("sector"),
        subsector=subsector,
        area=areas,
        level=copy.places.of("level", areas),
        starts_on=sites.column("starts_on").astype(np.int64),
        ends_on=np.where(ends == NO_DAY, OPEN_END, ends).astype(np.int64),
        activity=activity,
        group=np.where(group == everybody(), NONE, group),
        modality=modality,
        is_lower=among(areas, inside),
        is_one_of_several=_several(work),
    )


def _several(work: Numbers) -> Numbers:
    """Which ids are there more than once."""
    order = np.argsort(work, kind="stable")
    is_same = np.zeros(len(work) + 1, np.bool_)
    is_same[1:-1] = work[order][1:] == work[order][:-1]
    found = np.empty(len(work), np.bool_)
    found[order] = is_same[1:] | is_same[:-1]
    return found
