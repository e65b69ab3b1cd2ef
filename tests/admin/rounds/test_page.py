"""Rounds in the panel: entered, opened, followed; reports accepted, returned, rated, answered, each by whom it is."""

import html
import io
import re
from typing import Any

import pytest
from openpyxl import load_workbook

from tansiq.models import Notice, OrganizationContact, Round, RoundArea, RoundReport
from tansiq.notices.rounds import tell_due
from tansiq.platform import clock
from tansiq.records import changes
from tansiq.reporting_period import period_of
from tansiq.rounds.stating import submit
from tests.admin.conftest import Reader
from tests.asked_rounds import opened_round, planned_round, report_of, shifted
from tests.people import SALMA
from tests.register import Register

TODAY = clock.today()


def _text(reader: Reader, address: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.unescape(reader.get(address).text)).split())


def _typed(**more: Any) -> dict[str, Any]:
    day = TODAY.isoformat()
    values = {"name_en": "Quarterly round", "round_kind": "ACHIEVED", "round_choice": "AT_WORK", "opens_on": day}
    return values | {"due_on": day, "grace_days": "2", "takes_late": "y", "period": "2026-q1"} | more


@pytest.fixture
def at_work(register: Register) -> Register:
    period = period_of("QUARTER", TODAY)
    register.site(register.intervention("NRA", starts_on=period.begins, ends_on=None))
    return register


def test_a_round_is_entered_opened_and_followed(salma: Reader, at_work: Register) -> None:
    key = period_of("QUARTER", TODAY).key
    sent = salma.post("round/new/", "round/new/", **_typed(area=str(at_work.areas["YE12"].id), period=key.lower()))
    row = Round.get()
    assert sent.headers["Location"].endswith(f"/admin/round/details/?id={row.id}")
    assert (row.period, row.grace_days, row.takes_late) == (key, 2, True)
    page = _text(salma, f"round/details/?id={row.id}")
    assert "1 organisation would be asked today" in page
    salma.post("round/open/", f"round/details/?id={row.id}", id=str(row.id))
    assert "The round is open. 1 organisation is asked." in _text(salma, f"round/details/?id={row.id}")
    assert "0 of 1" in _text(salma, f"round/details/?id={row.id}")
    assert "NRA Aid" in _text(salma, f"rounds/?id={row.id}")
    assert salma.get("rounds/").headers["Location"].endswith("/admin/round/")


def test_a_period_is_typed_from_left_to_right_and_no_group_is_called_as_one_of_its_fields(salma: Reader) -> None:
    with salma.client.session_transaction() as session:
        session["language"] = "ar"
    page = html.unescape(salma.get("round/new/").text)
    assert re.search(r'<input[^>]* dir="ltr"[^>]* name="period"|<input[^>]* name="period"[^>]* dir="ltr"', page)
    assert "مثل \u20662026-03\u2069 أو \u20662026-Q1\u2069" in page
    legends = [
        re.sub(r"<[^>]+>", "", one).strip() for one in re.findall(r"<legend[^>]*>(.*?)</legend>", page, re.DOTALL)
    ]
    assert len(set(legends)) == len(legends) > 3


def test_what_is_wrong_with_a_round_is_told_at_its_place_and_nothing_is_lost(salma: Reader, at_work: Register) -> None:
    opened_round(at_work, "NRA", name_en="The first one")
    area, day = str(at_work.areas["YE12"].id), "2020-01-01"
    key = period_of("QUARTER", TODAY).key
    for typed, told in (
        ({"due_on": day}, "It would be due before it opens."),
        ({"period": "2026-Q9"}, "is no period"),
        ({"round_choice": "KIND"}, "Say which kind of organisation is asked."),
        ({"period": key}, "The round “The first one” asks for the same period already"),
    ):
        answer = salma.post("round/new/", "round/new/", **_typed(area=area, **typed))
        text = html.unescape(answer.text)
        assert (answer.status_code, told in text, "Quarterly round" in text) == (200, True, True), typed
    assert Round.select().count() == 1


def test_an_organisation_added_to_an_open_round_is_asked_and_its_areas_stay(nadia: Reader, register: Register) -> None:
    row, adr = opened_round(register, "NRA"), register.organization("ADR")
    address = f"round/parts/?id={row.id}&of=round_organization"
    nadia.post(address, address, organization=str(adr.id), version=str(row.version))
    assert report_of(row, adr).round_state == "NOT_STARTED"
    assert "0 of 2" in _text(nadia, f"round/details/?id={row.id}")
    address = f"round/parts/?id={row.id}&of=round_area"
    version = str(Round.get_by_id(row.id).version)
    page = nadia.post(address, address, area=str(register.areas["YE1211"].id), version=version).text
    assert "Reports were asked for already" in page
    assert RoundArea.select().count() == 0


def test_what_stands_against_opening_is_told(salma: Reader, register: Register) -> None:
    row = planned_round(register)
    salma.post("round/open/", f"round/details/?id={row.id}", id=str(row.id))
    assert "Nobody is asked" in _text(salma, f"round/details/?id={row.id}")
    assert not Round.get_by_id(row.id).is_opened


def test_who_has_not_reported_stands_by_area_with_whom_to_call(nadia: Reader, at_work: Register) -> None:
    row = opened_round(at_work, "NRA", "ADR")
    own = at_work.organization("ADR", home_area=at_work.areas["YE1210"].id)
    changes.save(
        SALMA, OrganizationContact(organization=at_work.organization("NRA").id, name="Ahmad", phone="+9671234567")
    )
    shifted(row, 12)
    page = _text(nadia, f"rounds/missing/?id={row.id}")
    assert re.search(r"Khanfar 1 .*NRA Aid Not started Overdue, 2 days late", page)
    assert own.name_en in page
    book = load_workbook(io.BytesIO(nadia.get(f"rounds/missing/export/xlsx?id={row.id}").data))
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert rows[0][:3] == ("Area", "Organisation", "State")
    assert {one[1] for one in rows[1:]} == {"NRA Aid", "ADR Aid"}
    submit(SALMA, report_of(row, own))
    submit(SALMA, report_of(row, at_work.organization("NRA")))
    assert "All who were asked have reported." in _text(nadia, f"rounds/missing/?id={row.id}")


def test_an_organisation_that_is_not_shown_to_the_officer_is_named_nowhere(nadia: Reader, register: Register) -> None:
    hidden = register.organization("SEC", is_published=False, home_area=register.areas["YE19"].id)
    row = opened_round(register, "SEC")
    for address in (
        f"rounds/?id={row.id}",
        f"rounds/missing/?id={row.id}",
        f"rounds/export/csv?id={row.id}",
        f"rounds/missing/export/csv?id={row.id}",
        f"rounds/report/?id={report_of(row, hidden).id}",
        f"round-reports/fill/?id={report_of(row, hidden).id}",
        "round-reports/",
    ):
        answer = nadia.get(address)
        assert (answer.status_code, "SEC" in answer.text) == (200, False), address
    assert "An organisation that is not shown to you" in _text(nadia, f"rounds/missing/?id={row.id}")


def test_a_report_is_returned_accepted_rated_and_answered(nadia: Reader, khaled: Reader, register: Register) -> None:
    report = report_of(opened_round(register, "NRA"), register.organization("NRA"))
    submit(SALMA, report)
    page, at = f"rounds/report/?id={report.id}", {"id": str(report.id)}
    assert "Accept" in nadia.get(page).text
    assert 'name="comment"' not in khaled.get(page).text
    refused = nadia.post("rounds/return/", page, comment=" ", **at)
    assert "Say what is to be corrected." in refused.text
    nadia.post("rounds/return/", page, comment="January is missing.", **at)
    assert "January is missing." in _text(khaled, page)
    submit(SALMA, report)
    nadia.post("rounds/accept/", page, **at)
    nadia.post("rounds/rate/", page, rating="PARTLY", remark="Water came late.", **at)
    assert "Partly as planned" in _text(khaled, page)
    khaled.post("rounds/answer/", page, answer="The road was closed.", **at)
    stored = RoundReport.get_by_id(report.id)
    assert (stored.round_state, stored.rating, stored.answer) == ("ACCEPTED", "PARTLY", "The road was closed.")
    assert "This was not done" in nadia.post("rounds/accept/", page, **at).text


def test_others_are_told_nothing(
    huda: Reader, khaled: Reader, visitor: Reader, nobody: Reader, register: Register
) -> None:
    row = opened_round(register, "NRA")
    report = report_of(row, register.organization("NRA"))
    for address in (f"rounds/?id={row.id}", f"rounds/missing/?id={row.id}", f"rounds/report/?id={report.id}"):
        assert [one.get(address).status_code for one in (khaled, huda, visitor, nobody)] == [200, 404, 404, 302], (
            address
        )
    for deed in ("accept", "return", "rate", "answer"):
        assert huda.post(f"rounds/{deed}/", id=str(report.id)).status_code == 404
    assert khaled.post("round/open/", id=str(row.id)).status_code == 403
    assert khaled.get("rounds/export/pdf?id={row.id}").status_code == 404


def test_the_start_page_and_the_bell_lead_to_what_waits(nadia: Reader, khaled: Reader, at_work: Register) -> None:
    row = opened_round(at_work, "NRA")
    report = report_of(row, at_work.organization("NRA"))
    leading = f"/admin/rounds/report/?id={report.id}"
    assert leading in khaled.get("").text
    tell_due()
    assert Notice.get(Notice.kind == "ROUND_DUE").record_id == report.id
    assert "Your organisation is asked for a report" in _text(khaled, "notices/")
    opened = khaled.get(f"notices/open/?id={Notice.get().id}")
    assert opened.headers["Location"].endswith(leading)
    assert leading not in nadia.get("").text
    submit(SALMA, report)
    assert leading in nadia.get("").text
    assert leading not in khaled.get("").text
