"""What is asked or offered, line by line: checked as a whole before any of it is kept."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple

from tansiq.faults import Fault
from tansiq.language.partnership_vocabulary import OFFER_KINDS
from tansiq.language.words import say
from tansiq.models import CallOffer, PlanItem
from tansiq.models.column_values import column_faults
from tansiq.models.project import currency_faults

MOST_LINES = 20


class Offer(NamedTuple):
    """One line: so much of one kind (a code of OFFER_KINDS); money in `currency` (ISO 4217), work in the unit of the
    item, all else by number. `amount` is what was given, and may be no number."""

    kind: str
    amount: Any
    currency: str = ""
    text: str = ""

    @property
    def cells(self) -> dict[str, Any]:
        """The line as `changes.replace_parts` wants it."""
        return {"offer_kind": self.kind, "amount": self.amount, "currency": self.currency, "text": self.text}


def faults_of_lines(lines: Sequence[Offer], item: PlanItem | None) -> Iterator[Fault]:
    """What is wrong with lines of a call about an item, or of an answer to it, each at its
    field ("offers.1.amount")."""
    if len(lines) > MOST_LINES:
        text = say("At most %(most)s lines are kept. Put together what is of one kind.", most=MOST_LINES)
        yield Fault("TOO_MANY", "offers", text)
        return
    for number, line in enumerate(lines):
        for fault in _faults_of(line, item):
            yield replace(fault, field=f"offers.{number}.{_NAMES.get(fault.field, fault.field)}")


_NAMES = {"offer_kind": "kind"}


def _faults_of(line: Offer, item: PlanItem | None) -> Iterator[Fault]:
    found = list(column_faults(CallOffer, line.cells))
    yield from found
    if line.kind not in OFFER_KINDS:
        yield Fault("UNKNOWN_CODE", "kind", say("Choose one of the listed kinds of contribution."))
        return
    if not any(fault.field == "amount" for fault in found) and Decimal(line.amount) <= 0:
        yield Fault("OUT_OF_RANGE", "amount", say("Enter an amount above zero, or leave the line out."))
    yield from _faults_of_currency(line)
    if line.kind == "QUANTITY" and (item is None or not item.unit):
        text = say("The item says no unit: offer something else, or say in words what you would do.")
        yield Fault("UNIT_MISSING", "kind", text)


def _faults_of_currency(line: Offer) -> Iterator[Fault]:
    if line.kind == "MONEY" and not line.currency:
        yield Fault("CURRENCY_MISSING", "currency", say("Say in which currency the amount is."))
    elif line.kind != "MONEY" and line.currency:
        yield Fault("NOT_MONEY", "currency", say("Only money has a currency. Choose money, or leave it empty."))
    else:
        yield from currency_faults(line.currency)
