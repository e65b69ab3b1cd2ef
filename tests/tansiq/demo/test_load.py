"""The demonstration in the database: once, whole, labelled, told in the history."""

from datetime import date
from typing import Any

import pytest
from peewee import fn

from tansiq.demo import SOURCE
from tansiq.demo.codes import read_codes
from tansiq.demo.load import Loaded, intervention_specs, load
from tansiq.demo.needs import needs
from tansiq.demo.places import read_places
from tansiq.faults import Refused
from tansiq.models import (
    Area,
    AreaClosure,
    Commitment,
    Demand,
    HistoryEntry,
    Intervention,
    Need,
    Organization,
    Partnership,
    Plan,
    PlanItem,
    Project,
    ProjectDonor,
    Site,
)
from tests.people import NOBODY, SALMA


def test_the_whole_country_has_works(loaded: Loaded) -> None:
    assert 1500 <= loaded.interventions <= 3000
    counted = (Organization, Project, Intervention, Site, Need, Plan, PlanItem, Demand, Commitment)
    told = (
        loaded.organizations,
        loaded.projects,
        loaded.interventions,
        loaded.sites,
        loaded.needs,
        loaded.plans,
        loaded.plan_items,
        loaded.demands,
        loaded.commitments,
    )
    assert told == tuple(table.select().count() for table in counted)


def test_a_second_load_does_nothing(demonstration: str) -> None:
    entries = HistoryEntry.select().count()
    assert load(SALMA) is None
    assert HistoryEntry.select().count() == entries


def test_an_anonymous_reader_loads_nothing(demonstration: str) -> None:
    Intervention.update(record_id="MOVED").where(Intervention.record_id == "DEMO-00001").execute()
    try:
        with pytest.raises(Refused) as refusal:
            load(NOBODY)
        assert refusal.value.code == "FORBIDDEN"
    finally:
        Intervention.update(record_id="DEMO-00001").where(Intervention.record_id == "MOVED").execute()


def test_the_same_sketches_come_out_every_time(loaded: Loaded) -> None:
    places, codes = read_places(SALMA), read_codes(SALMA)
    first = intervention_specs(places, codes, needs(places))
    assert first == intervention_specs(read_places(SALMA), codes, needs(places))
    assert len(first) == loaded.interventions


def test_everything_says_that_it_is_synthetic(demonstration: str) -> None:
    assert not Need.select().where(Need.source != SOURCE).exists()
    assert not Intervention.select().where(Intervention.remarks != SOURCE).exists()
    assert not Area.select().where((Area.level == 4) & (Area.population_source != SOURCE)).exists()


def test_every_row_has_its_history(demonstration: str) -> None:
    for name, table in (("intervention", Intervention), ("site", Site), ("need", Need), ("organization", Organization)):
        told = HistoryEntry.select(HistoryEntry.record_id).where(
            (HistoryEntry.record_type == name) & (HistoryEntry.act == "CREATE")
        )
        assert told.count() == table.select().count()


def test_sites_carry_the_copies_of_their_intervention_and_area(demonstration: str) -> None:
    astray = (
        Site.select()
        .join(Intervention)
        .switch(Site)
        .join(Area, on=Site.area == Area.id)
        .where(
            (Site.sector != Intervention.sector)
            | (Site.organization != Intervention.organization)
            | (Site.starts_on != Intervention.starts_on)
            | (Site.status != Intervention.status)
            | (Site.district != Area.district)
            | (Site.governorate != Area.governorate)
        )
    )
    assert astray.count() == 0


def test_settlements_lie_in_all_their_ancestors(demonstration: str) -> None:
    settlements = Area.select(Area.id).where(Area.level == 4)
    lines: Any = AreaClosure.select(AreaClosure.descendant, fn.COUNT(AreaClosure.id)).group_by(AreaClosure.descendant)
    found = list(lines.where(AreaClosure.descendant.in_(settlements)).tuples())
    assert len(found) == settlements.count() > 20
    assert {count for _, count in found} == {5}


def test_people_reached_are_split_without_a_remainder(demonstration: str) -> None:
    for site in Site.select().where(Site.reached.is_null(False)).limit(200):
        assert site.sum_of_parts("reached") == site.reached
        assert site.sum_of_parts("targeted") == site.targeted


def test_some_works_are_carried_out_through_partners_and_paid_by_donors(loaded: Loaded) -> None:
    rows: Any = Partnership.select(Partnership.role).distinct().tuples()
    roles = {role for (role,) in rows}
    assert roles == {"IMPLEMENTING", "FUNDING"}
    assert ProjectDonor.select().count() == loaded.projects


def test_statuses_are_as_the_dates_tell(demonstration: str) -> None:
    picture = date(2026, 11, 15)
    planned_too_early = Intervention.select().where(
        (Intervention.status == "PLANNED") & (Intervention.starts_on <= picture)
    )
    running_too_late = Intervention.select().where(
        (Intervention.status == "ONGOING") & (Intervention.ends_on < picture)
    )
    assert not planned_too_early.exists()
    assert not running_too_late.exists()
