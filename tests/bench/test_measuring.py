"""Measuring: every way runs in every round, and the median is given."""

from tests.bench.measuring import side_by_side


def test_ways_take_turns_and_all_are_measured() -> None:
    called: list[str] = []
    ways = {"first": lambda: called.append("first"), "second": lambda: called.append("second")}
    found = side_by_side(ways, rounds=3, long_enough=0.0)
    assert called == [
        *["first", "first", "second", "second"],  # to warm up, and to see how many calls fill a round
        *["second", "first"],
        *["first", "second"],
        *["second", "first"],
    ]
    assert set(found) == {"first", "second"}
    assert min(found.values()) > 0
