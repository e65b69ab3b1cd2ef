"""What people told of themselves is struck out once the survey has kept it as long as it says; the rest stays."""

from datetime import date, datetime, time

import pytest

from tansiq.models import Entry, FieldDefinition, HistoryEntry, Proposal, SurveyAnswer, SurveyInvitation, TypeDefinition
from tansiq.platform.mailing import Outbox
from tansiq.proposals.reviewing import approve
from tansiq.records import changes
from tansiq.surveys.answering import Sender
from tansiq.surveys.inviting import invite_by_mail
from tansiq.surveys.purging import purge_overdue
from tests.definitions import name_of
from tests.people import SALMA
from tests.register import Register
from tests.surveys import answer_with, outcomes, question, survey

OLD, TODAY = datetime.combine(date(2026, 1, 5), time(12)), date(2026, 7, 6)
CONSENT = {"consent_en": "I agree", "retention_months": 6, "starts_on": date(2026, 1, 1)}
AGREED = Sender(has_agreed=True)


@pytest.fixture
def trained(register: Register) -> TypeDefinition:
    return outcomes(has_area=False, policy="PUBLIC")


@pytest.fixture
def called(trained: TypeDefinition) -> FieldDefinition:
    return question(trained, "called", is_personal=True)


def _sent(at: datetime) -> None:
    """Let all answers have come in then."""
    SurveyAnswer.update(sent_at=at).execute()


def test_personal_answers_leave_rows_and_histories_and_others_stay(
    trained: TypeDefinition, called: FieldDefinition
) -> None:
    age = question(trained, "age", "WHOLE")
    asked, other = survey(trained, **CONSENT), survey(trained, **{**CONSENT, "retention_months": 24})
    row, kept = (answer_with(one, {called: "Amal", age: 30}, AGREED) for one in (asked, other))
    _sent(OLD)
    assert purge_overdue(date(2026, 7, 5)) == 0
    assert purge_overdue(TODAY) == 1
    assert Entry.get_by_id(row.id).extra == {str(age.number): 30}
    assert Entry.get_by_id(kept.id).entered(name_of(called)) == "Amal"
    told = {entry.record_id: entry.changes for entry in HistoryEntry.select().where(HistoryEntry.act == "CREATE",
            HistoryEntry.record_type == "entry")}  # fmt: skip
    assert ("Amal" in told[row.id], "Amal" in told[kept.id]) == (False, True)
    assert purge_overdue(TODAY) == 0


def test_what_the_ministry_entered_itself_is_kept_as_its_fields_say(
    trained: TypeDefinition, called: FieldDefinition
) -> None:
    survey(trained, **CONSENT)
    row = Entry(record_type=trained.id)
    row.enter(name_of(called), "Amal")
    changes.save(SALMA, row)
    assert purge_overdue(date(2030, 1, 1)) == 0
    assert Entry.get().entered(name_of(called)) == "Amal"


def test_proposals_lose_it_approved_or_waiting(trained: TypeDefinition, called: FieldDefinition) -> None:
    asked = survey(trained, is_reviewed=True, **CONSENT)
    for name in ("Amal", "Huda"):
        answer_with(asked, {called: name}, AGREED)
    approve(SALMA, Proposal.select().order_by(Proposal.id).first())
    assert Entry.get().entered(name_of(called)) == "Amal"
    _sent(OLD)
    assert purge_overdue(TODAY) == 1
    assert Entry.get().entered(name_of(called)) is None
    kept = " ".join([*(one.steps for one in Proposal.select()), *(one.changes for one in HistoryEntry.select())])
    assert not [name for name in ("Amal", "Huda") if name in kept]


def test_addresses_are_forgotten_and_nobody_is_known_by_their_invitation(
    trained: TypeDefinition, outbox: Outbox
) -> None:
    asked = survey(trained, link_kind="ONE_TIME", retention_months=6)
    invite_by_mail(SALMA, asked, ["amal@example.org"])
    answer_with(asked, {}, Sender(SurveyInvitation.get()))
    _sent(OLD)
    SurveyInvitation.update(created_at=OLD).execute()
    purge_overdue(TODAY)
    assert (SurveyInvitation.get().email, SurveyAnswer.get().invitation_id) == ("", None)
    assert SurveyInvitation.get().used_at is not None
