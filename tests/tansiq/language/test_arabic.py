"""The fold: every pair of the field's rules meets, and nothing else changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.language.arabic import fold, fold_tight, organization_key, search_text, without_piles


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أحمد", "احمد"),
        ("أحمد", "إحمد"),
        ("مؤسسة", "موسسه"),
        ("الحديدة", "الحديده"),
        ("علي", "على"),
        ("جمعيّة", "جمعية"),
        ("١٢٣", "123"),
        ("۱۲۳", "123"),
        ("آل ٱلبيت", "ال البيت"),
        ("رئيس", "رييس"),
        ("مـــأرب", "مارب"),
        ("  عدن \u00a0 لحج ", "عدن لحج"),
        ("Ja'ar", "JA AR"),
        ("Sécurité", "securite"),
    ],
)
def test_spellings_of_one_word_meet(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_names_written_together_or_apart_meet_in_the_tight_fold() -> None:
    assert fold_tight("عبد الله") == fold_tight("عبدالله")
    assert fold("عبد الله") != fold("عبدالله")


def test_different_words_stay_different() -> None:
    assert len({fold(word) for word in ("عدن", "عبدن", "لحج", "تعز", "Aden")}) == 5


def test_an_organisation_is_known_by_its_telling_words() -> None:
    assert organization_key("جمعية الوفاء الخيرية للتنمية") == organization_key("مؤسسة الوفاء")
    assert organization_key("The Hope Foundation for Development") == "hope"


def test_an_organisation_of_generic_words_alone_keeps_them() -> None:
    assert organization_key("Relief Association") == "reliefassociation"
    assert organization_key(None) == ""


def test_search_text_finds_both_ways_of_writing() -> None:
    assert search_text(["عبد الله", None, "١٢"]) == "عبد الله 12 عبدالله"


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_a_pile_of_marks_over_one_letter_is_cut() -> None:
    """Unicode puts marks into an order of their own, in time by the square of their number."""
    pile = "a" + "\u0301\u0323" * 1000
    assert len(without_piles(f"{pile} {pile}")) == 2 * 31 + 1
    assert fold(pile) == "a"
    assert without_piles("a" + "\u0301\u0323" * 10) == "a" + "\u0301\u0323" * 10
