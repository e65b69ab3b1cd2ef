"""What each site had reached so far becomes the figure of one month."""

from datetime import date, datetime
from typing import Any

from peewee import Database

from tansiq.models import HistoryEntry, ReachedFigure, Site
from tansiq.records import changes, migrating
from tests.people import SALMA
from tests.register import enter_register

MIGRATION = "0034_first_figures"
CHANGED = datetime(2026, 5, 17, 9)  # noqa: DTZ001  As both databases store it.


def _figures() -> list[tuple[Any, ...]]:
    table = ReachedFigure
    rows = table.select(table.site, table.month, table.people, table.version).order_by(table.site)
    return list(iter(rows.tuples().execute()))


def test_a_site_keeps_its_figure_as_that_of_the_last_month_of_its_work_or_of_its_last_change(
    empty_database: Database,
) -> None:
    names = migrating.up()
    register = enter_register()
    values: list[dict[str, Any]] = [
        {"reached": 120, "ends_on": date(2026, 3, 31)},
        {"reached": 0, "ends_on": None},
        {"reached": 7, "ends_on": date(2027, 1, 31)},
        {"reached": None, "ends_on": date(2026, 3, 31)},
    ]
    sites = [register.site(register.intervention("NRA")) for _ in values]
    for site, known in zip(sites, values, strict=True):
        Site.update(changed_at=CHANGED, **known).where(Site.id == site.id).execute()
    told = HistoryEntry.select().count()
    migrating.down(next(name for name in names if name.startswith(MIGRATION)), drop_data=True)
    assert _figures() == []
    migrating.up()
    march, may = date(2026, 3, 1), date(2026, 5, 1)
    ids = [site.id for site in sites]
    assert _figures() == [(ids[0], march, 120, 0), (ids[1], may, 0, 0), (ids[2], may, 7, 0)]
    assert HistoryEntry.select().count() == told, "nobody entered it"
    figure = ReachedFigure.get(ReachedFigure.site == ids[0])
    figure.people = 130
    changes.save(SALMA, figure)
    migrating.down(next(name for name in names if name.startswith("0033")), drop_data=True)
    reached = Site.select(Site.reached).where(Site.id == ids[0]).scalar()
    assert reached == 130, "the last figure stays at the site"
