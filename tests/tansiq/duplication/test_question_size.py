"""How far a question reaches: what would be looked at is counted before it is."""

from datetime import date

import pytest

from tansiq.duplication import question_size
from tansiq.duplication.find_overlaps import count_overlaps, group_overlaps
from tansiq.duplication.overlap import OverlapQuestion
from tansiq.duplication.question_size import is_answerable, parts
from tansiq.faults import Refused
from tansiq.period import Period
from tests.people import NOBODY, SALMA
from tests.register import Register

APRIL = Period(date(2026, 4, 1), date(2026, 4, 30))


@pytest.fixture
def busy(register: Register) -> Register:
    """Three in Ja'ar, one in all of Khanfar, one in all of Abyan and one in Hadramawt: 3 + 3 + (3 + 1) pairs there."""
    for acronym, pcode in zip("ABCDEF", ["YE121121"] * 3 + ["YE1211", "YE12", "YE1927"], strict=True):
        register.site(register.intervention(acronym), pcode)
    return register


@pytest.mark.parametrize(("within", "pairs"), [("YE121121", 9), ("YE1211", 10), ("YE12", 10), ("YE", 10), ("YE19", 0)])
def test_the_pairs_to_look_at_are_those_in_one_place_or_around_it(busy: Register, within: str, pairs: int) -> None:
    # What lies around the area asked about counts too: in Ja'ar 3 pairs of its own, 3 with Khanfar, 3 with Abyan.
    area = busy.areas[within]
    assert question_size._pairs_to_look_at(SALMA, OverlapQuestion(area), area) == pairs


def test_a_question_beyond_the_limit_is_not_answered_at_once(busy: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    khanfar = OverlapQuestion("YE1211")
    monkeypatch.setattr(question_size, "MOST_PAIRS", 10)
    assert is_answerable(SALMA, khanfar)
    monkeypatch.setattr(question_size, "MOST_PAIRS", 9)
    assert not is_answerable(SALMA, khanfar)
    assert is_answerable(SALMA, OverlapQuestion("YE1211", period=APRIL))
    assert is_answerable(SALMA, OverlapQuestion("YE1211", sectors=("HEA",)))


def test_so_is_one_over_too_many_sites(busy: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(question_size, "MOST_SITES", 5)
    assert not is_answerable(SALMA, OverlapQuestion("YE"))
    assert is_answerable(SALMA, OverlapQuestion("YE12"))


def test_the_parts_guide_to_smaller_areas(busy: Register) -> None:
    def guide(within: str) -> list[tuple[str, int]]:
        return [(part.area.pcode, part.site_count) for part in parts(SALMA, OverlapQuestion(within))]

    assert guide("YE") == [("YE12", 5), ("YE19", 1)]
    assert guide("YE12") == [("YE1211", 4)]
    assert guide("YE121121") == []
    assert parts(SALMA, OverlapQuestion("YE", period=APRIL)) == []


def test_the_guide_counts_what_the_reader_may_see(register: Register) -> None:
    register.site(register.intervention("NRA", is_published=False), "YE1211")
    assert [part.site_count for part in parts(SALMA, OverlapQuestion("YE"))] == [1]
    assert parts(NOBODY, OverlapQuestion("YE")) == []


def test_an_area_that_is_not_there_is_refused(register: Register) -> None:
    with pytest.raises(Refused) as refused:
        is_answerable(SALMA, OverlapQuestion("XX"))
    assert refused.value.code == "NOT_FOUND"


def test_pairs_above_a_level_are_those_without_an_area_there(busy: Register) -> None:
    rough = OverlapQuestion("YE12", above=3)
    assert count_overlaps(SALMA, rough) == 1
    [group] = [group for group in group_overlaps(SALMA, OverlapQuestion("YE12"), 3) if group.area_id is None]
    assert group.pair_count == 1
