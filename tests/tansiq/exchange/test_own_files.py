"""Sheets name the files that rows hold, and neither fill nor empty the field."""

from pathlib import Path

import pytest

from tansiq.exchange.entry_import import lines
from tansiq.exchange.export.entry_sheet import write_entries
from tansiq.models import Entry
from tests.definitions import name_of
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.exchange.wells import Wells, told
from tests.tansiq.files.kept import hold, sent
from tests.tansiq.files.pictures import picture

pytestmark = pytest.mark.usefixtures("document_folder")


def test_a_sheet_names_the_file_and_comes_back_without_touching_it(register: Register, tmp_path: Path) -> None:
    wells = Wells()
    one = wells.field("photo", "PHOTO", label_en="Photo of it")
    wells.take(wells.sheet(tmp_path))
    row = Entry.select().order_by(Entry.id).get()
    file = sent(one, picture(), "bir.png")
    hold(SALMA, row, one, file)
    write_entries(SALMA, wells.kind, path := tmp_path / "out.csv", "csv")
    written = path.read_text("utf-8-sig")
    assert "bir.jpg" in written
    path.write_text(written.replace("bir.jpg", "").replace("Bir Amran", "Bir Omran"), "utf-8-sig")
    outcome = wells.take(path)
    assert told(outcome) == []
    assert "Photo of it" in "\n".join(lines(outcome.plan))
    assert Entry.get_by_id(row.id).entered(name_of(one)) == file.id
    assert "Bir Omran" in wells.held("wellName")


def test_a_number_in_a_sheet_is_no_file(register: Register, tmp_path: Path) -> None:
    wells = Wells()
    one = wells.field("photo", "PHOTO", label_en="Photo of it")
    file = sent(one, picture(), "bir.png")
    wells.take(wells.sheet(tmp_path, [["Bir", "Khanfar", file.id]], ("Name", "District", "Photo of it")))
    assert [row.entered(name_of(one)) for row in Entry.select()] == [None]
