"""What was understood of a sheet, as JSON: the sheets considered, the header row, the columns with samples.

The columns are told twice: as they are understood by themselves (`alone`), and as they are taken (`field`).
"""

import hashlib
from itertools import islice
from typing import Any

from tansiq.exchange.sheet.field import SheetKind
from tansiq.exchange.sheet.fields import field_named
from tansiq.exchange.sheet.own_fields import own_definition
from tansiq.exchange.sheet.understand import Column, UnderstoodSheet
from tansiq.exchange.values.problems import Problem
from tansiq.exchange.values.text import tidy
from tansiq.imports.stored_texts import Json, sentence_to_json
from tansiq.language.arabic import fold_tight

SAMPLES = 3
"""Values of a column that are shown; those of personal columns are not."""
_LOOKED_AT = 40
_LONGEST = 60
_SHEETS = 60
_COLUMNS = 400
_HIDES = ("hidden-rows", "hidden-column")
_SAY_WHERE = ("country", "country_ar", "country_en", "country_pcode", "adm1_pcode", "adm2_pcode", "adm3_pcode")


def shape_of(columns: list[Column], kind: SheetKind = "FIVEW") -> str:
    """Equal for sheets of a kind with the same headers and tags in the same order, however they are spelled."""
    said = "" if kind == "FIVEW" else f"{kind}\n"
    said += "\n".join(f"{column.letter} {fold_tight(column.header)} {column.tag}" for column in columns)
    return hashlib.blake2b(said.encode(), digest_size=32).hexdigest()


def as_json(alone: UnderstoodSheet, mapping: dict[str, str], is_remembered: bool) -> Json:
    """The understanding of a sheet with a mapping {letter: field} over it."""
    samples = _samples(alone)
    return {
        "sheet": alone.sheet,
        "header_row": alone.header_row,
        "hxl_row": alone.hxl_row,
        "shape": shape_of(alone.columns, alone.kind),
        "is_remembered": is_remembered,
        "sheets": [_sheet(one) for one in alone.considered[:_SHEETS]],
        "hidden": [_hidden(one) for one in alone.notices if one.code in _HIDES],
        "columns": [_column(one, mapping, samples) for one in alone.columns[:_COLUMNS]],
    }


def nothing_yet() -> Json:
    """The understanding of a sheet of which nothing is understood."""
    return {"sheet": "", "shape": "", "sheets": [], "hidden": [], "columns": []}


def says_where(columns: list[Json]) -> bool:
    """Whether the columns, as they are taken, can say which country a row is of."""
    return any(column["field"] in _SAY_WHERE for column in columns)


def _sheet(one: Any) -> Json:
    return {"name": one.sheet, "hidden": one.hidden, "rows": one.rows, "fields": one.fields,
            "because": sentence_to_json(one.because)}  # fmt: skip


def _hidden(notice: Problem) -> Json:
    return {"header": notice.value, "text": sentence_to_json(notice.sentence)}


def _column(column: Column, mapping: dict[str, str], samples: dict[int, list[str]]) -> Json:
    taken = mapping.get(column.letter, column.field or "")
    is_personal = bool(taken and hides_samples(taken))
    return {
        "letter": column.letter,
        "header": column.header[:200],
        "tag": column.tag,
        "alone": column.field or "",
        "by": "mapping" if column.letter in mapping else column.by or "",
        "field": taken,
        "samples": [] if is_personal else samples.get(column.index, []),
    }


def hides_samples(name: str) -> bool:
    """Whether values of a field are personal, and therefore not shown beside its column."""
    own = own_definition(name)
    return own.is_personal if own is not None else field_named(name).personal


def _samples(table: UnderstoodSheet) -> dict[int, list[str]]:
    """The first different values of each column, as texts."""
    found: dict[int, list[str]] = {}
    for row in islice(table.rows(), _LOOKED_AT):
        for index, raw in enumerate(row.raw):
            text = "" if raw is None else tidy(raw)[:_LONGEST]
            known = found.setdefault(index, [])
            if text and text not in known and len(known) < SAMPLES:
                known.append(text)
    return found
