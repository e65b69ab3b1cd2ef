"""Who is late, with whom to call as far as the reader may know it; some are given more time, and it is taken back."""

import csv
import html
import io
import re
from datetime import timedelta

import pytest

from tansiq.forms.filling import submit
from tansiq.models import Extension
from tansiq.platform import clock
from tests.admin.conftest import Reader, Readers
from tests.admin.following.conftest import Seat
from tests.filled_forms import FilledForm
from tests.people import SALMA
from tests.statements import told


def _address(municipal: FilledForm, back: int = 3) -> str:
    return f"following/late/?form={municipal.form.id}&period={municipal.period(back).key}"


def _late(page: str) -> list[str]:
    return re.findall(r'period=[^"]*"><bdi[^>]*>([^<]*)</bdi>', html.unescape(page))


def _extend(reader: Reader, municipal: FilledForm, *rows: str, **given: str) -> str:
    day = (clock.today() + timedelta(days=9)).isoformat()
    typed = {"closes_on": day, "due_on": day, "reason": "The road was cut.", **given}
    where = f"following/extend/?form={municipal.form.id}&period={municipal.period(3).key}"
    answer = reader.post(where, page="following/", row=list(rows), **typed)
    return answer.text if answer.status_code == 200 else reader.get(_address(municipal)).text


def test_the_latest_come_first_with_the_days_and_the_way_to_the_report(salma: Reader, municipal: FilledForm) -> None:
    submit(SALMA, municipal.begun(back=3), municipal.values(vehicles=1))
    municipal.begun(unit=1, back=3)
    page = salma.get(_address(municipal)).text
    assert _late(page) == ["Seiyun", "Zinjibar"]
    days = (clock.today() - municipal.period(3).ends).days - 10
    assert page.count(f'<div class="number">{days}</div>') == 2
    assert "2 reports are late." in page
    assert "Draft" in page
    assert "Not begun" in page
    every = salma.get(f"following/late/?form={municipal.form.id}").text
    assert _late(every)[:3] == ["Ja'ar", "Seiyun", "Zinjibar"]
    assert "Nobody is late." in salma.get(_address(municipal, -1)).text


def test_telephones_and_people_are_shown_to_those_who_may_know_them(
    reader: Readers, seat: Seat, municipal: FilledForm
) -> None:
    seat("Samir", "FILLS", municipal.units[0])
    rima = seat("Rima", "APPROVES", *municipal.units)
    pages = {name: reader(name).get(_address(municipal)).text for name in ("salma", "amin", "nadia")}
    pages["rima"] = rima.get(_address(municipal)).text
    phones = {name: re.findall(r'href="tel:([^"]*)"', page) for name, page in pages.items()}
    assert sorted(phones["salma"]) == ["+9672100", "+9672200", "+9675300"]
    assert sorted(phones["nadia"]) == ["+9672100", "+9672200"]
    assert phones["amin"] == phones["rima"] == []
    assert {name for name, page in pages.items() if "samir@example.org" in page} == {"salma", "amin"}
    assert {name for name, page in pages.items() if "Samir" in page} == {"salma", "amin", "nadia"}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_sheet_holds_what_the_page_does(nadia: Reader, municipal: FilledForm, kind: str) -> None:
    answer = nadia.get(_address(municipal).replace("late/", f"late/export/{kind}"))
    assert answer.status_code == 200
    if kind == "csv":
        head, *lines = csv.reader(io.StringIO(answer.data.decode("utf-8-sig")))
        told_of = [dict(zip(head, line, strict=True)) for line in lines]
        assert [line["Administrative unit"] for line in told_of] == ["Ja'ar", "Zinjibar"]
        assert told_of[0]["Telephone of the office"].strip("'") == "+967 2 100"
        assert told_of[0]["Area"] == "Abyan / Khanfar"
    assert nadia.get("following/late/export/pdf?form=1").status_code == 404


def test_the_chosen_are_given_more_time_which_can_be_taken_back(salma: Reader, municipal: FilledForm) -> None:
    key = municipal.period(3).key
    page = _extend(salma, municipal, *(f"{unit.id}:{key}" for unit in municipal.units[:2]))
    assert "2 reports were given more time." in page
    assert _late(page) == ["Seiyun"]
    found = re.search(r'action="/admin/batches/undo/"[^>]*>.*?name="id" value="(\d+)"', page, re.S)
    assert found is not None
    salma.post("batches/undo/", page="following/", id=found[1], back="/admin/following/")
    assert len(_late(salma.get(_address(municipal)).text)) == 3


def test_what_is_wrong_is_told_at_its_field_with_all_that_was_typed(salma: Reader, municipal: FilledForm) -> None:
    row = f"{municipal.units[0].id}:{municipal.period(3).key}"
    page = _extend(salma, municipal, row, closes_on="soon", due_on="2020-01-01")
    assert "aria-invalid" in page
    assert 'value="The road was cut."' in page
    assert f'value="{row}" id="row-{row}" checked' in page
    for given, text in (
        ({"closes_on": ""}, "Say until which day the reports are taken."),
        ({"closes_on": "2020-01-01"}, "This day is over."),
        ({"reason": " "}, "This field is required."),
        ({"due_on": "2199-01-01"}, "The form would be closed before a report is due."),
    ):
        assert text in _extend(salma, municipal, row, **given)
    assert "Choose at least one report" in _extend(salma, municipal)
    for odd in ("x", "1:", ":2026-Q1", f"{municipal.units[0].id}:spring", "9" * 30):
        assert "faults" in _extend(salma, municipal, odd)
    assert not Extension.select().exists()


def test_officers_give_units_of_their_areas_more_time(nadia: Reader, municipal: FilledForm) -> None:
    page = _extend(nadia, municipal, f"{municipal.units[0].id}:{municipal.period(3).key}")
    assert "faults" not in page
    assert [row.unit_id for row in Extension.select()] == [municipal.units[0].id]


def test_who_may_not_give_more_time_is_not_offered_it(amin: Reader, visitor: Reader, municipal: FilledForm) -> None:
    for person in (amin, visitor):
        assert 'name="closes_on"' not in person.get(_address(municipal)).text
        answer = person.post(f"following/extend/?form={municipal.form.id}", page="following/", row="1:2026-Q1")
        assert answer.status_code == 404


def test_whom_to_call_takes_no_statement_for_each_unit(nadia: Reader, municipal: FilledForm) -> None:
    submit(SALMA, municipal.begun(unit=1, back=3), municipal.values(vehicles=1))
    for _warm in range(2):
        nadia.get(_address(municipal, 4))
        nadia.get(_address(municipal))
    with told() as one:
        nadia.get(_address(municipal))
    with told() as two:
        nadia.get(_address(municipal, 4))
    assert len(two) == len(one)
