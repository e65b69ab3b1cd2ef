"""What the import of a sheet of administrative units would do: the shapes that planning fills.

UnitsPlan
  UnitDraft (a row of the sheet: a new unit, or a known one and perhaps changed) --above--> UnitDraft or a stored unit
"""

from dataclasses import dataclass, field
from typing import Any

from tansiq.exchange.planning.rows_plan import RowsPlan, texts_of
from tansiq.exchange.sheet.reading import Reading
from tansiq.exchange.values.problems import Severity
from tansiq.faults import Fault
from tansiq.language.words import Sentence, say
from tansiq.models import Unit

CELLS = {
    "code": "unit_code",
    "name_ar": "unit_name_ar",
    "name_en": "unit_name_en",
    "unit_kind": "unit_kind",
    "parent": "unit_under",
    "area": "unit_area",
}
"""By column of a unit: the field whose cell says it, where that is called otherwise."""

_NOT_YOURS = say("You enter and change units of your own areas alone. Take the row out, or leave it as it is.")


@dataclass(eq=False, slots=True)
class UnitDraft:
    """One row. `told` is what it says, by column of a unit or "extra.12"; `above` is the draft of the unit above it,
    where that stands in the sheet. `row` is the unit as it is to be, `stored` the one that it changes, `changes` what
    differs there as {column: [old, new]}."""

    reading: Reading
    told: dict[str, Any] = field(default_factory=dict)
    above: "UnitDraft | None" = None
    stored: Unit | None = None
    row: Unit | None = None
    changes: dict[str, list[Any]] = field(default_factory=dict)
    is_written: bool = False

    @property
    def row_number(self) -> int:
        return self.reading.row.number

    @property
    def is_new(self) -> bool:
        """Whether it is to be entered."""
        return self.stored is None

    @property
    def is_wrong(self) -> bool:
        """Whether it is left out."""
        return self.reading.is_wrong

    @property
    def is_change(self) -> bool:
        """Whether anything of it is written."""
        return not self.is_wrong and self.is_written

    def tell(self, severity: Severity, code: str, name: str, sentence: Sentence) -> None:
        """Note a problem at the cell of a column of a unit."""
        self.reading.tell(severity, code, self._cell(name), sentence)

    def tell_fault(self, fault: Fault) -> None:
        """Note at its cell what the register refuses the row for."""
        if fault.code == "FORBIDDEN":
            # Officers write where they are in charge: what keeps them from it is the area, or that there is none.
            is_placed = self.told.get("area") is not None or self.stored is not None
            self.tell("error", "forbidden", "area", _NOT_YOURS if is_placed else say("This field is required."))
            return
        self.tell("error", fault.code.lower().replace("_", "-"), fault.field, fault.sentence)

    def address(self, name: str) -> str:
        """The cell that says a column of a unit."""
        return self.reading.row.address(self._cell(name))

    def said(self) -> list[str]:
        """What is written of it, as texts in one order. A unit above that stands in the sheet is told by its row, as it
        may have no number yet."""
        told: dict[str, Any] = {**(self.told if self.is_new else self.changes)}
        if self.above is not None and "parent" in told:
            told["parent"] = self.above.row_number
        return texts_of(told)

    def _cell(self, name: str) -> str:
        cell = CELLS.get(name, name or "unit_name")
        has_own = cell in self.reading.row.table.places
        return cell if has_own or not cell.startswith("unit_name") else "unit_name"


@dataclass
class UnitsPlan(RowsPlan[UnitDraft]):
    """All that an import did or would do to administrative units, and tells."""

    not_kept: list[str] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """Equal for plans that would do the same to a person's eye."""
        return self.digested(
            [[draft.row_number, draft.stored and draft.stored.id, draft.said()] for draft in self.writes]
        )
