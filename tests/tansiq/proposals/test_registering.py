"""Registering an organisation without an account: confirmed by mail, reviewed by the officer of its seat."""

import pytest

from tansiq.faults import Refused
from tansiq.models import Intervention, Organization, Proposal, Registration
from tansiq.platform.mailing import Outbox
from tansiq.policy.viewer import ANONYMOUS
from tansiq.policy.visibility import visible
from tansiq.proposals import registering
from tansiq.proposals.proposing import submit, withdraw
from tansiq.proposals.registering import (
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
from tests.register import Register
from tests.tansiq.conftest import People


def _association(register: Register, name: str = "جمعية السلام") -> Organization:
    return Organization(name_ar=name, kind="ASSOCIATION", home_area=register.areas["YE1211"].id)


def _registered(register_: Register, outbox: Outbox, email: str = "Sara@example.org") -> tuple[Registration, str]:
    row = _association(register_, f"جمعية {len(outbox.mails)}")
    made = register(ANONYMOUS, row, email, "Sara")
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
        registering.register(ANONYMOUS, _association(register), email, "Sara")
    assert (Proposal.select().count(), outbox.mails) == (0, [])


def test_the_seat_is_needed_because_its_officer_reviews(register: Register, outbox: Outbox) -> None:
    with pytest.raises(Refused, match="SEAT_MISSING"):
        registering.register(ANONYMOUS, Organization(name_ar="جمعية"), "a@example.org", "")


def test_a_flood_is_stopped_by_address_and_altogether(
    register: Register, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _number in range(registering.MOST_OPEN):
        _registered(register, outbox)
    with pytest.raises(Refused, match="TOO_MANY_PROPOSALS"):
        _registered(register, outbox)
    monkeypatch.setattr(registering, "MOST_UNCONFIRMED", 4)
    _registered(register, outbox, "one@example.org")
    with pytest.raises(Refused, match="TOO_MANY_PROPOSALS"):
        _registered(register, outbox, "two@example.org")
    assert len(outbox.mails) == registering.MOST_OPEN + 1


def test_secrets_are_kept_as_digests(register: Register, outbox: Outbox) -> None:
    made, secret = _registered(register, outbox)
    assert secret not in "".join(str(value) for value in made.__data__.values())
    assert len(secret) > 40


def test_without_mail_nothing_can_be_registered(register: Register) -> None:
    with pytest.raises(Refused, match="REGISTRATION_CLOSED"):
        registering.register(ANONYMOUS, _association(register), "a@example.org", "")
