"""Names of the data stand in a sentence as that language writes them there."""

import pytest

from tansiq.duplication.reasons import NameInSentence
from tansiq.language.words import speaking


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Water trucking", "water trucking"),
        ("Health", "health"),
        ("Latrines (WASH)", "latrines (WASH)"),
        ("WASH", "WASH"),
        ("Water, Sanitation and Hygiene", "Water, Sanitation and Hygiene"),
        ("Food Security", "Food Security"),
        ("Shelter and Non-Food Items", "Shelter and Non-Food Items"),
    ],
)
def test_only_a_name_whose_other_words_are_small_begins_small_in_english(name: str, said: str) -> None:
    with speaking("en"):
        assert str(NameInSentence("", name)) == said
    with speaking("ar"):
        assert str(NameInSentence("المياه", name)) == "المياه"
