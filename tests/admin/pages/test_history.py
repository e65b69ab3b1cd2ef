"""The page of the whole history: searched, paged, saved, and for those alone who may read it."""

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from tansiq import models
from tansiq.models import Account, Organization, Record
from tansiq.models.record_type import record_types
from tansiq.policy.viewer import OPERATOR
from tansiq.records import changes, undoing
from tansiq.reference.merging import LOADER
from tests.admin.conftest import Reader
from tests.people import SALMA
from tests.register import Register
from tests.statements import told


def page_of(reader: Reader, **asked: Any) -> str:
    answer = reader.client.get("/admin/history/", query_string={name: str(value) for name, value in asked.items()})
    assert answer.status_code == 200
    return answer.text


def test_every_table_of_records_has_a_name() -> None:
    records = {table._meta.table_name for table in models.ALL if issubclass(table, Record)}
    assert records == {kind.table for kind in record_types()}


def test_entries_say_who_did_what_to_which_row(salma: Reader, register: Register) -> None:
    row = register.intervention("NRA", title_en="Wells")
    row.status = "SUSPENDED"
    changes.save(SALMA, row)
    newest = page_of(salma).split("<li>")
    entry = next(part for part in newest if 'class="about"' in part and "Wells" in part)
    for text in ("Intervention", f"intervention/details/?id={row.id}", "Change", "Salma", "Back office", "Suspended"):
        assert text in entry


def test_programs_are_called_in_the_language_of_the_reader(salma: Reader, register: Register) -> None:
    row = register.intervention("NRA", title_en="Wells")
    for program in (LOADER, OPERATOR):
        row.remarks = f"{program.name} changed this"
        changes.save(program, row)
    page, versions = page_of(salma), salma.get(f"intervention/versions/?id={row.id}").text
    for text in ("Reference tables", "Whoever runs the server"):
        assert text in page
        assert text in versions
    with salma.client.session_transaction() as session:
        session["language"] = "ar"
    arabic = page_of(salma) + salma.get("history/export/csv/").text
    for program, text in ((LOADER, "الجداول المرجعية"), (OPERATOR, "القائم على الخادم")):
        assert arabic.count(text) > 1
        assert f">{program.name}<" not in arabic
        assert f",{program.name}," not in arabic


def test_people_are_named_without_a_way_for_whoever_may_not_open_their_pages(
    salma: Reader, amin: Reader, register: Register
) -> None:
    way = "/admin/account/details/"
    assert way in page_of(salma, table="account")
    assert 'class="about"' in page_of(amin, table="account")
    assert way not in page_of(amin, table="account")
    assert amin.get("account/").status_code == 403


def test_choices_narrow_what_is_told(salma: Reader, account: Account, register: Register) -> None:
    row = register.intervention("NRA", title_en="Wells")
    row.remarks = "by import"
    changes.save(SALMA.through("IMPORT"), row)
    assert page_of(salma, table="intervention", face="IMPORT").count('class="about"') == 1
    assert page_of(salma, table="intervention", act="CREATE").count('class="about"') == 1
    assert page_of(salma, table="intervention", row=row.id).count('class="about"') == 2
    assert "Nothing matches" in page_of(salma, person=account.id)
    assert "Nothing matches" in page_of(salma, **{"from": "2200-01-01"})
    assert "Wells" in page_of(salma, **{"from": "2020-01-01", "to": "2200-01-01"})
    assert "Wells" in page_of(salma, **{"from": "١ محرم ١٤٤٧"})
    assert "Nothing matches" in page_of(salma, to="1 محرم 1447")


def test_days_that_are_none_are_told_beside_their_fields_and_asked_for_by_nobody(
    salma: Reader, register: Register
) -> None:
    register.intervention("NRA", title_en="Wells")
    page = page_of(salma, **{"from": "someday", "to": "31/9/1447"})
    assert "“someday” is not a date." in page
    assert "it has 30 days by Umm al-Qura" in page
    assert 'value="someday"' in page
    assert "Wells" in page
    turned = page_of(salma, **{"from": "2026-05-02", "to": "2026-05-01"})
    assert "The end is before the beginning." in turned


@pytest.mark.parametrize(
    "asked",
    [
        {"from": "abc", "to": "2026-13-45"},
        {"from": "0001-01-01", "to": "9999-12-31"},
        {"person": "x", "table": "secrets", "act": "READ", "face": "'"},
        {"batch": "-1", "row": "9" * 30},
        {"after": "yesterday_5"},
        {"after": "2026-01-01T00:00:00_x"},
        {"after": "\x00"},
        {"after": "9999-12-31T23:59:59+14:00_1"},
    ],
)
def test_nonsense_in_the_address_is_answered_calmly(salma: Reader, register: Register, asked: dict[str, str]) -> None:
    assert 'class="about"' in page_of(salma, **asked)


def test_pages_follow_each_other_without_a_gap(
    salma: Reader, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("admin.pages.history.AT_ONCE", 4)
    for number in range(6):
        register.intervention("NRA", title_en=f"Work {number}")
    found, address = [], "history/?table=intervention"
    while address:
        page = salma.get(address).text
        found += [number for number in range(5, -1, -1) if f"<bdi>Work {number} (" in page]
        address = _older(page)
    assert found == [5, 4, 3, 2, 1, 0]


def _older(page: str) -> str:
    parts = page.split('rel="next" href="/admin/')
    return parts[1].split('"')[0].replace("&amp;", "&") if len(parts) > 1 else ""


def test_a_batch_is_named_over_its_entries(salma: Reader, register: Register) -> None:
    row, other = register.intervention("NRA", title_en="Wells"), register.intervention("OTH", title_en="Others")
    batch = undoing.begin_batch(SALMA, "IMPORT", "5w.xlsx")
    for one in (row, other):
        one.remarks = "x"
    changes.save(SALMA.within(batch.id), row)
    changes.save(SALMA, other)
    page = page_of(salma, batch=batch.id)
    assert "5w.xlsx" in page.split("Only what was done together:")[1]
    assert "Wells" in page
    assert "Others" not in page.split("<main")[1]
    undoing.undo(SALMA, batch)
    assert "Taken back" in page_of(salma, batch=batch.id)


def test_what_is_found_is_saved_as_a_file(salma: Reader, register: Register) -> None:
    changes.save(SALMA, Organization(name_en="=1+1"))
    rows = salma.get("history/export/csv/?table=organization").text.splitlines()
    assert rows[0].endswith("Changed fields")
    assert "Organisation" in rows[1]
    assert "English name" in rows[1]
    book = load_workbook(io.BytesIO(salma.get("history/export/xlsx/?table=organization").data))
    assert book.active is not None
    assert book.active.max_row == len(rows)
    assert salma.get("history/export/pdf/").status_code == 404


def test_the_history_is_not_there_for_those_who_may_not_read_it(
    visitor: Reader, nobody: Reader, register: Register
) -> None:
    assert visitor.get("history/").status_code == 404
    assert visitor.get("history/export/csv/").status_code == 404
    assert "/admin/history/" not in visitor.get("").text
    assert nobody.get("history/").status_code == 302


def test_forty_entries_cost_no_more_statements_than_four(salma: Reader, register: Register) -> None:
    counts = []
    for count in (4, 40):
        for number in range(count):
            register.intervention("NRA", title_en=f"Work {number}")
        page_of(salma, table="intervention")
        with told() as statements:
            page_of(salma, table="intervention")
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_the_people_to_choose_from_are_read_once(salma: Reader, register: Register) -> None:
    register.intervention("NRA")
    with told() as statements:
        page_of(salma, table="intervention")
    assert sum('FROM "account" AS "t1" ORDER BY' in one for one in statements) == 1
