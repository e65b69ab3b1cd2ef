"""What make bench-identity reckons: pairs, shares, and lists of which a promise holds."""

import pytest

from tansiq.exchange.lookup.organization_mention import Mention
from tansiq.exchange.lookup.place_words import PlaceWords
from tests.bench.identity import LEAST_PRECISION, Named, measure, measure_twins, misspelled, score, table
from tests.bench.spellings import made_up
from tests.bench.twin_score import rule_table, twin_score

LEAST_TOLD = 0.8


def test_pairs_are_counted_by_hand() -> None:
    rows = [
        Named("a", "", "", "Hope of Aden", ""),
        Named("a", "", "", "HOPE OF ADEN", ""),
        Named("a", "", "", "Aden's Hope", ""),
        Named("b", "", "", "Hope of  Aden", ""),
    ]
    found = score("by hand", rows)
    assert (found.mentions, found.same, found.joined, found.right) == (4, 3, 3, 1)
    assert [found.precision, found.recall] == pytest.approx([1 / 3, 1 / 3])
    assert table([found]).splitlines()[-1] == "| by hand | 4 | 3 | 3 | 0.333 | 0.333 |"


def test_a_seed_gives_the_same_mentions_again_and_another_seed_others() -> None:
    assert list(made_up(Named)) == list(made_up(Named))
    assert list(made_up(Named)) != list(made_up(Named, seed="another"))


def test_every_list_keeps_the_promised_precision() -> None:
    scores = list(measure())
    assert len(scores) == 6
    assert [one.title for one in scores if one.precision < LEAST_PRECISION] == []


def test_names_in_two_languages_are_told_as_precisely_as_promised() -> None:
    told = {one.title: one for one in measure_twins()}
    lists = ("yemen, with acronyms", "yemen, names alone", "yemen, misspelled", "made up in two languages")
    assert [title for title in lists if told[title].precision < LEAST_PRECISION] == []
    assert [title for title in lists if told[title].recall < LEAST_TOLD] == []


def test_names_are_misspelled_the_same_way_again() -> None:
    rows = [Named("a", "", "", "Hope of Aden", "")] * 20
    assert misspelled(rows) == misspelled(rows)
    assert 0 < sum(row.name_en != "Hope of Aden" for row in misspelled(rows)) < 20


def test_told_pairs_are_counted_by_the_rule_that_speaks_most() -> None:
    said = [
        ("a", Mention(name_ar="جمعية الأمل للتنمية")),
        ("a", Mention(name_ar="جمعيه الامل")),
        ("b", Mention(name_ar="جمعية الأمل للتنميه")),
        ("c", Mention(name_ar="بيت الغد")),
    ]
    found = twin_score("by hand", said, PlaceWords())
    assert (found.same, dict(found.told), found.right["ALL"]) == (1, {"SAME_NAME": 1, "SAME_WORDS": 2, "ALL": 3}, 1)
    assert rule_table([found]).splitlines()[-1] == "| by hand | ALL | 3 | 1 | 0.333 | 1.000 |"
