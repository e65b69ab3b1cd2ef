"""What an arrangement would do, foretold: people freed, and what is covered before and after, place by place."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

import strawberry

from api.filters.scopes import COVERAGE
from api.planner.fields import column, computed, refers_to
from api.planner.inner_rows import inner, inner_list, told
from api.planner.kept_figures import Reckoning
from api.types.area import Area
from api.types.coverage_figures import MOST_PEOPLE, CoverageTotals
from tansiq import models
from tansiq.cases.effects import Effect
from tansiq.cases.foretelling import MOST, effects_of
from tansiq.coverage import Totals, gap
from tansiq.models.data_stamps import table_name
from tansiq.period import Period
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may_ask

WEIGHT = 10_000
"""Values for which an effect counts (api/http/cost.py): the arrangement is tried, and taken back."""
USUAL = 2
"""Places of one effect."""


def _effects(viewer: Viewer, arrangement_ids: Collection[int]) -> Mapping[int, Effect]:
    return effects_of(viewer, arrangement_ids) if may_ask(viewer, COVERAGE) else {}


# A trial asks all that a change does, rules and fields of the ministry's own among them.
_EFFECTS = Reckoning(_effects, tuple(map(table_name, models.ALL)), size=lambda effect: 1 + 4 * len(effect.areas))


def _gap_closed(before: Totals, after: Totals) -> int | None:
    """None where the gap is not known at one of the two times."""
    gaps = gap(before), gap(after)
    return None if gaps[0] is None or gaps[1] is None else min(gaps[0] - gaps[1], MOST_PEOPLE)


def _within_int(people: int | None) -> int | None:
    return None if people is None else min(people, MOST_PEOPLE)


def _begins(period: Period) -> date:
    return period.begins


def _ends(period: Period) -> date:
    return period.ends


@strawberry.type(description="What is covered of one place, in the sector of the case, before and after.")
class ArrangementEffectArea:
    area: Area | None = refers_to("area_id", models.Area, "Where.")
    before: CoverageTotals = inner("before", "As it is.")
    after: CoverageTotals = inner("after", "As it would be.")
    gap_closed: int | None = computed(
        "before",
        "after",
        by=_gap_closed,
        description="Persons targeted and not reached before, less those after; below zero where the gap would widen.",
    )


@strawberry.type(
    description="""What carrying out an arrangement would do. Figures are those that `coverage` answers to the same
caller before and then after."""
)
class ArrangementEffect:
    starts_on: date = computed("period", by=_begins, description="The first day of the period that figures are of.")
    ends_on: date = computed("period", by=_ends, description="Its last day.")
    people_freed: int | None = computed(
        "people_freed",
        by=_within_int,
        description="Persons targeted in the place of the case by those who would leave it; null where nobody says how "
        "many, or the caller does not see all of their sites.",
    )
    areas: list[ArrangementEffectArea] = inner_list(
        "areas",
        "The place of the case, then each to which something moves, as far as the caller sees it.",
        USUAL,
    )
    ends_case: bool = column("is_ended", "Whether nothing of the case would overlap any more.")


def effect_of_arrangement() -> Any:
    """The field of an arrangement that foretells its effect."""
    description = f"""What carrying it out would do. Null where its parties no longer decide on it, where it cannot be
carried out as the records stand now, and for all but the {MOST} newest of a case. Needs
coverage:read too: without it, it is null."""
    return told(models.Arrangement.id, _EFFECTS, description, weight=WEIGHT)
