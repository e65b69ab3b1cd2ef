"""Photographs that strangers send with an answer: taken with it alone, without their position, in bounds."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from admin.surveys import public_pages
from tansiq.models import Entry, FieldDefinition, KeptFile, Proposal, Survey, TypeDefinition
from tansiq.organizations.document_files import path_of_document
from tansiq.platform import uploads
from tansiq.proposals import reviewing
from tansiq.surveys import answering
from tests.admin.conftest import Reader
from tests.admin.panel.test_form_keys import key_on
from tests.definitions import name_of
from tests.people import SALMA
from tests.register import Register
from tests.surveys import outcomes, question, survey, work_question
from tests.tansiq.files.pictures import MAKER, picture, telling


@pytest.fixture(autouse=True)
def folder(application: Flask, tmp_path: Path) -> Path:
    uploads.use(tmp_path, 25)
    return tmp_path / "documents"


@pytest.fixture
def trained(register: Register) -> TypeDefinition:
    return outcomes(has_area=False, policy="PUBLIC")


@pytest.fixture
def place(trained: TypeDefinition) -> FieldDefinition:
    return question(trained, "place", "PHOTO")


def send(reader: Reader, to: Survey, **values: Any) -> TestResponse:
    address = f"answer/to/{to.address}"
    return reader.post(address, address, **values)


def photo(content: bytes | None = None, name: str = "IMG_1.jpg") -> tuple[BytesIO, str]:
    return BytesIO(telling("JPEG") if content is None else content), name


def is_nothing_kept(folder: Path) -> bool:
    return not KeptFile.select().exists() and not (folder.exists() and list(folder.iterdir()))


def test_a_photograph_comes_with_an_answer_without_its_position(
    nobody: Reader, trained: TypeDefinition, place: FieldDefinition
) -> None:
    asked = survey(trained)
    page = nobody.get(f"answer/to/{asked.address}").text
    assert 'enctype="multipart/form-data"' in page
    assert "up to 8 megabytes" in page
    assert send(nobody, asked, **{name_of(place): photo()}).location.endswith("/admin/answer/sent")
    file, entry = KeptFile.get(), Entry.get()
    assert (entry.entered(name_of(place)), file.owner_table, file.owner_id) == (file.id, "entry", entry.id)
    assert MAKER.encode() not in path_of_document(file.stored).read_bytes()


def test_a_reviewed_answer_brings_it_once_it_is_approved(
    nobody: Reader, trained: TypeDefinition, place: FieldDefinition
) -> None:
    send(nobody, survey(trained, is_reviewed=True), **{name_of(place): photo()})
    file = KeptFile.get()
    assert (file.owner_id, Entry.select().exists()) == (None, False)
    reviewing.approve(SALMA, Proposal.get())
    assert KeptFile.get().owner_id == Entry.get().id


def test_a_refused_or_checked_answer_keeps_no_photograph_and_says_so(
    nobody: Reader, trained: TypeDefinition, place: FieldDefinition, folder: Path
) -> None:
    work, asked = work_question(trained, is_required=True), survey(trained)
    for more in ({}, {name_of(work): "GROUP", "check": "1"}, {"language": "ar"}):
        page = send(nobody, asked, **{name_of(place): photo()}, **more).text
        assert ("Choose the file again" in page) or ("اختر الملف من جديد" in page)
        assert is_nothing_kept(folder)
    assert not Entry.select().exists()


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"<html>", "x.jpg"), (b"%PDF-1.7\n%%EOF", "x.pdf"), (b"", "x.jpg"), (picture()[:99], "x.jpg")],
)
def test_what_is_no_photograph_is_told_at_its_field(
    nobody: Reader, trained: TypeDefinition, folder: Path, content: bytes, name: str
) -> None:
    place = question(trained, "place", "PHOTO")
    page = send(nobody, survey(trained), **{name_of(place): photo(content, name)}).text
    assert f'href="#{name_of(place)}"' in page
    assert is_nothing_kept(folder)
    assert not Entry.select().exists()


def test_a_program_that_fills_in_everything_leaves_nothing(
    nobody: Reader, trained: TypeDefinition, place: FieldDefinition, folder: Path
) -> None:
    send(nobody, survey(trained), website="https://spam.example", **{name_of(place): photo()})
    assert is_nothing_kept(folder)


def test_the_same_form_sent_twice_keeps_one(nobody: Reader, trained: TypeDefinition, place: FieldDefinition) -> None:
    asked = survey(trained)
    key = key_on(nobody, f"answer/to/{asked.address}")
    for _ in range(2):
        send(nobody, asked, form_key=key, **{name_of(place): photo()})
    assert (Entry.select().count(), KeptFile.select().count()) == (1, 1)


def test_no_number_gives_a_stranger_a_file(nobody: Reader, trained: TypeDefinition, place: FieldDefinition) -> None:
    asked = survey(trained)
    send(nobody, asked, **{name_of(place): photo()})
    send(nobody, asked, **{name_of(place): str(KeptFile.get().id)})
    first, second = Entry.select().order_by(Entry.id)
    assert (first.entered(name_of(place)), second.entered(name_of(place))) == (KeptFile.get().id, None)
    assert nobody.get(f"kept-file/{KeptFile.get().id}").status_code == 302


def test_files_of_other_kinds_are_not_asked_of_strangers(nobody: Reader, trained: TypeDefinition) -> None:
    letter = question(trained, "letter", "FILE")
    assert name_of(letter) not in nobody.get(f"answer/to/{survey(trained).address}").text


def test_what_is_too_large_is_told_on_a_light_page(
    nobody: Reader, trained: TypeDefinition, place: FieldDefinition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(public_pages, "MOST_SENT", 2_000)
    answer = send(nobody, survey(trained), **{name_of(place): photo(picture(size=(900, 900)))})
    assert answer.status_code == 413
    assert "smaller photographs" in answer.text
    assert not Entry.select().exists()


def test_a_flood_of_photographs_is_held_off_before_they_are_looked_at(
    nobody: Reader, trained: TypeDefinition, place: FieldDefinition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "PHOTOGRAPHS_AN_HOUR", 2)
    asked = survey(trained)
    found = [send(nobody, asked, **{name_of(place): photo(b"<html>")}).status_code for _ in range(3)]
    assert found == [200, 200, 429]
    assert send(nobody, asked).status_code == 302
