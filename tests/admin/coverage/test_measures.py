"""What a cell shows: each ratio with its denominator in words, and the step of the scale it stands on."""

import pytest

from admin.coverage.grade_styles import COLOURS, SIGNS, pattern
from admin.coverage.measures import GRADES, SHOWN, grade, grade_label, percent, share, shown, worst_first
from admin.panel.drawn_map import INK
from tansiq.coverage import Cell, empty
from tansiq.language.words import speaking


def _cell(reached: int | None, targeted: int | None, needed: int | None, planned_count: int = 0) -> Cell:
    at_work = empty(1, 1)._replace(organization_count=1, intervention_count=1, planned_count=planned_count)
    return at_work._replace(people_reached=reached, people_targeted=targeted, people_in_need=needed)


def test_half_of_the_targeted_may_be_four_in_a_hundred_of_those_in_need() -> None:
    cell = _cell(60, 120, 1500)
    assert [shown(cell, show).line for show in ("reached", "need", "target")] == [
        "50% of 120 targeted",
        "4% of 1,500 in need",
        "8% of 1,500 in need",
    ]
    assert [grade(cell, show) for show in ("reached", "need", "target")] == ["STEP_50", "STEP_0", "STEP_5"]


@pytest.mark.parametrize(
    ("cell", "show", "line"),
    [
        (_cell(60, 120, None), "need", "No need data · 60 reached"),
        (_cell(60, None, 1500), "reached", "No target known · 60 reached"),
        (_cell(None, 120, None), "target", "No need data · 120 targeted"),
        (_cell(60, None, 1500), "target", "No target known · of 1,500 in need"),
        (_cell(None, 120, 1500), "need", "No report · of 1,500 in need"),
        (_cell(None, None, None), "unmet", "No need data"),
        (_cell(None, None, 9), "gap", "No target known"),
        (_cell(None, None, 0), "unmet", "0 in need, not reached"),
        (_cell(0, 40, None), "reached", "0% of 40 targeted"),
        (_cell(12, 0, None), "reached", "12 of 0 targeted"),
        (empty(1, 1)._replace(people_in_need=800), "need", "No presence · of 800 in need"),
        (_cell(0, 9, 9, planned_count=1), "need", "Planned only · of 9 in need"),
    ],
)
def test_a_denominator_that_is_not_known_is_said_and_is_not_zero(cell: Cell, show: str, line: str) -> None:
    assert shown(cell, show).line == line


@pytest.mark.parametrize(
    ("reached", "step"),
    [
        (0, "STEP_0"), (4, "STEP_0"), (5, "STEP_5"), (10, "STEP_10"), (24, "STEP_10"), (25, "STEP_25"),
        (50, "STEP_50"), (75, "STEP_75"), (99, "STEP_75"), (100, "COVERED"), (101, "OVER_REACHED"),
    ],
)  # fmt: skip
def test_shades_are_graded(reached: int, step: str) -> None:
    assert grade(_cell(reached, 100, None), "reached") == step
    assert grade_label(step)


def test_a_step_is_the_one_that_the_shown_percents_belong_to() -> None:
    """99.4 % shows as 99 % and 4.96 % as 5 %: what a reader sees lies between the ends of its step."""
    for reached in range(10, 995):
        cell = _cell(reached, 1000, None)
        whole = int(percent(share(cell, "reached")).rstrip("%"))
        assert grade(cell, "reached") == grade(_cell(whole, 100, None), "reached")


@pytest.mark.parametrize(
    ("ratio", "text"),
    [
        (None, ""),
        (0.0, "0%"),
        (0.00001, "under 0.01%"),
        (0.0024, "0.24%"),
        (0.5, "50%"),
        (1.0002, "100.1%"),
        (3, "300%"),
    ],
)
def test_little_is_not_nothing_and_a_little_more_is_more(ratio: float | None, text: str) -> None:
    assert percent(ratio) == text


def test_every_step_has_a_shade_that_letters_are_read_on_a_pattern_and_a_sign_of_its_own() -> None:
    assert set(GRADES) == set(COLOURS) == set(SIGNS)
    assert len(set(COLOURS.values())) == len(set(SIGNS.values())) == len({pattern(code)[20:] for code in GRADES})
    assert all((_light(colour) + 0.05) / (_light(INK) + 0.05) >= 4.5 for colour in COLOURS.values())


def _light(colour: str) -> float:
    """How light a colour is, 0 to 1, as the accessibility guidelines reckon it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_worst_comes_first_and_what_is_not_known_last() -> None:
    nobody, little, much = empty(1, 1)._replace(people_in_need=900), _cell(9, 100, 900), _cell(900, 900, 900)
    unknown = _cell(5, None, None)
    found = sorted([much, unknown, little, nobody], key=lambda cell: worst_first(cell, "need"))
    assert found == [nobody, little, much, unknown]
    assert sorted([much, little], key=lambda cell: worst_first(cell, "unmet")) == [little, much]
    assert share(unknown, "need") is None


def test_every_measure_has_an_arabic_name_of_its_own() -> None:
    with speaking("ar"):
        names = [name for _code, name in SHOWN.choices()]
        assert len(set(names)) == len(names) == 6
        assert shown(_cell(60, 13, None), "reached").note == "من 13 مستهدفًا"
        assert shown(_cell(60, None, None), "reached").text == "لا هدف معروف"
