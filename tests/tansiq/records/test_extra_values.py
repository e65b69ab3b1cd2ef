"""What own fields of rows hold goes through the one door: checked, told in the history, proposed, undone."""

from datetime import date
from typing import Any

import pytest

from tansiq.faults import Refused
from tansiq.models import Choice, Entry, ExtraLink, FieldDefinition, HistoryEntry, Organization, Proposal
from tansiq.models.definitions import NOTHING, known
from tansiq.models.record_type import type_of
from tansiq.policy.visibility import visible
from tansiq.proposals.proposing import submit
from tansiq.proposals.reviewing import approve, clashes
from tansiq.records import bulk, changes, undoing, versions
from tansiq.records.backlinks import links_to
from tests.definitions import answers, field, name_of, record_type
from tests.people import NOBODY, SALMA, people_of
from tests.register import Register


def _with(row: Organization, **values: Any) -> Organization:
    """The stored row with other values of fields, by key."""
    by_key = {one.key: one for one in known().fields.values()}
    again = Organization.get_by_id(row.id)
    for key, value in values.items():
        again.enter(name_of(by_key[key]) if key in by_key else key, value)
    return again


def _codes(row: Organization) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        changes.save(SALMA, row)
    return [(fault.code, fault.field) for fault in refused.value.faults]


def test_nothing_is_defined_until_somebody_does(register: Register) -> None:
    assert known() is NOTHING
    field("licenceClass")
    assert [one.key for one in known().of(("organization", None))] == ["licenceClass"]


def test_a_value_is_kept_under_the_number_and_told_in_the_history(register: Register) -> None:
    one, row = field("licenceClass"), register.organization("NRA")
    changes.save(SALMA, _with(row, licenceClass="B"))
    stored = Organization.get_by_id(row.id)
    assert (stored.extra, stored.values()[name_of(one)]) == ({str(one.number): "B"}, "B")
    changes.save(SALMA, _with(row, licenceClass=None))
    assert Organization.get_by_id(row.id).extra == {}
    told = [entry.changes for entry in HistoryEntry.select().order_by(HistoryEntry.id.desc()).limit(2)]
    assert told == [f'{{"{name_of(one)}":["B",null]}}', f'{{"{name_of(one)}":[null,"B"]}}']


WRONG: list[tuple[str, dict[str, Any], Any, str]] = [
    ("WHOLE", {}, "five", "INVALID"),
    ("WHOLE", {}, True, "INVALID"),
    ("WHOLE", {}, 2**53, "OUT_OF_RANGE"),
    ("WHOLE", {"least": 0}, -1, "NEGATIVE"),
    ("WHOLE", {"most": 10}, 11, "OUT_OF_RANGE"),
    ("NUMBER", {"decimals": 1}, 1.25, "TOO_PRECISE"),
    ("NUMBER", {}, "1.5", "INVALID"),
    ("YES_NO", {}, "yes", "INVALID"),
    ("DAY", {}, "2026-02-30", "INVALID"),
    ("DAY", {}, "20260201", "INVALID"),
    ("DAY", {}, "0026-02-01", "OUT_OF_RANGE"),
    ("MONTH", {}, "2026-13", "INVALID"),
    ("POINT", {}, [91, 0], "OUT_OF_RANGE"),
    ("POINT", {}, "13.2 45.3", "INVALID"),
    ("TEXT", {}, "x" * 501, "TOO_LONG"),
    ("TEXT", {}, "a\x00b", "BAD_CHARACTER"),
    ("TEXT", {}, 7, "INVALID"),
    ("TEXT", {"pattern": "YEAR"}, "26", "BAD_PATTERN"),
    ("EMAIL", {}, "nobody", "BAD_EMAIL"),
    ("TELEPHONE", {}, "12", "BAD_PHONE"),
    ("WEB", {}, "javascript:alert(1)", "BAD_ADDRESS"),
    ("PCODE", {}, "Abyan", "BAD_PATTERN"),
    ("HEADING", {}, "text", "NOT_FILLED"),
]


@pytest.mark.parametrize(("value_type", "more", "value", "code"), WRONG)
def test_what_a_field_does_not_keep_is_told_at_the_field(
    register: Register, value_type: str, more: dict[str, Any], value: Any, code: str
) -> None:
    one = field("licenceClass", value_type, **more)
    row = register.organization("NRA")
    assert _codes(_with(row, licenceClass=value)) == [(code, name_of(one))]
    assert Organization.get_by_id(row.id).extra == {}


RIGHT: list[tuple[str, dict[str, Any], Any]] = [
    ("WHOLE", {}, 40),
    ("WHOLE", {}, 2**53 - 1),
    ("NUMBER", {"decimals": 2}, 12.25),
    ("YES_NO", {}, False),
    ("DAY", {}, "2026-02-28"),
    ("MONTH", {}, "2026-02"),
    ("POINT", {}, [13.2, 45.3]),
    ("TEXT", {"pattern": "ARABIC"}, "بئر الحصن 3"),
    ("LONG_TEXT", {}, "سطر\nآخر"),
    ("TELEPHONE", {}, "+967 2 345678"),
]


@pytest.mark.parametrize(("value_type", "more", "value"), RIGHT)
def test_what_a_field_keeps_comes_back_as_it_was(
    register: Register, value_type: str, more: dict[str, Any], value: Any
) -> None:
    one = field("licenceClass", value_type, **more)
    row = changes.save(SALMA, _with(register.organization("NRA"), licenceClass=value))
    assert Organization.get_by_id(row.id).entered(name_of(one)) == value


def test_a_column_says_what_a_value_is(register: Register) -> None:
    one = field("inspectedOn", "DAY")
    column = type_of(Organization).column(name_of(one))
    assert column is not None
    assert column.python_value("2026-03-01") == date(2026, 3, 1)


def test_answers_come_from_the_list_and_retired_ones_stay_where_they_are(register: Register) -> None:
    one = field("source", "CHOICE", choice_list=answers("WELL", "SPRING").id)
    row = register.organization("NRA")
    assert _codes(_with(row, source="RIVER")) == [("UNKNOWN_CODE", name_of(one))]
    changes.save(SALMA, _with(row, source="WELL"))
    retired = Choice.get(Choice.code == "WELL")
    retired.retired_on = date(2026, 1, 1)
    changes.save(SALMA, retired)
    changes.save(SALMA, _with(row, name_en="Another name"))
    assert _codes(_with(register.organization("ADR"), source="WELL")) == [("UNKNOWN_CODE", name_of(one))]


def test_one_answer_becomes_several_without_touching_a_row(register: Register) -> None:
    one = field("source", "CHOICE", choice_list=answers("WELL", "SPRING").id)
    row = changes.save(SALMA, _with(register.organization("NRA"), source="WELL"))
    one.value_type = "CHOICES"
    changes.save(SALMA, one)
    stored = Organization.get_by_id(row.id)
    assert stored.version == row.version
    column = type_of(Organization).column(name_of(one))
    assert column is not None
    assert column.python_value(stored.entered(name_of(one))) == ["WELL"]
    changes.save(SALMA, _with(row, source=["WELL", "SPRING"]))
    assert _codes(_with(row, source=["WELL", "WELL"])) == [("INVALID", name_of(one))]


def test_required_fields_are_asked_of_rows_saved_from_then_on(register: Register) -> None:
    row = register.organization("NRA")
    one = field("licenceClass", is_required=True)
    row.name_en = "Another name"
    assert _codes(row) == [("MISSING", name_of(one))]
    changes.archive(SALMA, Organization.get_by_id(row.id))


def test_unknown_foreign_drafted_and_retired_fields_are_refused_and_never_dropped(register: Register) -> None:
    row, other = register.organization("NRA"), field("depth", "WHOLE", table="intervention")
    draft, retired = field("drafted", use_state="DRAFT"), field("retired", use_state="RETIRED")
    row.extra = {"999": 1, str(other.number): 1, str(draft.number): "x", str(retired.number): "x", "name": 1}
    assert sorted(_codes(row)) == sorted([
        ("UNKNOWN_FIELD", "extra.999"),
        ("UNKNOWN_FIELD", name_of(other)),
        ("UNKNOWN_FIELD", name_of(draft)),
        ("RETIRED", name_of(retired)),
        ("UNKNOWN_FIELD", "extra.name"),
    ])  # fmt: skip


def test_all_own_fields_of_a_row_have_room_for_64_kilobytes(register: Register) -> None:
    for number in range(4):
        field(f"text{number}", "LONG_TEXT")
    row = _with(register.organization("NRA"), **{f"text{number}": "ن" * 10_000 for number in range(4)})
    assert _codes(row) == [("TOO_LONG", "extra")]


def test_a_reference_is_a_real_key_and_leads_to_what_its_writer_sees(register: Register) -> None:
    one = field("seat", "REFERENCE", reference_table="area")
    row, abyan = register.organization("NRA"), register.areas["YE12"].id
    changes.save(SALMA, _with(row, seat=abyan))
    [link] = ExtraLink.select()
    assert (link.field_id, link.owner_id, link.area) == (one.number, row.id, register.areas["YE12"])
    changes.save(SALMA, _with(row, seat=None))
    assert not ExtraLink.select().exists()
    assert _codes(_with(row, seat=999_999)) == [("NOT_FOUND", name_of(one))]
    assert links_to(Organization)


def test_a_reference_to_a_hidden_row_is_not_there(register: Register) -> None:
    one = field("partnerOf", "REFERENCE", reference_table="organization")
    hidden = register.organization("ADR", is_published=False)
    khaled = people_of(register)["partner"]
    row = _with(register.organization("NRA"), partnerOf=hidden.id)
    with pytest.raises(Refused) as refused:
        submit(khaled, lambda viewer: changes.save(viewer, row))
    assert [(fault.code, fault.field) for fault in refused.value.faults] == [("NOT_FOUND", name_of(one))]


def test_a_proposal_carries_own_fields_and_clashes_field_by_field(register: Register) -> None:
    first, second = field("licenceClass"), field("remark")
    row, khaled = register.organization("NRA"), people_of(register)["partner"]
    proposal = submit(khaled, lambda viewer: changes.save(viewer, _with(row, licenceClass="B", remark="ours")))
    assert isinstance(proposal, Proposal)
    changes.save(SALMA, _with(row, licenceClass="C"))
    [clash] = clashes(proposal)
    assert (clash.field, clash.was, clash.now, clash.proposed) == (name_of(first), None, "C", "B")
    approve(SALMA, proposal, {clash.place: "CURRENT"})
    stored = Organization.get_by_id(row.id)
    assert (stored.entered(name_of(first)), stored.entered(name_of(second))) == ("C", "ours")


def test_an_earlier_version_is_brought_back_with_its_own_fields(register: Register) -> None:
    one, row = field("licenceClass"), register.organization("NRA")
    first = changes.save(SALMA, _with(row, licenceClass="B")).version
    changes.save(SALMA, _with(row, licenceClass=None))
    versions.bring_back(SALMA, Organization.get_by_id(row.id), first)
    assert Organization.get_by_id(row.id).entered(name_of(one)) == "B"


def test_a_batch_is_undone_with_its_own_fields(register: Register) -> None:
    one, row = field("licenceClass"), register.organization("NRA")
    seat = field("seat", "REFERENCE", reference_table="area")
    batch = undoing.begin_batch(SALMA, "CHANGE")
    changes.save(SALMA.within(batch.id), _with(row, licenceClass="B", seat=register.areas["YE12"].id))
    undoing.undo(SALMA, batch)
    stored = Organization.get_by_id(row.id)
    assert (stored.entered(name_of(one)), stored.entered(name_of(seat)), ExtraLink.select().count()) == (None, None, 0)


def test_many_rows_at_once_are_checked_linked_and_told_alike(register: Register) -> None:
    one, seat = field("licenceClass"), field("seat", "REFERENCE", reference_table="area")
    rows = [register.organization(acronym) for acronym in ("NRA", "ADR")]
    before = [row.values() for row in rows]
    for row in rows:
        row.enter(name_of(one), "B")
        row.enter(name_of(seat), register.areas["YE12"].id)
    with changes.together():
        bulk.change(SALMA, rows, before)
    assert [Organization.get_by_id(row.id).entered(name_of(one)) for row in rows] == ["B", "B"]
    assert ExtraLink.select().count() == len(rows)
    for row in rows:
        row.enter(name_of(one), 5)
    with pytest.raises(Refused, match="INVALID"), changes.together():
        bulk.change(SALMA, rows, [row.values() | {name_of(one): "B"} for row in rows])


def test_entries_are_seen_by_the_policy_of_their_type(register: Register) -> None:
    wells, secret = record_type("wells"), record_type("secrets", "ADMINISTRATORS")
    for kind in (wells, secret):
        changes.save(SALMA, Entry(record_type=kind.id, area=register.areas["YE12"].id))
    assert Entry.select().count() == len([wells, secret])
    nadia = people_of(register)["officer"]
    assert [row.record_type_id for row in visible(Entry, nadia)] == [wells.id]
    assert [row.record_type_id for row in visible(Entry, NOBODY)] == [wells.id]


def test_a_renamed_key_is_remembered_and_a_used_field_stays(register: Register) -> None:
    one = field("licenceClass")
    one.key = "licenceKind"
    changes.save(SALMA, one)
    assert FieldDefinition.get_by_id(one.number).keys == ["licenceKind", "licenceClass"]
    with pytest.raises(Refused, match=r"TAKEN\(key\)"):
        field("licenceClass", label_en="Other", label_ar="آخر")
    with pytest.raises(Refused, match="IN_USE"):
        changes.archive(SALMA, FieldDefinition.get_by_id(one.number))
    one.value_type = "DAY"
    with pytest.raises(Refused, match=r"NARROWER\(value_type\)"):
        changes.save(SALMA, one)
