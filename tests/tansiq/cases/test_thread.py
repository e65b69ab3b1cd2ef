"""The thread of a case: who writes in it, for whom, and how much."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tansiq.cases.thread import MOST_MESSAGES, messages, write
from tansiq.faults import Refused
from tansiq.models import Account, CaseMessage, HistoryEntry, Notice, OverlapCase
from tansiq.models.record import now
from tansiq.policy.seen_fields import may_see_field
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tests.people import AMIN, NOBODY, SALMA, portal
from tests.register import Register
from tests.tansiq.cases.entered_cases import enter_case, stored, work
from tests.tansiq.conftest import People


@pytest.fixture
def case(register: Register, people: People) -> OverlapCase:
    """Water by NRA and by ADR in Ja'ar."""
    return enter_case(register, work(register, "NRA"), work(register, "ADR"))


def _refused(viewer: Viewer, case: OverlapCase, text: str = "Hello", organization: int | None = None) -> Refused:
    with pytest.raises(Refused) as refused:
        write(viewer, case, text, organization)
    return refused.value


def test_parties_and_the_officer_write_and_all_of_them_read(
    register: Register, people: People, case: OverlapCase
) -> None:
    nra, adr = register.organization("NRA").id, register.organization("ADR").id
    write(people.khaled, case, "We dig wells there until May.")
    write(people.huda, case, "So do we.", adr)
    write(people.nadia, case, "Who began first?")
    for reader in (people.khaled, people.huda, people.nadia, people.said, people.salma, AMIN):
        told = [(row.organization_id, row.text) for row in messages(reader, case)]
        assert told == [(nra, "We dig wells there until May."), (adr, "So do we."), (None, "Who began first?")]
    assert list(messages(NOBODY, case)) == []


def test_the_first_message_brings_an_open_case_into_contact_and_the_program_does_it(
    people: People, case: OverlapCase
) -> None:
    write(people.khaled, case, "Hello")
    assert stored(case).case_state == "IN_CONTACT"
    entry = (
        HistoryEntry.select().where(HistoryEntry.record_type == "overlap_case").order_by(HistoryEntry.id.desc()).get()
    )
    assert (entry.actor, entry.face, entry.account_id) == ("operator", "PANEL", None)
    write(people.huda, case, "Hello")
    assert stored(case).version == 2


def test_nobody_writes_for_an_organisation_that_is_no_party_or_not_theirs(
    register: Register, people: People, case: OverlapCase
) -> None:
    stranger = register.organization("BKC").id
    assert _refused(people.khaled, case, organization=register.organization("ADR").id).faults[0].field == "organization"
    assert _refused(people.khaled, case, organization=stranger).code == "FORBIDDEN"
    assert _refused(people.nadia, case, organization=register.organization("ADR").id).code == "FORBIDDEN"
    of_bkc = replace(people.khaled, organization_ids=frozenset({stranger}))
    assert _refused(of_bkc, case).code == "NOT_FOUND"
    assert _refused(NOBODY, case).code == "NOT_FOUND"
    assert _refused(AMIN, case).code == "FORBIDDEN"


def test_an_officer_of_elsewhere_reads_and_is_told_whom_to_ask(people: People, case: OverlapCase) -> None:
    refused = _refused(people.said, case)
    assert refused.code == "FORBIDDEN"
    assert "officers in charge of Ja'ar" in str(refused.faults[0].sentence)
    assert "Nadia" not in str(refused.faults[0].sentence)


def test_whoever_speaks_for_both_says_for_which(register: Register, people: People, case: OverlapCase) -> None:
    both = replace(people.khaled, organization_ids=people.khaled.organization_ids | people.huda.organization_ids)
    refused = _refused(both, case)
    assert (refused.code, refused.faults[0].field) == ("MISSING", "organization")
    assert (
        write(both, case, "Hello", register.organization("ADR").id).organization_id == register.organization("ADR").id
    )


def test_a_merged_organisation_speaks_as_the_one_that_stands_for_it(
    register: Register, people: People, case: OverlapCase
) -> None:
    merged = register.organization("OLD", canonical=register.organization("NRA").id)
    former = replace(people.khaled, organization_ids=frozenset({merged.id}))
    assert write(former, case, "Hello").organization_id == merged.id
    both = replace(people.khaled, organization_ids=frozenset({merged.id, register.organization("NRA").id}))
    assert write(both, case, "Hello", merged.id).organization_id == register.organization("NRA").id


def test_a_portal_writes_with_its_scope_for_the_organisations_within_its_limits(
    register: Register, people: People, case: OverlapCase
) -> None:
    nra, adr = register.organization("NRA").id, register.organization("ADR").id
    limited = portal(organization_ids=(nra,))
    row = write(limited, case, "Sent by our own system.")
    assert (row.organization_id, row.account_id, row.author) == (nra, None, "portal")
    assert _refused(limited, case, organization=adr).code == "FORBIDDEN"
    reading = portal(organization_ids=(nra,), scopes=("duplication:read",))
    assert _refused(reading, case).code == "FORBIDDEN"
    assert _refused(portal(organization_ids=(register.organization("BKC").id,)), case).code == "NOT_FOUND"


def test_a_message_says_something_and_not_too_much(people: People, case: OverlapCase) -> None:
    for text, code in (("", "TEXT_MISSING"), ("  \n ", "TEXT_MISSING"), ("x" * 4_001, "TOO_LONG")):
        refused = _refused(people.khaled, case, text)
        assert (refused.code, refused.faults[0].field) == (code, "text")
    assert stored(case).case_state == "OPEN"


@pytest.mark.parametrize("who", ["partner", "portal"])
def test_a_thread_is_not_flooded(register: Register, people: People, case: OverlapCase, who: str) -> None:
    nra = register.organization("NRA").id
    viewer = people.khaled if who == "partner" else portal(organization_ids=(nra,))
    other = enter_case(register, work(register, "NRA", sector="HEA"), work(register, "ADR", sector="HEA"))
    for number in range(MOST_MESSAGES):
        write(viewer, (case, other)[number % 2], f"{number}")
    assert _refused(viewer, case).code == "TOO_MANY_MESSAGES"
    write(people.huda, case, "I can still write.")
    CaseMessage.update(written_at=now() - timedelta(minutes=61)).execute()
    write(viewer, case, "An hour later.")


def test_a_joined_case_sends_writers_on(register: Register, people: People, case: OverlapCase) -> None:
    case.ended_on, case.end_kind = now().date(), "JOINED"
    case.note = "joined"
    changes.save(SALMA, case)
    assert _refused(people.khaled, case).code == "JOINED"


def test_all_others_are_told_without_a_word_of_what_was_written(
    register: Register, people: People, case: OverlapCase
) -> None:
    write(people.khaled, case, "Call me at khaled@example.org")
    rows = Notice.select(Notice, Account).join(Account).order_by(Account.name)
    assert [(row.account.name, row.event, row.record_id) for row in rows] == [
        ("Huda", "MESSAGE", case.id),
        ("Nadia", "MESSAGE", case.id),
    ]
    assert "@" not in "".join(str(value) for row in rows for value in row.__data__.values())


def test_who_wrote_is_told_to_the_officers_in_charge_alone(people: People, case: OverlapCase) -> None:
    row = write(people.khaled, case, "Hello")
    assert may_see_field(people.nadia, "author", row)
    for other in (people.huda, people.said, AMIN):
        assert not may_see_field(other, "author", row)
