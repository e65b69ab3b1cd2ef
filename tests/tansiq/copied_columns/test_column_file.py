"""The file of a copy is believed whole and of this version, or not at all."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from peewee import Database

from tansiq.copied_columns import building, column_file, copies
from tansiq.copied_columns.column_file import UnusableError
from tansiq.copied_columns.copies import reading
from tansiq.copied_columns.tables import tables
from tansiq.platform import lru
from tests.register import Register
from tests.tansiq.copied_columns.copied import differences


def _change(place: int) -> Callable[[Path], None]:
    def harm(path: Path) -> None:
        content = bytearray(path.read_bytes())
        content[place] ^= 1
        path.write_bytes(content)

    return harm


def _cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 1)


def _lengthen(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"\0")


def _replace(path: Path) -> None:
    path.write_bytes(b"{}" * 40_000)


HARM: dict[str, Callable[[Path], None]] = {
    "the length of the head": _change(3),
    "the sum of the head": _change(12),
    "a number in the head": _change(40),
    "a value in the first column": _change(column_file._HEAD),
    "cut off": _cut,
    "longer": _lengthen,
    "emptied": lambda path: os.truncate(path, 0),
    "gone": lambda path: path.unlink(),
    "something else": _replace,
}


@pytest.mark.parametrize("harm", HARM)
def test_a_damaged_file_is_not_believed_and_is_built_anew(
    copying: Path, database: Database, register: Register, harm: str
) -> None:
    register.site(register.intervention("NRA"), targeted=7)
    building.build()
    HARM[harm](copies.path())
    with pytest.raises(UnusableError):
        column_file.read(copies.path())
    with reading() as copy:
        assert copy is None
    assert not building.build_if_needed()
    assert differences(copies.open_file()) == {}


def test_a_file_of_another_version_is_not_believed(
    copying: Path, database: Database, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    building.build()
    monkeypatch.setattr(column_file, "version", lambda: "another")
    with pytest.raises(UnusableError):
        column_file.read(copies.path())


def test_nobody_but_the_owner_reads_it(copying: Path, database: Database, register: Register) -> None:
    building.build()
    assert copies.path().stat().st_mode & 0o777 == 0o600
    assert copying.stat().st_mode & 0o777 == 0o700


def test_what_one_process_writes_into_its_copy_is_in_no_other(
    copying: Path, database: Database, register: Register
) -> None:
    site = register.site(register.intervention("NRA"), targeted=7)
    building.build()
    one, other = copies.open_file(), copies.open_file()
    one.rows["site"].arrays["targeted"][0] = 99
    assert other.rows["site"].column("targeted").tolist() == [7]
    assert copies.open_file().rows["site"].column("id").tolist() == [site.id]


def test_a_builder_that_was_killed_leaves_the_file_as_it_was(
    copying: Path, database: Database, register: Register
) -> None:
    building.build()
    before = copies.path().read_bytes()
    column_file.begin(copies.path(), dict.fromkeys(tables(), 10))
    assert copies.path().read_bytes() == before
    assert len(list(copying.glob("*.columns.*"))) == 1
    building.build()
    assert list(copying.glob("*.columns.*")) == []


def test_two_do_not_build_at_once(copying: Path, database: Database, register: Register) -> None:
    with building._alone(copies.path()) as is_alone:
        assert is_alone
        assert not building.build()
    assert building.build()


def test_a_site_takes_no_more_than_sixty_bytes() -> None:
    sizes = [np.dtype(column.dtype).itemsize for column in tables()["site"].columns]
    assert sum(sizes) + 1 <= 60


def test_each_database_has_a_file_of_its_own(copying: Path, database: Database, register: Register) -> None:
    mine = copies.path()
    lru.forget()
    assert copies.path() == mine
    assert mine.parent == copying


def test_a_full_disk_leaves_the_file_as_it_was(
    copying: Path, database: Database, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_asked: object) -> None:
        raise OSError(errno.ENOSPC, "no room")

    building.build()
    monkeypatch.setattr(os, "posix_fallocate", full, raising=False)
    before = copies.path().read_bytes()
    assert not building.build()
    assert copies.path().read_bytes() == before
    monkeypatch.undo()
    assert building.build()
