"""The Sustainable Development Goals: every number is there, in both languages, goal by goal."""

import re

from tansiq.language.development_goals import (
    development_goal_choices,
    development_goal_name,
    development_goals,
    is_development_goal,
)
from tansiq.language.words import speaking

# By goal: its targets with a number, then those with a letter (resolution 71/313 of the General Assembly).
TARGETS = {
    1: (5, 2), 2: (5, 3), 3: (9, 4), 4: (7, 3), 5: (6, 3), 6: (6, 2), 7: (3, 2), 8: (10, 2), 9: (5, 3), 10: (7, 3),
    11: (7, 3), 12: (8, 3), 13: (3, 2), 14: (7, 3), 15: (9, 3), 16: (10, 2), 17: (19, 0),
}  # fmt: skip


def _codes(goal: int) -> list[str]:
    numbered, lettered = TARGETS[goal]
    ends = [*map(str, range(1, numbered + 1)), *"abcd"[:lettered]]
    return [str(goal), *(f"{goal}.{end}" for end in ends)]


def test_all_seventeen_goals_and_169_targets_are_there_in_their_order() -> None:
    codes = list(development_goals())
    assert codes == [code for goal in TARGETS for code in _codes(goal)]
    assert len([code for code in codes if "." in code]) == 169


def test_each_has_an_arabic_and_an_english_name_of_its_own() -> None:
    found = development_goals().values()
    assert all(re.search("[ء-ي]", one.name_ar) and not re.search("[A-Za-z]", one.name_ar) for one in found)
    assert all(re.search("[A-Za-z]", one.name_en) and not re.search("[ء-ي]", one.name_en) for one in found)
    assert len({one.name_ar for one in found}) == len({one.name_en for one in found}) == 186


def test_a_code_is_named_in_the_language_of_the_reader() -> None:
    with speaking("ar"):
        assert development_goal_name("6.1") == "\u20686.1\u2069 مياه شرب مأمونة وميسورة للجميع"
    with speaking("en"):
        assert development_goal_name("6") == "\u20686\u2069 Clean water and sanitation"
        assert development_goal_name("18.1") == "18.1"


def test_what_is_no_code_is_none() -> None:
    assert [is_development_goal(code) for code in ("8.10", "8.1", "1.a", "1.A", "17.20", "0", "")] == [
        True, True, True, False, False, False, False,
    ]  # fmt: skip


def test_a_target_is_chosen_under_its_goal() -> None:
    with speaking("en"):
        offered = dict(development_goal_choices())
    water = offered["\u20686\u2069 Clean water and sanitation"]
    assert [code for code, _name in water] == ["6", "6.1", "6.2", "6.3", "6.4", "6.5", "6.6", "6.a", "6.b"]
    assert len(offered) == 17
