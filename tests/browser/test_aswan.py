"""Aswan: the unified strategy to 2040 is opened to those invited, consulted upon and adopted; what partners said is
traced into its axes, and its indicators, one of them falling, are told against the targets to 2040.

In Arabic, wide and narrow.
"""

import re
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tansiq.models import (
    Account,
    Area,
    Indicator,
    IndicatorTarget,
    IndicatorValue,
    Notice,
    Organization,
    Plan,
    PlanComment,
    PlanInvitation,
    PlanItem,
    PlanPhase,
)
from tansiq.plans.indicators import progress_of_items
from tansiq.platform.database import open_database, use
from tansiq.policy.visibility import visible
from tansiq.records import changes
from tests.browser.conftest import Sit, Walk, enter
from tests.people import SALMA

OFFICER, FARMERS, CHAMBER = (f"{name}-of-aswan@example.org" for name in ("officer", "farmers", "chamber"))
UNION, TRADERS = "اتحاد مزارعي أسوان", "الغرفة التجارية بأسوان"
STRATEGY = "استراتيجية أسوان الموحدة 2040"
AXES = ("التنمية الاقتصادية", "البيئة والمياه")
PHASES = (
    ("ASSESSMENT", date(2024, 1, 1), date(2024, 9, 30)),
    ("DRAFTING", date(2024, 10, 1), date(2025, 12, 31)),
    ("CONSULTATION", date(2026, 1, 1), date(2026, 6, 30)),
)
MARKET, MARKET_TOO = "سوق الجملة للخضر", "سوق جملة لخضر المحافظة"


@pytest.fixture(autouse=True)
def strategy(origin: str, settings: dict[str, str]) -> int:
    """The strategy as it is drafted: two axes, and an unemployment that is to fall from 16 to 6 of 100 until 2040."""
    with use(open_database(settings["TANSIQ_DATABASE_URL"])).connection_context():
        _clear()
        with changes.together():
            plan = _draft()
    enter(settings, OFFICER, "OFFICER", pcode="EG28")
    enter(settings, FARMERS, "PARTNER", organization=UNION)
    enter(settings, CHAMBER, "PARTNER", organization=TRADERS)
    return plan


def _clear() -> None:
    PlanComment.update(joined_into=None, item=None).execute()
    PlanItem.update(parent=None).execute()
    for table in (Notice, PlanComment, PlanInvitation, IndicatorValue, IndicatorTarget, Indicator, PlanItem, Plan):
        table.delete().execute()


def _draft() -> int:
    area = Area.get_or_none(Area.pcode == "EG28")
    if area is None:
        egypt = changes.save(SALMA, Area(level=0, pcode="EG", name_ar="مصر", name_en="Egypt"))
        area = changes.save(SALMA, Area(level=1, pcode="EG28", parent=egypt.id, name_ar="أسوان", name_en="Aswan"))
        for name in (UNION, TRADERS):
            changes.save(SALMA, Organization(name_ar=name, kind="ASSOCIATION", home_area=area.id))
    facts: dict[str, Any] = {"plan_kind": "STRATEGY", "starts_on": date(2024, 1, 1), "ends_on": date(2040, 12, 31)}
    plan = changes.save(SALMA, Plan(name_ar=STRATEGY, name_en="Unified strategy of Aswan 2040", area=area.id, **facts))
    phases = [{"phase": phase, "starts_on": begins, "ends_on": ends} for phase, begins, ends in PHASES]
    changes.replace_parts(SALMA, plan, PlanPhase, phases)
    economy, water = (changes.save(SALMA, PlanItem(plan=plan.id, item_kind="AXIS", name_ar=name)) for name in AXES)
    _measure(economy, "معدل البطالة", "FALLING", (16, 6), (2026, 11))
    _measure(water, "الأسر الموصولة بالصرف الصحي", "RISING", (40, 100), (2026, 55))
    return int(plan.id)


def _measure(item: PlanItem, name: str, direction: str, aims: tuple[int, int], value: tuple[int, int]) -> None:
    """An indicator in percent from its baseline of 2023 to its aim of 2040, with one value."""
    ways = {"over_areas": "AVERAGE", "over_time": "LATEST", "baseline": aims[0], "baseline_on": date(2023, 12, 31)}
    measured = {"plan": item.plan_id, "item": item.id, "name_ar": name, "unit": "%", "direction": direction}
    row = changes.save(SALMA, Indicator(**measured, **ways))
    changes.save(SALMA, IndicatorTarget(indicator=row.id, on=date(2040, 12, 31), value=aims[1]))
    changes.save(SALMA, IndicatorValue(indicator=row.id, on=date(value[0], 1, 5), value=value[1]))


def _propose(walk: Walk, strategy: int, name: str, text: str = "") -> None:
    """From the line of the first axis, as a partner proposes an item under it."""
    walk.open(f"plan/details/?id={strategy}")
    walk.follow(walk.page.locator(".outline .item-comment").first)
    page = walk.page
    page.select_option("#comment_kind", value="NEW_ITEM")
    page.fill("#text", text)
    page.fill("#proposed", name)
    page.select_option("#sector", index=1)
    walk.look_up("area", "أسوان", "EG28")
    page.fill("#quantity", "٢")
    page.fill("#unit", "سوق")
    walk.check()
    walk.follow("form.record > .buttons .btn-primary")
    expect(page.locator("#answered")).to_contain_text("لم يردّ أحد بعد")
    walk.check()


def _invite(officer: Walk, strategy: int) -> None:
    """The officer opens the draft to both organisations, and to consultation."""
    for name in (UNION, TRADERS):
        officer.open(f"plan/consultation/?id={strategy}").follow("#guests a.btn")
        officer.look_up("organization", name, name)
        officer.check()
        officer.follow("form.record > .buttons .btn-primary")
    officer.open(f"plan/consultation/?id={strategy}").check()
    expect(officer.page.locator(".guests li")).to_have_count(2)
    officer.open(f"plan/edit/?id={strategy}").page.select_option("#phase", value="CONSULTATION")
    officer.follow("form.record > .buttons .btn-primary")
    officer.check()


def _answer(officer: Walk, strategy: int) -> None:
    """The officer groups the two proposals, makes an item of both, and does not take up the remark."""
    officer.open("").check()
    expect(officer.page.locator("main")).to_contain_text("تعليقات تنتظر الرد")
    officer.open(f"plan/details/?id={strategy}").follow(".consulted .btn-primary")
    cards = officer.page.locator(".demand")
    expect(cards).to_have_count(3)
    officer.check()
    cards.filter(has_text=MARKET_TOO).locator("input[type=checkbox]").check()
    officer.follow(cards.filter(has_text=MARKET).first.get_by_role("button", name="ضم المختارة إلى هذا"))
    expect(cards).to_have_count(2)
    expect(officer.page.locator(".comment-joined")).to_contain_text(MARKET_TOO)
    officer.follow(cards.filter(has_text=MARKET).get_by_role("button", name="جعله بندًا في الخطة"))
    officer.follow(cards.first.get_by_role("link", name="الرد"))
    officer.page.fill("#answer", "المدة محددة بقرار المحافظ")
    officer.check()
    officer.follow(officer.page.get_by_role("button", name="عدم الأخذ به"))


def _read(walk: Walk, strategy: int) -> None:
    """A partner is told, reads on the page of the strategy what became of what they said, and is led to the item."""
    walk.open("notices/")
    expect(walk.page.locator("main")).to_contain_text("أُدرج تعليقك على خطة في أحد بنودها")
    walk.open(f"plan/consultation/?id={strategy}")
    taken = walk.page.locator(".own-comments li").filter(has_text="صار البند")
    expect(taken).to_contain_text("1.1")
    walk.check()
    walk.follow(taken.get_by_role("link", name=MARKET).last)
    expect(walk.page.locator("h1")).to_contain_text(MARKET)


def _progress(strategy: int, day: date) -> dict[str, int]:
    """By code of each measured item: its progress in percent on a day."""
    told = progress_of_items(SALMA, [strategy], day)
    codes = {row.id: row.code for row in visible(PlanItem, SALMA).where(PlanItem.plan == strategy)}
    return {codes[row_id]: round(float(progress)) for row_id, progress in told.items()}


def test_what_partners_say_of_the_strategy_becomes_an_item_of_its_axis(sit: Sit, strategy: int) -> None:
    officer = sit("officer").sign_in("ar", OFFICER)
    farmers, chamber = sit("farmers").sign_in("ar", FARMERS), sit("chamber").sign_in("ar", CHAMBER)
    farmers.open("plan/")
    assert farmers.page.get_by_text(STRATEGY).count() == 0
    _invite(officer, strategy)
    expect(farmers.open("notices/").page.locator("main")).to_contain_text(STRATEGY)
    _propose(farmers, strategy, MARKET, "قريب من الحقول")
    _propose(chamber, strategy, MARKET_TOO)
    chamber.open(f"plan/details/?id={strategy}").follow(".consulted .btn-secondary")
    chamber.page.fill("#text", "نأمل إطالة مدة التشاور")
    chamber.follow("form.record > .buttons .btn-primary")
    expect(chamber.open("plancomment/").page.locator("tbody tr")).to_have_count(2)
    _answer(officer, strategy)
    for walk in (farmers, chamber):
        _read(walk, strategy)
    chamber.open(f"plan/consultation/?id={strategy}")
    expect(chamber.page.locator("main")).to_contain_text("المدة محددة بقرار المحافظ")
    assert farmers.open("plancomment/").page.get_by_text(MARKET_TOO).count() == 0
    item = PlanItem.get(PlanItem.name_ar == MARKET)
    assert (item.code, item.unit, float(item.required or 0), item.description_ar) == ("1.1", "سوق", 2, "قريب من الحقول")
    assert [walk.complaints + walk.elsewhere for walk in (officer, farmers, chamber)] == [[], [], []]


def test_the_strategy_is_adopted_and_its_indicators_are_told_against_2040(walk: Walk, strategy: int) -> None:
    walk.sign_in("ar", OFFICER).open(f"plan/details/?id={strategy}")
    expect(walk.page.locator("main")).to_contain_text("التشاور")
    walk.follow(walk.page.get_by_role("button", name=re.compile("اعتماد")))
    plan = Plan.get_by_id(strategy)
    assert (plan.phase, plan.edition) == ("ADOPTED", 1)
    walk.open(f"versions/?id={strategy}&number=1")
    expect(walk.page.locator(".version-items").first).to_contain_text(AXES[0])
    expect(walk.page.locator(".version-items").last).to_contain_text("معدل البطالة")
    # From 16 to 11 of the way to 6, and from 40 to 55 of the way to 100.
    assert _progress(strategy, date(2040, 12, 31)) == {"1": 50, "2": 25}
    walk.open(f"indicator/details/?id={Indicator.get(Indicator.direction == 'FALLING').id}")
    expect(walk.page.locator("#course")).to_contain_text("2040")
    walk.check()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_page_of_the_consultation_is_open_to_everybody(walk: Walk, strategy: int, language: str) -> None:
    plan, axis = Plan.get_by_id(strategy), PlanItem.get()
    plan.phase = "CONSULTATION"
    changes.save(SALMA, plan)
    own = Organization.get(Organization.name_ar == UNION).id
    changes.save(SALMA, PlanInvitation(plan=strategy, organization=own))
    about = {"plan": strategy, "item": axis.id, "organization": own}
    first = changes.save(SALMA, PlanComment(**about, comment_kind="NEW_ITEM", proposed=MARKET, text="قريب من الحقول"))
    changes.save(SALMA, PlanComment(**about, text="الأولوية للري الحديث", joined_into=first.id))
    both = [f"plan/details/?id={strategy}", f"plan/consultation/?id={strategy}", f"plancomment/details/?id={first.id}",
            "plancomment/", f"plancomment/new/?plan={strategy}&item={axis.id}"]  # fmt: skip
    alone = {OFFICER: [f"plancomment/queue/?plan={strategy}", f"planinvitation/new/?plan={strategy}"], FARMERS: [""]}
    for person, pages in alone.items():
        walk.sign_in(language, person)
        for address in [*both, *pages]:
            walk.open(address).check()
        walk.page.context.clear_cookies()


def test_without_scripts_a_partner_comments_and_the_officer_answers(
    browser: Browser, origin: str, strategy: int
) -> None:
    plan = Plan.get_by_id(strategy)
    plan.phase, plan.is_published = "CONSULTATION", True
    changes.save(SALMA, plan)
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 900})
    walk = Walk(context.new_page(), origin).sign_in("ar", FARMERS).open(f"plan/details/?id={strategy}")
    walk.follow(walk.page.locator(".outline .item-comment").first)
    walk.page.fill("#text", "الأولوية للري الحديث")
    walk.follow("form.record > .buttons .btn-primary")
    row = PlanComment.get()
    assert (row.item_id, row.account_id) == (PlanItem.get().id, Account.get(Account.email == FARMERS).id)
    context.close()
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 900})
    walk = Walk(context.new_page(), origin).sign_in("ar", OFFICER).open("plancomment/queue/")
    walk.page.locator(".demand input[type=checkbox]").check()
    walk.page.fill("#item", AXES[1])
    walk.follow(walk.page.locator("#answering button[value=TAKEN]"))
    assert PlanComment.get().taken_into_id == PlanItem.get(PlanItem.name_ar == AXES[1]).id
    context.close()
