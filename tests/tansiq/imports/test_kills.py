"""Whoever is killed in the middle of an import or an approval leaves nothing half, and nothing is entered twice."""

import random
from datetime import date
from functools import partial
from itertools import islice, product
from pathlib import Path
from typing import Any

import pytest

from tansiq.accounts.people import Rights, enter_person
from tansiq.accounts.viewers import viewer_of
from tansiq.imports import jobs, runs
from tansiq.models import (
    Account,
    Batch,
    BatchEntry,
    HistoryEntry,
    ImportedRow,
    ImportRun,
    Intervention,
    Organization,
    Proposal,
    ReachedFigure,
    Site,
    Table,
)
from tansiq.platform import background, uploads
from tansiq.platform.background import Order
from tansiq.platform.database import db
from tansiq.policy.viewer import Viewer
from tansiq.proposals import reviewing
from tansiq.proposals.proposing import submit
from tansiq.records import changes
from tests.conftest import Committed
from tests.fivew import csv_file, row
from tests.killing import killed, let_go
from tests.people import SALMA
from tests.tansiq.imports.run_steps import fresh

ROWS = 60
FEW, MANY = 3, 20
KILLS = pytest.mark.parametrize("kills", [FEW, pytest.param(MANY, marks=pytest.mark.long)])
SEED = 20261128
COUNTED: tuple[type[Table], ...] = (
    Organization, Intervention, Site, ReachedFigure, ImportedRow, HistoryEntry, Batch, BatchEntry,
)  # fmt: skip


WHOLE = [1, ROWS, ROWS, ROWS, ROWS, 3 * ROWS + 1, 1, 3 * ROWS + 1]
"""What a whole import adds to each of COUNTED."""


@pytest.fixture
def administrator(committed: Committed, tmp_path: Path) -> Viewer:
    """Somebody with an account, whose orders lie in a queue at which nobody works."""
    uploads.use(tmp_path / "uploads", 25)
    background.use(background.open_queue(f"sqlite:///{tmp_path}/queue.db", jobs.ALL))
    account = enter_person(SALMA, Account(email="salma@example.org", name="Salma"), "a long walk to Ja'ar", "ADMIN")
    return viewer_of(account.id, "en")


def counts() -> list[int]:
    """The rows of every table that an import or an approval fills."""
    return [int(table.select().count()) for table in COUNTED]


@KILLS
def test_an_import_is_whole_or_absent_whenever_its_worker_is_killed(
    committed: Committed, administrator: Viewer, tmp_path: Path, kills: int
) -> None:
    dice, longest, ends = random.Random(SEED), 0.0, list[str]()  # noqa: S311  The same moments in every run.
    for number in range(kills + 1):
        run = ordered(administrator, sheet(tmp_path, number))
        before = counts()
        let_go()
        # The first is not killed: it tells how long one takes.
        moment = dice.uniform(0, 1.1 * longest) if number else None
        entering = partial(_apply, _order(run))
        longest = max(longest, killed(committed.url, entering, moment))
        db.connect()
        ends.append(fresh(run).state)
        if fresh(run).state == "APPLYING":
            assert counts() == before, "nothing half"
            let_go()
            killed(committed.url, entering, None)
            db.connect()
        assert [one - other for one, other in zip(counts(), before, strict=True)] == WHOLE, "all of it, once"
        assert (fresh(run).state, fresh(run).batch_id) == ("APPLIED", Batch.select().order_by(Batch.id.desc()).get().id)
    assert ends[0] == "APPLIED"


def sheet(folder: Path, number: int) -> Path:
    """Rows of an organisation of their own, each an intervention of its own."""
    own = {"Organisation": f"Relief {number}", "Acronym": f"R{number}"}
    return csv_file(folder, [row(**own, Title=f"Work {number}-{one}") for one in range(ROWS)], name=f"{number}.csv")


def ordered(viewer: Viewer, path: Path) -> ImportRun:
    """An import that was looked at and agreed to; the worker is to enter it."""
    with path.open("rb") as source:
        run = runs.upload(viewer, source, path.name)
    for job in ("understand", "plan"):
        if job == "plan":
            runs.choose_columns(viewer, fresh(run), {}, "")
        jobs.ALL[job](Order(job, run.id, viewer.account_id, "en"), lambda _stage, _count: None)
    run = fresh(run)
    runs.enter(viewer, run, run.agreed, False)
    return fresh(run)


def _order(run: ImportRun) -> Order:
    return Order("apply", run.id, run.account_id, "en")


def _apply(order: Order) -> None:
    jobs.ALL["apply"](order, lambda _stage, _count: None)


@KILLS
def test_an_approval_is_whole_or_absent_whenever_it_is_killed(
    committed: Committed, administrator: Viewer, kills: int
) -> None:
    dice, longest = random.Random(SEED), 0.0  # noqa: S311  The same.
    sender = _partner(committed)
    for number in range(kills + 1):
        proposal = submit(sender, partial(_propose, committed, number))
        assert proposal is not None
        before = counts()
        let_go()
        moment = dice.uniform(0, 1.1 * longest) if number else None
        approve = _approval(administrator, proposal.id)
        longest = max(longest, killed(committed.url, approve, moment))
        db.connect()
        if Proposal.get_by_id(proposal.id).state == "WAITING":
            assert counts() == before, "nothing half"
            let_go()
            killed(committed.url, approve, None)
            db.connect()
        assert Proposal.get_by_id(proposal.id).state == "APPROVED"
        grown = [one - other for one, other in zip(counts(), before, strict=True)]
        assert grown == [0, 1, 20, 0, 0, 21, 1, 21], "all of it, once"


def _partner(committed: Committed) -> Viewer:
    own = frozenset({committed.register.organization("NRA").id})
    rights = Rights(frozenset({"PARTNER"}), organization_ids=own)
    return viewer_of(
        enter_person(SALMA, Account(email="khaled@example.org", name="Khaled"), "a walk to Lawdar", rights).id, "en"
    )


def _propose(committed: Committed, number: int, acting: Viewer) -> None:
    """One intervention with twenty sites."""
    facts: dict[str, Any] = {"title_en": f"Proposed {number}", "sector": committed.register.sectors["WSH"].id}
    own = committed.register.organization("NRA").id
    dates: dict[str, Any] = {"starts_on": date(2026, 3, 1), "ends_on": date(2026, 3, 31), "status": "ONGOING"}
    work = changes.save(acting, Intervention(organization=own, **facts, **dates))
    places = product(committed.register.areas.values(), committed.register.groups.values())
    for people, (area, group) in enumerate(islice(places, 20)):
        site = Site(intervention=work.id, area=area.id, population_group=group.id, targeted=100 + people)
        changes.save(acting, site)


def _approval(viewer: Viewer, proposal_id: int) -> Any:
    return lambda: reviewing.approve(viewer, Proposal.get_by_id(proposal_id))
