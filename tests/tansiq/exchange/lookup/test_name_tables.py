"""The places of the reference tables that names of organisations may speak of."""

from tansiq.exchange.lookup.name_tables import area_rows
from tansiq.exchange.lookup.name_vocabulary import phrase_at, understood
from tansiq.language.arabic import fold

AREAS = tuple(area_rows(lambda _word: frozenset()))


def test_governorates_and_districts_are_places_by_all_their_spellings() -> None:
    told = {row.arabic[0]: row for row in reversed(AREAS)}
    assert told["التواهي"].kind == "place"
    assert {"Deir ez-Zor", "Deir Ezzor"} <= set(told["دير الزور"].english)
    assert understood("tawahi") == understood(fold("بالتواهي")) != understood("")


def test_what_stands_beside_a_name_is_no_name() -> None:
    names = {name for row in AREAS for name in (*row.english, *row.arabic)}
    assert not any("Governorate" in name or name.startswith(("محافظة", "مركز ", "قسم ")) for name in names)


def test_a_district_whose_name_is_a_word_of_other_things_is_that_word() -> None:
    assert understood(fold("الوحدة")).kinds.isdisjoint({"place"})
    assert "place" not in understood("capital").kinds


def test_a_place_of_several_words_is_one() -> None:
    english, arabic = ("deir", "zor"), tuple(fold("دير الزور").split())
    assert phrase_at(english, 0)[0] == phrase_at(arabic, 0)[0] == 2
    assert phrase_at(english, 0)[1].meanings & phrase_at(arabic, 0)[1].meanings
