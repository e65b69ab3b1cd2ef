"""Reporting rounds for tests, entered as the panel does; days count from today, and the period is the present quarter
unless said otherwise."""

from datetime import timedelta
from typing import Any

from tansiq.models import Organization, Round, RoundArea, RoundOrganization, RoundReport
from tansiq.platform import clock
from tansiq.records import changes
from tansiq.reporting_period import period_of
from tansiq.rounds.opening import open_round, save
from tests.people import SALMA
from tests.register import Register


def planned_round(register: Register, pcode: str = "YE12", **values: Any) -> Round:
    """A round of an area that opens today and is due in ten days."""
    today = clock.today()
    facts: dict[str, Any] = {
        "name_en": "Quarterly round",
        "name_ar": "جولة ربع سنوية",
        "area": register.areas[pcode].id,
        "period": period_of("QUARTER", today).key,
        "opens_on": today,
        "due_on": today + timedelta(days=10),
    }
    return save(SALMA, Round(**(facts | values)))


def opened_round(register: Register, *acronyms: str, pcode: str = "YE12", **values: Any) -> Round:
    """One that asks these organisations, chosen by hand, and is open."""
    row = planned_round(register, pcode, round_choice="CHOSEN", **values)
    choose(row, *(register.organization(acronym) for acronym in acronyms))
    return open_round(SALMA, row)


def choose(row: Round, *organizations: Organization) -> None:
    """Let a round ask these organisations."""
    wanted = [{"organization": one.id} for one in organizations]
    changes.replace_parts(SALMA, row, RoundOrganization, wanted)


def limit(row: Round, register: Register, *pcodes: str) -> None:
    """Limit a round to these areas."""
    changes.replace_parts(SALMA, row, RoundArea, [{"area": register.areas[pcode].id} for pcode in pcodes])


def report_of(row: Round, organization: Organization) -> RoundReport:
    """The report of an organisation in a round."""
    return RoundReport.get(RoundReport.round == row.id, RoundReport.organization == organization.id)


def shifted(row: Round, days: int) -> Round:
    """A round as if it had opened, and were due, so many days earlier."""
    moved = Round.get_by_id(row.id)
    moved.opens_on -= timedelta(days=days)
    moved.due_on -= timedelta(days=days)
    return changes.save(SALMA, moved)
