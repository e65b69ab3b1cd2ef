"""Files that rows hold are fetched by whoever the endpoint tells of them, and by nobody else."""

from io import BytesIO
from pathlib import Path

import pytest

from tansiq.files import keeping
from tansiq.models import FieldDefinition, KeptFile
from tansiq.platform import uploads
from tests.api.portal import Portal, body
from tests.api.portal_clients import enter_client, token_of
from tests.definitions import field
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.files.kept import hold
from tests.tansiq.files.pictures import picture

ASKED = "{ organizations { edges { node { acronym extra { gate values { key text address } } } } } }"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Path:
    uploads.use(tmp_path, 1)
    return tmp_path / "documents"


def held(register: Register, one: FieldDefinition, acronym: str = "NRA", **values: object) -> KeptFile:
    """The photograph of a gate, which an organisation holds."""
    file = keeping.take_in(one, BytesIO(picture()), "gate.png")
    hold(SALMA, register.organization(acronym, **values), one, file)
    return file


def status(portal: Portal, file: KeptFile | int, **headers: str) -> int:
    number = file if isinstance(file, int) else file.id
    with portal.client.get(f"/files/{number}", headers={**portal.headers, **headers}) as answer:
        return answer.status_code


def test_an_answer_says_what_it_is_called_and_where_it_is(portal: Portal, register: Register) -> None:
    file = held(register, field("gate", "PHOTO"))
    [edge] = portal.data(ASKED)["organizations"]["edges"]
    address = f"/files/{file.id}"
    told = {"gate": address, "values": [{"key": "gate", "text": "gate.jpg", "address": address}]}
    assert edge["node"]["extra"] == told
    with portal.client.get(address) as answer:
        assert answer.data.startswith(b"\xff\xd8\xff")
        assert answer.headers["Content-Disposition"] == "attachment; filename=gate.jpg"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Type"] == "image/jpeg"


def test_what_is_not_theirs_is_not_there(portal: Portal, register: Register) -> None:
    one, personal = field("gate", "PHOTO"), field("face", "PHOTO", is_personal=True)
    hidden = held(register, one, "HID", is_published=False)
    face, inside = held(register, personal), held(register, field("inside", "PHOTO", is_published=False))
    loose = keeping.take_in(one, BytesIO(picture()), "gate.png")
    for file in (hidden, face, inside, loose, 999_999):
        answer = portal.client.get(f"/files/{getattr(file, 'id', file)}", headers=portal.headers)
        assert (answer.status_code, body(answer)["errors"][0]["extensions"]["code"]) == (404, "NOT_FOUND")
    row = register.organization("NRA")
    kept = held(register, one)
    assert status(portal, kept) == 200
    hold(SALMA, row, one, None)
    assert status(portal, kept) == 404


def test_a_token_needs_the_scope_and_holds(portal: Portal, register: Register) -> None:
    file = held(register, field("gate", "PHOTO"))
    assert status(portal, file, **token_of(enter_client("One", ("registry:read",)))) == 200
    assert status(portal, file, **token_of(enter_client("Other", ("plans:read",)))) in (403, 404)
    assert status(portal, file, Authorization="Bearer tsq_nothing") == 401


def test_a_page_of_a_portal_fetches_a_file_after_it_asked_whether_it_may(portal: Portal, register: Register) -> None:
    """A browser asks first, without the token, whatever the number of the file."""
    ours, strange = "https://aden.example", "https://evil.example"
    file = held(register, field("gate", "PHOTO"))
    token = token_of(enter_client("Aden", ("registry:read",), origins=ours))
    wanted = {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "authorization"}
    for number in (file.id, 999_999):
        for origin in (ours, strange):
            answer = portal.client.options(f"/files/{number}", headers={**wanted, "Origin": origin})
            assert (answer.status_code, answer.data) == (204, b"")
            allowed = (
                answer.headers.get("Access-Control-Allow-Origin"),
                answer.headers.get("Access-Control-Allow-Headers"),
            )
            assert (allowed[0], "Authorization" in str(allowed[1])) == (
                (ours, True) if origin == ours else (None, False)
            )
    with portal.client.get(f"/files/{file.id}", headers={**token, "Origin": ours}) as given:
        assert (given.status_code, given.headers["Access-Control-Allow-Origin"]) == (200, ours)
        assert "Content-Disposition" in given.headers["Access-Control-Expose-Headers"]


def test_a_file_is_sent_to_no_address_of_one(portal: Portal, register: Register) -> None:
    file = held(register, field("gate", "PHOTO"))
    for method in (portal.client.post, portal.client.put, portal.client.delete):
        answer = method(f"/files/{file.id}", data=b"x")
        assert (answer.status_code, "<html" in answer.text.lower() and "tansiq" in answer.text.lower()) == (405, False)
    assert status(portal, file) == 200


def test_files_are_not_sent_through_the_endpoint(portal: Portal, register: Register) -> None:
    file = held(register, field("gate", "PHOTO"))
    token = token_of(enter_client("One", ("registry:read", "proposals:write")))
    row = register.organization("NRA")
    query = (
        'mutation { organizationPropose(input: {id: "%s", extra: [{key: "gate", number: %s}]}) '
        "{ ... on Refusal { faults { code message } } } }"
    )
    answer = body(portal.ask(query % (row.id, file.id), headers=token))
    assert "Files are sent in the back office" in str(answer)
