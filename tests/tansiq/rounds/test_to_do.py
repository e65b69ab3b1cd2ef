"""Which reports in rounds wait for whom: an organisation finds its own alone, as long as they are taken."""

from dataclasses import replace
from datetime import timedelta

from tansiq.models import Round, RoundReport
from tansiq.policy.viewer import Viewer
from tansiq.rounds.stating import submit
from tansiq.rounds.to_do import reports_filled, reports_to_state
from tests.asked_rounds import opened_round, report_of, shifted
from tests.people import SALMA, officer, partner
from tests.register import Register


def _khaled(register: Register) -> Viewer:
    return partner("Khaled", register.organization("NRA").id)


def _whose(rows: list[RoundReport]) -> list[tuple[str, str]]:
    return [(row.organization.acronym, row.round.name_en) for row in rows]


def test_a_report_waits_as_long_as_it_is_taken_the_days_of_grace_included(register: Register) -> None:
    row = opened_round(register, "NRA", takes_late=False, grace_days=2)
    khaled = _khaled(register)
    waiting = []
    for days in (10, 2, 1):
        row = shifted(row, days)
        waiting.append(reports_to_state(khaled).count())
    assert waiting == [1, 1, 0]
    Round.update(takes_late=True).execute()
    assert reports_to_state(khaled).count() == 1


def test_one_fills_the_reports_of_ones_own_organisations_alone_what_is_due_first(register: Register) -> None:
    later = opened_round(register, "NRA", "ADR", name_en="Later", period="2026-Q1")
    opened_round(register, "NRA", "ADR", name_en="Sooner", period="2026-Q2", due_on=later.due_on - timedelta(days=3))
    done = opened_round(register, "NRA", name_en="Done", period="2025", due_on=later.due_on - timedelta(days=5))
    submit(SALMA, report_of(done, register.organization("NRA")))
    khaled, abyan = _khaled(register), frozenset({register.areas["YE12"].id})
    own = [("NRA", "Sooner"), ("NRA", "Later"), ("NRA", "Done")]
    assert _whose(list(reports_filled(khaled))) == own
    assert _whose(list(reports_filled(replace(khaled, area_ids=abyan)))) == own


def test_officers_fill_the_reports_of_rounds_in_their_areas(register: Register) -> None:
    register.site(register.intervention("NRA"), "YE121121")
    opened_round(register, "NRA", "ADR")
    counts = [reports_filled(officer(register.areas[pcode].id)).count() for pcode in ("YE12", "YE121121")]
    assert counts == [2, 0]
    assert reports_filled(SALMA).count() == 2
