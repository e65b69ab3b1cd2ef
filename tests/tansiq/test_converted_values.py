"""What one own field holds is copied into another of another type: what would happen is told, done, taken back."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq import converted_values
from tansiq.converted_values import copy_values, examine, targets_of
from tansiq.faults import Refused
from tansiq.models import FieldDefinition, Organization
from tansiq.models.batch import Batch
from tansiq.records import changes
from tansiq.records.undoing import undo
from tests.definitions import answers, field, name_of, rule
from tests.people import SALMA, officer
from tests.register import Register


def _organizations(register: Register, one: FieldDefinition, *values: Any) -> list[Organization]:
    """Organisations that hold these values in a field, in their order."""
    rows = [register.organization(f"O{number}") for number in range(len(values))]
    for row, value in zip(rows, values, strict=True):
        row.enter(name_of(one), value)
        changes.save(SALMA, row)
    return rows


def _held(rows: list[Organization], one: FieldDefinition) -> list[Any]:
    return [Organization.get_by_id(row.id).entered(name_of(one)) for row in rows]


def _refused(viewer: Any, one: FieldDefinition, to: FieldDefinition) -> str:
    with pytest.raises(Refused) as refusal:
        copy_values(viewer, one, to)
    return refusal.value.code


def test_numbers_that_were_typed_as_words_become_numbers_and_the_rest_is_told(register: Register) -> None:
    said, number = field("said"), field("number", "NUMBER")
    rows = _organizations(register, said, "١٢٫٥", "40", "many", "1,234", None)
    found = examine(SALMA, said, number)
    assert [row.id for row in found.rows] == [rows[0].id, rows[1].id]
    assert [(one.row_id, one.given) for one in found.unread] == [(rows[2].id, "many"), (rows[3].id, "1,234")]
    assert "not a number" in str(found.unread[0].why)
    assert _held(rows, number) == [None] * 5
    assert copy_values(SALMA, said, number).count == 2
    assert _held(rows, number) == [12.5, 40, None, None, None]
    assert _held(rows, said) == ["١٢٫٥", "40", "many", "1,234", None]


def test_what_stands_in_the_other_field_stays(register: Register) -> None:
    said, number = field("said"), field("number", "WHOLE")
    rows = _organizations(register, said, "3", "4")
    first = Organization.get_by_id(rows[0].id)
    first.enter(name_of(number), 7)
    changes.save(SALMA, first)
    assert examine(SALMA, said, number).held == 1
    copy_values(SALMA, said, number)
    assert _held(rows, number) == [7, 4]


def test_taking_the_batch_back_leaves_everything_as_it_was(register: Register) -> None:
    said, day = field("said"), field("day", "DAY")
    rows = _organizations(register, said, "1 March 2026", "2026-04-13", "03/04/2026")
    copied = copy_values(SALMA, said, day)
    assert _held(rows, day) == ["2026-03-01", "2026-04-13", None]
    assert undo(SALMA, Batch.get_by_id(copied.batch.id)).count == 2
    assert _held(rows, day) == [None] * 3


def test_answers_are_found_by_code_and_by_label_in_any_spelling(register: Register) -> None:
    said, kind = field("said"), field("kind", "CHOICE", choice_list=answers("WELL", "SPRING"))
    rows = _organizations(register, said, "WELL", "spring", "جواب  WELL", "river")
    copy_values(SALMA, said, kind)
    assert _held(rows, kind) == ["WELL", "SPRING", "WELL", None]


@pytest.mark.parametrize(
    ("value_type", "value", "to_type", "wanted"),
    [
        ("WHOLE", 12, "TEXT", "12"),
        ("NUMBER", 12.0, "WHOLE", 12),
        ("NUMBER", 0.000001, "TEXT", "0.000001"),
        ("NUMBER", 12.5, "WHOLE", None),
        ("YES_NO", False, "TEXT", "No"),
        ("TEXT", "نعم", "YES_NO", True),
        ("DAY", "2026-03-01", "TEXT", "2026-03-01"),
        ("TEXT", "March 2026", "MONTH", "2026-03"),
        ("LONG_TEXT", "13.2, 45.3", "POINT", [13.2, 45.3]),
        ("TEXT", "-", "LONG_TEXT", None),
        ("TEXT", "a@b", "EMAIL", None),
    ],
)
def test_each_value_is_read_as_the_other_type_has_it(
    register: Register, value_type: str, value: Any, to_type: str, wanted: Any
) -> None:
    one, to = field("one", value_type), field("to", to_type)
    rows = _organizations(register, one, value)
    found = examine(SALMA, one, to)
    assert (len(found.rows), len(found.unread)) == ((0, 1) if wanted is None else (1, 0))
    if wanted is not None:
        copy_values(SALMA, one, to)
    assert _held(rows, to) == [wanted]


def test_answers_become_their_label_a_number_or_answers_of_another_list(register: Register) -> None:
    years = field("years", "CHOICES", choice_list=answers("2025", "2026"))
    rows = _organizations(register, years, ["2025"], ["2025", "2026"])
    words, number = field("words"), field("number", "WHOLE")
    other = field("other", "CHOICES", choice_list=answers("2026", "2025", "2024"))
    for to in (words, number, other):
        copy_values(SALMA, years, to)
    assert _held(rows, words) == ["2025", "2025, 2026"]
    assert _held(rows, number) == [2025, None]
    assert _held(rows, other) == [["2025"], ["2026", "2025"]]


def test_bounds_and_rules_of_the_other_field_hold(register: Register) -> None:
    said, number, least = field("said"), field("number", "WHOLE", most=50), field("least", "WHOLE")
    rule("{0} >= {1}", number, least)
    rows = _organizations(register, said, "60", "5", "30")
    for row in rows:
        stored = Organization.get_by_id(row.id)
        stored.enter(name_of(least), 10)
        changes.save(SALMA, stored)
    assert [str(one.why) for one in examine(SALMA, said, number).unread][1:] == ["They do not agree."]
    copy_values(SALMA, said, number)
    assert _held(rows, number) == [None, None, 30]


def test_items_of_closed_plans_are_left_and_told(register: Register) -> None:
    said, number = field("said", table="plan_item"), field("number", "WHOLE", table="plan_item")
    open_plan, closed = register.plan(), register.plan("YE1927")
    items = [register.item(plan, "Wells") for plan in (open_plan, closed)]
    for item in items:
        item.enter(name_of(said), "7")
        changes.save(SALMA, item)
    closed.phase = "CLOSED"
    changes.save(SALMA, closed)
    assert [str(one.why) for one in examine(SALMA, said, number).unread] == [
        "The plan is closed: nothing in it changes any more. Whoever may can open it again."
    ]
    copy_values(SALMA, said, number)
    assert [type(item).get_by_id(item.id).entered(name_of(number)) for item in items] == [7, None]


def test_sites_keep_all_else_that_they_hold(register: Register) -> None:
    said, day = field("said", table="site"), field("day", "DAY", table="site")
    site = register.site(register.intervention("NRA"), "YE121121", targeted=1200, reached=300)
    site.enter(name_of(said), "1 March 2026")
    before = changes.save(SALMA, site).values()
    copy_values(SALMA, said, day)
    assert type(site).get_by_id(site.id).values() == {**before, name_of(day): "2026-03-01"}


def test_many_rows_are_copied_in_pieces(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converted_values, "AT_ONCE", 2)
    said, number = field("said"), field("number", "WHOLE")
    rows = _organizations(register, said, "1", "none of it", "2", "3", "4", "5")
    first = copy_values(SALMA, said, number)
    second = copy_values(SALMA, said, number, first.last or 0)
    assert (first.count, first.last, second.count, second.last) == (2, rows[2].id, 2, rows[4].id)
    last = copy_values(SALMA, said, number, second.last or 0)
    assert (last.count, last.last) == (1, None)
    assert _held(rows, number) == [1, None, 2, 3, 4, 5]
    assert _refused(SALMA, said, number) == "NOTHING_TO_DO"


def test_nothing_personal_becomes_readable_by_others(register: Register) -> None:
    head, open_one, closed = field("head", is_personal=True), field("open"), field("closed", is_personal=True)
    rows = _organizations(register, head, "Amal")
    assert _refused(SALMA, head, open_one) == "PERSONAL"
    copy_values(SALMA, head, closed)
    assert _held(rows, closed) == ["Amal"]


def test_administrators_alone_copy_and_only_to_fields_in_use_of_the_same_records(register: Register) -> None:
    said, number = field("said"), field("number", "WHOLE")
    drafted = field("drafted", "WHOLE", use_state="DRAFT")
    elsewhere, place = field("elsewhere", "WHOLE", table="project"), field("place", "POINT")
    assert [one.id for one in targets_of(said)] == [number.id, place.id]
    assert targets_of(drafted) == [] == targets_of(place)
    _organizations(register, said, "1")
    assert _refused(officer(register.areas["YE12"].id), said, number) == "FORBIDDEN"
    for to in (drafted, elsewhere, said):
        assert _refused(SALMA, said, to) == "NOT_CONVERTIBLE"


def test_a_retired_field_is_still_copied_from(register: Register) -> None:
    said, number = field("said"), field("number", "WHOLE")
    rows = _organizations(register, said, "1")
    said = FieldDefinition.get_by_id(said.id)
    said.use_state = "RETIRED"
    changes.save(SALMA, said)
    copy_values(SALMA, said, number)
    assert _held(rows, number) == [1]


_TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30).map(str.strip)
_VALUES = st.lists(st.one_of(_TEXTS, st.integers().map(str), st.dates().map(str)), min_size=1, max_size=6)


@given(values=_VALUES, to_type=st.sampled_from(sorted(converted_values.CONVERTIBLE["TEXT"] - {"CHOICE", "CHOICES"})))
def test_whatever_was_typed_copied_and_taken_back_is_as_before(
    register: Register, values: list[str], to_type: str
) -> None:
    one = FieldDefinition.get_or_none(key="one") or field("one")
    to = FieldDefinition.get_or_none(key=f"to{to_type.title().replace('_', '')}") or field(
        f"to{to_type.title().replace('_', '')}", to_type
    )
    rows = [Organization.get_or_none(acronym=f"H{place}") or register.organization(f"H{place}") for place in range(6)]
    for row, value in zip(rows, values + [""] * (6 - len(values)), strict=True):
        Organization.update(extra={str(one.number): value} if value else {}).where(Organization.id == row.id).execute()
    before = _held(rows, one), _held(rows, to)
    found = examine(SALMA, one, to)
    holding = [value for value in before[0] if value is not None]
    assert len(found.rows) + len(found.unread) == len(holding)
    if found.rows:
        copied = copy_values(SALMA, one, to)
        assert sum(value is not None for value in _held(rows, to)) == copied.count == len(found.rows)
        assert undo(SALMA, Batch.get_by_id(copied.batch.id)).left == []
    assert (_held(rows, one), _held(rows, to)) == before
