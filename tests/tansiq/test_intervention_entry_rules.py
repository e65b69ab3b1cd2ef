"""Rules of an intervention that is entered: one site for each place and group, drafts, sub-sectors, money."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tansiq import intervention_entry
from tansiq.intervention_entry import Entry
from tansiq.models import ActivityType, Choice, FieldDefinition, Intervention, Site
from tansiq.records import changes
from tests.definitions import answers, field, name_of, rule
from tests.people import SALMA, officer, partner
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


def _pair(table: str) -> tuple[FieldDefinition, FieldDefinition]:
    """Two fields of which the first is at most the second, or the row is refused."""
    level, depth = field("level", "WHOLE", table), field("depth", "WHOLE", table, most=900)
    rule("{0} <= {1}", level, depth)
    return level, depth


def _filled(row: Any, pair: tuple[FieldDefinition, FieldDefinition], *values: int) -> Any:
    for one, value in zip(pair, values, strict=True):
        row.enter(name_of(one), value)
    return row


def test_rules_are_asked_of_all_rows_with_everything_else(register: Register) -> None:
    works, places = _pair("intervention"), _pair("site")
    wrong = _filled(row_of(register, title_en="", budget=5, currency="ABC"), works, 2, 1)
    sites = [
        _filled(site_in(register), places, 5, 4),
        _filled(site_in(register, "YE121122", targeted=-1), places, 7, 6),
    ]
    assert set(refused(Entry(wrong, [], sites))) == {
        ("MISSING", "title_ar"), ("UNKNOWN_CODE", "currency"), ("RULE_BROKEN", name_of(works[0])),
        ("RULE_BROKEN", f"sites.0.{name_of(places[0])}"), ("RULE_BROKEN", f"sites.1.{name_of(places[0])}"),
        ("NEGATIVE", "sites.1.targeted"),
    }  # fmt: skip
    assert not Intervention.select().exists()


def test_no_rule_is_asked_over_what_is_wrong_by_itself(register: Register) -> None:
    places = _pair("site")
    site = _filled(site_in(register), places, 2000, 1000)
    assert refused(Entry(row_of(register), [], [site])) == [("OUT_OF_RANGE", f"sites.0.{name_of(places[1])}")]


def test_what_broke_a_rule_before_it_came_is_not_asked_again(register: Register) -> None:
    row, places = register.intervention("NRA"), (field("level", "WHOLE", "site"), field("depth", "WHOLE", "site"))
    changes.save(SALMA, _filled(register.site(row), places, 2, 1))
    rule("{0} <= {1}", *places)
    entry = intervention_entry.held(SALMA, row)
    entry.intervention.title_en = "Other"
    intervention_entry.save(SALMA, entry)
    again = intervention_entry.held(SALMA, Intervention.get())
    again.sites[0].enter(name_of(places[0]), 3)
    assert refused(again) == [("RULE_BROKEN", f"sites.0.{name_of(places[0])}")]


def test_a_rule_over_a_personal_field_of_a_site_is_asked_of_the_officer_in_charge(register: Register) -> None:
    abyan = replace(officer(register.areas["YE12"].id), account_id=1)
    sick, seen = field("sick", "WHOLE", "site", is_personal=True), field("seen", "WHOLE", "site")
    rule("{0} <= {1}", sick, seen)
    row = register.intervention("NRA", is_published=False)
    register.site(row, "YE121122")
    entry = intervention_entry.held(SALMA, row)
    entry.intervention.currency, entry.intervention.budget = "ABC", Decimal(5)
    entry.sites.append(_filled(site_in(register), (sick, seen), 2, 1))
    assert set(refused(entry, abyan)) == {("UNKNOWN_CODE", "currency"), ("RULE_BROKEN", f"sites.1.{name_of(sick)}")}
    # Nobody is told what a field holds that they may not see.
    new = Entry(row_of(register), [], [_filled(site_in(register), (sick, seen), 2, 1)])
    assert intervention_entry.faults(partner("Khaled", register.organization("NRA").id), new) == []
