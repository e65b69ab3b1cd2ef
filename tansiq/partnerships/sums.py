"""What is offered to a call, held against what is open: one line for each kind, money by its currency, never added up
over currencies.

Of work and money that the call does not ask for by itself the item tells how much is open; all else is open as the
call asks for it.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from peewee import Case, fn

from tansiq.language.partnership_vocabulary import OFFER_KINDS
from tansiq.models import Call, CallAnswer, CallAsk, CallOffer, Commitment, PlanItem
from tansiq.plans.coverage_of_items import NOTHING, Sums, coverage_of, stands, sums_of_items
from tansiq.policy.viewer import OPERATOR

Key = tuple[str, str]
"""A code of OFFER_KINDS with the code of a currency, "" of all but money."""


class Held(NamedTuple):
    """One line. `asked` is None where nobody said how much; `open` is what is left of it by what was accepted or
    committed, None likewise; `offered` waits for those in charge. All in the `unit` of the item, in `currency`, or by
    number."""

    kind: str
    currency: str
    unit: str
    asked: Decimal | None
    accepted: Decimal
    offered: Decimal
    open: Decimal | None

    @property
    def excess(self) -> Decimal:
        """How much more is offered than is open; 0 where that is not known."""
        return NOTHING if self.open is None else max(self.offered - self.open, NOTHING)

    @property
    def lacking(self) -> Decimal | None:
        """What is open and offered by nobody."""
        return None if self.open is None else max(self.open - self.offered, NOTHING)


def sums_of(call: Call) -> list[Held]:
    """The lines of a call that the reader may see: sums are told to everybody who reads it. A few statements."""
    item = PlanItem.get_by_id(call.item_id)
    asked, offered = _asked(call), _offered(call)
    own = {key: left for key, left in _open_of_item(item) if key not in asked}
    keys = sorted({*asked, *offered, *own}, key=lambda key: (OFFER_KINDS.codes.index(key[0]), key[1]))
    return [_line(key, item, asked.get(key), offered.get(key, (NOTHING, NOTHING)), own.get(key)) for key in keys]


def _line(
    key: Key, item: PlanItem, asked: Decimal | None, sums: tuple[Decimal, Decimal], own: tuple[Decimal, Decimal] | None
) -> Held:
    accepted, offered = sums
    unit = item.unit if key[0] == "QUANTITY" else ""
    if own is not None:
        wanted, left = own
        return Held(*key, unit, wanted, wanted - left, offered, left)
    left_of = None if asked is None else max(asked - accepted, NOTHING)
    return Held(*key, unit, asked, accepted, offered, left_of)


def _asked(call: Call) -> dict[Key, Decimal]:
    rows: Any = CallAsk.select(CallAsk.offer_kind, CallAsk.currency, fn.SUM(CallAsk.amount))
    rows = rows.where(CallAsk.call == call.id).group_by(CallAsk.offer_kind, CallAsk.currency)
    return {(kind, currency): _exact(amount) for kind, currency, amount in rows.tuples()}


def _offered(call: Call) -> dict[Key, tuple[Decimal, Decimal]]:
    """What was accepted, and what waits."""

    def counted(state: str) -> Any:
        return fn.SUM(Case(None, [(CallAnswer.answer_state == state, CallOffer.amount)], 0))

    rows: Any = CallOffer.select(CallOffer.offer_kind, CallOffer.currency, counted("ACCEPTED"), counted("OFFERED"))
    rows = rows.join(CallAnswer).where(
        CallAnswer.call == call.id,
        CallAnswer.archived_at.is_null(),
        CallAnswer.answer_state.in_(("ACCEPTED", "OFFERED")),
    )
    grouped = rows.group_by(CallOffer.offer_kind, CallOffer.currency).tuples()
    return {(kind, currency): (_exact(one), _exact(other)) for kind, currency, one, other in grouped}


def _open_of_item(item: PlanItem) -> Iterator[tuple[Key, tuple[Decimal, Decimal]]]:
    """What the item asks for by itself, and how much of that is committed to by nobody."""
    if item.required is not None:
        sums = sums_of_items(OPERATOR, [item.id]).get(item.id, Sums())
        yield ("QUANTITY", ""), (_exact(item.required), coverage_of(item.required, sums).open or NOTHING)
    if item.budget is not None:
        given: Any = Commitment.select(fn.SUM(Commitment.amount)).where(
            Commitment.item == item.id, Commitment.currency == item.currency, stands(Commitment)
        )
        left = max(item.budget - _exact(given.scalar() or 0), NOTHING)
        yield ("MONEY", item.currency), (_exact(item.budget), left)


def _exact(number: Any) -> Decimal:
    """A sum as a decimal; SQLite adds up in floating point what it keeps with two places."""
    return round(Decimal(str(number)), 2)
