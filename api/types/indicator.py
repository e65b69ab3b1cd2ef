"""Indicators of plans and items: what is measured, what is to be achieved, and what was."""

from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Any

import strawberry

from api.enums import IndicatorDirection, WayTogether
from api.planner.fields import bilingual, column, computed, parts, refers_to, usually
from api.planner.reckoned_parts import reckoned_parts
from api.types.area import Area
from api.types.extra import own_fields
from api.types.organization import Organization
from api.types.plan_figures import OF_FOLLOWED, PLACES, of_indicator
from tansiq import models
from tansiq.plans.indicators import Standing

table = models.Indicator
wanted = models.IndicatorTarget
told = models.IndicatorValue


def _target_today(standing: Standing) -> Decimal | None:
    return standing.target.value if standing.target else None


def _progress(standing: Standing) -> Decimal | None:
    return None if standing.progress is None else round(standing.progress, PLACES)


@strawberry.type(description="What is to be achieved by a day, in the unit of the indicator.")
class IndicatorTarget:
    on: date = column(wanted.on, "The day; that of a whole year is its last day.")
    value: float = column(wanted.value, "What is to be achieved.")
    extra: Any = own_fields(models.IndicatorTarget)


@strawberry.type(description="What was achieved by a day, in the unit of the indicator.")
class IndicatorValue:
    on: date = column(told.on, "The day.")
    value: float = column(told.value, "What was achieved.")
    area: Area | None = refers_to(told.area, models.Area, "Where; null: all that the indicator measures.")
    organization: Organization | None = refers_to(told.organization, models.Organization, "Who reported it.")
    source: str = column(told.source, "Where it was taken from.")
    extra: Any = own_fields(models.IndicatorValue)


@strawberry.type(description="What units reported of an item that an indicator follows, in its unit.")
class FollowedValue:
    on: date = column("on", "The last day of the period that was reported on.")
    value: float = computed("value", by=float, description="What the units of the area reported together.")
    area: Area | None = refers_to("place", models.Area, "The area of the units.")


@strawberry.type(description="What is measured to tell how far a plan or an item of it has come.")
class Indicator:
    id: strawberry.ID = column(table.id, "Number of the record.")
    name_ar: str = column(table.name_ar, "Arabic name; empty where there is none.")
    name_en: str = column(table.name_en, "English name; empty where there is none.")
    name: str = bilingual(table.name_ar, table.name_en, "Name in one language, or the other's where that is empty.")
    unit: str = column(table.unit, "The unit in words, such as percent or households.")
    direction: IndicatorDirection = column(table.direction, "Whether it is to rise or to fall.")
    baseline: float | None = column(table.baseline, "Where it stood before; empty where it is not known.")
    baseline_on: date | None = column(table.baseline_on, "The day of the baseline.")
    over_areas: WayTogether = column(table.over_areas, "How values of several areas become one.")
    over_time: WayTogether = column(table.over_time, "How values of several days become one.")
    targets: list[IndicatorTarget] = usually(
        3,
        parts(
            wanted.indicator,
            "What is to be achieved, the first day first.",
            order=(wanted.on, wanted.id),
            only=wanted.archived_at.is_null(),
        ),
    )
    values: list[IndicatorValue] = usually(
        5,
        parts(
            told.indicator,
            "What was achieved, the first day first.",
            order=(told.on, told.id),
            only=told.archived_at.is_null(),
        ),
    )
    followed: list[FollowedValue] = reckoned_parts(
        table.id,
        OF_FOLLOWED,
        "What was reported, and approved, of the item of a form that it follows, the first period first; none where "
        "its values are entered by hand.",
        expected=5,
    )
    target: float | None = of_indicator(_target_today, "The target that holds today.")
    achieved: float | None = of_indicator(
        attrgetter("achieved"), "What was achieved until today, values put together as was chosen."
    )
    progress: float | None = of_indicator(
        _progress,
        "How far it is from its baseline to the target that holds today, in hundredths: 0 where things went the other "
        "way, more than 100 beyond the target; empty where one of the three is not known.",
    )
    extra: Any = own_fields(models.Indicator)
