"""Sectors and sub-sectors, kinds of activity and groups of people: the register's short lists."""

from collections.abc import Iterator

from peewee import CharField, Check, ForeignKeyField, IntegerField, TextField

from tansiq.faults import Fault
from tansiq.language.arabic import search_text
from tansiq.language.words import say
from tansiq.models.extra import ExtraField
from tansiq.models.name_order import LONGEST, order_keys
from tansiq.models.record import Record
from tansiq.models.record_type import RecordType, register


class Sector(Record):
    """A cluster or sector; with a parent, a sub-sector. Two levels, no more."""

    code = CharField(max_length=20, unique=True)
    parent = ForeignKeyField("self", null=True, backref="subsectors", on_delete="RESTRICT")
    name_ar = CharField(max_length=200)
    name_en = CharField(max_length=200)
    name_fr = CharField(max_length=200, default="")
    aliases = TextField(default="")
    dac_code = CharField(max_length=10, default="")
    position = IntegerField(default=0)
    search = TextField(default="")
    name_order_ar = CharField(max_length=LONGEST, null=True)
    name_order_en = CharField(max_length=LONGEST, null=True)
    extra = ExtraField()

    parent_id: int | None

    derived = frozenset({"search", "name_order_ar", "name_order_en"})

    class Meta:
        constraints = [Check("parent_id <> id")]

    def complete(self) -> None:
        names = [self.name_ar, self.name_en, self.name_fr, self.code]
        self.search = search_text([*names, *self.aliases.split("|")])
        self.name_order_ar, self.name_order_en = order_keys(self.name_ar, self.name_en)

    def faults(self) -> Iterator[Fault]:
        if self.parent_id is not None and self.parent_id == self.id:
            yield Fault("PARENT_IS_SELF", "parent", say("A sector cannot lie within itself."))


class ActivityType(Record):
    """A kind of activity within a sector, such as water trucking."""

    code = CharField(max_length=40, unique=True)
    sector = ForeignKeyField(Sector, backref="activity_types", on_delete="RESTRICT")
    name_ar = CharField(max_length=200)
    name_en = CharField(max_length=200)
    aliases = TextField(default="")
    search = TextField(default="")
    name_order_ar = CharField(max_length=LONGEST, null=True)
    name_order_en = CharField(max_length=LONGEST, null=True)
    extra = ExtraField()

    sector_id: int

    derived = frozenset({"search", "name_order_ar", "name_order_en"})

    def complete(self) -> None:
        self.search = search_text([self.name_ar, self.name_en, self.code, *self.aliases.split("|")])
        self.name_order_ar, self.name_order_en = order_keys(self.name_ar, self.name_en)


class PopulationGroup(Record):
    """Who is meant: displaced persons, host community ... The code ALL means everybody or not said."""

    code = CharField(max_length=20, unique=True)
    name_ar = CharField(max_length=200)
    name_en = CharField(max_length=200)
    aliases = TextField(default="")
    position = IntegerField(default=0)
    search = TextField(default="")
    name_order_ar = CharField(max_length=LONGEST, null=True)
    name_order_en = CharField(max_length=LONGEST, null=True)
    extra = ExtraField()

    derived = frozenset({"search", "name_order_ar", "name_order_en"})

    def complete(self) -> None:
        self.search = search_text([self.name_ar, self.name_en, self.code, *self.aliases.split("|")])
        self.name_order_ar, self.name_order_en = order_keys(self.name_ar, self.name_en)


register(
    RecordType(
        model=Sector,
        one=say("Sector"),
        many=say("Sectors"),
        rule="reference",
        position=60,
        menu="settings",
        code="code",
        is_short=True,
        labels={"parent": say("Part of the sector")},
    )
)
register(
    RecordType(
        model=ActivityType,
        one=say("Activity type"),
        many=say("Activity types"),
        rule="reference",
        position=70,
        menu="settings",
        code="code",
    )
)
register(
    RecordType(
        model=PopulationGroup,
        one=say("Population group"),
        many=say("Population groups"),
        rule="reference",
        position=80,
        menu="settings",
        code="code",
        is_short=True,
    )
)
