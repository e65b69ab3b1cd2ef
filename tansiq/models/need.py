"""Needs: how many people need help in an area and sector over a period, as a named source says."""

from collections.abc import Iterator

from peewee import BooleanField, CharField, Check, DateField, ForeignKeyField, IntegerField

from tansiq.faults import Fault
from tansiq.language.words import N_, say
from tansiq.models.area import Area
from tansiq.models.column_values import PEOPLE
from tansiq.models.extra import ExtraField
from tansiq.models.record import Record
from tansiq.models.record_type import ENTERED, RecordType, register
from tansiq.models.sector import PopulationGroup, Sector


class Need(Record):
    """One assessed need. People are persons, not households; severity runs from 1 (minimal) to 5 (extreme)."""

    area = ForeignKeyField(Area, backref="needs", on_delete="RESTRICT", index=False)
    sector = ForeignKeyField(Sector, backref="needs", on_delete="RESTRICT")
    population_group = ForeignKeyField(PopulationGroup, backref="+", on_delete="RESTRICT", index=False)
    people_affected = IntegerField(null=True, constraints=[Check("people_affected >= 0")])
    people_in_need = IntegerField(constraints=[Check("people_in_need >= 0")], help_text=N_("Persons"))
    severity = IntegerField(null=True, constraints=[Check("severity BETWEEN 1 AND 5")])
    starts_on = DateField()
    ends_on = DateField()
    source = CharField(max_length=200, default="")
    is_published = BooleanField(default=True)
    extra = ExtraField()

    area_id: int
    sector_id: int
    population_group_id: int

    bounds = {"people_affected": PEOPLE, "people_in_need": PEOPLE, "severity": (1, 5)}

    class Meta:
        constraints = [Check("ends_on >= starts_on")]
        indexes = ((("area", "sector", "population_group", "starts_on", "ends_on", "source"), True),)

    def faults(self) -> Iterator[Fault]:
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            yield Fault("DATES_REVERSED", "ends_on", say("The end is before the beginning."))


register(
    RecordType(
        model=Need,
        # Translators: People in need in an area and sector over a period (a noun).
        one=say("Need"),
        many=say("Needs"),
        rule="published",
        writers="officers",
        proposers=ENTERED,
        position=40,
        menu="plans",
        lies_in="area",
        scope="plans:read",
        called_by=("area", "sector"),
    )
)
