"""How mutations propose: rows are filled as a form fills them, and whatever is wrong is told at once, field by field.

input -> row, unknown names gathered -> tansiq.proposals -> Proposal | Refusal(every fault with its field)
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import Any, TypeVar

import strawberry
from peewee import FloatField

from api.context import Context
from api.field_paths import faults_at
from api.filters.scopes import PROPOSE, require_scope
from api.refusals import refuse
from api.types.client_key import sending
from api.types.proposal import Answer, as_answered, as_refusal
from tansiq import models
from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import Proposal
from tansiq.policy.viewer import Viewer
from tansiq.proposals import proposing
from tansiq.proposals.creating_once import propose_once
from tansiq.records import changes, row_faults
from tansiq.records.rule_faults import rule_faults

R = TypeVar("R", bound=models.Record)
Doubts = Callable[[], Sequence[Fault]]


def no_doubts() -> Sequence[Fault]:
    """Nothing looks doubtful."""
    return ()


def proposed(
    context: Context,
    given: Any,
    client_key: str | None,
    deed: tuple[type[models.Record], Callable[[Viewer], Any]],
    doubts: Doubts = no_doubts,
) -> Answer:
    """Propose a deed about rows of a table, once for each key; `doubts` tells what looks doubtful in what was sent.

    Raises Refused: TOKEN_NEEDED, SCOPE_MISSING.
    """
    if context.viewer.portal is None:
        raise refuse("TOKEN_NEEDED")
    require_scope(context.viewer, PROPOSE)
    model, change = deed

    def propose() -> Proposal:
        row = proposing.submit(context.viewer, change)
        if row is None:
            raise Refused(Fault("NOTHING_DIFFERS", "", say("Nothing differs from what the register holds.")))
        return row

    def once() -> Proposal:
        sent = sending(context.viewer, given, client_key)
        return propose_once(context.viewer, sent.key, model(), propose, sent.body)

    return answered(once, doubts)


def answered(do: Callable[[], Proposal], doubts: Doubts = no_doubts) -> Answer:
    """What came of it: the proposal, or why there is none."""
    try:
        return as_answered(do(), doubts())
    except Refused as refusal:
        return as_refusal(refusal)


@contextmanager
def gathered(unknown: list[Fault]) -> Iterator[None]:
    """Note what the block is refused for, so that everything that is wrong is told at once."""
    try:
        yield
    except Refused as refusal:
        unknown += refusal.faults


def found_or_new(context: Context, model: type[R], given: strawberry.ID | None) -> R:
    """The visible row with this id, else a new one. Raises Refused(NOT_FOUND) at "id"."""
    with faults_at("id"):
        return changes.find(context.viewer, model, given) if given else model()


def save_or_tell(viewer: Viewer, row: models.Record, unknown: Sequence[Fault], unread: Iterable[str] = ()) -> None:
    """Save a row as filled. Raises Refused as `changes.save`; with `unknown`, these and all else that is wrong, rules
    over the fields `unread` left out."""
    if not unknown:
        changes.save(viewer, row)
        return
    told = {fault.field for fault in unknown}
    before = type(row).get_by_id(row.id).values() if row.__data__.get("id") else {}
    others = [fault for fault in row_faults.all_faults(row, before) if fault.field not in told]
    others += rule_faults(viewer, row, before, {*unread, *(fault.field for fault in (*unknown, *others))})
    raise Refused(*unknown, *others)


def referred_id(context: Context, model: type[models.Record], given: strawberry.ID | None, field: str) -> Any:
    """The id of the visible row that was named, None for none. Raises Refused(NOT_FOUND) at `field`."""
    with faults_at(field):
        return changes.find(context.viewer, model, given).id if given else None


def fill(row: models.Record, given: Any, names: Sequence[str]) -> None:
    """Write what was given; null empties a field: texts become empty, all else not known."""
    for name in names:
        value = getattr(given, name)
        if value is not strawberry.UNSET:
            put(row, name, value)


def put(row: models.Record, name: str, value: Any) -> None:
    """Write one value as a form would: enums as their codes, texts without spaces around, figures exactly."""
    column = row._meta.fields[name]
    plain = getattr(value, "value", value)
    if isinstance(plain, float) and not isinstance(column, FloatField):
        plain = Decimal(str(plain))
    cleaned = plain.strip() if isinstance(plain, str) else plain
    setattr(row, name, column.default if cleaned in (None, "") and not column.null else cleaned)
