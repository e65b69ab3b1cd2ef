"""Administrative units: ministries, directorates, municipalities, councils; what is reported hangs on them.

    Unit --parent--> Unit              the tree as it is; a unit's days lie within those of the unit above it
         1 ---- n UnitSuccessor        what it became when it ended: it was merged or split
         1 ---- n UnitFormerParent     under what it stood before, and until when
         1 ---- n UnitPerson           who fills in, approves and reads what it reports

`tansiq.units` tells the tree as it was on a day, merges, splits, ends and moves units.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from peewee import BooleanField, CharField, Check, DateField, ForeignKeyField, TextField

from tansiq.faults import Fault
from tansiq.language.arabic import search_text
from tansiq.language.unit_vocabulary import UNIT_KINDS, UNIT_ROLES
from tansiq.language.words import N_, say
from tansiq.models import unit_rules
from tansiq.models.account import Account
from tansiq.models.area import Area
from tansiq.models.contact_formats import contact_faults
from tansiq.models.extra import ExtraField
from tansiq.models.name_order import LONGEST, order_keys
from tansiq.models.record import Record, Table
from tansiq.models.record_type import Part, RecordType, register


class Unit(Record):
    """One administrative unit. It is in charge of its `area`, with all that lies there. An empty first day means since
    ever, an empty last day until further notice; both days belong to it."""

    unit_kind = CharField(max_length=12, constraints=[Check(UNIT_KINDS.check("unit_kind"))])
    code = CharField(max_length=40, null=True, unique=True, help_text=N_("Its number in the ministry's own lists"))
    name_ar = CharField(max_length=300, default="")
    name_en = CharField(max_length=300, default="")
    parent = ForeignKeyField("self", null=True, backref="children", on_delete="RESTRICT")
    area = ForeignKeyField(
        Area, backref="units", on_delete="RESTRICT", help_text=N_("Where it is in charge, with all that lies there")
    )
    starts_on = DateField(null=True, help_text=N_("Empty: since ever"))
    ends_on = DateField(null=True, help_text=N_("Its last day. Empty: until further notice"))
    phone = CharField(
        max_length=40, default="", help_text=N_("The official one of the office, such as +963 11 2345678")
    )
    is_published = BooleanField(default=True)
    search = TextField(default="")
    name_order_ar = CharField(max_length=LONGEST, null=True)
    name_order_en = CharField(max_length=LONGEST, null=True)
    extra = ExtraField()

    parent_id: int | None
    area_id: int

    derived = frozenset({"search", "name_order_ar", "name_order_en"})

    class Meta:
        constraints = [
            Check("name_ar <> '' OR name_en <> ''"),
            Check("parent_id <> id"),
            Check("ends_on >= starts_on"),
        ]
        indexes = ((("unit_kind", "name_order_ar", "id"), False),)

    def complete(self) -> None:
        self.search = search_text([self.name_ar, self.name_en, self.code])
        self.name_order_ar, self.name_order_en = order_keys(self.name_ar, self.name_en)

    def faults(self) -> Iterator[Fault]:
        if not (self.name_ar or self.name_en):
            yield Fault("NAME_MISSING", "name_ar", say("Give a name, in Arabic or in English."))
        if self.unit_kind not in UNIT_KINDS:
            yield Fault("UNKNOWN_CODE", "unit_kind", say("Choose one of the listed kinds of unit."))
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            yield Fault("DATES_REVERSED", "ends_on", say("The end is before the beginning."))
        yield from contact_faults(self.phone, None)

    def faults_when_saved(self, before: Mapping[str, Any]) -> Iterator[Fault]:
        yield from unit_rules.faults(self, before)

    def faults_of_act(self, act: str) -> Iterator[Fault]:
        yield from unit_rules.faults_of_act(self, act)


class UnitSuccessor(Table):
    """A unit that another one became on the day after its last."""

    unit = ForeignKeyField(Unit, backref="successors", on_delete="CASCADE", index=False)
    successor = ForeignKeyField(Unit, backref="+", on_delete="RESTRICT")

    unit_id: int
    successor_id: int

    class Meta:
        constraints = [Check("unit_id <> successor_id")]
        indexes = ((("unit", "successor"), True),)


class UnitFormerParent(Table):
    """A unit under which another one stood until a day, that day included."""

    unit = ForeignKeyField(Unit, backref="former_parents", on_delete="CASCADE", index=False)
    former = ForeignKeyField(Unit, backref="+", on_delete="RESTRICT")
    ends_on = DateField()

    unit_id: int
    former_id: int

    class Meta:
        constraints = [Check("unit_id <> former_id")]
        indexes = ((("unit", "ends_on"), True),)


class UnitPerson(Table):
    """Somebody who signs in and does something for a unit."""

    unit = ForeignKeyField(Unit, backref="people", on_delete="CASCADE", index=False)
    account = ForeignKeyField(Account, backref="+", on_delete="RESTRICT")
    unit_role = CharField(max_length=10, constraints=[Check(UNIT_ROLES.check("unit_role"))])

    unit_id: int
    account_id: int

    class Meta:
        indexes = ((("unit", "account"), True),)


register(
    RecordType(
        model=Unit,
        # Translators: A ministry, directorate, municipality, council ...; not a unit of measurement.
        one=say("Administrative unit"),
        many=say("Administrative units"),
        rule="signed_in",
        writers="officers",
        proposers=frozenset({"people"}),
        position=52,
        menu="settings",
        lies_in="area",
        is_common=True,
        scope="statistics:read",
        parts=(
            Part(UnitSuccessor, say("What it became")),
            Part(UnitFormerParent, say("Where it stood before")),
            Part(UnitPerson, say("Responsible people"), rule="officers"),
        ),
        code="code",
        labels={
            "unit_kind": say("Kind of unit"),
            "parent": say("Unit above"),
            "starts_on": say("In being from"),
            "ends_on": say("In being until"),
            "phone": say("Telephone of the office"),
        },
        personal=frozenset({"phone"}),
        is_known_in_charge=True,
    )
)
