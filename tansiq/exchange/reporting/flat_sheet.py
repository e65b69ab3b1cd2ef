"""Reading a sheet with a row for each unit, as programs write that collect forms: columns are items by key or label.

    unit     period    vehicles   waste/DRY   waste/WET   nil
    T-1      2026-Q1   12         2.5         0.1

Items and cells that have no column stay as they are; columns that mean nothing here are told.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Any

from tansiq.exchange.reporting.lines import is_filled
from tansiq.exchange.reporting.marks import Place
from tansiq.exchange.reporting.told_sheet import ToldFile, ToldReport
from tansiq.exchange.sheet.columns import letter
from tansiq.exchange.values.problems import Problem, Unreadable
from tansiq.exchange.values.text import tidy
from tansiq.exchange.workbook.book import Book
from tansiq.language.arabic import fold_tight
from tansiq.language.bilingual import pick
from tansiq.language.words import LANGUAGES, say, speaking
from tansiq.models import FieldDefinition, Report
from tansiq.models.breakdowns import cell_labels
from tansiq.models.definitions import Definitions
from tansiq.models.record_type import type_of

MOST_REPORTS = 1_000
"""Reports of one file: they are tried while nobody else writes, some seconds for so many."""
_LOOKED_AT = 10
"""Rows among which the headers are."""
TOO_MANY = say("A file holds at most %(most)s reports. Send the rest as another one.", most=MOST_REPORTS)
_NO_HEADERS = say("This is no workbook of this form: neither is a sheet marked as one, nor has a sheet columns for the "
                  "unit and for items of the form. Get the workbook from the page of the form.")  # fmt: skip
_UNKNOWN = say("This column means nothing in this form, and was not read.")
_TWICE = say("Another column means the same. Leave one of them out.")
_WORDS = {
    "unit": "unit|unit code|code|unit name|الوحدة|رمز الوحدة|اسم الوحدة|الوحدة الإدارية",
    "period": "period|reporting period|الفترة",
    "nil": "nil|nil reason|nothing to report|سبب عدم وجود ما يبلغ عنه",
}

Meaning = str | Place
"""What a column says: "unit", "period", "nil", or a cell of a report."""


def flat_reports(book: Book, definitions: Definitions, items: list[FieldDefinition]) -> ToldFile:
    """What the rows of the first sheet say whose headers name the unit and an item. Raises Unreadable where none
    does."""
    meanings = _meanings(definitions, items)
    for sheet in book.sheets:
        if sheet.hidden:
            continue
        for number, cells in islice(book.rows(sheet.name), _LOOKED_AT):
            columns = {at: meanings.get(_key(cell)) for at, cell in enumerate(cells) if cell is not None and tidy(cell)}
            said = set(columns.values())
            if "unit" in said and any(isinstance(one, tuple) for one in said):
                return _File(book, sheet.name, number, columns, cells).told()
    raise Unreadable(_NO_HEADERS)


class _File:
    """Reads the rows below the headers of one sheet."""

    def __init__(
        self, book: Book, sheet: str, header: int, columns: Mapping[int, Meaning | None], heads: list[Any]
    ) -> None:
        self._book, self._sheet, self._header, self._heads = book, sheet, header, heads
        self._columns = columns

    def told(self) -> ToldFile:
        """All of it."""
        told = ToldFile(self._sheet)
        seen: set[Meaning] = set()
        for at, meaning in self._columns.items():
            if meaning is None:
                told.unknown.append(tidy(self._heads[at])[:200])
                told.problems.append(self._problem(at, _UNKNOWN, "notice", "unknown-column"))
            elif meaning in seen:
                told.problems.append(self._problem(at, _TWICE, "error", "column-twice"))
            else:
                seen.add(meaning)
        told.reports = list(islice(self._reports(), MOST_REPORTS + 1))
        if len(told.reports) > MOST_REPORTS:
            raise Unreadable(TOO_MANY)
        return told

    def _reports(self) -> Iterator[ToldReport]:
        for number, cells in self._book.rows(self._sheet):
            if number > self._header and any(cell is not None for cell in cells):
                yield self._report(number, cells)

    def _report(self, number: int, cells: list[Any]) -> ToldReport:
        report = ToldReport(f"{self._sheet}!{number}", number, is_whole=False)
        for at, meaning in self._columns.items():
            found = (f"{self._sheet}!{letter(at)}{number}", cells[at] if at < len(cells) else None)
            if isinstance(meaning, tuple):
                report.cells.setdefault(meaning, found)
            elif meaning is not None and getattr(report, meaning) is None:
                setattr(report, meaning, found)
        return report

    def _problem(self, at: int, sentence: Any, severity: Any, code: str) -> Problem:
        address = f"{self._sheet}!{letter(at)}{self._header}"
        return Problem(address, tidy(self._heads[at])[:200], sentence, severity, code)


def _meanings(definitions: Definitions, items: list[FieldDefinition]) -> dict[str, Meaning]:
    """By folded header; what two items are called means neither."""
    found: dict[str, Meaning] = {}
    doubled: set[str] = set()
    for one in filter(is_filled, items):
        for text, place in _called(definitions, one):
            key = _key(text)
            if found.get(key, place) != place:
                doubled.add(key)
            found[key] = place
    for key in doubled:
        del found[key]
    # The words of sheets give way to items of a form that are called so.
    return {**_fixed(), **found}


def _called(definitions: Definitions, one: FieldDefinition) -> Iterator[tuple[str, Place]]:
    names = [*one.keys, one.label_ar, one.label_en]
    for language in LANGUAGES:
        with speaking(language):
            labels = {key: str(text) for key, text in cell_labels(definitions, one).items()}
            if unit := pick(one, "unit"):
                names.append(f"{pick(one, 'label')} ({unit})")
        for name in filter(None, names):
            if not labels:
                yield name, (one.number, "")
            for key, label in labels.items():
                for text in (key, key.replace(" ", "/"), label):
                    yield f"{name}/{text}", (one.number, key)


@cache
def _fixed() -> dict[str, Meaning]:
    found: dict[str, Meaning] = {_key(word): meaning for meaning, words in _WORDS.items() for word in words.split("|")}
    for language in LANGUAGES:
        with speaking(language):
            labels = type_of(Report).labels
            found |= {_key(labels[name]): meaning for name, meaning in (("unit", "unit"), ("period", "period"),
                                                                         ("nil_reason", "nil"))}  # fmt: skip
    return found


def _key(text: object) -> str:
    """Folded; the sign between an item and a cell of it stays."""
    return "/".join(fold_tight(part.replace("_", " ")) for part in tidy(text).split("/"))
