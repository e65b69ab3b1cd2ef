"""What lies on disk is its owner's alone from the moment it is made, whatever the umask; what was wider is narrowed."""

import io
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tansiq.imports import workbook_files
from tansiq.organizations.document_files import keep_file, path_of_document
from tansiq.platform import background, private_files, uploads
from tansiq.platform.database import open_database
from tests.logs import heard

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture(autouse=True, params=[0o000, 0o022, 0o077])
def _umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def _mode(path: Path) -> str:
    return oct(path.stat().st_mode & 0o777)


def _modes(folder: Path) -> dict[str, str]:
    return {path.name: _mode(path) for path in sorted(folder.rglob("*"))}


def test_a_database_and_what_lies_beside_it_is_the_owners_alone(tmp_path: Path) -> None:
    database: Any = open_database(f"sqlite:///{tmp_path}/one/two/tansiq.db")
    with database.connection_context():
        database.execute_sql("CREATE TABLE kept (word TEXT)")
        assert _modes(tmp_path) == {
            "one": "0o700",
            "two": "0o700",
            "tansiq.db": "0o600",
            "tansiq.db-wal": "0o600",
            "tansiq.db-shm": "0o600",
        }


def test_a_database_that_was_wider_is_narrowed_with_its_rows_and_locks(tmp_path: Path) -> None:
    path = tmp_path / "tansiq.db"
    with sqlite3.connect(path) as held:
        held.execute("PRAGMA journal_mode = wal")
        held.execute("CREATE TABLE kept (word TEXT)")
        held.execute("INSERT INTO kept VALUES ('water')")
        held.commit()
        for each in tmp_path.iterdir():
            each.chmod(0o666)
        held.execute("BEGIN IMMEDIATE")
        database: Any = open_database(f"sqlite:///{path}")
        assert set(_modes(tmp_path).values()) == {"0o600"}
        with sqlite3.connect(path, timeout=0) as other, pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()
        held.rollback()
        with database.connection_context():
            assert database.execute_sql("SELECT word FROM kept").fetchall() == [("water",)]
    held.close()


def test_the_queue_is_the_owners_alone(tmp_path: Path) -> None:
    queue = background.open_queue(f"sqlite:///{tmp_path}/own/queue.db", {})
    assert queue.orders is not None
    assert queue.orders.all() == []
    modes = _modes(tmp_path)
    assert modes.pop("own") == "0o700"
    assert set(modes.values()) == {"0o600"}
    (tmp_path / "own" / "queue.db").chmod(0o644)
    background.open_queue(f"sqlite:///{tmp_path}/own/queue.db", {})
    assert _mode(tmp_path / "own" / "queue.db") == "0o600"


def test_files_that_people_send_are_the_owners_alone(tmp_path: Path) -> None:
    uploads.use(tmp_path / "own" / "uploads", 1)
    kept = keep_file(io.BytesIO(PDF), "licence.pdf")
    sent = workbook_files.keep(io.BytesIO(b"Organisation,Sector\nRelief,Water\n"), "5w.csv")
    assert _modes(tmp_path) == {
        "own": "0o700",
        "uploads": "0o700",
        "documents": "0o700",
        path_of_document(kept.stored).name: "0o600",
        sent.stored: "0o600",
    }


def test_a_folder_of_uploads_that_was_wider_is_narrowed(tmp_path: Path) -> None:
    folder = tmp_path / "uploads"
    folder.mkdir()
    folder.chmod(0o755)
    uploads.use(folder, 1)
    assert _mode(folder) == "0o700"


def test_the_folder_of_a_database_that_others_may_write_to_is_told(tmp_path: Path) -> None:
    for mode, is_told in ((0o755, False), (0o775, True), (0o757, True), (0o777, True), (0o1777, False)):
        tmp_path.chmod(mode)
        with heard() as told:
            private_files.make_database(tmp_path / "tansiq.db")
        assert bool(told) is is_told
        assert tmp_path.stat().st_mode & 0o7777 == mode


def test_what_is_not_ours_to_narrow_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "tansiq.db"
    path.touch()
    path.chmod(0o644)

    def refuse(_path: Path, _mode: int) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "chmod", refuse)
    with heard() as told:
        private_files.narrow(path)
    assert [(entry["event"], entry["path"]) for entry in told] == [("others may read this file", str(path))]
    private_files.narrow(tmp_path / "gone")
