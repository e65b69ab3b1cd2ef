"""The table of words in names: each is found by itself, with its article, and with a letter wrong."""

import pytest

from tansiq.exchange.lookup.name_stems import telling_parts
from tansiq.exchange.lookup.name_tables import known_bodies, word_rows
from tansiq.exchange.lookup.name_vocabulary import body_at, respelled, understood
from tansiq.language.arabic import fold

KINDS = {"form", "general", "word", "place", "country", "donor", "number"}


def test_every_word_of_the_table_is_understood_with_and_without_its_article() -> None:
    lost = [
        (row.meaning, text)
        for row in word_rows()
        for text in (*row.english, *row.arabic, *(f"ال{word}" for word in row.arabic))
        if len(parts := telling_parts(text)) == 1 and row.meaning not in understood(parts[0][0]).meanings
    ]
    assert lost == []


def test_every_row_has_a_kind_and_words_in_both_languages() -> None:
    assert {row.kind for row in word_rows()} == KINDS
    assert all(telling_parts(phrase) for row in word_rows() for phrase in (*row.english, *row.arabic))


def test_every_known_body_is_found_by_its_acronyms_and_names() -> None:
    for body in known_bodies():
        for name in (*body.acronyms, *body.english, *body.arabic):
            words = tuple(word for word, _joint in telling_parts(name))
            assert body_at(words, 0)[0] == len(words), name


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("refugees", "refugees"),
        ("reefugee", "refugee"),
        ("الللاجيين", "لاجيين"),
        ("امواد", "مواد"),
        ("الزمات", "ازمات"),
        ("qwxyz", "qwxyz"),
    ],
)
def test_a_misspelled_word_is_read_as_the_one_that_is_a_letter_away(word: str, known: str) -> None:
    assert understood(respelled(word)).meanings == understood(known).meanings


def test_a_name_of_a_known_body_is_found_though_one_of_its_words_is_misspelled_as_another_word() -> None:
    words = tuple(word for word, _joint in telling_parts("معهد الشرق الوسط"))
    length, body = body_at(words, 0)
    assert (length, body and body.acronyms) == (3, ("MEI",))
    assert body_at(("world", "crescent"), 0) == (0, None)


def test_an_adjective_that_is_a_noun_of_its_own_is_read_as_both() -> None:
    assert understood(fold("الشخصية")).meanings == {"personal شخصي", "personality شخصية", "character شخصية"}


@pytest.mark.parametrize(("word", "known"), [("supporting", "support"), ("rehabilitated", "rehabilitation")])
def test_an_english_word_is_read_as_the_one_that_it_is_derived_of(word: str, known: str) -> None:
    assert understood(word).meanings == understood(known).meanings != frozenset()
