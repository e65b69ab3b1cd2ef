"""Expressions as JSON for the page's script; what that comes to is tried in a browser."""

from tansiq.expressions.reading import read, understood
from tansiq.expressions.script import written
from tests.tansiq.expressions import cases
from tests.tansiq.expressions.wells import COST, DEPTH, DUG, USES


def _script(typed: str) -> object:
    return written(understood(read(typed, cases.SETTING), cases.SETTING))


def test_lists_are_something_to_do_and_all_else_is_a_value() -> None:
    assert _script(". > 5.5 and selected(${uses}, 'FARM')") == [
        "and", [">", ["field", DEPTH], 5.5], ["selected", ["field", USES], "FARM"],
    ]  # fmt: skip
    assert _script("coalesce(${dug_on}, '2026-01-01')") == ["coalesce", ["field", DUG], "2026-01-01"]
    assert _script("if(true(), previous(${cost}), 0)") == ["if", True, ["previous", COST], 0]
    assert _script("today()") == ["today"]


def test_rounding_is_said_in_the_list() -> None:
    assert _script("${cost} + 1") == ["round", ["+", ["field", COST], 1], 2]
    assert _script("round(${cost} * 0.05, 2)") == ["round half", ["*", ["field", COST], 0.05], 2]
    assert _script("${men} + 1")[0] == "+"  # type: ignore[index]  # A list, as the line says.
