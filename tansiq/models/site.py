"""Sites: one intervention in one area for one group of people, with its numbers.

                 Intervention 1 ---- n Site n ---- 1 Area
       who, what, when, status     |  numbers     where
                                   +-- copies of who, what, when, status and of the area's ancestors

The two questions (what is covered, what is done twice) are asked of sites alone: the copies let one index
answer both without joins. They are written by `tansiq.records.denormalised` within the change that makes them differ.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from peewee import (
    BooleanField,
    CharField,
    Check,
    DateField,
    DateTimeField,
    DoubleField,
    ForeignKeyField,
    IntegerField,
    fn,
)

from tansiq.faults import Fault
from tansiq.language.words import N_, say
from tansiq.models.area import ANCESTORS, Area
from tansiq.models.column_values import DEGREES, PEOPLE, is_row_id
from tansiq.models.extra import ExtraField
from tansiq.models.intervention import Intervention
from tansiq.models.organization import Organization
from tansiq.models.record import Record
from tansiq.models.record_type import ENTERED, RecordType, register
from tansiq.models.sector import PopulationGroup, Sector

PEOPLE_PARTS = ("women", "men", "girls", "boys", "elderly_women", "elderly_men")
"""The parts, by sex and age, whose sum may not exceed the whole. Persons, not households."""

_MEASURED = [
    f"{measure}{part}" for measure in ("targeted", "reached") for part in ("", *(f"_{p}" for p in PEOPLE_PARTS))
]

_PARTS_OF = {measure: [f"{measure}_{part}" for part in PEOPLE_PARTS] for measure in ("targeted", "reached")}

COUNTS = (*_MEASURED, "targeted_disabled", "reached_disabled", "households_targeted", "households_reached")
"""All fields of Site that count: persons, but for the two that begin with households_."""

OF_LAST_MONTH = tuple(name for name in COUNTS if "reached" in name and name != "reached")
"""Counts that belong to the last figure of people reached; those of earlier months are not kept."""

KEY = ("area", "population_group")
"""What tells the sites of one intervention apart."""


def _count(help_text: str | None = None) -> "IntegerField[int | None]":
    return IntegerField(null=True, help_text=help_text)


class Site(Record):
    """One intervention x area x population group. Empty means not known; zero means none."""

    intervention = ForeignKeyField(Intervention, backref="sites", on_delete="CASCADE", index=False)
    number = IntegerField(default=1, help_text=N_("Counts the sites of one intervention from 1"))
    area = ForeignKeyField(Area, backref="sites", on_delete="RESTRICT")
    population_group = ForeignKeyField(PopulationGroup, backref="+", on_delete="RESTRICT", index=False)
    targeted = _count(N_("Persons the organisation means to reach"))
    reached = _count(N_("Persons reached so far"))
    targeted_women = _count()
    targeted_men = _count()
    targeted_girls = _count()
    targeted_boys = _count()
    targeted_elderly_women = _count()
    targeted_elderly_men = _count()
    targeted_disabled = _count(N_("Of these, persons with disability"))
    reached_women = _count()
    reached_men = _count()
    reached_girls = _count()
    reached_boys = _count()
    reached_elderly_women = _count()
    reached_elderly_men = _count()
    reached_disabled = _count(N_("Of these, persons with disability"))
    households_targeted = _count(N_("Households, not persons"))
    households_reached = _count(N_("Households, not persons"))
    is_distinct_people = BooleanField(
        default=False,
        help_text=N_("These people are reached by no other intervention in this area and sector"),
    )
    latitude = DoubleField(null=True, constraints=[Check("latitude BETWEEN -90 AND 90")])
    longitude = DoubleField(null=True, constraints=[Check("longitude BETWEEN -180 AND 180")])
    # Copies, see the picture above. `organization` is the canonical one; `is_published` and
    # `intervention_archived_at` are the intervention's own.
    sector = ForeignKeyField(Sector, backref="+", on_delete="RESTRICT", index=False)
    organization = ForeignKeyField(Organization, backref="+", on_delete="RESTRICT")
    starts_on = DateField(null=True)
    ends_on = DateField(null=True)
    status = CharField(max_length=12)
    is_published = BooleanField(default=True)
    intervention_archived_at = DateTimeField(null=True)
    country = ForeignKeyField(Area, null=True, backref="+", on_delete="RESTRICT", index=False)
    governorate = ForeignKeyField(Area, null=True, backref="+", on_delete="RESTRICT", index=False)
    district = ForeignKeyField(Area, null=True, backref="+", on_delete="RESTRICT", index=False)
    subdistrict = ForeignKeyField(Area, null=True, backref="+", on_delete="RESTRICT", index=False)
    position = IntegerField(null=True, help_text=N_("Place among the sites of the intervention; empty: its number"))
    extra = ExtraField()

    intervention_id: int
    area_id: int
    population_group_id: int
    sector_id: int
    organization_id: int
    country_id: int | None
    governorate_id: int | None
    district_id: int | None
    subdistrict_id: int | None

    copies = ("starts_on", "ends_on", "status", "is_published")
    bounds = dict.fromkeys(COUNTS, PEOPLE) | dict.fromkeys(("number", "position"), (1, 10**6)) | DEGREES
    derived = frozenset({"sector", "organization", *copies, "intervention_archived_at", *ANCESTORS})
    told_apart = frozenset({"reached"})
    held_with = "intervention"

    # Figures of other months to be kept with the site (tansiq/models/reached_figure.py): people by the month's first
    # day. What `reached` itself says anew is the figure of this month.
    figures_by_month: Mapping[date, int | None] | None = None

    class Meta:
        constraints = [Check(f"{name} >= 0") for name in COUNTS]
        indexes = (
            (("intervention", "number"), True),
            (("sector", "area", "starts_on", "ends_on", "organization"), False),
            # Each gives the interventions of a place in their order (tansiq/policy/limited_rows.py). All lie in some
            # country: without statistics SQLite would walk an index on it instead of the table.
            *(((place, "intervention"), False) for place in ("governorate", "district", "subdistrict")),
        )

    @classmethod
    def order(cls) -> tuple[Any, ...]:
        """The order in which the sites of one intervention are shown; their numbers stay whatever it is."""
        return (fn.COALESCE(cls.position, cls.number), cls.number)

    def faults(self) -> Iterator[Fault]:
        for measure in ("targeted", "reached"):
            whole, parts = self.__data__.get(measure), self.sum_of_parts(measure)
            if whole is not None and parts is not None and parts > whole:
                yield Fault(
                    "PARTS_EXCEED_WHOLE",
                    measure,
                    say("The parts add up to %(parts)s, the whole is %(whole)s.", parts=parts, whole=whole),
                )

    def faults_when_saved(self, before: Mapping[str, Any]) -> Iterator[Fault]:
        """A site that becomes the second of its place and group; those that were so before are told elsewhere."""
        if self.key == tuple(before.get(name) for name in KEY):
            return
        if not all(map(is_row_id, (self.__data__.get("intervention"), *self.key))):
            return
        same = Site.select(Site.number).where(
            Site.intervention == self.intervention_id,
            Site.area == self.area_id,
            Site.population_group == self.population_group_id,
            Site.archived_at.is_null(),
            Site.id != (self.__data__.get("id") or 0),
        )
        if (other := same.first()) is not None:
            yield self.fault_of_twin(other.number)

    def faults_of_act(self, act: str) -> Iterator[Fault]:
        """A site that comes back must not be the second of its place and group."""
        if act == "RESTORE":
            yield from (replace(fault, field="") for fault in self.faults_when_saved({}))

    @property
    def key(self) -> tuple[int | None, int | None]:
        """Area and population group: within one intervention, what tells its sites apart."""
        return self.__data__.get("area"), self.__data__.get("population_group")

    @staticmethod
    def fault_of_twin(number: int) -> Fault:
        """What is wrong with a site whose place and group the site of that number has already."""
        text = say(
            "Site %(number)s is of the same place and group of people. Enter the numbers there, or choose another one.",
            number=number,
        )
        return Fault("SITE_TWICE", "area", text)

    def sum_of_parts(self, measure: str) -> int | None:
        """The sum by sex and age of "targeted" or "reached", persons; None where no part is known."""
        known = [part for name in _PARTS_OF[measure] if (part := self.__data__.get(name)) is not None]
        return sum(known) if known else None


register(
    RecordType(
        model=Site,
        # Translators: One place of an intervention, for one group of people; nothing of the web.
        one=say("Site"),
        many=say("Sites"),
        rule="published",
        writers="officers",
        proposers=ENTERED,
        position=11,
        parent="intervention",
        lies_in="area",
        belongs_to="intervention.organization",
        scope="registry:read",
        name=lambda row: say("Site %(number)s", number=row.number),
        labels={"position": say("Place among the sites")},
    )
)
