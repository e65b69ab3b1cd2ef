"""Where in the workbook stands what the document holds: a fault of "fields[3].label_ar" is told at survey!C12."""

from dataclasses import dataclass, field

from tansiq.definition_documents.document import at
from tansiq.faults import Fault


@dataclass
class Places:
    """By place in the document: the row (fields[3]), and the cells of its columns (fields[3].label_ar)."""

    rows: dict[str, str] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)

    def in_workbook(self, fault: Fault) -> Fault:
        """A fault of a document, told at its cell, else at its row; one of no place as it is."""
        place = self.columns.get(fault.field) or self._row_of(fault.field)
        if not place:
            return fault
        inner = fault.sentence.values.get("fault", fault.sentence)
        return at(place, fault.code, inner)

    def _row_of(self, name: str) -> str:
        while name:
            if name in self.rows:
                return self.rows[name]
            name = name.rpartition(".")[0]
        return ""
