"""Entries whose name is personal are called by their record type and their number, wherever they are told."""

import html
import re
from typing import Any

import pytest

from tansiq.models import Entry, Proposal, TypeDefinition
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.definitions import field, record_type
from tests.people import SALMA
from tests.register import Register

NAMELESS = re.compile(
    r"None\b(?! entered)|<(a|h1|td|th|strong)\b[^>]*>\s*(<bdi></bdi>)?\s*</\1>|member -\d|member 0\b|“”"
)


@pytest.fixture
def members(register: Register) -> TypeDefinition:
    """Members of organisations, called by a personal name."""
    kind = record_type("member", owner_table="organization", has_area=False, has_organization=False)
    own: dict[str, Any] = {"table": "entry", "record_type": kind.id}
    name = field("fullName", is_personal=True, is_listed=True, label_en="Full name", **own)
    field("friend", "REFERENCE", reference_table="entry", reference_type=kind.id, label_en="Friend", **own)
    field("age", "WHOLE", label_en="Age", **own)
    kind.title_number = name.number
    return changes.save(SALMA, kind)


def _member(kind: TypeDefinition, register: Register, text: str, friend: Entry | None = None) -> Entry:
    row = Entry(record_type=kind.id, organization=register.organization("NRA").id)
    row.enter(f"extra.{kind.title_number}", text)
    row.enter(f"extra.{(kind.title_number or 0) + 1}", friend.id if friend else None)
    return changes.save(SALMA, row)


def _page(reader: Reader, address: str) -> str:
    answer = reader.client.get(f"/admin/{address}", follow_redirects=True)
    assert answer.status_code == 200, address
    page = re.sub("[\u2066-\u2069]", "", html.unescape(answer.text))
    shown = re.sub(r"<script.*?</script>", "", page, flags=re.S)
    found = [shown[max(one.start() - 60, 0) : one.end() + 20] for one in NAMELESS.finditer(shown)]
    assert (address, found) == (address, [])
    return page


def test_it_is_called_by_its_type_and_number_on_every_page(
    salma: Reader, khaled: Reader, members: TypeDefinition, register: Register
) -> None:
    first = _member(members, register, "Amina")
    second = _member(members, register, "Huda", first)
    owner = register.organization("NRA")
    called = f"member {first.id}"
    pages = {
        "entry/?type=member": True,
        f"entry/details/?id={first.id}": True,
        f"entry/details/?id={second.id}": True,
        f"organization/details/?id={owner.id}": True,
        f"entry/edit/?id={second.id}": True,
        f"entry/versions/?id={first.id}": True,
        f"entry/archive/?id={first.id}": True,
        f"entry/deed/?type=member&deed=ARCHIVE&row={first.id}&row={second.id}&back=/admin/": True,
        "history/?table=entry": True,
        "search/?q=member": False,
        f"entry/new/?type=member&organization={owner.id}": False,
        f"entry/new/?copy={second.id}&organization={owner.id}": True,
    }
    for reader in (salma, khaled):
        told = {
            address: called in _page(reader, address) for address in pages if reader is salma or "deed" not in address
        }
        assert told == {address: is_told for address, is_told in pages.items() if address in told}
    assert (">Amina<" in _page(salma, "entry/?type=member"), "Amina" in _page(khaled, "entry/?type=member")) == (
        True,
        False,
    )


def test_it_is_called_so_in_arabic_and_in_files(salma: Reader, members: TypeDefinition, register: Register) -> None:
    row = _member(members, register, "Amina")
    sheet = salma.get("entry/export/csv/?type=member").get_data(as_text=True)
    assert f"member {row.id}" in sheet
    assert "None" not in sheet
    with salma.client.session_transaction() as session:
        session["language"] = "ar"
    for address in ("entry/?type=member", f"entry/details/?id={row.id}"):
        assert f"سجل member {row.id}" in re.sub("[\u2066-\u2069]", "", html.unescape(salma.get(address).text))


def test_what_is_proposed_of_it_is_called_so_too(
    salma: Reader, khaled: Reader, nadia: Reader, members: TypeDefinition, register: Register
) -> None:
    name, row = f"extra.{members.title_number or 0}", _member(members, register, "Amina")
    owner, age = register.organization("NRA"), f"extra.{(members.title_number or 0) + 2}"
    new = f"entry/new/?type=member&organization={owner.id}"
    assert khaled.post(new, page=new, **{name: "Fatima", age: "9"}).status_code == 302
    edit = f"entry/edit/?id={row.id}"
    assert khaled.post(edit, page=edit, version=1, **{age: "8"}).status_code == 302
    assert khaled.post("entry/delete/", page=f"entry/archive/?id={row.id}", id=row.id).status_code == 302
    for proposal in Proposal.select():
        for reader in (khaled, nadia, salma):
            _page(reader, f"proposal/details/?id={proposal.id}")
    for reader in (khaled, nadia, salma):
        for address in (
            "proposal/",
            "proposal/?show=own",
            "proposal/?show=review",
            "",
            "notices/",
            f"entry/details/?id={row.id}",
        ):
            _page(reader, address)
    waiting = _page(salma, "proposal/?show=review")
    assert (waiting.count(f"<bdi>member {row.id}</bdi>"), "<bdi>member (new entry)</bdi>" in waiting) == (2, True)
