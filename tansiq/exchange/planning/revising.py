"""Rows that carry an id of this register: the record is changed where the cells differ from it, nowhere else.

Cells are compared with what an export would write into them, in either language: whatever is equal needs no
understanding, so an export that comes back changes nothing, whatever its texts look like.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from tansiq.exchange.export.column_order import EXPORTED
from tansiq.exchange.export.month_layout import figures_of
from tansiq.exchange.export.rendering import Record, Renderer, with_partners
from tansiq.exchange.lookup.fingerprints import is_of_intervention
from tansiq.exchange.lookup.known_rows import interventions_by_record_id, sites_of
from tansiq.exchange.planning.context import PlanningContext
from tansiq.exchange.planning.differences import of_intervention, of_items, of_partners
from tansiq.exchange.planning.facts import GROUPS, resolve
from tansiq.exchange.planning.plan import InterventionDraft, SiteDraft
from tansiq.exchange.sheet.fields import PERIODS
from tansiq.exchange.sheet.month_figures import BELOW, cells_of_months
from tansiq.exchange.sheet.reading import Reading, own_id, value_of
from tansiq.exchange.values.problems import Problem
from tansiq.exchange.values.text import tidy
from tansiq.exchange.workbook.formula_guard import unguarded
from tansiq.language.arabic import fold
from tansiq.language.words import LANGUAGES, say, speaking
from tansiq.models.reached_figure import MONTHS

_COMPARED = [name for name in EXPORTED if name != "record_id"]


class Reviser:
    """Compares rows with the records whose ids they carry."""

    def __init__(self, context: PlanningContext, columns: Iterable[str]) -> None:
        self._context = context
        present = set(columns)
        self._own = context.own.names if context.own is not None else []
        self._compared = [name for name in (*_COMPARED, *self._own) if name in present]
        self._groups = {name: group for group, (names, _) in GROUPS.items() for name in names}
        self._records: dict[tuple[str, int], Record] = {}
        self._figures: Mapping[int, Mapping[date, int]] = {}
        self._renderer: Renderer | None = None

    def load(self, readings: Sequence[Reading]) -> None:
        """Fetch the records of all rows at once."""
        ids = [own[0] for own in map(own_id, readings) if own]
        if not ids:
            return
        self._renderer = Renderer(self._context.viewer)
        rows = {row.id: row for row in interventions_by_record_id(self._context.viewer, ids).values()}
        sites = sites_of(self._context.viewer, list(rows))
        records = with_partners(((site, rows[site.intervention_id]) for site in sites), self._context.viewer)
        self._records = {(record.intervention.record_id, record.site.number): record for record in records}
        if any(MONTHS in reading.values for reading in readings):
            self._figures = figures_of(self._context.viewer, [site.id for site in sites])

    def record(self, reading: Reading) -> Record | None:
        """The record of a row; None, with the reason told, where there is none or it is archived."""
        own = own_id(reading)
        record = self._records.get(own) if own else None
        if record is None:
            text = say("No record has this id. Correct it, or clear the cell to enter the row as new.")
            reading.tell("error", "id-unknown", "record_id", text)
        elif record.site.archived_at or record.intervention.archived_at:
            reading.tell("error", "archived", "record_id", say("This record is archived. Restore it first."))
            return None
        return record

    def changed(self, reading: Reading, record: Record) -> list[str]:
        """The fields whose cells differ from the record; what was told of equal cells is taken back."""
        differing = self._compared
        for code in LANGUAGES:
            with speaking(code):
                cells = self._cells(record)
            differing = [name for name in differing if not self._equal(reading, name, cells.get(name))]
            if not differing:
                break
        kept = {reading.row.address(name) for name in differing}
        if MONTHS in reading.values:
            differing = [name for name in differing if name != "reached"]
            differing += [MONTHS] if self._tells_other_figures(reading, record) else []
        kept |= {*cells_of_months(reading.row), *reading.month_cells.values()} if MONTHS in differing else set()
        reading.problems = [one for one in reading.problems if one.address in kept or _is_of_months(reading, one)]
        return differing

    def draft(self, reading: Reading, record: Record, names: list[str]) -> SiteDraft:
        """The change of one row: the facts of the groups whose cells differ."""
        groups = {self._groups[name] for name in names if name in self._groups}
        if "status" not in reading.values:
            groups.discard("status")
        # A project belongs to an organisation: where the row tells of no other one, to the record's own.
        own = self._context.matcher.organizations.stored(record.intervention.organization_id)
        said = [name for name in names if name in self._own]
        facts = resolve(self._context, reading, [group for group in GROUPS if group in groups], own, said)
        return SiteDraft(reading, facts, site=record.site)

    def _tells_other_figures(self, reading: Reading, record: Record) -> bool:
        """Whether a row says other figures by month than are known; one below that of the month before is doubted."""
        known = self._figures.get(record.site.id, {})
        told = {month: people for month, people in reading.values[MONTHS].items() if known.get(month) != people}
        reading.problems = [one for one in reading.problems if one.code != "figure-below"]
        for (_month, more), (month, less) in pairwise(sorted({**known, **told}.items())):
            if less < more and month in told:
                cell = reading.month_cells[month]
                reading.problems.append(Problem(cell, str(less), BELOW, "warning", "figure-below"))
        return bool(told)

    def _cells(self, record: Record) -> dict[str, Any]:
        if self._renderer is None:
            raise LookupError("load the records before comparing rows with them")
        return self._renderer.cells(record)

    @staticmethod
    def _equal(reading: Reading, name: str, shown: Any) -> bool:
        raw = reading.row.value(name)
        raw = unguarded(raw) if isinstance(raw, str) else raw
        if _text(raw) == _text(shown):
            return True
        one, other = value_of(reading.row, name, raw), value_of(reading.row, name, shown)
        return not isinstance(one, Problem) and not isinstance(other, Problem) and (one or None) == (other or None)


def _text(value: Any) -> str:
    return "" if value is None else tidy(value)


def _is_of_months(reading: Reading, problem: Problem) -> bool:
    """Whether a problem leaves open what a figure is, or of which month: told also where all else is as it was."""
    places = reading.row.table.places
    telling = {reading.row.address(name) for name in ("reported_on", *PERIODS) if name in places}
    return problem.severity == "error" and problem.address in telling | cells_of_months(reading.row)


def contradictions(readings: Iterable[Reading]) -> None:
    """Rows of one record id that say different things of their intervention: told at the cells of both, for which of
    them is right is not known."""
    first: dict[tuple[str, str], Reading] = {}
    for reading in readings:
        own = own_id(reading)
        record_id = own[0] if own else reading.values.get("record_id")
        names = reading.row.table.places if own else reading.values
        for name in filter(is_of_intervention, names):
            contradict(first.setdefault((str(record_id), name), reading), reading, name)


def contradict(one: Reading, other: Reading, name: str) -> None:
    """Tell at the cells of a field of two rows of one record if they say different things."""
    if _plainly(one.values.get(name)) != _plainly(other.values.get(name)):
        _tell_contradiction(one, other, name)
        _tell_contradiction(other, one, name)


def _plainly(value: Any) -> Any:
    """Capitals, spaces and signs contradict nothing."""
    return (fold(value) or value) if isinstance(value, str) else value


def _tell_contradiction(reading: Reading, other: Reading, name: str) -> None:
    address, value = reading.row.address(name), other.values.get(name)
    if all((problem.address, problem.code) != (address, "rows-contradict") for problem in reading.problems):
        text = say("Row %(row)s says %(other)s of the same record. Make them equal.", row=other.row.number,
                   other=tidy(value) if value is not None else "-")  # fmt: skip
        reading.tell("error", "rows-contradict", name, text)


def revise(intervention: InterventionDraft, draft: SiteDraft, record: Record) -> None:
    """Gather what a row says differently of its intervention."""
    stored: dict[str, set[int]] = defaultdict(set)
    for role, organization_id in record.partners:
        stored[role].add(organization_id)
    intervention.sites.append(draft)
    intervention.changes |= of_intervention(record.intervention, draft.facts)
    intervention.partners |= of_partners(stored, draft.facts)
    intervention.items = tuple(dict.fromkeys([*intervention.items, *of_items(record.items, draft.facts)]))
