"""Views of lists that administrators keep for everybody or for a role: search, filters, order and columns under a name.

What a person keeps for themself alone is a SavedView (preference.py).
"""

from collections.abc import Iterator
from typing import Any

from peewee import CharField, Check, ForeignKeyField, IntegerField, TextField

from tansiq.faults import Fault
from tansiq.language.dashboard_vocabulary import AUDIENCES
from tansiq.language.words import N_, say
from tansiq.models.name_order import LONGEST, order_keys
from tansiq.models.record import Record
from tansiq.models.record_type import RecordType, record_types, register
from tansiq.models.type_definition import TypeDefinition


class SharedView(Record):
    """One view. `record_table` names the table whose list it is of, with `record_type` where that is of entries;
    `address` is what follows the question mark of the list's address."""

    name_ar = CharField(max_length=80, default="")
    name_en = CharField(max_length=80, default="")
    name_order_ar = CharField(max_length=LONGEST, null=True)
    name_order_en = CharField(max_length=LONGEST, null=True)
    record_table = CharField(max_length=40)
    record_type = ForeignKeyField(TypeDefinition, null=True, backref="+", on_delete="RESTRICT")
    address = TextField(
        default="", help_text=N_("The address of the list, searched and filtered, as the browser shows it")
    )
    audience = CharField(max_length=12, default="EVERYBODY", constraints=[Check(AUDIENCES.check("audience"))])
    position = IntegerField(default=0)

    record_type_id: int | None

    bounds = {"position": (0, 10_000)}

    class Meta:
        constraints = [Check("(record_table = 'entry') = (record_type_id IS NOT NULL)")]

    derived = frozenset({"name_order_ar", "name_order_en"})

    def complete(self) -> None:
        self.name_order_ar, self.name_order_en = order_keys(self.name_ar, self.name_en)
        self.address = query_in(self.address)

    def faults(self) -> Iterator[Fault]:
        if not (self.name_ar or self.name_en):
            yield Fault("NAME_MISSING", "name_ar", say("Give a name, in Arabic or in English."))
        if self.audience not in AUDIENCES:
            yield Fault("UNKNOWN_CODE", "audience", say("Choose one of the list."))
        yield from holder_faults(self)


def query_in(address: str) -> str:
    """What follows the question mark of an address; that alone may be given too."""
    return address.strip().partition("?")[2] if "?" in address else address.strip()


def holder_faults(row: Any) -> Iterator[Fault]:
    """What is wrong with the table that a row names, and the own record type beside it."""
    tables = {kind.table for kind in record_types() if kind.takes_fields} | {"entry"}
    if row.record_table not in tables:
        yield Fault("UNKNOWN_CODE", "record_table", say("Choose one of the list."))
    if (row.record_table == "entry") != (row.__data__.get("record_type") is not None):
        yield Fault("MISSING", "record_type", say("Say of which record type these are rows."))


register(
    RecordType(
        model=SharedView,
        # Translators: A list with its filters and columns, kept under a name for others (a noun).
        one=say("Shared view"),
        many=say("Shared views"),
        rule="shared",
        position=70,
        menu="settings",
        labels={
            "audience": say("For whom"),
            "record_table": say("List"),
            "record_type": say("Record type"),
            "address": say("Search, filters, order and columns"),
            "position": say("Place in the list"),
        },
    )
)
