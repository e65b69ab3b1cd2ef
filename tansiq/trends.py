"""A few figures month by month: who works, how much runs, how much is entered, whom it reaches.

They are those of what is the viewer's own to look after; of the whole register for those who look after all of it.
"""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from peewee import SQL, Case, NodeList, Value, fn

from tansiq.attention import this_year
from tansiq.copied_columns.folder import counted
from tansiq.coverage.answer import coverage
from tansiq.coverage.question import CoverageQuestion
from tansiq.models import Area, AreaClosure, Intervention, Site
from tansiq.period import Period
from tansiq.platform import clock
from tansiq.platform.id_lists import among
from tansiq.policy.own_rows import has_own, is_own_row, own_rows
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import condition, visible
from tansiq.records.slow_answers import CachedAnswer, cached, cached_if_valid
from tansiq.records.table_size import has_more_than

if TYPE_CHECKING:
    from tansiq.copied_columns.copies import Copy

MONTHS = 12
LARGE = 5_000
"""Sites from which on finding the figures takes longer than a page should: they come after it, and hold for a while."""
HOLD, HOLD_LARGE = timedelta(minutes=1), timedelta(minutes=10)
"""How long the figures, and those of a large register, are given again with the moment they were found."""

_KEY, _TABLES = "trends", (Intervention, Site, Area)


class Trends(NamedTuple):
    """Figures of the last months, oldest first, the present one last; persons, of this year and the last.

    `organizations` are present (not cancelled, on a day of the month); `interventions` likewise; `entered` counts
    interventions by the month in which they were entered. People are None where nobody told a number.
    """

    months: tuple[date, ...]
    organizations: tuple[int, ...]
    interventions: tuple[int, ...]
    entered: tuple[int, ...]
    reached: int | None
    reached_last_year: int | None


def trends(viewer: Viewer) -> CachedAnswer[Trends]:
    """The figures as far as `viewer` may see, and the moment they were found."""
    return cached((_KEY, viewer.scope), _TABLES, lambda: _find(viewer), _hold())


def known_trends(viewer: Viewer) -> CachedAnswer[Trends] | None:
    """The figures if they were found lately, None where asking would take a while."""
    return cached_if_valid((_KEY, viewer.scope), _TABLES, _hold())


def is_large() -> bool:
    """Whether the register has more than LARGE sites."""
    return has_more_than(Site, LARGE)


def _hold() -> timedelta:
    return HOLD_LARGE if is_large() else HOLD


def last_months(today: date) -> tuple[date, ...]:
    """The first days of the last months, oldest first, the present one last."""
    place = today.year * 12 + today.month - 1
    return tuple(date((place - back) // 12, (place - back) % 12 + 1, 1) for back in reversed(range(MONTHS)))


def _find(viewer: Viewer) -> Trends:
    today = clock.today()
    months = last_months(today)
    year = this_year()
    last = Period(*(day.replace(year=year.begins.year - 1) for day in year))
    whole = Period(months[0], _end(months[-1]))
    organizations = counted(lambda copy: _present(copy, viewer, months))
    if organizations is None:
        organizations = _during(_standing_sites(viewer).where(whole.meets(Site)), Site, months, Site.organization)
    interventions = counted(lambda copy: _under_way(copy, viewer, months))
    if interventions is None:
        interventions = _during(_standing(viewer), Intervention, months, None)
    return Trends(
        months, organizations, interventions, _entered(viewer, months), _reached(viewer, year), _reached(viewer, last)
    )


def _standing_sites(viewer: Viewer) -> Any:
    return own_rows(Site, viewer).where(*_stands())


def _stands() -> list[Any]:
    return [Site.archived_at.is_null(), Site.intervention_archived_at.is_null(), Site.status != "CANCELLED"]


def _present(copy: "Copy", viewer: Viewer, months: Sequence[date]) -> tuple[int, ...]:
    """By month: the organisations present, from copied columns."""
    from tansiq.copied_columns.grouping import how_many
    from tansiq.copied_columns.views import view

    asked = [Period(months[0], _end(months[-1])).meets(Site), *_stands()]
    sites = view(copy, "site", [*asked, condition(Site, viewer), is_own_row(Site, viewer)])
    of_months = (sites.narrowed(Period(month, _end(month)).meets(Site)) for month in months)
    return tuple(how_many(present.column("organization")) for present in of_months)


def _under_way(copy: "Copy", viewer: Viewer, months: Sequence[date]) -> tuple[int, ...]:
    """By month: the interventions, by what their sites copy of them in copied columns, and the few without a site by
    the database. Raises UncopiedError for those who see, or look after, some of them alone."""
    from tansiq.copied_columns.grouping import how_many
    from tansiq.copied_columns.siteless import siteless
    from tansiq.copied_columns.tables import UncopiedError
    from tansiq.copied_columns.views import view

    if has_own(viewer) or condition(Intervention, viewer) is not None:
        raise UncopiedError("intervention")
    sites = view(copy, "site", [Period(months[0], _end(months[-1])).meets(Site), *_stands()])
    of_months = (sites.narrowed(Period(month, _end(month)).meets(Site)) for month in months)
    placed = [how_many(under_way.column("intervention")) for under_way in of_months]
    others = _during(_standing(viewer).where(among(Intervention.id, siteless(copy))), Intervention, months, None)
    return tuple(map(sum, zip(placed, others, strict=True)))


def _standing(viewer: Viewer) -> Any:
    return own_rows(Intervention, viewer).where(Intervention.archived_at.is_null(), Intervention.status != "CANCELLED")


def _during(query: Any, table: Any, months: Sequence[date], distinct: Any) -> tuple[int, ...]:
    """By month: the rows with a day in it, or the different values of `distinct` among them, in one pass.

    No condition on the whole span of interventions: it would lead SQLite through an index to most of them, one by one.
    """
    return _one_row(query.select(*[_count(Period(month, _end(month)).meets(table), distinct) for month in months]))


def _one_row(query: Any) -> tuple[int, ...]:
    return tuple(int(number) for number in query.tuples().get())


def _count(meets: Any, distinct: Any) -> Any:
    if distinct is None:
        return fn.COUNT(Case(None, [(meets, Value(1))]))
    return fn.COUNT(NodeList((SQL("DISTINCT"), Case(None, [(meets, distinct)]))))


def _entered(viewer: Viewer, months: Sequence[date]) -> tuple[int, ...]:
    """By months of the country. What was entered lately was also changed lately, and the index of the last change leads
    there."""
    begins = [clock.stored(datetime.combine(month, time.min)) for month in (*months, _after(months[-1]))]
    spans = pairwise(begins)
    made = Intervention.created_at
    counts = [fn.COUNT(Case(None, [((made >= begin) & (made < end), Value(1))])) for begin, end in spans]
    changed = Intervention.changed_at >= begins[0]
    query = own_rows(Intervention, viewer).where(changed, Intervention.archived_at.is_null())
    return _one_row(query.select(*counts))


def _reached(viewer: Viewer, year: Period) -> int | None:
    """People reached by the rules of coverage, area by area: different areas are different people."""
    own = tuple(sorted(viewer.organization_ids)) if has_own(viewer) and not viewer.area_ids else ()
    questions = [CoverageQuestion(area, area.level, period=year, organizations=own) for area in _areas(viewer)]
    found = [coverage(viewer, question).totals.people_reached for question in questions]
    known = [number for number in found if number is not None]
    return sum(known) if known else None


def _areas(viewer: Viewer) -> list[Area]:
    """An officer's own areas, those that lie in another one of them left out; the countries for everybody else."""
    standing = visible(Area, viewer).where(Area.archived_at.is_null())
    if not has_own(viewer) or not viewer.area_ids:
        return list(standing.where(Area.level == 0))
    own = sorted(viewer.area_ids)
    inner = AreaClosure.select(AreaClosure.descendant).where(AreaClosure.ancestor.in_(own), AreaClosure.depth > 0)
    return list(standing.where(Area.id.in_(own), Area.id.not_in(inner)))


def _end(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])


def _after(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)
