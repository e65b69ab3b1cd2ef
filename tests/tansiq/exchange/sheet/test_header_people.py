"""Headers of counts are understood word by word: what is counted, and of whom."""

import pytest

from tansiq.exchange.sheet import header_people
from tansiq.exchange.sheet.header_people import field_of_people, is_adult


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Total Personnes ciblées", "targeted"),
        ("Total Femmesciblées", "targeted_women"),
        ("Total Femmes adultes ciblés (> =18)", "targeted_women"),
        ("Total Garçons atteints (<18)", "reached_boys"),
        ("Femmes agées atteintes  (> =59)", "reached_elderly_women"),
        ("Personnes vivant avec Handicap ciblées", "targeted_disabled"),
        ("Total No. atteintes", "reached"),
        ("# of girls reached", "reached_girls"),
        ("People in need", "in_need"),
        ("PIN", "in_need"),
        ("HHs targeted", "households_targeted"),
        ("Nombre de ménages atteints", "households_reached"),
        ("عدد النساء المستهدفات", "targeted_women"),
        ("عدد الأسر المستهدفة", "households_targeted"),
        ("الذكور المستهدفون", "targeted_male"),
        ("عدد المحتاجين", "in_need"),
        ("Female reached", "reached_female"),
    ],
)
def test_a_count_is_named(header: str, field: str) -> None:
    assert field_of_people(header) == field


@pytest.mark.parametrize(
    "header",
    [
        "Target",  # An indicator has one too.
        "Beneficiaries",  # Planned or reached?
        "عدد المستفيدين",
        "Targeted location",
        "Targeted and reached",
        "Women",
        "Disabled women reached",
        "AnnualTarget",
        "Households in need",
        "",
    ],
)
def test_a_header_that_leaves_a_doubt_counts_nobody(header: str) -> None:
    assert field_of_people(header) is None


def test_adults_are_only_those_called_so() -> None:
    assert is_adult("Femmes adultes ciblées")
    assert not is_adult("Femmes ciblées")
    assert not is_adult("Organisation")


def test_a_word_without_end_is_not_parted_at_each_of_its_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    class Counted(frozenset[str]):
        asked = 0

        def __contains__(self, word: object) -> bool:
            Counted.asked += 1
            return super().__contains__(word)

    monkeypatch.setattr(header_people, "_KNOWN", Counted(header_people._KNOWN))
    assert header_people.field_of_people("x" * 10_000) is None
    assert Counted.asked < 10
