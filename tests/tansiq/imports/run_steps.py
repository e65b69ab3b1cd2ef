"""The steps that tests of imports take: sent, looked at, entered; and what a run then tells."""

from pathlib import Path
from typing import Any

import orjson

from tansiq.imports import runs
from tansiq.imports.stored_texts import sentence_from_json
from tansiq.models import (
    ImportRun,
    Proposal,
)
from tansiq.policy.viewer import Viewer
from tests.fivew import row

OTHER = row(Acronym="ADR", Organisation="Adan Relief", Title="Wells for al-Kawd", Sub_district="al-Kawd")
WRONG = row(Title="No such place", District="Nowhere", District_P_code="YE9999", Sub_district="")
IN_ABYAN = row(Organisation="NRA Aid")
IN_MUKALLA = row(Organisation="NRA Aid", Governorate="Hadramawt", District="Al Mukalla City", District_P_code="YE1927",
                 Sub_district="", Title="Water for Mukalla")  # fmt: skip


def send(viewer: Viewer, path: Path, **taken: str) -> ImportRun:
    """Upload a file, and take its columns as they are understood but for `taken`."""
    with path.open("rb") as source:
        run = runs.upload(viewer, source, path.name)
    run = fresh(run)
    if run.state == "UNDERSTOOD":
        runs.choose_columns(viewer, run, taken, "")
    return fresh(run)


def fresh(run: ImportRun) -> ImportRun:
    """The run as it is stored now."""
    return ImportRun.get_by_id(run.id)


def enter(viewer: Viewer, run: ImportRun, good_rows_only: bool = False) -> ImportRun:
    """Agree to the preview."""
    runs.enter(viewer, run, run.agreed, good_rows_only)
    return fresh(run)


def errors(run: ImportRun) -> str:
    """What a person is told went wrong."""
    return " ".join(str(sentence_from_json(kept)) for kept in orjson.loads(run.error or "[]"))


def standing(model: Any) -> int:
    """Rows of a table that are not archived."""
    return int(model.select().where(model.archived_at.is_null()).count())


def wrong_cells(run: ImportRun) -> list[tuple[str, str, int]]:
    """What is wrong: where it is first wrong_cells, in which words it begins, and how often."""
    causes = orjson.loads(run.report)["wrong"]
    return [(cause["cells"][0][0], str(sentence_from_json(cause["text"]))[:34], cause["count"]) for cause in causes]


def tally(run: ImportRun, *names: str) -> tuple[int, ...]:
    """Some counts of the preview."""
    said = orjson.loads(run.tally)
    return tuple(said[name] for name in names)


def proposals() -> list[Proposal]:
    return list(Proposal.select().order_by(Proposal.id))
