"""Answering a survey: what is sent is an entry or a proposal, once; what is wrong is told, and nothing kept."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tansiq.faults import Refused
from tansiq.models import Entry, HistoryEntry, Proposal, Survey, SurveyAnswer, TypeDefinition
from tansiq.platform import clock
from tansiq.policy.viewer import ANONYMOUS
from tansiq.policy.visibility import may, visible
from tansiq.proposals.reviewing import approve
from tansiq.records import changes
from tansiq.surveys import answering
from tansiq.surveys.answering import Sender, answer, new_entry
from tansiq.surveys.opening import participant, places_asked
from tests.definitions import name_of, rule
from tests.people import SALMA, officer
from tests.register import Register
from tests.surveys import answer_with, filled, outcomes, question, survey, work_question, yesterday


@pytest.fixture
def trained(register: Register) -> TypeDefinition:
    return outcomes(policy="PUBLIC", has_area=False)


def _refused(to: Survey, row: Entry, sender: Sender | None = None) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refusal:
        answer(to, row, sender or Sender())
    return [(fault.code, fault.field) for fault in refusal.value.faults]


def test_an_answer_is_an_entry_that_nobody_of_the_public_reads(trained: TypeDefinition) -> None:
    work = work_question(trained)
    asked = survey(trained)
    row = answer_with(asked, {work: "GROUP"})
    stored = Entry.get_by_id(row.id)
    assert stored.entered(name_of(work)) == "GROUP"
    assert not visible(Entry, ANONYMOUS).exists()
    told = HistoryEntry.get(HistoryEntry.record_type == "entry")
    assert (told.actor, told.account_id) == ("After the training", None)
    assert SurveyAnswer.get().entry_id == row.id


def test_a_reviewed_answer_waits_and_is_an_entry_once_it_is_approved(trained: TypeDefinition) -> None:
    work = work_question(trained)
    answer_with(survey(trained, is_reviewed=True), {work: "GROUP"})
    assert not Entry.select().exists()
    proposal = Proposal.get()
    assert (proposal.state, SurveyAnswer.get().proposal_id) == ("WAITING", proposal.id)
    approve(SALMA, proposal)
    assert Entry.get().entered(name_of(work)) == "GROUP"
    assert not Entry.get().is_published


def test_a_participant_may_do_nothing_else(trained: TypeDefinition, register: Register) -> None:
    other = survey(trained)
    acting = participant(other)
    row = new_entry(other)
    assert may(acting, "CREATE", row)
    row.is_published = True
    assert not may(acting, "CREATE", row)
    stored = answer_with(other, {})
    assert not any(may(acting, act, stored) for act in ("CREATE", "CHANGE", "ARCHIVE", "PROPOSE"))
    assert not may(acting, "CREATE", Entry(record_type=trained.id + 1, is_published=False))
    assert not may(acting, "CREATE", register.organization("NRA"))
    reviewed = participant(survey(trained, is_reviewed=True))
    assert not may(reviewed, "CREATE", new_entry(other))
    assert may(reviewed, "PROPOSE", new_entry(other))


@pytest.mark.parametrize(
    ("days", "code"), [({"starts_on": 1}, "NOT_BEGUN"), ({"starts_on": -9, "ends_on": -1}, "ENDED")]
)
def test_answers_are_taken_in_the_days_of_the_survey_alone(
    trained: TypeDefinition, days: dict[str, int], code: str
) -> None:
    given = {name: clock.today() + timedelta(days=count) for name, count in days.items()}
    asked = survey(trained, **given)
    assert _refused(asked, new_entry(asked)) == [(code, "")]
    whole = survey(trained, starts_on=clock.today(), ends_on=clock.today())
    answer_with(whole, {})
    assert Entry.select().count() == 1


def test_an_archived_survey_and_one_whose_record_type_is_retired_take_none(trained: TypeDefinition) -> None:
    asked = survey(trained)
    changes.archive(SALMA, Survey.get_by_id(asked.id))
    assert _refused(Survey.get_by_id(asked.id), new_entry(asked)) == [("STOPPED", "")]
    other = survey(trained)
    kind = TypeDefinition.get_by_id(trained.id)
    kind.use_state = "RETIRED"
    changes.save(SALMA, kind)
    assert _refused(Survey.get_by_id(other.id), new_entry(other)) == [("STOPPED", "")]


def test_a_field_that_becomes_required_and_is_not_asked_stops_the_survey(trained: TypeDefinition) -> None:
    asked = survey(trained)
    question(trained, "called", is_personal=True, is_required=True)
    assert _refused(asked, new_entry(asked)) == [("STOPPED", "")]


def test_all_faults_are_told_at_once_and_nothing_is_kept(trained: TypeDefinition) -> None:
    age = question(trained, "age", "WHOLE", least=15, most=99)
    work = work_question(trained, is_required=True)
    asked = survey(trained, consent_en="I agree.", retention_months=6)
    assert set(_refused(asked, filled(asked, {age: 7}))) == {
        ("OUT_OF_RANGE", name_of(age)),
        ("MISSING", name_of(work)),
        ("CONSENT_MISSING", "consent"),
    }
    assert (Entry.select().count(), SurveyAnswer.select().count()) == (0, 0)


def test_a_rule_that_refuses_is_kept_and_one_that_warns_asks_no_stranger(trained: TypeDefinition) -> None:
    children, boys = question(trained, "children", "WHOLE"), question(trained, "boys", "WHOLE")
    rule("{0} <= {1}", boys, children)
    rule("{0} < 20", children, rule_severity="WARN")
    asked = survey(trained)
    assert _refused(asked, filled(asked, {children: 2, boys: 3})) == [("RULE_BROKEN", name_of(boys))]
    answer_with(asked, {children: 25, boys: 3})


def test_a_form_that_is_sent_twice_is_one_answer(trained: TypeDefinition) -> None:
    asked = survey(trained)
    for _sending in range(2):
        answer_with(asked, {}, Sender(key="the form's own"))
    assert (Entry.select().count(), SurveyAnswer.select().count()) == (1, 1)


def test_a_line_sends_only_so_many_an_hour(trained: TypeDefinition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "AN_HOUR", 2)
    asked, here = survey(trained), Sender(address="192.0.2.7")
    for _sending in range(2):
        answer_with(asked, {}, here)
    assert _refused(asked, new_entry(asked), here) == [("TOO_MANY_REQUESTS", "")]
    answer_with(asked, {}, replace(here, address="198.51.100.7"))
    answer_with(survey(trained), {}, here)


def test_a_fault_costs_nothing_of_what_a_line_may_send(
    trained: TypeDefinition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "AN_HOUR", 1)
    age = question(trained, "age", "WHOLE", most=99)
    asked, here = survey(trained), Sender(address="192.0.2.7")
    for _sending in range(3):
        assert _refused(asked, filled(asked, {age: 700}), here) == [("OUT_OF_RANGE", name_of(age))]
    answer_with(asked, {age: 70}, here)


def test_in_a_flood_each_line_sends_few(trained: TypeDefinition, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "A_FLOOD", 1)
    monkeypatch.setattr(answering, "AN_HOUR_IN_A_FLOOD", 1)
    asked = survey(trained)
    for _sending in range(2):
        answer_with(asked, {}, Sender(address="192.0.2.7"))
    assert _refused(asked, new_entry(asked), Sender(address="192.0.2.7")) == [("TOO_MANY_REQUESTS", "")]
    answer_with(asked, {}, Sender(address="198.51.100.7"))


def test_an_answer_lies_in_the_district_that_was_chosen(register: Register) -> None:
    districts, asked = register.areas, survey(outcomes(), area=register.areas["YE12"].id)
    assert [area.pcode for area in places_asked(asked) or ()] == ["YE1210", "YE1211"]
    assert _refused(asked, new_entry(asked)) == [("MISSING", "area")]
    assert _refused(asked, filled(asked, {}, area=districts["YE19"].id)) == [("MISSING", "area")]
    row = answer_with(asked, {}, area=districts["YE1211"].id)
    nadia, said = (officer(districts[pcode].id) for pcode in ("YE12", "YE19"))
    assert [visible(Entry, who).where(Entry.id == row.id).exists() for who in (nadia, said)] == [True, False]


def test_nobody_is_asked_where_they_are_if_the_survey_says_so(register: Register) -> None:
    asked = survey(outcomes(), area=register.areas["YE1211"].id)
    assert places_asked(asked) is None
    assert answer_with(asked, {}).area_id == register.areas["YE1211"].id


def test_without_an_area_every_district_is_offered(register: Register) -> None:
    places: Any = places_asked(survey(outcomes()))
    assert {area.level for area in places} == {2}
    assert len(places) > 1


def test_what_a_stranger_answers_is_no_way_to_ask_what_the_register_holds(trained: TypeDefinition) -> None:
    friend = question(trained, "friend", "REFERENCE", reference_table="organization")
    asked = survey(trained, starts_on=yesterday())
    assert _refused(asked, filled(asked, {friend: 999_999})) == [("UNKNOWN_FIELD", name_of(friend))]
