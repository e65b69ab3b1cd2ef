"""What was measured, as one table for people and as JSON for comparing runs."""

import platform
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import orjson

AT_LEAST, AT_MOST = "at least", "at most"


@dataclass(frozen=True)
class Finding:
    """One comparison or figure. `ours` and `other` are in `unit`; `figure` is what the target is about."""

    question: str
    database: str
    rows: int
    unit: str
    ours: float
    other: float | None
    figure: float | None
    bound: str
    target: float | None

    @property
    def verdict(self) -> str:
        """Whether the target is met, or a dash where there is none."""
        if self.target is None or self.figure is None:
            return "-"
        is_met = self.figure >= self.target if self.bound == AT_LEAST else self.figure <= self.target
        return "met" if is_met else "FELL SHORT"


HEAD = ("question", "database", "rows", "ours", "other", "figure", "target", "verdict")


def table(findings: Sequence[Finding]) -> str:
    """All findings, a line each, columns aligned."""
    lines = [HEAD, *(_cells(finding) for finding in findings)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(HEAD))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)


def _cells(finding: Finding) -> tuple[str, ...]:
    return (
        finding.question,
        finding.database,
        f"{finding.rows:,}",
        _number(finding.ours, finding.unit),
        _number(finding.other, finding.unit),
        _number(finding.figure),
        "-" if finding.target is None else f"{finding.bound} {finding.target:g}",
        finding.verdict,
    )


def _number(value: float | None, unit: str = "") -> str:
    """Three digits that tell: 1,339 and 12.4 and 0.051."""
    if value is None:
        return "-"
    digits = 0 if value >= 100 else 1 if value >= 10 else 2 if value >= 1 else 3
    return f"{value:,.{digits}f} {unit}".strip()


def keep(findings: Sequence[Finding], folder: Path) -> Path:
    """Write the findings with the machine and the moment as JSON; returns the file."""
    moment = datetime.now(UTC).replace(microsecond=0)
    told = {
        "at": moment.isoformat(),
        "python": platform.python_version(),
        "machine": f"{platform.system()} {platform.machine()}",
        "sqlite": sqlite3.sqlite_version,
        "findings": [{**asdict(finding), "verdict": finding.verdict} for finding in findings],
    }
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"bench-{moment:%Y%m%d-%H%M%S}.json"
    path.write_bytes(orjson.dumps(told, option=orjson.OPT_INDENT_2))
    return path
