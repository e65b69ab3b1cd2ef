"""What a row of a plan's sheet says of its item: values of a new one, or what differs from a known one.

A cell that says what an export would show of the known item says nothing new. Columns that the sheet does not have
are left as they are; an empty cell below a header empties what is kept.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from tansiq.exchange.export.item_rendering import PLAIN, ItemRenderer
from tansiq.exchange.lookup.item_references import ItemReferences, OutOfList
from tansiq.exchange.planning.item_draft import ItemDraft
from tansiq.exchange.planning.own_facts import OwnFacts, Unfound, own_columns
from tansiq.exchange.planning.row_rules import tell_rules
from tansiq.exchange.sheet.fields import BY_NAME
from tansiq.exchange.sheet.reading import Reading
from tansiq.exchange.sheet.understand import UnderstoodSheet
from tansiq.exchange.values.text import tidy
from tansiq.exchange.values.words import read_names, read_prose, read_text
from tansiq.exchange.workbook.formula_guard import LONGEST_CELL, for_xml
from tansiq.language.arabic import fold, is_arabic
from tansiq.language.words import say
from tansiq.models import PlanItem
from tansiq.models.project import currency_faults
from tansiq.policy.viewer import Viewer
from tansiq.records.extra_values import extra_faults_of_many

_CODED = {"item_kind": "item_kind", "item_state": "item_state"}
_EITHER = {
    "item_description": ("description_ar", "description_en"),
    "responsible_office": ("office_ar", "office_en"),
}
_OFFICES = ("office_ar", "office_en")
_NAMES = ("name_ar", "name_en")
_FIELDS = {
    **{column: field for field, column in PLAIN.items()},
    "organization": "responsible",
    "own_code": "item_code",
    "serves": "serves",
    "parent": "item_under",
    "position": "item_code",
}
"""By column of an item: the field whose cell says it."""


def field_of(column: str) -> str:
    """The field of a sheet whose cell says a column of an item."""
    return _FIELDS.get(column, column)


class ItemFacts:
    """Reads what the rows of one sheet say, with what items refer to."""

    def __init__(
        self, viewer: Viewer, table: UnderstoodSheet, references: ItemReferences, renderer: ItemRenderer
    ) -> None:
        self._viewer, self._references, self._renderer = viewer, references, renderer
        self.own = OwnFacts(viewer, own_columns(viewer, table, PlanItem), renderer.own)
        self._spoken = {str(column.field) for column in table.columns if column.field}
        self._says_levels = any(field.startswith("adm") for field in self._spoken)

    def read(self, draft: ItemDraft) -> None:
        """Note what a row says on its draft; what is wrong is told at its cells."""
        reading = draft.reading
        self._name(draft)
        if reading is None or draft.is_wrong:
            return
        for field, column in {**PLAIN, **_CODED}.items():
            if column not in _NAMES and field in self._spoken:
                self._keep(draft, column, _plain(field, reading.values.get(field)))
        for stem, columns in _EITHER.items():
            self._in_either_language(draft, reading.values.get(stem), columns)
        self._responsible(draft, reading)
        self._serves(draft, reading)
        for field in ("item_sectors", "supporters", "goals"):
            if field in self._spoken:
                self._listed(draft, reading, field, field)
        self._areas(draft, reading)
        self._own(draft, reading)
        draft.is_wrong = draft.is_wrong or reading.is_wrong
        _check(self._viewer, draft)

    def _own(self, draft: ItemDraft, reading: Reading) -> None:
        """The fields of the ministry."""
        item = draft.stored
        if item is not None:
            for name, value, wrong in self.own.changes(reading, item):
                draft.changes |= {name: [item.entered(name), value]} if wrong is None else {}
                _tell_unfound(reading, name, wrong)
            return
        told, unfound = self.own.read(reading.values)
        draft.told |= told
        for name, wrong in unfound.items():
            _tell_unfound(reading, name, wrong)

    def _name(self, draft: ItemDraft) -> None:
        """The names that are told; in a column for one language an empty cell empties it."""
        for column, text in zip(_NAMES, draft.names, strict=True):
            if text or (draft.reading and f"item_{column}" in self._spoken):
                self._keep(draft, column, text)

    def _in_either_language(self, draft: ItemDraft, text: str | None, columns: tuple[str, str]) -> None:
        """A text whose column says no language is in that of its letters; an empty one says nothing."""
        if text:
            self._keep(draft, columns[0 if is_arabic(text) else 1], text)

    def _keep(self, draft: ItemDraft, column: str, value: Any) -> None:
        """Note one value, unless a known item has it already."""
        if draft.stored is None:
            if value is not None or column not in _CODED:
                draft.told[column] = value
        elif not _is_same(getattr(draft.stored, column), value, column) and not (column in _CODED and value is None):
            draft.changes[column] = [draft.stored.__data__.get(column), value]

    def _responsible(self, draft: ItemDraft, reading: Reading) -> None:
        """An organisation by its exact name, acronym or number; any other text is an office."""
        if "responsible" not in self._spoken:
            return
        text, item = reading.values.get("responsible"), draft.stored
        if item is not None and self._says_the_same(item, text):
            return
        found = self._references.organizations(text) if text else []
        if len(found) == 1 or not text:
            self._set(draft, "organization", found[0] if found else None)
        if len(found) == 1:
            return
        self._set(draft, "organization", None)
        if not any(field.startswith("responsible_office") for field in self._spoken):
            offices = (text, "") if text and is_arabic(text) else ("", text or "")
            for column, office in zip(_OFFICES, offices, strict=True):
                self._keep(draft, column, office)
        if text:
            several = say("Several organisations are called this: it is kept as the name of an office.")
            none = say("No organisation of the register is called this: it is kept as the name of an office.")
            reading.tell("notice", "kept-as-office", "responsible", several if found else none)

    def _says_the_same(self, item: PlanItem, text: str | None) -> bool:
        shown = self._renderer.organization(item.organization_id)
        if not text:
            return not shown and not (item.organization_id is None and (item.office_ar or item.office_en))
        known = [*self._renderer.spellings([item.organization_id] if item.organization_id else [])]
        spelled = {fold(name) or name for names in known for name in names}
        if item.organization_id is None:
            spelled = {fold(name) or name for name in (item.office_ar, item.office_en) if name}
        return (fold(text) or text) in spelled

    def _serves(self, draft: ItemDraft, reading: Reading) -> None:
        if "serves" not in self._spoken:
            return
        text, item = reading.values.get("serves"), draft.stored
        if item is not None and _told(self._renderer.served(item)) == _told(text):
            return
        found = self._references.served(text) if text else None
        if text and found is None:
            told = say("The plan that this one derives from has no such item. Write its code, such as P12/1.2.")
            reading.tell("error", "served-unknown", "serves", told)
        else:
            self._set(draft, "serves", found)

    def _set(self, draft: ItemDraft, column: str, value: int | None) -> None:
        known = draft.stored.__data__.get(column) if draft.stored is not None else None
        if draft.stored is None:
            draft.told[column] = value
        elif known != value:
            draft.changes[column] = [known, value]

    def _listed(self, draft: ItemDraft, reading: Reading, field: str, said_in: str) -> None:
        told, item = reading.values.get(said_in, []), draft.stored
        if item is not None and {fold(text) for text in told} == self._shown(item, said_in):
            return
        ids = list[int]()
        for text in told:
            try:
                ids += self._references.find(said_in, text)
            except OutOfList as out:
                reading.tell(out.severity, out.code, said_in, out.sentence)
        self._set_list(draft, field, ids)

    def _set_list(self, draft: ItemDraft, field: str, ids: Iterable[int]) -> None:
        wanted = sorted(set(ids))
        known = self._renderer.parts[draft.stored.id][field] if draft.stored is not None else []
        if wanted != known:
            draft.parts[field] = [known, wanted]

    def _shown(self, item: PlanItem, field: str) -> set[str]:
        texts = read_names(self._renderer.listed(item, field), "")
        return {fold(text) for text in texts} if isinstance(texts, list) else set()

    def _areas(self, draft: ItemDraft, reading: Reading) -> None:
        """The areas by their P-codes, else by their names, else by columns of governorates, districts and so on."""
        values, by_levels = reading.values, self._references.says_where(reading)
        if "item_area_codes" in values:
            self._listed(draft, reading, "item_area_codes", "item_area_codes")
        elif "item_areas" in values:
            self._listed(draft, reading, "item_area_codes", "item_areas")
        elif by_levels:
            place = self._references.place(reading)
            if place is not None:
                self._set_list(draft, "item_area_codes", [place])
        elif {"item_area_codes", "item_areas"} & self._spoken or self._says_levels:
            self._listed(draft, reading, "item_area_codes", "item_area_codes")


def _tell_unfound(reading: Reading, name: str, wrong: Unfound | None) -> None:
    if wrong is not None:
        reading.tell("error", wrong[0], name, wrong[1])


def _plain(field: str, value: Any) -> Any:
    if value is None and BY_NAME[field].kind in ("text", "prose", "code"):
        return ""
    return value.upper() if field == "currency" else value


def _is_same(stored: Any, value: Any, column: str) -> bool:
    """Whether a stored value is what a cell says, once both are read alike."""
    if stored == value:
        return True
    if isinstance(stored, Decimal) and isinstance(value, Decimal):
        # Spreadsheets keep fifteen digits of a number.
        return float(stored) == float(value)
    if isinstance(stored, str) and isinstance(value, str):
        reader: Callable[[Any, str], Any] = read_prose if column.startswith(("description", "remark")) else read_text
        return (reader(for_xml(stored[:LONGEST_CELL]), "") or "") == value
    return False


def _told(text: Any) -> str:
    return tidy(text or "").casefold().replace(" ", "")


def _check(viewer: Viewer, draft: ItemDraft) -> None:
    """Tell at its cell whatever the register would refuse of the item as it will be."""
    if draft.reading is None or draft.is_wrong:
        return
    row = as_row(draft)
    before = draft.stored.values() if draft.stored is not None else {}
    own = extra_faults_of_many([row], [before])
    # What the fields say each is more than that one of them cannot be kept.
    told = [fault for fault in row.all_faults(later=("plan", "parent")) if not (own and fault.field == "extra")]
    for fault in (*told, *own, *currency_faults(row.currency)):
        field = field_of(fault.field)
        name = field if field in draft.reading.row.table.letters else draft.name_field
        draft.tell("error", fault.code.lower().replace("_", "-"), name, fault.sentence)
    tell_rules(viewer, draft.reading, row, before)
    draft.is_wrong = draft.is_wrong or draft.reading.is_wrong


def as_row(draft: ItemDraft) -> PlanItem:
    """A draft as the item that it will be; it is not saved, and where it stands is filled when it is."""
    if draft.stored is None:
        return PlanItem.of({name: value for name, value in draft.told.items() if value is not None})
    row = PlanItem(**draft.stored.__data__)
    for name, (_old, value) in draft.changes.items():
        if name != "parent":
            row.enter(name, value)
    return row
