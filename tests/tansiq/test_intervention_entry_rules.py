"""Rules of an intervention that is entered: one site for each place and group, drafts, sub-sectors, money."""

from datetime import date
from typing import Any

import pytest

from tansiq import intervention_entry
from tansiq.intervention_entry import Entry
from tansiq.models import ActivityType, Choice, Intervention, Site
from tansiq.records import changes
from tests.definitions import answers, field, name_of
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.entries import latrines, refused, row_of, shown, site_in


def test_a_second_site_of_a_place_and_group_is_told_at_its_row(register: Register) -> None:
    row = register.intervention("NRA")
    register.site(row)
    hidden = register.site(row, "YE121122")
    entry = intervention_entry.held(SALMA, row)
    entry.sites = [entry.sites[0], site_in(register), site_in(register, "YE121122"), site_in(register, "YE121001")]
    assert refused(entry) == [("SITE_TWICE", "sites.1.area"), ("SITE_TWICE", "sites.2.area")]
    entry.sites = [site_in(register, "YE121122")]
    entry.removed = [hidden]
    intervention_entry.save(SALMA, entry)
    assert shown(row) == [1, 3]


def test_sites_may_change_places(register: Register) -> None:
    row = register.intervention("NRA")
    register.site(row), register.site(row, "YE121122")
    entry = intervention_entry.held(SALMA, row)
    first, second = entry.sites
    first.area_id, second.area_id = second.area_id, first.area_id
    intervention_entry.save(SALMA, entry)
    assert [site.area.pcode for site in intervention_entry.standing_sites(SALMA, row)] == ["YE121122", "YE121121"]


def test_what_was_entered_twice_before_the_rule_may_still_be_changed(register: Register) -> None:
    row = register.intervention("NRA")
    site = register.site(row)
    copy = {name: value for name, value in site.__data__.items() if name not in ("id", "number")}
    Site.insert(number=2, **copy).execute()
    entry = intervention_entry.held(SALMA, row)
    entry.intervention.title_en = "Deep wells"
    intervention_entry.save(SALMA, entry)
    assert Intervention.get_by_id(row.id).title_en == "Deep wells"


@pytest.mark.parametrize("values", [{"ends_on": None}, {"title_en": "", "title_ar": "آبار"}, {"status": "CANCELLED"}])
def test_what_has_a_name_a_first_day_and_a_place_is_published(register: Register, values: dict[str, Any]) -> None:
    sites = [] if "status" in values else [site_in(register)]
    intervention_entry.save(SALMA, Entry(row_of(register, **values), sites=sites))
    assert Intervention.get().is_published


def test_an_activity_names_what_has_no_title(register: Register) -> None:
    water = ActivityType.get().id
    intervention_entry.save(SALMA, Entry(row_of(register, title_en="", activity_type=water), sites=[site_in(register)]))
    assert Intervention.get().is_published


def test_what_lacks_one_of_these_is_kept_as_a_draft_alone(register: Register) -> None:
    bare: dict[str, Any] = {"title_en": "", "starts_on": None}
    assert refused(Entry(row_of(register, **bare))) == [
        ("MISSING", "title_ar"),
        ("MISSING", "starts_on"),
        ("MISSING", "sites"),
    ]
    intervention_entry.save(SALMA, Entry(row_of(register, is_published=False, **bare)))
    assert not Intervention.get().is_published


def test_a_sub_sector_is_one_of_its_sector(register: Register) -> None:
    part = latrines(register, "WSH").id
    elsewhere = Entry(row_of(register, sector=register.sectors["FSC"].id, subsector=part), sites=[site_in(register)])
    assert refused(elsewhere) == [("OTHER_SECTOR", "subsector")]
    intervention_entry.save(SALMA, Entry(row_of(register, subsector=part), sites=[site_in(register)]))
    assert Intervention.get().subsector_id == part


def test_a_sub_sector_is_no_sector(register: Register) -> None:
    entry = Entry(row_of(register, sector=latrines(register, "WSH").id), sites=[site_in(register)])
    assert refused(entry) == [("SECTOR_IS_PART", "sector")]


def test_a_budget_is_counted_in_a_currency(register: Register) -> None:
    entry = Entry(row_of(register, budget=5, currency="ABC"), sites=[site_in(register)])
    assert refused(entry) == [("UNKNOWN_CODE", "currency")]
    entry.intervention.currency = "YER"
    intervention_entry.save(SALMA, entry)
    assert Intervention.get().currency == "YER"


def test_own_fields_of_sites_are_asked_with_the_rest(register: Register) -> None:
    tank = field("tank", "WHOLE", "site", most=100)
    site, other = site_in(register), site_in(register, "YE121122")
    site.enter(name_of(tank), 200)
    other.enter("extra.99999", "x")
    assert refused(Entry(row_of(register), [], [site, other])) == [
        ("OUT_OF_RANGE", f"sites.0.{name_of(tank)}"),
        ("UNKNOWN_FIELD", "sites.1.extra.99999"),
    ]


def test_what_own_fields_held_before_is_not_asked_again(register: Register) -> None:
    source = field("source", "CHOICE", "intervention", choice_list=answers("WELL").id)
    row = row_of(register)
    row.enter(name_of(source), "WELL")
    intervention_entry.save(SALMA, Entry(row, [], [site_in(register)]))
    answer = Choice.get(Choice.code == "WELL")
    answer.retired_on = date(2026, 1, 1)
    changes.save(SALMA, answer)
    again = intervention_entry.held(SALMA, Intervention.get())
    again.intervention.title_en = "Other"
    intervention_entry.save(SALMA, again)
    assert (Intervention.get().title_en, Intervention.get().entered(name_of(source))) == ("Other", "WELL")
