"""The lines of a form in which contributions are asked for or offered: one for each kind, two where several are usual.

An empty line is none. What was typed stays where it stood, with what is wrong beside it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import request

from admin.panel.inputs import amount_in
from tansiq.faults import Fault
from tansiq.language.cleaning import clean_line
from tansiq.language.numbers import written
from tansiq.language.partnership_vocabulary import OFFER_KINDS
from tansiq.language.units import unit_text
from tansiq.models import PlanItem
from tansiq.partnerships.offers import Offer

ROWS = ("MONEY", "MONEY", "QUANTITY", "STAFF", "EQUIPMENT", "EQUIPMENT", "SITES", "DAYS")
"""The kinds of the lines, in their order: money of two currencies, equipment of two makes."""


@dataclass
class Line:
    """One line: what stands in its fields, and what is wrong with it."""

    number: int
    kind: str
    unit: str
    amount: str = ""
    currency: str = ""
    text: str = ""
    wrongs: list[str] = field(default_factory=list)

    @property
    def label(self) -> str:
        """What the line is about."""
        return str(OFFER_KINDS.label(self.kind))

    @property
    def is_empty(self) -> bool:
        return not (self.amount or self.text)


def empty_lines(item: PlanItem, stored: Iterable[Any] = ()) -> list[Line]:
    """The lines of a form about an item, filled with what is stored."""
    lines = [
        Line(number, kind, unit_text(item.unit) if kind == "QUANTITY" else "")
        for number, kind in enumerate(ROWS)
        if kind != "QUANTITY" or item.unit
    ]
    for one in stored:
        free = next((line for line in lines if line.kind == one.offer_kind and line.is_empty), None)
        if free is not None:
            free.amount, free.currency, free.text = written(one.amount), one.currency, one.text
    return lines


def sent_lines(item: PlanItem) -> list[Line]:
    """The lines as they were sent."""
    lines = empty_lines(item)
    for line in lines:
        line.amount = clean_line(request.form.get(f"amount-{line.number}", ""))[:40]
        line.text = clean_line(request.form.get(f"text-{line.number}", ""))
        line.currency = request.form.get(f"currency-{line.number}", "") if line.kind == "MONEY" else ""
    return lines


def offers_of(lines: Sequence[Line]) -> list[Offer]:
    """What stands in the lines that are not empty; an amount that is no number as it was typed."""
    return [Offer(line.kind, _amount(line), line.currency, line.text) for line in lines if not line.is_empty]


def _amount(line: Line) -> Any:
    if not line.amount:
        return None
    try:
        return amount_in(line.amount)
    except ValueError:
        return line.amount


def tell_wrongs(lines: Sequence[Line], faults: Iterable[Fault]) -> list[str]:
    """Put what is wrong beside the lines; the texts of all else."""
    filled, rest = [line for line in lines if not line.is_empty], list[str]()
    for fault in faults:
        parts = fault.field.split(".")
        if len(parts) > 1 and parts[0] == "offers" and parts[1].isdigit() and int(parts[1]) < len(filled):
            filled[int(parts[1])].wrongs.append(str(fault))
        else:
            rest.append(str(fault))
    return rest
