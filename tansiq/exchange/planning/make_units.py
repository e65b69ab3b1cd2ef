"""From an understood sheet of administrative units to what each row says, and of which unit. Nothing is written here.

rows -> read -> kinds, areas and days -> the known unit of each -> the unit above it, in the sheet or in the register
"""

from collections import defaultdict
from functools import cache
from itertools import islice
from typing import Any

from tansiq.exchange.export.own_rendering import OwnRenderer
from tansiq.exchange.planning.own_facts import OwnFacts, find_one, own_columns
from tansiq.exchange.planning.unit_draft import UnitDraft, UnitsPlan
from tansiq.exchange.sheet.reading import read_row, readable_fields
from tansiq.exchange.sheet.understand import UnderstoodSheet
from tansiq.exchange.sheet.unit_fields import KIND_WORDS
from tansiq.exchange.values.problems import Unreadable
from tansiq.language.arabic import fold, is_arabic
from tansiq.language.unit_vocabulary import UNIT_KINDS
from tansiq.language.words import LANGUAGES, say, speaking
from tansiq.models import Area, Unit
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records.named_rows import NamedRows

_NAMES = ("name_ar", "name_en")

MOST_UNITS = 5_000
"""Rows of a sheet: they are tried while nobody else writes, some seconds for so many."""
_TOO_MANY = say("A sheet holds at most %(most)s administrative units. Send the rest as another one.", most=MOST_UNITS)


def make_units(viewer: Viewer, table: UnderstoodSheet, file_name: str) -> UnitsPlan:
    """What the rows of `table` say, each beside the unit it is of, as `viewer` sees them.

    Raises Unreadable where there are more than MOST_UNITS.
    """
    fields, reading = readable_fields(table), _Reading(viewer, table)
    made = UnitsPlan(file_name, table.sheet)
    made.drafts = [UnitDraft(read_row(row, fields)) for row in islice(table.rows(), MOST_UNITS + 1)]
    if len(made.drafts) > MOST_UNITS:
        raise Unreadable(_TOO_MANY)
    for draft in made.drafts:
        reading.read(draft)
    reading.stand(made.drafts)
    reading.match(made.drafts)
    _refuse_circles(made.drafts)
    made.left_out, made.not_kept = reading.own.columns.hidden, reading.own.columns.calculated
    made.unknown_columns = [column.header for column in table.unmapped]
    return made


class _Reading:
    """Reads the rows of one sheet, with what they may refer to."""

    def __init__(self, viewer: Viewer, table: UnderstoodSheet) -> None:
        self._viewer = viewer
        self._spoken = {str(column.field) for column in table.columns if column.field}
        self._areas, self._units = NamedRows(viewer, Area), NamedRows(viewer, Unit)
        self.own = OwnFacts(viewer, own_columns(viewer, table, Unit), OwnRenderer(viewer))

    def read(self, draft: UnitDraft) -> None:
        """Note what a row says by itself; columns that the sheet does not have say nothing."""
        values, told = draft.reading.values, draft.told
        for column, field in (("starts_on", "starts_on"), ("ends_on", "ends_on"), ("code", "unit_code")):
            if field in self._spoken:
                told[column] = values.get(field)
        self._read_names(draft)
        if kind := values.get("unit_kind"):
            told["unit_kind"] = _kinds().get(fold(kind))
            if told["unit_kind"] is None:
                draft.tell("error", "unknown-kind", "unit_kind", say("Choose one of the listed kinds of unit."))
        if area := values.get("unit_area"):
            told["area"], wrong = find_one(self._areas, area)
            if wrong is not None:
                draft.tell("error", wrong[0].replace("reference", "area"), "area", wrong[1])
        own, unfound = self.own.read(values)
        told |= {name: value for name, value in own.items() if value is not None}
        for name, (code, sentence) in unfound.items():
            draft.tell("error", code, name, sentence)

    def _read_names(self, draft: UnitDraft) -> None:
        """A name whose column says no language is in that of its letters."""
        values = draft.reading.values
        for column in _NAMES:
            if f"unit_{column}" in self._spoken:
                draft.told[column] = values.get(f"unit_{column}") or ""
        if name := values.get("unit_name"):
            draft.told[_NAMES[0 if is_arabic(name) else 1]] = name

    def stand(self, drafts: list[UnitDraft]) -> None:
        """Find the unit above each row: by its code or name in the sheet, else in the register."""
        called: dict[str, list[UnitDraft]] = defaultdict(list)
        for draft in drafts:
            for text in {fold(str(draft.told.get(name) or "")) for name in ("code", *_NAMES)} - {""}:
                called[text].append(draft)
        codes = {fold(str(draft.told["code"])): draft for draft in drafts if draft.told.get("code")}
        for draft in drafts:
            if "unit_under" in self._spoken:
                self._stand(draft, draft.reading.values.get("unit_under"), codes, called)

    def _stand(
        self, draft: UnitDraft, text: str | None, codes: dict[str, UnitDraft], called: dict[str, list[UnitDraft]]
    ) -> None:
        draft.told["parent"] = None
        if not text:
            return
        key = fold(text)
        found = [codes[key]] if key in codes else called.get(key, [])
        if len(found) == 1:
            draft.above = found[0]
        elif found:
            text_ = say("Several units are called this. Write the code of the one that is meant.")
            draft.tell("error", "above-doubled", "parent", text_)
        else:
            draft.told["parent"], wrong = find_one(self._units, text)
            if wrong is not None:
                none = say("Neither this sheet nor the register has a unit of this code or name.")
                draft.tell("error", wrong[0].replace("reference", "above"), "parent", none)

    def match(self, drafts: list[UnitDraft]) -> None:
        """Find the known unit of each row: by its code, else one without a code of the same names, kind and area."""
        standing: Any = visible(Unit, self._viewer)
        rows = list(standing)
        by_code = {row.code: row for row in rows if row.code}
        by_names = {_key(row.__data__): row for row in rows if not row.code and row.archived_at is None}
        seen: dict[int, UnitDraft] = {}
        codes: dict[str, UnitDraft] = {}
        for draft in drafts:
            code = draft.told.get("code")
            draft.stored = by_code.get(code) if code else by_names.get(_key(draft.told))
            if code and code in codes:
                text = say("Row %(row)s has this code too.", row=codes[code].reading.row.number)
                draft.tell("error", "code-twice", "code", text)
            elif draft.stored is not None and draft.stored.id in seen:
                text = say("Row %(row)s is the same unit.", row=seen[draft.stored.id].reading.row.number)
                draft.tell("error", "unit-twice", "name_ar", text)
            if code:
                codes.setdefault(code, draft)
            if draft.stored is not None:
                seen.setdefault(draft.stored.id, draft)
                if draft.stored.archived_at is not None:
                    text = say("This record is archived. Restore it first.")
                    draft.tell("error", "archived", "code", text)


def _key(values: Any) -> tuple[Any, ...]:
    return tuple(values.get(name) or "" for name in (*_NAMES, "unit_kind", "area"))


def _refuse_circles(drafts: list[UnitDraft]) -> None:
    """Tell rows that stand under themselves, over others of the sheet."""
    for draft in drafts:
        seen, at = {id(draft)}, draft.above
        while at is not None and id(at) not in seen:
            seen.add(id(at))
            at = at.above
        if at is draft:
            draft.tell("error", "circle", "parent", say("The units above it lead back to it: one of them is wrong."))


@cache
def _kinds() -> dict[str, str]:
    """By folded word: the code of a kind of unit."""
    found = {fold(word): code for code, words in KIND_WORDS.items() for word in words.split("|")}
    for language in LANGUAGES:
        with speaking(language):
            found |= {fold(UNIT_KINDS.label(code)): code for code in UNIT_KINDS.codes}
    return found | {fold(code): code for code in UNIT_KINDS.codes}
