"""What the import of reports would do: the shapes that reading and trying fill."""

from dataclasses import dataclass, field
from typing import Any

from tansiq.exchange.planning.rows_plan import RowsPlan, texts_of
from tansiq.exchange.reporting.told_sheet import Addressed, ToldReport
from tansiq.exchange.values.problems import Problem
from tansiq.faults import Fault
from tansiq.models import Report, TypeDefinition, Unit
from tansiq.models.definitions import Definitions
from tansiq.models.extra import number_of
from tansiq.models.extra_columns import value_fault
from tansiq.models.form_version import FormVersions
from tansiq.reporting_period import ReportingPeriod


@dataclass(eq=False)
class ReportDraft:
    """The report of one unit as a file has it. `values` are what it says by number of the item, None for what is not
    known, by the `definitions` of its version; `stored` is the report that it changes; `row` the report as it is to be;
    `changes` what differs, by name of the item or column, as [old, new]."""

    told: ToldReport
    unit: Unit | None = None
    period: ReportingPeriod | None = None
    stored: Report | None = None
    values: dict[int, Any] = field(default_factory=dict)
    nil_reason: str = ""
    definitions: Definitions = field(default_factory=Definitions)
    row: Report | None = None
    is_written: bool = False
    changes: dict[str, list[Any]] = field(default_factory=dict)

    @property
    def is_wrong(self) -> bool:
        """Whether it is left out."""
        return any(problem.severity == "error" for problem in self.told.problems)

    @property
    def is_change(self) -> bool:
        """Whether anything of it is written."""
        return self.is_written and not self.is_wrong

    def says_the_same(self) -> bool:
        """Whether the stored report holds all of it already."""
        if self.stored is None:
            return False
        kept = self.stored.extra or {}
        as_told = {} if self.nil_reason else {
            **{key: value for key, value in kept.items() if int(key) not in self.values},
            **{str(number): value for number, value in self.values.items() if value is not None},
        }  # fmt: skip
        return as_told == kept and self.nil_reason == self.stored.nil_reason

    def tell_fault(self, fault: Fault) -> None:
        """Note at its cell what the register refuses the report for."""
        where = self._wrong_cell(fault) or self.place_of(fault.field)
        self.told.tell(fault.code.lower().replace("_", "-"), fault.sentence, where)

    def _wrong_cell(self, fault: Fault) -> Addressed | None:
        """Of an item of several cells: the first one that is wrong by itself in this way."""
        number = number_of(fault.field)
        value = self.values.get(number or 0)
        if number is None or not isinstance(value, dict):
            return None
        one = self.definitions.fields[number]
        for key, part in value.items():
            wrong = value_fault(self.definitions, one, {key: part})
            if wrong is not None and wrong.code == fault.code:
                return self.told.cells.get((number, key))
        return None

    def place_of(self, name: str) -> Addressed | None:
        """The cell of an item or column; of an item of several cells the first one that is filled, else the first."""
        if (number := number_of(name)) is not None:
            cells = [found for (item, _), found in self.told.cells.items() if item == number]
            return next((found for found in cells if found[1] is not None), cells[0] if cells else None)
        told = {"nil_reason": self.told.nil, "period": self.told.period, "unit": self.told.unit}
        return told.get(name)

    def address(self, name: str) -> str:
        """The cell that says a change."""
        found = self.place_of(name)
        return found[0] if found is not None else self.told.at

    def said(self) -> list[Any]:
        """What is written of it, and in the place of what, as texts in one order."""
        unit = self.unit.id if self.unit is not None else None
        period = self.period.key if self.period is not None else None
        stored = self.stored.id if self.stored is not None else None
        # Its state and moments are other ones each time.
        told = {name: pair for name, pair in self.changes.items() if name == "nil_reason" or number_of(name)}
        return [self.told.at, unit, period, stored, texts_of(told)]


@dataclass
class ReportsPlan(RowsPlan[ReportDraft]):
    """All that an import did or would do to reports of `form`, and tells; whether it `submits` them. `versions` are
    those of the form, once they are read."""

    form: TypeDefinition
    submits: bool = False
    versions: FormVersions | None = None
    file_problems: list[Problem] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """Equal for plans that would do the same to a person's eye."""
        return self.digested(self.form.id, self.submits, [draft.said() for draft in self.writes])

    @property
    def is_faulty(self) -> bool:
        """Whether anything is wrong that somebody has to find in the file; sheets that were left empty are no fault."""
        return any(problem.severity != "notice" for problem in self.problems)
