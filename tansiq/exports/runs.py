"""What a person does with a long file: order it, wait or cancel, fetch it while it is kept.

order -> WAITING -> READY -> REMOVED after KEPT_DAYS
            |         '--> REMOVED at once where values that it tells of are struck out
            |-----> FAILED
            '-----> CANCELLED
"""

import hashlib
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from tansiq.exports.end_notices import tell_end
from tansiq.faults import Fault, Refused
from tansiq.language.digits import whole
from tansiq.language.words import say, speaking
from tansiq.models import ExportRun, data_stamps
from tansiq.models.record import now
from tansiq.platform import background, uploads
from tansiq.platform.database import one_at_a_time
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records import changes

JOB = "export"
KEPT_DAYS = 7
"""Days after which the worker removes a file; the list it came from is still there."""
MOST_WAITING = 5
"""Files of one person that are being written at once."""
_NUMBER = 6
"""What striking out and the end of a file's writing call themselves where PostgreSQL lets one in at a time."""
_STRIKES = "struck_values"
"""The stamp that every striking out counts."""
_STRUCK = say("Personal values that this file told of were struck out, so it was removed. Order it again.")


def order(viewer: Viewer, address: str, what: str) -> ExportRun:
    """Have the file at `address` written; the same one again is the one that is being written already.

    Raises Refused: FORBIDDEN for whoever has no account, TOO_MANY_EXPORTS.
    """
    if viewer.account_id is None:
        raise Refused(Fault("FORBIDDEN", "", say("Sign in first.")))
    waiting = visible(ExportRun, viewer).where(ExportRun.state == "WAITING")
    same: ExportRun | None = waiting.where(ExportRun.address == address, ExportRun.language == viewer.language).first()
    if same is not None:
        return same
    if waiting.count() >= MOST_WAITING:
        text = say("%(most)s of your files are being written. Wait for one of them, or cancel it.", most=MOST_WAITING)
        raise Refused(Fault("TOO_MANY_EXPORTS", "", text))
    run: ExportRun = ExportRun.create(
        account=viewer.account_id,
        address=address,
        language=viewer.language,
        what=what[:255],
        state="WAITING",
        stored=secrets.token_hex(16),
    )
    background.put(background.Order(JOB, run.id, viewer.account_id, viewer.language))
    return run


def find(viewer: Viewer, run_id: object) -> ExportRun:
    """The viewer's own file with this id. Raises Refused(NOT_FOUND), for another person's too."""
    run: ExportRun | None = visible(ExportRun, viewer).where(ExportRun.id == (whole(run_id) or -1)).first()
    if run is None:
        raise Refused(Fault("NOT_FOUND", "", say("There is no such record.")))
    return run


def may_fetch(viewer: Viewer, run: ExportRun) -> bool:
    """Whether a file may be handed out: it is its owner's, who may still see what they saw when it was written."""
    return run.state == "READY" and run.account_id == viewer.account_id and run.rights == rights_of(viewer)


def rights_of(viewer: Viewer) -> str:
    """A digest of what a viewer may see; it changes with their roles, areas and organisations."""
    known = repr((sorted(viewer.roles), viewer.scope))
    return hashlib.blake2b(known.encode(), digest_size=32).hexdigest()


def cancel(run: ExportRun) -> bool:
    """Stop the writing of a file; whether it was still being written."""
    if not settle(run, "CANCELLED"):
        return False
    remove_file(run)
    return True


def settle(run: ExportRun, state: str, **values: Any) -> bool:
    """Set the state of a file that is being written, once; whether it was. What the worker ended is told."""
    waiting = (ExportRun.id == run.id) & (ExportRun.state == "WAITING")
    with changes.together():
        is_settled = bool(ExportRun.update(state=state, changed_at=now(), **values).where(waiting).execute())
        if is_settled:
            tell_end(run, state)
    return is_settled


def is_waiting(run: ExportRun) -> bool:
    """Whether a file is still to be written, as it stands in the database now."""
    return bool(ExportRun.select().where(ExportRun.id == run.id, ExportRun.state == "WAITING").exists())


def remove_file(run: ExportRun) -> None:
    """Remove what was written; what is gone already is no fault."""
    if run.stored:
        uploads.path_of(run.stored).unlink(missing_ok=True)


def strikes() -> int:
    """How often personal values were struck out; what was read before is not kept after another time."""
    return data_stamps.stamps().get(_STRIKES, 0)


@contextmanager
def striking_waits() -> Iterator[None]:
    """A transaction that no values are struck out in, but before it or after."""
    with changes.together():
        one_at_a_time(_NUMBER)
        yield


def withdraw_files_of(number: int) -> list[ExportRun]:
    """Give out no finished file any more that may tell of a field whose values are struck out in the transaction of the
    caller, and let what is being written be written anew. The files are to be removed once that is committed."""
    one_at_a_time(_NUMBER)
    data_stamps.bump([_STRIKES])
    found = list(ExportRun.select().where(ExportRun.state == "READY", ExportRun.own_fields.contains(f",{number},")))
    for run in found:
        with speaking(run.language):
            told = {"state": "REMOVED", "error": str(_STRUCK), "changed_at": now()}
        ExportRun.update(told).where(ExportRun.id == run.id).execute()
    return found


def remove_withdrawn(found: Iterable[ExportRun]) -> None:
    """Remove the files that were withdrawn. Where somebody is killed before, the worker does it after their time."""
    for run in found:
        remove_file(run)
        ExportRun.update(stored="").where(ExportRun.id == run.id).execute()


def remove_expired() -> None:
    """Remove files after their time, and forget whoever waited for them longer."""
    old = ExportRun.changed_at < now() - timedelta(days=KEPT_DAYS)
    for run in ExportRun.select().where(old, ExportRun.stored != ""):
        remove_file(run)
        ExportRun.update(state="REMOVED", stored="").where(ExportRun.id == run.id).execute()
