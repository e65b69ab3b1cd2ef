"""The page of ready-made definitions: load, write, take over; for administrators."""

import html
import re
from io import BytesIO
from typing import Any

import orjson
import pytest

from tansiq.models import FieldDefinition, TypeDefinition
from tests.admin.conftest import Reader
from tests.definitions import field
from tests.register import Register
from tests.tansiq.xlsform.books import survey


def _document(**values: Any) -> bytes:
    one = {"number": 4, "record_table": "organization", "key": "head", "value_type": "TEXT", "label_en": "Head"}
    return orjson.dumps({"tansiq": "definitions", "version": 1, "fields": [{**one, "use_state": "ACTIVE", **values}]})


def _sent(reader: Reader, text: bytes) -> Any:
    return reader.post("definitions/read/", page="definitions/", file=(BytesIO(text), "definitions.json"))


def test_a_register_is_loaded_by_one_click_and_asked_about_when_it_stands_here(
    salma: Reader, register: Register
) -> None:
    assert "Wells and water points" in salma.get("definitions/").text
    answer = salma.post("definitions/load/", page="definitions/", name="wells")
    kind = TypeDefinition.get(TypeDefinition.key == "wells")
    assert answer.headers["Location"] == f"/admin/fields/?of=entry-{kind.id}"
    assert "definitions are new or changed" in salma.get("fields/").text
    assert "Stands here" in salma.get("definitions/").text
    kind.one_en = "Source"
    kind.save()
    salma.post("definitions/load/", page="definitions/", name="wells")
    assert "0 definitions are new or changed." in salma.get("fields/").text
    assert TypeDefinition.get_by_id(kind.id).one_en == "Source"


def test_a_file_is_shown_before_it_is_taken_over(salma: Reader, register: Register) -> None:
    page = html.unescape(_sent(salma, _document()).text)
    assert ("Field “Head”: new" in page, FieldDefinition.select().count()) == (True, 0)
    [packed] = re.findall(r'name="document" value="([^"]+)"', page)
    salma.post("definitions/take-over/", page="definitions/", document=packed)
    assert FieldDefinition.get().key == "head"
    assert "there is nothing to take over" in _sent(salma, _document()).text


@pytest.mark.parametrize("text", [b"", b"\xff\xfe", b"{}", _document(key="Bad key"), _document(secret=1)])
def test_what_is_wrong_with_a_file_is_told_and_nothing_taken_over(
    salma: Reader, register: Register, text: bytes
) -> None:
    assert _sent(salma, text).status_code == 302
    assert "message-error" in salma.get("definitions/").text
    assert FieldDefinition.select().count() == 0


@pytest.mark.parametrize("packed", ["", "%%%", "AAAA", "ض", "eJwDAAAAAAE="])
def test_a_form_that_was_tampered_with_is_refused(salma: Reader, register: Register, packed: str) -> None:
    assert salma.post("definitions/take-over/", page="definitions/", document=packed).status_code == 302
    assert FieldDefinition.select().count() == 0


def test_what_is_defined_here_is_written_as_a_file(salma: Reader, register: Register) -> None:
    assert "Nothing is defined here yet." in salma.get("definitions/").text
    field("head")
    field("licence", table="licence")
    answer = salma.get("definitions/write/?name=organization")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert [one["key"] for one in orjson.loads(answer.data)["fields"]] == ["head"]
    assert len(orjson.loads(salma.get("definitions/write/").data)["fields"]) == 2
    assert salma.get("definitions/write/?name=nothing").status_code == 404


def test_nobody_else_has_the_page(nadia: Reader, khaled: Reader, register: Register) -> None:
    for reader in (nadia, khaled):
        assert reader.get("definitions/").status_code == 403
        assert reader.get("definitions/write/").status_code == 403
        assert reader.post("definitions/load/", page="", name="wells").status_code == 403
    assert TypeDefinition.select().count() == 0


def _form(*rows: Any, name: str = "wells.xlsx") -> tuple[BytesIO, str]:
    return BytesIO(survey(*rows, more=["relevant", "choice_filter"])), name


def test_an_xlsform_is_shown_with_what_is_left_out_and_taken_over(salma: Reader, register: Register) -> None:
    file = _form(
        ("start", "start"), ("select_one kinds", "kind", "نوع", "Kind", "", "x = 1"), ("text", "head", "", "Head")
    )
    page = html.unescape(salma.post("definitions/read/", page="definitions/", file=file).text)
    assert ("Field “Head”: new" in page, "survey!F3: Answers are not narrowed" in page) == (True, True)
    assert FieldDefinition.select().count() == 0
    [packed] = re.findall(r'name="document" value="([^"]+)"', page)
    salma.post("definitions/take-over/", page="definitions/", document=packed)
    assert {(one.key, one.use_state) for one in FieldDefinition.select()} == {("kind", "DRAFT"), ("head", "DRAFT")}
    assert TypeDefinition.get().key == "wells"


def test_every_fault_of_an_xlsform_is_told_at_its_cell_in_arabic(salma: Reader, register: Register) -> None:
    with salma.client.session_transaction() as session:
        session["language"] = "ar"
    rows = [("text", f"q{number}", "", f"Q {number}", "${nothing} = 1") for number in range(9)]
    answer = salma.post("definitions/read/", page="definitions/", file=_form(*rows, ("text", "q1", "", "Again")))
    page = html.unescape(answer.text)
    assert ("الأخطاء في الاستمارة" in page, answer.status_code) == (True, 200)
    assert [f"survey!E{row}" in page for row in range(2, 11)] == [True] * 9
    assert ("survey!B11" in page, "أعطِ كل سؤال اسمًا خاصًا به" in page) == (True, True)
    assert FieldDefinition.select().count() == 0


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"PK", b"PK\x05\x06" + bytes(18)])
def test_a_workbook_that_is_no_form_is_told_so(salma: Reader, register: Register, content: bytes) -> None:
    answer = salma.post("definitions/read/", page="definitions/", file=(BytesIO(content), "\u202eالاستمارة.xlsx"))
    assert (answer.status_code, "What is wrong with the form" in answer.text) == (200, True)
