"""Stating a report: an officer's is entered, a partner's proposed, and the report keeps what came of it."""

from datetime import date
from typing import Any

import pytest

from tansiq.faults import Refused
from tansiq.models import (
    Batch,
    HistoryEntry,
    Intervention,
    Proposal,
    ReachedFigure,
    RoundChange,
    RoundReport,
    Site,
)
from tansiq.policy.viewer import Viewer
from tansiq.proposals.reviewing import approve
from tansiq.records import changes, undoing
from tansiq.rounds.asked_rows import Key, asked_rows
from tansiq.rounds.carrying_out import may_state_now, state
from tansiq.rounds.days import days_of
from tansiq.rounds.drafting import Draft, draft_of, keep
from tansiq.rounds.last_time import report_before, stated_before
from tansiq.rounds.statement import Statement
from tansiq.rounds.waiting import open_proposals
from tests.people import SALMA
from tests.register import Register
from tests.round_reports import days_from_now, opened_round, report_of
from tests.tansiq.conftest import People


class Told:
    """Work of NRA in two districts of Abyan, of which one site was told of in February, and work of ADR."""

    def __init__(self, register: Register, people: People, **values: Any) -> None:
        self.register, self.people = register, people
        self.work = register.intervention("NRA")
        self.near = register.site(self.work, "YE121121", targeted=500, figures_by_month={date(2026, 2, 1): 120})
        self.far = register.site(self.work, "YE121001", targeted=80)
        self.second = register.intervention("NRA", "FSC")
        self.other_site = register.site(self.second, "YE121122")
        self.foreign = register.site(register.intervention("ADR"), "YE121121")
        self.round = opened_round(register, **values)
        self.report = report_of(self.round, register.organization("NRA").id)

    @property
    def whole(self) -> Statement:
        """Two figures and one status, which are of two interventions."""
        return Statement(
            {
                Key("site", self.near.id, "reached"): 180,
                Key("site", self.far.id, "reached"): 80,
                Key("work", self.work.id, "status"): "COMPLETED",
                Key("site", self.other_site.id, "reached"): 7,
            }
        )

    def state(self, viewer: Viewer, said: Statement | None = None) -> Any:
        """What came of stating the report as it stands."""
        return state(viewer, self.stored, self.whole if said is None else said)

    @property
    def stored(self) -> RoundReport:
        """The report as it is stored."""
        found: RoundReport = RoundReport.get_by_id(self.report.id)
        return found

    def codes(self, viewer: Viewer, said: Statement) -> set[tuple[str, str]]:
        """With what, and where, a statement is refused."""
        with pytest.raises(Refused) as refused:
            self.state(viewer, said)
        return {(fault.code, fault.field) for fault in refused.value.faults}


@pytest.fixture
def told(register: Register, people: People) -> Told:
    """NRA is asked for the first quarter."""
    return Told(register, people)


def _figures(site: Site) -> dict[date, int | None]:
    return {row.month: row.people for row in ReachedFigure.select().where(ReachedFigure.site == site.id)}


def _led_to() -> list[tuple[str, int | None, bool]]:
    rows = RoundChange.select().order_by(RoundChange.id)
    return [(row.record_type, row.record_id, row.proposal_id is not None) for row in rows]


def test_a_report_asks_of_the_work_of_its_organisation_alone(told: Told) -> None:
    asked = asked_rows(told.people.khaled, told.report)
    assert [work.row.id for work in asked.works] == [told.work.id, told.second.id]
    assert [site.id for work in asked.works for site in work.sites] == [told.near.id, told.far.id, told.other_site.id]
    assert asked.value(Key("site", told.near.id, "reached")) is None
    assert asked.figure_before(told.near.id) == (date(2026, 2, 1), 120)


def test_work_outside_of_the_time_of_a_round_is_not_asked_about(told: Told, register: Register) -> None:
    register.site(register.intervention("NRA", starts_on=date(2025, 1, 1), ends_on=date(2025, 12, 31)), "YE121121")
    later = register.site(register.intervention("NRA", starts_on=date(2026, 5, 1), ends_on=None), "YE121121")
    assert len(asked_rows(told.people.khaled, told.report).works) == 2
    both = Told(register, told.people, round_kind="BOTH", period="2026")
    assert later.id in {site.id for work in asked_rows(told.people.khaled, both.report).works for site in work.sites}


def test_what_an_officer_states_is_entered_as_one_batch(told: Told) -> None:
    outcome = told.state(told.people.nadia)
    assert (outcome.entered, outcome.proposed) == (4, 0)
    assert _figures(told.near) == {date(2026, 2, 1): 120, date(2026, 3, 1): 180}
    assert Intervention.get_by_id(told.work.id).status == "COMPLETED"
    assert {(table, row) for table, row, _ in _led_to()} >= {("intervention", told.work.id)}
    assert RoundChange.select().where(RoundChange.entry.is_null()).count() == 0
    report = told.stored
    assert (report.round_state, report.submitter_id) == ("SUBMITTED", told.people.nadia.account_id)
    assert report.first_submitted_at == report.submitted_at is not None


def test_what_a_partner_states_is_proposed_by_intervention_and_nothing_changes_yet(told: Told) -> None:
    outcome = told.state(told.people.khaled)
    assert (outcome.entered, outcome.proposed) == (0, 2)
    assert _figures(told.near) == {date(2026, 2, 1): 120}
    assert Batch.select().count() == 0
    assert [is_proposed for _, _, is_proposed in _led_to()] == [True, True]
    assert told.stored.round_state == "SUBMITTED"
    for proposal in list(Proposal.select()):
        approve(told.people.nadia, proposal)
    assert _figures(told.near)[date(2026, 3, 1)] == 180
    assert _figures(told.other_site) == {date(2026, 3, 1): 7}


def test_taking_the_batch_of_a_statement_back_brings_back_what_stood(told: Told) -> None:
    told.state(told.people.nadia)
    undoing.undo(told.people.nadia, Batch.get())
    assert Intervention.get_by_id(told.work.id).status == "ONGOING"
    assert Site.get_by_id(told.near.id).reached == 120


def test_nothing_of_another_organisation_can_be_stated(told: Told) -> None:
    forged = Statement({Key("site", told.foreign.id, "reached"): 9, Key("site", told.near.id, "women"): 3})
    for person in (told.people.khaled, told.people.nadia, told.people.salma):
        assert told.codes(person, forged) == {
            ("NOT_FOUND", f"site-{told.foreign.id}-reached"),
            ("NOT_FOUND", f"site-{told.near.id}-women"),
        }
    assert Site.get_by_id(told.foreign.id).reached is None


def test_another_organisation_may_not_state_the_report(told: Told) -> None:
    assert told.codes(told.people.huda, told.whole) == {("NOT_FOUND", "")}
    assert told.codes(told.people.said, told.whole) == {("NOT_FOUND", "")}


def test_all_that_is_wrong_is_told_at_its_cell_and_nothing_is_entered(told: Told) -> None:
    said = Statement(
        {
            Key("work", told.work.id, "ends_on"): date(2020, 1, 1),
            Key("site", told.near.id, "reached"): -4,
            Key("work", told.second.id, "status"): "SLEEPING",
            Key("site", told.other_site.id, "reached"): 7,
        }
    )
    assert told.codes(told.people.nadia, said) == {
        ("DATES_REVERSED", f"work-{told.work.id}-ends_on"),
        ("NEGATIVE", f"site-{told.near.id}-reached"),
        ("UNKNOWN_CODE", f"work-{told.second.id}-status"),
    }
    assert _figures(told.other_site) == {}
    assert told.stored.round_state == "NOT_STARTED"


def test_what_changed_since_it_was_seen_is_told_before_it_is_overwritten(register: Register, people: People) -> None:
    told = Told(register, people, round_kind="BOTH")
    key = Key("site", told.far.id, "targeted")
    site = Site.get_by_id(told.far.id)
    site.targeted = 90
    changes.save(SALMA, site)
    said = Statement({key: 100}, seen={key: 80})
    assert told.codes(told.people.nadia, said) == {("CHANGED_MEANWHILE", key.text)}
    told.state(told.people.nadia, Statement({key: 100}, seen={key: 90}))
    assert Site.get_by_id(told.far.id).targeted == 100


def test_a_statement_says_something_or_that_nothing_changed_or_that_nothing_was_done(told: Told) -> None:
    assert told.codes(told.people.khaled, Statement()) == {("EMPTY", "")}
    same = {Key("work", told.work.id, "status"): "ONGOING"}
    assert told.codes(told.people.khaled, Statement(same)) == {("EMPTY", "")}
    both = Statement(told.whole.values, nil_reason="The road was closed")
    assert told.codes(told.people.khaled, both) == {("NOT_FILLED", "nil_reason")}
    outcome = told.state(told.people.khaled, Statement(is_unchanged=True))
    assert (outcome.entered, outcome.proposed, _led_to()) == (0, 0, [])
    assert (told.stored.round_state, told.stored.is_nil) == ("SUBMITTED", False)


def test_that_nothing_was_done_is_said_with_its_reason(told: Told) -> None:
    told.state(told.people.khaled, Statement(nil_reason=" The road was closed "))
    assert told.stored.nil_reason == "The road was closed"
    assert _led_to() == []


def test_what_is_submitted_is_locked_until_it_is_returned(told: Told) -> None:
    told.state(told.people.khaled)
    assert told.codes(told.people.khaled, told.whole) == {("LOCKED", "")}


def test_a_returned_report_amends_what_waits_and_keeps_its_first_day(told: Told) -> None:
    told.state(told.people.khaled)
    first = told.stored.first_submitted_at
    _return(told)
    near = Key("site", told.near.id, "reached")
    again = {**told.whole.values, near: 200, Key("site", told.other_site.id, "reached"): None}
    told.state(told.people.khaled, Statement(again))
    assert [proposal.state for proposal in Proposal.select().order_by(Proposal.id)] == ["WAITING", "WITHDRAWN"]
    assert [one.id for one in open_proposals(told.people.khaled, told.stored)] == [Proposal.get().id]
    approve(told.people.nadia, Proposal.get())
    assert _figures(told.near)[date(2026, 3, 1)] == 200
    assert _figures(told.far) == {date(2026, 3, 1): 80}
    assert told.stored.first_submitted_at == first


def test_a_report_after_the_last_day_is_kept_as_late_or_refused(register: Register, people: People) -> None:
    past = {"opens_on": days_from_now(-20), "due_on": days_from_now(-6)}
    late = Told(register, people, **past)
    late.state(people.khaled)
    assert late.stored.round_state == "SUBMITTED"
    assert days_of(late.round).closes_on is None
    strict = Told(register, people, **past, takes_late=False, grace_days=5, period="2026-02")
    assert strict.codes(people.khaled, strict.whole) == {("CLOSED", "")}
    in_grace = Told(register, people, **past, takes_late=False, grace_days=6, period="2026-03")
    in_grace.state(people.khaled, Statement(is_unchanged=True))
    assert in_grace.stored.round_state == "SUBMITTED"


def test_nobody_fills_a_report_before_its_round_opens(register: Register, people: People) -> None:
    ahead = Told(register, people, opens_on=days_from_now(1), due_on=days_from_now(9), opened_at=None)
    assert ahead.codes(people.khaled, ahead.whole) == {("NOT_OPEN", "")}


def test_of_two_who_fill_a_report_the_second_is_told(told: Told) -> None:
    mine, theirs = told.stored, told.stored
    keep(told.people.khaled, mine, Draft({"site-1-reached": "18"}), 0)
    assert told.stored.round_state == "DRAFT"
    with pytest.raises(Refused) as refused:
        keep(told.people.nadia, theirs, Draft({"site-1-reached": "19"}), 0)
    assert [fault.code for fault in refused.value.faults] == ["CHANGED_MEANWHILE"]
    assert draft_of(told.stored).texts == {"site-1-reached": "18"}
    keep(told.people.nadia, told.stored, Draft({"site-1-reached": "19"}), 1)
    assert draft_of(told.stored).texts == {"site-1-reached": "19"}


def test_submitting_a_report_leaves_no_draft_behind(told: Told) -> None:
    keep(told.people.khaled, told.stored, Draft({"site-1-reached": "18"}), 0)
    told.state(told.people.khaled)
    assert (draft_of(told.stored), told.stored.draft_number) == (Draft(), 2)


def test_what_was_stated_the_time_before_is_known_by_cell(told: Told, register: Register) -> None:
    told.state(told.people.nadia)
    later = opened_round(register, period="2026-Q2", name_en="Second quarter", opens_on=date(2026, 7, 1))
    following = report_of(later, register.organization("NRA").id)
    before = report_before(told.people.khaled, following)
    assert before is not None
    assert before.id == told.report.id
    assert stated_before(before) == {Key("work", told.work.id, "status"): "COMPLETED"}
    assert stated_before(None) == {}


def test_what_a_partner_stated_the_time_before_is_known_once_it_was_approved(told: Told, register: Register) -> None:
    told.state(told.people.khaled)
    assert stated_before(told.stored) == {}
    for proposal in Proposal.select():
        approve(told.people.nadia, proposal)
    assert stated_before(told.stored) == {Key("work", told.work.id, "status"): "COMPLETED"}
    other = report_of(told.round, register.organization("ADR").id)
    assert stated_before(other) == {}


def _return(told: Told) -> None:
    report = told.stored
    report.round_state = "RETURNED"
    changes.save(SALMA, report)


def test_an_entry_of_a_statement_stands_in_the_history_of_who_stated_it(told: Told) -> None:
    told.state(told.people.nadia)
    entries = HistoryEntry.select().where(HistoryEntry.id.in_(RoundChange.select(RoundChange.entry)))
    assert {(entry.actor, entry.face) for entry in entries} == {("Nadia", "PANEL")}


def test_an_archived_round_takes_no_report(told: Told) -> None:
    assert may_state_now(told.people.nadia, told.stored)
    changes.archive(SALMA, told.round)
    assert not may_state_now(told.people.nadia, told.stored)
    assert told.codes(told.people.nadia, told.whole) == {("NOT_OPEN", "")}
