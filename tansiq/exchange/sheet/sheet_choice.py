"""Which sheet of a workbook is the 5W, or the plan: among pivots, look-ups, old copies and instructions.

A sheet is asked whether it says who does what and where, or names items and says more of them; then its known columns
times its filled rows count.
A hidden sheet is read only where somebody names it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from tansiq.exchange.sheet.columns import Head, Hints, read_head
from tansiq.exchange.sheet.field import IN_WORDS_OF_5W, SheetKind
from tansiq.exchange.values.countries import country_code, country_of_pcode
from tansiq.exchange.values.problems import Problem, Severity, Unreadable
from tansiq.exchange.workbook.book import Book, Raw, Sheet
from tansiq.exchange.workbook.hidden import Hidden
from tansiq.language.arabic import fold_tight
from tansiq.language.words import Sentence, say, say_count

FIRST_ROWS = 25
_PCODE = re.compile(r"[A-Z]{2,3}\d{2,}")
_COUNTRY_FIELDS = ("country_pcode", "country", "country_en", "country_ar")

_ANSWERS: dict[SheetKind, dict[str, tuple[str, ...]]] = {
    "FIVEW": {
        "who": ("organization_", "lead_name"),
        "what": ("sector", "subsector", "activity", "title", "indicator"),
        "where": ("adm", "settlement_", "latitude", "country"),
    },
    "PLAN": {
        "item": ("item_name", "level_"),
        "more": ("item_code", "starts_on", "ends_on", "budget", "responsible", "required", "weight", "item_state"),
    },
}
_SILENT = {
    "who": say("It does not say who does something."),
    "what": say("It does not say what is done."),
    "where": say("It does not say where it is done."),
    "item": say("It does not name items of a plan."),
    "more": say("It says nothing more of its items."),
}


_NOT_READ = {
    False: say("This sheet can be read as well, and was not. Choose it by its name to read it too."),
    True: say("This sheet is hidden, and was not read. Choose it by its name to read it."),
}
_CODES = {False: "another-sheet", True: "hidden-sheet"}


@dataclass(frozen=True)
class ConsideredSheet:
    """A sheet that was looked at: its rows, its recognised fields, and why it was or was not chosen."""

    sheet: str
    hidden: bool
    rows: int
    fields: int
    score: int
    because: Sentence


@dataclass(frozen=True)
class Wishes:
    """What a person said before a file is read: a sheet by its name, a folded mapping, the country of the rows (a
    two-letter code), whether hidden rows and columns are read too, and what kind of sheet is wanted.
    """

    sheet: str | None
    mapping: Mapping[str, str]
    country: str = ""
    with_hidden: bool = False
    kind: SheetKind = "FIVEW"


@dataclass(frozen=True)
class Candidate:
    """A sheet with its head, if it has one, its first rows and what is hidden of it and not read."""

    sheet: Sheet
    rows: int
    head: Head | None
    first: list[Raw]
    unread: Hidden
    kind: SheetKind = "FIVEW"

    @property
    def fields(self) -> set[str]:
        """The fields its columns were understood as."""
        return self.head.fields if self.head else set()

    @property
    def answers(self) -> set[str]:
        """Which of the questions of its kind, such as who, what and where, its columns answer."""
        asked = _ANSWERS.get("FIVEW" if self.kind in IN_WORDS_OF_5W else self.kind, {})
        return {key for key, starts in asked.items() if any(name.startswith(starts) for name in self.fields)}

    @property
    def score(self) -> int:
        """Known columns times rows of data."""
        return len(self.fields) * self.rows

    @property
    def rank(self) -> tuple[int, int]:
        """What decides: answers first, then the score."""
        return len(self.answers), self.score


def choose_sheet(book: Book, wishes: Wishes) -> tuple[Candidate, Head, list[ConsideredSheet]]:
    """The sheet to read, its head, and what was thought of every sheet; `Unreadable` where none will do."""
    sheets = [_find(book, wishes.sheet)] if wishes.sheet else book.sheets
    candidates = [_look(book, sheet, wishes) for sheet in sheets]
    open_ones = [one for one in candidates if wishes.sheet or not one.sheet.hidden]
    best = max(open_ones, key=lambda candidate: candidate.rank, default=None)
    if best is None or best.head is None:
        raise Unreadable(_no_head(candidates, bool(wishes.sheet)))
    if not best.rows and best.unread.rows:
        raise Unreadable(say("All rows of sheet %(sheet)s are hidden. Show them, or choose to read what is hidden.",
                             sheet=best.sheet.name))  # fmt: skip
    if not best.rows:
        raise Unreadable(say("Sheet %(sheet)s has headers but no rows below them.", sheet=best.sheet.name))
    return best, best.head, [_considered(candidate, best, wishes.sheet) for candidate in candidates]


def others_alike(best: Candidate, considered: list[ConsideredSheet]) -> list[Problem]:
    """What is told of sheets that were not read: those that could be as well, such as one for every month, and all
    hidden ones with headers that we know.
    """
    others = (other for other in considered if other.sheet != best.sheet.name and other.score)
    found = []
    for other in others:
        is_alike = other.fields * 2 > len(best.fields)
        if is_alike or other.hidden:
            severity: Severity = "warning" if is_alike else "notice"
            found.append(Problem(other.sheet, "", _NOT_READ[other.hidden], severity, _CODES[other.hidden]))
    return found


def _find(book: Book, wanted: str) -> Sheet:
    for same in (str, fold_tight):
        for sheet in book.sheets:
            if same(sheet.name) == same(wanted):
                return sheet
    names = ", ".join(sheet.name for sheet in book.sheets)
    raise Unreadable(say("There is no sheet %(sheet)s. The file has: %(names)s.", sheet=wanted, names=names))


def _look(book: Book, sheet: Sheet, wishes: Wishes) -> Candidate:
    first = list(islice(book.rows(sheet.name), FIRST_ROWS + 1))
    unread = Hidden() if wishes.with_hidden else book.hidden(sheet.name)
    head = _read_head(
        book, sheet, first, Hints(wishes.mapping, wishes.country or _coded(first), unread.columns, wishes.kind)
    )
    if head is None:
        return Candidate(sheet, 0, None, first, unread, wishes.kind)
    above = sum(number <= head.last_row for number, _ in first) + unread.rows.count_after(head.last_row)
    return Candidate(sheet, book.filled(sheet.name) - above, head, first, unread, wishes.kind)


def _read_head(book: Book, sheet: Sheet, first: list[Raw], hints: Hints) -> Head | None:
    """The head; read once more where its own column of countries tells which country's words it uses."""
    rows = [row for row in first if row[0] <= FIRST_ROWS]
    grouped = {merged.top for merged in book.merged(sheet.name) if merged.right > merged.left}
    head = read_head(rows, grouped, hints)
    said = _said(head, first) if head and not hints.country else ""
    return read_head(rows, grouped, replace(hints, country=said)) if said else head


def _coded(first: list[Raw]) -> str:
    """The country that most P-codes of the first rows begin with."""
    texts = (cell for _, cells in first for cell in cells if type(cell) is str and _PCODE.fullmatch(cell))
    return _most(country_of_pcode(text) for text in texts)


def _said(head: Head, first: list[Raw]) -> str:
    """The country that most of the first rows name in a column of countries."""
    indexes = [column.index for column in head.columns if column.field in _COUNTRY_FIELDS]
    below = (cells for number, cells in first if number > head.last_row)
    texts = (cells[index] for cells in below for index in indexes if index < len(cells))
    return _most(country_code(text) for text in texts if type(text) is str)


def _most(codes: Iterator[str | None]) -> str:
    counted = Counter(code for code in codes if code)
    return counted.most_common(1)[0][0] if counted else ""


def _considered(candidate: Candidate, best: Candidate, wanted: str | None) -> ConsideredSheet:
    because = say("Chosen by its name.") if wanted else _because(candidate, best)
    sheet, fields = candidate.sheet, len(candidate.fields)
    return ConsideredSheet(sheet.name, sheet.hidden, candidate.rows, fields, candidate.score, because)


def _because(candidate: Candidate, best: Candidate) -> Sentence:
    if candidate is best:
        fields = say_count("%(count)s known column", "%(count)s known columns", len(candidate.fields))
        rows = say_count("%(count)s row", "%(count)s rows", candidate.rows)
        return say("Chosen: %(fields)s and %(rows)s say the most.", fields=fields, rows=rows)
    if candidate.head is None:
        return say("None of its first %(count)s rows is a known header row.", count=FIRST_ROWS)
    missing = [key for key in _SILENT if key in best.answers - candidate.answers]
    if missing:
        return _SILENT[missing[0]]
    if candidate.sheet.hidden:
        return say("It is hidden. Choose it by its name to read it.")
    return say("It has fewer rows or known columns.")


def _no_head(candidates: list[Candidate], is_chosen: bool) -> Sentence:
    hidden = [one.sheet.name for one in candidates if one.sheet.hidden and one.head]
    if hidden and not is_chosen:
        return say("Only hidden sheets have headers that we know: %(sheets)s. Choose one by its name.",
                   sheets=", ".join(hidden))  # fmt: skip
    return say(
        "No header row that we know was found in the first %(count)s rows of: %(sheets)s. "
        "Add a row of HXL tags, or say with a mapping which column is which.",
        count=FIRST_ROWS,
        sheets=", ".join(one.sheet.name for one in candidates),
    )
