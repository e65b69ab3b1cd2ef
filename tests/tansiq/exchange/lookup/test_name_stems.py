"""Words of names brought to one form: articles, endings, and words that only join others."""

import pytest

from tansiq.exchange.lookup.name_stems import forms, stem, telling_parts
from tansiq.language.arabic import fold


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("As-Salam", ["salam"]),
        ("At Tawahi", ["tawahi"]),
        ("Deir ez-Zor", ["deir", "zor"]),
        ("US Support", ["us", "support"]),
        ("Caisse de la Paix", ["caisse", "paix"]),
        ("م/تعز", ["تعز"]),
        ("الأشخاص ذوي الإعاقة", [fold("الأشخاص"), fold("الإعاقة")]),
        ("...", []),
    ],
)
def test_articles_and_words_that_only_join_others_are_left_out(name: str, words: list[str]) -> None:
    assert [word for word, _joint in telling_parts(name)] == words


def test_what_belongs_to_somebody_has_the_stem_of_the_thing() -> None:
    assert stem(fold("أحداثها")) == stem(fold("أحداث"))
    assert stem(fold("حمايتها")) == stem(fold("حماية"))


def test_the_nearest_forms_come_first() -> None:
    assert forms(fold("وبحوث"))[:2] == (fold("وبحوث"), fold("بحوث"))
    assert fold("حركي") in forms(fold("حركياً"))
