"""Demands that may ask for the same: in like words, of one sector, in one area or one within the other."""

from datetime import date
from difflib import SequenceMatcher
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.models import Demand
from tansiq.plans import alike_demands as demands_alike
from tansiq.plans.alike_demands import LEAST, alike_demands, likeness
from tansiq.records import changes
from tests.people import NOBODY, SALMA
from tests.register import Register
from tests.statements import told


def enter(register: Register, title: str, pcode: str = "YE121121", sector: str = "WSH", **values: Any) -> Demand:
    """A demand of a citizen, stored."""
    facts = {"area": register.areas[pcode].id, "sector": register.sectors[sector].id, "title_en": title}
    told = {"raised_on": date(2026, 2, 1), "raised_by": "CITIZEN"}
    return changes.save(SALMA, Demand(**(facts | told | values)))


@pytest.mark.parametrize(
    ("one", "other", "is_alike"),
    [
        ("تأهيل شبكة الصرف الصحي", "إعادة تأهيل شبكه الصرف الصحى في المخزن", True),
        ("حفر بئر للمياه", "حفر بئر ماء", True),
        ("مدرسة للبنات", "حفر بئر للمياه", False),
        ("Rehabilitate the sewerage network", "Sewerage network of the market: rehabilitation", True),
        ("Réhabilitation du réseau d'eau", "Rehabilitation du reseau d’eau potable", True),
        ("A well", "A new school for girls", False),
    ],
)
def test_titles_are_compared_in_any_language_and_spelling(one: str, other: str, is_alike: bool) -> None:
    first, second = Demand(title_ar=one), Demand(title_en=other)
    assert (likeness(first, second) >= LEAST) is is_alike
    assert likeness(first, second) == likeness(second, first)


def test_the_name_of_the_area_makes_no_two_demands_alike() -> None:
    first, second = Demand(title_ar="مستشفى جعار"), Demand(title_ar="سوق جعار")
    assert likeness(first, second, ["جعار"]) < likeness(first, second)


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_is_a_share_whatever_the_titles(one: str, other: str) -> None:
    assert 0 <= likeness(Demand(title_ar=one), Demand(title_en=other)) <= 1


def test_alike_ones_are_found_in_the_area_above_it_and_below_it_alone(register: Register) -> None:
    asked = enter(register, "Drill a well", "YE1211")
    same = enter(register, "Drill a deep well", "YE121122")
    above = enter(register, "Drill one well", "YE12")
    enter(register, "Drill a well", "YE121001")
    enter(register, "Drill a well", "YE1211", "HEA")
    [found] = alike_demands(SALMA, [asked])
    assert {one.demand.id for one in found} == {same.id, above.id}


def test_declined_joined_archived_and_hidden_ones_are_not_offered(register: Register) -> None:
    asked = enter(register, "Drill a well")
    enter(register, "Drill a well", outcome="DECLINED", reason="Dry ground.")
    enter(register, "Drill a well", joined_into=asked.id)
    changes.archive(SALMA, enter(register, "Drill a well"))
    hidden = enter(register, "Drill a well", is_published=False)
    assert [[one.demand.id for one in each] for each in alike_demands(SALMA, [asked])] == [[hidden.id]]
    assert alike_demands(NOBODY, [asked]) == [[]]


def test_one_that_is_being_typed_is_compared_as_far_as_it_goes(register: Register) -> None:
    known = enter(register, "Drill a well")
    typed = Demand(title_en="drill well", area=register.areas["YE121121"].id, sector=register.sectors["WSH"].id)
    assert [[one.demand for one in each] for each in alike_demands(SALMA, [Demand(title_en="well"), typed])] == [
        [],
        [known],
    ]


def test_more_demands_cost_no_more_statements(register: Register) -> None:
    few = [enter(register, f"Drill well {number}") for number in range(3)]
    many = [*few, *(enter(register, f"Drill well {number}", "YE1211") for number in range(9))]
    with told() as first:
        alike_demands(SALMA, few)
    with told() as second:
        alike_demands(SALMA, many)
    assert len(first) == len(second)


def test_the_same_words_are_held_against_each_other_once_however_many_demands_say_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = list[tuple[str, str]]()

    class Counted(SequenceMatcher[str]):
        def __init__(self, _junk: None, one: str, other: str) -> None:
            made.append((one, other))
            super().__init__(None, one, other)

    monkeypatch.setattr(demands_alike, "SequenceMatcher", Counted)
    titles = [f"Repare the conduits of neighbourhood {number}" for number in range(40)]
    for title in titles:
        likeness(Demand(title_en=title), Demand(title_en="Repair every conduit in the neighbourhoods"))
    assert made
    assert len(made) == len(set(made))


@given(st.text("abcde", max_size=8), st.text("abcde", max_size=8))
def test_two_words_are_one_from_a_likeness_on_that_the_bounds_do_not_change(one: str, other: str) -> None:
    first, second = f"xyz{one}", f"xyz{other}"
    is_same = first == second or (
        min(len(first), len(second)) > demands_alike.SHORTEST
        and SequenceMatcher(None, first, second).ratio() >= demands_alike.SAME_WORD
    )
    alone = likeness(Demand(title_en=first), Demand(title_en=second))
    back = SequenceMatcher(None, second, first).ratio() >= demands_alike.SAME_WORD or first == second
    assert (alone == 1) == (is_same and (back or first == second))
