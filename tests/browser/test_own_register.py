"""A register of the ministry's own from its first day on: loaded by one click, entered, proposed, sent as a workbook,
shown on a dashboard, and answered by another process of two workers that was running before it was there."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import expect

from tansiq.accounts.people import Rights, enter_person
from tansiq.models import Account, Area, Entry, FieldDefinition, TypeDefinition
from tansiq.models.extra import extra_name
from tests.browser.conftest import PASSWORD, Walk
from tests.browser.form_filling import SAVE
from tests.browser.serving import ROOT, answering, free_port
from tests.browser.test_imports import WAIT, _worker  # noqa: F401  The worker beside the panel.
from tests.fivew import workbook
from tests.people import SALMA

OFFICER, PARTNER = "officer@example.org", "partner@example.org"
HEADER = ("اسم المجموعة", "المديرية", "المنظمة", "مجال الإنتاج", "المرحلة", "عدد المتدربين", "تاريخ التشكيل")
QUESTION = """{ registers { wells(where: {depth: {from: 50}}, orderBy: {field: DEPTH}, first: 20) {
    totalCount edges { node { pointName depth waterColumn area { pcode } } } } } }"""


@pytest.fixture(scope="module")
def two_workers(origin: str, settings: dict[str, str]) -> Iterator[str]:
    """Another process over the same register, with two workers; by its address."""
    address = f"127.0.0.1:{free_port()}"
    served = [sys.executable, "-m", "gunicorn", "--bind", address, "--workers", "2", "--no-control-socket"]
    process = subprocess.Popen([*served, "app:create_app()"], cwd=ROOT, env={**os.environ, **settings})
    try:
        yield answering(f"http://{address}", process)
    finally:
        process.terminate()
        process.wait(timeout=30)


@pytest.fixture(scope="module")
def people(origin: str) -> None:
    """The officer of Abyan, and a partner of NRA."""
    officer = Rights(frozenset({"OFFICER"}), area_ids=frozenset({Area.get(Area.pcode == "YE12").id}))
    enter_person(SALMA, Account(email=OFFICER, name="نادية"), PASSWORD, officer)
    partner = Rights(frozenset({"PARTNER"}), organization_ids=frozenset({1}))
    enter_person(SALMA, Account(email=PARTNER, name="خالد"), PASSWORD, partner)


def _ask(address: str, query: str) -> Any:
    sent = Request(  # noqa: S310  Our own address.
        f"{address}/graphql", json.dumps({"query": query}).encode(), {"Content-Type": "application/json"}
    )
    try:
        with urlopen(sent) as answer:  # noqa: S310  Our own address.
            return json.loads(answer.read())
    except HTTPError as refused:
        return json.loads(refused.read())


def _kind(key: str) -> TypeDefinition:
    found: TypeDefinition = TypeDefinition.get(TypeDefinition.key == key)
    return found


def _id(kind: str, key: str) -> str:
    one = FieldDefinition.get(FieldDefinition.record_type == _kind(kind).id, FieldDefinition.key == key)
    return f"[id='{extra_name(one.id)}']"


def _load(walk: Walk, name: str) -> None:
    """By one click where it is not here yet."""
    walk.sign_in("ar").open("definitions/").check()
    is_new = walk.page.locator(f"#register-{name} .badge").count() == 0
    walk.follow(f"#register-{name} button").check()
    expect(walk.page.locator(".message-success" if is_new else "main h1")).to_be_visible()


def _sit_down(walk: Walk, email: str) -> None:
    walk.page.context.clear_cookies()
    walk.sign_in("ar", email)


def _fill_group(walk: Walk, called: str) -> None:
    page = walk.page
    walk.look_up("area", "YE1211", "(YE1211)")
    if page.locator("#organization").get_attribute("role") == "combobox":
        walk.look_up("organization", "NRA", "(NRA)")
    page.fill(_id("productiveGroups", "groupName"), called)
    page.select_option(_id("productiveGroups", "production"), "SEWING")
    page.select_option(_id("productiveGroups", "stage"), "PRODUCING")
    page.fill(_id("productiveGroups", "trained"), "٢٠")


def test_what_is_loaded_here_is_answered_there_at_the_next_question(walk: Walk, two_workers: str, people: None) -> None:
    asked = _ask(two_workers, QUESTION)
    _load(walk, "wells")
    _sit_down(walk, OFFICER)
    called = f"بئر {walk.page.evaluate('innerWidth')}"
    page = walk.open("entry/new/?type=wells").page
    walk.look_up("area", "YE1211", "(YE1211)")
    page.fill(_id("wells", "pointName"), called)
    page.select_option(_id("wells", "kind"), "BOREHOLE")
    page.select_option(_id("wells", "operation"), "WORKING")
    page.fill(_id("wells", "depth"), "80")
    page.fill(_id("wells", "waterLevel"), "90")
    walk.follow(SAVE).check()
    expect(page.locator("main")).to_contain_text("منسوب الماء أعمق من البئر نفسها")
    page.fill(_id("wells", "waterLevel"), "30.5")
    walk.follow(SAVE).check()
    expect(page.locator("main")).to_contain_text("49.5")
    node = {"pointName": called, "depth": 80, "waterColumn": 49.5, "area": {"pcode": "YE1211"}}
    for _worker_of_two in range(6):
        answer = _ask(two_workers, QUESTION)
        assert node in [edge["node"] for edge in answer["data"]["registers"]["wells"]["edges"]]
    before = 0 if "errors" in asked else asked["data"]["registers"]["wells"]["totalCount"]
    assert answer["data"]["registers"]["wells"]["totalCount"] == before + 1


def test_a_group_is_entered_proposed_sent_and_counted(walk: Walk, people: None, tmp_path: Path) -> None:
    page, width = walk.page, walk.page.evaluate("innerWidth")
    _load(walk, "productive_groups")
    kind = _kind("productiveGroups")
    _sit_down(walk, OFFICER)
    walk.open("entry/?type=productiveGroups").check()
    walk.follow(".head a.btn-primary").check()
    _fill_group(walk, f"خياطة {width}")
    page.fill(_id("productiveGroups", "working"), "25")
    walk.follow(SAVE).check()
    page.fill("[name=rule_reason]", "انضم إليهم آخرون")
    walk.follow(SAVE).check()
    expect(page.locator("main")).to_contain_text("125")
    _sit_down(walk, PARTNER)
    walk.open("entry/new/?type=productiveGroups")
    _fill_group(walk, f"تطريز {width}")
    walk.follow(SAVE).check()
    assert Entry.get_or_none(Entry.title == f"تطريز {width}") is None
    _sit_down(walk, OFFICER)
    walk.open("proposal/").follow(page.locator("main a[href*='proposal/details']").first).check()
    expect(page.locator("main")).to_contain_text(f"تطريز {width}")
    walk.follow("button[value=approve]")
    assert Entry.get(Entry.title == f"تطريز {width}").record_type_id == kind.id
    _send_workbook(walk, tmp_path, width)
    assert Entry.select().where(Entry.title.startswith(f"مجموعة {width} ")).count() == 497
    _sit_down(walk, "salma@example.org")
    _make_dashboard(walk, kind, width)


def _send_workbook(walk: Walk, folder: Path, width: int) -> None:
    """Five hundred groups, three of them wrong."""
    rows: list[list[object]] = [
        [f"مجموعة {width} {number}", "خنفر", "NRA", "خياطة وتطريز", "تُنتج", number, "2026-03-01"]
        for number in range(1, 501)
    ]
    rows[9][3], rows[99][5], rows[199][6] = "نسج السجاد", "كثير", "أمس"
    walk.open("imports/new/")
    walk.page.select_option("#plan", label="المجموعات الإنتاجية")
    walk.page.set_input_files("#file", workbook(folder, rows, HEADER))
    walk.follow(".import-send .btn-primary")
    expect(walk.page.locator("form.record > .buttons .btn-primary")).to_be_visible(timeout=WAIT)
    walk.check()
    walk.follow("form.record > .buttons .btn-primary")
    expect(walk.page.locator(".import-tabs")).to_be_visible(timeout=WAIT)
    walk.check()
    for cell in ("D11", "F101", "G201"):
        expect(walk.page.locator("main")).to_contain_text(cell)
    walk.follow(".import-deeds .btn-primary").check()
    walk.follow("main form .buttons .btn-primary")
    expect(walk.page.locator(".message-success")).to_be_visible(timeout=WAIT)


def _make_dashboard(walk: Walk, kind: TypeDefinition, width: int) -> None:
    page = walk.page
    walk.open("dashboard/new/").check()
    page.fill("#name_ar", f"المجموعات {width}")
    walk.follow(SAVE).check()
    walk.follow("main a[href*='dashboardtile/new']").check()
    walk.follow(f"a[href*='of=entry-{kind.id}']").check()
    page.fill("#name_ar", "المجموعات حسب المجال")
    page.select_option("#tile_kind", "CHART")
    stage = extra_name(FieldDefinition.get(FieldDefinition.record_type == kind.id, FieldDefinition.key == "stage").id)
    page.select_option("#first_group", stage)
    walk.follow(SAVE).check()
    walk.follow(page.locator("main a[href*='dashboard/show']").first).check()
    expect(page.locator(".dashboard-tiles svg").first).to_be_visible()
    expect(page.locator(".dashboard-tiles table").first).to_contain_text("تُنتج")
