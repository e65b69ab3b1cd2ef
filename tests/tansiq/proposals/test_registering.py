"""Registering an organisation without an account: confirmed by mail, reviewed by the officer of its seat."""

from contextlib import nullcontext
from datetime import timedelta

import pytest

from tansiq.faults import Refused
from tansiq.imports import jobs
from tansiq.models import HistoryEntry, Intervention, Organization, Proposal, ProposalEvent, Registration
from tansiq.models.record import now
from tansiq.platform.background import Order
from tansiq.platform.mailing import Outbox
from tansiq.policy.viewer import ANONYMOUS
from tansiq.policy.visibility import visible
from tansiq.proposals import registering
from tansiq.proposals.proposing import submit, withdraw
from tansiq.proposals.registering import (
    Sender,
    amend_registration,
    confirm,
    proposal_of,
    register,
    registrant,
    registration_by_secret,
    viewer_of,
)
from tansiq.proposals.reviewing import approve, give_back, waiting_proposals
from tansiq.records import changes
from tests.people import portal
from tests.register import Register
from tests.tansiq.conftest import People


def _association(register: Register, name: str = "جمعية السلام") -> Organization:
    return Organization(name_ar=name, kind="ASSOCIATION", home_area=register.areas["YE1211"].id)


def _registered(
    register_: Register,
    outbox: Outbox,
    email: str = "Sara@example.org",
    address: str = "203.0.113.7",
    name: str = "Sara",
) -> tuple[Registration, str]:
    row = _association(register_, f"جمعية {len(outbox.mails)}")
    made = register(ANONYMOUS, row, Sender(email, name, address))
    secret = outbox.mails[-1].text.split("https://tansiq.example/admin/register/link?token=")[1].split()[0]
    return made, secret


def test_nothing_waits_for_officers_until_the_address_is_confirmed(
    register: Register, people: People, outbox: Outbox
) -> None:
    made, secret = _registered(register, outbox)
    assert (outbox.mails[0].to, proposal_of(made).state) == ("sara@example.org", "UNCONFIRMED")
    assert waiting_proposals(people.nadia).count() == 0
    assert registration_by_secret("somebody else's") is None
    found = registration_by_secret(secret)
    assert found == made
    confirm(made)
    confirm(made)
    assert waiting_proposals(people.nadia).count() == 1
    assert waiting_proposals(people.said).count() == 0


def test_it_is_returned_amended_and_approved(register: Register, people: People, outbox: Outbox) -> None:
    made, _secret = _registered(register, outbox)
    confirm(made)
    give_back(people.nadia, proposal_of(made), "Which licence?")
    assert "Which licence?" in outbox.mails[-1].text
    row = _association(register, "جمعية السلام الخيرية")
    row.registration_number = "12/2020"
    amend_registration(made, row)
    approve(people.nadia, proposal_of(made))
    stored = Organization.get(Organization.registration_number == "12/2020")
    assert stored.name_ar == "جمعية السلام الخيرية"
    assert [mail.to for mail in outbox.mails] == ["sara@example.org"] * 3


def test_the_link_opens_this_one_proposal_alone(register: Register, people: People, outbox: Outbox) -> None:
    mine, _secret = _registered(register, outbox)
    other, _secret = _registered(register, outbox, "huda@example.org")
    viewer = viewer_of(mine)
    assert [row.id for row in visible(Proposal, viewer)] == [mine.proposal_id]
    with pytest.raises(Refused, match="FORBIDDEN"):
        withdraw(viewer, proposal_of(other))
    withdraw(viewer, proposal_of(mine))
    assert proposal_of(mine).state == "WITHDRAWN"


def test_somebody_without_an_account_proposes_new_organisations_alone(register: Register) -> None:
    stranger, nra = registrant(), register.organization("NRA")
    work = Intervention(organization=nra.id, sector=register.sectors["WSH"].id, title_en="Mine")
    for row in (nra, work):
        with pytest.raises(Refused, match="FORBIDDEN"):
            submit(stranger, lambda viewer, row=row: _save(viewer, row))  # type: ignore[misc]  # Bound in the loop.
    assert not Proposal.select().exists()


def _save(viewer: object, row: object) -> None:
    changes.save(viewer, row)  # type: ignore[type-var, arg-type]  # Any record.


@pytest.mark.parametrize("email", ["", "x", "a@b", "a b@example.org", "a@example.org\nBcc: c@example.org", "<a@b.org>"])
def test_an_address_that_is_none_is_refused(register: Register, outbox: Outbox, email: str) -> None:
    with pytest.raises(Refused, match="EMAIL_INVALID"):
        registering.register(ANONYMOUS, _association(register), Sender(email, "Sara"))
    assert (Proposal.select().count(), outbox.mails) == (0, [])


def test_the_seat_is_needed_because_its_officer_reviews(register: Register, outbox: Outbox) -> None:
    with pytest.raises(Refused, match="SEAT_MISSING"):
        registering.register(ANONYMOUS, Organization(name_ar="جمعية"), Sender("a@example.org", "Sara"))


def test_one_mail_address_has_three_that_wait_however_it_is_typed(register: Register, outbox: Outbox) -> None:
    for email in ("sara@example.org", "SARA@ｅxample.org", "ⓢara@example。org"):
        _registered(register, outbox, email)
    with pytest.raises(Refused, match="TOO_MANY_PROPOSALS"):
        _registered(register, outbox)
    assert {mail.to for mail in outbox.mails} == {"sara@example.org"}
    _registered(register, outbox, "huda@example.org")


@pytest.mark.parametrize(
    ("flooding", "another"),
    [("203.0.113.7", "203.0.113.8"), ("2001:db8:1:2::%s", "2001:db8:1:3::1"), ("::ffff:203.0.113.7", "203.0.113.8")],
)
def test_a_flood_of_one_network_closes_it_for_nobody_else(
    register: Register, outbox: Outbox, flooding: str, another: str
) -> None:
    sent = []
    for number in range(30):
        address = flooding.replace("%s", str(number + 1))
        try:
            _registered(register, outbox, f"flood{number}@example.org", address)
        except Refused as refused:
            sent.append(refused.code)
    assert sent == ["TOO_MANY_REQUESTS"] * 10
    _registered(register, outbox, "sara@example.org", another)
    assert outbox.mails[-1].to == "sara@example.org"


def test_a_flood_from_everywhere_slows_each_network_and_shuts_nobody_out(
    register: Register, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registering, "A_FLOOD", 5)
    for number in range(9):
        _registered(register, outbox, f"flood{number}@example.org", f"198.51.100.{number}")
    for number in range(2):
        _registered(register, outbox, f"sara{number}@example.org")
    with pytest.raises(Refused, match="TOO_MANY_REQUESTS"):
        _registered(register, outbox, "sara2@example.org")


def test_a_portal_is_counted_by_itself(register: Register, outbox: Outbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registering, "AN_HOUR", 1)
    _registered(register, outbox, "sara@example.org")
    abyan = portal(register.areas["YE12"].id)
    for code in ("", "TOO_MANY_REQUESTS"):
        with pytest.raises(Refused, match=code) if code else nullcontext():
            sender = Sender("huda@example.org", "Huda", "203.0.113.7")
            registering.register(abyan, _association(register, "جمعية البوابة"), sender)


@pytest.mark.parametrize("kind", ["UN", "DONOR", "GOVERNMENT"])
def test_kinds_that_the_ministry_enters_are_refused(register: Register, outbox: Outbox, kind: str) -> None:
    row = _association(register)
    row.kind = kind
    with pytest.raises(Refused) as refused:
        registering.register(ANONYMOUS, row, Sender("a@example.org", "Sara"))
    assert [(fault.code, fault.field) for fault in refused.value.faults] == [("INVALID", "kind")]
    made, _secret = _registered(register, outbox)
    with pytest.raises(Refused, match="INVALID"):
        amend_registration(made, row)


@pytest.mark.parametrize("seat", ["YE12", "YE121121"])
def test_a_seat_is_a_district(register: Register, outbox: Outbox, seat: str) -> None:
    row = Organization(name_ar="جمعية", kind="ASSOCIATION", home_area=register.areas[seat].id)
    with pytest.raises(Refused) as refused:
        registering.register(ANONYMOUS, row, Sender("a@example.org", "Sara"))
    assert [(fault.code, fault.field) for fault in refused.value.faults] == [("SEAT_INVALID", "home_area")]


def test_the_arabic_name_and_who_sends_it_are_needed(register: Register, outbox: Outbox) -> None:
    row = Organization(name_en="Peace", kind="ASSOCIATION", home_area=register.areas["YE1211"].id)
    with pytest.raises(Refused) as refused:
        registering.register(ANONYMOUS, row, Sender("a@example.org", "  "))
    assert {fault.field for fault in refused.value.faults if fault.code == "MISSING"} == {"name_ar", "contact"}


def test_what_is_not_confirmed_in_three_days_is_gone_with_whoever_sent_it(
    register: Register, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    _unconfirmed, secret = _registered(register, outbox)
    withdrawn, _secret = _registered(register, outbox)
    withdraw(viewer_of(withdrawn), proposal_of(withdrawn))
    confirmed, kept = _registered(register, outbox, "huda@example.org", name="Huda")
    confirm(confirmed)
    begun = now()
    monkeypatch.setattr(registering, "now", lambda: begun + timedelta(days=2, hours=23))
    registering.remove_expired()
    assert registration_by_secret(secret) is not None
    monkeypatch.setattr(registering, "now", lambda: begun + timedelta(days=3, minutes=1))
    assert registration_by_secret(secret) is None
    jobs.ALL["sweep"](Order("sweep"), lambda *_said: None)
    assert [row.email for row in Registration.select()] == ["huda@example.org"]
    assert Proposal.select().count() == 1
    left = "".join(str(row.__data__) for table in (Proposal, ProposalEvent, HistoryEntry) for row in table.select())
    assert "Sara" not in left
    assert registration_by_secret(kept) == confirmed


def test_secrets_are_kept_as_digests(register: Register, outbox: Outbox) -> None:
    made, secret = _registered(register, outbox)
    assert registration_by_secret(secret) == made
    assert secret not in "".join(str(value) for value in Registration.get().__data__.values())
    assert len(secret) > 40


def test_without_mail_nothing_can_be_registered(register: Register) -> None:
    with pytest.raises(Refused, match="REGISTRATION_CLOSED"):
        registering.register(ANONYMOUS, _association(register), Sender("a@example.org", "Sara"))
