"""The public pages of registration: sent, confirmed, returned, amended, approved; nothing for strangers."""

import re
from typing import Any

import pytest
from flask import Flask

from tansiq.models import Organization, Proposal, Registration
from tansiq.platform.database import use
from tansiq.platform.mailing import Outbox
from tansiq.proposals import registering
from tests.admin.conftest import Reader
from tests.admin.panel.test_form_keys import key_on
from tests.register import Register


def _values(register: Register, **values: Any) -> dict[str, Any]:
    known = {"name_ar": "جمعية السلام", "kind": "ASSOCIATION", "home_area": register.areas["YE1211"].id}
    return {**known, "contact": "Sara", "email": "sara@example.org", **values}


def _link(outbox: Outbox) -> str:
    found = re.search(r"/admin/(register/link\?token=\S+)", outbox.mails[0].text)
    assert found is not None
    return found[1]


def test_an_association_registers_itself_and_is_followed_to_the_register(
    nobody: Reader, nadia: Reader, register: Register, outbox: Outbox
) -> None:
    assert "Register an organisation" in nobody.get("sign-in").text
    assert nobody.post("register/", "register/", **_values(register)).location.endswith("/admin/register/sent")
    assert Proposal.get().state == "UNCONFIRMED"
    opened = nobody.get(_link(outbox))
    assert opened.location.endswith("/admin/register/mine")
    assert "Confirm the registration" in nobody.get("register/mine").text
    nobody.post("register/confirm", "register/mine")
    queue = nadia.get("proposal/").text
    assert "جمعية السلام" in queue
    page = nadia.get(f"proposal/details/?id={Proposal.get().id}").text
    assert "sara@example.org" in page
    known: dict[str, Any] = {"id": Proposal.get().id, "version": Proposal.get().version}
    nadia.post("proposal/decide/", **known, deed="return", comment="Add the number of your licence")
    assert "Add the number of your licence" in nobody.get("register/mine").text
    assert "جمعية السلام" in nobody.get("register/amend").text
    nobody.post("register/amend", "register/mine", **_values(register, registration_number="7/2026"))
    known["version"] = Proposal.get().version
    nadia.post("proposal/decide/", **known, deed="approve")
    assert Organization.get(Organization.registration_number == "7/2026").is_published
    assert "Approved" in nobody.get("register/mine").text
    assert len(outbox.mails) == 3


def test_faults_come_back_with_what_was_typed(nobody: Reader, register: Register, outbox: Outbox) -> None:
    page = nobody.post("register/", "register/", **_values(register, home_area="", email="")).text
    assert 'href="#home_area"' in page
    assert 'href="#email"' in page
    page = nobody.post("register/", "register/", **_values(register, email="no address")).text
    assert 'value="no address"' in page
    assert "Give an e-mail address" in page
    wrong = nobody.post("register/", "register/", **_values(register, kind="UN", home_area="999999"))
    assert wrong.status_code == 200
    assert not Proposal.select().exists()


def test_a_registration_that_is_sent_twice_is_one(
    nobody: Reader, register: Register, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registering, "AN_HOUR", 1)
    key = key_on(nobody, "register/")
    for _sending in range(3):
        answer = nobody.post("register/", "", form_key=key, **_values(register))
        assert answer.location.endswith("/admin/register/sent")
    assert (Proposal.select().count(), Registration.select().count(), len(outbox.mails)) == (1, 1, 1)
    refused = nobody.post("register/", "", form_key=f"{key}x", **_values(register))
    assert "This form was opened too long ago" in refused.text


def test_an_amendment_carries_no_key(nobody: Reader, register: Register, outbox: Outbox) -> None:
    nobody.post("register/", "register/", **_values(register))
    nobody.get(_link(outbox))
    assert "form_key" not in nobody.get("register/amend").text


def test_programs_that_fill_in_everything_are_told_nothing(nobody: Reader, register: Register, outbox: Outbox) -> None:
    answer = nobody.post("register/", "register/", **_values(register, website="https://spam.example"))
    assert answer.location.endswith("/admin/register/sent")
    assert (Proposal.select().count(), outbox.mails) == (0, [])


def test_a_line_sends_only_so_many_an_hour(
    nobody: Reader, register: Register, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registering, "AN_HOUR", 1)
    nobody.post("register/", "register/", **_values(register))
    refused = nobody.post("register/", "register/", **_values(register, email="b@example.org"))
    assert "Too many registrations came from this line" in refused.text
    assert Registration.select().count() == 1


def test_without_the_link_there_is_nothing(
    application: Flask, nobody: Reader, register: Register, outbox: Outbox
) -> None:
    nobody.post("register/", "register/", **_values(register))
    use(Registration._meta.database.obj)
    stranger = Reader(application.test_client())
    for page in ("register/mine", "register/amend"):
        assert stranger.get(page).status_code == 404
    assert stranger.post("register/confirm").status_code == 404
    assert stranger.get("register/link?token=forged").status_code == 302
    assert stranger.get("register/mine").status_code == 404
    assert Proposal.get().state == "UNCONFIRMED"


def test_script_in_every_field_is_shown_as_text(
    nobody: Reader, nadia: Reader, register: Register, outbox: Outbox
) -> None:
    script = "<script>alert(1)</script>"
    told = dict.fromkeys(("name_ar", "name_en", "acronym", "registration_number", "contact"), script)
    nobody.post("register/", "register/", **_values(register, **told))
    nobody.get(_link(outbox))
    nobody.post("register/confirm", "register/mine")
    for reader, page in ((nobody, "register/mine"), (nadia, f"proposal/details/?id={Proposal.get().id}")):
        text = reader.get(page).text
        assert script not in text
        assert "&lt;script&gt;" in text


def test_it_is_withdrawn_by_its_sender(nobody: Reader, register: Register, outbox: Outbox) -> None:
    nobody.post("register/", "register/", **_values(register))
    nobody.get(_link(outbox))
    nobody.post("register/withdraw", "register/mine")
    assert Proposal.get().state == "WITHDRAWN"
    assert nobody.get("register/amend").status_code == 302


def test_a_register_without_mail_says_so(nobody: Reader, register: Register) -> None:
    page = nobody.get("register/").text
    assert "sends no mail" in page
    assert "<fieldset>" not in page
