"""Reporting rounds on both sides of the limits of a portal."""

from datetime import date
from typing import Any

from tansiq.models import Organization, Round, RoundReport
from tansiq.models.record import now
from tansiq.records import changes
from tests.people import SALMA
from tests.register import Register


def enter_round(register: Register, pcode: str, *organizations: Organization, **values: Any) -> Round:
    """A round of the first quarter that is open and asks these organisations, due on 10 April 2026."""
    facts: dict[str, Any] = {
        "name_en": "Round",
        "name_ar": "جولة",
        "area": register.areas[pcode].id,
        "period": "2026-Q1",
        "opens_on": date(2026, 4, 1),
        "due_on": date(2026, 4, 10),
        "opened_at": now(),
    }
    row = changes.save(SALMA, Round(**(facts | values)))
    for one in organizations:
        changes.save(SALMA, RoundReport(round=row.id, organization=one.id, round_state="DRAFT"))
    return row


def enter_rounds_outside(register: Register, secret: Organization, known: Organization, said: str) -> dict[str, int]:
    """A round of Hadramawt and one of Abyan, both of which ask an organisation of either side; the ids of both and of
    a report in each."""
    hidden = enter_round(register, "YE1927", secret, known, name_en=said, name_ar=said)
    ours = enter_round(register, "YE12", secret, known)
    report = RoundReport.get(RoundReport.round == hidden.id)
    RoundReport.update(draft=said, comment=said, remark=said, answer=said).execute()
    return {"round": hidden.id, "our_round": ours.id, "round_report": report.id}
