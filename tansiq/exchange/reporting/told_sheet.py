"""What a workbook says of the reports of units, whatever its layout: each report, and where its cells stand."""

from dataclasses import dataclass, field
from typing import Any

from tansiq.exchange.reporting.marks import Place
from tansiq.exchange.values.problems import Problem, Severity
from tansiq.exchange.values.text import tidy
from tansiq.language.words import Sentence

Addressed = tuple[str, Any]
"""The address of a cell, and its raw value."""


@dataclass
class ToldReport:
    """The report of one unit as it stands in a file. `at` is where what concerns all of it is told, `row` its number:
    that of its sheet among the others, or of its row. `unit_text` and `period_text` are what the file calls them where
    it names them in words; `cells` are raw. `is_whole` says that what is not told is not known, instead of left."""

    at: str
    row: int
    name: str = ""
    unit_id: int | None = None
    unit: Addressed | None = None
    period: Addressed | None = None
    nil: Addressed | None = None
    digest: str = ""
    version: int | None = None
    form: str = ""
    is_whole: bool = True
    cells: dict[Place, Addressed] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def tell(self, code: str, sentence: Sentence, where: Addressed | None = None, severity: Severity = "error") -> None:
        """Note a problem at a cell, else at all of it."""
        address, raw = where or (self.at, None)
        self.problems.append(Problem(address, "" if raw is None else tidy(raw)[:200], sentence, severity, code))

    @property
    def is_empty(self) -> bool:
        """Whether nothing is filled in."""
        cells = [*self.cells.values(), *([self.nil] if self.nil else [])]
        return all(raw is None or (isinstance(raw, str) and not raw.strip()) for _, raw in cells)


@dataclass
class ToldFile:
    """All that a file says, and what is told of it as a whole. `unknown` are headers that mean nothing here."""

    sheet: str
    reports: list[ToldReport] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
