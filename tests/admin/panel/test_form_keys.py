"""A form for something new is sent twice, by a double click or by going back, and creates once."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from admin.panel import form_keys
from tansiq.models import Account, Intervention, PortalClient, Project, Proposal, Record
from tansiq.models.record_type import record_types
from tansiq.platform import uploads
from tests.admin.conftest import Reader
from tests.admin.typed import NAMES, PDF
from tests.admin.typed_forms import new_address, typed
from tests.register import Register

OTHERS: dict[str, tuple[str, type[Record], dict[str, Any]]] = {
    "account": (
        "account/new/",
        Account,
        {"name": "Typed", "email": "typed@example.org", "language": "en", "roles": ["AUDITOR"]},
    ),
    "portals": ("portals/new/", PortalClient, {"name": "Typed", "active": "y", "requests_a_minute": "60"}),
}


@pytest.fixture(autouse=True)
def _folder(application: Flask, tmp_path: Path) -> None:
    uploads.use(tmp_path, 1)


def key_on(reader: Reader, address: str) -> str:
    """The key of a form as its page carries it."""
    found = re.search(r'name="form_key" value="([^"]+)"', reader.get(address).text)
    assert found is not None, f"{address} carries no key"
    return found[1]


def send(reader: Reader, address: str, key: str, **values: Any) -> TestResponse:
    """Send a form with a key, as a browser does."""
    if "file" in values:
        values["file"] = (BytesIO(PDF), "typed.pdf")
    return reader.post(address, "", form_key=key, **values)


def _model(name: str) -> type[Record]:
    return next(kind.model for kind in record_types() if kind.model.__name__.lower() == name)


@pytest.mark.parametrize("name", NAMES)
def test_a_form_that_is_sent_twice_creates_once(
    salma: Reader, rows: dict[str, Any], register: Register, name: str
) -> None:
    address, model = new_address(name, rows), _model(name)
    before, key = model.select().count(), key_on(salma, address)
    first, second = (send(salma, address, key, **typed(name, register)) for _sending in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    made = model.select().order_by(model.id.desc()).get()
    assert model.select().count() == before + 1
    assert second.location == f"/admin/{name}/details/?id={made.id}"
    assert "This form was saved already" in salma.get(f"{name}/details/?id={made.id}").text
    assert send(salma, address, key_on(salma, address)).status_code == 200, "another form is another creation"


@pytest.mark.parametrize("name", list(OTHERS))
def test_people_and_portals_too(salma: Reader, register: Register, name: str) -> None:
    address, model, values = OTHERS[name]
    key = key_on(salma, address)
    answers = [send(salma, address, key, **values) for _sending in range(2)]
    made = model.select().order_by(model.id.desc()).get()
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[1].location == f"/admin/{name}/details/?id={made.id}"


def test_a_proposal_is_sent_once(khaled: Reader, register: Register) -> None:
    values = {**typed("intervention", register), "organization": register.organization("NRA").id}
    key = key_on(khaled, "intervention/new/")
    answers = [send(khaled, "intervention/new/", key, **values) for _sending in range(2)]
    assert Proposal.select().count() == 1
    assert [answer.location for answer in answers] == [f"/admin/proposal/details/?id={Proposal.get().id}"] * 2


def test_what_is_refused_leaves_the_key_as_it_was(salma: Reader, register: Register) -> None:
    key = key_on(salma, "project/new/")
    refused = send(salma, "project/new/", key, title_en="")
    assert refused.status_code == 200
    assert f'value="{key}"' in refused.text
    assert send(salma, "project/new/", key, title_en="Wells").status_code == 302
    assert Project.select().count() == 1


def test_one_after_another_leads_on_to_the_next_form(salma: Reader, register: Register) -> None:
    key = key_on(salma, "project/new/")
    answers = [send(salma, "project/new/", key, title_en="Wells", _add_another="1") for _sending in range(2)]
    assert [answer.location.partition("?")[0] for answer in answers] == ["/admin/project/new/"] * 2
    assert Project.select().count() == 1


def test_a_key_is_its_owners_and_ends(
    salma: Reader, nadia: Reader, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = key_on(salma, "project/new/")
    for given in (key, "forged", f"{key}x"):
        refused = send(nadia, "project/new/", given, title_en="Wells")
        assert "This form was opened too long ago" in refused.text
        fresh = re.search(r'name="form_key" value="([^"]+)"', refused.text)
        assert fresh is not None
        assert fresh[1] != given
    monkeypatch.setattr(form_keys, "A_DAY", -1)
    assert "This form was opened too long ago" in send(salma, "project/new/", key, title_en="Wells").text
    assert not Project.select().exists()


def test_forms_that_change_something_carry_no_key(salma: Reader, rows: dict[str, Any]) -> None:
    assert "form_key" not in salma.get(f"project/edit/?id={rows['project'].id}").text


def test_a_button_within_the_form_keeps_its_key(salma: Reader, register: Register) -> None:
    key = key_on(salma, "intervention/new/")
    values = typed("intervention", register)
    page = send(salma, "intervention/new/", key, do="sites.add", **values)
    assert f'value="{key}"' in page.text
    assert not Intervention.select().exists()
    assert send(salma, "intervention/new/", key, **values).status_code == 302
