"""What is offered to a call, held against what is open: one line for each kind, money by its currency, never added up
over currencies.

Of work and money that the call does not ask for by itself the item tells how much is open; all else is open as the
call asks for it.
"""

from collections.abc import Sequence
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
    return sums_of_calls([call])[call.id]


def sums_of_calls(calls: Sequence[Call]) -> dict[int, list[Held]]:
    """The same of many calls by their ids, in as many statements."""
    ids = [call.id for call in calls]
    items = {row.id: row for row in PlanItem.select().where(PlanItem.id.in_([call.item_id for call in calls]))}
    asked, offered, own = _asked(ids), _offered(ids), _open_of_items(list(items.values()))
    found: dict[int, list[Held]] = {}
    for call in calls:
        lines, sums = asked.get(call.id, {}), offered.get(call.id, {})
        left = {key: value for key, value in own.get(call.item_id, {}).items() if key not in lines}
        keys = sorted({*lines, *sums, *left}, key=lambda key: (OFFER_KINDS.codes.index(key[0]), key[1]))
        item = items[call.item_id]
        found[call.id] = [
            _line(key, item, lines.get(key), sums.get(key, (NOTHING, NOTHING)), left.get(key)) for key in keys
        ]
    return found


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


def _asked(call_ids: Sequence[int]) -> dict[int, dict[Key, Decimal]]:
    columns = (CallAsk.call, CallAsk.offer_kind, CallAsk.currency)
    rows: Any = CallAsk.select(*columns, fn.SUM(CallAsk.amount)).where(CallAsk.call.in_(call_ids)).group_by(*columns)
    found: dict[int, dict[Key, Decimal]] = {}
    for call_id, kind, currency, amount in rows.tuples():
        found.setdefault(call_id, {})[kind, currency] = _exact(amount)
    return found


def _offered(call_ids: Sequence[int]) -> dict[int, dict[Key, tuple[Decimal, Decimal]]]:
    """What was accepted, and what waits."""

    def counted(state: str) -> Any:
        return fn.SUM(Case(None, [(CallAnswer.answer_state == state, CallOffer.amount)], 0))

    columns = (CallAnswer.call, CallOffer.offer_kind, CallOffer.currency)
    rows: Any = CallOffer.select(*columns, counted("ACCEPTED"), counted("OFFERED")).join(CallAnswer)
    rows = rows.where(
        CallAnswer.call.in_(call_ids),
        CallAnswer.archived_at.is_null(),
        CallAnswer.answer_state.in_(("ACCEPTED", "OFFERED")),
    )
    found: dict[int, dict[Key, tuple[Decimal, Decimal]]] = {}
    for call_id, kind, currency, accepted, offered in rows.group_by(*columns).tuples():
        found.setdefault(call_id, {})[kind, currency] = (_exact(accepted), _exact(offered))
    return found


def _open_of_items(items: Sequence[PlanItem]) -> dict[int, dict[Key, tuple[Decimal, Decimal]]]:
    """By item: what it asks for by itself, and how much of that is committed to by nobody."""
    ids = [item.id for item in items]
    sums, given = sums_of_items(OPERATOR, ids), _money_committed(ids)
    found: dict[int, dict[Key, tuple[Decimal, Decimal]]] = {}
    for item in items:
        own = found.setdefault(item.id, {})
        if item.required is not None:
            left = coverage_of(item.required, sums.get(item.id, Sums())).open or NOTHING
            own["QUANTITY", ""] = (_exact(item.required), left)
        if item.budget is not None:
            left = max(item.budget - given.get((item.id, item.currency), NOTHING), NOTHING)
            own["MONEY", item.currency] = (_exact(item.budget), left)
    return found


def _money_committed(item_ids: Sequence[int]) -> dict[tuple[int, str], Decimal]:
    columns = (Commitment.item, Commitment.currency)
    rows: Any = Commitment.select(*columns, fn.SUM(Commitment.amount))
    rows = rows.where(Commitment.item.in_(item_ids), Commitment.amount.is_null(False), stands(Commitment))
    return {(item_id, currency): _exact(amount) for item_id, currency, amount in rows.group_by(*columns).tuples()}


def _exact(number: Any) -> Decimal:
    """A sum as a decimal; SQLite adds up in floating point what it keeps with two places."""
    return round(Decimal(str(number)), 2)
