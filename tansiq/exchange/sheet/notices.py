"""What the head of a sheet makes us tell its sender: columns left out, doubled, or not what they say."""

import re
from dataclasses import dataclass, replace

from tansiq.exchange.sheet.columns import Column, Head
from tansiq.exchange.sheet.fields import BY_NAME, field_named, find_field
from tansiq.exchange.values.numbers import parse
from tansiq.exchange.values.problems import Problem, Severity
from tansiq.exchange.values.text import plain, says_nothing, tidy
from tansiq.exchange.workbook.book import Raw
from tansiq.language.words import Sentence, say

_PCODE = re.compile(r"[A-Z]{2,3}\d{2,}")


def _codes_of(name: str) -> str:
    """The field of the codes of a level, by that of its names; "" where a field names no areas."""
    level, _, rest = name.partition("_name")
    return f"{level}_pcode" if f"{level}_pcode" in BY_NAME and rest in ("", "_ar", "_en") and level != name else ""


@dataclass
class Notices:
    """The columns of one head looked over, those taken back whose values belie their header."""

    sheet: str
    head: Head
    first: list[Raw]

    def __post_init__(self) -> None:
        self.problems: list[Problem] = []
        for column in self.head.second_claims:
            field = field_named(str(column.field))
            text = say("Another column was read as %(field)s already, so this one is not read.", field=field)
            self._tell(column, text, "warning", "doubled-column")
        for column in self.head.columns:
            if column.is_hidden:
                self._tell(column, say("This column is hidden, and was not read."), "warning", "hidden-column")
        self.columns = [self._looked_over(column) for column in self.head.columns]

    def _looked_over(self, column: Column) -> Column:
        field = find_field(column.field or "")
        if field is None:
            return column
        if column.month is not None:
            return self._of_month(column)
        if field.personal:
            self._tell(column, say("This column holds personal data, and is left out."), "notice", "personal")
        if field.kind != "text" or column.by != "header" or not self._holds_codes(column.index):
            return column
        codes = _codes_of(str(column.field))
        if codes and codes not in self.head.fields:
            text = say("This column holds area codes, so it is read as: %(field)s.", field=BY_NAME[codes])
            self._tell(column, text, "notice", "holds-codes")
            return replace(column, field=codes)
        text = say("This column holds area codes, so it is not read as: %(field)s.", field=field)
        self._tell(column, text, "warning", "holds-codes")
        return replace(column, field=None, by=None)

    def _of_month(self, column: Column) -> Column:
        """A column of one month; where its header is the month alone, its values have to be numbers."""
        if column.is_weak and not self._holds_numbers(column.index):
            return replace(column, field=None, by=None, month=None)
        text = say("The month in this header is read as everybody reached until its end. Months are not added up.")
        self._tell(column, text, "notice", "month-column")
        return column

    def _holds_numbers(self, index: int) -> bool:
        """Whether the first values that are there are numbers, and some are."""
        below = [cells[index] for number, cells in self.first if number > self.head.last_row and index < len(cells)]
        filled = [cell for cell in below if cell is not None and not says_nothing(plain(cell))]
        return bool(filled) and all(parse(tidy(cell)) for cell in filled)

    def _holds_codes(self, index: int) -> bool:
        """Whether at least three of the first values are there and all are P-codes."""
        below = [cells for number, cells in self.first if number > self.head.last_row and index < len(cells)]
        filled = [str(cells[index]) for cells in below if cells[index] is not None]
        return len(filled) >= 3 and all(map(_PCODE.fullmatch, filled))

    def _tell(self, column: Column, sentence: Sentence, severity: Severity, code: str) -> None:
        address = f"{self.sheet}!{column.letter}{self.head.header_row}"
        self.problems.append(Problem(address, column.header or column.tag, sentence, severity, code))
