"""Expressions of a form: read in our words, or left out and told, or wrong at their letters."""

from typing import Any

import pytest

from tests.register import Register
from tests.tansiq.xlsform.books import fields_of, notes_of, read, refused, survey

_MORE = ["relevant", "constraint", "constraint_message::English (en)", "calculation"]


def _rules(content: bytes) -> list[dict[str, Any]]:
    return list(read(content).document.rules)


def test_a_condition_is_kept_by_numbers(register: Register) -> None:
    content = survey(
        ("select_one kinds", "kind", "", "Kind"), ("integer", "depth", "", "Depth", "${kind} = 1"), more=_MORE
    )
    assert fields_of(content)["depth"]["shows_if"] == "${1} = '1'"


def test_a_constraint_is_a_rule_in_which_the_field_is_called_by_its_number(register: Register) -> None:
    content = survey(
        ("integer", "depth", "", "Depth"),
        ("integer", "level", "", "Level", "", "${depth} >= . and . > 0", "Too deep."),
        ("integer", "age", "", "Age", "", ". < 120", "Too old."),
        more=_MORE,
    )
    deep, old = _rules(content)
    assert (deep["expression"], deep["told_at"], deep["message_en"]) == ("${1} >= ${2} and ${2} > 0", 2, "Too deep.")
    assert (old["expression"], "told_at" in old) == ("${3} < 120", False)
    assert refused(content) == []


def test_bounds_without_a_message_are_those_of_the_field_and_other_constraints_get_one(register: Register) -> None:
    content = survey(
        ("integer", "depth", "عمق", "Depth", "", "(. >= 0 and . <= ٩٠٠)"),
        ("text", "word", "كلمة", "Word", "", ". != 'x'"),
        more=_MORE,
    )
    depth, [rule] = fields_of(content)["depth"], _rules(content)
    assert (depth["least"], depth["most"], rule["expression"]) == (0, 900, "${2} != 'x'")
    assert ("Word" in rule["message_en"], "كلمة" in rule["message_ar"]) == (True, True)


def test_calculations_may_stand_before_what_they_are_made_of(register: Register) -> None:
    content = survey(
        ("calculate", "twice", "", "", "", "", "", "${half} * 4"),
        ("calculate", "half", "", "Half", "", "", "", "${depth} div 2"),
        ("integer", "depth", "", "Depth", "${twice} > 1"),
        more=_MORE,
    )
    fields = fields_of(content)
    assert (fields["twice"]["formula"], fields["twice"]["label_en"]) == ("${2} * 4", "twice")
    assert fields["depth"]["shows_if"] == "${1} > 1"


def test_a_long_chain_of_calculations_is_understood_whichever_way_it_runs(register: Register) -> None:
    for step, last in ((1, 60), (-1, 1)):
        rows = [
            (
                "calculate",
                f"q{place}",
                "",
                f"Q {place}",
                "",
                "",
                "",
                "1" if place == last else f"${{q{place + step}}} + 1",
            )
            for place in range(1, 61)
        ]
        assert all(row["formula"] for row in fields_of(survey(*rows, more=_MORE)).values())


def test_the_conditions_of_many_groups_together_are_told_where_they_are_too_many(register: Register) -> None:
    groups = [("begin_group", f"g{place}", "", "", "${people} > 10000000") for place in range(40)]
    ends = [("end_group",)] * 40
    content = survey(("integer", "people", "", "People"), *groups, ("text", "x", "", "X"), *ends, more=_MORE)
    assert refused(content) == [("survey!E3", "TOO_DEEP")]


def test_a_circle_is_told_once_and_takes_nothing_else_with_it(register: Register) -> None:
    content = survey(
        ("calculate", "a", "", "A", "", "", "", "${b} + 1"),
        ("calculate", "b", "", "B", "", "", "", "${a} + 1"),
        ("calculate", "c", "", "C", "", "", "", "${a} + 1"),
        ("calculate", "d", "", "D", "", "", "", "${d} + 1"),
        ("text", "shown", "", "Shown", "${shown} = 'x'"),
        more=_MORE,
    )
    assert refused(content) == [("survey!H2", "CIRCLE"), ("survey!H5", "CIRCLE"), ("survey!E6", "CIRCLE")]


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        (". >>> 3 and (", "OUT_OF_PLACE"),
        ("${nothing} > 3", "UNKNOWN_NAME"),
        ("${depth} > 'x'", "WRONG_KIND"),
        ("${depth}", "WRONG_RESULT"),
        ("${kind} = '7'", "UNKNOWN_CHOICE"),
        ("nonsense(${depth}) > 1", "UNKNOWN_FUNCTION"),
        ("(" * 40 + "${depth}" + ")" * 40, "TOO_DEEP"),
        ("${depth} > " + "1 + " * 400 + "1", "TOO_LONG"),
    ],
)
def test_nonsense_is_told_at_its_cell(register: Register, condition: str, code: str) -> None:
    rows = [
        ("integer", "depth", "", "Depth"),
        ("select_one kinds", "kind", "", "Kind"),
        ("text", "x", "", "X", condition),
    ]
    assert refused(survey(*rows, more=_MORE)) == [("survey!E4", code)]


@pytest.mark.parametrize("condition", ["regex(${word}, '^7')", "../word = 'x'", "pulldata('a', 'b', 'c', ${word}) = 1"])
def test_what_we_have_no_words_for_is_left_out_and_told(register: Register, condition: str) -> None:
    content = survey(
        ("text", "word", "", "Word"),
        ("text", "x", "", "X", condition, condition, "Wrong."),
        ("calculate", "made", "", "", "", "", "", condition),
        ("calculate", "told", "", "Told", "", "", "", condition),
        ("text", "y", "", "Y", "${made} = 1"),
        more=_MORE,
    )
    fields = fields_of(content)
    assert ("shows_if" in fields["x"], "made" in fields, fields["told"]["value_type"]) == (False, False, "HEADING")
    assert [one.partition(":")[0] for one in notes_of(content)] == [
        "survey!H4", "survey!H5", "survey!E3", "survey!F3", "survey!E6",
    ]  # fmt: skip
    assert (_rules(content), refused(content)) == ([], [])


def test_arabic_names_and_digits_are_read(register: Register) -> None:
    content = survey(("integer", "العمق", "العمق", ""), ("text", "ملاحظة", "ملاحظة", "", "${العمق} > ٥"), more=_MORE)
    assert [row.get("shows_if") for row in fields_of(content).values()] == [None, "${1} > ٥"]
    assert refused(content) == []
