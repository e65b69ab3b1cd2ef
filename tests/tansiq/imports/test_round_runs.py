"""A report in a round by its workbook: downloaded with exactly its rows, sent back, stated, and taken back."""

from datetime import date
from pathlib import Path
from typing import Any

import orjson
import pytest
from openpyxl import load_workbook

from tansiq.faults import Refused
from tansiq.imports import runs
from tansiq.language.words import speaking
from tansiq.models import (
    HistoryEntry,
    ImportRun,
    Intervention,
    Proposal,
    ReachedFigure,
    Round,
    RoundChange,
    RoundReport,
    Site,
)
from tansiq.policy.viewer import Viewer
from tansiq.proposals.reviewing import approve
from tansiq.proposals.steps import read_steps
from tansiq.rounds.asked_rows import Key
from tansiq.rounds.carrying_out import state
from tansiq.rounds.statement import Statement
from tansiq.rounds.workbook import write_report
from tests.register import Register
from tests.round_reports import opened_round, report_of
from tests.tansiq.conftest import People
from tests.tansiq.imports.run_steps import enter, fresh

pytestmark = pytest.mark.usefixtures("at_once", "folder")

MARCH = date(2026, 3, 1)


class Asked:
    """Two interventions of NRA with three sites in Abyan, one told of in February; and work of ADR."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.work, self.second = register.intervention("NRA"), register.intervention("NRA", "FSC")
        self.near = register.site(self.work, "YE121121", targeted=500, figures_by_month={date(2026, 2, 1): 120})
        self.far = register.site(self.work, "YE121001", targeted=80)
        self.other = register.site(self.second, "YE121122")
        self.foreign = register.site(register.intervention("ADR"), "YE121121", reached=3)
        self.round: Round = opened_round(register)
        self.report: RoundReport = report_of(self.round, register.organization("NRA").id)

    def sheet(self, viewer: Viewer, path: Path, *changes: tuple[Site, str, Any]) -> Path:
        """The workbook of the report with cells typed over, each by its site and the header of its column."""
        with path.open("wb") as out, speaking("en"):
            write_report(viewer, self.report, out)
        book = load_workbook(path)
        sheet = book.worksheets[0]
        heads = [cell.value for cell in sheet[1]]
        rows = {str(row[heads.index("Record id")].value): row for row in sheet.iter_rows(min_row=3)}
        for site, head, value in changes:
            name = f"{Intervention.get_by_id(site.intervention_id).record_id}#{site.number}"
            rows[name][heads.index(head)].value = value
        book.save(path)
        return path

    def send(self, viewer: Viewer, path: Path) -> ImportRun:
        """The workbook sent, its columns taken, and the preview agreed to."""
        with path.open("rb") as source:
            run = fresh(runs.upload(viewer, source, path.name, self.stored))
        runs.choose_columns(viewer, run, {}, "")
        return enter(viewer, fresh(run))

    @property
    def stored(self) -> RoundReport:
        """The report as it is stored."""
        found: RoundReport = RoundReport.get_by_id(self.report.id)
        return found

    @property
    def typed(self) -> list[tuple[Site, str, Any]]:
        """Three figures and one status."""
        month = "People reached by March 2026"
        done = [(site, "Status", "Completed") for site in (self.near, self.far)]
        return [(self.near, month, 180), (self.far, month, 80), (self.other, month, 7), *done]

    @property
    def said(self) -> Statement:
        """The same as it is stated on the page."""
        figures = {self.near: 180, self.far: 80, self.other: 7}
        told: dict[Key, Any] = {Key("site", site.id, "reached"): people for site, people in figures.items()}
        return Statement(told | {Key("work", self.work.id, "status"): "COMPLETED"})


@pytest.fixture
def asked(register: Register) -> Asked:
    """NRA is asked for the first quarter."""
    return Asked(register)


def _figures() -> dict[tuple[int, date], int | None]:
    return {(row.site_id, row.month): row.people for row in ReachedFigure.select()}


def _came_of_it() -> list[Any]:
    """What a statement led to, without the numbers that differ from one time to the next."""
    found: list[Any] = []
    for row in RoundChange.select():
        if row.entry_id is not None:
            entry = HistoryEntry.get_by_id(row.entry_id)
            found.append((row.record_type, entry.act, orjson.loads(entry.changes)))
        else:
            steps = read_steps(Proposal.get_by_id(row.proposal_id).steps)
            found.append([(step.act, step.table, step.fields) for step in steps])
    return sorted(found, key=str)


def _state(asked: Asked, viewer: Viewer, way: str, tmp_path: Path) -> None:
    if way == "page":
        state(viewer, asked.stored, asked.said)
    else:
        asked.send(viewer, asked.sheet(viewer, tmp_path / "report.xlsx", *asked.typed))


def test_the_workbook_holds_exactly_the_rows_that_are_asked_about(asked: Asked, people: People, tmp_path: Path) -> None:
    sheet = load_workbook(asked.sheet(people.khaled, tmp_path / "report.xlsx")).worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    assert sheet.max_row == 5
    assert "People reached" not in heads
    assert [row[heads.index("People reached by March 2026")].value for row in sheet.iter_rows(min_row=3)] == [None] * 3


@pytest.mark.parametrize("who", ["nadia", "khaled"])
def test_the_same_report_by_page_and_by_workbook_gives_the_same_register_and_statement(
    who: str, register: Register, people: People, tmp_path: Path
) -> None:
    told: list[Any] = []
    for way in ("page", "sheet"):
        asked = Asked(register)
        RoundChange.delete().execute()
        _state(asked, getattr(people, who), way, tmp_path)
        came = _came_of_it()
        for proposal in list(Proposal.select().where(Proposal.state == "WAITING")):
            approve(people.nadia, proposal)
        sites = (asked.near, asked.far, asked.other)
        figures = [_figures().get((site.id, MARCH)) for site in sites]
        status = [Intervention.get_by_id(work.id).status for work in (asked.work, asked.second)]
        told.append((_plain(came, asked), figures, status, asked.stored.round_state))
    assert told[0][1:] == ([180, 80, 7], ["COMPLETED", "ONGOING"], "SUBMITTED")
    assert told[0] == told[1]


def _plain(came: list[Any], asked: Asked) -> str:
    """The same with sites called by their place in the test, as their ids differ from time to time."""
    names = {site.id: name for name, site in (("near", asked.near), ("far", asked.far), ("other", asked.other))}
    return str(sorted(_named(str(one), names) for one in came))


def _named(text: str, names: dict[int, str]) -> str:
    for site_id, name in names.items():
        text = text.replace(f"'site': [None, {site_id}]", f"'site': {name}")
    return text


def test_what_a_workbook_stated_is_taken_back_and_the_report_can_be_filled_again(
    asked: Asked, people: People, tmp_path: Path
) -> None:
    run = asked.send(people.nadia, asked.sheet(people.nadia, tmp_path / "report.xlsx", *asked.typed))
    assert {row.import_run_id for row in RoundChange.select()} == {run.id}
    assert (asked.stored.round_state, Site.get_by_id(asked.near.id).reached) == ("SUBMITTED", 180)
    runs.undo(people.nadia, run)
    assert (asked.stored.round_state, Site.get_by_id(asked.near.id).reached) == ("DRAFT", 120)
    assert Intervention.get_by_id(asked.work.id).status == "ONGOING"
    assert asked.stored.first_submitted_at is not None
    runs.redo(people.nadia, fresh(run))
    assert (asked.stored.round_state, Site.get_by_id(asked.near.id).reached) == ("SUBMITTED", 180)


def test_rows_of_another_organisation_are_refused_whoever_sends_them(
    asked: Asked, people: People, tmp_path: Path
) -> None:
    theirs = report_of(asked.round, asked.register.organization("ADR").id)
    mine, asked.report = asked.report, theirs
    path = asked.sheet(people.salma, tmp_path / "theirs.xlsx", (asked.foreign, "People reached by March 2026", 9))
    asked.report = mine
    for person in (people.salma, people.nadia):
        run = asked.send(person, path)
        assert runs.state_of(run) != "APPLIED" or Site.get_by_id(asked.foreign.id).reached == 3
        assert _figures().get((asked.foreign.id, MARCH)) is None


def test_a_workbook_is_taken_only_while_its_report_can_be_filled(asked: Asked, people: People, tmp_path: Path) -> None:
    path = asked.sheet(people.khaled, tmp_path / "report.xlsx", *asked.typed)
    with path.open("rb") as source, pytest.raises(Refused) as refused:
        runs.upload(people.huda, source, path.name, asked.stored)
    assert refused.value.code == "NOT_FOUND"
    state(people.khaled, asked.stored, Statement(is_unchanged=True))
    with path.open("rb") as source, pytest.raises(Refused) as refused:
        runs.upload(people.khaled, source, path.name, asked.stored)
    assert refused.value.code == "LOCKED"


def test_a_workbook_in_which_nothing_differs_states_that_nothing_changed(
    asked: Asked, people: People, tmp_path: Path
) -> None:
    asked.send(people.khaled, asked.sheet(people.khaled, tmp_path / "report.xlsx"))
    assert (asked.stored.round_state, RoundChange.select().count()) == ("SUBMITTED", 0)
