"""What is no expression is told at the first letter that does not fit, with what to do about it."""

import pytest

from tansiq.expressions.parsing import parse
from tansiq.language.words import speaking
from tests.tansiq.expressions.wells import answer, codes_of, faults_of


@pytest.mark.parametrize(
    ("typed", "code", "column"),
    [
        ("", "MISSING", 1),
        ("  ", "MISSING", 1),
        ("1 +", "ENDS_EARLY", 4),
        ("(1 + 2", "ENDS_EARLY", 7),
        ("${Depth", "OPEN_NAME", 1),
        ("1 + $Depth", "NO_NAME", 5),
        ("${State} = 'DRY", "OPEN_TEXT", 12),
        ("Depth > 5", "BARE_WORD", 1),
        ("العمق > 5", "BARE_WORD", 1),
        ("${Depth} = and 5", "BARE_WORD", 12),
        ("${Depth} && 5", "STRANGE_SIGN", 10),
        ("${Depth} % 5", "STRANGE_SIGN", 10),
        ("1 < ${Depth} < 5", "OUT_OF_PLACE", 14),
        ("1)", "OUT_OF_PLACE", 2),
        ("${Depth} == 5", "OUT_OF_PLACE", 11),
        ("1 2", "OUT_OF_PLACE", 3),
        ("${}", "NO_NAME", 1),
    ],
)
def test_the_first_letter_that_does_not_fit_is_told(typed: str, code: str, column: int) -> None:
    assert codes_of(typed) == [(code, column)]


def test_a_fault_is_told_in_both_languages() -> None:
    (fault,) = faults_of("depth > 5")
    assert str(fault) == (
        "Letter 1: “depth” does not fit here. Write a field as ${name}, a text as '…', and a sign between two values."
    )
    with speaking("ar"):
        assert str(fault).startswith("الحرف 1: ")
        assert "depth" in str(fault)
        assert "does not" not in str(fault)


def test_signs_bind_as_on_paper() -> None:
    assert answer("1 + 2 * 3") == 7
    assert answer("(1 + 2) * 3") == 9
    assert answer("8 - 3 - 2") == 3
    assert answer("8 div 4 div 2") == 1
    assert answer("-2 * -3") == 6
    assert answer("1 + 1 = 2 or 1 = 0 and 1 = 0") is True
    assert answer("2--1") == 3


def test_digits_signs_and_words_are_read_as_arabic_writes_them() -> None:
    assert str(answer("١٢٬٣٤٥٫٥ + ۵")) == "12350.5"
    assert answer("sum(1، ٢, 3)") == 6
    assert answer("IF(True() AND not(false()), 7 MOD 4, 0)") == 3


def test_a_part_knows_where_it_stands() -> None:
    part = parse(" ${a} + count( 1 , '(' )")
    assert [(below.word, below.start, below.end) for below in part.walk()] == [
        ("+", 1, 24), ("name", 1, 5), ("call", 8, 24), ("number", 15, 16), ("text", 19, 22),
    ]  # fmt: skip
