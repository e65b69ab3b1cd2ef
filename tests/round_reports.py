"""A round over the small register, opened and due, with the report of NRA in it."""

from datetime import date
from typing import Any

from tansiq.models import Round, RoundReport
from tansiq.models.record import now
from tansiq.platform import clock
from tansiq.records import changes
from tests.people import SALMA
from tests.register import Register

PERIOD = "2026-Q1"


def opened_round(register: Register, **values: Any) -> Round:
    """A round over Abyan that asks all at work there what they did in the first quarter, and takes reports late."""
    facts: dict[str, Any] = {
        "name_en": "First quarter",
        "name_ar": "الربع الأول",
        "area": register.areas["YE12"].id,
        "period": PERIOD,
        "begins_on": date(2026, 1, 1),
        "ends_on": date(2026, 3, 31),
        "opens_on": date(2026, 4, 1),
        "due_on": date(2099, 4, 10),
        "opened_at": now(),
    }
    return changes.save(SALMA, Round(**(facts | values)))


def report_of(round_: Round, organization_id: int) -> RoundReport:
    """The report of an organisation, which nobody has begun."""
    return changes.save(SALMA, RoundReport(round=round_.id, organization=organization_id))


def days_from_now(count: int) -> date:
    """A day so many days from today in the country's time zone."""
    return date.fromordinal(clock.today().toordinal() + count)
