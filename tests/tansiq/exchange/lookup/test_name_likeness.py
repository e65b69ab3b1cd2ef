"""How like two names are: by the whole, by their telling words, by spelling, and by their sound in the other script."""

import pytest

from tansiq.exchange.lookup.name_likeness import name_keys, name_sign
from tansiq.exchange.lookup.name_sounds import skeleton

DELTA = "مؤسسة سواقي دلتا أبين التجريبية"


@pytest.mark.parametrize(
    ("other", "sign"),
    [
        ("مؤسسة سواقي دلتا ابين التجريبيه", "SAME_NAME"),
        ("مؤسسة سواقي دلتا أبين التجريبية للتنمية", "SAME_WORDS"),
        ("مؤسسة سواقي دلتا أبين التجربية", "SPELLING"),
        ("مؤسسة سواقيدلتا أبين التجريبية", "SAME_NAME"),
        ("جمعية سواقي دلتا أبين التجريبية", "OTHER_FORM"),
        ("مؤسسة سواقي دلتا أبين", "WITHIN"),
        ("Sawaqi Delta Abyan Tajribiya Foundation", "TRANSLATED"),
        ("Swaqi Dilta Abian Al-Tajribiyah Foundation", "TRANSLATED"),
        ("Swaqi Dulta Ubyan Al-Tijribiyah Foundation", "SAME_SOUND"),
        ("مؤسسة سواقي دلتا لحج التجريبية", ""),
        ("Hope Foundation", ""),
        ("", ""),
    ],
)
def test_the_strongest_sign_that_two_names_are_one_bodys(other: str, sign: str) -> None:
    assert (name_sign(DELTA, other), name_sign(other, DELTA)) == (sign, sign)


@pytest.mark.parametrize(
    "other", ["مؤسسة سواقي دلتا ابين التجريبيه", "Swaqi Dilta Abian Al-Tajribiyah Foundation", "سواقي دلتا ابين"]
)
def test_names_that_are_alike_share_a_key(other: str) -> None:
    assert set(name_keys(DELTA)) & set(name_keys(other))


def test_a_word_sounds_the_same_in_both_scripts() -> None:
    assert [skeleton(word) for word in ("شفاء", "shifa", "خير", "khair", "محمد", "mohammed", "رويترز", "reuters")] == [
        "Cf", "Cf", "kr", "kr", "mhmd", "mhmd", "rtrs", "rtrs",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "sign"),
    [
        ("ICRC - Yemen", "International Committee of the Red Cross", "KNOWN_BODY"),
        ("Médecins du Monde", "Doctors of the World - Yemen", "KNOWN_BODY"),
        ("Médecins du Monde", "Médecins du Monde France", "WITHIN"),
        ("ICRC - Yemen", "IRC - Yemen", ""),
        ("نقابة عمال النقل البري", "نقابة عمال النقل البحري", ""),
        ("نقابة عمال النقل البري", "نقابة عمال النقل الببري", "SPELLING"),
    ],
)
def test_bodies_of_the_world_are_known_by_acronym_and_name_and_two_known_words_are_no_spellings(
    one: str, other: str, sign: str
) -> None:
    assert (name_sign(one, other), name_sign(other, one)) == (sign, sign)
