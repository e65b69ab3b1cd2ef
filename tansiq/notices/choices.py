"""How an account likes to be mailed about what concerns it: how often, and of which kinds."""

from collections.abc import Collection
from typing import NamedTuple

from tansiq.faults import Fault, Refused
from tansiq.language.vocabulary import DIGESTS
from tansiq.language.words import say
from tansiq.models import NoticeChoice
from tansiq.notices.kinds import kinds
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records.changes import require, together

UNASKED = "DAILY"
"""How often somebody is mailed who chose nothing: a licence that ends this week is of no use behind a bell."""


class Choice(NamedTuple):
    """A code of DIGESTS, and the codes of the kinds that are left out of mail."""

    digest: str = UNASKED
    left_out: frozenset[str] = frozenset()


def choice_of(viewer: Viewer) -> Choice:
    """What the viewer's account chose."""
    return read_choice(visible(NoticeChoice, viewer).first())


def read_choice(kept: NoticeChoice | None) -> Choice:
    """The choice that a row keeps; that of whoever chose nothing where there is none."""
    return Choice() if kept is None else Choice(kept.digest, frozenset(kept.left_out.split()))


def choose(viewer: Viewer, digest: str, wanted: Collection[str]) -> None:
    """Keep a code of DIGESTS and the kinds that mail is wanted about. Raises Refused: FORBIDDEN, INVALID."""
    require(viewer, "CHANGE", NoticeChoice)
    if digest not in DIGESTS:
        raise Refused(Fault("INVALID", "digest", say("Choose one of the options offered.")))
    left_out = " ".join(kind.code for kind in kinds() if kind.code not in wanted)
    with together():
        NoticeChoice.delete().where(NoticeChoice.account == viewer.account_id).execute()
        NoticeChoice.create(account=viewer.account_id, digest=digest, left_out=left_out)
