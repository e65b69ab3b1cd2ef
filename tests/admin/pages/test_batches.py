"""The page of bulk changes: what was done by whom, and taking it back; for those who may alone."""

import pytest

from tansiq.models import Batch, Intervention
from tansiq.records import bulk_actions, undoing
from tests.admin.conftest import Reader
from tests.people import SALMA
from tests.register import Register


@pytest.fixture
def rows(register: Register) -> list[Intervention]:
    return [register.intervention("NRA", title_en=f"Deed {number}") for number in range(3)]


def test_an_empty_page_says_what_to_do(salma: Reader) -> None:
    assert "Choose records in a list" in salma.get("batches/").text


def test_batches_are_listed_newest_first(salma: Reader, rows: list[Intervention]) -> None:
    bulk_actions.carry_out(SALMA, "WITHDRAW", rows)
    undoing.undo(SALMA, bulk_actions.carry_out(SALMA, "ARCHIVE", rows))
    page = salma.get("batches/").text
    assert page.index("Taking back") < page.index("Archived together") < page.index("Changed together")
    assert "Withdraw from publication" in page
    assert page.count("<bdi>Salma</bdi>") >= 3
    assert "batches/" in salma.get("").text


def test_one_batch_tells_its_records_and_is_taken_back_once(salma: Reader, rows: list[Intervention]) -> None:
    batch = bulk_actions.carry_out(SALMA, "ARCHIVE", rows)
    page = salma.get(f"batches/details/?id={batch.id}").text
    for row in rows:
        assert f'href="/admin/intervention/details/?id={row.id}"' in page
    assert "Take it back" in page
    address = f"/admin/batches/details/?id={batch.id}"
    answer = salma.post("batches/undo/", page="", id=batch.id, back=address)
    assert answer.headers["Location"] == address
    page = salma.client.get(address).text
    assert "This was taken back." in page
    assert "Take it back" not in page
    salma.post("batches/undo/", page="", id=batch.id, back=address)
    assert "This was taken back already." in salma.client.get(address).text


def test_who_may_not_look_back_finds_nothing(visitor: Reader, rows: list[Intervention]) -> None:
    batch = bulk_actions.carry_out(SALMA, "ARCHIVE", rows)
    assert "batches/" not in visitor.get("").text
    for address in ("batches/", f"batches/details/?id={batch.id}"):
        assert visitor.get(address).status_code == 403
    assert visitor.post("batches/undo/", page="", id=batch.id).status_code == 403
    assert Batch.get_by_id(batch.id).undone_at is None


def test_nobody_looks_back_without_signing_in(nobody: Reader) -> None:
    for address in ("batches/", "batches/details/?id=1"):
        assert nobody.get(address).status_code == 302


def test_batches_that_are_not_there(salma: Reader) -> None:
    for given in ("", "x", "0", "-1", "9" * 30):
        assert salma.get(f"batches/details/?id={given}").status_code == 404
        assert salma.post("batches/undo/", page="", id=given).status_code == 404
    for page in ("9999", "x", "-1", "9" * 30):
        assert salma.get(f"batches/?page={page}").status_code == 200


def test_pages_of_batches(salma: Reader, rows: list[Intervention]) -> None:
    for number in range(26):
        undoing.begin_batch(SALMA, "IMPORT", f"Workbook {number}.xlsx")
    first, second = salma.get("batches/").text, salma.get("batches/?page=1").text
    assert 'rel="next"' in first
    assert "Workbook 25.xlsx" in first
    assert "Workbook 0.xlsx" in second
    assert 'rel="prev"' in second
