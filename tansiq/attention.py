"""What needs a person's attention: questions whose count on the start page and whose list are the same rows.

Each condition is written once. Counts stop at MOST: "more than 1,000" says as much, and costs less.
"""

from typing import Any, NamedTuple

from peewee import Model, ModelSelect, Select, Value, fn

from tansiq.models import Area, ImportRun, Intervention, Organization, Site
from tansiq.organizations import licensing
from tansiq.period import Period
from tansiq.platform import clock
from tansiq.platform.database import db
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import condition, visible
from tansiq.records.slow_answers import cached

MOST = 1_000
_TABLES = (Intervention, Site, Area)


class Count(NamedTuple):
    """How many there are; `is_more` where the counting stopped there."""

    number: int
    is_more: bool = False


def this_year() -> Period:
    """The present year, from its first day to its last."""
    today = clock.today()
    return Period(today.replace(month=1, day=1), today.replace(month=12, day=31))


def is_without_sites(table: Any) -> Any:
    """The condition that nobody can see where an intervention takes place. Cancelled ones need no place."""
    its = Site.alias("its_site")
    standing = its.select(Value(1)).where(its.intervention == table.id, its.archived_at.is_null())
    return (table.status != "CANCELLED") & ~fn.EXISTS(standing)


def is_ended_but_ongoing(table: Any) -> Any:
    """The condition that an intervention's last day is past, and that it is still told as being carried out."""
    return (table.status == "ONGOING") & (table.ends_on < clock.today())


def is_without_presence(table: Any, viewer: Viewer) -> Any:
    """The condition that an area is a district in which, as far as `viewer` may see, nobody works this year.

    Work on the whole of its governorate is not taken for presence in the district.
    """
    there, today = Site.alias("site_there"), clock.today()
    stands = there.archived_at.is_null() & there.intervention_archived_at.is_null() & (there.status != "CANCELLED")
    present = there.select(Value(1)).where(there.district == table.id, stands, this_year().meets(there))
    allowed = condition(Site, viewer, there)
    present = present if allowed is None else present.where(allowed)
    is_valid = table.valid_until.is_null() | (table.valid_until >= today)
    return (table.level == 2) & is_valid & ~fn.EXISTS(present)


def interventions_without_sites(viewer: Viewer) -> "ModelSelect[Intervention]":
    """Those of `is_without_sites` that are not archived."""
    return visible(Intervention, viewer).where(Intervention.archived_at.is_null(), is_without_sites(Intervention))


def interventions_ended_but_ongoing(viewer: Viewer) -> "ModelSelect[Intervention]":
    """Those of `is_ended_but_ongoing` that are not archived."""
    return visible(Intervention, viewer).where(Intervention.archived_at.is_null(), is_ended_but_ongoing(Intervention))


def districts_without_presence(viewer: Viewer) -> "ModelSelect[Area]":
    """Those of `is_without_presence` that are not archived."""
    return visible(Area, viewer).where(Area.archived_at.is_null(), is_without_presence(Area, viewer))


def licences_running_out(viewer: Viewer) -> "ModelSelect[Organization]":
    """Standing organisations whose licence ends within the next 60 days, those not archived."""
    ends = licensing.expires_within(Organization, licensing.SOON, clock.today())
    return visible(Organization, viewer).where(Organization.archived_at.is_null(), ends)


def imports_failed(viewer: Viewer) -> "ModelSelect[ImportRun]":
    """Workbooks that could not be read and wait for somebody to send them again, or to throw them away."""
    return visible(ImportRun, viewer).where(ImportRun.state == "FAILED")


def counted(viewer: Viewer, name: str, query: "ModelSelect[Any]") -> Count:
    """The count of a query over interventions, sites and areas, kept as `cached` does under `name`."""
    found: Count = cached((name, viewer.scope), _TABLES, lambda: count(query)).value
    return found


def count(query: "ModelSelect[Any]") -> Count:
    """How many rows there are, counted up to MOST."""
    model: Any = query.model
    some = query.select(model.id).limit(MOST + 1).alias("some")
    number = int(Select([some], [fn.COUNT(some.c.id)]).scalar(db.obj))
    return Count(min(number, MOST), number > MOST)


def is_empty(viewer: Viewer, model: type[Model]) -> bool:
    """Whether `viewer` sees no row of the table that is not archived; it looks for one, and counts none."""
    return not visible(model, viewer).where(model.archived_at.is_null()).exists()  # type: ignore[attr-defined]
