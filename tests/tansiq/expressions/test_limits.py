"""What is too long or too deep is refused before anything parses it, and at once."""

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.expressions.limits import DEPTH, LETTERS, size_fault
from tansiq.expressions.parsing import Part, parse
from tansiq.faults import Refused
from tests.tansiq.expressions.generated import texts
from tests.tansiq.expressions.wells import codes_of

HOSTILE = {
    "many brackets": "(" * 5_000,
    "a long sum": "1" + "+1" * 5_000,
    "a tower of powers": "9**9**9",
    "a name of Python": "__class__",
    "many calls": "if(" * 300,
    "many signs": "-" * 900 + "1",
    "names without end": "${" * 19_000,
    "quotation marks without end": "'" * 999,
    "a name of a million letters": "${" + "a" * 1_000_000 + "}",
    "a million spaces": "1" + " " * 1_000_000 + "+ 1",
    "a long chain of conditions": "true()" + " and true()" * 60,
    "brackets in brackets with calls": "sum((" * 90,
}


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE)
def test_hostile_expressions_are_refused_in_a_moment(typed: str) -> None:
    codes_of("1 +")
    took = []
    for _ in range(5):
        begun = time.thread_time()
        found = codes_of(typed)
        took.append(time.thread_time() - begun)
    assert len(found) == 1
    assert min(took) < 0.005


def test_what_is_as_deep_as_allowed_is_read() -> None:
    parse("(" * (DEPTH - 1) + "1" + ")" * (DEPTH - 1))
    parse("1" + " + 1" * (DEPTH - 1))
    assert codes_of("(" * DEPTH + "1" + ")" * DEPTH) == [("TOO_DEEP", DEPTH)]
    assert codes_of("1" + "+1" * DEPTH) == [("TOO_DEEP", 2 * DEPTH)]


def test_chains_of_different_signs_do_not_add_up() -> None:
    conditions = " or ".join(["1 + 2 * 3 > 4 and 5 = 5"] * 20)
    assert size_fault(conditions) is None
    assert parse(conditions).word == "or"


def test_a_word_between_values_counts_before_a_bracket_too() -> None:
    assert codes_of("true()" + " and (true())" * DEPTH)[0][0] == "TOO_DEEP"


def test_a_thousand_letters_are_enough_and_long_labels_count_no_more_than_short_ones() -> None:
    assert size_fault("'" + "a" * (LETTERS - 2) + "'") is None
    assert codes_of("'" + "a" * (LETTERS - 1) + "'") == [("TOO_LONG", LETTERS + 1)]
    assert size_fault("count(" + ", ".join(["${" + "ع" * 200 + "}"] * 100) + ")") is None


def test_what_stands_in_a_text_is_no_bracket() -> None:
    assert parse("'" + "(" * 500 + "'").word == "text"


def test_the_character_zero_is_told() -> None:
    assert codes_of("'a\0b'") == [("NUL", 3)]


def _depth(part: Part) -> int:
    return 1 + max(map(_depth, part.arguments), default=0)


@given(texts())
def test_no_tree_is_deeper_than_its_letters_say(typed: str) -> None:
    assert _depth(parse(typed)) <= DEPTH


@given(st.lists(st.sampled_from(["1", "-", "+", "*", "(", ")", " and ", " = ", "if(", ",", "mod "]), max_size=120))
def test_no_heap_of_signs_makes_a_deeper_tree(pieces: list[str]) -> None:
    depth = 0
    with suppress(Refused):
        depth = _depth(parse("".join(pieces)))
    assert depth <= DEPTH
