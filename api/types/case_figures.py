"""What the domain tells of cases of duplication: which interventions overlap, and why a case returned; for all cases of
a list at once, and kept."""

from collections.abc import Collection, Mapping
from typing import Any

from api.planner.fields import all_spoken
from api.planner.kept_figures import Reckoning
from api.planner.reckoned_parts import reckoned_parts
from tansiq import models
from tansiq.cases.pairs_of_many import pairs_of_cases
from tansiq.cases.what_changed import what_changed_in
from tansiq.duplication.overlap import Overlap
from tansiq.language.words import Sentence, speaking
from tansiq.models.data_stamps import table_name
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

MOST = 20
"""Pairs that are told of one case."""
USUAL = 3
WEIGHT = 200
"""Values for which the pairs of a case count (api/http/cost.py): all pairs of its interventions are looked at."""

_READ = (
    models.OverlapCase, models.CaseMember, models.Intervention, models.Site, models.Organization, models.Partnership,
    models.Area, models.Sector, models.ActivityType, models.PopulationGroup, models.OverlapWeights,
)  # fmt: skip
_TABLES = tuple(map(table_name, _READ))


def _cases(viewer: Viewer, case_ids: Collection[int]) -> list[models.OverlapCase]:
    return list(visible(models.OverlapCase, viewer).where(models.OverlapCase.id.in_(sorted(case_ids))))


def _pairs(viewer: Viewer, case_ids: Collection[int]) -> Mapping[int, list[Overlap]]:
    return pairs_of_cases(viewer.counting(), _cases(viewer, case_ids), MOST)


def _changes(viewer: Viewer, case_ids: Collection[int]) -> Mapping[int, list[Sentence]]:
    return what_changed_in(viewer, [case for case in _cases(viewer, case_ids) if case.case_state == "RETURNED"])


PAIRS = Reckoning(_pairs, _TABLES, size=lambda pairs: 1 + len(pairs))
"""Pairs of cases, by id."""
CHANGES = Reckoning(_changes, _TABLES, size=lambda changes: 1 + len(changes))
"""Why cases returned, by id."""


def pairs_of_case(description: str) -> Any:
    """A field of a case that lists the pairs of its interventions."""
    told = f"{description} At most {MOST}."
    return reckoned_parts(models.OverlapCase.id, PAIRS, told, expected=USUAL, weight=WEIGHT)


def why_returned(description: str) -> Any:
    """A field of a case that lists why it returned, with the argument `language`."""
    return all_spoken(models.OverlapCase.id, CHANGES, _said, description)


def _said(changes: list[Sentence] | None, language: str) -> list[str]:
    with speaking(language):
        return [str(change) for change in changes or ()]
