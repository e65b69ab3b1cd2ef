"""What saving a site says of its figures by month.

A person enters the people a site reached where they enter all else about it. That is the figure of this month: it is
kept and told as a record of its own, and the site shows the figure of its last month.

    site.reached = 180                          -> the figure of this month is 180
    site.figures_by_month = {January: 120}      -> the figure of January is 120; what the site reached follows, if that
                                                   is its last month
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from peewee import chunked

from tansiq.models import ReachedFigure, Record, Site
from tansiq.models.reached_figure import month_of, this_month

_AT_ONCE = 500
"""Sites whose figures one statement asks for."""


class Said(NamedTuple):
    """That a site reached so many people until the end of a month; None is "not known any more"."""

    site: Site
    month: date
    people: int | None


def say_figure(site: Site, month: date, people: int | None) -> None:
    """Let a site, once it is saved, have reached so many people until the end of a month.

    Where no later month is told, that is what the site reached.
    """
    month = month_of(month)
    site.figures_by_month = {**(site.figures_by_month or {}), month: people}
    later = ReachedFigure.select().where(
        ReachedFigure.site == site.id, ReachedFigure.month > month, ReachedFigure.archived_at.is_null()
    )
    if site.id and later.exists():
        site.reached = Site.select(Site.reached).where(Site.id == site.id).scalar()
    else:
        site.reached = people


def take_out(row: Record, changes: dict[str, Any]) -> dict[date, int | None]:
    """Take what is told apart out of the changes of a row, and give the figures that it says, by month."""
    found = {name: changes.pop(name) for name in row.told_apart & changes.keys()}
    if not isinstance(row, Site):
        return {}
    said = {month_of(month): people for month, people in (row.figures_by_month or {}).items()}
    if "reached" in found and not said:
        said[this_month()] = row.reached
    return dict(sorted(said.items()))


class Figure(NamedTuple):
    """A figure to be saved, and its values as they are stored; none of a new one."""

    row: ReachedFigure
    before: dict[str, Any]


def figures(said: Sequence[Said], are_new: bool = False) -> list[Figure]:
    """The figures that say so, to be saved: stored ones (archived ones too) with other people, or new ones.

    What is stored already is left out, and that nothing is known of a site of which nothing was known; of sites that
    `are_new` nothing is.
    """
    stored = {} if are_new else _stored({one.site.id for one in said})
    told = {site_id for site_id, _month in stored}
    found = []
    for site, month, people in said:
        row = stored.get((site.id, month))
        before = row.values() if row is not None else {}
        if row is None and (people is not None or site.id in told):
            row = ReachedFigure(site=site, month=month)
        if row is not None and (not before or row.archived_at is not None or row.people != people):
            row.people = people
            told.add(site.id)
            found.append(Figure(row, before))
    return found


def _stored(site_ids: set[int]) -> Mapping[tuple[int, date], ReachedFigure]:
    found = {}
    for piece in chunked(sorted(site_ids), _AT_ONCE):
        for row in ReachedFigure.select().where(ReachedFigure.site.in_(piece)):
            found[row.site_id, row.month] = row
    return found
