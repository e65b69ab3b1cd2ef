"""Reports in rounds that came on time: what is late, what is not known, and who may know it."""

from datetime import date, datetime, time, timedelta
from typing import Any

from tansiq.models import Round, RoundReport
from tansiq.partnerships.suggesting import suggest_partners
from tansiq.partnerships.timeliness import Timeliness, timeliness
from tansiq.platform import clock
from tansiq.records import changes
from tests.called import wells
from tests.people import NOBODY, SALMA, partner
from tests.register import Register


def _round(register: Register, due_on: date, **values: Any) -> Round:
    facts: dict[str, Any] = {
        "name_en": "Round",
        "area": register.areas["YE12"].id,
        "period": "2026-Q1",
        "opens_on": due_on - timedelta(days=20),
        "due_on": due_on,
        "opened_at": clock.stored(datetime.combine(due_on - timedelta(days=20), time())),
    }
    row = Round(**(facts | values))
    return changes.save(SALMA, row)


def _report(register: Register, row: Round, acronym: str, sent: datetime | None) -> None:
    """What an organisation sent at a moment of the country's clocks."""
    told = {} if sent is None else {"first_submitted_at": clock.stored(sent), "round_state": "SUBMITTED"}
    changes.save(SALMA, RoundReport(round=row.id, organization=register.organization(acronym).id, **told))


def _yesterday() -> date:
    return clock.today() - timedelta(days=1)


def test_a_report_is_on_time_until_the_end_of_its_last_day_as_clocks_of_the_country_show_it(register: Register) -> None:
    row = _round(register, _yesterday() - timedelta(days=3), grace_days=2)
    last = datetime.combine(row.due_on + timedelta(days=2), time(23, 59))
    _report(register, row, "NRA", last)
    _report(register, row, "ADR", last + timedelta(minutes=1))
    _report(register, row, "BKC", None)
    found = timeliness(SALMA)
    assert [found[register.organization(one).id] for one in ("NRA", "ADR", "BKC")] == [
        Timeliness(1, 1),
        Timeliness(1, 0),
        Timeliness(1, 0),
    ]


def test_rounds_that_run_did_not_open_or_are_long_over_tell_nothing(register: Register) -> None:
    for due_on, values in (
        (clock.today(), {}),
        (_yesterday(), {"grace_days": 1}),
        (_yesterday(), {"opened_at": None}),
        (_yesterday() - timedelta(days=800), {}),
    ):
        _report(register, _round(register, due_on, **values), "NRA", None)
    assert timeliness(SALMA) == {}


def test_merged_organisations_report_as_one(register: Register) -> None:
    nra = register.organization("NRA").id
    register.organization("NRW", canonical=nra)
    for acronym in ("NRA", "NRW"):
        row = _round(register, _yesterday())
        _report(register, row, acronym, datetime.combine(row.due_on, time(12)) if acronym == "NRA" else None)
    assert timeliness(SALMA) == {nra: Timeliness(2, 1)}


def test_it_is_a_part_of_the_score_for_those_who_may_know_it(register: Register) -> None:
    item = wells(register)
    register.site(register.intervention("NRA"), "YE121121")
    row = _round(register, _yesterday())
    _report(register, row, "NRA", datetime.combine(row.due_on, time(12)))

    def value(viewer: Any) -> float | None:
        [one] = suggest_partners(viewer, item).suggestions
        return next(part.value for part in one.parts if part.name == "timeliness")

    assert value(SALMA) == 1.0
    assert value(partner("Khaled", register.organization("NRA").id)) == 1.0
    assert value(NOBODY) is None
