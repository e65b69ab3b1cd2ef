"""The report: a verdict for each target, one table, one file."""

from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from tests.bench.report import AT_LEAST, AT_MOST, Finding, keep, table

PAGE = Finding("page, planned against walked", "sqlite", 200_000, "/s", 1_339.4, 50.12, 26.7, AT_LEAST, 12)


@pytest.mark.parametrize(
    ("figure", "bound", "verdict"),
    [(12.0, AT_LEAST, "met"), (11.9, AT_LEAST, "FELL SHORT"), (12.0, AT_MOST, "met"), (12.1, AT_MOST, "FELL SHORT")],
)
def test_a_figure_is_held_against_its_target(figure: float, bound: str, verdict: str) -> None:
    assert replace(PAGE, figure=figure, bound=bound).verdict == verdict


def test_without_a_target_there_is_no_verdict() -> None:
    assert replace(PAGE, target=None).verdict == "-"


def test_the_table_has_a_line_for_each_finding_and_aligned_columns() -> None:
    head, line = table([PAGE]).splitlines()
    assert head.index("verdict") == line.index("met")
    assert "1,339 /s" in line
    assert "50.1 /s" in line
    assert "at least 12" in line


def test_findings_are_kept_with_the_machine(tmp_path: Path) -> None:
    told = orjson.loads(keep([PAGE], tmp_path).read_bytes())
    assert told["findings"][0]["verdict"] == "met"
    assert told["findings"][0]["rows"] == 200_000
    assert told["python"]
