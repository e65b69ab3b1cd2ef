"""What partners import is proposed to the officers of its areas; what officers import for other areas too."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from tansiq.exchange import report
from tansiq.exchange.fivew_import import Choices, import_fivew
from tansiq.faults import Refused
from tansiq.imports import made_proposals, runs
from tansiq.language.words import speaking
from tansiq.models import (
    Batch,
    ImportMapping,
    ImportRun,
    Intervention,
    Organization,
    Proposal,
    ProposedRow,
    Site,
)
from tansiq.policy.visibility import visible
from tansiq.proposals import reviewing
from tansiq.proposals.proposing import MOST_STEPS, submit
from tansiq.proposals.steps import read_steps
from tansiq.records import changes
from tests.fivew import HEADER, row, workbook
from tests.people import AMIN, NOBODY, SALMA
from tests.register import Register
from tests.tansiq.conftest import People
from tests.tansiq.imports.run_steps import (
    IN_ABYAN,
    IN_MUKALLA,
    enter,
    errors,
    fresh,
    proposals,
    send,
    tally,
    wrong_cells,
)

pytestmark = pytest.mark.usefixtures("at_once", "folder")


def test_what_a_partner_imports_is_proposed_to_the_officers_of_each_area(people: People, tmp_path: Path) -> None:
    run = send(people.khaled, workbook(tmp_path, [IN_ABYAN, IN_MUKALLA]))
    assert (run.state, *tally(run, "new", "proposed", "wrong")) == ("PLANNED", 2, 2, 0)
    run = enter(people.khaled, run)
    assert (run.state, run.batch_id, Intervention.select().count(), Site.select().count()) == ("APPLIED", None, 0, 0)
    here, there = proposals()
    assert [(one.face, one.actor, one.state) for one in (here, there)] == [("IMPORT", "Khaled", "WAITING")] * 2
    assert list(reviewing.waiting_proposals(people.nadia)) == [here]
    assert list(reviewing.waiting_proposals(people.said)) == [there]
    assert made_proposals.counts(people.khaled, run) == {"WAITING": 2}
    assert list(made_proposals.of_run(people.huda, run.id)) == []


def test_rows_of_other_organisations_are_told_at_their_cells_and_the_others_can_be_sent(
    people: People, register: Register, tmp_path: Path
) -> None:
    other = register.intervention("ADR")
    site = register.site(other, "YE121121", "IDP", targeted=500, reached=200)
    theirs = [*row(Organisation="ADR Aid", Acronym="ADR", Title="ADR WSH", Reached_people=9), f"{other.record_id}#1"]
    rows = [[*IN_ABYAN, ""], [*row(Organisation="ADR Aid", Acronym="ADR", Title="Wells"), ""],
            [*row(Organisation="Nobody Knows", Acronym="NBK", Title="Wells"), ""], theirs]  # fmt: skip
    run = send(people.khaled, workbook(tmp_path, rows, [*HEADER, "Record id"]))
    assert wrong_cells(run) == [
        ("5W!A3", "This organisation is not yours. Se", 2),
        ("5W!P5", "This record belongs to another org", 1),
    ]
    assert tally(run, "new", "changed", "wrong", "proposed") == (1, 0, 3, 1)
    assert enter(people.khaled, run).state == "PLANNED"
    enter(people.khaled, fresh(run), good_rows_only=True)
    assert len(proposals()) == 1
    assert Site.get_by_id(site.id).reached == 200


def test_a_place_that_only_the_sheet_knows_is_told_to_whoever_may_not_add_it(people: People, tmp_path: Path) -> None:
    rows = [[*IN_ABYAN, "New camp"]]
    path = workbook(tmp_path, rows, [*HEADER, "Settlement"])
    for viewer in (people.khaled, people.nadia):
        assert wrong_cells(send(viewer, path)) == [("5W!P2", "This place is not in the register,", 1)]
    assert tally(send(people.salma, path), "new", "areas", "proposed") == (1, 1, 0)


def test_an_officer_enters_their_own_rows_and_proposes_those_of_other_areas(people: People, tmp_path: Path) -> None:
    run = send(people.nadia, workbook(tmp_path, [IN_ABYAN, IN_MUKALLA]))
    assert tally(run, "new", "proposed", "wrong") == (2, 1, 0)
    assert [one["proposed"] for one in orjson.loads(run.report)["new"]] == [False, True]
    run = enter(people.nadia, run)
    assert [site.area.pcode for site in Site.select()] == ["YE121121"]
    (there,) = proposals()
    assert list(reviewing.waiting_proposals(people.said)) == [there]
    assert Batch.get_by_id(run.batch_id).kind == "IMPORT"
    runs.undo(people.nadia, run)
    assert (Site.get().archived_at is not None, Proposal.get_by_id(there.id).state) == (True, "WAITING")


def test_interventions_that_name_one_new_organisation_are_one_proposal(people: People, tmp_path: Path) -> None:
    rows = [row(Organisation="Fajr Hands", Acronym="FJH", Title=title) for title in ("Wells", "Tanks")]
    run = enter(people.nadia, send(people.nadia, workbook(tmp_path, [*rows, IN_ABYAN])))
    (new,) = proposals()
    tables = ["organization"] + [table for table in ("intervention", "site", "reached_figure") for _ in range(2)]
    assert [step.table for step in read_steps(new.steps)] == tables
    assert run.batch_id is not None
    reviewing.approve(people.salma, new)
    assert {work.organization.acronym for work in Intervention.select()} == {"NRA", "FJH"}
    assert Organization.select().where(Organization.acronym == "FJH").count() == 1


def test_rows_that_are_too_many_for_one_review_are_told_and_the_others_go_on(people: People, tmp_path: Path) -> None:
    many = [row(Organisation="Fajr Hands", Acronym="FJH", Title=f"Well {at}") for at in range(MOST_STEPS // 2)]
    run = send(people.nadia, workbook(tmp_path, [*many, IN_ABYAN]))
    assert [(text, count) for _cell, text, count in wrong_cells(run)] == [
        ("These rows hang together: they are", len(many))
    ]
    assert tally(run, "new", "proposed", "wrong") == (1, 0, len(many))


def test_whoever_imports_the_same_rows_is_told_that_they_wait(people: People, tmp_path: Path) -> None:
    path = workbook(tmp_path, [IN_ABYAN, IN_MUKALLA])
    enter(people.khaled, send(people.khaled, path))
    with speaking("en"):
        lines = list(report.lines(import_fivew(SALMA, path, Choices()).plan))
    assert "2 rows wait for review already, as parts of proposals; they were left out." in lines
    assert Site.select().count() == 0


def test_a_workbook_that_waits_keeps_nobody_from_sending_a_form(
    people: People, register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tansiq.proposals.proposing.MOST_OPEN", 1)
    enter(people.khaled, send(people.khaled, workbook(tmp_path, [IN_ABYAN, IN_MUKALLA])))
    row_of_ours = changes.find(people.khaled, Organization, register.organization("NRA").id)
    row_of_ours.name_en = "Nahar Relief"

    def deed(viewer: Any) -> None:
        changes.save(viewer, row_of_ours)

    assert submit(people.khaled, deed) is not None
    assert Proposal.select().count() == 3


def test_imports_are_seen_by_whoever_sent_them_and_by_those_who_read_all(people: People, tmp_path: Path) -> None:
    run = send(people.khaled, workbook(tmp_path, [IN_ABYAN]))
    for viewer, sees in ((people.khaled, 1), (people.huda, 0), (people.nadia, 0), (AMIN, 1), (SALMA, 1), (NOBODY, 0)):
        assert visible(ImportRun, viewer).count() == sees
    for viewer in (people.huda, people.nadia):
        with pytest.raises(Refused):
            runs.enter(viewer, run, run.agreed, False)
    assert Proposal.select().count() == 0


def test_rows_under_review_are_seen_with_their_proposal(people: People, tmp_path: Path) -> None:
    enter(people.khaled, send(people.khaled, workbook(tmp_path, [IN_ABYAN])))
    for viewer, sees in ((people.khaled, 1), (people.huda, 0), (people.nadia, 1), (people.said, 0), (NOBODY, 0)):
        assert visible(ProposedRow, viewer).count() == sees


def test_nobody_else_sends_a_workbook(tmp_path: Path) -> None:
    path = workbook(tmp_path, [IN_ABYAN])
    for viewer in (AMIN, NOBODY):
        with path.open("rb") as source, pytest.raises(Refused):
            runs.upload(viewer, source, path.name)
        with pytest.raises(Refused):
            import_fivew(viewer, path, Choices())


def test_a_partner_is_reminded_of_their_own_columns_alone(people: People, tmp_path: Path) -> None:
    header = ["Wer" if name == "Organisation" else name for name in HEADER]
    path = workbook(tmp_path, [IN_ABYAN], header)
    send(people.khaled, path, A="organization_name")
    assert ImportMapping.select().count() == 0
    with path.open("rb") as source:
        again = fresh(runs.upload(people.khaled, source, path.name))
    assert orjson.loads(again.mapping) == {"A": "organization_name"}
    with path.open("rb") as source:
        other = fresh(runs.upload(people.huda, source, path.name))
    assert orjson.loads(other.mapping) == {}


def test_more_proposals_than_may_wait_leave_nothing_half_sent(
    people: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tansiq.proposals.proposing.MOST_IMPORTED", 1)
    run = enter(people.khaled, send(people.khaled, workbook(tmp_path, [IN_ABYAN, IN_MUKALLA])))
    assert (run.state, Proposal.select().count(), ProposedRow.select().count()) == ("PLANNED", 0, 0)
    assert "wait for review" in errors(run)
