"""Organisations: associations, agencies, offices; where and in what they work."""

from collections.abc import Iterator

from peewee import BooleanField, CharField, Check, ForeignKeyField, TextField

from tansiq.arabic import fold_tight, organization_key, search_text
from tansiq.faults import Fault
from tansiq.models.area import Area
from tansiq.models.record import Record, Table
from tansiq.models.sector import Sector
from tansiq.vocabulary import ORGANIZATION_KINDS
from tansiq.words import N_, say


class Organization(Record):
    """One organisation. `canonical` names the organisation it was found to be the same as, if any."""

    name_ar = CharField(max_length=300, default="")
    name_en = CharField(max_length=300, default="")
    acronym = CharField(max_length=60, default="")
    acronym_ar = CharField(max_length=60, default="")
    aliases = TextField(default="", help_text=N_("Other spellings in any language, separated by |"))
    kind = CharField(max_length=30, default="OTHER", constraints=[Check(ORGANIZATION_KINDS.check("kind"))])
    registration_number = CharField(max_length=60, null=True, unique=True)
    home_area = ForeignKeyField(Area, null=True, backref="+", on_delete="RESTRICT")
    canonical = ForeignKeyField("self", null=True, backref="duplicates", on_delete="RESTRICT")
    is_published = BooleanField(default=True)
    acronym_key = CharField(max_length=60, default="", index=True)
    name_key_ar = CharField(max_length=300, default="", index=True)
    name_key_en = CharField(max_length=300, default="", index=True)
    search = TextField(default="")

    home_area_id: int | None
    canonical_id: int | None

    derived = frozenset({"acronym_key", "name_key_ar", "name_key_en", "search"})

    class Meta:
        constraints = [
            Check("name_ar <> '' OR name_en <> '' OR acronym <> ''"),
            Check("canonical_id <> id"),
        ]

    def complete(self) -> None:
        self.acronym_key = fold_tight(self.acronym)
        self.name_key_ar = organization_key(self.name_ar)
        self.name_key_en = organization_key(self.name_en)
        names = [self.name_ar, self.name_en, self.acronym, self.acronym_ar, *self.aliases.split("|")]
        self.search = search_text([*names, self.registration_number])

    def faults(self) -> Iterator[Fault]:
        if not (self.name_ar or self.name_en or self.acronym):
            yield Fault("NAME_MISSING", "name_ar", say("Give a name, in Arabic or in English."))
        if self.kind not in ORGANIZATION_KINDS:
            yield Fault("UNKNOWN_CODE", "kind", say("Choose one of the listed kinds of organisation."))
        if self.canonical_id is not None and self.canonical_id == self.id:
            yield Fault("PARENT_IS_SELF", "canonical", say("An organisation cannot stand for itself."))


class OrganizationArea(Table):
    """An area in which an organisation says it works."""

    organization = ForeignKeyField(Organization, backref="operating_areas", on_delete="CASCADE", index=False)
    area = ForeignKeyField(Area, backref="+", on_delete="RESTRICT")

    organization_id: int
    area_id: int

    class Meta:
        indexes = ((("organization", "area"), True),)


class OrganizationSector(Table):
    """A sector in which an organisation says it works."""

    organization = ForeignKeyField(Organization, backref="operating_sectors", on_delete="CASCADE", index=False)
    sector = ForeignKeyField(Sector, backref="+", on_delete="RESTRICT")

    organization_id: int
    sector_id: int

    class Meta:
        indexes = ((("organization", "sector"), True),)
