"""The names of areas that imports taught: asked of in the preview, reviewed in a list, told on the start page."""

from pathlib import Path
from typing import Any

import pytest

from tansiq.models import Area, LearnedName
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.admin.imports.steps import do, last, page, previewed
from tests.fivew import row, workbook
from tests.people import SALMA
from tests.register import Register

UNKNOWN = row(District="Hanfar al Jadida", District_P_code="", Sub_district="")
ALIKE = row(District="Khanfer", District_P_code="", Sub_district="")


def _learned(register: Register, name: str = "Khanfer", area: str = "YE1211", within: str = "YE12") -> LearnedName:
    facts = {"area": register.areas[area].id, "within": register.areas[within].id, "spelling": name}
    return changes.save(SALMA, LearnedName(**facts, is_for_all=True))


def _decide(reader: Reader, deed: str, *rows: LearnedName) -> Any:
    ids = [row.id for row in rows]
    asked = reader.get(f"learned-names/deed/?deed={deed}&" + "&".join(f"row={row_id}" for row_id in ids))
    reader.post("learned-names/deed/", deed=deed, row=ids, back="/admin/learned-names/")
    return asked.text


def test_an_unknown_name_is_said_in_the_preview_and_read_from_then_on(
    salma: Reader, register: Register, tmp_path: Path
) -> None:
    run = previewed(salma, workbook(tmp_path, [row(), UNKNOWN, ALIKE]))
    shown = page(salma, run, "places")
    assert "Hanfar al Jadida" in shown
    assert "Khanfar (YE1211)</option>" in shown
    keys = {text.split('"')[0] for text in shown.split('id="code-')[1:]}
    assert len(keys) == 2
    # What is refused stands as it was typed, and all of it is told.
    wrong = salma.post("imports/places/", id=run.id, **{f"code-{key}": f"YE999{at}" for at, key in enumerate(keys)})
    assert wrong.status_code == 200
    assert [wrong.text.count(code) >= 2 for code in ("YE9990", "YE9991")] == [True, True]
    assert not LearnedName.select().exists()
    salma.post(
        "imports/places/", id=run.id, **{f"near-{key}": "" for key in keys}, **{f"code-{key}": "YE1211" for key in keys}
    )
    run = last()
    assert (run.state, LearnedName.select().count()) == ("PLANNED", 2)
    assert "was read as" in page(salma, run, "warnings")
    assert "Unknown places" not in page(salma, run)
    do(salma, run, "enter")
    listed = salma.get("learned-names/?sort=use_count&desc=1").text
    assert "Hanfar al Jadida" in listed
    assert "5w.xlsx" in listed


def test_an_officer_reviews_names_in_the_list_and_takes_it_back(nadia: Reader, register: Register) -> None:
    one, other = _learned(register), _learned(register, "Ja'arr", "YE121121", "YE1211")
    elsewhere = _learned(register, "Mukalla", "YE1927", "YE19")
    assert "<strong>Learned names to review" in nadia.get("attention/").text
    start = nadia.get("attention/").text
    assert "learned-names/?name_state=WAITING&amp;mine=yes" in start
    shown = nadia.get("learned-names/?name_state=WAITING&mine=yes").text
    assert ("Khanfer" in shown, "Mukalla" in shown) == (True, False)
    assert '<span class="chip-label">State:</span>' in shown
    asked = _decide(nadia, "ACCEPT", one, other, elsewhere)
    assert "Accept 2 names?" in asked
    assert "1 chosen record does not need this" in asked
    assert [LearnedName.get_by_id(row.id).name_state for row in (one, other, elsewhere)] == ["ACCEPTED"] * 2 + [
        "WAITING"
    ]
    assert Area.get(Area.pcode == "YE1211").aliases == "Khanfer"
    assert "Khanfar" in nadia.get("area/?search=khanfer").text
    _decide(nadia, "REOPEN", one)
    assert Area.get(Area.pcode == "YE1211").aliases == ""
    _decide(nadia, "REJECT", one)
    assert LearnedName.get_by_id(one.id).name_state == "REJECTED"
    assert "<strong>Learned names to review" not in nadia.get("attention/").text


def test_what_stands_against_a_name_is_told_and_nothing_is_done(salma: Reader, register: Register) -> None:
    name = _learned(register, "Zinjibar")
    _decide(salma, "ACCEPT", name)
    assert "is called “Zinjibar” already" in salma.get("learned-names/").text
    assert LearnedName.get_by_id(name.id).name_state == "WAITING"


@pytest.mark.parametrize(
    "asked",
    [
        "search=khanfer", "search=nothing", "name_state=WAITING", "name_state=x", "area=YE12", "area-text=Abyan",
        "read_by=own", "archived=only", "sort=name", "sort=file_name&desc=1", "linked=learned_name.within:1",
        "columns=is_for_all+used_at+import_number+within", "page=9999",
    ],
)  # fmt: skip
def test_the_list_is_searched_sorted_and_filtered(salma: Reader, register: Register, asked: str) -> None:
    _learned(register)
    answer = salma.client.get(f"/admin/learned-names/?{asked}", follow_redirects=True)
    assert answer.status_code == 200
    assert ("<bdi>Khanfer</bdi>" in answer.text) is (
        asked not in ("search=nothing", "read_by=own", "archived=only", "page=9999", "linked=learned_name.within:1")
    )


def test_names_stand_on_the_page_of_their_area_and_in_files(salma: Reader, register: Register) -> None:
    _learned(register)
    page = salma.get(f"area/details/?id={register.areas['YE1211'].id}").text
    assert "Names that imports learned of it" in page
    assert "Khanfer" in salma.get("learned-names/export/csv/").text


def test_nobody_else_reads_or_reviews_names(khaled: Reader, visitor: Reader, register: Register) -> None:
    name = _learned(register)
    for reader in (khaled, visitor):
        assert reader.get("learned-names/").status_code == 403
        answer = reader.post("learned-names/deed/", deed="ACCEPT", row=name.id, back="/")
        assert answer.status_code == 403
        assert "Learned names" not in reader.get("").text
    assert LearnedName.get_by_id(name.id).name_state == "WAITING"


def test_a_deed_that_names_have_not_does_not_exist(salma: Reader, register: Register) -> None:
    name = _learned(register)
    for deed in ("ARCHIVE", "PUBLISH", "x", ""):
        assert salma.post("learned-names/deed/", deed=deed, row=name.id, back="/").status_code == 404
    for deed in ("ACCEPT", "REJECT", "REOPEN"):
        assert salma.post("area/deed/", deed=deed, row=register.areas["YE12"].id, back="/").status_code == 404
