"""Workbooks of partners in the back office: sent, reviewed by the officers of the areas, withdrawn."""

from pathlib import Path

import pytest

from tansiq.imports import runs
from tansiq.models import Intervention, Proposal, Site
from tests.admin.conftest import Reader
from tests.admin.imports.steps import do, last, page, previewed, send
from tests.fivew import row, workbook
from tests.register import Register

IN_ABYAN = row(Organisation="NRA Aid")
IN_MUKALLA = row(Organisation="NRA Aid", Governorate="Hadramawt", District="Al Mukalla City", District_P_code="YE1927",
                 Sub_district="", Title="Water for Mukalla")  # fmt: skip


@pytest.fixture
def path(khaled: Reader, tmp_path: Path) -> Path:
    """A workbook of NRA with a row in Abyan and one in Hadramawt; Khaled speaks for NRA."""
    return workbook(tmp_path, [IN_ABYAN, IN_MUKALLA])


def test_a_partner_is_told_that_what_they_send_is_reviewed(khaled: Reader, nadia: Reader) -> None:
    assert "is reviewed by the officers of the areas" in khaled.get("imports/new/").text
    assert "is reviewed by the officers of the areas" not in nadia.get("imports/new/").text


def test_a_partners_workbook_is_sent_and_decided_on_by_the_officer(khaled: Reader, nadia: Reader, path: Path) -> None:
    run = previewed(khaled, path)
    preview = page(khaled, run)
    assert "Send all for review" in preview
    assert "All of it is sent for review" in preview
    asked = khaled.get(f"imports/confirm/?id={run.id}&deed=enter").text
    assert "Send these rows for review?" in asked
    assert "can be withdrawn until it is decided" in asked
    do(khaled, run, "enter")
    report = page(khaled, last())
    assert "This workbook was sent for review." in report
    assert "Sent for review" in khaled.get("imports/").text
    assert "Undo this import" not in report
    shown = khaled.get(f"proposal/?show=own&run={run.id}").text
    assert shown.count("/admin/proposal/details/") == 2
    queue = nadia.get("proposal/").text
    assert queue.count("/admin/proposal/details/") == 1
    (proposal,) = Proposal.select().where(Proposal.title_en == "Water for Ja'ar")
    details = nadia.get(f"proposal/details/?id={proposal.id}").text
    assert "From the workbook" in details
    assert "5w.xlsx" in details
    assert "/admin/imports/run/" not in details
    nadia.post("proposal/approve/", "proposal/", row=proposal.id)
    assert [site.area.pcode for site in Site.select()] == ["YE121121"]
    again = page(khaled, previewed(khaled, path), "waiting")
    assert "waits for review already" in again
    assert "there is nothing to send" in again


def test_nobody_piles_up_files(khaled: Reader, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "MOST_UNDECIDED", 1)
    run = previewed(khaled, path)
    assert "1 of your imports are not decided yet" in send(khaled, path).text
    assert len(list((tmp_path / "uploads").glob("[0-9a-f]*"))) == 1
    do(khaled, run, "discard")
    assert send(khaled, path).status_code == 302


def test_a_partner_withdraws_what_still_waits(khaled: Reader, nadia: Reader, path: Path) -> None:
    run = previewed(khaled, path)
    do(khaled, run, "enter")
    assert "Withdraw what still waits?" in khaled.get(f"imports/confirm/?id={run.id}&deed=withdraw").text
    do(khaled, last(), "withdraw")
    assert {one.state for one in Proposal.select()} == {"WITHDRAWN"}
    assert "Withdraw what still waits" not in page(khaled, last())
    assert khaled.get(f"imports/confirm/?id={run.id}&deed=withdraw").status_code == 302
    assert Intervention.select().count() == 0


def test_others_withdraw_nothing_and_see_no_file(khaled: Reader, nadia: Reader, path: Path) -> None:
    run = previewed(khaled, path)
    do(khaled, run, "enter")
    assert do(nadia, run, "withdraw").status_code == 404
    for name in ("run", "original", "marked", "interventions", "confirm"):
        assert nadia.get(f"imports/{name}/?id={run.id}&deed=withdraw").status_code == 404
    assert {one.state for one in Proposal.select()} == {"WAITING"}


def test_an_officer_is_told_which_rows_go_to_review(nadia: Reader, register: Register, path: Path) -> None:
    run = previewed(nadia, path)
    preview = page(nadia, run)
    assert "1 row is sent for review" in preview
    assert preview.count("goes to review") == 1
    assert "Enter all" in preview
    do(nadia, run, "enter")
    report = page(nadia, last())
    assert "This import is in the register." in report
    assert "Under review" in report


def test_a_proposal_of_several_interventions_is_corrected_in_the_workbook(
    nadia: Reader, register: Register, tmp_path: Path
) -> None:
    rows = [row(Organisation="Fajr Hands", Acronym="FJH", Title=title) for title in ("Wells", "Tanks")]
    do(nadia, previewed(nadia, workbook(tmp_path, rows)), "enter")
    details = nadia.get(f"proposal/details/?id={Proposal.get().id}").text
    assert "Send the workbook corrected" in details
    assert "/admin/organization/new/" not in details
    # What is sent with this form would leave the interventions out.
    posted = nadia.post(f"organization/new/?proposal={Proposal.get().id}", "proposal/", name_en="Fajr", kind="NNGO")
    assert posted.status_code == 404
    assert "intervention" in Proposal.get().steps


def test_what_waits_and_what_came_back_is_told_on_the_start_page(
    khaled: Reader, nadia: Reader, salma: Reader, register: Register, path: Path
) -> None:
    register.site(register.intervention("NRA", title_en="Clinic"))
    assert "Proposals to decide" not in khaled.get("").text
    do(khaled, previewed(khaled, path), "enter")
    assert "Proposals to decide" in nadia.get("").text
    (here,) = Proposal.select().where(Proposal.title_en == "Water for Ja'ar")
    values = {"id": here.id, "version": here.version, "deed": "return", "comment": "How many people?"}
    nadia.post("proposal/decide/", "proposal/", **values)
    assert "Proposals returned to you" in khaled.get("").text
    assert "Proposals returned to you" not in salma.get("").text
    listed = khaled.get("proposal/?show=own&state=RETURNED").text
    assert "Water for Ja&#39;ar" in listed
    assert "Water for Mukalla" not in listed
    assert "None." in khaled.get("proposal/?show=own&state=REJECTED").text
