"""What of a sheet of entries its sender enters, proposes and is told."""

from dataclasses import replace
from pathlib import Path

import pytest

from tansiq.exchange.export.entry_sheet import write_entries
from tansiq.faults import Refused
from tansiq.models import Account, Entry, Proposal
from tansiq.proposals.reviewing import approve
from tansiq.records import changes
from tests.definitions import field, name_of, record_type
from tests.people import SALMA, people_of
from tests.register import Register
from tests.tansiq.exchange.wells import Wells, told


def test_a_reference_leads_to_what_the_sender_sees_alone(register: Register, tmp_path: Path) -> None:
    wells = Wells("OFFICERS")
    kept = record_type("keepers", "ADMINISTRATORS")
    name = field("keeperName", "TEXT", "entry", record_type=kept.id)
    secret = Entry(record_type=kept.id, area=register.areas["YE12"].id, title="Night watch")
    secret.enter(name_of(name), "Night watch")
    changes.save(SALMA, secret)
    wells.fields["watch"] = wells.field(
        "watch", "REFERENCE", label_en="Watch", reference_table="entry", reference_type=kept.id
    )
    sheet = wells.sheet(tmp_path, [["Bir", "Khanfar", f"#{secret.id}"]], ("Name", "District", "Watch"))
    nadia = people_of(register)["officer"]
    assert told(wells.take(sheet, nadia)) == [("wells!C2", "reference-unknown")]
    assert told(wells.take(sheet)) == []
    [well] = Entry.select().where(Entry.record_type == wells.kind.id)
    assert well.entered(name_of(wells.fields["watch"])) == secret.id


def test_officers_save_in_their_areas_and_partners_propose_for_their_own(register: Register, tmp_path: Path) -> None:
    wells = Wells()
    people = people_of(register)
    rows = [["a", "Khanfar", "NRA"], ["b", "Al Mukalla City", "NRA"], ["c", "Khanfar", "ADR"]]
    sheet = wells.sheet(tmp_path, rows, ("Name", "District", "Organisation"))
    by_officer = wells.take(sheet, people["officer"], good_rows_only=True)
    # What lies elsewhere is for the officers there to decide.
    assert (wells.held("wellName"), by_officer.proposals, told(by_officer)) == (["a", "c"], 1, [])
    more = [["d", "Khanfar", "NRA"], ["e", "Khanfar", "ADR"]]
    by_partner = wells.take(
        wells.sheet(tmp_path, more, ("Name", "District", "Organisation")), people["partner"], good_rows_only=True
    )
    assert (by_partner.proposals, told(by_partner)) == (1, [("wells!3", "entry-not-yours")])
    approve(SALMA, Proposal.select().order_by(Proposal.id.desc()).first())
    assert wells.held("wellName") == ["a", "c", "d"]


def test_what_waits_for_review_is_not_proposed_again_and_corrections_take_its_place(
    register: Register, tmp_path: Path
) -> None:
    wells = Wells()
    khaled = replace(people_of(register)["partner"], account_id=_account())
    header = ("Name", "District", "Organisation", "Depth (m)")
    rows = [["a", "Khanfar", "NRA", 5], ["b", "Khanfar", "NRA", 6]]
    assert wells.take(wells.sheet(tmp_path, rows, header), khaled).proposals == 2
    again = wells.take(wells.sheet(tmp_path, rows, header), khaled)
    assert (again.plan.tally.waiting, again.plan.is_change) == (2, False)
    corrected = wells.take(wells.sheet(tmp_path, [rows[0], ["b", "Khanfar", "NRA", 7]], header), khaled)
    assert (corrected.plan.tally.waiting, corrected.plan.tally.new, Proposal.select().count()) == (1, 1, 2)
    for proposal in Proposal.select():
        approve(SALMA, proposal)
    assert wells.held("depth") == [5, 7]


def test_what_is_personal_is_left_out_for_whoever_may_not_see_it(register: Register, tmp_path: Path) -> None:
    wells = Wells()
    wells.fields["owner"] = wells.field("ownerName", label_en="Owner's name", is_personal=True)
    people = people_of(register)
    sheet = wells.sheet(
        tmp_path, [["a", "Khanfar", "NRA", "Ali"]], ("Name", "District", "Organisation", "Owner's name")
    )
    by_partner = wells.take(sheet, people["partner"], is_dry=True)
    assert by_partner.plan.left_out == ["Owner's name"]
    assert wells.take(sheet, people["officer"]).is_written
    assert wells.held("owner") == ["Ali"]
    path = tmp_path / "out.csv"
    write_entries(people["partner"], wells.kind, path, "csv")
    assert "Ali" not in path.read_text("utf-8-sig")
    write_entries(people["officer"], wells.kind, path, "csv")
    assert "Ali" in path.read_text("utf-8-sig")


def test_a_record_type_that_nobody_may_know_of_is_as_if_it_were_not_there(register: Register, tmp_path: Path) -> None:
    wells = Wells("ADMINISTRATORS")
    with pytest.raises(Refused) as refused:
        wells.take(wells.sheet(tmp_path), people_of(register)["officer"])
    assert [fault.code for fault in refused.value.faults] == ["NOT_FOUND"]


def _account() -> int:
    return int(Account.create(email="khaled@example.org", name="Khaled", fs_uniquifier="k").id)
