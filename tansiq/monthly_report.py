"""What sites had reached month by month, and reporting it for many of them at once.

    sites_to_report(viewer, month)   the sites of one's own that were at work in a month
    sites_not_told(viewer, month)    those of them that nobody told of yet
    lines_of(viewer, sites, month)   each with its figure of the month and the last one before it
    report(viewer, {site id: people}, month)

Figures are cumulative: the sites of one intervention add up, the months of one site never do.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from peewee import ModelSelect, fn

from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import ReachedFigure, Site
from tansiq.models.reached_figure import month_of
from tansiq.period import Period
from tansiq.policy.own_rows import has_own, own_rows
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records import changes

AT_WORK = ("ONGOING", "COMPLETED", "SUSPENDED")
"""The statuses of work that has begun."""


class ReportLine(NamedTuple):
    """A site, the figure that is told for the month (None where none is, or nothing is known), and the last one before
    it with its month."""

    site: Site
    people: int | None
    is_told: bool
    before: int | None
    month_before: date | None


class MonthTotal(NamedTuple):
    """People reached until the end of a month; None where nothing is known."""

    month: date
    people: int | None


def sites_to_report(viewer: Viewer, month: date) -> "ModelSelect[Site]":
    """The sites whose figures are the viewer's to tell, that stand and were at work on a day of a month: those of their
    organisations or in their areas; all of them for administrators. Interventions stay together."""
    query = own_rows(Site, viewer).where(Site.archived_at.is_null(), Site.intervention_archived_at.is_null())
    if not (viewer.is_admin or has_own(viewer)):
        query = query.where(Site.id < 0)
    period = Period(month_of(month), _last_day(month))
    running = Site.starts_on.is_null() | period.meets(Site)
    return query.where(Site.status.in_(AT_WORK), running).order_by(Site.intervention, *Site.order())


def sites_not_told(viewer: Viewer, month: date) -> "ModelSelect[Site]":
    """Those of `sites_to_report` of which no figure of the month is told yet."""
    figure = ReachedFigure.alias("told")
    own = (figure.site == Site.id) & (figure.month == month_of(month)) & figure.archived_at.is_null()
    return sites_to_report(viewer, month).where(~fn.EXISTS(figure.select(figure.id).where(own)))


def lines_of(viewer: Viewer, sites: Sequence[Site], month: date) -> list[ReportLine]:
    """What is told of each site; one statement."""
    told = _figures(viewer, [site.id for site in sites])
    return [_line(site, told.get(site.id, []), month_of(month)) for site in sites]


def report(viewer: Viewer, people: Mapping[int, int | None], month: date) -> None:
    """Say what sites had reached until the end of a month, all or none of them.

    Raises Refused with one fault for each site, its field the id of the site: NOT_FOUND, PARTS_EXCEED_WHOLE, or what
    the figure itself is refused for.
    """
    faults: list[Fault] = []
    with changes.together():
        for site_id in sorted(people):
            try:
                _report(viewer, changes.find(viewer, Site, site_id), month_of(month), people[site_id])
            except Refused as refusal:
                faults += [Fault(fault.code, str(site_id), fault.sentence) for fault in refusal.faults]
        if faults:
            raise Refused(*faults)


def series(viewer: Viewer, sites: Iterable[Site]) -> list[MonthTotal]:
    """What sites of one intervention had reached together, for each month of which one of them tells: a site that is
    not told of in a month counts with its last figure before."""
    told = _figures(viewer, [site.id for site in sites])
    months = sorted({figure.month for figures in told.values() for figure in figures})
    return [MonthTotal(month, _sum(_last(figures, month) for figures in told.values())) for month in months]


def _report(viewer: Viewer, site: Site, month: date, people: int | None) -> None:
    figure = ReachedFigure.get_or_none((ReachedFigure.site == site.id) & (ReachedFigure.month == month))
    if figure is None:
        figure = ReachedFigure(site=site.id, month=month)
    elif figure.archived_at is not None:
        changes.restore(viewer, figure)
    figure.people = people
    parts = site.sum_of_parts("reached")
    if people is not None and parts is not None and parts > people and site.reached != people:
        text = say("The parts by sex and age add up to %(parts)s. Change these on the page of the site.", parts=parts)
        raise Refused(Fault("PARTS_EXCEED_WHOLE", "people", text))
    changes.save(viewer, figure)


def _figures(viewer: Viewer, site_ids: Sequence[int]) -> dict[int, list[ReachedFigure]]:
    """The standing figures of sites by the id of the site, the earliest month first."""
    found: dict[int, list[ReachedFigure]] = {}
    query = visible(ReachedFigure, viewer).where(ReachedFigure.site.in_(site_ids), ReachedFigure.archived_at.is_null())
    for figure in query.order_by(ReachedFigure.month):
        found.setdefault(figure.site_id, []).append(figure)
    return found


def _line(site: Site, figures: Sequence[ReachedFigure], month: date) -> ReportLine:
    own = next((figure for figure in figures if figure.month == month), None)
    earlier = [figure for figure in figures if figure.month < month]
    before = earlier[-1] if earlier else None
    return ReportLine(
        site,
        own.people if own else None,
        own is not None,
        before.people if before else None,
        before.month if before else None,
    )


def _last(figures: Sequence[ReachedFigure], month: date) -> int | None:
    known = [figure.people for figure in figures if figure.month <= month]
    return known[-1] if known else None


def _sum(values: Iterable[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _last_day(month: date) -> date:
    return month_of(month_of(month) + timedelta(31)) - timedelta(1)
