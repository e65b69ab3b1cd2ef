"""Sectors and sub-sectors, kinds of activity and groups of people: the register's short lists."""

from collections.abc import Iterator

from peewee import CharField, Check, ForeignKeyField, IntegerField, TextField

from tansiq.faults import Fault
from tansiq.language.arabic import search_text
from tansiq.language.words import say
from tansiq.models.record import Record


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

    parent_id: int | None

    derived = frozenset({"search"})

    class Meta:
        constraints = [Check("parent_id <> id")]

    def complete(self) -> None:
        names = [self.name_ar, self.name_en, self.name_fr, self.code]
        self.search = search_text([*names, *self.aliases.split("|")])

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

    sector_id: int

    derived = frozenset({"search"})

    def complete(self) -> None:
        self.search = search_text([self.name_ar, self.name_en, self.code, *self.aliases.split("|")])


class PopulationGroup(Record):
    """Who is meant: displaced persons, host community ... The code ALL means everybody or not said."""

    code = CharField(max_length=20, unique=True)
    name_ar = CharField(max_length=200)
    name_en = CharField(max_length=200)
    aliases = TextField(default="")
    position = IntegerField(default=0)
    search = TextField(default="")

    derived = frozenset({"search"})

    def complete(self) -> None:
        self.search = search_text([self.name_ar, self.name_en, self.code, *self.aliases.split("|")])
