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
