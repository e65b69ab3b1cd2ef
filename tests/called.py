"""Calls for partners over the small register: an item of the plan of Khanfar, whom it is asked of, what is offered."""

from datetime import date, timedelta
from typing import Any

from tansiq.models import (
    Call,
    CallAnswer,
    CallAsk,
    CallInvitation,
    CallOffer,
    Plan,
    PlanItem,
    PlanItemArea,
    PlanItemSector,
)
from tansiq.platform import clock
from tansiq.records import changes
from tests.people import SALMA
from tests.register import Register

DAYS = {"starts_on": date(2026, 3, 1), "ends_on": date(2026, 8, 31)}
"""When the wells are dug."""


def wells(register: Register, plan: Plan | None = None, **values: Any) -> PlanItem:
    """An item: 100 metres of wells in Ja'ar, water and sanitation, through spring and summer of 2026."""
    facts: dict[str, Any] = {"required": 100, "unit": "metres", **DAYS}
    item = register.item(plan or register.plan(), "Wells", **(facts | values))
    changes.replace_parts(SALMA, item, PlanItemArea, [{"area": register.areas["YE121121"].id}])
    changes.replace_parts(SALMA, item, PlanItemSector, [{"sector": register.sectors["WSH"].id}])
    return item


def a_call(item: PlanItem, *asked: dict[str, Any], **values: Any) -> Call:
    """An open call about an item, answered for a week from today on unless said otherwise."""
    today = clock.today()
    facts: dict[str, Any] = {"text_en": "Who digs wells with us?", "opens_on": today, "call_state": "OPEN"}
    facts["closes_on"] = today + timedelta(days=7)
    row = changes.save(SALMA, Call(item=item.id, **(facts | values)))
    if asked:
        changes.replace_parts(SALMA, row, CallAsk, [line(**one) for one in asked])
    return row


def line(offer_kind: str, amount: Any, currency: str = "", text: str = "") -> dict[str, Any]:
    """A line of what is asked or offered."""
    return {"offer_kind": offer_kind, "amount": amount, "currency": currency, "text": text}


def invited(register: Register, call: Call, *acronyms: str) -> list[CallInvitation]:
    """Organisations that are asked."""
    ids = [register.organization(acronym).id for acronym in acronyms]
    return [changes.save(SALMA, CallInvitation(call=call.id, organization=row_id)) for row_id in ids]


def an_answer(register: Register, call: Call, acronym: str, *offered: dict[str, Any]) -> CallAnswer:
    """What an organisation that is invited offers, as it is stored."""
    row = changes.save(SALMA, CallAnswer(call=call.id, organization=register.organization(acronym).id))
    changes.replace_parts(SALMA, row, CallOffer, [line(**one) for one in offered])
    return row
