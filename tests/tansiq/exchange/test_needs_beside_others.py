"""An import of needs beside people who save: reckoned while they work, written in one go where it still is right."""

import itertools
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tansiq.exchange import attempts, needs_import
from tansiq.exchange.needs_import import NeedsChoices, NeedsPlan, import_needs
from tansiq.faults import Refused
from tansiq.models import Area, HistoryEntry, Need, PopulationGroup, Sector
from tansiq.platform.database import db
from tansiq.platform.progress import silent
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tansiq.reference.merging import Outcome
from tests.conftest import Committed
from tests.fivew import csv_file
from tests.people import SALMA
from tests.register import Register
from tests.statements import told
from tests.tansiq.records.test_transactions import at_once

HEADER = ("District P-code", "Sector", "People in need", "Start date", "End date")
DAYS = ("2026-01-01", "2026-12-31")
ROWS = [["YE1211", "WSH", 1000, *DAYS], ["YE1210", "WSH", 500, *DAYS]]


def _taken_while(
    monkeypatch: pytest.MonkeyPatch, folder: Path, deed: Callable[[], object], rows: list[list[Any]]
) -> tuple[NeedsPlan, int]:
    """What an import made during which, once it was compared, somebody does a deed; and how often it was read."""
    heard: list[str] = []
    write = needs_import._write

    def write_late(viewer: Viewer, made: NeedsPlan) -> None:
        write(viewer, made)
        if heard.count("read") == 1:
            at_once(deed)

    path = csv_file(folder, rows, HEADER)
    with monkeypatch.context() as patched:
        patched.setattr(needs_import, "_write", write_late)
        made = import_needs(SALMA, path, NeedsChoices(), lambda stage, _count: heard.append(stage))
    return made, heard.count("read")


def _take(path: Path) -> NeedsPlan:
    return import_needs(SALMA, path, NeedsChoices(), silent)


def _enter_others() -> None:
    """What another import of the same sheet enters in the same moment."""
    for need in ROWS:
        area, sector = Area.get(Area.pcode == need[0]), Sector.get(Sector.code == need[1])
        row = Need(area=area.id, sector=sector.id, people_in_need=need[2], source="5w")
        row.population_group_id = PopulationGroup.get(PopulationGroup.code == "ALL").id
        row.starts_on, row.ends_on = date(2026, 1, 1), date(2026, 12, 31)
        changes.save(SALMA, row)


def test_two_imports_of_one_sheet_in_the_same_moment_enter_it_once(
    committed: Committed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, read = _taken_while(monkeypatch, tmp_path, _enter_others, ROWS)
    assert (made.unchanged, len(made.new), read) == (2, 0, 2)
    assert Need.select().count() == 2


def test_a_need_that_somebody_changed_meanwhile_is_compared_anew(
    committed: Committed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _take(csv_file(tmp_path, ROWS, HEADER))
    need = Need.get(Need.people_in_need == 500)

    def save() -> None:
        stored = Need.get_by_id(need.id)
        stored.people_in_need = 700
        changes.save(SALMA, stored)

    made, read = _taken_while(monkeypatch, tmp_path, save, [ROWS[0], [*ROWS[1][:2], 900, *DAYS]])
    assert (made.is_written, len(made.changed), read) == (True, 1, 2)
    stored = Need.get_by_id(need.id)
    assert (stored.people_in_need, stored.version) == (900, need.version + 2)
    entry = HistoryEntry.select().order_by(HistoryEntry.id.desc()).get()
    assert json.loads(entry.changes) == {"people_in_need": [700, 900]}


def test_work_that_is_saved_meanwhile_does_not_matter(
    committed: Committed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, read = _taken_while(monkeypatch, tmp_path, lambda: committed.register.intervention("ADR"), ROWS)
    assert (len(made.new), read) == (2, 1)


def test_nothing_is_locked_while_rows_are_reckoned(committed: Committed, tmp_path: Path) -> None:
    within: list[bool] = []
    path = csv_file(tmp_path, ROWS, HEADER)
    import_needs(SALMA, path, NeedsChoices(), lambda _stage, _count: within.append(db.in_transaction()))
    assert within == [False] * len(within) != []
    assert Need.select().count() == 2


def test_a_register_that_never_keeps_still_is_held_still(
    committed: Committed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = itertools.count()
    monkeypatch.setattr(needs_import, "_stamps", lambda: [next(numbers)])
    heard: list[str] = []
    path = csv_file(tmp_path, ROWS, HEADER)
    made = import_needs(SALMA, path, NeedsChoices(), lambda stage, _count: heard.append(stage))
    assert (made.is_written, heard.count("again"), Need.select().count()) == (True, attempts.TIMES, 2)


def test_what_the_database_does_not_accept_is_refused_with_a_sentence(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = csv_file(tmp_path, ROWS, HEADER)
    _take(path)
    monkeypatch.setattr(needs_import, "_stored", lambda *_asked: iter(()))
    with pytest.raises(Refused, match="CONFLICT"):
        _take(path)


def test_new_areas_are_entered_with_their_needs(yemen: dict[str, Outcome], tmp_path: Path) -> None:
    header = ("Country", "Admin 1 P-code", "Admin 1", *HEADER[1:])
    made = _take(csv_file(tmp_path, [["SDN", "SD01", "Khartoum", "WSH", 70, *DAYS]], header))
    assert [area.pcode for area in made.areas] == ["SD", "SD01"]
    need = Need.get()
    assert (need.area.pcode, need.area.country.pcode, need.starts_on) == ("SD01", "SD", date(2026, 1, 1))


def _statements(folder: Path, count: int, people: int) -> int:
    districts = [area.pcode for area in Area.select().where(Area.level == 2).order_by(Area.pcode).limit(count)]
    path = csv_file(folder, [[pcode, "WSH", people, *DAYS] for pcode in districts], HEADER)
    with told() as statements:
        made = _take(path)
    assert len(made.new) + len(made.changed) == count
    return len(statements)


def test_forty_needs_cost_no_more_statements_than_four(yemen: dict[str, Outcome], tmp_path: Path) -> None:
    _statements(tmp_path, 1, 50)
    cost: dict[str, list[int]] = {"entering": [], "changing": []}
    for count in (4, 40):
        Need.delete().execute()
        cost["entering"].append(_statements(tmp_path, count, 100))
        cost["changing"].append(_statements(tmp_path, count, 200))
    assert cost["entering"][0] == cost["entering"][1]
    assert cost["changing"][0] == cost["changing"][1]
