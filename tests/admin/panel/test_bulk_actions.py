"""Deeds over rows chosen in a list: asked, done, offered to be undone; nothing for who may not, nothing hidden."""

import re
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tansiq.models import Batch, Intervention
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.people import SALMA
from tests.register import Register

BACK = "/admin/intervention/?status=ONGOING"


@pytest.fixture
def rows(register: Register) -> list[Intervention]:
    return [register.intervention("NRA", title_en=f"Deed {number}") for number in range(3)]


def _archived(rows: list[Intervention]) -> list[bool]:
    return [Intervention.get_by_id(row.id).archived_at is not None for row in rows]


def _do(reader: Reader, deed: str, rows: list[Any]) -> TestResponse:
    return reader.post("intervention/deed/", page="", deed=deed, back=BACK, row=[str(row.id) for row in rows])


def _undo(reader: Reader, page: str) -> str:
    """Press the button of the message, and read the page to which it leads."""
    found = re.search(r'action="/admin/batches/undo/">.*?name="id" value="(\d+)"', page, re.S)
    assert found is not None
    answer = reader.post("batches/undo/", page="", id=found[1], back=BACK)
    assert answer.headers["Location"] == BACK
    return reader.client.get(BACK).text


def test_the_question_says_how_many_and_names_the_first(salma: Reader, rows: list[Intervention]) -> None:
    page = salma.get(f"intervention/deed/?deed=ARCHIVE&row={rows[2].id}&row={rows[0].id}&back={BACK}").text
    assert "Archive 2 records?" in page
    assert page.index("Deed 2") < page.index("Deed 0")
    assert "Deed 1" not in page
    assert f'href="{BACK}"' in page
    assert _archived(rows) == [False] * 3


def test_rows_are_archived_undone_and_done_again(salma: Reader, rows: list[Intervention]) -> None:
    assert _do(salma, "ARCHIVE", rows[:2]).headers["Location"] == BACK
    page = salma.client.get(BACK).text
    assert "2 records were archived." in page
    assert _archived(rows) == [True, True, False]
    page = _undo(salma, page)
    assert "Taken back: 2 records are as they were before." in page
    assert "Do it again" in page
    assert _archived(rows) == [False] * 3
    page = _undo(salma, page)
    assert "Done again: 2 records." in page
    assert _archived(rows) == [True, True, False]
    _undo(salma, page)
    assert _archived(rows) == [False] * 3


@pytest.mark.parametrize(("deed", "done"), [("WITHDRAW", "was withdrawn"), ("PUBLISH", "was published")])
def test_rows_are_published_and_withdrawn(
    salma: Reader, register: Register, rows: list[Intervention], deed: str, done: str
) -> None:
    rows[0].is_published = deed == "WITHDRAW"
    changes.save(SALMA, rows[0])
    register.site(rows[0])
    _do(salma, deed, rows[:1])
    assert Intervention.get_by_id(rows[0].id).is_published == (deed == "PUBLISH")
    page = salma.client.get(BACK).text
    assert done in page
    _undo(salma, page)
    assert Intervention.get_by_id(rows[0].id).is_published == (deed == "WITHDRAW")


def test_what_lacks_a_place_is_not_published_and_named(salma: Reader, rows: list[Intervention]) -> None:
    rows[0].is_published = False
    changes.save(SALMA, rows[0])
    _do(salma, "PUBLISH", rows[:1])
    page = salma.client.get(BACK).text
    assert "These cannot be published, as they lack a title, a first day or a site:" in page
    assert rows[0].title_en in page
    assert not Intervention.get_by_id(rows[0].id).is_published


def test_what_somebody_changed_since_is_left_and_named(salma: Reader, rows: list[Intervention]) -> None:
    _do(salma, "WITHDRAW", rows)
    newer = Intervention.get_by_id(rows[1].id)
    newer.remarks = "newer"
    changes.save(SALMA, newer)
    page = _undo(salma, salma.client.get(BACK).text)
    assert "1 record changed since and was left as it is: Deed 1" in page
    assert "Taken back: 2 records" in page
    assert [Intervention.get_by_id(row.id).is_published for row in rows] == [True, False, True]


def test_rows_that_do_not_need_it_stay_as_they_are(salma: Reader, rows: list[Intervention]) -> None:
    changes.archive(SALMA, rows[0])
    asked = "&".join(f"row={row.id}" for row in rows[:2])
    page = salma.get(f"intervention/deed/?deed=ARCHIVE&{asked}").text
    assert "Archive 1 record?" in page
    assert "1 chosen record does not need this" in page
    none = salma.get(f"intervention/deed/?deed=ARCHIVE&row={rows[0].id}").text
    assert "None of the chosen records needs this." in none
    assert "csrf_token" not in none.partition("<main")[2]


def test_who_may_not_change_sees_no_boxes_and_does_nothing(visitor: Reader, rows: list[Intervention]) -> None:
    page = visitor.get("intervention/").text
    assert "Deed 0" in page
    assert 'type="checkbox"' not in page
    assert visitor.get(f"intervention/deed/?deed=ARCHIVE&row={rows[0].id}").status_code == 403
    for deed in ("ARCHIVE", "RESTORE", "PUBLISH", "WITHDRAW", "x"):
        assert _do(visitor, deed, rows).status_code == 403
    assert _archived(rows) == [False] * 3
    assert not Batch.select().exists()


def test_forged_rows_and_deeds_do_not_exist(salma: Reader, rows: list[Intervention]) -> None:
    forged = [Intervention(id=999_999), Intervention(id="x"), Intervention(id="-1"), Intervention(id="9" * 30)]
    assert _do(salma, "ARCHIVE", forged).status_code == 404
    assert _do(salma, "DELETE", rows).status_code == 404
    assert _do(salma, "", rows).status_code == 404
    assert salma.post("area/deed/", page="", deed="PUBLISH", row="1").status_code == 404
    assert _do(salma, "ARCHIVE", [*forged, rows[0]]).status_code == 302
    assert _archived(rows) == [True, False, False]


def test_a_deed_without_its_token_is_refused(salma: Reader, rows: list[Intervention]) -> None:
    given = {"deed": "ARCHIVE", "row": str(rows[0].id)}
    assert salma.client.post("/admin/intervention/deed/", data=given).status_code == 400
    assert _archived(rows) == [False] * 3


def test_nothing_chosen_is_told(salma: Reader, rows: list[Intervention]) -> None:
    answer = salma.get(f"intervention/deed/?deed=ARCHIVE&back={BACK}")
    assert answer.headers["Location"] == BACK
    assert "Choose at least one record first." in salma.client.get(BACK).text


def test_the_way_back_stays_on_this_site(salma: Reader, rows: list[Intervention]) -> None:
    for elsewhere in ("https://evil.example/", "//evil.example/", "/\\evil.example"):
        answer = salma.post("intervention/deed/", page="", deed="ARCHIVE", back=elsewhere, row=str(rows[0].id))
        assert answer.headers["Location"] == "/admin/"


def test_deeds_are_offered_where_they_change_something(salma: Reader, rows: list[Intervention]) -> None:
    def offered(address: str) -> list[str]:
        return re.findall(r'name="deed" value="(\w+)"', salma.get(address).text)

    assert offered("intervention/") == ["ARCHIVE", "WITHDRAW"]
    assert offered("intervention/?archived=only") == []
    changes.archive(SALMA, rows[0])
    assert offered("intervention/?archived=only") == ["RESTORE"]
    assert offered("area/") == ["ARCHIVE"]


def test_archiving_one_record_offers_to_undo_it(salma: Reader, rows: list[Intervention]) -> None:
    done = salma.post("intervention/delete/", page="", id=rows[0].id)
    page = salma.client.get(done.headers["Location"]).text
    offer = page.partition("Archived. It is out of all lists")[2]
    assert 'action="/admin/intervention/restore/"' in offer
    assert re.search(rf'name="id" value="{rows[0].id}"><button[^>]*>Undo<', offer)
    salma.post("intervention/restore/", page="", id=rows[0].id)
    assert _archived(rows) == [False] * 3
