"""Records that are hidden, with published ones that refer to each of them: for questions that must not tell of them."""

from datetime import date
from typing import Any

from tansiq.models import (
    ActivityType,
    Area,
    Arrangement,
    Commitment,
    Demand,
    Intervention,
    Organization,
    Partnership,
    PlanItemArea,
    PlanItemSector,
    PopulationGroup,
    Project,
    ProjectDonor,
    Sector,
    Unit,
)
from tansiq.proposals.proposing import submit
from tansiq.records import changes
from tests.api.rows_of_cases import enter_case
from tests.api.rows_of_own_fields import enter_hidden_entries
from tests.api.rows_of_reports import enter_hidden_reports
from tests.api.rows_of_rounds import enter_round
from tests.called import a_call
from tests.people import SALMA, partner
from tests.register import Register

MISSING_ID, MISSING_CODE = 99_999_999, "NOWHERE99"
HIDDEN_CODES = {
    "area": "YE121122", "sector": "HEA", "activity": "SECRET_WORKS", "group": "HOST", "type": "secrets",
    "key": "caretaker", "form": "secretForm", "reported_item": "inner",
}  # fmt: skip
HIDDEN_IDS = (
    "organization", "project", "intervention", "proposal", "plan", "item", "demand", "commitment", "entry", "case",
    "arrangement", "unit", "report", "round", "site", "call",
)  # fmt: skip


def enter_hidden(register: Register) -> dict[str, Any]:
    """By name: ids and codes of records that are hidden, as GraphQL writes them, with published ones that refer to each
    of them, whose ids stand there plainly."""
    nra = register.organization("NRA", home_area=register.areas["YE121121"].id)
    secret = register.organization("SECRET", is_published=False)
    owner = changes.save(SALMA, Project(title_en="Hidden", organization=nra.id, is_published=False))
    shown = changes.save(SALMA, Project(title_en="Shown", organization=secret.id))
    changes.replace_parts(SALMA, shown, ProjectDonor, [{"organization": secret.id}])
    draft = _hidden_in_works(register, secret, owner)
    proposal = submit(partner("Khaled", nra.id), lambda acting: changes.save(acting, Organization(name_en="Proposed")))
    assert proposal is not None
    in_plans = _hidden_in_plans(register, secret, draft)
    entry = enter_hidden_entries(register, secret, HIDDEN_CODES)
    _archive_codes()
    ids = {"organization": secret.id, "project": owner.id, "intervention": draft.id, "proposal": proposal.id}
    ids["entry"], ids["unit"] = entry.id, _hidden_unit(register)
    reporting = register.unit("Reporting")
    ids["report"] = enter_hidden_reports(register, secret, (reporting, Unit.get_by_id(ids["unit"])), HIDDEN_CODES)
    # One that did not open yet, and one that asks a hidden organisation.
    ids["round"] = enter_round(register, "YE12", nra, opened_at=None).id
    asked_round = enter_round(register, "YE12", secret, nra)
    ids["site"] = register.site(draft, "YE121121", "IDP").id
    in_cases = _hidden_in_cases(register, secret, ids)
    in_plans_shown = {name: in_plans.pop(name) for name in ("open_item", "open_call")} | in_cases
    ids |= in_plans
    return {
        "open": nra.id,
        "reporting": reporting.id,
        "asked_round": asked_round.id,
        "formula": _formula(HIDDEN_CODES["reported_item"]),
        **in_plans_shown,
        **{name: f'"{it}"' for name, it in (ids | HIDDEN_CODES).items()},
    }


def _hidden_in_works(register: Register, secret: Organization, owner: Project) -> Intervention:
    """Interventions and needs that refer to the hidden organisation, project and codes, and a draft."""
    activity = ActivityType(
        code=HIDDEN_CODES["activity"], sector=register.sectors["WSH"].id, name_ar="أعمال", name_en="Hidden works"
    )
    facts: dict[str, Any] = {"project": owner.id, "activity_type": changes.save(SALMA, activity).id}
    for acronym in ("NRA", "SECRET"):
        work = register.intervention(acronym, **facts)
        register.site(work, "YE121122", targeted=100)
        changes.replace_parts(SALMA, work, Partnership, [{"organization": secret.id, "role": "FUNDING"}])
        register.site(register.intervention(acronym, "HEA"), "YE121121", "HOST", targeted=100)
    for pcode, sector in (("YE121122", "WSH"), ("YE1211", "HEA")):
        register.need(pcode, sector, 500, population_group=register.groups["HOST"].id)
    return register.intervention("NRA", is_published=False)


def _archive_codes() -> None:
    """Hide the area and the coded words, which others refer to by now."""
    for row in (
        Area.get(Area.pcode == HIDDEN_CODES["area"]),
        Sector.get(Sector.code == HIDDEN_CODES["sector"]),
        ActivityType.get(ActivityType.code == HIDDEN_CODES["activity"]),
        PopulationGroup.get(PopulationGroup.code == HIDDEN_CODES["group"]),
    ):
        changes.archive(SALMA, row)


def _hidden_unit(register: Register) -> int:
    """A unit that is not published, above one that is, in a hidden area."""
    hidden = register.unit("Hidden", is_published=False)
    register.unit("Shown", hidden, "YE121122")
    return hidden.id


def _hidden_in_cases(register: Register, secret: Organization, ids: dict[str, int]) -> dict[str, int]:
    """A case and an arrangement that were archived, whose numbers are added to `ids`; and the numbers of ones that
    stand, in which the hidden organisation takes part, with that of an intervention of the other one."""
    works = [register.intervention(acronym) for acronym in ("NRA", "SECRET")]
    for work in works:
        register.site(work, "YE121121")
    shown, hidden = (enter_case(register, works) for _ in range(2))
    enter_case(register, works, "YE121122", sector=register.sectors["HEA"].id)
    changes.save(SALMA, Arrangement(case=hidden.id, organization=secret.id, arrangement_kind="COMPLEMENTARY"))
    facts: dict[str, Any] = {"case": shown.id, "organization": secret.id, "arrangement_kind": "COMPLEMENTARY"}
    row, stands = (changes.save(SALMA, Arrangement(**facts)) for _ in range(2))
    ids |= {"case": hidden.id, "arrangement": row.id}
    for one in (hidden, row):
        changes.archive(SALMA, one)
    return {"open_case": shown.id, "open_arrangement": stands.id, "work": works[0].id}


def _hidden_in_plans(register: Register, secret: Organization, draft: Intervention) -> dict[str, int]:
    """The same of plans: what is to the hidden item of a draft, and a published plan with an item for each code."""
    plan = register.plan("YE121122", is_published=False)
    item = register.item(plan, "Hidden")
    register.item(plan, "Hidden and open")
    shown = register.plan("YE1211", parent=plan.id, organization=secret.id)
    said: dict[str, Any] = {"raised_by": "CITIZEN", "raised_on": date(2026, 1, 1), "title_en": "Asked"}
    place: dict[str, Any] = {"area": register.areas["YE121122"].id, "sector": register.sectors["HEA"].id}
    demand = changes.save(SALMA, Demand(**said, **place, is_published=False))
    changes.save(SALMA, Demand(**said, **place, outcome="TAKEN", item=item.id))
    one = register.item(shown, "Shown")
    changes.replace_parts(SALMA, one, PlanItemArea, [{"area": place["area"]}])
    changes.replace_parts(SALMA, one, PlanItemSector, [{"sector": place["sector"]}])
    offered: dict[str, Any] = {"organization": secret.id, "offered_on": date(2026, 1, 1)}
    changes.save(SALMA, Commitment(item=one.id, **offered))
    changes.save(SALMA, Commitment(demand=demand.id, **offered))
    owner = {**offered, "organization": draft.organization_id, "intervention": draft.id}
    changes.save(SALMA, Commitment(item=one.id, **owner))
    commitment = changes.save(SALMA, Commitment(item=item.id, **offered))
    ids = {"open_item": one.id, "plan": plan.id, "item": item.id, "demand": demand.id, "commitment": commitment.id}
    return ids | {"open_call": a_call(one).id, "call": a_call(item, call_state="PREPARED").id}


def missing(hidden: dict[str, Any]) -> dict[str, Any]:
    """The same names, of records that are not there."""
    codes = dict.fromkeys(HIDDEN_CODES, f'"{MISSING_CODE}"')
    ids = dict.fromkeys(HIDDEN_IDS, f'"{MISSING_ID}"')
    return {**hidden, **codes, **ids, "formula": _formula(MISSING_CODE)}


def _formula(key: str) -> str:
    """A formula over the item with this key, as GraphQL writes it."""
    return f'"${{{key}}} * 2"'
