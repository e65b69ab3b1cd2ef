"""An import beside people who save: what was planned is written where it still is right, else planned anew."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tansiq.exchange import attempts, plan_basis
from tansiq.exchange.fivew_import import Choices, Outcome, import_fivew
from tansiq.models import Batch, Intervention, Organization, ReachedFigure, Site
from tansiq.platform.database import db
from tansiq.platform.progress import Progress
from tansiq.records import changes, undoing
from tests.conftest import Committed
from tests.fivew import TODAY, csv_file, row, take
from tests.people import SALMA
from tests.tansiq.records.test_transactions import at_once

WORK = [row(Title=f"Work {number}") for number in range(12)]


def once_read(deed: Callable[[], object]) -> tuple[Progress, list[str]]:
    """A progress that lets somebody else do a deed the first time that rows are understood, and the stages it heard."""
    heard: list[str] = []

    def progress(stage: str, _count: int) -> None:
        heard.append(stage)
        if stage == "sites" and heard.count("sites") == 1:
            at_once(deed)

    return progress, heard


def entered_while(folder: Path, deed: Callable[[], object], rows: list[list[Any]]) -> tuple[Outcome, int]:
    """The outcome of an import during which somebody does a deed, and how often it was planned."""
    progress, heard = once_read(deed)
    outcome = import_fivew(SALMA, csv_file(folder, rows), Choices(today=TODAY), progress)
    return outcome, heard.count("match")


def _save(row_id: int, **values: Any) -> None:
    found = Organization.get_by_id(row_id)
    for name, value in values.items():
        setattr(found, name, value)
    changes.save(SALMA, found)


def test_what_concerns_no_row_of_the_sheet_does_not_matter(committed: Committed, tmp_path: Path) -> None:
    other = committed.register.organization("ADR")
    work = committed.register.intervention("ADR")

    def save_others() -> None:
        _save(other.id, website="https://adr.example", aliases="Delta Relief")
        committed.register.site(work)

    outcome, planned = entered_while(tmp_path, save_others, WORK)
    assert (outcome.is_written, planned, outcome.plan.tally.new) == (True, 1, 12)
    assert Site.select().where(Site.intervention != work.id).count() == 12


def test_an_organisation_that_somebody_entered_meanwhile_is_not_entered_twice(
    committed: Committed, tmp_path: Path
) -> None:
    rows = [row(Organisation="Sawaqi Foundation", Acronym="SWQ", Title=f"Work {number}") for number in range(3)]

    def enter() -> None:
        changes.save(SALMA, Organization(name_en="Sawaqi Foundation", acronym="SWQ", kind="NNGO"))

    outcome, planned = entered_while(tmp_path, enter, rows)
    assert (outcome.is_written, planned) == (True, 2)
    assert Organization.select().where(Organization.acronym == "SWQ").count() == 1


def test_a_record_that_somebody_changed_meanwhile_is_compared_anew(committed: Committed, tmp_path: Path) -> None:
    take(csv_file(tmp_path, WORK))
    site = Site.select().order_by(Site.id).get()

    def save() -> None:
        stored = Site.get_by_id(site.id)
        stored.reached = 333
        changes.save(SALMA, stored)

    changed = [[*one[:-1], 333 if number == 0 else 250] for number, one in enumerate(WORK)]
    outcome, planned = entered_while(tmp_path, save, changed)
    assert (outcome.is_written, planned) == (True, 2)
    assert {one.reached for one in Site.select()} == {333, 250}
    figure = ReachedFigure.get(ReachedFigure.site == site.id)
    assert figure.version == 2, "what somebody entered already is not entered again"


def test_two_imports_of_one_sheet_in_the_same_moment_enter_it_once(committed: Committed, tmp_path: Path) -> None:
    path = csv_file(tmp_path, WORK)
    outcome, planned = entered_while(tmp_path, lambda: take(path), WORK)
    assert (outcome.plan.tally.unchanged, planned) == (12, 2)
    assert (Site.select().count(), Batch.select().count()) == (12, 1)


def test_what_is_brought_back_meanwhile_is_not_entered_twice(committed: Committed, tmp_path: Path) -> None:
    first = take(csv_file(tmp_path, WORK)).batch
    assert first is not None
    taking = undoing.undo(SALMA, first).batch
    outcome, _planned = entered_while(tmp_path, lambda: undoing.undo(SALMA, taking), WORK)
    assert (outcome.plan.tally.unchanged, Site.select().where(Site.archived_at.is_null()).count()) == (12, 12)


def test_a_register_that_never_keeps_still_is_held_still(
    committed: Committed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan_basis.PlanBasis, "holds", lambda _self: False)
    heard: list[str] = []
    outcome = import_fivew(
        SALMA, csv_file(tmp_path, WORK), Choices(today=TODAY), lambda stage, _count: heard.append(stage)
    )
    assert (outcome.is_written, heard.count("again"), Site.select().count()) == (True, attempts.TIMES, 12)


def test_nothing_is_locked_while_rows_are_reckoned(committed: Committed, tmp_path: Path) -> None:
    within: dict[str, bool] = {}

    def progress(stage: str, _count: int) -> None:
        within[stage] = db.in_transaction()

    import_fivew(SALMA, csv_file(tmp_path, WORK), Choices(today=TODAY), progress)
    assert {stage for stage, is_held in within.items() if is_held} == {"write"}
    assert Intervention.select().count() == 12
