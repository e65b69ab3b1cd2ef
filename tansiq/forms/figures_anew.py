"""All figures made anew from the documents of reports, which are the truth: if they were lost, or somebody doubts."""

from collections.abc import Callable
from typing import Any

from peewee import chunked

from tansiq.models import Figure, Report, Unit, data_stamps
from tansiq.models.data_stamps import table_name
from tansiq.models.report import COUNTED_STATES, read_versions
from tansiq.platform.database import db, is_postgres
from tansiq.records import bulk, changes
from tansiq.records.report_figures import figures_of

_AT_ONCE = 200
"""Reports that are reckoned at once."""


def no_progress(_count: int) -> None:
    """Nobody waits for it."""


def rebuild(progress: Callable[[int], object] = no_progress) -> int:
    """Make all figures anew, in one transaction; how many there are. `progress` is told how many reports are done."""
    units: Any = Unit.select(Unit.id, Unit.area).tuples()
    areas: dict[int, int] = dict(iter(units))
    count = done = 0
    with changes.together():
        Figure.delete().execute()
        counted = Report.select().where(Report.report_state.in_(sorted(COUNTED_STATES)), Report.archived_at.is_null())
        for reports in chunked(counted.order_by(Report.form_version, Report.id), _AT_ONCE):
            read_versions(reports)
            rows = [row for report in reports for row in figures_of(report, areas[report.unit_id])]
            bulk.insert(Figure, rows)
            count, done = count + len(rows), done + len(reports)
            progress(done)
        data_stamps.bump([table_name(Figure)])
    _put_in_order()
    return count


def _put_in_order() -> None:
    """Let PostgreSQL answer from the index of figures at once: until it has looked through rows that are new, it reads
    each of them in the table as well, which takes four times as long. Within a transaction it does so in its time."""
    if is_postgres() and not db.in_transaction():
        db.execute_sql("VACUUM ANALYZE figure")
