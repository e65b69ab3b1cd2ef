"""An import is reckoned while everybody works, and written in one short transaction, where it is still right.

attempt: read, compared, rows checked and bound ---> lock -> is it still right? -> written
            ^                                                      |
            `------- somebody changed what it was made from -------'
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from peewee import DatabaseError, IntegrityError

from tansiq.exchange.applying import lock_imports
from tansiq.exchange.sheet.understand import AS_IT_STANDS, UnderstoodSheet, Ways
from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import Batch
from tansiq.platform.collecting import collected_seldom
from tansiq.platform.database import db, is_passing
from tansiq.platform.progress import Progress
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tansiq.records.prepared import Overtaken, Prepared
from tansiq.records.taken_values import LEFT_TO_THE_MINISTRY

R = TypeVar("R")
P = TypeVar("P")

TIMES = 4
"""How often an import is reckoned while others change the register; then it is reckoned while they wait."""
Conclude = Callable[[Batch | None], bool]
"""What is done last in the transaction that writes, with the batch of what was entered; False takes all back."""
_MOVED_ON = say("Somebody has taken this step already, or another one, meanwhile. This is how the import stands now.")


def always(_batch: Batch | None) -> bool:
    """Conclude an import that nobody waits for."""
    return True


def require_concluded(conclude: Conclude, batch: Batch | None) -> None:
    """Do what is done last in the transaction that writes. Raises Refused(MOVED_ON) where all is to be taken back."""
    if not conclude(batch):
        raise Refused(Fault("MOVED_ON", "", _MOVED_ON))


class Agreeable(Protocol):
    """What an import would do, as far as somebody agrees to it."""

    @property
    def errors(self) -> list[Any]: ...
    @property
    def digest(self) -> str: ...


@dataclass(frozen=True, kw_only=True)
class SheetChoices:
    """What the person who imports a sheet chose.

    `mapping` gives fields to headers, tags or letters of columns; with `good_rows_only` rows without errors are entered
    although others are wrong. `name` is what the file is called, where it is kept under another name. `ways` says how
    the sheet is read. `agreed` is the digest of the plan that somebody saw: any other plan is not written. `run_id` is
    the import that proposals belong to.
    """

    sheet: str | None = None
    mapping: Mapping[str, str] | None = None
    is_dry: bool = False
    good_rows_only: bool = False
    name: str | None = None
    agreed: str | None = None
    run_id: int | None = None
    ways: Ways = AS_IT_STANDS

    def may_write(self, made: Agreeable) -> bool:
        """Whether a plan may be written as it is."""
        return (self.good_rows_only or not made.errors) and self.agreed in (None, made.digest)


@dataclass
class SheetOutcome(Generic[P]):
    """What was planned, of which sheet, whether it was written, as which batch, and how many proposals it made."""

    table: UnderstoodSheet
    plan: P
    is_written: bool
    batch: Batch | None = None
    proposals: int = 0


@dataclass(frozen=True)
class Ready:
    """What is written at once: rows, checked and bound while everybody worked, as a batch; what is proposed beside it;
    whether what all of it was reckoned from still holds; and how many rows of the sheet that is."""

    batch: Batch | None
    writes: Prepared
    count: int
    propose: Callable[[], None]
    holds: Callable[[], bool]


def write_at_once(ready: Ready, conclude: Conclude, is_last: bool, progress: Progress) -> None:
    """Write what is ready in one transaction. Raises Overtaken where it is no longer right, unless others wait."""
    with changes.together():
        lock_imports()
        if not is_last and not ready.holds():
            raise Overtaken
        progress("write", ready.count)
        ready.writes.carry_out()
        ready.propose()
        require_concluded(conclude, ready.batch)


@collected_seldom()
def attempted(viewer: Viewer, attempt: Callable[[bool], R], progress: Progress) -> R:
    """What an attempt to import gives, repeated until nobody was faster; the last time it is told that others wait.

    An attempt raises Overtaken where what it was reckoned from has changed. Raises Refused as it does, and where the
    database does not accept its rows.
    """
    try:
        return _repeated(attempt, progress)
    except DatabaseError as broken:
        if isinstance(broken, IntegrityError) and not viewer.is_admin:
            # What stands in the way may be a row that they do not see.
            raise Refused(LEFT_TO_THE_MINISTRY) from broken
        text = say("The database does not accept these rows together, and nothing was written: %(reason)s",
                   reason=str(broken).splitlines()[0])  # fmt: skip
        raise Refused(Fault("CONFLICT", "", text)) from broken


def _repeated(attempt: Callable[[bool], R], progress: Progress) -> R:
    for _ in range(TIMES):
        try:
            return attempt(False)
        except Overtaken:
            # Somebody changed what it was made from.
            progress("again", 0)
        except DatabaseError as broken:
            if not (is_passing(broken) or isinstance(broken, IntegrityError)) or db.in_transaction():
                raise
    # As the register does not keep still, it is held still: whoever wants to save waits for it.
    with changes.together():
        lock_imports()
        return attempt(True)
