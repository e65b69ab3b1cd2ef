"""Importing workbooks through the pages, without scripts; orders are carried out within the request."""

import io
import re
from pathlib import Path

import pytest
from flask import Flask
from openpyxl import load_workbook

from tansiq.imports import jobs
from tansiq.models import ImportRun, Intervention, Site
from tansiq.platform import background
from tests.admin.conftest import Reader
from tests.admin.imports.steps import WRONG, do, last, page, previewed, send
from tests.fivew import HEADER, csv_file, row, with_hidden_row, workbook
from tests.register import Register

OTHER = row(Acronym="ADR", Organisation="Adan Relief", Title="Wells for al-Kawd", Sub_district="al-Kawd")


def test_a_workbook_with_faults_is_read_corrected_entered_and_taken_back(
    salma: Reader, register: Register, tmp_path: Path
) -> None:
    header = ["Who" if name == "Organisation" else name for name in HEADER]
    assert send(salma, workbook(tmp_path, [row(), OTHER, WRONG], header)).status_code == 302
    shown = page(salma, last())
    assert "headers in row 1" in shown
    assert 'name="column-F"' in shown
    run = previewed(salma, workbook(tmp_path, [row(), OTHER, WRONG], header), A="organization_name")
    assert "5W!E4" in page(salma, run)
    assert "Nahar Relief" in page(salma, run, "new")
    asked = salma.get(f"imports/confirm/?id={run.id}&deed=good").text
    assert "2 new sites are entered." in asked
    assert "1 wrong row is left out." in asked
    do(salma, run, "good")
    assert Site.select().count() == 2
    assert "This import is in the register." in page(salma, run)
    assert "Wells for al-Kawd" in salma.get(f"imports/interventions/?id={run.id}").text
    with salma.get(f"imports/marked/?id={run.id}") as answer:
        book = load_workbook(io.BytesIO(answer.data))
    assert book["5W"]["E4"].comment is not None
    do(salma, run, "undo")
    assert not Site.select().where(Site.archived_at.is_null()).exists()
    assert "was taken back" in page(salma, run)
    do(salma, run, "redo")
    assert Site.select().where(Site.archived_at.is_null()).count() == 2


def test_changes_are_shown_with_old_and_new_value_and_cell(salma: Reader, register: Register, tmp_path: Path) -> None:
    do(salma, previewed(salma, workbook(tmp_path, [row()])), "enter")
    run = previewed(salma, workbook(tmp_path, [row(Reached_people=450, Status="Completed")]))
    shown = page(salma, run, "changed")
    assert re.search(r"People reached <bdi[^>]*>5W!O2</bdi></dt><dd><del><bdi[^>]*>200</bdi></del>.*450", shown)
    assert re.search(r"Status <bdi[^>]*>5W!L2</bdi>.*Ongoing.*Completed", shown)


@pytest.mark.parametrize("tab", ["new", "changed", "unchanged", "again", "wrong", "warnings", "with", "<script>", ""])
def test_every_tab_opens_filled_and_empty(salma: Reader, register: Register, tmp_path: Path, tab: str) -> None:
    do(salma, previewed(salma, workbook(tmp_path, [row()])), "enter")
    run = previewed(salma, workbook(tmp_path, [row(), row(), OTHER, WRONG]))
    for wanted in ("0", "7", "x", "99999999999999"):
        answer = salma.get(f"imports/run/?id={run.id}&tab={tab}&page={wanted}")
        assert answer.status_code == 200
        assert "<script>alert" not in answer.text


def test_a_file_that_changes_nothing_offers_no_button(salma: Reader, register: Register, tmp_path: Path) -> None:
    do(salma, previewed(salma, workbook(tmp_path, [row()])), "enter")
    run = previewed(salma, workbook(tmp_path, [row()]))
    shown = page(salma, run)
    assert "there is nothing to enter" in shown
    assert "deed=enter" not in shown


def test_drafts_are_counted_before_and_after_and_lead_to_their_list(
    salma: Reader, register: Register, tmp_path: Path
) -> None:
    lacking = [row(Title=""), row(Start_date="", Sub_district="al-Kawd"), row(Organisation="Stars", Acronym="STR")]
    run = previewed(salma, workbook(tmp_path, lacking))
    assert "2 new interventions lack a title or a first day and are drafts" in page(salma, run)
    do(salma, run, "enter")
    assert "intervention/?attention=drafts" in page(salma, run)
    listed = salma.get("intervention/?attention=drafts").text
    assert listed.count('name="row" value=') == 2
    assert "Drafts to be completed" in salma.get("").text


def test_all_rows_are_only_offered_where_none_is_wrong(salma: Reader, register: Register, tmp_path: Path) -> None:
    run = previewed(salma, workbook(tmp_path, [row(), WRONG]))
    assert "deed=enter" not in page(salma, run)
    assert salma.get(f"imports/confirm/?id={run.id}&deed=enter").status_code == 302
    do(salma, run, "enter")
    assert Site.select().count() == 0


def test_the_second_of_two_who_press_is_told(salma: Reader, register: Register, tmp_path: Path) -> None:
    run = previewed(salma, workbook(tmp_path, [row()]))
    for _ in range(2):
        do(salma, run, "enter")
    assert "Somebody has taken this step already" in page(salma, run)
    assert (Site.select().count(), Intervention.select().count()) == (1, 1)


def test_a_mapping_that_gives_a_field_twice_is_refused_in_words(
    salma: Reader, register: Register, tmp_path: Path
) -> None:
    run = previewed(salma, workbook(tmp_path, [row()]), B="organization_name")
    assert "two columns" in page(salma, run)
    assert run.state == "UNDERSTOOD"


def test_people_reached_may_be_given_to_a_column_of_each_month(
    salma: Reader, register: Register, tmp_path: Path
) -> None:
    header = [*HEADER[:-1], "Ben. Jan 2026", "Ben. Feb 2026"]
    run = previewed(salma, workbook(tmp_path, [[*row()[:-1], 100, 150]], header), O="reached", P="reached")
    assert run.state == "PLANNED"
    same = [*header[:-1], "Served Jan 2026"]
    run = previewed(salma, workbook(tmp_path, [[*row()[:-1], 100, 150]], same), O="reached", P="reached")
    assert "two columns" in page(salma, run)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty"),
        (b"%PDF-1.7 something", "no workbook"),
        (b"<html><table>", "web page"),
        (b"PK\x03\x04 not really", "damaged"),
    ],
)
def test_what_is_no_workbook_is_refused_at_once(
    salma: Reader, register: Register, tmp_path: Path, content: bytes, said: str
) -> None:
    answer = send(salma, content, "5w.xlsx")
    assert answer.status_code == 200
    assert said in answer.text
    assert not ImportRun.select().exists()
    assert not list((tmp_path / "uploads").iterdir())


def test_a_body_beyond_all_bounds_is_not_read(salma: Reader, application: Flask, register: Register) -> None:
    body = io.BytesIO(b"x" * (application.config["MAX_CONTENT_LENGTH"] + 1))
    form = "multipart/form-data; boundary=between"
    answer = salma.client.post(
        "/admin/imports/new/", input_stream=body, content_type=form, content_length=len(body.getvalue())
    )
    assert answer.status_code == 413
    assert "larger than this register takes" in answer.text


def test_no_file_is_asked_for(salma: Reader, register: Register) -> None:
    assert "Choose a file first." in salma.post("imports/new/", "imports/new/").text


@pytest.mark.parametrize("name", ["../../etc/5w.csv", "\u202e5w.csv\u0000", "5w.csv"])
def test_names_of_files_are_tidied(salma: Reader, register: Register, tmp_path: Path, name: str) -> None:
    send(salma, csv_file(tmp_path, [row()]), name)
    assert last().file_name == "5w.csv"
    assert {path.parent for path in (tmp_path / "uploads").iterdir()} == {tmp_path / "uploads"}


def test_a_file_that_cannot_be_understood_says_why(salma: Reader, register: Register, tmp_path: Path) -> None:
    send(salma, csv_file(tmp_path, [["1", "2"]], ["some", "thing"]), "odd.csv")
    assert "No header row that we know" in page(salma, last())
    do(salma, last(), "discard")
    assert "was thrown away" in page(salma, last())
    assert not list((tmp_path / "uploads").iterdir())


def test_what_is_hidden_is_told_and_read_where_that_is_chosen(
    salma: Reader, register: Register, tmp_path: Path
) -> None:
    send(salma, with_hidden_row(tmp_path, [row(), OTHER]))
    assert "1 row is hidden, and was not read." in page(salma, last())
    salma.post("imports/sheet/", id=last().id, sheet="5W", hidden="1")
    shown = page(salma, last())
    assert "1 row is hidden, and was read." in shown
    assert "Leave out what is hidden" in shown
    salma.post("imports/sheet/", id=last().id, sheet="5W", hidden="0")
    assert "was not read" in page(salma, last())


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_empty_workbook_is_understood(salma: Reader, register: Register, language: str) -> None:
    with salma.get(f"imports/template/{language}/") as answer:
        book = load_workbook(io.BytesIO(answer.data))
    assert book.worksheets[0].max_row == 2
    assert salma.get("imports/template/fr/").status_code == 404


def test_a_page_says_when_nobody_works_and_that_a_step_waits_whose_order_was_lost(
    salma: Reader, register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "queue.db"
    background.use(background.open_queue(f"sqlite:///{place}", jobs.ALL))
    send(salma, workbook(tmp_path, [row()]))
    run = last()
    shown = page(salma, run)
    assert "No worker is running" in shown
    assert "Waiting for the worker." in shown
    assert salma.get(f"imports/progress/?id={run.id}").json == {
        "is_over": False, "text": "Waiting for the worker.", "count": 0, "total": 0,
    }  # fmt: skip
    # The order was lost, with the file of the queue.
    place.unlink()
    assert "Waiting for the worker." in page(salma, run)
    background.use(background.open_queue(background.AT_ONCE, jobs.ALL))


def test_the_list_tells_of_every_import(salma: Reader, register: Register, tmp_path: Path) -> None:
    assert "Nothing was imported here yet" in salma.get("imports/").text
    do(salma, previewed(salma, workbook(tmp_path, [row(), OTHER])), "enter")
    shown = salma.get("imports/").text
    assert "5w.xlsx" in shown
    assert "Entered" in shown
