"""What entries are called and found by follows from what they hold, and from how their record type is defined."""

from typing import Any

import pytest
from peewee import Database

from tansiq.faults import Refused
from tansiq.models import Choice, Entry, FieldDefinition, TypeDefinition
from tansiq.records import bulk, bulk_actions, changes, entry_texts
from tests.definitions import answers, field, name_of, record_type
from tests.people import SALMA
from tests.register import Register
from tests.statements import told


def _register(value_type: str = "TEXT", **values: Any) -> tuple[TypeDefinition, FieldDefinition]:
    """A register whose entries are called by one field."""
    kind = record_type("well", has_area=False, has_organization=False)
    one = field("calling", value_type, table="entry", record_type=kind.id, **values)
    kind.title_number = one.number
    return changes.save(SALMA, kind), one


def _entry(kind: TypeDefinition, **held: Any) -> Entry:
    return changes.save(SALMA, Entry(record_type=kind.id, extra=held))


def _texts(row: Entry) -> tuple[str, str]:
    stored = Entry.get_by_id(row.id)
    return stored.title, stored.search


KINDS: list[tuple[str, Any, str]] = [
    ("TEXT", "بئر الأمل", "بئر الأمل"),
    ("LONG_TEXT", "Well\nof the market", "Well of the market"),
    ("WHOLE", 40, "40"),
    ("DAY", "2026-03-01", "2026-03-01"),
    ("YES_NO", True, ""),
    ("POINT", [13.5, 45.0], ""),
]


@pytest.mark.parametrize(("value_type", "value", "title"), KINDS)
def test_an_entry_is_called_by_the_field_that_its_type_names(
    register: Register, value_type: str, value: Any, title: str
) -> None:
    kind, one = _register(value_type)
    assert _texts(_entry(kind, **{str(one.number): value}))[0] == title


def test_an_answer_calls_and_finds_by_its_labels(register: Register) -> None:
    kind, one = _register("CHOICE", choice_list=answers("DUG", "DRILLED").id)
    many = field("also", "CHOICES", table="entry", record_type=kind.id, choice_list=answers("OLD", "NEW").id)
    row = _entry(kind, **{str(one.number): "DUG", str(many.number): ["OLD", "NEW"]})
    title, search = _texts(row)
    assert title == "جواب DUG"
    assert [word in search for word in ("dug", "drilled", "old", "new", "جواب new")] == [True, False, True, True, True]


def test_what_refers_to_another_row_calls_nothing(register: Register) -> None:
    kind, one = _register("REFERENCE", reference_table="organization")
    row = _entry(kind, **{str(one.number): register.organization("NRA", is_published=False).id})
    assert _texts(row) == ("", "")


@pytest.mark.parametrize("closed", [{"is_personal": True}, {"is_published": False}, {"use_state": "RETIRED"}])
def test_what_is_kept_back_is_in_no_text_from_the_moment_it_is(register: Register, closed: dict[str, Any]) -> None:
    kind, one = _register()
    other = field("remark", table="entry", record_type=kind.id)
    row = _entry(kind, **{str(one.number): "Widow Amina", str(other.number): "seven goats"})
    assert _texts(row) == ("Widow Amina", "widow amina seven goats widowamina sevengoats")
    for name, value in closed.items():
        setattr(one, name, value)
    changes.save(SALMA, one)
    assert _texts(row) == ("", "seven goats sevengoats")
    again = _entry(kind, **{str(one.number): "Widow Amina"} if "use_state" not in closed else {})
    assert _texts(again) == ("", "")


def test_withdrawing_fields_together_takes_their_words_out_too(register: Register) -> None:
    kind, one = _register(is_published=True)
    row = _entry(kind, **{str(one.number): "بئر الأمل"})
    bulk_actions.carry_out(SALMA, "WITHDRAW", [FieldDefinition.get_by_id(one.id)])
    assert _texts(row) == ("", "")


def test_texts_follow_the_field_that_calls_and_the_labels_of_answers(register: Register) -> None:
    kind, one = _register()
    works = field("works", "CHOICE", table="entry", record_type=kind.id, choice_list=answers("YES").id)
    row = _entry(kind, **{str(one.number): "Old well", str(works.number): "YES"})
    version = Entry.get_by_id(row.id).version
    answer = Choice.get(Choice.code == "YES")
    answer.label_en = "Pumping"
    changes.save(SALMA, answer)
    assert "pumping" in _texts(row)[1]
    kind.title_number = works.number
    changes.save(SALMA, kind)
    assert _texts(row)[0] == "جواب YES"
    assert Entry.get_by_id(row.id).version == version


def test_of_many_entries_the_closed_words_go_at_once_and_the_worker_writes_the_rest(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entry_texts, "AT_ONCE", 1)
    kind, one = _register()
    other = field("remark", table="entry", record_type=kind.id)
    rows = [_entry(kind, **{str(one.number): f"Amina {at}", str(other.number): "goats"}) for at in range(3)]
    one.is_personal = True
    changes.save(SALMA, one)
    assert {_texts(row) for row in rows} == {("", "")}
    assert entry_texts.write_due() == len(rows)
    assert {_texts(row) for row in rows} == {("", "goats")}
    assert TypeDefinition.get_by_id(kind.id).texts_due == 0
    assert entry_texts.write_due() == 0


def test_all_texts_are_written_anew(register: Register) -> None:
    kind, one = _register()
    row = _entry(kind, **{str(one.number): "Old well"})
    told = _texts(row)
    Entry.update(title="wrong", title_order="", search="").execute()
    assert entry_texts.write_all() == 1
    assert _texts(row) == told
    assert entry_texts.write_all() == 0


def test_an_untitled_entry_is_called_as_one_of_its_type(database: Database) -> None:
    from tansiq.models.record_type import type_of

    kind = record_type("well", has_area=False, has_organization=False)
    row = _entry(kind)
    name = type_of(Entry).name
    assert name is not None
    assert str(name(row)) in (f"well {row.id}", f"سجل well {row.id}")


def test_nothing_is_entered_in_a_type_that_is_not_in_use(database: Database) -> None:
    kind = record_type("well", has_area=False, has_organization=False, use_state="DRAFT")
    with pytest.raises(Refused) as refused:
        _entry(kind)
    assert [fault.code for fault in refused.value.faults] == ["NOT_IN_USE"]
    assert name_of(field("one", table="entry", record_type=kind.id))


def test_many_entries_ask_what_is_defined_no_more_often_than_one(register: Register) -> None:
    kind, one = _register()
    asked = []
    for count in (1, 20):
        rows = [Entry(record_type=kind.id, extra={str(one.number): f"Well {at}"}) for at in range(count)]
        with told() as statements, changes.together():
            bulk.enter(SALMA, rows)
        asked.append(sum('FROM "data_version"' in statement for statement in statements))
    assert asked[0] == asked[1]
    assert [row.title for row in Entry.select().order_by(Entry.id).limit(2)] == ["Well 0", "Well 0"]
