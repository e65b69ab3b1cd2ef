"""Long files: ordered in a list, written as its owner may see it then, fetched by them alone, cancelled, removed."""

import csv
import re
from datetime import date, timedelta
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from tansiq.exports import jobs, runs
from tansiq.imports.jobs import sweep
from tansiq.models import ExportRun, Intervention, Notice, ReachedFigure, Site
from tansiq.models.record import now
from tansiq.platform import background, uploads
from tansiq.platform.background import Order
from tansiq.platform.job_limits import TOO_MUCH_MEMORY
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.admin.pages.long_files import LISTS, fetch, order, state, work
from tests.people import SALMA
from tests.register import Register

pytestmark = pytest.mark.usefixtures("few")


@pytest.mark.parametrize(("kind", "rows"), [("5w", 4), ("5w-rows", 8), ("5w-columns", 4)])
def test_a_long_5w_sheet_tells_of_the_months_as_it_was_ordered(
    salma: Reader, works: Register, kind: str, rows: int
) -> None:
    for site in Site.select():
        for month in (1, 2):
            changes.save(SALMA, ReachedFigure(site=site.id, month=date(2026, month, 1), people=month * 10))
    number = order(salma, f"intervention/export/{kind}/")
    told = list(load_workbook(BytesIO(fetch(salma, number).data)).worksheets[0].iter_rows(values_only=True))
    assert len(told) - 2 == rows
    assert any("People reached by January 2026" in str(cell) for cell in told[0]) == (kind == "5w-columns")


def test_a_long_list_is_written_by_the_worker_and_fetched_from_its_page(salma: Reader, works: Register) -> None:
    number = order(salma, "intervention/export/csv/?sort=title")
    page = salma.get(f"exports/run/?id={number}").text
    assert f"/admin/exports/file/?id={number}" in page
    answer = fetch(salma, number)
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=interventions-yemen-")
    assert answer.headers["Cache-Control"] == "no-store"
    rows = list(csv.reader(StringIO(answer.data.decode("utf-8-sig"))))
    assert len(rows) == 5
    assert "Interventions" in salma.get("exports/").text


@pytest.mark.parametrize(
    "address",
    ["intervention/export/xlsx/", "intervention/export/5w/", "site/export/csv/?all=1", "history/export/xlsx/",
     "coverage/export/csv?level=DISTRICT"],
)  # fmt: skip
def test_every_list_that_is_long_waits_and_holds_the_same_as_at_once(
    salma: Reader, works: Register, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    works.need("YE1211", "WSH", 10)
    works.need("YE1210", "HEA", 10)
    number = order(salma, address)
    kept = fetch(salma, number)
    for module in LISTS:
        monkeypatch.setattr(f"{module}.MOST_AT_ONCE", 5000)
    at_once = salma.get(address)
    assert kept.headers["Content-Disposition"] == at_once.headers["Content-Disposition"]
    assert _cells(kept.data) == _cells(at_once.data)


def _cells(content: bytes) -> list[tuple[object, ...]]:
    if not content.startswith(b"PK"):
        return [tuple(row) for row in csv.reader(StringIO(content.decode("utf-8-sig")))]
    return list(load_workbook(BytesIO(content)).worksheets[0].iter_rows(values_only=True))


def test_short_and_empty_lists_are_sent_at_once(salma: Reader, works: Register) -> None:
    for address in ("project/export/csv/", "intervention/export/xlsx/?search=nowhere"):
        assert salma.get(address).headers["Content-Disposition"].startswith("attachment; filename=")
    assert not ExportRun.select().exists()


def test_a_list_that_became_empty_meanwhile_is_a_file_of_its_head_alone(
    salma: Reader, works: Register, waiting: background.Queue
) -> None:
    number = order(salma, "intervention/export/csv/?search=Work")
    for row in Intervention.select():
        changes.archive(SALMA, row)
    work(number)
    assert len(_cells(fetch(salma, number).data)) == 1


def test_files_of_one_list_are_told_apart_and_fetched_from_the_list_of_them(salma: Reader, works: Register) -> None:
    empty = salma.get("exports/").text
    assert "A file of more than 5,000 records is written in the background" in empty
    sheet, book = order(salma, "intervention/export/csv/"), order(salma, "intervention/export/xlsx/")
    page = salma.get("exports/").text
    for number, title in ((sheet, "Interventions (CSV)"), (book, "Interventions (XLSX)")):
        assert f'/admin/exports/run/?id={number}"><bdi>{title}</bdi>' in page
        assert f"/admin/exports/file/?id={number}" in page
        assert re.search(rf"<h1><bdi>{re.escape(title)}</bdi></h1>", salma.get(f"exports/run/?id={number}").text)
    assert page.count("<bdi>1 kB</bdi>") == 1
    runs.remove_file(ExportRun.get_by_id(book))
    assert salma.get("exports/").text.count(" kB</bdi>") == 1
    assert "/admin/exports/" in salma.get("intervention/").text


def test_whoever_closed_the_page_is_told_by_the_bell(salma: Reader, works: Register, waiting: background.Queue) -> None:
    ready, failed, unwanted = (order(salma, f"intervention/export/{kind}/") for kind in ("csv", "xlsx", "5w"))
    salma.post("exports/cancel/", "exports/", id=unwanted)
    assert not Notice.select().exists()
    work(ready)
    assert "Your file is ready" in salma.get("notices/").text
    assert f'href="/admin/exports/run/?id={ready}"' in _opened(salma, "Interventions (CSV)")
    work(failed, ended=TOO_MUCH_MEMORY)
    assert [notice.event for notice in Notice.select().order_by(Notice.id)] == ["READY", "FAILED"]


def _opened(reader: Reader, name: str) -> str:
    """The way of the notice on what is called so, with the address to which it leads."""
    found = re.search(
        rf'href="([^"]*notices/open/[^"]*)"[^>]*>[^<]*<bdi>{re.escape(name)}', reader.get("notices/").text
    )
    assert found is not None
    return f'href="{reader.client.get(found[1].replace("&amp;", "&")).location}"'


def test_a_page_without_scripts_asks_again_by_itself_until_the_file_is_there(
    salma: Reader, works: Register, waiting: background.Queue
) -> None:
    number = order(salma, "intervention/export/csv/")
    page = salma.get(f"exports/run/?id={number}").text
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page
    assert "No worker is running" in page
    assert salma.get(f"exports/progress/?id={number}").get_json()["is_over"] is False
    assert fetch(salma, number).status_code == 404
    assert order(salma, "intervention/export/csv/") == number
    work(number)
    assert salma.get(f"exports/progress/?id={number}").get_json()["is_over"] is True
    assert "http-equiv" not in salma.get(f"exports/run/?id={number}").text


def test_a_cancelled_file_is_not_written(salma: Reader, works: Register, waiting: background.Queue) -> None:
    number = order(salma, "intervention/export/csv/")
    assert salma.post("exports/cancel/", "exports/", id=number).status_code == 302
    work(number)
    assert state(number) == "CANCELLED"
    assert fetch(salma, number).status_code == 404


def test_cancelling_stops_a_file_that_is_half_written(
    salma: Reader, works: Register, waiting: background.Queue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("admin.panel.list_export.TOLD_EVERY", 1)
    number = order(salma, "intervention/export/csv/")
    told: list[int] = []

    def cancel_at_two(_stage: str, count: int) -> None:
        told.append(count)
        if count == 2:
            runs.cancel(ExportRun.get_by_id(number))

    jobs.ALL["export"](Order("export", number), cancel_at_two)
    assert told == [0, 1, 2]
    assert state(number) == "CANCELLED"
    assert not uploads.path_of(ExportRun.get_by_id(number).stored).exists()


def test_a_job_that_is_killed_is_done_again_and_one_that_took_too_much_says_so(
    salma: Reader, works: Register, waiting: background.Queue
) -> None:
    number = order(salma, "intervention/export/csv/")
    with uploads.new_file(uploads.path_of(ExportRun.get_by_id(number).stored)) as half:
        half.write(b"half of a fi")
    work(number)
    assert len(_cells(fetch(salma, number).data)) == 5
    second = order(salma, "intervention/export/xlsx/")
    work(second, ended=TOO_MUCH_MEMORY)
    assert "more memory" in salma.get(f"exports/run/?id={second}").text


def test_files_are_removed_after_some_days(salma: Reader, works: Register) -> None:
    number = order(salma, "intervention/export/csv/")
    path = uploads.path_of(ExportRun.get_by_id(number).stored)
    sweep(Order("sweep"), lambda stage, count: None)
    assert path.exists()
    ExportRun.update(changed_at=now() - timedelta(days=runs.KEPT_DAYS + 1)).execute()
    sweep(Order("sweep"), lambda stage, count: None)
    assert not path.exists()
    assert state(number) == "REMOVED"
    assert fetch(salma, number).status_code == 404


def test_a_file_is_written_in_the_language_it_was_ordered_in(
    salma: Reader, works: Register, waiting: background.Queue
) -> None:
    with salma.client.session_transaction() as session:
        session["language"] = "ar"
    number = order(salma, "intervention/export/xlsx/")
    work(number)
    book = load_workbook(BytesIO(fetch(salma, number).data))
    assert book.worksheets[0].title == "التدخلات"
    assert book.worksheets[0].sheet_view.rightToLeft


@pytest.mark.parametrize("given", ["", "x", "-1", "99999999999999", "1 OR 1=1"])
def test_what_is_no_file_is_not_there(salma: Reader, given: str) -> None:
    for page in ("run", "file", "progress"):
        assert salma.get(f"exports/{page}/?id={given}").status_code == 404
