"""Sheets with the habits of coordinators are read as they are, without a mapping."""

from pathlib import Path
from typing import Any

import pytest

from tansiq.exchange.fivew_import import Outcome
from tansiq.models import Sector
from tests import field_sheets
from tests.conftest import SHARED_DATA
from tests.fivew import take, told

CASES = SHARED_DATA.parent / "cases" / "workbooks"


def _rows(outcome: Outcome) -> list[tuple[Any, ...]]:
    """Who, in which sector, where and from when each row is, and how many it reached."""
    lists = {row.id: row.code for row in Sector.select()}
    return [
        (
            draft.facts.organization.name if draft.facts.organization else None,
            lists[draft.facts.intervention["subsector"] or draft.facts.intervention["sector"]],
            draft.facts.place.pcode if draft.facts.place else None,
            str(draft.facts.intervention["starts_on"] or ""),
            draft.facts.site.get("reached"),
        )
        for intervention in outcome.plan.interventions
        for draft in intervention.sites
    ]


def test_presence_of_afghanistan(yemen: dict[str, Any], tmp_path: Path) -> None:
    outcome = take(field_sheets.presence_of_afghanistan(tmp_path), is_dry=True)
    assert told(outcome) == []
    assert _rows(outcome) == [
        ("Noor Relief (NR)", "HEA", "AF1216", "", None),
        ("Noor Relief (NR)", "WSH", "AF1209", "", None),
        ("Hindara Aid (HA)", "FSC", "AF0102", "", None),
        ("Hindara Aid (HA)", "SHL", "AF0102", "", None),
        ("Hindara Aid (HA)", "PRO-CPN", "AF0101", "", None),
    ]
    assert ("3W!9", "total") in told(outcome, "notice")


def test_activities_of_congo(yemen: dict[str, Any], tmp_path: Path) -> None:
    outcome = take(field_sheets.activities_of_congo(tmp_path), is_dry=True)
    assert told(outcome) == []
    assert _rows(outcome) == [
        ("AMKA", "HEA", "CD6103-S1", "2024-12-01", 120),
        ("AMKA", "WSH", "CD6105-S1", "2025-01-01", 80),
        ("Tumaini Congo (TC)", "FSC", "CD5403-S1", "2025-01-01", 300),
    ]
    assert ("5W 2023!5", "total") in told(outcome, "notice")


def test_activities_of_ethiopia(yemen: dict[str, Any], tmp_path: Path) -> None:
    outcome = take(field_sheets.activities_of_ethiopia(tmp_path), is_dry=True)
    assert told(outcome) == []
    assert _rows(outcome) == [
        ("OBA", "WSH", "ET050804-S1", "2025-02-01", 40),
        ("OBA", "PRO-GBV", "ET050804-S1", "2025-03-01", 60),
        ("Wabe Rural Action (WRA)", "FSC-AGR", "ET041006", "2025-12-01", None),
    ]
    assert ("5W old", "hidden-sheet") in told(outcome, "warning")


def test_what_was_read_of_a_decorated_word_is_told_once(yemen: dict[str, Any], tmp_path: Path) -> None:
    outcome = take(field_sheets.activities_of_ethiopia(tmp_path), is_dry=True)
    texts = [str(problem.sentence) for problem in outcome.plan.problems if problem.code == "word-read"]
    assert "This was read as Gender-based violence (PRO-GBV)." in texts
    assert len(texts) == len(set(texts)) == 6


@pytest.mark.parametrize(
    ("path", "starts", "reached"),
    [
        ("07-month-and-year-apart/month-year.xlsx", ["2024-12-01", "2025-01-01"], [1, 2]),
        ("07-month-and-year-apart/year-month.xlsx", ["2024-12-01", "2025-01-01"], [1, 2]),
        ("08-totals-with-sector/totals.xlsx", ["2025-01-01"] * 3, [4, 10, 25]),
        ("09-hidden-sheet-wins/hidden.xlsx", ["2025-01-01"] * 2, [10, 25]),
        ("11-headers-with-more-words/acronym.xlsx", ["2025-01-01"], [10]),
        ("11-headers-with-more-words/hxl-in-header.xlsx", ["2025-01-01"], [10]),
        ("17-float-dust/dust.xlsx", ["2025-01-01"] * 3, [30, 50, 300]),
    ],
)
def test_the_small_inputs_of_the_field_are_read_right(
    yemen: dict[str, Any], path: str, starts: list[str], reached: list[int]
) -> None:
    outcome = take(_case(path), is_dry=True, country="YE")
    assert told(outcome) == []
    rows = _rows(outcome)
    assert sorted(start for _, _, _, start, _ in rows) == starts
    assert sorted(count for *_, count in rows) == reached


def test_all_decorated_words_of_the_small_input_are_known(yemen: dict[str, Any]) -> None:
    outcome = take(_case("12-coded-words-decorated/words.xlsx"), is_dry=True, country="YE")
    tally = outcome.plan.tally
    # Two of the six rows mean the same as another.
    assert (tally.rows, tally.new, tally.same, tally.wrong) == (6, 4, 2, 0)
    assert sorted({sector for _, sector, *_ in _rows(outcome)}) == ["HEA", "PRO-CPN", "WSH"]
    assert {draft.facts.intervention["status"] for one in outcome.plan.interventions for draft in one.sites} == {
        "ONGOING",
        "SUSPENDED",
    }


def test_the_last_name_of_a_long_file_says_its_code_page(yemen: dict[str, Any]) -> None:
    outcome = take(_case("18-code-page-late/late.csv"), is_dry=True, country="YE")
    assert [name for name, *_ in _rows(outcome)] == ["Plain Org", "جمعية الأمل"]


def _case(path: str) -> Path:
    found = CASES / path
    if not found.exists():
        pytest.skip("the folder of small inputs is not beside this checkout")
    return found
