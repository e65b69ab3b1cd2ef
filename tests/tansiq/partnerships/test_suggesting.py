"""Who is suggested for an item of a plan: by what is known of each organisation, and why in words."""

from datetime import date
from typing import Any

import pytest

from tansiq.language.words import speaking
from tansiq.models import (
    Organization,
    OrganizationArea,
    OrganizationSector,
    Partnership,
    PlanItem,
    PlanItemSupporter,
)
from tansiq.partnerships.parts import score_of
from tansiq.partnerships.suggesting import Suggestion, Suggestions, suggest_partners
from tansiq.partnerships.weights import PARTS, USUAL, parse, use
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tests.called import wells
from tests.people import NOBODY, SALMA, portal
from tests.register import Register
from tests.statements import told


@pytest.fixture
def item(register: Register) -> PlanItem:
    return wells(register)


def _at(register: Register, acronym: str, pcode: str, sector: str = "WSH", **values: Any) -> Any:
    work = register.intervention(acronym, sector, **values)
    register.site(work, pcode)
    return work


def _suggested(item: PlanItem, viewer: Viewer = SALMA, first: int = 10) -> Suggestions:
    return suggest_partners(viewer, item, first)


def _names(found: Suggestions) -> list[str]:
    return [one.organization.acronym for one in found.suggestions]


def _values(one: Suggestion) -> dict[str, float | None]:
    return {part.name: part.value for part in one.parts}


def _of(found: Suggestions, acronym: str) -> Suggestion:
    return next(one for one in found.suggestions if one.organization.acronym == acronym)


def test_whoever_works_in_the_place_comes_before_those_around_and_near(register: Register, item: PlanItem) -> None:
    _at(register, "FAR", "YE1927")
    _at(register, "NEA", "YE121001")
    _at(register, "ARO", "YE121122")
    _at(register, "HER", "YE121121")
    found = _suggested(item)
    assert _names(found) == ["HER", "ARO", "NEA", "FAR"]
    assert [_values(one)["presence"] for one in found.suggestions] == [1.0, 0.7, 0.4, 0.0]


def test_the_sector_counts_half_for_any_work_and_the_rest_by_its_share(register: Register, item: PlanItem) -> None:
    _at(register, "ALL", "YE121121")
    _at(register, "HLF", "YE121121")
    _at(register, "HLF", "YE121121", "FSC")
    _at(register, "NON", "YE121121", "FSC")
    found = _suggested(item)
    assert [_values(_of(found, name))["sector"] for name in ("ALL", "HLF", "NON")] == [1.0, 0.75, 0.0]


def test_capacity_is_the_share_of_work_that_does_not_run_on_the_days_of_the_item(
    register: Register, item: PlanItem
) -> None:
    days: dict[str, Any] = {"starts_on": date(2026, 9, 1), "ends_on": date(2026, 12, 31)}
    _at(register, "BSY", "YE121121")
    _at(register, "FRE", "YE121121", **days)
    _at(register, "FRE", "YE121121", status="COMPLETED")
    found = _suggested(item)
    assert [_values(_of(found, name))["capacity"] for name in ("BSY", "FRE")] == [0.0, 1.0]


def test_work_that_was_cancelled_archived_or_ended_years_ago_tells_nothing(register: Register, item: PlanItem) -> None:
    _at(register, "CAN", "YE121121", status="CANCELLED")
    changes.archive(SALMA, _at(register, "ARC", "YE121121"))
    _at(register, "OLD", "YE121121", starts_on=date(2020, 1, 1), ends_on=date(2022, 12, 31))
    _at(register, "NEW", "YE121121", starts_on=date(2020, 1, 1), ends_on=date(2023, 3, 1))
    assert _names(_suggested(item)) == ["NEW"]


def test_what_an_organisation_says_of_itself_counts_less_than_work(register: Register, item: PlanItem) -> None:
    row = register.organization("SAY")
    changes.replace_parts(SALMA, row, OrganizationArea, [{"area": register.areas["YE1211"].id}])
    changes.replace_parts(SALMA, row, OrganizationSector, [{"sector": register.sectors["WSH"].id}])
    [one] = _suggested(item).suggestions
    assert _values(one) == {
        "presence": 0.3,
        "sector": 0.3,
        "size": 0.0,
        "timeliness": None,
        "capacity": None,
        "together": None,
    }


def test_past_work_together_is_with_those_who_answer_for_the_item_or_support_it(
    register: Register, item: PlanItem
) -> None:
    lead, helper = register.organization("LED"), register.organization("HLP")
    changes.replace_parts(SALMA, item, PlanItemSupporter, [{"organization": helper.id}])
    item = PlanItem.get_by_id(item.id)
    item.organization = lead
    changes.save(SALMA, item)
    for acronym, partner in (("TWO", "LED"), ("TWO", "HLP"), ("ONE", "LED"), ("NON", "OTH")):
        part = [{"organization": register.organization(partner).id, "role": "IMPLEMENTING"}]
        changes.replace_parts(SALMA, _at(register, acronym, "YE121121"), Partnership, part)
    own = _at(register, "LED", "YE121121")
    changes.replace_parts(
        SALMA, own, Partnership, [{"organization": register.organization("ONE").id, "role": "IMPLEMENTING"}]
    )
    found = _suggested(item)
    told_of = [_values(_of(found, name))["together"] for name in ("TWO", "ONE", "NON")]
    assert told_of == [pytest.approx(2 / 3), pytest.approx(2 / 3), 0.0]
    # Whoever answers for the item already is not suggested for it.
    assert "LED" not in _names(found)


def test_what_is_not_known_counts_neither_for_nor_against(register: Register) -> None:
    known = {"presence": 1.0, "sector": 0.5, "size": None, "timeliness": None, "capacity": None, "together": None}
    assert score_of(known, USUAL) == round((30 * 1.0 + 20 * 0.5) / 50, 4)
    assert score_of(dict.fromkeys(PARTS), USUAL) == 0.0


def test_what_each_part_adds_makes_the_score(register: Register, item: PlanItem) -> None:
    _at(register, "NRA", "YE121121")
    _at(register, "NRA", "YE121121", "FSC")
    [one] = _suggested(item).suggestions
    assert sum(part.contribution for part in one.parts) == pytest.approx(one.score, abs=0.001)
    assert [part.weight for part in one.parts] == list(USUAL.values())


def test_weights_are_a_setting(register: Register, item: PlanItem) -> None:
    _at(register, "HER", "YE121121", "FSC")
    _at(register, "SEC", "YE1927")
    assert _names(_suggested(item)) == ["HER", "SEC"]
    try:
        use("presence=0, sector=100")
        assert _names(_suggested(item)) == ["SEC", "HER"]
    finally:
        use("")


@pytest.mark.parametrize(
    "text",
    ["presence", "presence=-1", "presence=50%", "luck=3", "presence=1001", ",".join(f"{one}=0" for one in PARTS)],
)
def test_weights_that_say_nothing_are_told(text: str) -> None:
    with pytest.raises(ValueError, match=r"names parts|nothing"):
        parse(text)


def test_the_archived_dissolved_and_suspended_are_left_out_and_counted(register: Register, item: PlanItem) -> None:
    for acronym in ("NRA", "ARC", "DIS", "SUS"):
        _at(register, acronym, "YE121121")
    changes.archive(SALMA, register.organization("ARC"))
    for acronym, name in (("DIS", "dissolved_on"), ("SUS", "suspended_on")):
        row = Organization.get_by_id(register.organization(acronym).id)
        setattr(row, name, clock.today())
        row.standing_reason = "By decision of the ministry"
        changes.save(SALMA, row)
    found = _suggested(item)
    assert (_names(found), found.candidate_count, found.left_out_count) == (["NRA"], 1, 3)


def test_merged_organisations_are_one(register: Register, item: PlanItem) -> None:
    _at(register, "NRA", "YE121121")
    register.organization("NRW", canonical=register.organization("NRA").id)
    _at(register, "NRW", "YE121121")
    [one] = _suggested(item).suggestions
    assert one.organization.acronym == "NRA"
    with speaking("en"):
        assert one.reasons[0] == "At work in the area of the item: 2 sites"


def test_only_what_the_reader_sees_counts(register: Register, item: PlanItem) -> None:
    _at(register, "NRA", "YE121121")
    _at(register, "HID", "YE121121")
    row = Organization.get_by_id(register.organization("HID").id)
    row.is_published = False
    changes.save(SALMA, row)
    _at(register, "DRF", "YE121121", is_published=False)
    assert _names(_suggested(item)) == ["NRA", "HID", "DRF"]
    for viewer in (NOBODY, portal()):
        assert _names(_suggested(item, viewer)) == ["NRA"]
    assert _names(_suggested(item, portal(scopes=("plans:read",)))) == []


def test_equal_ones_stand_in_the_order_of_their_entry_and_no_more_are_told_than_asked_for(
    register: Register, item: PlanItem
) -> None:
    for acronym in ("ONE", "TWO", "SIX"):
        _at(register, acronym, "YE121121")
    assert _names(_suggested(item, first=2)) == ["ONE", "TWO"]
    assert _suggested(item, first=2).candidate_count == 3


def test_reasons_are_told_in_both_languages(register: Register, item: PlanItem) -> None:
    _at(register, "NRA", "YE121121")
    [one] = _suggested(item).suggestions
    with speaking("en"):
        assert one.reasons == [
            "At work in the area of the item: 1 site",
            "In this sector: 1 of its interventions, 1 in all",
            "Past work in this sector: 1 site",
            "How timely its reports are is not known",
            "Busy on the days of the item: 1 of its interventions, 1 in all",
            "The item names nobody yet with whom it is carried out",
        ]
    with speaking("ar"):
        assert not any(letter in "abcdefghijklmnopqrstuvwxyz" for reason in one.reasons for letter in reason.lower())


def test_an_item_of_a_governorate_has_governorates_as_neighbours(register: Register) -> None:
    plan = register.plan("YE12")
    item = register.item(plan, "Roads")
    _at(register, "NRA", "YE121001", "FSC")
    _at(register, "NEA", "YE1927", "FSC")
    found = _suggested(item)
    assert [_values(_of(found, name))["presence"] for name in ("NRA", "NEA")] == [1.0, 0.4]


def test_more_organisations_cost_no_more_statements(register: Register, item: PlanItem) -> None:
    _at(register, "NRA", "YE121121")
    with told() as few:
        _suggested(item)
    for number in range(12):
        _at(register, f"M{number:02}", "YE121121")
    with told() as many:
        assert len(_suggested(item, first=20).suggestions) == 13
    assert len(many) == len(few)
