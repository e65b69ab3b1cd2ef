"""What the worker does for a long file. How a file is made is known to the face that ordered it, which says so here.

A job that is killed leaves the file waiting, and the next worker writes it anew; one that is cancelled stops at once.
"""

from collections.abc import Callable
from dataclasses import dataclass

from peewee import InterfaceError, OperationalError

from tansiq.accounts.viewers import viewer_of
from tansiq.exports import runs
from tansiq.faults import Refused
from tansiq.language.words import gettext, speaking
from tansiq.models import ExportRun
from tansiq.platform import uploads
from tansiq.platform.background import Job, Order
from tansiq.platform.job_limits import TOO_MUCH_MEMORY, TOO_MUCH_TIME
from tansiq.platform.progress import Progress
from tansiq.policy.seen_fields import noting_own_fields
from tansiq.policy.viewer import Viewer


class Cancelled(Exception):  # noqa: N818  It is nobody's error.
    """The file is wanted no more."""


@dataclass(frozen=True)
class MadeFile:
    """A file with the headers that it is sent with."""

    content: bytes
    disposition: str
    media_type: str


Writer = Callable[[Viewer, str, Callable[[int], None]], MadeFile]
"""Make the file at an address as somebody would get it, telling how many rows are done. Raises Refused."""

_writers: list[Writer] = []


def write_with(writer: Writer) -> None:
    """Have files made by `writer` from now on."""
    _writers[:] = [writer]


def has_writer() -> bool:
    """Whether this process knows how files are made."""
    return bool(_writers)


def write(order: Order, progress: Progress) -> None:
    """Write one file, as whoever ordered it may see it now."""
    run = ExportRun.get_or_none((ExportRun.id == order.row_id) & (ExportRun.state == "WAITING"))
    if run is None:
        return
    with speaking(run.language):
        if order.ended:
            _fail(run, _stopped(order.ended))
            return
        try:
            _write(run, progress)
        except Cancelled:
            runs.remove_file(run)
        except Refused as refused:
            _fail(run, str(refused.faults[0]))
        except MemoryError:
            _fail(run, _stopped(TOO_MUCH_MEMORY))
        except (OperationalError, InterfaceError):
            # The register may be away for a moment: the order stays, and is tried again.
            raise
        except Exception:
            _fail(run, _stopped(""))
            raise


def _write(run: ExportRun, progress: Progress) -> None:
    viewer = viewer_of(run.account_id, run.language)

    def tell(count: int) -> None:
        progress("write", count)
        if not runs.is_waiting(run):
            raise Cancelled

    tell(0)
    while not _is_kept(run, viewer, tell):
        progress("write", 0)


def _is_kept(run: ExportRun, viewer: Viewer, tell: Callable[[int], None]) -> bool:
    """Write a file; whether it may be kept. Where values were struck out meanwhile, what it was made of may hold some.

    Raises Cancelled.
    """
    strikes = runs.strikes()
    with noting_own_fields() as numbers:
        made = _writers[0](viewer, run.address, tell)
    # What a killed job left under this name was never whole.
    runs.remove_file(run)
    with uploads.new_file(uploads.path_of(run.stored)) as out:
        out.write(made.content)
    told = {"disposition": made.disposition, "media_type": made.media_type, "rights": runs.rights_of(viewer)}
    with runs.striking_waits():
        if runs.strikes() != strikes:
            return False
        if not runs.settle(run, "READY", **told, own_fields=f",{','.join(map(str, sorted(numbers)))},"):
            raise Cancelled
    return True


def _fail(run: ExportRun, sentence: str) -> None:
    runs.remove_file(run)
    runs.settle(run, "FAILED", error=sentence)


def _stopped(why: str) -> str:
    if why == TOO_MUCH_MEMORY:
        return gettext("This file took more memory than one job may have. Narrow the list, and save it in parts.")
    if why == TOO_MUCH_TIME:
        return gettext("This file took longer than one job may run. Narrow the list, and save it in parts.")
    return gettext("Something went wrong on our side, and the file was not written. Order it again.")


ALL: dict[str, Job] = {runs.JOB: write}
"""The jobs by name."""
