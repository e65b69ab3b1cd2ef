"""Hodeidah: a timed operational plan of what districts put first; the organisations report their activities, and what
is late, and by how much, is right on three dates."""

import re
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import expect

from tansiq.models import Area, Organization, Plan, PlanItem, PlanItemArea, Proposal
from tansiq.plans.versions import adopt
from tansiq.platform.database import open_database, use
from tansiq.records import changes
from tests.browser.clear_plans import clear_plans
from tests.browser.conftest import Seat, Walk, enter
from tests.browser.serving import Dated
from tests.people import SALMA

NADIA, KHALED, HUDA = (f"{name}-of-hodeidah@example.org" for name in ("nadia", "khaled", "huda"))
GRANTS, DRAIN, WATER = "منح صغيرة بعد التدريب", "مصرف لمياه الأمطار", "نقطة مياه للحي"
HAWAK, MINA = "أولويات مديرية الحوك", "أولويات مديرية الميناء"
DISTRICTS = {HAWAK: ("YE1821", "الحوك", 60), MINA: ("YE1822", "الميناء", 40)}
ACTIVITIES = (
    (HAWAK, GRANTS, "جمعية أحمد للإغاثة", date(2026, 3, 1), date(2026, 5, 31)),
    (HAWAK, DRAIN, "إغاثة ADR", date(2026, 4, 1), date(2026, 6, 30)),
    (MINA, WATER, None, date(2026, 5, 1), date(2026, 8, 31)),
)


@pytest.fixture
def plan(dated: Dated, settings: dict[str, str]) -> int:
    """The adopted plan: two districts, what each puts first, and who carries it out until when."""
    with use(open_database(settings["TANSIQ_DATABASE_URL"])).connection_context(), changes.together():
        clear_plans()
        hodeidah = _area("YE18", 1, Area.get(Area.pcode == "YE"), "الحديدة")
        days: dict[str, Any] = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31), "is_published": True}
        named = {"name_ar": "الخطة التشغيلية للحديدة", "plan_kind": "OPERATIONAL", "area": hodeidah.id}
        made = changes.save(SALMA, Plan(**named, **days))
        axes = {
            name: _axis(made, name, _area(pcode, 2, hodeidah, district), weight)
            for name, (pcode, district, weight) in DISTRICTS.items()
        }
        for axis, name, organization, first, last in ACTIVITIES:
            whose = Organization.get(Organization.name_ar == organization).id if organization else None
            facts = {"name_ar": name, "organization": whose, "starts_on": first, "ends_on": last}
            changes.save(SALMA, PlanItem(plan=made.id, parent=axes[axis].id, **facts))
        adopt(SALMA, made, date(2026, 1, 5))
    enter(settings, NADIA, "OFFICER", pcode="YE18")
    enter(settings, KHALED, "PARTNER", organization="جمعية أحمد للإغاثة")
    enter(settings, HUDA, "PARTNER", organization="إغاثة ADR")
    return int(made.id)


def _area(pcode: str, level: int, parent: Area, name_ar: str) -> Area:
    found: Area | None = Area.get_or_none(Area.pcode == pcode)
    return found or changes.save(SALMA, Area(pcode=pcode, level=level, parent=parent.id, name_ar=name_ar))


def _axis(plan: Plan, name: str, district: Area, weight: int) -> PlanItem:
    axis = changes.save(SALMA, PlanItem(plan=plan.id, item_kind="AXIS", name_ar=name, weight=weight))
    changes.replace_parts(SALMA, axis, PlanItemArea, [{"area": district.id}])
    return axis


def _late(walk: Walk, plan: int) -> dict[str, int]:
    """By name: the days by which each line of the outline is late, as Nadia reads it."""
    page = walk.open(f"plan/details/?id={plan}").page
    for _district in DISTRICTS:
        closed = page.locator(".outline a.twist[aria-expanded=false]")
        if closed.count():
            lines = page.locator(".outline .line").count()
            closed.first.click()
            expect(page.locator(".outline .line")).not_to_have_count(lines)
    walk.check()
    found = {}
    for line in page.locator(".outline .line").all():
        days = re.search(r"\d+", line.locator(".item-late").inner_text())
        found[line.locator(".item-name").inner_text().strip()] = int(days[0]) if days else 0
    return found


def _report(partner: Walk, nadia: Walk, name: str, state: str, progress: str) -> None:
    """Whoever carries an activity out says how far it is; the officer approves."""
    item = PlanItem.select().where(PlanItem.name_ar == name).order_by(PlanItem.id.desc()).get()
    page = partner.open(f"planitem/edit/?id={item.id}").page
    page.select_option("#item_state", state)
    page.fill("#progress", progress)
    partner.follow("form.record > .buttons .btn-primary")
    proposal = Proposal.select().order_by(Proposal.id.desc()).get()
    nadia.open(f"proposal/details/?id={proposal.id}").follow("button[value=approve]")
    assert PlanItem.get_by_id(item.id).item_state == state


@pytest.mark.parametrize("width", [1280, 390])
def test_hodeidah(seat: Seat, dated: Dated, plan: int, width: int) -> None:
    nadia, khaled, huda = (seat(email, width) for email in (NADIA, KHALED, HUDA))
    # Nine of the ninety-one days of the grants are gone: within the tolerance.
    dated.come_to("2026-03-10")
    assert _late(nadia, plan) == {HAWAK: 0, GRANTS: 0, DRAIN: 0, MINA: 0, WATER: 0}
    _report(khaled, nadia, GRANTS, "UNDER_WAY", "20")
    # Behind the straight line by what lacks of it; an axis is as late as the latest of its activities.
    dated.come_to("2026-05-15")
    assert _late(nadia, plan) == {HAWAK: 56, GRANTS: 56, DRAIN: 44, MINA: 14, WATER: 14}
    _report(khaled, nadia, GRANTS, "DONE", "١٠٠")
    _report(huda, nadia, DRAIN, "UNDER_WAY", "60")
    # What is done is late no more; the drain is ten days past its last day.
    dated.come_to("2026-07-10")
    assert _late(nadia, plan) == {HAWAK: 10, GRANTS: 0, DRAIN: 10, MINA: 70, WATER: 70}
