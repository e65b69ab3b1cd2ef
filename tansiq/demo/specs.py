"""What is to be entered, everything named by code, so that a story reads like a story."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tansiq.demo import DAY

Dates = tuple[date, date]
"""The first and the last day of a work."""


@dataclass(frozen=True, slots=True)
class SiteSpec:
    """Where, for whom and for how many persons; `reached` is None where nobody reported yet."""

    pcode: str
    targeted: int
    reached: int | None = None
    group: str = "ALL"


@dataclass(frozen=True, slots=True, kw_only=True)
class InterventionSpec:
    """One intervention: `organization` and partners by key, `activity` by code, `partners` as (key, role).

    Without a title it gets the usual one of its activity and place, without a status the one its dates tell.
    """

    organization: str
    activity: str
    dates: Dates
    sites: Sequence[SiteSpec]
    title: tuple[str, str] | None = None
    status: str | None = None
    project: str | None = None
    partners: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class NeedSpec:
    """Persons in need in one area and sector over the year; severity 1-5."""

    pcode: str
    sector: str
    people: int
    affected: int
    severity: int


def status_on_day(dates: Dates) -> str:
    """The status of work between these dates, as it stood on DAY."""
    starts_on, ends_on = dates
    if ends_on < DAY:
        return "COMPLETED"
    return "ONGOING" if starts_on <= DAY else "PLANNED"


def share_done(dates: Dates) -> float:
    """How much of the time between the dates had passed on DAY, 0 to 1."""
    starts_on, ends_on = dates
    days = max((ends_on - starts_on).days, 1)
    return min(max((DAY - starts_on).days / days, 0.0), 1.0)
