"""One page for a report: filled by who fills it, read by who reads it, decided on by who approves."""

import re

import pytest
from werkzeug.test import TestResponse

from tansiq.forms.filling import submit
from tansiq.models import Proposal, Report
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.admin.reports.steps import report_page, send, typed_cells
from tests.filled_forms import FilledForm, municipal_form
from tests.people import SALMA, clerk
from tests.register import Register


def _decide(reader: Reader, municipal: FilledForm, do: str, **values: str) -> TestResponse:
    """What somebody does with the one report as they last saw it."""
    [report] = Report.select()
    sent = {"id": str(report.id), "version": str(report.version), "do": do, **values}
    return reader.post("reports/decide/", page=report_page(municipal), **sent)


def test_a_report_is_filled_kept_and_submitted(samir: Reader, municipal: FilledForm) -> None:
    page = samir.get(report_page(municipal)).text
    assert "Not begun" in page
    assert Report.select().count() == 0
    page = send(samir, municipal, "keep", vehicles="١٢", waste_DRY="1,200.5")
    assert "Saved as a draft." in page
    [report] = Report.select()
    waste = {"DRY": 1200.5}
    assert report.extra == {str(municipal.number("vehicles")): 12, str(municipal.number("waste")): waste}
    page = send(samir, municipal, "submit", report.version, vehicles="12", working="8")
    assert "Submitted." in page
    stored = Report.get_by_id(report.id)
    assert (stored.report_state, stored.extra.get(str(municipal.number("waste")))) == ("SUBMITTED", None)
    assert 'name="do" value="keep"' not in page
    assert "Take it back" in page


def test_what_is_wrong_is_told_at_its_cell_and_nothing_is_lost(samir: Reader, municipal: FilledForm) -> None:
    page = send(samir, municipal, "submit", vehicles="a dozen", waste_DRY="2.55", working="9")
    name = f"extra.{municipal.number('vehicles')}"
    assert f'<a href="#{name}">vehicles</a>' in page
    assert "is not a whole number" in page
    assert f'name="{name}" value="a dozen"' in page
    assert Report.select().count() == 0
    page = send(samir, municipal, "submit", vehicles="5", waste_DRY="2.55", working="9")
    assert "At most 1 decimals fit here" in page
    assert "They do not agree." in page
    assert 'value="2.55"' in page
    assert Report.select().count() == 0


def test_a_warning_is_answered_and_submitted(samir: Reader, municipal: FilledForm) -> None:
    page = send(samir, municipal, "submit", vehicles="5", waste_DRY="950")
    assert "That is much waste." in page
    assert 'name="rule_reason"' in page
    address = report_page(municipal)
    values = typed_cells(municipal, vehicles="5", waste_DRY="950")
    samir.post(address, page=address, do="submit", rule_reason="The landfill was cleared.", **values)
    assert [report.report_state for report in Report.select()] == ["SUBMITTED"]


def test_nothing_to_report_needs_a_reason(samir: Reader, municipal: FilledForm) -> None:
    assert "Say why there is nothing to report." in send(samir, municipal, "nil", vehicles="3")
    address = report_page(municipal)
    samir.post(address, page=address, do="nil", nil_reason="The office was closed.")
    assert "The office was closed." in samir.get(address).text
    assert [report.extra for report in Report.select()] == [{}]


def test_the_period_before_stands_beside_each_cell(samir: Reader, municipal: FilledForm) -> None:
    submit(SALMA, municipal.begun(back=2), municipal.values(vehicles=1234, waste={"DRY": 2.5}))
    page = samir.get(report_page(municipal)).text
    told = re.findall(r'class="before"[^>]*>.*?<bdi>([^<]*)</bdi>', page)
    assert told == ["1,234", "2.5"]


def test_two_people_who_fill_one_report_see_what_the_other_saved(samir: Reader, municipal: FilledForm) -> None:
    report = municipal.begun()
    seen = report.version
    changes.save(SALMA, _with(report, municipal, 7))
    page = send(samir, municipal, "keep", seen, vehicles="9")
    assert "Somebody changed this record meanwhile" in page
    assert "Saved meanwhile: 7" in page
    assert 'value="9"' in page
    stored = Report.get_by_id(report.id)
    assert f'name="version" value="{stored.version}"' in page
    assert "Saved as a draft." in send(samir, municipal, "keep", stored.version, vehicles="9")
    assert Report.get_by_id(report.id).extra == {str(municipal.number("vehicles")): 9}


def test_who_opened_it_before_somebody_else_began_it_is_told(samir: Reader, municipal: FilledForm) -> None:
    changes.save(SALMA, _with(municipal.begun(), municipal, 7))
    assert "Saved meanwhile: 7" in send(samir, municipal, "submit", "", vehicles="9")
    assert Report.get().extra == {str(municipal.number("vehicles")): 7}


def test_what_somebody_else_saved_is_not_overwritten_after_another_refusal(
    samir: Reader, municipal: FilledForm
) -> None:
    report = municipal.begun()
    seen = report.version
    changes.save(SALMA, _with(report, municipal, 7))
    for do, typed in (("keep", "a dozen"), ("submit", "")):
        assert f'name="version" value="{seen}"' in send(samir, municipal, do, seen, vehicles=typed)
    assert "Saved meanwhile: 7" in send(samir, municipal, "keep", seen, vehicles="12")
    assert Report.get_by_id(report.id).extra == {str(municipal.number("vehicles")): 7}


def _with(report: Report, municipal: FilledForm, vehicles: int) -> Report:
    report.extra = {str(municipal.number("vehicles")): vehicles}
    return report


def test_it_is_returned_with_notes_at_items_and_approved(samir: Reader, rima: Reader, municipal: FilledForm) -> None:
    send(samir, municipal, "submit", vehicles="5")
    [report] = Report.select()
    address = report_page(municipal)
    number = str(municipal.number("vehicles"))
    note = {"reason": "", "item0": number, "note0": "It was fifty in spring."}
    _decide(rima, municipal, "return", **note)
    page = samir.get(address).text
    assert "It was fifty in spring." in page
    assert "Returned" in page
    send(samir, municipal, "submit", Report.get_by_id(report.id).version, vehicles="50")
    assert "Approve" in rima.get(address).text
    _decide(rima, municipal, "approve")
    assert Report.get_by_id(report.id).approved_level == 1
    again = _decide(rima, municipal, "approve")
    assert again.status_code == 302
    assert "the next level is for somebody else" in rima.get(address).text
    assert Report.get_by_id(report.id).approved_level == 1


def test_what_was_sent_anew_since_is_not_approved_unseen(samir: Reader, rima: Reader, municipal: FilledForm) -> None:
    send(samir, municipal, "submit", vehicles="5")
    [seen] = Report.select()
    _decide(samir, municipal, "take_back")
    send(samir, municipal, "submit", Report.get().version, vehicles="5000")
    for version in (str(seen.version), ""):
        _decide(rima, municipal, "approve", version=version)
        assert "Somebody changed this record meanwhile" in rima.get(report_page(municipal)).text
    assert Report.get().approved_level == 0
    page = _decide(rima, municipal, "return", version=str(seen.version), reason="Five were told.", note0="Why?").text
    for text in ("Somebody changed this record meanwhile", "Five were told.</textarea>", 'value="Why?"', "5,000"):
        assert text in page
    assert Report.get().report_state == "SUBMITTED"


def test_notes_that_cannot_be_written_are_told(samir: Reader, rima: Reader, municipal: FilledForm) -> None:
    send(samir, municipal, "submit", vehicles="5")
    page = _decide(rima, municipal, "return", reason="a\x00b").text
    assert "Letter 2 is a sign that cannot be written" in page
    assert "Say what is to be corrected." in _decide(rima, municipal, "return", reason=" ").text
    assert Report.get().report_state == "SUBMITTED"


def test_a_draft_alone_is_thrown_away(samir: Reader, rima: Reader, municipal: FilledForm) -> None:
    send(samir, municipal, "submit", vehicles="5")
    _decide(samir, municipal, "discard")
    assert "Only a draft that was never submitted" in samir.get(report_page(municipal)).text
    assert Report.get().archived_at is None
    _decide(samir, municipal, "take_back")
    _decide(samir, municipal, "discard")
    assert Report.get().archived_at is not None


def test_what_was_returned_is_not_thrown_away(samir: Reader, rima: Reader, municipal: FilledForm) -> None:
    send(samir, municipal, "submit", vehicles="5")
    _decide(rima, municipal, "return", reason="Look again.")
    _decide(samir, municipal, "discard")
    assert Report.get().archived_at is None


def test_a_correction_of_an_approved_report_is_a_proposal(salma: Reader, register: Register) -> None:
    municipal = municipal_form(register.unit("Lawdar"), approval_levels=0)
    report = submit(SALMA, municipal.begun(), municipal.values(vehicles=5))
    address = report_page(municipal)
    page = salma.get(f"{address}&correct=1").text
    assert "This report is approved." in page
    told = salma.post(
        address, page=address, do="correct", version=str(report.version), **typed_cells(municipal, vehicles="6")
    )
    assert told.status_code == 302
    assert Report.get_by_id(report.id).extra == {str(municipal.number("vehicles")): 5}
    [proposal] = Proposal.select()
    stale = salma.post(address, page=address, do="correct", version="1", **typed_cells(municipal, vehicles="6"))
    assert "Saved meanwhile: 5" in stale.text
    assert Proposal.select().count() == 1
    assert "/admin/proposal/details/" in told.location
    assert salma.get(f"proposal/details/?id={proposal.id}").status_code == 200


def test_what_jumps_is_asked_of_who_fills_and_of_who_approves(
    samir: Reader, rima: Reader, municipal: FilledForm
) -> None:
    for back in range(7, 1, -1):
        submit(SALMA, municipal.begun(back=back), municipal.values(vehicles=10 + back % 2))
    asked = "This unit usually reports about 10.5. Is 110 right?"
    assert asked in send(samir, municipal, "keep", vehicles="110")
    assert asked in send(samir, municipal, "submit", Report.get(Report.report_state == "DRAFT").version, vehicles="110")
    assert asked in rima.get(report_page(municipal)).text


@pytest.mark.parametrize("query", ["", "?id=x", "?id=999999999999999999999"])
def test_the_history_of_no_report_is_not_there(salma: Reader, municipal: FilledForm, query: str) -> None:
    assert salma.get(f"reports/history/{query}").status_code == 404


@pytest.mark.parametrize("query", ["", "form=1", "form=x&unit=1&period=2026-Q1", "form=1&unit=1&period=2026-03"])
def test_what_names_no_report_is_not_there(salma: Reader, municipal: FilledForm, query: str) -> None:
    assert salma.get(f"reports/fill/?{query}").status_code == 404


def test_whoever_has_nothing_to_do_with_a_unit_is_not_told_of_its_report(
    samir: Reader, khaled: Reader, nobody: Reader, municipal: FilledForm
) -> None:
    submit(clerk(municipal.units[1].id), municipal.begun(unit=1), municipal.values(vehicles=5))
    other = report_page(municipal, unit=1)
    assert samir.get(other).status_code == 404
    assert khaled.get(other).status_code == 404
    assert samir.get(report_page(municipal)).status_code == 200
    [report] = Report.select()
    assert (
        samir.post("reports/decide/", page=report_page(municipal), id=str(report.id), do="approve").status_code == 404
    )
