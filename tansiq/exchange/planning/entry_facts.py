"""What a row says of an entry: its number, its owner, where it lies, whose it is, and what its own fields hold.

A cell that says what an export would show of the known entry says nothing new. Columns that the sheet does not have are
left as they are; an empty cell below a header empties what is kept.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from tansiq.exchange.export.entry_rendering import OWNERS, EntryRenderer
from tansiq.exchange.lookup.geocoder import Geocoder
from tansiq.exchange.lookup.learned_places import Heard
from tansiq.exchange.lookup.place_steps import PLACE_FIELDS, steps
from tansiq.exchange.planning.entry_draft import EntryDraft
from tansiq.exchange.planning.own_facts import OwnFacts, Unfound, find_one, own_columns
from tansiq.exchange.sheet.reading import Reading
from tansiq.exchange.sheet.understand import UnderstoodSheet
from tansiq.language.arabic import fold
from tansiq.language.words import say
from tansiq.models import Area, Entry, TypeDefinition
from tansiq.models.extra import number_of
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records.named_rows import NamedRows

_DEGREES = ("latitude", "longitude")
CELL_OF = {"organization": "entry_organization", **dict.fromkeys(OWNERS.values(), "owner")}
"""By column of an entry: the field whose cell says it, where that is called otherwise."""


class EntryFacts:
    """Reads what the rows of one sheet say, with what entries refer to, as `viewer` sees it."""

    def __init__(self, viewer: Viewer, table: UnderstoodSheet, kind: TypeDefinition, country: str | None) -> None:
        self._viewer, self._kind, self._country = viewer, kind, country
        self.renderer = EntryRenderer(viewer, kind)
        self.own = OwnFacts(viewer, own_columns(viewer, table, Entry, is_by_row=True), self.renderer.own)
        self.spoken = {str(column.field) for column in table.columns if column.field}
        self.says_where = "area" in self.spoken or any(name in self.spoken for name in PLACE_FIELDS)

    @property
    def columns(self) -> list[str]:
        """The columns of an entry that the sheet speaks of."""
        return [name for name in self._columns() if name]

    @property
    def heard(self) -> Heard:
        """What was read by names of areas that imports taught."""
        return self._geocoder.heard if "_geocoder" in self.__dict__ else Heard()

    def _columns(self) -> Iterator[str]:
        yield from (name for name, _ in self.own.columns.read)
        yield "area" if self.says_where else ""
        yield "organization" if "entry_organization" in self.spoken else ""
        yield OWNERS.get(self._kind.owner_table, "") if "owner" in self.spoken else ""
        yield from (name for name in _DEGREES if name in self.spoken)

    def prepare(self, readings: list[Reading]) -> None:
        """Take note of the rows, where any says where by columns of governorates, districts and so on."""
        if any(steps(reading.values) for reading in readings):
            self._geocoder.prepare(readings)

    def read(self, draft: EntryDraft) -> None:
        """Note what a row says; what means nothing is kept apart, until it is known which entry the row is of."""
        values = draft.reading.values
        draft.told, draft.unfound = self.own.read(values)
        if "entry_organization" in self.spoken:
            self._refer(draft, "organization", self._organizations, values.get("entry_organization"))
        if "owner" in self.spoken and self._kind.owner_table:
            self._refer(draft, OWNERS[self._kind.owner_table], self.renderer.owners, values.get("owner"))
        draft.told |= {name: values.get(name) for name in _DEGREES if name in self.spoken}
        if values.get("is_published") is not None:
            draft.told["is_published"] = values["is_published"]
        if self.says_where:
            self._place(draft)

    def _refer(self, draft: EntryDraft, name: str, rows: NamedRows, text: str | None) -> None:
        draft.told[name], wrong = find_one(rows, str(text)) if text is not None else (None, None)
        if wrong is not None:
            draft.unfound[name] = wrong

    def _place(self, draft: EntryDraft) -> None:
        """The area by its code, else by columns of governorates, districts and so on."""
        reading, text = draft.reading, draft.reading.values.get("area")
        if text is not None:
            self._refer(draft, "area", self._areas, _code_within(str(text)))
        if text is not None or not steps(reading.values):
            draft.told.setdefault("area", None)
            return
        before = len(reading.problems)
        place = self._geocoder.locate(reading)
        # Whether it matters is known once it is known which entry the row is of.
        draft.about_place, reading.problems[before:] = reading.problems[before:], []
        draft.told["area"] = place.id if place is not None else None
        if place is not None and place.id is None:
            draft.unfound["area"] = ("area-unknown", _NO_AREA)

    def differences(self, draft: EntryDraft, stored: Entry) -> dict[str, list[Any]]:
        """What a row says that the stored entry does not hold, as {column: [old, new]}."""
        shown = self.renderer.cells(stored)
        unfound = dict[str, Unfound]()
        found = dict[str, list[Any]]()
        for name, value in draft.told.items():
            held = stored.entered(name)
            if self._says_the_same(draft, name, shown, stored):
                draft.about_place = [] if name == "area" else draft.about_place
                continue
            if name in draft.unfound:
                unfound[name] = draft.unfound[name]
            elif not _is_same(held, value):
                found[name] = [held, value]
        draft.unfound = unfound
        return found

    def _says_the_same(self, draft: EntryDraft, name: str, shown: dict[str, Any], stored: Entry) -> bool:
        """Whether the cells of a column say what an export would show of the stored entry."""
        if name == "area":
            said = [one for one in ("area", *PLACE_FIELDS) if one in self.spoken and one in shown]
            return all(_as_text(draft.reading.values.get(one)) == _as_text(shown[one]) for one in said)
        if number_of(name) is not None:
            return self.own.says_the_same(draft.reading, name, stored)
        cell = CELL_OF.get(name, name)
        return cell in shown and _as_text(draft.reading.values.get(cell)) == _as_text(shown[cell])

    @cached_property
    def _organizations(self) -> NamedRows:
        return self.renderer.own.rows("organization")

    @cached_property
    def _areas(self) -> NamedRows:
        return self.renderer.own.rows("area")

    @cached_property
    def _geocoder(self) -> Geocoder:
        return Geocoder(self._viewer, self._country or self._only_country())

    def _only_country(self) -> str | None:
        """The country of a register that has but one."""
        codes = visible(Area, self._viewer).where(Area.level == 0, Area.archived_at.is_null()).select(Area.pcode)
        found = [code for (code,) in iter(codes.limit(2).tuples().execute())]
        return found[0] if len(found) == 1 else None


def cell_named(reading: Reading, names: Iterable[str], name: str) -> str:
    """The field at whose cell something of a column is told: of a place the finest that the row says."""
    if name != "area":
        return CELL_OF.get(name, name)
    said = [one for one in ("area", *PLACE_FIELDS) if one in reading.values]
    return next(iter(said or [one for one in ("area", *PLACE_FIELDS) if one in names]), "area")


def _code_within(text: str) -> str:
    """The P-code of "Khanfar (YE1211)"; any other text as it stands."""
    opened = text.rpartition("(")
    return opened[2].rstrip(") ") if opened[1] and text.endswith(")") else text


def _is_same(held: Any, value: Any) -> bool:
    if isinstance(held, float) or isinstance(value, float):
        return held is not None and value is not None and f"{held:.7f}" == f"{value:.7f}"
    return bool(held == value) or (held in (None, "", []) and value in (None, "", []))


def _as_text(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.7f}"
    return fold(str(value)) or str(value) if value is not None else ""


_NO_AREA = say("No area of the register is called this. Write its P-code, or its name as the register has it.")
