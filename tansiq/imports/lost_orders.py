"""Orders that never reached the queue, or went with it: whoever was to put them was killed after the state was set.

    state READING, PLANNING ... of an import, WAITING of a long file, and no order for it in the queue -> put anew

The state says what is to be done, so an order more does no harm: whoever comes second finds that it was done.
"""

from collections.abc import Iterator

import structlog

from tansiq.exports import runs as exports
from tansiq.imports import runs as imports
from tansiq.models import ExportRun, ImportRun
from tansiq.platform import background
from tansiq.platform.background import Job, Order
from tansiq.platform.progress import Progress


def put_lost(order: Order, _progress: Progress) -> None:
    """Put every order that a state asks for and the queue does not hold."""
    if order.ended:
        return
    wanted = list(_wanted())
    kept = {(one.job, one.row_id) for one in background.open_orders()}
    for lost in wanted:
        if (lost.job, lost.row_id) not in kept:
            background.put(lost)
            structlog.get_logger("worker").info("put anew", job=lost.job, row=lost.row_id)


def _wanted() -> Iterator[Order]:
    for run in ImportRun.select().where(ImportRun.state.in_(list(imports.JOBS))):
        # Runs that stood still since before orders were kept with them are their sender's.
        who = run.ordered_by or run.account_id
        yield Order(imports.JOBS[run.state], run.id, who, run.order_language or "ar")
    for file in ExportRun.select().where(ExportRun.state == "WAITING"):
        yield Order(exports.JOB, file.id, file.account_id, file.language)


JOBS: dict[str, Job] = {"orders": put_lost}
"""The jobs by name."""
