"""Whatever entries hold, the sheet that is written of them comes back and changes nothing, in either language."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.exchange.export.entry_sheet import write_entries
from tansiq.language.words import LANGUAGES, speaking
from tansiq.models import Area, Choice, Entry, Organization
from tansiq.platform.database import db
from tansiq.records import bulk, changes
from tests.definitions import name_of
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.exchange.own_values import rows_of_values
from tests.tansiq.exchange.wells import Wells


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_an_export_changes_nothing_when_it_comes_back(register: Register, tmp_path: Path, kind: Any) -> None:
    wells = Wells()
    # A label that holds the sign between answers, and one that elsewhere says that nothing is known.
    for code, label in (("FIELDS", "Fields; gardens, and trees"), ("BROKEN", "unknown")):
        answer = Choice.get(Choice.code == code)
        answer.label_en = label
        changes.save(SALMA, answer)
    keepers = [register.organization("NRA"), register.organization("ADR", name_en="Nahar Relief", name_ar="")]

    @given(rows=rows_of_values(), language=st.sampled_from(LANGUAGES))
    def comes_back(rows: list[dict[str, Any]], language: str) -> None:
        with db.atomic() as transaction, speaking(language):
            with changes.together():
                bulk.enter(SALMA, [_entry(wells, row, at, keepers) for at, row in enumerate(rows)])
            write_entries(SALMA, wells.kind, path := tmp_path / f"out.{kind}", kind)
            made = wells.take(path).plan
            transaction.rollback()
        told = [(one.address, one.value, one.code) for one in made.errors]
        differing = [draft.changes for draft in made.drafts if draft.changes]
        assert (told, differing, made.tally.unchanged) == ([], [], len(rows))

    comes_back()


def _entry(wells: Wells, values: dict[str, Any], at: int, keepers: list[Organization]) -> Entry:
    areas = list(Area.select().where(Area.level > 0).order_by(Area.id))
    row = Entry(record_type=wells.kind.id, area=areas[at % len(areas)].id if at % 4 else None, is_published=at % 2 == 0)
    row.organization_id = keepers[0].id if at % 3 == 0 else None
    for key, value in values.items():
        row.enter(name_of(wells.fields[key]), keepers[at % 2].id if key == "keeper" else value)
    row.latitude, row.longitude = (13.1234567, 45.0) if at % 2 else (None, None)
    return row


@pytest.mark.parametrize("text", ["=cmd|'/c calc'!A0", "\u202eevil", "x" * 500])
def test_hostile_texts_are_harmless_in_the_sheet(register: Register, tmp_path: Path, text: str) -> None:
    wells = Wells()
    row = Entry(record_type=wells.kind.id, area=register.areas["YE1211"].id)
    row.enter(name_of(wells.fields["wellName"]), "Bir")
    row.extra = {**row.extra, str(wells.fields["remarks"].number): text}
    Entry.insert(record_type=wells.kind.id, area=row.area_id, extra=row.extra).execute()
    path = tmp_path / "out.csv"
    write_entries(SALMA, wells.kind, path, "csv")
    assert not any(cell[:1] in "=+-@" for cell in path.read_text("utf-8-sig").replace('"', "").split(",") if cell)
    assert wells.take(path).plan.is_change is False
