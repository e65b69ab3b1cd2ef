"""Which sheet of a workbook is the 5W: among pivots, look-ups, old copies and instructions.

A sheet is asked whether it says who does what and where; then its known columns times its filled rows count,
a tenth of it for a hidden sheet.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from tansiq.exchange.sheet.columns import Head, read_head
from tansiq.exchange.values.problems import Problem, Unreadable
from tansiq.exchange.workbook.book import Book, Raw, Sheet
from tansiq.language.arabic import fold_tight
from tansiq.language.words import Sentence, say

FIRST_ROWS = 25
_HIDDEN_COSTS = 10

_ANSWERS = {
    "who": ("organization_", "lead_name"),
    "what": ("sector", "subsector", "activity", "title", "indicator"),
    "where": ("adm", "settlement_", "latitude", "country"),
}
_SILENT = {
    "who": say("It does not say who does something."),
    "what": say("It does not say what is done."),
    "where": say("It does not say where it is done."),
}


@dataclass(frozen=True)
class Considered:
    """A sheet that was looked at: its rows, its recognised fields, and why it was or was not chosen."""

    sheet: str
    hidden: bool
    rows: int
    fields: int
    score: int
    because: Sentence


@dataclass(frozen=True)
class Candidate:
    """A sheet with its head, if it has one, and its first rows."""

    sheet: Sheet
    rows: int
    head: Head | None
    first: list[Raw]

    @property
    def fields(self) -> set[str]:
        """The fields its columns were understood as."""
        return self.head.fields if self.head else set()

    @property
    def answers(self) -> set[str]:
        """Which of who, what and where its columns answer."""
        return {key for key, starts in _ANSWERS.items() if any(name.startswith(starts) for name in self.fields)}

    @property
    def score(self) -> int:
        """Known columns times rows of data; a hidden sheet keeps a tenth."""
        return len(self.fields) * self.rows // (_HIDDEN_COSTS if self.sheet.hidden else 1)

    @property
    def rank(self) -> tuple[int, int]:
        """What decides: answers first, then the score."""
        return len(self.answers), self.score


def choose(book: Book, wanted: str | None, mapping: Mapping[str, str]) -> tuple[Candidate, Head, list[Considered]]:
    """The sheet to read, its head, and what was thought of every sheet; `Unreadable` where none will do."""
    sheets = [_find(book, wanted)] if wanted else book.sheets
    candidates = [_look(book, sheet, mapping) for sheet in sheets]
    best = max(candidates, key=lambda candidate: candidate.rank, default=None)
    if best is None or best.head is None:
        raise Unreadable(_no_head(sheets))
    if not best.rows:
        raise Unreadable(say("Sheet %(sheet)s has headers but no rows below them.", sheet=best.sheet.name))
    return best, best.head, [_considered(candidate, best, wanted) for candidate in candidates]


def others_alike(best: Candidate, considered: list[Considered]) -> list[Problem]:
    """Warnings for visible sheets that could be read just as well, such as one for every month."""
    text = say("This sheet can be read as well, and was not. Choose it by its name to read it too.")
    return [
        Problem(other.sheet, "", text, "warning", "another-sheet")
        for other in considered
        if other.sheet != best.sheet.name and not other.hidden and other.score
        if other.fields * 2 > len(best.fields)
    ]


def _find(book: Book, wanted: str) -> Sheet:
    for same in (str, fold_tight):
        for sheet in book.sheets:
            if same(sheet.name) == same(wanted):
                return sheet
    names = ", ".join(sheet.name for sheet in book.sheets)
    raise Unreadable(say("There is no sheet %(sheet)s. The file has: %(names)s.", sheet=wanted, names=names))


def _look(book: Book, sheet: Sheet, mapping: Mapping[str, str]) -> Candidate:
    first = list(islice(book.rows(sheet.name), FIRST_ROWS + 1))
    head_rows = [row for row in first if row[0] <= FIRST_ROWS]
    grouped = {merged.top for merged in book.merged(sheet.name) if merged.right > merged.left}
    head = read_head(head_rows, grouped, mapping)
    if head is None:
        return Candidate(sheet, 0, None, first)
    above = sum(number <= head.last_row for number, _ in first)
    return Candidate(sheet, book.filled(sheet.name) - above, head, first)


def _considered(candidate: Candidate, best: Candidate, wanted: str | None) -> Considered:
    because = say("Chosen by its name.") if wanted else _because(candidate, best)
    sheet, fields = candidate.sheet, len(candidate.fields)
    return Considered(sheet.name, sheet.hidden, candidate.rows, fields, candidate.score, because)


def _because(candidate: Candidate, best: Candidate) -> Sentence:
    if candidate is best:
        fields, rows = len(candidate.fields), candidate.rows
        return say("Chosen: %(fields)s known columns and %(rows)s rows say the most.", fields=fields, rows=rows)
    if candidate.head is None:
        return say("None of its first %(count)s rows is a known header row.", count=FIRST_ROWS)
    missing = [key for key in _SILENT if key in best.answers - candidate.answers]
    if missing:
        return _SILENT[missing[0]]
    if candidate.sheet.hidden:
        return say("It is hidden, and another sheet says as much.")
    return say("It has fewer rows or known columns.")


def _no_head(sheets: list[Sheet]) -> Sentence:
    return say(
        "No header row that we know was found in the first %(count)s rows of: %(sheets)s. "
        "Add a row of HXL tags, or say with a mapping which column is which.",
        count=FIRST_ROWS,
        sheets=", ".join(sheet.name for sheet in sheets),
    )
