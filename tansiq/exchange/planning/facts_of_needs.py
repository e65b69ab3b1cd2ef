"""What the row of a need says by the fields of a ministry, and what rules say of it."""

from collections.abc import Mapping
from typing import Any

from tansiq.exchange.export.own_rendering import OwnRenderer
from tansiq.exchange.planning.own_facts import OwnFacts, own_columns
from tansiq.exchange.planning.row_rules import tell_rules
from tansiq.exchange.sheet.reading import Reading
from tansiq.exchange.sheet.understand import UnderstoodSheet
from tansiq.models import Need
from tansiq.policy.viewer import Viewer
from tansiq.records.extra_values import extra_faults_of_many


class OwnFactsOfNeeds:
    """Reads the own columns of a sheet of needs; where several rows make one need, those of the row of its figures."""

    def __init__(self, viewer: Viewer, table: UnderstoodSheet) -> None:
        self._viewer, self.columns = viewer, own_columns(viewer, table, Need)
        self._facts = OwnFacts(viewer, self.columns, OwnRenderer(viewer))

    def enter(self, row: Need, reading: Reading, before: Mapping[str, Any] | None = None) -> bool:
        """Let a need hold what its row says; `before` are its stored values, None of a new one. Whether it may be
        entered: what is wrong is told at its cells."""
        for name, value, wrong in self._facts.changes(reading, row):
            if wrong is not None:
                reading.tell("error", wrong[0], name, wrong[1])
            else:
                row.enter(name, value)
        for fault in extra_faults_of_many([row], [before or {}]):
            reading.tell("error", fault.code.lower().replace("_", "-"), fault.field, fault.sentence)
        tell_rules(self._viewer, reading, row, before or {})
        return not reading.is_wrong
