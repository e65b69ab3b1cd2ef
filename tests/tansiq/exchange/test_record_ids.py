"""Ids that senders give their interventions: known again, of their organisation alone, never contradicted."""

from pathlib import Path
from typing import Any

from tansiq.models import (
    Intervention,
    Site,
)
from tests.fivew import HEADER, csv_file, row, take, told
from tests.register import Register


def test_a_sender_s_own_id_names_the_intervention(register: Register, tmp_path: Path) -> None:
    header = ["Record id", *HEADER]
    rows = [["A-1", *row()], ["A-1", *row(Sub_district="al-Kawd")]]
    take(csv_file(tmp_path, rows, header))
    assert [work.record_id for work in Intervention.select()] == ["A-1"]
    changed = [["A-1", *row(Status="Completed", Reached_people=300)], ["A-1", *row(Status="Completed",
               Sub_district="al-Kawd")]]  # fmt: skip
    outcome = take(csv_file(tmp_path, changed, header))
    assert (outcome.plan.tally.new, outcome.plan.tally.changed) == (0, 2)
    sites: Any = Site.select().where(Site.intervention == Intervention.get().id)
    assert sorted(site.reached for site in sites) == [200, 300]
    assert Intervention.get().status == "COMPLETED"


def test_an_id_of_another_organisation_is_refused(register: Register, tmp_path: Path) -> None:
    header = ["Record id", *HEADER]
    take(csv_file(tmp_path, [["A-1", *row()]], header))
    other = ["A-1", *row(Organisation="Stars of Aden", Acronym="SOA")]
    assert told(take(csv_file(tmp_path, [other], header))) == [("5w!A2", "id-taken")]


def test_rows_of_one_id_that_contradict_each_other_are_told_at_both_cells(register: Register, tmp_path: Path) -> None:
    rows = [["A-1", *row()], ["A-1", *row(Status="Planned", Sub_district="al-Kawd")], ["A-2", *row(Sector="HEA")]]
    outcome = take(csv_file(tmp_path, rows, ["Record id", *HEADER]), good_rows_only=True)
    assert told(outcome) == [("5w!M2", "rows-contradict"), ("5w!M3", "rows-contradict")]
    assert [work.record_id for work in Intervention.select()] == ["A-2"]


def test_rows_of_one_id_in_other_capitals_contradict_nothing(register: Register, tmp_path: Path) -> None:
    rows = [["A-1", *row()], ["A-1", *row(Title="WATER FOR JA'AR", Sub_district="al-Kawd")]]
    assert told(take(csv_file(tmp_path, rows, ["Record id", *HEADER]))) == []
    assert Site.select().count() == 2
