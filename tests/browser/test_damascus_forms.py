"""Damascus: a quarterly form is built, published and assigned to the offices of fourteen governorates. Eleven report
by three ways, one declares that there was nothing, one is late, one never reports; two levels approve, and what it
comes to stands on a page, at the endpoint and in a plan. In Arabic, before a desk and on a telephone."""

from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tansiq.accounts.people import enter_person
from tansiq.accounts.viewers import viewer_of
from tansiq.forms.approving import approve_many
from tansiq.forms.filling import submit
from tansiq.models import (
    Account,
    Area,
    FieldDefinition,
    Indicator,
    Plan,
    Report,
    RuleDefinition,
    TypeDefinition,
    Unit,
    UnitPerson,
)
from tansiq.records import changes
from tests.api.portal_clients import enter_client, token_of
from tests.browser.conftest import PASSWORD, Sit, Walk
from tests.browser.form_filling import SAVE
from tests.filled_forms import FilledForm
from tests.governorates import annual_plan, enter_syria
from tests.people import SALMA
from tests.report_sheets import filled, sent, written

SAID = {"people": 100, "men": 40, "women": 60}
LABELS = {"people": "السكان المخدومون", "men": "الرجال", "women": "النساء", "lamps": "المصابيح"}
BY_WORKBOOK, BY_GRAPHQL = range(1, 5), range(5, 9)
BY_OTHERS, NOTHING, LATE = range(9, 11), 11, 12
"""Places of units in their order; the first reports in the panel, the last never."""
SENDING = """mutation ($form: String!, $unit: ID!, $period: String!, $values: [ReportValueInput!]) {
    reportSubmit(form: $form, unit: $unit, period: $period, values: $values) { __typename } }"""
ASKING = """query ($form: String!, $items: [String!]!, $first: String!, $last: String!, $plan: ID!) {
    figures(form: $form, items: $items, from: $first, to: $last, by: [PERIOD]) { item period value reported expected }
    completeness(form: $form, period: $first) { total { expected received } }
    plan(id: $plan) { indicators { achieved followed { on value area { pcode } } } } }"""


@pytest.fixture(scope="module")
def offices(origin: str) -> list[Unit]:
    """The governorates of Syria with an office each below the ministry, for which Rima and Fadi approve."""
    with changes.together():
        areas = enter_syria()
        named = {"name_ar": "وزارة الإدارة المحلية", "name_en": "Ministry"}
        ministry = changes.save(SALMA, Unit(unit_kind="MINISTRY", area=areas["SY"].id, **named))
        found = [
            changes.save(SALMA, Unit(unit_kind="GOVERNORATE", area=area.id, parent=ministry.id, name_ar=area.name_ar))
            for pcode, area in sorted(areas.items())
            if pcode != "SY"
        ]
    for name, unit, role in (
        ("samir", found[0], "FILLS"),
        ("rima", ministry, "APPROVES"),
        ("fadi", ministry, "APPROVES"),
    ):
        person = enter_person(SALMA, Account(email=f"{name}-of-syria@example.org", name=name), PASSWORD, "ANONYMOUS")
        UnitPerson.create(unit=unit.id, account=person.id, unit_role=role)
    return found


def _add_item(walk: Walk, made: TypeDefinition, key: str) -> None:
    page = walk.open(f"typedefinition/details/?id={made.id}").page
    walk.follow("main a[href*='fielddefinition/new']").follow("a[href*='type=WHOLE']")
    page.fill("#label_ar", LABELS[key])
    page.fill("#label_en", key)
    page.select_option("#over_areas", "SUM")
    page.select_option("#over_time", "LATEST")
    walk.follow(SAVE)


def _publish(walk: Walk, made: TypeDefinition, period: str, number: int) -> None:
    page = walk.open(f"typedefinition/details/?id={made.id}").page
    walk.follow("#versions a.btn")
    page.select_option("#period", period)
    walk.check()
    walk.follow("main form button.btn-primary").check()
    expect(page.locator("#versions li")).to_have_count(number)


def _build(walk: Walk, begins: str, called: str) -> TypeDefinition:
    """A form of three items, approved at two levels, with the rule that the parts are the whole."""
    page = walk.sign_in("ar").open("typedefinition/new/?periodic=1").page
    for name, text in {
        "many_ar": called,
        "many_en": f"Served {called[-4:]}",
        "one_ar": "تقرير",
        "one_en": "Report",
    }.items():
        page.fill(f"#{name}", text)
    page.check("input[name=policy][value=PUBLIC]")
    for name, text in {"reported_from": begins, "approval_levels": "2", "closes_days": ""}.items():
        page.fill(f"#{name}", text)
    walk.check()
    walk.follow(SAVE)
    made: TypeDefinition = TypeDefinition.select().order_by(TypeDefinition.id.desc()).get()
    for key in SAID:
        _add_item(walk, made, key)
    walk.open(f"typedefinition/details/?id={made.id}").follow("a[href*='to=ACTIVE']").follow(
        "main form button.btn-primary"
    )
    walk.open(f"fields/?of=entry-{made.id}").follow("#rules .head a.btn")
    page.fill("#expression", f"${{{LABELS['men']}}} + ${{{LABELS['women']}}} = ${{{LABELS['people']}}}")
    page.fill("#message_ar", "مجموع الرجال والنساء ليس مجموع السكان.")
    page.fill("#message_en", "The parts are not the whole.")
    walk.follow(SAVE).follow("a[href*='to=ACTIVE']").check()
    walk.follow("main form .btn-primary")
    assert RuleDefinition.select().where(RuleDefinition.record_type == made.id).get().use_state == "ACTIVE"
    return made


def _assign(walk: Walk, made: TypeDefinition, begins: str) -> None:
    """All of one kind of unit, counted first."""
    page = walk.open(f"typedefinition/details/?id={made.id}").page
    walk.follow("a[href*='/assign/']")
    page.check("#kind-GOVERNORATE")
    page.fill("#from", begins)
    walk.follow("main form.record button")
    expect(page.locator("main")).to_contain_text("14")
    walk.check()
    walk.follow("main form .btn-primary")


def _fill(samir: Walk, form: FilledForm) -> None:
    """A wrong sum is told before the right one is submitted."""
    unit, period = form.units[0].id, form.period(2).key
    page = samir.open(f"reports/fill/?form={form.form.id}&unit={unit}&period={period}").page
    for key, value in {**SAID, "women": 50}.items():
        page.fill(f"[id='extra.{form.number(key)}']", str(value))
    samir.follow("button[value=submit]").check()
    expect(page.locator(".faults")).to_contain_text("مجموع الرجال والنساء ليس مجموع السكان.")
    page.fill(f"[id='extra.{form.number('women')}']", "٦٠")
    samir.follow("button[value=submit]").check()
    expect(page.locator(".badges")).to_contain_text("مُسلَّم")


def _post(walk: Walk, query: str, given: dict[str, Any], headers: dict[str, str] | None = None) -> dict[str, Any]:
    sent_now = {"query": query, "variables": given}
    answer = walk.page.request.post(f"{walk.origin}/graphql", data=sent_now, headers=headers or {}).json()
    assert "errors" not in answer, answer
    found: dict[str, Any] = answer["data"]
    return found


def _report_otherwise(walk: Walk, form: FilledForm, folder: Path) -> None:
    """By workbook, at the endpoint and by others; on time but for the one who is late."""
    path = written(SALMA, form, folder, back=2)
    done = sent(SALMA, form, filled(path, form, {}, *[SAID for _ in BY_WORKBOOK]), submits=True)
    assert done.is_written
    headers = token_of(enter_client(form.form.key, scopes=("statistics:read", "statistics:write")))
    values = [{"key": key, "number": value} for key, value in SAID.items()]
    for place in BY_GRAPHQL:
        given = {"form": form.form.key, "unit": str(form.units[place].id), "period": form.period(2).key}
        assert _post(walk, SENDING, given | {"values": values}, headers)["reportSubmit"]["__typename"] == "ReportSent"
    for place in (*BY_OTHERS, LATE):
        submit(SALMA, form.begun(unit=place, back=2), form.values(**SAID))
    submit(SALMA, form.begun(unit=NOTHING, back=2), nil_reason="كان المكتب مغلقًا.")
    on_time = datetime.combine(form.period(2).ends + timedelta(5), time(9), UTC).replace(tzinfo=None)
    punctual = (Report.form == form.form.id) & (Report.unit != form.units[LATE].id)
    Report.update(first_submitted_at=on_time).where(punctual).execute()


def _approve_all(walk: Walk, count: int) -> None:
    """What waits at the level of whoever sits here, in one deed."""
    page = walk.open("waiting/").page
    expect(page.locator(".rows tbody tr")).to_have_count(count)
    walk.check()
    page.locator("#choose-page").check()
    walk.follow(".deed-buttons button").check()
    expect(page.locator(".messages")).to_contain_text("اعتُمد")


def _indicator(form: FilledForm) -> Plan:
    """The annual plan of the country, with an indicator that follows the people who are served."""
    plan = changes.save(SALMA, annual_plan(Area.get(Area.pcode == "SY")))
    plan.starts_on, plan.ends_on = form.period(3).begins, form.period(-1).ends
    changes.save(SALMA, plan)
    ways = {"direction": "RISING", "over_areas": "SUM", "over_time": "LATEST", "unit": "people"}
    changes.save(SALMA, Indicator(plan=plan.id, name_ar="المخدومون", form_item=form.number("people"), **ways))
    return plan


def _asked(walk: Walk, form: FilledForm, plan: Plan, *keys: str) -> dict[str, Any]:
    first, last = form.period(2).key, form.period().key
    given = {"form": form.form.key, "items": list(keys), "first": first, "last": last, "plan": str(plan.id)}
    return _post(walk, ASKING, given)


def _as_filled(made: TypeDefinition, offices: list[Unit]) -> FilledForm:
    fields = FieldDefinition.select().where(FieldDefinition.record_type == made.id)
    return FilledForm(made, {one.label_en: one for one in fields}, tuple(offices))


def _see(walk: Walk, form: FilledForm) -> None:
    """ "13 of 14" beside the total, who is late and who never reported in the table."""
    page = walk.open(f"statistics/?form={form.form.id}&item={form.number('people')}").page
    expect(page.locator(".figures")).to_contain_text("1,200")
    expect(page.locator(".figures")).to_contain_text("13 من 14")
    walk.check()
    walk.open(f"following/?form={form.form.id}").check()
    expect(page.locator(".standing tbody tr")).to_have_count(14)
    walk.open(f"following/late/?form={form.form.id}").check()
    expect(page.locator(".rows")).to_contain_text(form.units[-1].name_ar)


def test_fourteen_offices_report(sit: Sit, offices: list[Unit], tmp_path: Path) -> None:
    salma, samir, rima, fadi = (sit(name) for name in ("Salma", "Samir", "Rima", "Fadi"))
    width = salma.page.evaluate("innerWidth")
    begins = "2025-01-01"
    made = _build(salma, begins, f"الخدمات {width}")
    form = _as_filled(made, offices)
    _publish(salma, made, form.period(2).key, 1)
    _assign(salma, made, begins)
    _fill(samir.sign_in_by_form("ar", "samir-of-syria@example.org"), form)
    _report_otherwise(salma, form, tmp_path)
    plan = _indicator(form)
    before = _asked(salma, form, plan, "people")
    assert before["plan"]["indicators"][0]["achieved"] is None
    for one, name in ((rima, "rima"), (fadi, "fadi")):
        _approve_all(one.sign_in_by_form("ar", f"{name}-of-syria@example.org"), 13)
    _see(salma, form)
    told = _asked(salma, form, plan, "people")
    assert told["completeness"]["total"] == {"expected": 14, "received": 13}
    assert [(one["value"], one["reported"], one["expected"]) for one in told["figures"]] == [
        (1200, 13, 14),
        (None, 0, 14),
    ]
    assert told["plan"]["indicators"][0]["achieved"] == 1200
    _go_on(salma, form, plan)
    assert [one.complaints for one in (salma, samir, rima, fadi)] == [[], [], [], []]


def _go_on(walk: Walk, form: FilledForm, plan: Plan) -> None:
    """Version 2 asks one thing more; the series of the others goes on, and the plan with it."""
    _add_item(walk, form.form, "lamps")
    lamps = FieldDefinition.select().order_by(FieldDefinition.id.desc()).get()
    lamps.use_state = "ACTIVE"
    changes.save(SALMA, lamps)
    _publish(walk, form.form, form.period().key, 2)
    form = _as_filled(form.form, list(form.units))
    report = submit(SALMA, form.begun(), form.values(people=150, men=70, women=80, lamps=7))
    for approver in ("rima", "fadi"):
        account = Account.get(Account.email == f"{approver}-of-syria@example.org")
        approve_many(viewer_of(account.id, "ar"), [Report.get_by_id(report.id)])
    told = _asked(walk, form, plan, "people", "lamps")
    assert [(one["item"], one["value"], one["reported"]) for one in told["figures"]] == [
        ("people", 1200, 13), ("people", 150, 1), ("lamps", None, 1), ("lamps", 7, 1),
    ]  # fmt: skip
    assert told["plan"]["indicators"][0]["achieved"] == 1250
