"""Sheets with the habits of coordinators are read as they are, without a mapping."""

from pathlib import Path
from typing import Any

from tansiq.exchange.fivew_import import Outcome
from tansiq.models import Sector
from tests import field_sheets
from tests.fivew import take, told


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
