"""A form creates once, however often it is sent: by a double click, by going back, by a line that broke off.

    key of the form -> claimed, in the transaction of the deed -> done, and what it made is kept with the key
                    `-> claimed already                        -> what the first sending made

Whoever sends the same key at the same moment waits for the first; where that is refused, the key is free again.
"""

import hashlib
from collections.abc import Callable
from datetime import timedelta

from peewee import IntegrityError

from tansiq.models import Creation, Proposal, Record
from tansiq.models.record import now
from tansiq.policy.viewer import Viewer
from tansiq.records.changes import together
from tansiq.records.data_stamps import table_name

KEPT_DAYS = 7
"""Days for which a form may be left open; what it made is remembered for as long."""


def create_once(viewer: Viewer, key: str, row: Record, deed: Callable[[], Proposal | None]) -> Creation | None:
    """Do a deed that creates `row`, or proposes it and returns the proposal; `key` is the form's own.

    None says that it is done now; else nothing is done, and this is what the same form made before. Raises Refused as
    the deed does: the key is not used up then.
    """
    with together():
        made = _claim(viewer, key, row)
        if made is None:
            return Creation.get(Creation.digest == _digest(key))
        proposal = deed()
        made.record_id = row.id if proposal is None else None
        made.proposal_id = None if proposal is None else proposal.id
        made.save()
    return None


def forget_old() -> None:
    """Forget forms whose keys hold no more."""
    Creation.delete().where(Creation.at < now() - timedelta(days=KEPT_DAYS + 1)).execute()


def _claim(viewer: Viewer, key: str, row: Record) -> Creation | None:
    """The first statement of the transaction is one that writes: whoever comes second waits here."""
    try:
        with together():
            known = {"account": viewer.account_id, "record_type": table_name(type(row))}
            return Creation.create(digest=_digest(key), **known)
    except IntegrityError:
        return None


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
