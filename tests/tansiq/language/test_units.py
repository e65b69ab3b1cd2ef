"""Units of plans that people type: known ones are said in the reader's language, all others as they stand."""

import pytest

from tansiq.language.arabic import is_arabic
from tansiq.language.units import _UNITS, unit_text
from tansiq.language.words import speaking


@pytest.mark.parametrize(
    ("typed", "english", "arabic"),
    [
        ("فصول دراسية", "classrooms", "فصول دراسية"),
        ("فصلٌ", "classrooms", "فصلٌ"),
        ("متر مكعّب", "cubic metres", "متر مكعّب"),
        ("م٣", "cubic metres", "م٣"),
        ("وصلات منزلية", "household connections", "وصلات منزلية"),
        ("٪", "percent", "٪"),
        ("Classroom", "Classroom", "فصول دراسية"),
        ("km", "km", "كيلومترات"),
        ("m²", "m²", "أمتار مربعة"),
        ("carpets", "carpets", "carpets"),
        ("سجادة", "سجادة", "سجادة"),
        ("", "", ""),
    ],
)
def test_a_unit_is_said_in_the_readers_language_where_it_is_known(typed: str, english: str, arabic: str) -> None:
    for language, expected in (("en", english), ("ar", arabic)):
        with speaking(language):
            assert unit_text(typed) == expected


def test_each_unit_has_its_arabic_and_every_way_of_writing_it_means_one() -> None:
    ways = [way.replace("_", " ") for english, others in _UNITS for way in (english, *others.split())]
    assert len(ways) > 100
    for language in ("ar", "en"):
        with speaking(language):
            told = {way: unit_text(way) for way in ways}
        foreign = {way: text for way, text in told.items() if is_arabic(way) != (language == "ar") and way.isalpha()}
        assert {way for way, text in foreign.items() if is_arabic(text) != (language == "ar")} == set()
