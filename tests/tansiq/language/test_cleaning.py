"""What people paste with their words is taken off, and what languages spell with stays."""

import pytest

from tansiq.language.arabic import fold
from tansiq.language.cleaning import clean_line, clean_lines, western_digits

MARKS = [chr(sign) for sign in (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF, 0xAD)]


@pytest.mark.parametrize("mark", MARKS, ids=lambda mark: f"{ord(mark):04X}")
def test_what_nobody_sees_goes_from_words_and_keys(mark: str) -> None:
    assert clean_line(f"{mark}well {mark}deep{mark}") == "well deep"
    assert clean_line(f"{mark}بئر {mark}عميقة{mark}") == "بئر عميقة"
    assert fold(f"{mark}عمي{mark}قة") == fold("عميقة")


def test_joiners_stay_where_words_are_spelled_with_them() -> None:
    assert clean_line("می\u200cرود") == "می\u200cرود"
    assert clean_line("क्\u200dष") == "क्\u200dष"
    assert clean_line("we\u200cll\u200d") == "well"
    assert clean_line("می\u200c رود") == "می رود"


@pytest.mark.parametrize("space", ["\t", "\u00a0", "\u202f", "\u2009", "\u3000", "\r\n", "\x0b", "  "])
def test_spaces_of_any_kind_become_one(space: str) -> None:
    assert clean_line(f"{space}deep{space}well{space}") == "deep well"


def test_lines_stay_lines() -> None:
    assert clean_lines(" one \r\n\r\n\ttwo\u200f \n") == "one\n\ntwo"


def test_what_is_clean_is_given_back_as_it_is() -> None:
    text = "جمعية الأمل - Hope (2026)"
    assert clean_line(text) is text


def test_a_zero_character_is_left_to_be_told() -> None:
    assert clean_line("a\x00b") == "a\x00b"


def test_digits_of_three_scripts_are_one() -> None:
    assert western_digits("١٢٣ ۴۵۶ 789") == "123 456 789"
