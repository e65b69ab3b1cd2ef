"""The kinds of notices: each declared once, beside whatever it tells of.

LATE = register(NoticeKind("ITEM_LATE", title=say("Items that are late"), events={"LATE": say("An item is late")},
                           counted=lambda count: say_count(...), due=late_items))
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from peewee import Model

from tansiq.language.words import Sentence
from tansiq.policy.viewer import Viewer


class News(NamedTuple):
    """What happened, a code of the kind's events, to which row; `occasion` tells it from another time it happened."""

    event: str
    model: type[Model]
    record_id: int
    occasion: str = ""


Due = Callable[[Sequence[Viewer]], Iterable[tuple[int, News]]]
"""Of all officers and partners: (account, what they are to be told) as it stands today. What was told is told again in
vain, so that it need not know; it looks back over fewer days than a notice is kept."""


@dataclass(frozen=True, eq=False)
class NoticeKind:
    """One kind of notice.

    `title` calls it among a person's choices. `events` say by code what happened, without a name: what it is about is
    written beside it, for those who may see it. `counted` says how many there are where several are read as one.
    `due` finds what comes with time; what happens at once is told where it happens. With `is_alone` each stands by
    itself; else those of one day are read as one. `position` is its place among the kinds.
    """

    code: str
    title: Sentence
    events: Mapping[str, Sentence]
    counted: Callable[[int], Sentence]
    due: Due | None = None
    is_alone: bool = False
    position: int = 1_000


_kinds: dict[str, NoticeKind] = {}


def register(kind: NoticeKind) -> NoticeKind:
    """Make a kind of notice known. Raises LookupError where its code is known already."""
    if kind.code in _kinds:
        raise LookupError(f"{kind.code} is declared already.")
    _kinds[kind.code] = kind
    return kind


def forget_kind(kind: NoticeKind) -> None:
    """Take a kind of notice away again; what was told of it is shown no more."""
    del _kinds[kind.code]


def kinds() -> list[NoticeKind]:
    """All kinds of notices, in the order of their positions."""
    return sorted(_kinds.values(), key=lambda kind: kind.position)


def kind_of(code: str) -> NoticeKind | None:
    """The kind with this code; None for one that the program knows no more."""
    return _kinds.get(code)
