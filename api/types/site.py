"""Sites: one intervention in one area for one group of people, with its numbers."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from api.planner.fields import column, refers_to, same
from api.types.area import Area
from api.types.sector import PopulationGroup
from tansiq import models

if TYPE_CHECKING:
    from api.types.intervention import Intervention

table = models.Site


@strawberry.type(description="Persons by sex and age, as far as they were told apart.")
class TargetedPeople:
    women: int | None = column(table.targeted_women, "Women.")
    men: int | None = column(table.targeted_men, "Men.")
    girls: int | None = column(table.targeted_girls, "Girls.")
    boys: int | None = column(table.targeted_boys, "Boys.")
    elderly_women: int | None = column(table.targeted_elderly_women, "Elderly women.")
    elderly_men: int | None = column(table.targeted_elderly_men, "Elderly men.")
    disabled: int | None = column(table.targeted_disabled, "Of all these, persons with disability.")


@strawberry.type(description="Persons by sex and age, as far as they were told apart.")
class ReachedPeople:
    women: int | None = column(table.reached_women, "Women.")
    men: int | None = column(table.reached_men, "Men.")
    girls: int | None = column(table.reached_girls, "Girls.")
    boys: int | None = column(table.reached_boys, "Boys.")
    elderly_women: int | None = column(table.reached_elderly_women, "Elderly women.")
    elderly_men: int | None = column(table.reached_elderly_men, "Elderly men.")
    disabled: int | None = column(table.reached_disabled, "Of all these, persons with disability.")


@strawberry.type(description="One intervention in one area for one group of people. Empty is not known, zero is none.")
class Site:
    id: strawberry.ID = column(table.id, "Number of the record.")
    number: int = column(table.number, "Counts the sites of one intervention from 1.")
    intervention: Annotated["Intervention", strawberry.lazy("api.types.intervention")] | None = refers_to(
        table.intervention, models.Intervention, "What is done here."
    )
    area: Area | None = refers_to(table.area, models.Area, "Where: the lowest area known.")
    governorate: Area | None = refers_to(table.governorate, models.Area, "The governorate it lies in.")
    district: Area | None = refers_to(table.district, models.Area, "The district it lies in.")
    subdistrict: Area | None = refers_to(table.subdistrict, models.Area, "The sub-district it lies in, if known.")
    population_group: PopulationGroup | None = refers_to(table.population_group, models.PopulationGroup, "For whom.")
    people_targeted: int | None = column(table.targeted, "Persons the organisation means to reach.")
    people_reached: int | None = column(table.reached, "Persons reached so far.")
    targeted: TargetedPeople = same("The persons the organisation means to reach, by sex and age.")
    reached: ReachedPeople = same("The persons reached so far, by sex and age.")
    households_targeted: int | None = column(table.households_targeted, "Households to be reached, not persons.")
    households_reached: int | None = column(table.households_reached, "Households reached so far, not persons.")
    is_distinct_people: bool = column(
        table.is_distinct_people, "Whether these people are reached by no other intervention in this area and sector."
    )
    latitude: float | None = column(table.latitude, "Degrees north (WGS84).")
    longitude: float | None = column(table.longitude, "Degrees east (WGS84).")
