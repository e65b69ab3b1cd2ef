"""Entries: the rows of all record types that a ministry defined, and what refers to other rows from own fields."""

from collections.abc import Iterator, Mapping
from typing import Any

from peewee import BooleanField, CharField, FloatField, ForeignKeyField, IntegerField, TextField

from tansiq.faults import Fault
from tansiq.language.bilingual import pick
from tansiq.language.words import say
from tansiq.models.area import Area
from tansiq.models.column_values import DEGREES
from tansiq.models.commitment import Commitment
from tansiq.models.demand import Demand
from tansiq.models.extra import ExtraField
from tansiq.models.field_definition import FieldDefinition
from tansiq.models.indicator import Indicator
from tansiq.models.intervention import Intervention
from tansiq.models.licence import Licence
from tansiq.models.name_order import LONGEST
from tansiq.models.need import Need
from tansiq.models.organization import Organization
from tansiq.models.plan import Plan
from tansiq.models.plan_item import PlanItem
from tansiq.models.project import Project
from tansiq.models.record import Record, Table
from tansiq.models.record_type import ENTERED, RecordType, register
from tansiq.models.sector import Sector
from tansiq.models.site import Site
from tansiq.models.type_definition import TypeDefinition
from tansiq.models.unit import Unit

KEYS = ("area", "organization", "project", "intervention", "plan_item", "owner")
"""The keys of an entry of which its record type says whether it has them."""


class Entry(Record):
    """One row of an own record type. Of the keys to an owner at most one is filled: that of the table which the type
    names. `title` is what the entry is called by, from its fields."""

    record_type = ForeignKeyField(TypeDefinition, backref="entries", on_delete="RESTRICT")
    area = ForeignKeyField(Area, null=True, backref="entries", on_delete="RESTRICT")
    organization = ForeignKeyField(Organization, null=True, backref="entries", on_delete="RESTRICT")
    project = ForeignKeyField(Project, null=True, backref="entries", on_delete="RESTRICT")
    intervention = ForeignKeyField(Intervention, null=True, backref="entries", on_delete="RESTRICT")
    plan_item = ForeignKeyField(PlanItem, null=True, backref="entries", on_delete="RESTRICT")
    owner = ForeignKeyField("self", null=True, backref="rows", on_delete="RESTRICT")
    latitude = FloatField(null=True)
    longitude = FloatField(null=True)
    is_published = BooleanField(default=True)
    title = CharField(max_length=300, default="")
    title_order = CharField(max_length=LONGEST, default="")
    search = TextField(default="")
    extra = ExtraField()

    record_type_id: int
    area_id: int | None
    organization_id: int | None
    project_id: int | None
    intervention_id: int | None
    plan_item_id: int | None
    owner_id: int | None

    derived = frozenset({"title", "title_order", "search"})
    bounds = DEGREES

    class Meta:
        indexes = (
            (("record_type", "title_order", "id"), False),
            (("record_type", "area"), False),
        )

    def complete(self) -> None:
        """What it is called and found by follows from what it holds."""
        from tansiq.models.definitions import known
        from tansiq.models.entry_texts import texts_of

        told = texts_of(known(), self.__data__.get("record_type"), self.extra or {})
        self.title, self.title_order, self.search = told

    def faults(self) -> Iterator[Fault]:
        if (self.latitude is None) != (self.longitude is None):
            yield Fault("INCOMPLETE", "latitude", say("Give both latitude and longitude, or neither."))

    def faults_when_saved(self, before: Mapping[str, Any]) -> Iterator[Fault]:
        if before:
            if before["record_type"] != self.__data__.get("record_type"):
                yield Fault("FIXED", "record_type", say("An entry stays of its record type."))
        elif (kind := self.referred("record_type")) is not None and (kind.use_state != "ACTIVE" or kind.is_form):
            yield Fault("NOT_IN_USE", "record_type", say("This record type is not in use: nothing is entered in it."))
        yield from self._faults_of_keys(before)

    def _faults_of_keys(self, before: Mapping[str, Any]) -> Iterator[Fault]:
        """Whose row it is, and keys that its record type does not have; what stood there before may stay."""
        kind = self.referred("record_type")
        if kind is None:
            return
        asked = {"area": kind.has_area, "organization": kind.has_organization}
        for name in KEYS:
            given = self.__data__.get(name)
            if given not in (None, before.get(name)) and not (asked.get(name) or name == kind.owner_key):
                yield Fault("NOT_FILLED", name, say("Entries of this record type do not have this."))
        owner = self.referred(kind.owner_key) if kind.owner_key else None
        if kind.owner_key and owner is None:
            yield Fault("MISSING", kind.owner_key, say("Say whose row this is."))
        elif isinstance(owner, Entry) and owner.record_type_id != kind.owner_type_id:
            yield Fault("NOT_FOUND", kind.owner_key, say("There is no such record."))


class ExtraLink(Table):
    """What a row refers to by a field of its own: a copy of the number that its `extra` holds, with a real key, so that
    no row that is referred to can vanish, and each row finds what leads to it."""

    field = ForeignKeyField(FieldDefinition, backref="links", on_delete="RESTRICT")
    owner_table = CharField(max_length=40)
    owner_id = IntegerField()
    area = ForeignKeyField(Area, null=True, backref="+", on_delete="RESTRICT")
    sector = ForeignKeyField(Sector, null=True, backref="+", on_delete="RESTRICT")
    organization = ForeignKeyField(Organization, null=True, backref="+", on_delete="RESTRICT")
    project = ForeignKeyField(Project, null=True, backref="+", on_delete="RESTRICT")
    intervention = ForeignKeyField(Intervention, null=True, backref="+", on_delete="RESTRICT")
    site = ForeignKeyField(Site, null=True, backref="+", on_delete="RESTRICT")
    need = ForeignKeyField(Need, null=True, backref="+", on_delete="RESTRICT")
    licence = ForeignKeyField(Licence, null=True, backref="+", on_delete="RESTRICT")
    plan = ForeignKeyField(Plan, null=True, backref="+", on_delete="RESTRICT")
    plan_item = ForeignKeyField(PlanItem, null=True, backref="+", on_delete="RESTRICT")
    demand = ForeignKeyField(Demand, null=True, backref="+", on_delete="RESTRICT")
    commitment = ForeignKeyField(Commitment, null=True, backref="+", on_delete="RESTRICT")
    indicator = ForeignKeyField(Indicator, null=True, backref="+", on_delete="RESTRICT")
    entry = ForeignKeyField(Entry, null=True, backref="+", on_delete="RESTRICT")
    unit = ForeignKeyField(Unit, null=True, backref="+", on_delete="RESTRICT")

    field_id: int

    class Meta:
        indexes = ((("owner_table", "owner_id", "field"), True),)


REFERENCES: dict[str, type[Record]] = {
    key.rel_model._meta.table_name: key.rel_model
    for key in ExtraLink._meta.sorted_fields
    if isinstance(key, ForeignKeyField) and key.name != "field"
}
"""By name: the tables to whose rows own fields may refer; each has a key of the same name in ExtraLink."""


def _name(row: Entry) -> object:
    """What an entry is called: by its title, else as one of its record type, such as "Well 7"; a new one that is
    proposed as such."""
    from tansiq.models.definitions import known

    if row.title:
        return row.title
    kind = known().types.get(row.record_type_id)
    one = pick(kind, "one") if kind is not None else ""
    if (row.__data__.get("id") or 0) <= 0:
        # One that is proposed has no number yet.
        return say("%(record)s (new entry)", record=one or say("Entry"))
    return f"{one} {row.id}" if one else say("Entry %(number)s", number=row.id)


register(
    RecordType(
        model=Entry,
        # Translators: A row of a register that a ministry defined, such as one well (a noun).
        one=say("Entry"),
        many=say("Entries"),
        rule="entry",
        writers="officers",
        proposers=ENTERED,
        has_pages=False,
        lies_in="area",
        belongs_to="organization",
        scope="records:read",
        question="records",
        name=_name,
        labels={"record_type": say("Record type"), "plan_item": say("Plan item"), "owner": say("Row of")},
    )
)
