"""Areas: countries, governorates, districts, sub-districts and settlements, known by P-code."""

from collections.abc import Iterator

from peewee import CharField, Check, DateField, DoubleField, ForeignKeyField, IntegerField, TextField

from tansiq.faults import Fault
from tansiq.language.arabic import search_text
from tansiq.language.words import N_, say
from tansiq.models.column_values import DEGREES, PEOPLE
from tansiq.models.extra import ExtraField
from tansiq.models.name_order import LONGEST, order_keys
from tansiq.models.record import Record, Table
from tansiq.models.record_type import RecordType, register

ANCESTORS = ("country", "governorate", "district", "subdistrict")
"""Names of the denormalised ancestors, from level 0 down to 3; an area is its own ancestor at its level."""


class Area(Record):
    """One administrative area or settlement. Level 0 is a country, 4 a settlement."""

    level = IntegerField(constraints=[Check("level BETWEEN 0 AND 4")])
    pcode = CharField(max_length=40, unique=True)
    parent = ForeignKeyField("self", null=True, backref="children", on_delete="RESTRICT")
    name_ar = CharField(max_length=200, default="")
    name_en = CharField(max_length=200, default="")
    aliases = TextField(default="", help_text=N_("Other spellings in any language, separated by |"))
    population = IntegerField(null=True, constraints=[Check("population >= 0")], help_text=N_("Persons"))
    population_year = IntegerField(null=True)
    population_source = CharField(max_length=200, default="")
    latitude = DoubleField(null=True, constraints=[Check("latitude BETWEEN -90 AND 90")])
    longitude = DoubleField(null=True, constraints=[Check("longitude BETWEEN -180 AND 180")])
    area_km2 = DoubleField(null=True, help_text=N_("Square kilometres"))
    valid_from = DateField(null=True)
    valid_until = DateField(null=True)
    country = ForeignKeyField("self", null=True, backref="+", on_delete="RESTRICT")
    governorate = ForeignKeyField("self", null=True, backref="+", on_delete="RESTRICT")
    district = ForeignKeyField("self", null=True, backref="+", on_delete="RESTRICT")
    subdistrict = ForeignKeyField("self", null=True, backref="+", on_delete="RESTRICT")
    search = TextField(default="", help_text=N_("Folded names, written by the machine"))
    name_order_ar = CharField(max_length=LONGEST, null=True)
    name_order_en = CharField(max_length=LONGEST, null=True)
    extra = ExtraField()

    parent_id: int | None
    country_id: int | None
    governorate_id: int | None
    district_id: int | None
    subdistrict_id: int | None

    derived = frozenset({*ANCESTORS, "search", "name_order_ar", "name_order_en"})
    bounds = {"level": (0, 4), "population": PEOPLE, "population_year": (1000, 2999), "area_km2": (0, 10**9), **DEGREES}

    class Meta:
        indexes = ((("level", "pcode"), False),)
        constraints = [
            Check("name_ar <> '' OR name_en <> ''"),
            Check("(level = 0) = (parent_id IS NULL)"),
            Check("valid_until >= valid_from"),
        ]

    def complete(self) -> None:
        """Search text; the ancestors wait for the row's own id and are set by tansiq.records.area_tree."""
        names = [self.name_ar, self.name_en, *self.aliases.split("|")]
        self.search = search_text([*names, self.pcode])
        self.name_order_ar, self.name_order_en = order_keys(self.name_ar, self.name_en)

    def faults(self) -> Iterator[Fault]:
        if not (self.name_ar or self.name_en):
            yield Fault("NAME_MISSING", "name_ar", say("Give a name, in Arabic or in English."))
        if self.level is not None and (self.level == 0) != (self.parent_id is None):
            yield Fault("PARENT_MISSING", "parent", say("Every area but a country lies in another area."))
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            yield Fault("DATES_REVERSED", "valid_until", say("The end is before the beginning."))


class AreaClosure(Table):
    """Every area with each of its ancestors and itself; `depth` is the number of levels between them."""

    ancestor = ForeignKeyField(Area, backref="+", on_delete="CASCADE", index=False)
    descendant = ForeignKeyField(Area, backref="+", on_delete="CASCADE")
    depth = IntegerField(constraints=[Check("depth BETWEEN 0 AND 4")])

    ancestor_id: int
    descendant_id: int

    class Meta:
        indexes = ((("ancestor", "descendant"), True),)


class AreaBoundary(Table):
    """The outline of an area as a GeoJSON geometry (WGS84), apart from Area so that its rows stay narrow."""

    area = ForeignKeyField(Area, unique=True, backref="+", on_delete="CASCADE")
    geometry = TextField()
    source = CharField(max_length=200, default="")

    area_id: int


register(
    RecordType(
        model=Area,
        one=say("Area"),
        many=say("Areas"),
        rule="area",
        position=50,
        menu="settings",
        lies_in="id",
        code="pcode",
    )
)
