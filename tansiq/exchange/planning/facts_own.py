"""What a row of a 5W sheet says by the fields of a ministry: of its intervention, or of its site."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from tansiq.exchange.export.own_rendering import OwnRenderer
from tansiq.exchange.planning.own_facts import OwnColumns, OwnFacts, own_columns
from tansiq.exchange.sheet.own_fields import own_definition
from tansiq.exchange.sheet.reading import Reading
from tansiq.exchange.sheet.understand import UnderstoodSheet
from tansiq.faults import Fault
from tansiq.models import Intervention, Record, Site
from tansiq.policy.viewer import Viewer
from tansiq.records.extra_values import extra_faults_of_many

_TABLES: tuple[type[Record], ...] = (Intervention, Site)


@dataclass
class Told:
    """What the own columns of a row say, by table and name, and what is wrong with it."""

    values: dict[type[Record], dict[str, Any]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


class OwnFactsOfWork:
    """Reads the own columns of a 5W sheet, as `viewer` may be shown them."""

    def __init__(self, viewer: Viewer, table: UnderstoodSheet) -> None:
        found = [own_columns(viewer, table, model) for model in _TABLES]
        self.columns = OwnColumns(
            [pair for one in found for pair in one.read],
            [header for one in found for header in one.hidden],
            [header for one in found for header in one.calculated],
        )
        self._facts = OwnFacts(viewer, self.columns, OwnRenderer(viewer))

    @property
    def names(self) -> list[str]:
        """The columns that are read, "extra.12"."""
        return [name for name, _ in self.columns.read]

    def read(self, reading: Reading, names: Collection[str]) -> Told:
        """What a row says in these columns; what means nothing in the register is among the faults."""
        said, unfound = self._facts.read(reading.values)
        told = Told()
        for name, (code, sentence) in unfound.items():
            if name in names:
                told.faults.append(Fault(code, name, sentence))
        for model in _TABLES:
            values = {name: value for name, value in said.items() if name in names and _is_of(name, model)}
            told.values[model] = {name: value for name, value in values.items() if name not in unfound}
            told.faults += extra_faults_of_many([model.of(told.values[model])], [{}])
        return told


def _is_of(name: str, model: type[Record]) -> bool:
    one = own_definition(name)
    return one is not None and one.record_table == str(model._meta.table_name)
