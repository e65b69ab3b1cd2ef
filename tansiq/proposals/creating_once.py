"""A form or a mutation creates once, however often it is sent: by a double click, a retry, a line that broke off.

    its key -> claimed, in the transaction of the deed -> done, and what it made is kept with the key
            `-> claimed already                        -> what the first sending made

Whoever sends the same key at the same moment waits for the first; where that is refused, the key is free again.
"""

import hashlib
from collections.abc import Callable
from datetime import timedelta

from peewee import IntegrityError

from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import Creation, Proposal, Record
from tansiq.models.data_stamps import table_name
from tansiq.models.record import now
from tansiq.policy.viewer import Viewer
from tansiq.records.changes import together

KEPT_DAYS = 7
"""Days for which a form may be left open; what it made is remembered for as long."""


def create_once(
    viewer: Viewer, key: str, row: Record, deed: Callable[[], Proposal | None], body: str = ""
) -> Creation | None:
    """Do a deed that creates `row`, or proposes it and returns the proposal; `key` is the form's own, "" for none.

    `body` is all that was sent with the key, where the same key with another body is a mistake of its sender. None
    says that it is done now; else nothing is done, and this is what the same form made before. Raises Refused as the
    deed does: the key is not used up then; KEY_REUSED.
    """
    with together():
        if not key:
            deed()
            return None
        made = _claim(viewer, key, row, body)
        if made is None:
            return _made_before(key, body)
        proposal = deed()
        made.record_id = row.id if proposal is None else None
        made.proposal_id = None if proposal is None else proposal.id
        made.save()
    return None


def propose_once(viewer: Viewer, key: str, row: Record, deed: Callable[[], Proposal], body: str = "") -> Proposal:
    """The proposal that a deed makes now, or that the same key made before. Raises Refused as `create_once`."""
    made = list[Proposal]()

    def once() -> Proposal:
        made.append(deed())
        return made[0]

    before = create_once(viewer, key, row, once, body)
    return made[0] if before is None else Proposal.get_by_id(before.proposal_id)


def is_used(key: str) -> bool:
    """Whether something was made under this key already."""
    return Creation.select().where(Creation.digest == _digest(key)).exists()


def forget_old() -> None:
    """Forget forms whose keys hold no more."""
    Creation.delete().where(Creation.at < now() - timedelta(days=KEPT_DAYS + 1)).execute()


def _made_before(key: str, body: str) -> Creation:
    made: Creation = Creation.get(Creation.digest == _digest(key))
    if made.body != _digest_of_body(body):
        text = say("This key was sent before with something else. Give each new thing that you send a key of its own.")
        raise Refused(Fault("KEY_REUSED", "client_key", text))
    return made


def _claim(viewer: Viewer, key: str, row: Record, body: str) -> Creation | None:
    """The first statement of the transaction is one that writes: whoever comes second waits here."""
    try:
        with together():
            known = {"account": viewer.account_id, "record_type": table_name(type(row))}
            return Creation.create(digest=_digest(key), body=_digest_of_body(body), **known)
    except IntegrityError:
        return None


def _digest_of_body(body: str) -> str | None:
    """None for forms: they come back with what was corrected in them, and are the same form."""
    return _digest(body) if body else None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
