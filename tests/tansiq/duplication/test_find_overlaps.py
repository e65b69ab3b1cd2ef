"""What is done twice: the rules one by one, the words, and what a person decides."""

from datetime import date
from typing import Any

import pytest

from tansiq.duplication import find_overlaps
from tansiq.duplication.decisions import decide
from tansiq.duplication.find_overlaps import count_overlaps, group_overlaps, overlaps, overlaps_of, tied_groups
from tansiq.duplication.overlap import OverlapGroup, OverlapQuestion, Tied
from tansiq.faults import Refused
from tansiq.language.words import speaking
from tansiq.models import ActivityType, Commitment, Intervention, OverlapDecision, Partnership, Site
from tansiq.period import Period
from tansiq.plans.served_by_both import pairs_with_items
from tansiq.records import changes
from tests.people import NOBODY, SALMA
from tests.register import Register
from tests.statements import told

KHANFAR = OverlapQuestion("YE1211")
MARCH: dict[str, Any] = {"starts_on": date(2026, 3, 3), "ends_on": date(2026, 3, 19)}


def _water(register: Register, acronym: str, pcode: str = "YE1211", **values: Any) -> Intervention:
    """Water trucking by one organisation at one place, in March unless said otherwise."""
    activity = ActivityType.get(ActivityType.code == "WATER_TRUCKING")
    row = register.intervention(acronym, **{"activity_type": activity.id, **values})
    register.site(row, pcode)
    return row


def test_two_water_trucks_in_khanfar(register: Register) -> None:
    first, second = _water(register, "NRA"), _water(register, "ADR", **MARCH)
    [overlap] = overlaps(SALMA, KHANFAR).overlaps
    assert (overlap.first_id, overlap.second_id) == (first.id, second.id)
    assert overlap.area_id == register.areas["YE1211"].id
    # A district weighs .5; the shorter lies within the longer; activity equal, group and modality unknown: .75.
    assert overlap.score == pytest.approx(0.5 * 1 * 0.75)
    said = "Both deliver water trucking in Khanfar, 17 days in common, 3 to 19 March 2026."
    assert str(overlap.reason) == said
    assert (overlap.overlaps_from, overlap.overlaps_to, overlap.days_in_common) == (*MARCH.values(), 17)


def test_the_reason_is_said_in_the_readers_language(register: Register) -> None:
    _water(register, "NRA"), _water(register, "ADR", **MARCH)
    [overlap] = overlaps(SALMA, KHANFAR).overlaps
    with speaking("ar"):
        said = str(overlap.reason)
    assert "نقل المياه بالصهاريج" in said
    assert "خنفر" in said
    assert "مارس 2026" in said


@pytest.mark.parametrize(
    ("values", "pcode", "said"),
    [
        (
            {"activity_type": None},
            "YE1211",
            "Both work in water and sanitation in Khanfar, 31 days in common, 1 to 31 March 2026.",
        ),
        (
            {"ends_on": None},
            "YE121121",
            "Both deliver water trucking, one in Ja'ar, the other in all of Khanfar, 31 days in common, "
            "1 to 31 March 2026.",
        ),
        (
            {"starts_on": date(2026, 3, 31), "ends_on": date(2026, 4, 9)},
            "YE1211",
            "Both deliver water trucking in Khanfar, 1 day in common, 31 March 2026.",
        ),
    ],
)
def test_the_reason_tells_the_case(register: Register, values: dict[str, Any], pcode: str, said: str) -> None:
    _water(register, "NRA"), _water(register, "ADR", pcode, **values)
    [overlap] = overlaps(SALMA, KHANFAR).overlaps
    assert str(overlap.reason) == said


def test_two_that_still_run_say_since_when(register: Register) -> None:
    _water(register, "NRA", ends_on=None), _water(register, "ADR", starts_on=date(2025, 5, 1), ends_on=None)
    [overlap] = overlaps(SALMA, KHANFAR).overlaps
    assert str(overlap.reason) == "Both deliver water trucking in Khanfar, both still running since 1 March 2026."
    assert (overlap.overlaps_to, overlap.days_in_common, overlap.score) == (None, None, 0.375)


def test_other_activities_of_one_sector_are_named(register: Register) -> None:
    latrines = {"sector": register.sectors["WSH"].id, "name_ar": "مراحيض", "name_en": "Latrines"}
    other = changes.save(SALMA, ActivityType(code="LATRINES", **latrines))
    _water(register, "NRA")
    register.site(register.intervention("ADR", activity_type=other.id), "YE1211")
    [overlap] = overlaps(SALMA, KHANFAR).overlaps
    assert str(overlap.reason) == (
        "Both work in water and sanitation in Khanfar (water trucking; latrines), 31 days in common, "
        "1 to 31 March 2026."
    )
    assert overlap.score == pytest.approx(0.5 * 0.25)


@pytest.mark.parametrize("role", ["PROGRAMMING", "IMPLEMENTING", "FUNDING"])
def test_partners_in_the_work_do_not_overlap_but_funders_do(register: Register, role: str) -> None:
    first = _water(register, "NRA")
    _water(register, "ADR")
    partner = [{"organization": register.organization("ADR").id, "role": role}]
    changes.replace_parts(SALMA, first, Partnership, partner)
    assert count_overlaps(SALMA, KHANFAR) == (1 if role == "FUNDING" else 0)


def test_organisations_found_to_be_the_same_do_not_overlap(register: Register) -> None:
    _water(register, "NRA"), _water(register, "ADR")
    same = register.organization("ADR")
    same.canonical = register.organization("NRA").id
    changes.save(SALMA, same)
    assert count_overlaps(SALMA, KHANFAR) == 0


def test_filters_narrow_the_pairs(register: Register) -> None:
    for acronym in ("NRA", "ADR", "BKC"):
        _water(register, acronym)
    ids = {name: register.organization(name).id for name in ("NRA", "ADR", "BKC")}
    assert count_overlaps(SALMA, KHANFAR) == 3
    assert count_overlaps(SALMA, OverlapQuestion("YE1211", organizations=(ids["BKC"],))) == 2
    assert count_overlaps(SALMA, OverlapQuestion("YE1211", sectors=("FSC",))) == 0
    assert count_overlaps(SALMA, OverlapQuestion("YE19")) == 0
    april = Period(date(2026, 4, 1), date(2026, 4, 30))
    assert count_overlaps(SALMA, OverlapQuestion("YE1211", period=april)) == 0


def test_groups_count_pairs_by_area_and_sector(register: Register) -> None:
    for acronym in ("NRA", "ADR", "BKC"):
        _water(register, acronym)
    [group] = group_overlaps(SALMA, OverlapQuestion("YE"))
    assert group == OverlapGroup(register.areas["YE1211"].id, register.sectors["WSH"].id, 3, 0.375)


def test_a_reason_in_english_keeps_an_arabic_name_within_its_sentence(register: Register) -> None:
    place = register.areas["YE1211"]
    place.name_en = ""
    changes.save(SALMA, place)
    for acronym, days in (("NRA", {}), ("ADR", MARCH)):
        _water(register, acronym, **days)
    [overlap] = overlaps(SALMA, KHANFAR).overlaps
    with speaking("en"):
        assert f"in \u2068{place.name_ar}\u2069, 17 days in common" in str(overlap.reason)
    with speaking("ar"):
        assert "\u2068" not in str(overlap.reason)


def test_pairs_that_are_tied_are_counted_in_their_groups(register: Register) -> None:
    works = [_water(register, acronym) for acronym in ("NRA", "ADR", "BKC")]
    elsewhere = _water(register, "FAR", "YE1927")
    plan = register.plan()
    wells, pumps, far = (register.item(plan, name) for name in ("Wells", "Pumps", "Far"))
    for item, serving in ((wells, works), (pumps, works[:2]), (far, [works[0], elsewhere])):
        for work in serving:
            facts = {"organization": work.organization_id, "intervention": work.id, "offered_on": date(2026, 1, 1)}
            changes.save(SALMA, Commitment(item=item.id, **facts))
    here = (register.areas["YE1211"].id, register.sectors["WSH"].id)
    for within, expected in (("YE", {here: [Tied(wells.id, 3), Tied(pumps.id, 1)]}), ("YE19", {})):
        with told() as statements:
            assert tied_groups(SALMA, OverlapQuestion(within), 2, pairs_with_items(SALMA)) == expected
        assert sum("commitment" in statement for statement in statements) == 1


def test_one_being_entered_is_warned_of_before_it_is_saved(register: Register) -> None:
    stored = _water(register, "NRA", "YE121121")
    water = ActivityType.get(ActivityType.code == "WATER_TRUCKING")
    entered = Intervention(
        organization=register.organization("ADR").id, sector=stored.sector_id, activity_type=water.id, **MARCH
    )
    sites = [Site(area=register.areas["YE1211"].id, population_group=register.groups["ALL"].id)]
    [overlap] = overlaps_of(SALMA, entered, sites)
    assert (overlap.first_id, overlap.second_id, overlap.first_site_id) == (None, stored.id, None)
    assert str(overlap.reason) == (
        "Both deliver water trucking, one in Ja'ar, the other in all of Khanfar, 17 days in common, 3 to 19 March 2026."
    )
    assert overlaps_of(SALMA, entered, sites, partners=[register.organization("NRA").id]) == []
    assert overlaps_of(SALMA, entered, []) == []
    entered.starts_on = None
    assert overlaps_of(SALMA, entered, sites) == []


def test_of_equal_pairs_of_sites_the_same_is_told_from_either_side(register: Register) -> None:
    older, younger = register.intervention("NRA"), register.intervention("ADR")
    towns = ("YE121121", "YE121001")
    for work, pcodes in ((older, towns), (younger, towns[::-1])):
        for pcode in pcodes:
            register.site(work, pcode)
    (listed,) = overlaps(SALMA, OverlapQuestion("YE")).overlaps
    assert Site.get_by_id(listed.first_site_id).area.pcode == "YE121121"
    for work in (older, younger):
        (told,) = overlaps_of(SALMA, work)
        assert (told.first_site_id, told.second_site_id) == (listed.first_site_id, listed.second_site_id)


def test_a_decided_pair_returns_when_one_of_the_two_changes(register: Register) -> None:
    first, second = _water(register, "NRA"), _water(register, "ADR")
    decide(SALMA, second, first, "COMPLEMENTARY", "One serves the camp.")
    assert count_overlaps(SALMA, KHANFAR) == 0
    assert overlaps_of(SALMA, Intervention.get_by_id(second.id)) == []
    first = Intervention.get_by_id(first.id)
    first.title_en = "Another"
    changes.save(SALMA, first)
    assert count_overlaps(SALMA, KHANFAR) == 0
    first.modality = "CASH"
    changes.save(SALMA, first)
    assert count_overlaps(SALMA, KHANFAR) == 1
    decide(SALMA, first, second, "COMPLEMENTARY", "One serves the camp.")
    assert count_overlaps(SALMA, KHANFAR) == 0
    assert OverlapDecision.select().count() == 1


def test_a_decided_pair_returns_when_a_site_of_one_of_the_two_changes(register: Register) -> None:
    first, second = _water(register, "NRA"), _water(register, "ADR")
    decide(SALMA, first, second, "COMPLEMENTARY")
    site = Site.get(Site.intervention == second.id)
    site.targeted = 77
    changes.save(SALMA, site)
    assert count_overlaps(SALMA, KHANFAR) == 0
    site.population_group = register.groups["IDP"]
    changes.save(SALMA, site)
    assert count_overlaps(SALMA, KHANFAR) == 1
    decide(SALMA, first, second, "COMPLEMENTARY")
    assert count_overlaps(SALMA, KHANFAR) == 0


def test_a_pair_to_be_decided_later_stays(register: Register) -> None:
    decide(SALMA, _water(register, "NRA"), _water(register, "ADR"), "LATER")
    assert count_overlaps(SALMA, KHANFAR) == 1


def test_who_may_not_decide_is_refused(register: Register) -> None:
    first, second = _water(register, "NRA"), _water(register, "ADR")
    refused = [(NOBODY, second, "LATER"), (SALMA, second, "NEVER"), (SALMA, first, "LATER")]
    codes = []
    for viewer, other, decision in refused:
        with pytest.raises(Refused) as refusal:
            decide(viewer, first, other, decision)
        codes.append(refusal.value.code)
    assert codes == ["FORBIDDEN", "UNKNOWN_CODE", "SAME_INTERVENTION"]


@pytest.mark.parametrize("count", [2, 12])
def test_one_statement_answers_however_many_pairs(register: Register, count: int) -> None:
    for number in range(count):
        _water(register, f"ORG{number}")
    area = register.areas["YE1211"]
    question = OverlapQuestion(area)
    with told() as statements:
        overlaps(SALMA, question)
    assert len(statements) == 1


def test_the_statement_about_a_form_is_put_together_once_and_asked_with_what_the_form_holds(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored, elsewhere = _water(register, "NRA"), _water(register, "BKC", "YE1210")
    entered = Intervention(**{**stored.__data__, "id": None, "organization": register.organization("ADR").id})

    def found(pcode: str, partners: list[str]) -> list[int]:
        sites = [Site(area=register.areas[pcode].id)]
        return [
            one.second_id for one in overlaps_of(SALMA, entered, sites, [register.organization(p).id for p in partners])
        ]

    assert found("YE1211", ["GRN"]) == [stored.id]
    monkeypatch.setattr(find_overlaps, "told_of", None)
    assert found("YE1210", ["GRN"]) == [elsewhere.id]
    assert found("YE1211", ["NRA"]) == []
    entered.starts_on = entered.ends_on = date(2026, 2, 1)
    assert found("YE1211", ["GRN"]) == []
