"""The head of a sheet: which row holds the headers, which the HXL tags, and what each column means.

Rank of what is said about a column: the person's mapping, its HXL tag (in a row of tags or within the header), its
header, a part of its header, a weak word in its header.
"""

from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from tansiq.exchange.sheet.field import IN_WORDS_OF_5W, SheetKind
from tansiq.exchange.sheet.fields import field_named, find_field
from tansiq.exchange.sheet.header_months import Month, is_month_alone, month_named
from tansiq.exchange.sheet.header_parts import tag_within
from tansiq.exchange.sheet.header_people import is_adult
from tansiq.exchange.sheet.headers import WEAK, Claim, claim_of_header, month_of_header
from tansiq.exchange.sheet.hxl import Tag, field_of_tag, is_hxl_row, parse_tag
from tansiq.exchange.values.text import tidy
from tansiq.exchange.workbook.book import Raw
from tansiq.language.arabic import fold_tight

By = Literal["hxl", "header", "mapping"]
_RANKS: dict[By | None, int] = {"mapping": 0, "hxl": 1, "header": 2, None: 9}
_LONGEST_HEADER = 1000
_ALL_AGES = {"women": "female", "men": "male"}


@dataclass(frozen=True)
class Column:
    """One column: 0-based index, letter, header, the field it was understood as (or None), and by what.

    `is_weak` says that only a part of the header names the field, `is_hidden` that it is hidden and so not read.
    `month` is the month that people were reached by, where the header names one.
    """

    index: int
    letter: str
    header: str
    field: str | None
    by: By | None
    tag: str = ""
    is_weak: bool = False
    is_hidden: bool = False
    month: Month | None = None


@dataclass(frozen=True)
class Head:
    """What the first rows of a sheet say. Rows are 1-based; data begins after the lower of the two."""

    header_row: int
    hxl_row: int | None
    columns: list[Column]
    second_claims: list[Column]

    @property
    def fields(self) -> set[str]:
        """The fields that the columns were understood as."""
        return {column.field for column in self.columns if column.field}

    @property
    def weight(self) -> int:
        """How much it says: a field by a part of a header is half of one."""
        return sum(1 if column.is_weak else 2 for column in self.columns if column.field)

    @property
    def last_row(self) -> int:
        """The last row of the head."""
        return max(self.header_row, self.hxl_row or 0)


def letter(index: int) -> str:
    """The letter of a 0-based column: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass(frozen=True)
class Hints:
    """What is known before the head is read: what the person said of columns, and the country of the rows.

    `mapping` is folded (see `mapping`); `country` is a two-letter code, "" where it is not known. Columns of the
    indexes in `hidden` are read only where the mapping names them. `kind` is that of the sheet.
    """

    mapping: Mapping[str, str]
    country: str = ""
    hidden: Container[int] = ()
    kind: SheetKind = "FIVEW"


def read_head(rows: Sequence[Raw], grouped: Collection[int], hints: Hints) -> Head | None:
    """Find the head in the first filled rows of a sheet, or None where no row says two things we know.

    `grouped` holds the numbers of rows with a value merged across columns: such a row may group the headers
    of the row below ("Targeted" over "Women" and "Men").
    """
    tagged = next((i for i, (_, cells) in enumerate(rows) if is_hxl_row(cells)), None)
    near = range(len(rows)) if tagged is None else [_beside(rows, tagged, hints.kind)]
    heads = [_head_at(i, tagged, rows, grouped, hints) for i in near]
    best = max(heads, key=lambda head: head.weight, default=None)
    # A register may be as little as a list of names.
    least = 2 if hints.kind in {*IN_WORDS_OF_5W, "PLAN", "UNITS"} else 1
    is_head = best and (len(best.fields) >= least or any(c.by == "mapping" for c in best.columns))
    if not best or not is_head:
        return None
    return replace(best, columns=_months_alone(best.columns)) if hints.kind in IN_WORDS_OF_5W else best


def _beside(rows: Sequence[Raw], tagged: int, kind: SheetKind) -> int:
    """The header row of a tagged sheet: the row before the tags, or the one after if it knows more words."""
    before = tagged - 1 if tagged else tagged
    after = min(tagged + 1, len(rows) - 1)
    known = {i: sum(bool(_claim(cell, kind)) for cell in rows[i][1]) for i in (before, after)}
    filled = sum(cell is not None for cell in rows[after][1])
    return after if known[after] > max(known[before], 1) and known[after] * 2 >= filled else before


def _claim(cell: Any, kind: SheetKind, country: str = "") -> Claim | None:
    return claim_of_header(cell, country, kind) if type(cell) is str and len(cell) <= _LONGEST_HEADER else None


def _head_at(i: int, tagged: int | None, rows: Sequence[Raw], grouped: Collection[int], hints: Hints) -> Head:
    number, cells = rows[i]
    above = rows[i - 1][1] if i and rows[i - 1][0] in grouped and i - 1 != tagged else []
    tags = rows[tagged] if tagged is not None else (None, [])
    return _head(number, _headers([] if i == tagged else cells, above, hints.kind), tags, hints)


def _headers(cells: Sequence[Any], above: Sequence[Any], kind: SheetKind) -> list[str]:
    """The header of each column; one that says nothing alone is read together with the group above it."""
    width = max(len(cells), len(above))
    return [_header(_text(cells, index), _text(above, index), kind) for index in range(width)]


def _header(own: str, group: str, kind: SheetKind) -> str:
    """The text of its own cell, unless only the group above makes it (or stands for it as) a known one, or says what
    a month is of."""
    if group and is_month_alone(own):
        return f"{group} {own}"
    choices = (own, f"{group} {own}") if own else (group,)
    whole = (text for text in choices if (claim := _claim(text, kind)) and not claim.is_weak)
    return next(whole, None) or next((text for text in choices if _claim(text, kind)), own)


def _text(cells: Sequence[Any], index: int) -> str:
    """The text of a cell, line by line: what stands below a header is mostly an instruction."""
    raw = cells[index] if index < len(cells) else None
    lines = raw.splitlines() if type(raw) is str else [] if raw is None else [raw]
    return "\n".join(text for text in map(tidy, lines) if text)


def _head(number: int, headers: list[str], tags: tuple[int | None, Sequence[Any]], hints: Hints) -> Head:
    hxl_row, tag_cells = tags
    columns = []
    for index in range(max(len(headers), len(tag_cells))):
        header = headers[index] if index < len(headers) else ""
        tag = parse_tag(tag_cells[index]) if index < len(tag_cells) else None
        if header or tag or fold_key(letter(index)) in hints.mapping:
            columns.append(_column(index, header, tag or tag_within(header, hints.kind), hints))
    if hints.kind in IN_WORDS_OF_5W:
        columns = _weak(_all_ages(_in_doubt([_dated(column) for column in columns])))
    settled, losers = _one_each(columns)
    return Head(number, hxl_row, settled, losers)


def _column(index: int, lines: str, tag: Tag | None, hints: Hints) -> Column:
    at, header = letter(index), tidy(lines)
    said = str(tag) if tag else ""
    for key in (header, said, at):
        if key and fold_key(key) in hints.mapping:
            return Column(index, at, header, hints.mapping[fold_key(key)] or None, "mapping", said)
    if index in hints.hidden:
        return Column(index, at, header, None, None, said, is_hidden=True)
    by_tag = field_of_tag(tag, hints.kind) if tag else None
    if by_tag:
        return Column(index, at, header, by_tag, "hxl", said)
    claim = _claim(lines, hints.kind, hints.country)
    if claim is None:
        return Column(index, at, header, None, None, said)
    return Column(index, at, header, claim.field, "header", said, claim.is_weak)


def _dated(column: Column) -> Column:
    return replace(column, month=month_of_header(column.header)) if column.field == "reached" else column


def _months_alone(columns: list[Column]) -> list[Column]:
    """Columns whose headers are months of a year and nothing else are read as people reached, unless two are of one
    month, or another column tells of some month something else ("Targeted January 2026")."""
    alone = [c for c in columns if c.by is None and not c.is_hidden and is_month_alone(c.header)]
    others = [c for c in columns if c.field is None and c.by is None and c not in alone and month_named(c.header)]
    months = [month_of_header(c.header) for c in alone]
    if others or len(set(months)) < len(months):
        return columns
    known = {c.month for c in columns if c.month}
    return [
        replace(c, field="reached", by="header", month=month_of_header(c.header), is_weak=True)
        if c in alone and month_of_header(c.header) not in known
        else c
        for c in columns
    ]


def _in_doubt(columns: list[Column]) -> list[Column]:
    """Counts of people that several headers name with but a part of theirs are of different people: none is read."""
    claimed = [column.field for column in columns if column.is_weak and column.month is None]
    doubtful = {field for field in claimed if field and field_named(field).kind == "count" and claimed.count(field) > 1}
    return [
        replace(column, field=None, by=None)
        if column.is_weak and column.month is None and column.field in doubtful
        else column
        for column in columns
    ]


def fold_key(text: str) -> str:
    """The key under which a mapping knows a column; tags keep their signs, else #adm1+code is adm1code."""
    return text.replace(" ", "").lower() if text.startswith("#") else fold_tight(text)


def _all_ages(columns: list[Column]) -> list[Column]:
    """A bare "Femmes" beside "Femmes adultes" counts women and girls of every age."""
    adult = {column.field for column in columns if is_adult(column.header)}
    return [
        replace(column, field=_of_every_age(column.field))
        if column.by == "header" and column.field in adult and not is_adult(column.header)
        else column
        for column in columns
    ]


def _of_every_age(field: str | None) -> str | None:
    measure, _, group = (field or "").partition("_")
    return f"{measure}_{_ALL_AGES[group]}" if group in _ALL_AGES else field


def _weak(columns: list[Column]) -> list[Column]:
    """Words that say too little alone, such as "label", count only where nothing better is there."""
    taken = {column.field for column in columns}
    weak = {column.index: WEAK.get(fold_tight(column.header)) for column in columns if column.field is None}
    return [
        replace(column, field=weak[column.index], by="header")
        if weak.get(column.index) and column.by is None and weak[column.index] not in taken
        else column
        for column in columns
    ]


def _one_each(columns: list[Column]) -> tuple[list[Column], list[Column]]:
    """Every field once (people reached once a month): by rank, then from the left. The others become unmapped, and are
    returned as well."""
    taken: dict[tuple[str | None, Month | None], int] = {}
    for column in sorted(columns, key=lambda c: (_RANKS[c.by], c.is_weak, c.index)):
        if find_field(column.field or "") is not None:
            taken.setdefault((column.field, column.month), column.index)
    losers = [c for c in columns if c.field and taken.get((c.field, c.month)) != c.index]
    lost = {column.index for column in losers}
    return [replace(c, field=None, by=None, month=None) if c.index in lost else c for c in columns], losers
