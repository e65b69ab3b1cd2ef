"""Sectors, activities and groups of people are known as sheets write them."""

from typing import Any

import pytest

from tansiq.exchange.lookup.code_lists import CodeLists
from tests.people import SALMA


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("NUTRITION_OP", "NUT"),
        ("Nutrition Cluster", "NUT"),
        ("Operational Presence: Education", "EDU"),
        ("Education: School feeding", "EDU-FEE"),
        ("Protection - GBV", "PRO-GBV"),
        ("GBV (Protection)", "PRO-GBV"),
        ("Shelter & NFI Cluster", "SHL"),
        ("Shelter/NFI", "SHL"),
        ("قطاع التعليم", "EDU"),
        ("كتلة: الأمن الغذائي", "FSC"),
        ("Secteur de l'éducation", "EDU"),
        ("التغذية / Nutrition", "NUT"),
        ("Education / Nutrition", None),
        ("Nutrition (Education)", None),
        ("Private education", None),
    ],
)
def test_a_sector_is_known_without_what_stands_around_it(yemen: dict[str, Any], text: str, code: str | None) -> None:
    sector = CodeLists(SALMA).sectors.find(text)
    assert (sector.code if sector else None) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [("2. Returnees", "RET"), ("فئة النازحين", "IDP"), ("Refugee population", "REF"), ("Host community (HC)", "HOST"),
     ("IDP/Returnees", None), ("IDPs (women)", None), ("Returnees (from abroad)", None)],
)  # fmt: skip
def test_a_group_is_known_but_never_by_a_part_of_it(yemen: dict[str, Any], text: str, code: str | None) -> None:
    group = CodeLists(SALMA).groups.find(text)
    assert (group.code if group else None) == code


def test_what_most_values_of_a_column_share_is_taken_off(yemen: dict[str, Any]) -> None:
    lists = CodeLists(SALMA)
    texts = [f"Plan 24 {name}" for name in ("Health", "Education", "Nutrition", "Nothing known")]
    assert lists.sectors.find(texts[0]) is None
    lists.learn([{"sector": text} for text in texts])
    assert [getattr(lists.sectors.find(text), "code", None) for text in texts] == ["HEA", "EDU", "NUT", None]
    assert lists.sectors.is_decorated(texts[0])
    assert not lists.sectors.is_decorated("Health")


def test_a_sex_that_most_values_share_is_never_taken_off(yemen: dict[str, Any]) -> None:
    lists = CodeLists(SALMA)
    texts = [f"Female {name}" for name in ("IDPs", "Returnees", "Refugees")]
    lists.learn([{"population_group": text} for text in texts])
    assert [lists.groups.find(text) for text in texts] == [None] * 3


def test_an_activity_with_a_number_is_found(yemen: dict[str, Any]) -> None:
    activities = CodeLists(SALMA).activities
    plain = activities.rows[0]
    assert activities.find_in({plain.sector_id}, f"1.2 {plain.name_en}") == plain
