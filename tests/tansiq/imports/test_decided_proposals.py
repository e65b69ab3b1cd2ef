"""What becomes of the proposals that an import made, and of the same rows when they are sent again."""

from pathlib import Path
from typing import Any

import pytest

from tansiq.faults import Refused
from tansiq.imports import made_proposals, runs
from tansiq.models import (
    ImportedRow,
    Intervention,
    Partnership,
    Proposal,
    Site,
)
from tansiq.proposals import reviewing
from tansiq.proposals.proposed_entry import entry_of
from tansiq.proposals.proposing import amend, withdraw
from tansiq.records import changes
from tests.fivew import HEADER, row, workbook
from tests.register import Register
from tests.tansiq.conftest import People
from tests.tansiq.imports.run_steps import (
    IN_ABYAN,
    IN_MUKALLA,
    enter,
    fresh,
    proposals,
    send,
    tally,
    wrong_cells,
)

pytestmark = pytest.mark.usefixtures("at_once", "folder")


def test_what_is_approved_is_in_the_register_with_its_partners_and_known_when_sent_again(
    people: People, tmp_path: Path
) -> None:
    path = workbook(tmp_path, [[*IN_ABYAN, "Helping Hands"], [*IN_MUKALLA, ""]], [*HEADER, "Donor"])
    run = enter(people.khaled, send(people.khaled, path))
    here, _there = proposals()
    with pytest.raises(Refused):
        # The donor is a new organisation, which the ministry alone may enter.
        reviewing.approve(people.nadia, here)
    reviewing.approve(people.salma, here)
    work = Intervention.get()
    assert [(one.organization.name_en, one.role) for one in Partnership.select()] == [("Helping Hands", "FUNDING")]
    assert [(site.intervention_id, site.targeted, site.reached) for site in Site.select()] == [(work.id, 500, 200)]
    again = send(people.khaled, path)
    assert tally(again, "unchanged", "waiting", "new", "changed") == (1, 1, 0, 0)
    assert made_proposals.counts(people.khaled, run) == {"APPROVED": 1, "WAITING": 1}


def test_a_later_sheet_proposes_the_change_of_what_was_approved(people: People, tmp_path: Path) -> None:
    enter(people.khaled, send(people.khaled, workbook(tmp_path, [IN_ABYAN])))
    reviewing.approve(people.nadia, proposals()[0])
    later = workbook(tmp_path, [row(Organisation="NRA Aid", Reached_people=450)])
    run = send(people.khaled, later)
    assert tally(run, "changed", "proposed", "new") == (1, 1, 0)
    enter(people.khaled, run)
    assert Site.get().reached == 200
    reviewing.approve(people.nadia, proposals()[-1])
    assert (Site.get().reached, ImportedRow.select().count()) == (450, 1)
    assert tally(send(people.khaled, later), "unchanged", "changed") == (1, 0)


def test_an_export_that_comes_back_changed_by_a_partner_is_proposed_once(
    people: People, register: Register, tmp_path: Path
) -> None:
    work = register.intervention("NRA")
    site = register.site(work, "YE121121", "IDP", targeted=500, reached=200)
    cells = [row(Organisation="NRA Aid", Title="NRA WSH", Reached_people=321)]
    path = workbook(tmp_path, [[*cells[0], f"{work.record_id}#{site.number}"]], [*HEADER, "Record id"])
    run = send(people.khaled, path)
    assert tally(run, "changed", "proposed", "wrong") == (1, 1, 0), wrong_cells(run)
    enter(people.khaled, run)
    assert tally(send(people.khaled, path), "waiting", "changed") == (1, 0)
    reviewing.approve(people.nadia, proposals()[0])
    assert Site.get_by_id(site.id).reached == 321
    assert tally(send(people.khaled, path), "unchanged", "changed") == (1, 0)


def test_what_waits_is_withdrawn_together_and_may_be_sent_again(people: People, tmp_path: Path) -> None:
    path = workbook(tmp_path, [IN_ABYAN, IN_MUKALLA])
    run = enter(people.khaled, send(people.khaled, path))
    reviewing.reject(people.nadia, proposals()[0], "Not yours to do.")
    with pytest.raises(Refused):
        made_proposals.withdraw_all(people.said, run)
    assert made_proposals.withdraw_all(people.khaled, run) == 1
    assert made_proposals.counts(people.khaled, run) == {"REJECTED": 1, "WITHDRAWN": 1}
    assert tally(send(people.khaled, path), "new", "waiting") == (2, 0)


def test_an_amended_proposal_still_knows_its_row(people: People, tmp_path: Path) -> None:
    path = workbook(tmp_path, [IN_ABYAN])
    enter(people.khaled, send(people.khaled, path))
    proposal = proposals()[0]
    reviewing.give_back(people.nadia, proposal, "How many people?")
    entry = entry_of(people.khaled, Proposal.get_by_id(proposal.id))
    assert entry is not None
    entry.sites[0].targeted = 700

    def deed(viewer: Any) -> None:
        from tansiq.intervention_entry import save

        save(viewer, entry)

    amend(people.khaled, Proposal.get_by_id(proposal.id), deed)
    reviewing.approve(people.nadia, Proposal.get_by_id(proposal.id))
    assert (Site.get().targeted, ImportedRow.get().site_id) == (700, Site.get().id)
    assert tally(send(people.khaled, path), "unchanged", "new") == (1, 0)


def test_records_that_come_back_by_their_own_ids_come_back_as_the_sheet_has_them(
    people: People, tmp_path: Path
) -> None:
    header = [*HEADER, "Record id"]
    first = enter(people.salma, send(people.salma, workbook(tmp_path, [[*IN_ABYAN, "ABC-1"]], header)))
    runs.undo(people.salma, fresh(first))
    later = row(Organisation="NRA Aid", Title="Wells for Ja'ar", Reached_people=450)
    enter(people.khaled, send(people.khaled, workbook(tmp_path, [[*later, "ABC-1"]], header)))
    (proposal,) = proposals()
    reviewing.approve(people.salma, proposal)
    work = Intervention.get(Intervention.record_id == "ABC-1")
    assert (work.archived_at, work.title_en) == (None, "Wells for Ja'ar")
    assert [site.reached for site in Site.select().where(Site.archived_at.is_null())] == [450]


def test_a_register_that_changed_meanwhile_clashes_as_with_any_proposal(
    people: People, register: Register, tmp_path: Path
) -> None:
    enter(people.khaled, send(people.khaled, workbook(tmp_path, [IN_ABYAN])))
    reviewing.approve(people.nadia, proposals()[0])
    enter(people.khaled, send(people.khaled, workbook(tmp_path, [row(Organisation="NRA Aid", Reached_people=450)])))
    site = Site.get()
    site.reached = 333
    changes.save(people.nadia, site)
    proposal = proposals()[-1]
    (clash,) = reviewing.clashes(proposal)
    assert (clash.field, clash.was, clash.now, clash.proposed) == ("people", 200, 333, 450)
    with pytest.raises(Refused):
        reviewing.approve(people.nadia, proposal)
    reviewing.approve(people.nadia, Proposal.get_by_id(proposal.id), {clash.place: "PROPOSED"})
    assert Site.get().reached == 450


def test_a_withdrawn_proposal_leaves_its_row_free(people: People, tmp_path: Path) -> None:
    path = workbook(tmp_path, [IN_ABYAN])
    enter(people.khaled, send(people.khaled, path))
    withdraw(people.khaled, proposals()[0])
    assert tally(send(people.khaled, path), "new", "waiting") == (1, 0)
