"""What of an intervention a decision on it stands for: as long as it is the same, the decision holds.

    organisation | sector | sub-sector | activity | modality | first day | last day | cancelled or not | area.group, ...

Numbers of people, titles, remarks, documents and how far the work has come are not among it: they are entered anew all
the time, and make no other overlap of it.
"""

from collections.abc import Iterable
from functools import reduce
from typing import Any

from peewee import Case, Select, fn

from tansiq.models import Intervention, Site
from tansiq.platform.database import is_postgres

PLAIN = ("organization", "sector", "subsector", "activity_type", "modality", "starts_on", "ends_on")


def facts_of(work: Any) -> Any:
    """The facts of an intervention, read as `work`, with those of its sites, as an expression that gives text."""
    cancelled = Case(None, [(work.status == "CANCELLED", "CANCELLED")], "")
    told: list[Any] = [_text(getattr(work, name)) for name in PLAIN]
    return reduce(
        lambda text, value: text.concat("|").concat(value), [*told, cancelled, fn.COALESCE(_places(work), "")]
    )


def facts_as_entered(row: Intervention, sites: Iterable[Site]) -> str:
    """The same of an intervention and its sites as a form holds them."""
    told = ["" if (value := row.__data__.get(name)) is None else str(value) for name in PLAIN]
    cancelled = "CANCELLED" if row.status == "CANCELLED" else ""
    places = sorted((site.area_id, site.population_group_id or 0) for site in sites)
    return "|".join([*told, cancelled, ",".join(f"{area}.{group}" for area, group in places)])


def facts_now(row: Intervention) -> str:
    """The facts of a stored intervention."""
    return str(Intervention.select(facts_of(Intervention)).where(Intervention.id == row.id).scalar())


def _text(value: Any) -> Any:
    return fn.COALESCE(value.cast("text"), "")


def _places(work: Any) -> Any:
    """Area and population group of each standing site, in the order of their numbers."""
    site = Site.alias("decided_site")
    name = site.area.cast("text").concat(".").concat(site.population_group.cast("text"))
    standing = site.select(name.alias("name")).where(site.intervention == work.id, site.archived_at.is_null())
    place = standing.order_by(site.area, site.population_group).alias("decided_place")
    joined = fn.STRING_AGG if is_postgres() else fn.GROUP_CONCAT
    return Select([place], [joined(place.c.name, ",")])
