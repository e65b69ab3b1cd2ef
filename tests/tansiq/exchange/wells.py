"""A register of wells that a ministry made, and sheets of it, for tests."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tansiq.exchange.entry_import import EntryChoices, EntryOutcome, import_entries
from tansiq.models import Entry, FieldDefinition
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tests.definitions import answers, field, name_of, record_type
from tests.fivew import csv_file
from tests.people import SALMA

HEADER = ("Name", "District", "Depth (m)", "State", "Uses", "Dug on")
ROWS: list[list[Any]] = [
    ["Bir al-Kawd", "Khanfar", 40, "Works", "Drinking; Cattle", "1975-03-01"],
    ["Bir Amran", "Khanfar", "٥٢", "Broken", "", "2021-11-30"],
    ["Bir Zinjibar", "Zinjibar", "", "", "cattle", ""],
]


def most_types(table: str, record_type: int | None = None) -> dict[str, FieldDefinition]:
    """By key: a field of most types, of the rows of a table."""
    states, uses = answers("WORKS", "BROKEN"), answers("DRINKING", "CATTLE", "FIELDS")
    told: list[tuple[str, str, str, str, dict[str, Any]]] = [
        ("wellName", "Name", "اسم البئر", "TEXT", {}),
        ("depth", "Depth", "العمق", "NUMBER", {"unit_en": "m", "unit_ar": "م", "decimals": 2, "least": 0}),
        ("state", "State", "حالة البئر", "CHOICE", {"choice_list": states.id}),
        ("uses", "Uses", "الاستخدامات", "CHOICES", {"choice_list": uses.id}),
        ("dugOn", "Dug on", "تاريخ الحفر", "DAY", {}),
        ("seen", "Last seen in", "آخر زيارة", "MONTH", {}),
        ("isFenced", "Fenced", "مسوّر", "YES_NO", {}),
        ("users", "Users", "عدد المستخدمين", "WHOLE", {}),
        ("keeper", "Keeper", "المشغّل", "REFERENCE", {"reference_table": "organization"}),
        ("intake", "Intake", "نقطة السحب", "POINT", {}),
        ("remarks", "Remarks", "ملاحظات البئر", "LONG_TEXT", {}),
    ]
    return {
        key: field(key, value_type, table, record_type=record_type, position=at, label_en=en, label_ar=ar, **more)
        for at, (key, en, ar, value_type, more) in enumerate(told)
    }


class Wells:
    """The record type with a field of most types; `fields` by key."""

    def __init__(self, policy: str = "PUBLIC", **values: Any) -> None:
        self.kind = record_type("wells", policy, has_point=True, **values)
        self.fields = most_types("entry", self.kind.id)
        self.kind.title_number = self.fields["wellName"].number
        self.kind = changes.save(SALMA, self.kind)

    def field(self, key: str, value_type: str = "TEXT", **values: Any) -> FieldDefinition:
        """A further field of wells."""
        placed = {"record_type": self.kind.id, "position": len(self.fields)}
        return field(key, value_type, "entry", **placed, **values)

    def take(self, path: Path, viewer: Viewer = SALMA, **choices: Any) -> EntryOutcome:
        """Import a file of wells."""
        return import_entries(viewer, path, EntryChoices(self.kind, **choices))

    def sheet(self, folder: Path, rows: Sequence[Sequence[Any]] = ROWS, header: Sequence[str] = HEADER) -> Path:
        """A CSV file of wells."""
        return csv_file(folder, rows, header, "wells.csv")

    def held(self, key: str) -> list[Any]:
        """What standing wells hold under a field, in the order of their numbers."""
        rows = Entry.select().where(Entry.archived_at.is_null()).order_by(Entry.id)
        return [row.entered(name_of(self.fields[key])) for row in rows]


def told(outcome: EntryOutcome, severity: str = "error") -> list[tuple[str, str]]:
    """Where what is wrong, by the code of it."""
    return [(one.address, one.code) for one in outcome.plan.problems if one.severity == severity]
