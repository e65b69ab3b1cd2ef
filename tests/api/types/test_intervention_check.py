"""What a portal asks before it submits an intervention: overlaps, gaps nearby, items of plans, and nothing hidden."""

from datetime import date, timedelta
from typing import Any

import pytest

from tansiq.language.vocabulary import SCOPES
from tansiq.models import HistoryEntry, Intervention, PlanItemSector, Proposal, Site
from tansiq.platform import clock
from tansiq.records import changes
from tests.api.all_questions import answered
from tests.api.portal import Portal
from tests.api.portal_clients import enter_client, token_of
from tests.api.schema_client import ask
from tests.people import SALMA
from tests.people import portal as portal_of
from tests.register import Register

CHECK = """query ($input: InterventionInput!) { checkIntervention(input: $input) {
  overlaps { score reason(language: EN) overlapsFrom overlapsTo first { id } second { title organization { acronym } }
    firstOrganization { acronym } secondOrganization { acronym } area { pcode } }
  gaps { area { pcode } kilometres isInDistrict peopleInNeed peopleCovered peopleUncovered severity }
  items { name plan { name } } } }"""


def _day(after: int) -> date:
    return clock.today() + timedelta(after)


@pytest.fixture
def worked(register: Register) -> Register:
    """NRA brings water to Ja'ar; in al-Kawd 500 people need it and nobody comes; a plan asks for wells."""
    register.site(register.intervention("NRA", starts_on=_day(-10), ends_on=_day(30)), "YE121121")
    register.organization("ADR", home_area=register.areas["YE1211"].id)
    days: dict[str, Any] = {"starts_on": _day(-300), "ends_on": _day(300)}
    register.need("YE121122", "WSH", 500, severity=4, **days)
    item = register.item(register.plan(**days), "Wells")
    changes.replace_parts(SALMA, item, PlanItemSector, [{"sector": register.sectors["WSH"].id}])
    return register


def _input(register: Register, **given: Any) -> dict[str, Any]:
    """Water of ADR in Ja'ar, now, unless said otherwise."""
    facts = {
        "organization": register.organization("ADR").id,
        "sector": "WSH",
        "startsOn": str(_day(0)),
        "endsOn": str(_day(60)),
        "sites": [{"area": "YE121121"}],
    }
    return facts | given


def _told(register: Register, by: Any = None, **given: Any) -> Any:
    viewer = portal_of() if by is None else by
    return ask(CHECK, viewer, {"input": _input(register, **given)})["checkIntervention"]


def test_what_is_done_twice_where_else_it_is_needed_and_what_it_serves(worked: Register) -> None:
    found = _told(worked)
    [pair] = found["overlaps"]
    assert 0.25 <= pair["score"] <= 1
    assert (pair["first"], pair["second"]["organization"]["acronym"]) == (None, "NRA")
    assert (pair["firstOrganization"]["acronym"], pair["secondOrganization"]["acronym"]) == ("ADR", "NRA")
    assert (pair["area"]["pcode"], pair["overlapsFrom"], pair["overlapsTo"]) == (
        "YE121121", str(_day(0)), str(_day(30)))  # fmt: skip
    assert "Ja'ar" in pair["reason"]
    assert found["gaps"] == [
        {"area": {"pcode": "YE121122"}, "kilometres": None, "isInDistrict": True, "peopleInNeed": 500,
         "peopleCovered": 0, "peopleUncovered": 500, "severity": 4}
    ]  # fmt: skip
    assert found["items"] == [{"name": "Wells", "plan": {"name": "Recovery plan"}}]


def test_nothing_is_written(worked: Register) -> None:
    before = [table.select().count() for table in (Intervention, Site, Proposal, HistoryEntry)]
    _told(worked)
    stored = Intervention.get()
    ask(CHECK, portal_of(), {"input": {"id": stored.id, "titleEn": "Other", "sites": [{"area": "YE121122"}]}})
    assert [table.select().count() for table in (Intervention, Site, Proposal, HistoryEntry)] == before
    assert Intervention.get_by_id(stored.id).title_en == stored.title_en


def test_a_stored_one_is_checked_with_what_is_to_change(worked: Register) -> None:
    row = worked.intervention("ADR", starts_on=_day(0), ends_on=_day(60))
    site = worked.site(row, "YE121121")
    found = ask(CHECK, portal_of(), {"input": {"id": row.id}})["checkIntervention"]
    assert len(found["overlaps"]) == 1
    moved = {"id": row.id, "sites": [{"number": site.number, "area": "YE1927"}]}
    assert ask(CHECK, portal_of(), {"input": moved})["checkIntervention"]["overlaps"] == []


def test_partners_who_lead_it_do_no_work_twice(worked: Register) -> None:
    nra = worked.organization("NRA").id
    for role, count in (("IMPLEMENTING", 0), ("PROGRAMMING", 0), ("FUNDING", 1)):
        found = _told(worked, partners=[{"organization": nra, "role": role}])
        assert len(found["overlaps"]) == count, role


def test_what_is_missing_makes_the_answer_shorter(worked: Register) -> None:
    for name in ("organization", "startsOn", "sites", "sector"):
        given = {key: value for key, value in _input(worked).items() if key != name}
        assert ask(CHECK, portal_of(), {"input": given})["checkIntervention"]["overlaps"] == []
    assert _told(worked, status="CANCELLED")["gaps"] == []
    assert ask(CHECK, portal_of(), {"input": {}})["checkIntervention"] == {"overlaps": [], "gaps": [], "items": []}


def test_what_it_names_and_nobody_knows_is_told_at_once_each_at_its_place(worked: Register) -> None:
    context = _input(worked, sector="XYZ", organization="99999999", modality="CASH")
    context["sites"] = [{"area": "YE121121"}, {"area": "NOWHERE", "populationGroup": "NOBODY", "number": 7}]
    given = ", ".join(f"{name}: {_literal(value)}" for name, value in context.items())
    errors = answered(f"{{ checkIntervention(input: {{ {given} }}) {{ overlaps {{ score }} }} }}", portal_of())[
        "errors"
    ]
    assert [(one["extensions"]["code"], one["extensions"]["field"]) for one in errors] == [
        ("UNKNOWN_CODE", "sector"), ("NOT_FOUND", "organization"), ("NOT_FOUND", "sites.1.number"),
        ("NOT_FOUND", "sites.1.area"), ("UNKNOWN_CODE", "sites.1.populationGroup"),
    ]  # fmt: skip


def _literal(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{name}: {_literal(one)}' for name, one in value.items())}}}"
    return value if value == "CASH" else str(value) if isinstance(value, int) else f'"{value}"'


def test_each_part_is_told_to_those_who_may_ask_for_it(worked: Register) -> None:
    needed = {"gaps": "coverage:read", "items": "plans:read"}
    for part, scope in needed.items():
        found = _told(worked, portal_of(scopes=tuple(code for code in SCOPES.codes if code != scope)))
        told = {name: bool(found[name]) for name in ("overlaps", "gaps", "items")}
        assert told == {"overlaps": True, "gaps": part != "gaps", "items": part != "items"}
    blind = portal_of(scopes=("duplication:read", "coverage:read"))
    given = {name: value for name, value in _input(worked).items() if name != "organization"}
    found = ask(CHECK, blind, {"input": given})["checkIntervention"]
    assert (found["items"], [gap["peopleInNeed"] for gap in found["gaps"]]) == ([], [500])


def test_what_lies_outside_the_limits_is_as_if_it_were_not_there(worked: Register) -> None:
    nra = portal_of(organization_ids=(worked.organization("NRA").id,))
    [error] = answered(
        f'{{ checkIntervention(input: {{ organization: "{worked.organization("ADR").id}" }}) {{ items {{ id }} }} }}',
        nra,
    )["errors"]
    assert error["extensions"]["code"] == "NOT_FOUND"
    worked.site(worked.intervention("NRA", starts_on=_day(0), ends_on=None), "YE1927")
    abyan = portal_of(worked.areas["YE12"].id)
    assert len(_told(worked, abyan)["overlaps"]) == 1
    [error] = answered('{ checkIntervention(input: { sites: [{area: "YE1927"}] }) { items { id } } }', abyan)["errors"]
    assert (error["extensions"]["code"], error["extensions"]["field"]) == ("NOT_FOUND", "sites.0.area")


def test_a_draft_of_somebody_else_is_not_told(worked: Register) -> None:
    Intervention.update(is_published=False).execute()
    Site.update(is_published=False).execute()
    assert _told(worked)["overlaps"] == []


def test_it_costs_the_same_however_much_is_found(portal: Portal, worked: Register) -> None:
    portal.headers |= token_of(enter_client())
    asked = []
    for count in (1, 9):
        for number in range(count):
            worked.site(worked.intervention(f"O{count}{number}", starts_on=_day(0), ends_on=None), "YE121121")
        portal.data(CHECK, input=_input(worked))
        changes.save(SALMA, Intervention.get())
        found = portal.data(CHECK, input=_input(worked))["checkIntervention"]
        asked.append(len(portal.statements))
    assert len(found["overlaps"]) == 5
    assert asked[1] <= asked[0]
