"""Earlier versions of a row: what it was, what differs, and bringing one back."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.faults import Refused
from tansiq.models import HistoryEntry, Intervention, Partnership
from tansiq.records import changes
from tansiq.records.versions import bring_back, differences, snapshot
from tests.people import SALMA
from tests.register import Register


def _save(row: Intervention, **values: Any) -> Intervention:
    for name, value in values.items():
        setattr(row, name, value)
    return changes.save(SALMA, row)


def _parts(row: Intervention, *organization_ids: int) -> None:
    wanted = [{"organization": row_id, "role": "FUNDING"} for row_id in organization_ids]
    changes.replace_parts(SALMA, row, Partnership, wanted)


def test_a_version_is_told_as_it_was(register: Register) -> None:
    row = register.intervention("NRA")
    _save(row, title_en="Wells")
    _save(row, title_en="Deep wells", status="COMPLETED")
    told = [snapshot(SALMA, row, version).fields for version in (1, 2, 3)]
    assert [(fields["title_en"], fields["status"]) for fields in told] == [
        ("NRA WSH", "ONGOING"),
        ("Wells", "ONGOING"),
        ("Deep wells", "COMPLETED"),
    ]
    assert told[0]["starts_on"] == "2026-03-01"


def test_two_versions_are_compared_whichever_is_older(register: Register) -> None:
    row = register.intervention("NRA")
    _save(row, title_en="Wells", remarks="Dug by hand")
    one, other = (snapshot(SALMA, row, version) for version in (1, 2))
    assert differences(one, other) == {"title_en": ["NRA WSH", "Wells"], "remarks": ["", "Dug by hand"]}
    assert differences(other, one) == {"title_en": ["Wells", "NRA WSH"], "remarks": ["Dug by hand", ""]}
    assert differences(one, one) == {}


def test_a_version_is_brought_back_with_its_parts_and_told(register: Register) -> None:
    row, one, other = register.intervention("NRA"), *(register.organization(name).id for name in ("ONE", "TWO"))
    _parts(row, one)
    row = Intervention.get_by_id(row.id)
    _save(row, title_en="Wells")
    _parts(row, other)
    bring_back(SALMA, Intervention.get_by_id(row.id), 2)
    stored = Intervention.get_by_id(row.id)
    assert (stored.title_en, [part.organization_id for part in Partnership.select()]) == ("NRA WSH", [one])
    assert stored.version > 4
    assert HistoryEntry.select().where(HistoryEntry.record_id == row.id).count() >= 6
    with pytest.raises(Refused, match="NOTHING_DIFFERS"):
        bring_back(SALMA, Intervention.get_by_id(row.id), stored.version)


def test_a_version_that_never_was_is_refused(register: Register) -> None:
    row = register.intervention("NRA")
    for version in (0, 2, -1, 10**9):
        with pytest.raises(Refused, match="NO_SUCH_VERSION"):
            snapshot(SALMA, row, version)


def test_a_version_that_would_not_be_right_any_more_is_refused_whole(register: Register) -> None:
    row = register.organization("NRA", registration_number="7")
    row.registration_number = None
    changes.save(SALMA, row)
    register.organization("TKN", registration_number="7")
    with pytest.raises(Refused, match="CONFLICT"):
        bring_back(SALMA, type(row).get_by_id(row.id), 1)
    assert type(row).get_by_id(row.id).registration_number is None


_CHANGES = st.lists(
    st.fixed_dictionaries({}, optional={"title_en": st.sampled_from(["a", "b"]), "remarks": st.text(max_size=3).filter(
        lambda text: "\x00" not in text)}),
    min_size=1,
    max_size=5,
)  # fmt: skip


@given(steps=_CHANGES)
def test_every_version_is_what_was_saved_then(register: Register, steps: list[dict[str, Any]]) -> None:
    row = register.intervention("NRA")
    seen = {1: (row.title_en, row.remarks)}
    for values in steps:
        _save(row, **values)
        seen[row.version] = (row.title_en, row.remarks)
    for version, saved in seen.items():
        fields = snapshot(SALMA, row, version).fields
        assert (fields["title_en"], fields["remarks"]) == saved
