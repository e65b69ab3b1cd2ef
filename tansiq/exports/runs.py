"""What a person does with a long file: order it, wait or cancel, fetch it while it is kept.

order -> WAITING -> READY -> REMOVED after KEPT_DAYS
            |-----> FAILED
            '-----> CANCELLED
"""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from tansiq.exports.end_notices import tell_end
from tansiq.faults import Fault, Refused
from tansiq.language.digits import whole
from tansiq.language.words import say
from tansiq.models import ExportRun
from tansiq.models.record import now
from tansiq.platform import background, uploads
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records import changes

JOB = "export"
KEPT_DAYS = 7
"""Days after which the worker removes a file; the list it came from is still there."""
MOST_WAITING = 5
"""Files of one person that are being written at once."""


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


def remove_expired() -> None:
    """Remove files after their time, and forget whoever waited for them longer."""
    old = ExportRun.changed_at < now() - timedelta(days=KEPT_DAYS)
    for run in ExportRun.select().where(old, ExportRun.stored != ""):
        remove_file(run)
        ExportRun.update(state="REMOVED", stored="").where(ExportRun.id == run.id).execute()
