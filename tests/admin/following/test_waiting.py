"""The queue: what waits for somebody, approved by ticks or all at once, and taken back."""

import re

import pytest

from tansiq.forms.filling import submit
from tansiq.models import Report
from tests.admin.conftest import Reader, Readers
from tests.admin.following.conftest import Seat
from tests.filled_forms import FilledForm
from tests.people import SALMA


@pytest.fixture
def sent(municipal: FilledForm) -> list[Report]:
    """A report of each unit; that of Ja'ar was sent first."""
    return [submit(SALMA, municipal.begun(unit=unit), municipal.values(vehicles=1)) for unit in range(3)]


def _rows(page: str) -> list[int]:
    return [int(row) for row in re.findall(r'name="row" value="(\d+)"', page)]


def _levels() -> list[int]:
    return [report.approved_level for report in Report.select().order_by(Report.id)]


def test_each_sees_what_waits_for_them_the_oldest_first(reader: Readers, seat: Seat, sent: list[Report]) -> None:
    ids = [report.id for report in sent]
    assert _rows(reader("salma").get("waiting/").text) == ids
    assert _rows(reader("nadia").get("waiting/").text) == ids[:2]
    page = seat("Rima", "APPROVES", sent[0].unit).get("waiting/").text
    assert _rows(page) == ids[:1]
    assert "0 of 2 levels" in page
    assert f"fill/?form={sent[0].form_id}&amp;unit={sent[0].unit_id}" in page
    assert seat("Samir", "FILLS", sent[0].unit).get("waiting/").status_code == 404
    for name in ("amin", "khaled", "visitor"):
        assert reader(name).get("waiting/").status_code == 404


def test_the_ticked_ones_are_approved_and_it_is_taken_back(seat: Seat, sent: list[Report]) -> None:
    rima = seat("Rima", "APPROVES", *(report.unit for report in sent))
    rima.post("waiting/approve/", page="waiting/", row=[str(sent[0].id), str(sent[2].id)])
    assert _levels() == [1, 0, 1]
    page = rima.get("waiting/").text
    assert "2 reports were approved." in page
    assert _rows(page) == [sent[1].id]
    found = re.search(r'action="/admin/batches/undo/"[^>]*>.*?name="id" value="(\d+)"', page, re.S)
    assert found is not None
    assert rima.post("batches/undo/", page="waiting/", id=found[1], back="/admin/waiting/").status_code == 302
    assert _levels() == [0, 0, 0]


def test_all_that_were_listed_are_approved_and_none_that_came_since(
    salma: Reader, municipal: FilledForm, sent: list[Report]
) -> None:
    page = salma.get("waiting/").text
    until = re.search(r'name="until" value="([^"]*)"', page)
    assert until is not None
    Report.update(submitted_at="2199-01-01 00:00:00").where(Report.id == sent[1].id).execute()
    salma.post("waiting/approve/", page="waiting/", all="yes", until=until[1])
    assert _levels() == [1, 0, 1]
    for odd in ("", "soon", "9999-99-99"):
        salma.post("waiting/approve/", page="waiting/", all="yes", until=odd)
    assert _levels() == [1, 0, 1]


def test_a_ticked_one_that_was_sent_anew_since_is_not_approved_unseen(salma: Reader, sent: list[Report]) -> None:
    until = re.search(r'name="until" value="([^"]*)"', salma.get("waiting/").text)
    assert until is not None
    Report.update(submitted_at="2199-01-01 00:00:00").where(Report.id == sent[1].id).execute()
    for ticked, levels in (([sent[1]], [0, 0, 0]), (sent[:2], [1, 0, 0])):
        rows = [str(report.id) for report in ticked]
        salma.post("waiting/approve/", page="waiting/", row=rows, until=until[1])
        assert "Not approved: Somebody changed this record meanwhile" in salma.get("waiting/").text
        assert _levels() == levels


def test_the_queue_is_narrowed_to_a_form(salma: Reader, municipal: FilledForm, sent: list[Report]) -> None:
    assert len(_rows(salma.get(f"waiting/?form={municipal.form.id}").text)) == 3
    assert _rows(salma.get(f"waiting/?form={municipal.form.id + 1}").text) == []
    for odd in ("?form=x", "?page=x", "?page=999999", "?form=%00"):
        assert salma.get(f"waiting/{odd}").status_code == 200


def test_rows_of_others_are_not_there(nadia: Reader, visitor: Reader, sent: list[Report]) -> None:
    nadia.post("waiting/approve/", page="waiting/", row=str(sent[2].id))
    assert "Choose at least one record first." in nadia.get("waiting/").text
    for odd in ("x", "9" * 40, "-1"):
        assert nadia.post("waiting/approve/", page="waiting/", row=odd).status_code == 302
    assert visitor.post("waiting/approve/", page="", row=str(sent[0].id)).status_code == 404
    assert _levels() == [0, 0, 0]
