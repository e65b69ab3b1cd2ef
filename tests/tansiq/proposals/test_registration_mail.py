"""What a registrant is to be mailed is kept until it was, whoever is killed or away meanwhile."""

import os
import re
import signal
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from tansiq.faults import Refused
from tansiq.models import Organization, Proposal, Registration
from tansiq.platform import background, mailing
from tansiq.platform.background import Order
from tansiq.platform.database import db
from tansiq.platform.mailing import Delivery, Mail, Outbox
from tansiq.policy.viewer import ANONYMOUS
from tansiq.proposals import registering
from tansiq.proposals.proposing import propose
from tansiq.proposals.registering import Sender, confirm, proposal_of, registration_by_secret
from tansiq.proposals.registration_mail import JOBS, mail_kept
from tansiq.proposals.reviewing import approve, reject
from tansiq.records import changes
from tests.conftest import Committed
from tests.killing import killed, let_go
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.conftest import People

SARA = Sender("sara@example.org", "Sara", "203.0.113.7")


@dataclass
class Away:
    """A mail server that does not answer."""

    delivers: bool = True
    sender: str = "tansiq@localhost"
    tried: list[Mail] = field(default_factory=list)

    def send(self, mail: Mail) -> None:
        self.deliver(mail)

    def deliver(self, mail: Mail) -> Delivery:
        self.tried.append(mail)
        return Delivery.AWAY


@pytest.fixture
def unhurried() -> None:
    """Orders of mail lead to nothing; the rounds alone mail."""
    background.use(background.open_queue(background.AT_ONCE, {"registrations": lambda _order, _progress: None}))


def _association(seat: int, name: str = "جمعية السلام") -> Organization:
    return Organization(name_ar=name, kind="ASSOCIATION", home_area=seat)


def _link(mail: Mail) -> str:
    found = re.search(r"token=(\S+)", mail.text)
    assert found is not None
    return found[1]


def test_a_web_process_that_is_killed_before_it_hurries_the_mail_loses_none(
    committed: Committed, outbox: Outbox
) -> None:
    seat = committed.register.areas["YE1211"].id

    def die(_order: Order) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    def doomed() -> None:
        pytest.MonkeyPatch().setattr(background, "put", die)
        registering.register(ANONYMOUS, _association(seat), SARA, key="a form's own")

    let_go()
    killed(committed.url, doomed, None)
    db.connect()
    assert (Registration.select().count(), outbox.mails) == (1, [])
    JOBS["registrations"](Order("registrations", ended="time"), lambda _stage, _count: None)
    assert outbox.mails == [], "what was stopped is left to the next round"
    JOBS["registrations"](Order("registrations"), lambda _stage, _count: None)
    assert registration_by_secret(_link(outbox.mails[0])) == Registration.get()


def test_whoever_sends_the_form_again_is_mailed_what_the_first_was_not(
    register: Register, outbox: Outbox, unhurried: None
) -> None:
    seat = register.areas["YE1211"].id
    registering.register(ANONYMOUS, _association(seat), SARA, key="a form's own")
    background.use(background.open_queue(background.AT_ONCE, JOBS))
    for _again in range(2):
        registering.register(ANONYMOUS, _association(seat), SARA, key="a form's own")
    assert (Registration.select().count(), len(outbox.mails)) == (1, 1)


def test_a_decision_is_mailed_at_the_next_round_with_what_the_officer_wrote(
    register: Register, people: People, outbox: Outbox, unhurried: None
) -> None:
    made = registering.register(ANONYMOUS, _association(register.areas["YE1211"].id), SARA)
    assert (mail_kept(), mail_kept()) == (1, 0)
    confirm(made)
    reject(people.nadia, proposal_of(made), "  No such office in Zinjibar.  ")
    assert len(outbox.mails) == 1
    assert (mail_kept(), mail_kept()) == (1, 0)
    assert "No such office in Zinjibar.\n" in outbox.mails[1].text
    assert "not accepted" in outbox.mails[1].text


def test_a_decision_that_is_taken_back_is_not_mailed(
    register: Register, people: People, outbox: Outbox, unhurried: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = registering.register(ANONYMOUS, _association(register.areas["YE1211"].id), SARA)
    mail_kept()
    confirm(made)

    def fail(_proposal: Proposal) -> None:
        raise Refused

    monkeypatch.setattr("tansiq.proposals.reviewing.keep_decision", fail)
    with pytest.raises(Refused):
        approve(people.nadia, proposal_of(made))
    assert (proposal_of(made).state, mail_kept()) == ("WAITING", 0)


def test_what_the_mail_server_did_not_take_is_mailed_later(register: Register, outbox: Outbox, unhurried: None) -> None:
    made = registering.register(ANONYMOUS, _association(register.areas["YE1211"].id), SARA)
    away = Away()
    mailing.use(away)
    assert (mail_kept(), len(away.tried)) == (0, 1)
    mailing.use(outbox)
    assert mail_kept() == 1
    assert registration_by_secret(_link(away.tried[0])) is None, "the link of a mail that did not go opens nothing"
    assert registration_by_secret(_link(outbox.mails[0])) == made


def _registered(register: Register, count: int) -> list[Registration]:
    seat = register.areas["YE1211"].id
    senders = [Sender(f"sara{number}@example.org", "Sara", f"203.0.113.{number}") for number in range(count)]
    return [registering.register(ANONYMOUS, _association(seat, sender.email), sender) for sender in senders]


def test_a_mail_server_that_is_away_is_not_asked_for_everybody_of_a_flood(
    register: Register, outbox: Outbox, unhurried: None
) -> None:
    _registered(register, 5)
    away = Away()
    mailing.use(away)
    assert (mail_kept(), len(away.tried)) == (0, 3)
    mailing.use(outbox)
    assert mail_kept() == 5


def test_whoever_confirms_meanwhile_keeps_the_link_that_they_hold(
    register: Register, outbox: Outbox, unhurried: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another worker, or one that was killed, had mailed it."""
    both = _registered(register, 2)
    keep = outbox.deliver

    def deliver(mail: Mail) -> Delivery:
        confirm(next(one for one in both if one.email != mail.to))
        return keep(mail)

    monkeypatch.setattr(outbox, "deliver", deliver)
    assert (mail_kept(), len(outbox.mails)) == (1, 1)
    other = next(one for one in both if one.email != outbox.mails[0].to)
    assert Registration.get_by_id(other.id).digest == other.digest
    assert mail_kept() == 0


def test_nobody_is_mailed_a_link_whose_time_is_over(register: Register, outbox: Outbox, unhurried: None) -> None:
    (made,) = _registered(register, 1)
    long_ago = made.created_at - registering.UNCONFIRMED_FOR - timedelta(minutes=1)
    Registration.update(created_at=long_ago).where(Registration.id == made.id).execute()
    assert (mail_kept(), outbox.mails) == (0, [])


def test_many_who_register_at_once_have_one_round_of_mail_made(
    register: Register, outbox: Outbox, tmp_path: Path
) -> None:
    background.use(background.open_queue(f"sqlite:///{tmp_path}/q.db", JOBS))
    _registered(register, 3)
    assert background.open_orders() == [Order("registrations")]


def test_proposals_of_others_hurry_no_mail(register: Register, people: People, outbox: Outbox, unhurried: None) -> None:
    sent = propose(people.khaled, lambda acting: changes.save(acting, _association(register.areas["YE1211"].id)))
    assert sent is not None
    approve(SALMA, sent)
    assert (mail_kept(), outbox.mails) == (0, [])
