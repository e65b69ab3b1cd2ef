"""Coded words are known by what is left of a text, and never guessed where two are left."""

import pytest

from tansiq.exchange.values.decorations import Words, reading_of, shared_affixes

CODES = {"health": "HEA", "sante": "HEA", "الصحه": "HEA", "hea": "HEA", "water": "WSH", "child care": "CHI"}


def _only(codes: set[str]) -> str | None:
    return next(iter(codes)) if len(codes) == 1 else None


WORDS: Words[str] = Words(CODES.get, _only)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Health Cluster", "HEA"),
        ("HEALTH_OP", "HEA"),
        ("HealthWG", "HEA"),
        ("3. Health", "HEA"),
        ("a) Health", "HEA"),
        ("2 - Water", "WSH"),
        ("Cluster de la Santé", "HEA"),
        ("قطاع الصحة", "HEA"),
        ("الكتلة: الصحة", "HEA"),
        ("Operational Presence: Health", "HEA"),
        ("Health > Child care", "CHI"),
        ("Health (HEA)", "HEA"),
        ("Health (of the appeal)", "HEA"),
        ("الصحة / Health", "HEA"),
        ("Health الصحة", "HEA"),
        ("Health / Water", None),
        ("Health (Water)", None),
        ("Health - Aden", None),
        ("Health and Water", None),
        ("Animal health", None),
        ("Not health", None),
        ("", None),
    ],
)
def test_a_word_is_known_without_what_stands_around_it(text: str, code: str | None) -> None:
    assert reading_of(text, WORDS) == code


def test_what_a_column_shares_is_taken_off() -> None:
    shared = shared_affixes(["Response 24 Health Yemen", "Response 24 Water Yemen", "Response 24 Roads Yemen"])
    assert {"response 24", "yemen"} <= shared
    assert reading_of("Response 24 Health Yemen", WORDS._replace(shared=shared)) == "HEA"
    assert reading_of("Response 24 Roads Yemen", WORDS._replace(shared=shared)) is None


def test_what_two_of_many_values_share_is_none_of_the_columns() -> None:
    assert shared_affixes(["Plan Health", "Plan Water", "Roads", "Ports", "Schools", "Shelter"]) == frozenset()


def test_brackets_may_narrow_a_word() -> None:
    assert reading_of("Health (new)", WORDS._replace(are_narrowed=True)) is None
    assert reading_of("Health (HEA)", WORDS._replace(are_narrowed=True)) == "HEA"
