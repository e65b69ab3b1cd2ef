"""Our expressions in the words of other programs, and theirs in ours."""

import pytest

from tansiq.xlsform.idioms import foreign_in, in_our_words
from tansiq.xlsform.outside import Around, broken_outside, constraint_outside, formula_outside, said_outside

AROUND = Around({"open": "YES_NO", "month": "MONTH", "kind": "CHOICE"})


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("${a} > 5", "${a} > 5"),
        ("${a} > ٥٫٥", "${a} > 5.5"),
        ("count(${a}, ${b}) > 0", "(if(${a} = '', 0, 1) + if(${b} = '', 0, 1)) > 0"),
        ("count(${open}) = 1", "(if(${open} = '', 0, 1)) = 1"),
        ("sum(${a}, (${b} + 1) * 2) DIV 3", "(coalesce(${a}, 0) + coalesce(((${b} + 1) * 2), 0)) div 3"),
        ("coalesce(${a}، ${b}, -1)", "coalesce(${a}, coalesce(${b}, (-1)))"),
        ("days-between(${a}, today()) < 9", "round(decimal-date-time(today()) - decimal-date-time(${a}), 0) < 9"),
        ("${open} AND NOT(${open})", "(${open} = 'yes') and not((${open} = 'yes'))"),
        ("coalesce(${kind}, 'A, B') = 'X، Y'", "coalesce(${kind}, 'A, B') = 'X، Y'"),
        ("selected(${kind}, 'A') and ${month} = '2026-01'",
         "selected(${kind}, 'A') and format-date(${month}, '%Y-%m') = '2026-01'"),
        ("${day} < '2026-03-01'", "${day} < date('2026-03-01')"),
        ("previous(${a}) > 1", ""),
        ("below(${a}) <= ${a}", ""),
        ("count(selected(${kind}, 'A'), previous(${a})) > 1", ""),
        ("${a} >", ""),
    ],
)  # fmt: skip
def test_an_expression_is_said_as_others_reckon_it(ours: str, theirs: str) -> None:
    assert said_outside(ours, AROUND) == theirs


def test_a_rule_is_asked_where_nothing_is_missing() -> None:
    around = Around({}, "a")
    assert constraint_outside("${a} <= ${b}", around, ". >= 0") == ". >= 0 and (${b} = '' or (. <= ${b}))"
    assert constraint_outside("${a} <= 5", around) == ". <= 5"
    assert constraint_outside("previous(${a}) > 1", around, ". >= 0") == ". >= 0"
    assert broken_outside("${a} <= ${b}", Around()) == "${a} != '' and ${b} != '' and not(${a} <= ${b})"
    assert broken_outside("previous(${a}) > 1", around) == ""
    assert formula_outside("${a} > 1", Around(), is_yes_no=True) == "if(${a} > 1, 'yes', 'no')"


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("${a} = ''", "count(${a}) = 0"),
        ("'' != . and . > date('2026-01-01')", "count(.) = 1 and . > '2026-01-01'"),
        ("${kind} = ٢ or ${a} = 2", "${kind} = '2' or ${a} = 2"),
        ("${open} = 'yes' and ${open} != 'no'", "${open} = true() and ${open} != false()"),
        ("((${a}) = '')", "((${a}) = '')"),
        ("${a} >", "${a} >"),
    ],
)
def test_turns_of_speech_of_others_are_understood(theirs: str, ours: str) -> None:
    assert in_our_words(theirs, AROUND.types) == ours


@pytest.mark.parametrize(
    ("theirs", "found"),
    [
        ("regex(., '^7')", "regex("),
        ("../depth > 1", ".."),
        ("/data/depth > 1", "/"),
        ("jr:choice-name(${a}, 'b') = 'x'", "jr:choice-name("),
        ("instance('villages')/root/item[name = 1]", "instance("),
        ("'a/b[c]' = ${a/b}", ""),
        (". >>> 3 and (", ""),
    ],
)
def test_what_only_others_know_is_told_from_nonsense(theirs: str, found: str) -> None:
    assert foreign_in(theirs) == found
