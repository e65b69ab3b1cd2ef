"""Kinds are checked when an expression is entered, all faults at once, each at its letter with its remedy."""

from dataclasses import replace

import pytest

from tansiq.expressions.fields import Kind
from tansiq.expressions.reading import read
from tansiq.language.words import speaking
from tests.tansiq.expressions.wells import COST, DEPTH, STATE, USES, WELLS, answer, codes_of, faults_of


@pytest.mark.parametrize(
    ("typed", "code", "column"),
    [
        ("${owner} + 1", "WRONG_KIND", 1),
        ("1 + ${owner}", "WRONG_KIND", 5),
        ("${dug_on} < 5", "WRONG_KIND", 13),
        ("${dug_on} = ${depth}", "WRONG_KIND", 13),
        ("${owner} < 'b'", "WRONG_KIND", 1),
        ("'a' < 'b'", "WRONG_KIND", 1),
        ("${is_open} > true()", "WRONG_KIND", 1),
        ("${depth} and true()", "WRONG_KIND", 1),
        ("not(${depth})", "WRONG_KIND", 5),
        ("-${owner}", "WRONG_KIND", 2),
        ("if(${depth}, 1, 2)", "WRONG_KIND", 4),
        ("if(${is_open}, 1, 'a')", "WRONG_KIND", 19),
        ("coalesce(${dug_on}, 5)", "WRONG_KIND", 21),
        ("sum(1, ${owner})", "WRONG_KIND", 8),
        ("min(${is_open}, true())", "WRONG_KIND", 5),
        ("days-between(${dug_on}, 5)", "WRONG_KIND", 25),
        ("round('a', 1)", "WRONG_KIND", 7),
        ("${uses} = 'FARM'", "WRONG_KIND", 1),
        ("${dug_on} > '2026-2-1'", "NOT_A_DAY", 13),
        ("${dug_on} > '2026-02-30'", "NOT_A_DAY", 13),
        ("${month} = '2026-13'", "NOT_A_MONTH", 12),
        ("${state} = 'OPEN'", "UNKNOWN_CHOICE", 12),
        ("'open' != ${state}", "UNKNOWN_CHOICE", 1),
        ("selected(${uses}, 'DRY')", "UNKNOWN_CHOICE", 19),
        ("selected(${state}, 'FARM')", "UNKNOWN_CHOICE", 20),
        ("selected(${owner}, 'FARM')", "NO_LIST", 10),
        ("selected('a', 'FARM')", "NOT_A_FIELD", 10),
        ("selected(${uses}, 5)", "NOT_A_CODE", 19),
        ("${owner} = ''", "EMPTY_TEXT", 12),
        ("'' != ${depth}", "EMPTY_TEXT", 1),
        ("wells(1)", "UNKNOWN_FUNCTION", 1),
        ("today(1)", "ARGUMENTS", 1),
        ("1 + if(true(), 1)", "ARGUMENTS", 5),
        ("coalesce(1)", "ARGUMENTS", 1),
        ("count()", "ARGUMENTS", 1),
        ("round(1, 7)", "PLACES", 10),
        ("round(1, 1.5)", "PLACES", 10),
        ("round(1, ${men})", "PLACES", 10),
        ("${depth} mod 2", "NOT_WHOLE", 1),
        ("${men} mod 2.5", "NOT_WHOLE", 12),
        ("1234567890123456", "NUMBER_TOO_LONG", 1),
        (". > 5", "NO_OWN_FIELD", 1),
        ("${papers} = 1", "NO_VALUE", 1),
        ("previous(${depth}) > 5", "NOT_HERE", 1),
    ],
)
def test_what_does_not_fit_is_told_at_its_letter(typed: str, code: str, column: int) -> None:
    assert codes_of(typed) == [(code, column)]


def test_all_faults_are_told_at_once_and_none_twice() -> None:
    typed = "${owner} + 1 > ${nobody} and if(${depth}, ${state} = 'X', 2) or ${uses} * 2 = 1"
    assert codes_of(typed) == [
        ("WRONG_KIND", 1), ("UNKNOWN_NAME", 16), ("WRONG_KIND", 33), ("UNKNOWN_CHOICE", 54), ("WRONG_KIND", 65),
    ]  # fmt: skip


def test_faults_say_what_is_needed() -> None:
    assert [str(fault) for fault in faults_of("${owner} * 5")] == [
        "Letter 1: Here a number is needed, and this is a text."
    ]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("${owner} < 'b'", "Letter 1: Here a number, a day, or a month is needed, and this is a text."),
        ("${state} = 'X'", "Letter 12: “X” is no choice of “State”. Its choices: WORKS, BROKEN, DRY."),
        ("${uses} = 'FARM'", "Letter 1: Several choices are asked one by one, as selected(${field}, 'code')."),
        ("if(true(), 1)", "Letter 1: This function is written as if(condition, then, else)."),
        ("${dug_on} > 'x'", "Letter 13: “x” is no day. Write it as '2026-01-31'."),
    ],
)
def test_a_remedy_is_said(typed: str, said: str) -> None:
    assert [str(fault) for fault in faults_of(typed)] == [said]


def test_fields_are_called_by_their_label_in_the_language_of_whoever_reads() -> None:
    (fault,) = faults_of("${state} = 'X'")
    with speaking("ar"):
        assert "الحالة" in str(fault)


def test_a_day_or_month_is_written_as_a_text_beside_one() -> None:
    assert answer("'2026-02-01' < today() and today() = '2026-03-01'") is True
    assert answer("if(true(), '2026-02-01', today()) < today()") is True


def test_an_expression_comes_to_what_is_expected() -> None:
    rule = replace(WELLS, expects=Kind.YES_NO)
    assert codes_of("${depth} + 1", rule) == [("WRONG_RESULT", 1)]
    assert str(faults_of("5", rule)[0]) == "Letter 1: The whole is a number. Here it has to be yes or no."
    assert read("${depth} > 1", rule)
    assert str(answer("'2026-05-01'", setting=replace(WELLS, expects=Kind.DAY))) == "2026-05-01"
    assert str(answer("2 div 3", setting=replace(WELLS, expects=Kind.NUMBER, decimals=2))) == "0.67"


def test_a_full_stop_is_the_field_itself() -> None:
    rule = replace(WELLS, own=DEPTH)
    assert read(". > 5 and ${depth} < .5", rule) == f". > 5 and ${{{DEPTH}}} < .5"
    assert answer(". > 5", {DEPTH: 6}, rule) is True
    assert codes_of(". = 'X'", replace(WELLS, own=STATE)) == [("UNKNOWN_CHOICE", 5)]
    assert answer("selected(., 'FARM')", {USES: ["FARM"]}, replace(WELLS, own=USES)) is True


def test_the_period_before_is_asked_only_where_there_is_one() -> None:
    form = replace(WELLS, own=COST, has_previous=True)
    assert read("previous(.) > previous(${depth})", form)
    assert codes_of("previous(1)", form) == [("NOT_A_FIELD", 10)]
    assert codes_of("previous(${nobody})", form) == [("UNKNOWN_NAME", 10)]


def test_the_units_below_are_asked_for_numbers_by_rules_of_forms_alone() -> None:
    form = replace(WELLS, has_previous=True, has_below=True)
    assert read("below(${depth}) <= ${depth}", form)
    assert codes_of("below(${owner}) > 1", form) == [("WRONG_KIND", 7)]
    assert codes_of("below(1) > 1", form) == [("NOT_A_FIELD", 7)]
    assert codes_of("below(${nobody}) > 1", form) == [("UNKNOWN_NAME", 7)]
    for setting in (replace(form, has_below=False), replace(form, has_previous=False)):
        assert codes_of("below(${depth}) > 1", setting) == [("NOT_HERE", 1)]
