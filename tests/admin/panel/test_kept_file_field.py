"""A field that holds a file, in forms and on pages: sent, shown, taken out, and given to those who see the field."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tansiq.models import FieldDefinition, KeptFile, Organization, Proposal
from tansiq.platform import uploads
from tansiq.records import changes
from tests.admin.conftest import Reader, Readers
from tests.definitions import field, name_of, record_type
from tests.people import SALMA
from tests.register import Register
from tests.statements import told as statements_told
from tests.tansiq.files.kept import hold, sent
from tests.tansiq.files.pictures import MAKER, bomb, telling
from tests.tansiq.organizations.test_document_files import PDF

EDIT = "organization/edit/?id={}"


@pytest.fixture(autouse=True)
def folder(application: Flask, tmp_path: Path) -> Path:
    uploads.use(tmp_path, 1)
    return tmp_path / "documents"


def photo(name: str = "well.jpg", content: bytes = b"") -> tuple[BytesIO, str]:
    return BytesIO(content or telling("JPEG")), name


def status(reader: Reader, file: KeptFile | int) -> int:
    """What the road to a file answers."""
    number = file if isinstance(file, int) else file.id
    with reader.get(f"kept-file/{number}") as answer:
        return answer.status_code


def save(reader: Reader, row: Organization, **values: Any) -> Any:
    """Change the organisation by its form; its own name and kind stay."""
    address, stored = EDIT.format(row.id), Organization.get_by_id(row.id)
    given = {"name_en": stored.name_en, "name_ar": stored.name_ar, "kind": stored.kind, "version": stored.version}
    return reader.post(address, page=address, **{**given, **values})


def held(row: Organization, one: FieldDefinition) -> KeptFile | None:
    found: KeptFile | None = KeptFile.get_or_none(KeptFile.id == Organization.get_by_id(row.id).entered(name_of(one)))
    return found


@pytest.fixture
def one(register: Register) -> FieldDefinition:
    return field("picture", "PHOTO")


@pytest.fixture
def row(register: Register) -> Organization:
    return register.organization("NRA", home_area=register.areas["YE121121"].id)


def test_a_photograph_is_sent_shown_and_given_out(salma: Reader, one: FieldDefinition, row: Organization) -> None:
    form = salma.get(EDIT.format(row.id)).text
    assert 'enctype="multipart/form-data"' in form
    assert 'accept="image/jpeg,image/png,image/webp"' in form
    assert save(salma, row, **{name_of(one): photo("بئر.JPEG")}).status_code == 302
    file = held(row, one)
    assert file is not None
    assert (file.file_name, file.owner_id) == ("بئر.jpg", row.id)
    page = salma.get(f"organization/details/?id={row.id}").text
    assert f'src="/admin/kept-file/{file.id}?small=1" alt="" loading="lazy"' in page
    assert "بئر.jpg" in page
    assert file.stored not in page
    for small, shown in (("", "attachment"), ("?small=1", "inline")):
        answer = salma.get(f"kept-file/{file.id}{small}")
        assert answer.headers["Content-Disposition"].startswith(shown)
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert MAKER.encode() not in answer.data
        answer.close()


def test_it_stays_is_replaced_and_is_taken_out(salma: Reader, one: FieldDefinition, row: Organization) -> None:
    save(salma, row, **{name_of(one): photo()})
    first = held(row, one)
    assert first is not None
    form = salma.get(EDIT.format(row.id)).text
    assert "Take this file out" in form
    assert "Leave this empty to keep the file above" in form
    save(salma, row, name_en="Aide")
    assert held(row, one) == first
    save(salma, row, **{name_of(one): photo("second.jpg")})
    second = held(row, one)
    assert second is not None
    assert second != first
    save(salma, row, **{f"{name_of(one)}-none": "1"})
    assert held(row, one) is None
    page = salma.get(f"organization/details/?id={row.id}").text
    # The history names both, and leads to them.
    for file in (first, second):
        assert f'href="/admin/kept-file/{file.id}"' in page
        assert status(salma, file) == 200


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (("x.jpg", b"<html><script>alert(1)</script>"), "no photograph"),
        (("x.svg", b"<svg/>"), "Send a photograph"),
        (("x.jpg", b""), "The file is empty"),
        (("x.jpg", telling("JPEG")[:200]), "damaged"),
        (("x.png", bomb()), "more than 40 million pixels"),
    ],
)
def test_what_is_wrong_stands_at_the_field_and_nothing_is_kept(
    salma: Reader, row: Organization, folder: Path, file: tuple[str, bytes], told: str
) -> None:
    one = field("picture", "PHOTO")
    page = save(salma, row, name_en="Aide", **{name_of(one): (BytesIO(file[1]), file[0])}).text
    assert told in page
    assert f'href="#{name_of(one)}"' in page
    assert 'value="Aide"' in page
    assert "Choose the file again" in page
    assert (KeptFile.select().count(), list(folder.iterdir()) if folder.exists() else []) == (0, [])


def test_a_form_that_is_refused_keeps_no_file_and_says_so(
    salma: Reader, one: FieldDefinition, row: Organization, folder: Path
) -> None:
    page = save(salma, row, kind="NOTHING", **{name_of(one): photo()}).text
    assert "Choose the file again" in page
    again = save(salma, row, website="no address", **{name_of(one): photo()}).text
    assert "Choose the file again" in again
    assert (KeptFile.select().count(), list(folder.iterdir())) == (0, [])


def test_a_number_in_the_form_names_no_file(salma: Reader, one: FieldDefinition, row: Organization) -> None:
    theirs = sent(one)
    save(salma, row, **{name_of(one): str(theirs.id)})
    assert held(row, one) is None


def test_a_required_file_is_asked_for(salma: Reader, row: Organization) -> None:
    one = field("licence", "FILE", is_required=True)
    assert "This field is required" in save(salma, row, name_en="x").text
    assert save(salma, row, **{name_of(one): photo("x.pdf", PDF)}).status_code == 302
    assert save(salma, row, name_en="Aide").status_code == 302
    assert "Take this file out" not in salma.get(EDIT.format(row.id)).text


def test_lists_and_files_name_it(salma: Reader, row: Organization) -> None:
    one = field("picture", "PHOTO", is_listed=True)
    hold(SALMA, row, one, sent(one))
    assert f'href="/admin/kept-file/{KeptFile.get().id}"' in salma.get("organization/").text
    assert "well.jpg" in salma.get("organization/export/csv/").text


def test_others_are_given_nothing(reader: Readers, application: Flask, row: Organization) -> None:
    open_one, personal = field("picture", "PHOTO"), field("face", "PHOTO", is_personal=True)
    hidden = field("inside", "PHOTO", is_published=False)
    files = []
    for one in (open_one, personal, hidden):
        files.append(sent(one))
        hold(SALMA, row, one, files[-1])
    loose = sent(open_one)

    def given(who: Reader) -> list[bool]:
        return [status(who, file) == 200 for file in (*files, loose)]

    assert given(reader("salma")) == [True, True, True, False]
    assert given(reader("nadia")) == [True, True, True, False]
    assert given(reader("huda")) == [True, False, True, False]
    assert not any(given(Reader(application.test_client())))
    assert status(reader("salma"), 999_999) == 404
    changes.archive(SALMA, Organization.get_by_id(row.id))
    assert given(reader("salma"))[0]


def test_what_a_partner_proposes_is_seen_by_whoever_decides(
    reader: Readers, one: FieldDefinition, row: Organization
) -> None:
    khaled, nadia, huda = (reader(name) for name in ("khaled", "nadia", "huda"))
    answer = save(khaled, row, **{name_of(one): photo()})
    proposal = Proposal.get()
    assert (answer.status_code, held(row, one)) == (302, None)
    file = KeptFile.get()
    assert file.owner_id is None
    assert [status(who, file) for who in (khaled, nadia, huda)] == [200, 200, 404]
    page = nadia.get(f"proposal/details/?id={proposal.id}").text
    assert "well.jpg" in page
    # Amended without choosing it again, it stays.
    amended = EDIT.format(row.id) + f"&proposal={proposal.id}"
    form = khaled.get(amended).text
    assert "well.jpg" in form
    version = re.search(r'name="version" value="(\d+)"', form)
    assert version is not None
    stored = Organization.get_by_id(row.id)
    values = {"name_en": "Another name", "kind": stored.kind, "version": version[1]}
    assert khaled.post(amended, page=amended, **values).status_code == 302
    decided: dict[str, Any] = {"id": proposal.id, "version": Proposal.get().version, "deed": "approve"}
    assert nadia.post("proposal/decide/", **decided).status_code == 302
    assert held(row, one) == file
    assert KeptFile.get().owner_id == row.id


def test_entries_of_own_types_hold_files_too(salma: Reader, register: Register) -> None:
    wells = record_type("wells")
    one = field("picture", "PHOTO", "entry", record_type=wells.id)
    address = "entry/new/?type=wells"
    given = {"area": register.areas["YE1211"].id, name_of(one): photo()}
    assert salma.post(address, page=address, **given).status_code == 302
    assert KeptFile.get().owner_table == "entry"
    assert status(salma, KeptFile.get()) == 200
    copy = salma.get(f"entry/new/?copy={KeptFile.get().owner_id}").text
    assert "well.jpg" not in copy


def test_versions_name_it_and_bring_it_back(salma: Reader, one: FieldDefinition, row: Organization) -> None:
    save(salma, row, **{name_of(one): photo("first.jpg")})
    first = held(row, one)
    version = Organization.get_by_id(row.id).version
    save(salma, row, **{name_of(one): photo("second.jpg")})
    page = salma.get(f"organization/versions/?id={row.id}&from={version}&to={version + 1}").text
    assert "first.jpg" in page
    assert "second.jpg" in page
    known = {"id": row.id, "seen": version + 1, "version": version}
    answer = salma.post("organization/bring-back/", page=f"organization/details/?id={row.id}", **known)
    assert (answer.status_code, held(row, one)) == (302, first)


def test_however_many_rows_and_columns_hold_files_they_are_read_with_one_look(
    salma: Reader, register: Register
) -> None:
    fields = [field("picture", "PHOTO", is_listed=True), field("licence", "FILE", is_listed=True)]
    looks = []
    for some in (("NRA", "ADR"), ("AMAL", "SAWA", "TAMKEEN", "WAFA")):
        for acronym in some:
            held_by = register.organization(acronym)
            for one in fields:
                hold(SALMA, held_by, one, sent(one))
        for address in ("organization/", "organization/export/csv/"):
            with statements_told() as told:
                page = salma.get(address).text
            looks.append(len([one for one in told if 'FROM "kept_file"' in one]))
    assert looks == [1, 1, 1, 1]
    assert page.count("well.jpg") == 12
