"""What was entered in one field is copied into another: told before it is done, and taken back by one button."""

import html
import re

from tansiq.models import Organization
from tansiq.models.batch import Batch
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.definitions import field, name_of
from tests.people import SALMA
from tests.register import Register


def _fill(register: Register, name: str, *values: str) -> list[Organization]:
    rows = [register.organization(f"O{number}") for number in range(len(values))]
    for row, value in zip(rows, values, strict=True):
        row.enter(name, value)
        changes.save(SALMA, row)
    return rows


def test_it_is_told_before_it_is_done_and_taken_back_by_a_button(salma: Reader, register: Register) -> None:
    said, number = field("said"), field("number", "WHOLE")
    rows = _fill(register, name_of(said), "12", "١٣", "about <b>ten</b>")
    address = f"fielddefinition/copy-values/?id={said.id}"
    assert address in salma.get(f"fielddefinition/details/?id={said.id}").text
    asked = salma.get(address).text
    assert ("number (Whole number)" in asked, "What would happen" in asked) == (True, False)
    told = html.unescape(salma.get(f"{address}&to={number.id}").text)
    assert ("2 records would be filled." in told, "1 record holds what cannot stand there" in told) == (True, True)
    assert f"organization/details/?id={rows[2].id}" in told
    assert Organization.get_by_id(rows[0].id).entered(name_of(number)) is None
    salma.post("fielddefinition/copy-values/", page=f"{address}&to={number.id}", id=said.id, to=number.id)
    held = [Organization.get_by_id(row.id).entered(name_of(number)) for row in rows]
    assert held == [12, 13, None]
    page = html.unescape(salma.get(f"fielddefinition/details/?id={said.id}").text)
    assert ("Copied in 2 records." in page, "batches/undo" in page) == (True, True)
    batch = Batch.select().order_by(Batch.id.desc()).get()
    assert "“said” copied into “number”" in salma.get(f"batches/details/?id={batch.id}").text
    salma.post("batches/undo/", page="batches/", id=batch.id)
    assert Organization.get_by_id(rows[0].id).entered(name_of(number)) is None


def test_values_that_were_typed_are_shown_as_text(salma: Reader, register: Register) -> None:
    said, number = field("said"), field("number", "WHOLE")
    _fill(register, name_of(said), "<script>alert(1)</script>")
    told = salma.get(f"fielddefinition/copy-values/?id={said.id}&to={number.id}").text
    assert ("<script>alert" in told, "&lt;script&gt;alert" in told) == (False, True)


def test_administrators_alone_copy_values_and_never_out_of_drafts(
    salma: Reader, nadia: Reader, register: Register
) -> None:
    said, place, draft = field("said"), field("place", "POINT"), field("draft", use_state="DRAFT")
    address = f"fielddefinition/copy-values/?id={said.id}"
    assert (
        nadia.get(address).status_code,
        "copy-values" in nadia.get(f"fielddefinition/details/?id={said.id}").text,
    ) == (
        404,
        False,
    )
    for one in (place, draft):
        assert salma.get(f"fielddefinition/copy-values/?id={one.id}").status_code == 404
    told = html.unescape(salma.get(address).text)
    assert re.search(r"Publish it first:.*details/\?id=" + str(draft.id), told)


def test_what_is_personal_is_not_copied_where_others_read_it(salma: Reader, register: Register) -> None:
    head, other = field("head", is_personal=True), field("other")
    _fill(register, name_of(head), "Amal")
    address = f"fielddefinition/copy-values/?id={head.id}&to={other.id}"
    assert "Mark that field as personal first." in salma.get(address).text
    answer = salma.post("fielddefinition/copy-values/", page=address, id=head.id, to=other.id)
    assert answer.status_code == 302
    assert Organization.select().where(Organization.extra.cast("text").contains(f'"{other.id}"')).count() == 0
