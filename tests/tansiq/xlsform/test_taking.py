"""Forms taken in: found again, drafted, and with all that is wrong told at once at its cells, in the reader's words."""

from contextlib import suppress
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from tansiq.faults import Refused
from tansiq.language.words import speaking
from tansiq.models import ChoiceList, FieldDefinition, RuleDefinition, TypeDefinition
from tansiq.xlsform.lists import MOST_ANSWERS
from tansiq.xlsform.taking import TakenForm, take_form
from tests.people import NOBODY, SALMA
from tests.register import Register
from tests.tansiq.xlsform.books import HEAD, SETTINGS, book, refused, survey

_MORE = ["relevant", "constraint", "constraint_message"]


def _form() -> bytes:
    return survey(
        ("select_one kinds", "kind", "نوع", "Kind"),
        ("integer", "well_depth", "عمق", "Depth", "${kind} = '1'", ". < 900", "Too deep."),
        ("begin_repeat", "pumps", "مضخات", "Pumps"),
        ("text", "maker", "صانع", "Maker"),
        ("end_repeat",),
        more=_MORE,
    )


def _take(content: bytes, is_trial: bool = False) -> TakenForm:
    return take_form(SALMA, content, "file", is_trial)


def test_a_form_becomes_drafts_and_the_same_form_once_more_changes_nothing(register: Register) -> None:
    assert {one.outcome for one in _take(_form()).taken} == {"NEW"}
    assert [(one.key, one.use_state, one.policy) for one in TypeDefinition.select().order_by(TypeDefinition.id)] == [
        ("wells", "DRAFT", "OFFICERS"), ("pumps", "DRAFT", "OFFICERS"),
    ]  # fmt: skip
    kind, depth, maker = (FieldDefinition.get(FieldDefinition.key == key) for key in ("kind", "wellDepth", "maker"))
    assert (depth.key, depth.shows_if, maker.holder) == (
        "wellDepth", f"${{{kind.number}}} = '1'", ("entry", TypeDefinition.get(TypeDefinition.key == "pumps").id),
    )  # fmt: skip
    assert RuleDefinition.get().expression == f"${{{depth.number}}} < 900"
    assert {one.outcome for one in _take(_form()).taken} == {"SAME"}


def test_a_trial_keeps_nothing(register: Register) -> None:
    assert {one.outcome for one in _take(_form(), is_trial=True).taken} == {"NEW"}
    assert (TypeDefinition.select().count(), FieldDefinition.select().count()) == (0, 0)


def test_what_is_in_use_here_stays_in_use(register: Register) -> None:
    _take(_form())
    TypeDefinition.update(use_state="ACTIVE", has_area=False, policy="PUBLIC").execute()
    FieldDefinition.update(use_state="ACTIVE").where(FieldDefinition.key == "maker").execute()
    _take(_form())
    assert {(one.use_state, one.policy, one.has_area) for one in TypeDefinition.select()} == {
        ("ACTIVE", "PUBLIC", False)
    }
    assert FieldDefinition.get(FieldDefinition.key == "maker").use_state == "ACTIVE"


def _faulty() -> bytes:
    """A form with something wrong in most of its rows."""
    return book(
        [
            (*HEAD, "relevant", "default", "tansiq::decimals"),
            ("text", "head", "رئيس", "Head", "${nothing} > 1"),
            ("text", "head", "أخ", "Again"),
            ("select_one none", "kind", "نوع", "Kind"),
            ("select_one kinds", "place", "مكان", "Place"),
            ("integer", "depth", "عمق\u202e", "Depth", "", "many"),
            ("decimal", "level", "", "Depth", "", "", "seven"),
            ("text", "long", "", "L" * 201),
            ("text", "number 5", "", "Five"),
            ("end_group",),
            ("begin_group", "open", "", "Open"),
        ],
        [
            ("list_name", "name", "label"),
            ("kinds", "a b", "First"),
            ("kinds", "c", "Third"),
            ("kinds", "c", "Again"),
            ("", "d", "D"),
        ],
        [("form_title", "form_id"), ("T" * 61, "wells")],
    )


def test_all_that_is_wrong_is_told_at_once_at_its_cell_in_arabic(register: Register) -> None:
    with pytest.raises(Refused) as refusal, speaking("ar"):
        _take(_faulty())
    told = [(fault.field, fault.code) for fault in refusal.value.faults]
    assert told == [
        ("choices!B2", "BAD_CODE"),
        ("choices!B4", "TAKEN"),
        ("choices!5", "MISSING"),
        ("settings!A2", "TOO_LONG"),
        ("survey!E2", "UNKNOWN_NAME"),
        ("survey!B3", "TAKEN"),
        ("survey!A4", "NO_LIST"),
        ("survey!F6", "INVALID"),
        ("survey!G7", "INVALID"),
        ("survey!D8", "TOO_LONG"),
        ("survey!B9", "BAD_NAME"),
        ("survey!A10", "NO_BEGINNING"),
        ("survey!A11", "NO_END"),
    ]
    with speaking("ar"):
        said = [str(fault) for fault in refusal.value.faults]
    assert all(any("\u0600" <= sign <= "\u06ff" for sign in text) for text in said)
    assert TypeDefinition.select().count() == 0


def test_what_only_saving_tells_is_told_at_its_cell_too(register: Register) -> None:
    content = survey(
        ("integer", "depth", "عمق", "Depth", "many"),
        ("decimal", "level", "", "DEPTH", "", "seven"),
        ("text", "long", "", "L" * 201),
        ("text", "mark", "", "Mark", "", "", "SUM"),
        more=["default", "tansiq::decimals", "tansiq::over_areas"],
    )
    assert refused(content) == [
        ("survey!E2", "INVALID"), ("survey!F3", "INVALID"), ("survey!D4", "TOO_LONG"), ("survey!G5", "NOT_FILLED"),
    ]  # fmt: skip
    assert refused(survey(("text", "a", "", "Depth"), ("text", "b", "", "depth"))) == [("survey!D3", "ALIKE")]


def test_what_nobody_sees_is_taken_off_and_the_character_zero_told(register: Register) -> None:
    made = load_workbook(BytesIO(survey(("text", "he\u200fad", "\u202eرئيس\u00a0 القسم", "Head"))))
    out = BytesIO()
    made["survey"]["D2"].value = "He_x0000_ad"
    made.save(out)
    assert refused(out.getvalue()) == [("survey!D2", "BAD_CHARACTER")]
    made["survey"]["D2"].value = "Head"
    made.save(clean := BytesIO())
    assert {one.outcome for one in _take(clean.getvalue()).taken} == {"NEW"}
    assert (FieldDefinition.get().key, FieldDefinition.get().label_ar) == ("head", "رئيس القسم")
    assert {one.outcome for one in _take(clean.getvalue()).taken} == {"SAME"}


def test_a_record_type_with_a_fault_brings_no_further_ones(register: Register) -> None:
    rows = [
        ("text", "head", "", "Head"),
        ("begin_repeat", "pumps", "", "P" * 61),
        ("text", "a", "", "A"),
        ("end_repeat",),
    ]
    assert refused(survey(*rows)) == [("survey!D3", "TOO_LONG")]


def test_more_questions_and_rules_than_a_record_has_are_told_once(register: Register) -> None:
    rows = [("integer", f"q{number}", "", f"Q {number}", "", f". < {number}", "No.") for number in range(5000)]
    assert refused(survey(*rows, more=_MORE)) == [("survey!F52", "TOO_MANY"), ("survey!102", "TOO_MANY")]


def test_a_list_without_end_is_told_once(register: Register) -> None:
    choices = [("list_name", "name", "label"), *(("big", f"c{number}", f"C {number}") for number in range(600))]
    content = book([HEAD, ("select_one big", "kind", "", "Kind")], choices)
    assert refused(content) == [("choices!A502", "TOO_MANY")]


def test_more_answers_than_a_form_has_are_told_once(register: Register) -> None:
    choices = [
        ("list_name", "name", "label"),
        *((f"l{place % 11}", f"c{place}", "C") for place in range(MOST_ANSWERS + 2)),
    ]
    content = book([HEAD, ("text", "head", "", "Head")], choices)
    assert refused(content) == [(f"choices!{MOST_ANSWERS + 2}", "TOO_MANY")]


def test_a_form_that_is_filled_for_periods_has_its_columns_and_no_rows(register: Register) -> None:
    settings = [
        (*SETTINGS[0], "tansiq::period_type", "tansiq::opens_days", "tansiq::due_days", "tansiq::approval_levels",
         "tansiq::reported_from"),
        (*SETTINGS[1], "QUARTER", 1, "١٠", 2, "2026-01-01"),
    ]  # fmt: skip
    more = ("tansiq::over_areas", "tansiq::over_time", "tansiq::breakdown", "tansiq::weight")
    choices = [("list_name", "name", "label"), ("sex", "F", "Women"), ("sex", "M", "Men")]
    rows = [
        (*HEAD, *more),
        ("integer", "people", "", "People", "SUM", "LATEST"),
        ("decimal", "waste", "", "Waste", "AVERAGE", "SUM", "sex", "people"),
        ("begin_repeat", "pumps", "", "Pumps"), ("text", "maker", "", "Maker"), ("end_repeat",),
    ]  # fmt: skip
    done = _take(book(rows, choices, settings))
    [made] = TypeDefinition.select()
    people, waste = FieldDefinition.select().order_by(FieldDefinition.position)
    assert (made.period_type, made.due_days, made.reported_from) == ("QUARTER", 10, date(2026, 1, 1))
    assert (waste.over_areas, waste.weight_number, people.over_time) == ("AVERAGE", people.number, "LATEST")
    assert (ChoiceList.get_by_id(waste.breakdown_id).name_en, len(done.notes)) == ("sex (Wells of today)", 1)
    wrong = [rows[0], ("integer", "people", "", "People", "SUM", "", "nothing", "nobody")]
    assert refused(book(wrong, choices, settings)) == [("survey!G2", "NO_LIST"), ("survey!H2", "UNKNOWN_FIELD")]


def test_nobody_but_administrators_takes_in_a_form(register: Register) -> None:
    with pytest.raises(Refused) as refusal:
        take_form(NOBODY, _form(), "file")
    assert refusal.value.code == "FORBIDDEN"


_CELLS = st.sampled_from([
    "", "text", "integer", "note", "calculate", "begin_group", "end_group", "begin_repeat", "end_repeat", "range",
    "select_one kinds", "select_multiple none", "${a}", "${b} > 1", ". > 1", "1 + ${a}", "yes", "a", "b", "اسم", "x y",
    "=1", "\u202e", "CALCULATED", "YES_NO", "entry:wells", "kinds", "__proto__", "TRUE", "٥", "-", "${", "not(", "'",
]) | st.text(max_size=4) | st.integers(-3, 2**40) | st.floats(allow_nan=False, allow_infinity=False)  # fmt: skip
_COLUMNS = (
    "type", "name", "label", "label::Arabic (ar)", "relevant", "constraint", "calculation", "default", "required",
    "tansiq::type", "tansiq::rule", "tansiq::constraint", "tansiq::relevant", "tansiq::breakdown", "tansiq::weight",
    "tansiq::reference", "tansiq::position", "tansiq::least", "tansiq::kind", "tansiq::told_at",
)  # fmt: skip


def _kept(value: Any) -> Any:
    """What a workbook can hold of a value."""
    return "".join(sign for sign in value if sign.isprintable()) if isinstance(value, str) else value


@given(
    st.lists(st.lists(_CELLS, max_size=len(_COLUMNS)), max_size=6),
    st.lists(st.lists(_CELLS, max_size=3), max_size=3),
    st.lists(_CELLS, max_size=6),
)
def test_no_form_breaks_anything(
    register: Register, rows: list[list[Any]], choices: list[list[Any]], settings: list[Any]
) -> None:
    lists = ("list_name", "name", "label")
    named = ("form_id", "form_title", "tansiq::policy", "tansiq::period_type", "tansiq::title", "tansiq::owner_type")
    given = [[_kept(cell) for cell in row] for row in (*rows, *choices, settings)]
    tables = given[: len(rows)], given[len(rows) : -1], given[-1:]
    content = book([_COLUMNS, *tables[0]], [lists, *tables[1]], [named, *tables[2]])
    with suppress(Refused):
        take_form(SALMA, content, "file", is_trial=True)
    assert FieldDefinition.select().count() == 0
