"""Names as words, in all the ways in which one name is written."""

import pytest

from tansiq.linkage.name_words import MOST_LETTERS, MOST_WORDS, name_words

SAME = [
    ("عبد الله صالح", "عبدالله صالح"),
    ("مُحمّد بن علي", "محمد علي"),
    ("أحمد الحسني", "احمد حسني"),
    ("أبو بكر سالم", "ابوبكر سالم"),
    ("علي شرف الدين", "علي شرفدين"),
    ("عبد  الكريم آل قاسم", "عبدالكريم قاسم"),
    ("Abdul Rahman Al-Amri", "abdrahman amri"),
    ("فاطمة  ـسعيد", "فاطمه سعيد"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_name_has_the_same_words_however_it_is_written(one: str, other: str) -> None:
    assert name_words(one) == name_words(other)


@pytest.mark.parametrize(
    ("one", "other"), [("محمد علي", "أحمد علي"), ("علي محمد", "محمد علي"), ("حسن علي", "حسين علي")]
)
def test_names_that_differ_have_other_words(one: str, other: str) -> None:
    assert name_words(one) != name_words(other)


def test_names_of_nothing_have_no_words_and_long_ones_few() -> None:
    assert name_words(" -  . ") == ()
    assert len(name_words("علي " * 400)) == MOST_WORDS
    assert name_words("م" * 100_000) == ("م" * MOST_LETTERS,)


def test_what_ends_in_the_midst_of_a_compound_keeps_its_half() -> None:
    assert name_words("صالح عبد") == ("صالح", "عبد")
