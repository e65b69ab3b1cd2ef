"""An import is reckoned while everybody works, and written in one short transaction, where it is still right.

attempt: read, compared, rows checked and bound ---> lock -> is it still right? -> written
            ^                                                      |
            `------- somebody changed what it was made from -------'
"""

from collections.abc import Callable
from typing import TypeVar

from peewee import DatabaseError, IntegrityError

from tansiq.exchange.applying import lock_imports
from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.platform.database import db, is_passing
from tansiq.platform.progress import Progress
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tansiq.records.prepared import Overtaken
from tansiq.records.taken_values import LEFT_TO_THE_MINISTRY

R = TypeVar("R")

TIMES = 4
"""How often an import is reckoned while others change the register; then it is reckoned while they wait."""


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
