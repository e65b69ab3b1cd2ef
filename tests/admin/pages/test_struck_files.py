"""Personal values that are struck out stand in no file that is given out later, whenever it was read."""

from collections.abc import Callable
from pathlib import Path

import pytest

from admin.panel import list_export
from tansiq.accounts.people import enter_person
from tansiq.accounts.viewers import viewer_of
from tansiq.exports import jobs, runs
from tansiq.models import Account, ExportRun, FieldDefinition, Organization
from tansiq.platform import background, uploads
from tansiq.platform.background import Order
from tansiq.records import changes
from tansiq.struck_values import strike_out
from tests import applications
from tests.admin.conftest import PASSWORD, SETTINGS, Reader
from tests.admin.pages.long_files import fetch, order, state
from tests.conftest import Committed
from tests.definitions import field, name_of
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.records.test_transactions import at_once

NAMES = ("Amal", "Huda", "Omar")


def _heads(register: Register) -> FieldDefinition:
    """A personal field of organisations, which three of them fill."""
    head = field("head", is_personal=True)
    for acronym, name in zip(("NRA", "ADR", "BKC"), NAMES, strict=True):
        row = Organization.get_by_id(register.organization(acronym).id)
        row.enter(name_of(head), name)
        changes.save(SALMA, row)
    return head


def _address(one: FieldDefinition, kind: str = "csv") -> str:
    return f"organization/export/{kind}/?columns=name+{name_of(one)}"


@pytest.mark.usefixtures("few")
def test_a_finished_file_that_tells_of_the_field_is_removed_and_others_stay(salma: Reader, register: Register) -> None:
    head = _heads(register)
    files = [order(salma, address) for address in (_address(head), _address(head, "xlsx"), "sector/export/csv/")]
    assert all(name in fetch(salma, files[0]).text for name in NAMES)
    kept = [uploads.path_of(ExportRun.get_by_id(number).stored) for number in files]
    strike_out(SALMA, head)
    assert [fetch(salma, number).status_code for number in files] == [404, 404, 200]
    assert [path.exists() for path in kept] == [False, False, True]
    assert "were struck out, so it was removed" in salma.get(f"exports/run/?id={files[0]}").text
    assert [state(number) for number in files] == ["REMOVED", "REMOVED", "READY"]
    assert not [name for name in NAMES if name in fetch(salma, order(salma, _address(head))).text]


def _waits(folder: Path, address: str) -> ExportRun:
    """A file that Salma ordered and nobody writes yet."""
    uploads.use(folder / "uploads", 25)
    background.use(background.open_queue(f"sqlite:///{folder}/queue.db", jobs.ALL))
    account = enter_person(SALMA, Account(email="salma@example.org", name="Salma"), PASSWORD, "ADMIN")
    return runs.order(viewer_of(account.id, "en"), f"/admin/{address}", "Organisations")


def _once(at: int, deed: Callable[[], object]) -> Callable[[str, int], None]:
    """A progress in the midst of which somebody does a deed, once so many rows were written."""
    left = [deed]

    def progress(_stage: str, count: int) -> None:
        if count == at and left:
            at_once(left.pop())

    return progress


def test_a_file_that_is_being_written_is_written_anew(
    committed: Committed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    applications.application(**SETTINGS)
    monkeypatch.setattr(list_export, "TOLD_EVERY", 1)
    head = _heads(committed.register)
    run = _waits(tmp_path, _address(head))
    heard: list[int] = []
    strike = _once(2, lambda: strike_out(SALMA, head))

    def progress(stage: str, count: int) -> None:
        heard.append(count)
        strike(stage, count)

    jobs.write(Order("export", run.id), progress)
    assert (ExportRun.get().state, heard.count(1)) == ("READY", 2)
    content = uploads.path_of(ExportRun.get().stored).read_text("utf-8-sig")
    assert (content.count("\n"), [name for name in NAMES if name in content]) == (4, [])
