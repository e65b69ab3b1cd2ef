"""A register of one's own where scripts are blocked, in Arabic: entered, sent as a workbook, shown and saved."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, expect

from tansiq.models import DashboardTile, Entry, FieldDefinition, TypeDefinition
from tansiq.models.extra import extra_name
from tests.browser.conftest import Walk
from tests.browser.form_filling import SAVE
from tests.browser.test_imports import WAIT, _worker  # noqa: F401  The worker beside the panel.
from tests.fivew import workbook

HEADER = ("الاسم", "المديرية", "نوع نقطة المياه", "حالة التشغيل", "العمق")


@pytest.fixture(params=[1280, 390], ids=["wide", "narrow"])
def plain(browser: Browser, origin: str, request: pytest.FixtureRequest) -> Iterator[Walk]:
    """A walk in a browser that runs no scripts."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": request.param, "height": 900})
    yield Walk(context.new_page(), origin)
    context.close()


def _wells() -> TypeDefinition:
    found: TypeDefinition = TypeDefinition.get(TypeDefinition.key == "wells")
    return found


def _id(key: str) -> str:
    return f"[id='{extra_name(FieldDefinition.get(FieldDefinition.key == key).id)}']"


def _width(walk: Walk) -> int:
    size = walk.page.viewport_size
    return size["width"] if size else 0


def _load(walk: Walk) -> None:
    """By one click; nothing changes where it stands here from the width before."""
    walk.sign_in("ar").open("definitions/")
    walk.follow("#register-wells button")
    assert _wells().use_state == "ACTIVE"


def _enter(walk: Walk) -> None:
    """A well that is refused by a rule at first, with everything that was typed still there."""
    page, called = walk.page, f"بئر السوق {_width(walk)}"
    walk.open("entry/?type=wells").follow(".head a.btn-primary")
    page.fill("#area", "YE1211")
    page.fill(_id("pointName"), called)
    page.select_option(_id("kind"), "BOREHOLE")
    page.select_option(_id("operation"), "WORKING")
    page.fill(_id("depth"), "٨٠")
    page.fill(_id("waterLevel"), "90")
    walk.follow(SAVE)
    expect(page.locator("main .faults")).to_contain_text("منسوب الماء أعمق من البئر نفسها")
    expect(page.locator(_id("pointName"))).to_have_value(called)
    page.fill(_id("waterLevel"), "30.5")
    walk.follow(SAVE)
    expect(page.locator("h1")).to_contain_text(called)
    expect(page.locator("main")).to_contain_text("49.5")


def _send(walk: Walk, folder: Path) -> None:
    """Three wells of which one cannot be: told at its cell, the others entered."""
    page, width = walk.page, _width(walk)
    rows = [[f"بئر {width} {number}", "خنفر", "بئر أنبوبية", "تعمل", 40 + number] for number in (1, 2)]
    rows.append([f"بئر {width} 3", "خنفر", "بئر أنبوبية", "تعمل", "عميقة"])
    walk.open("imports/new/")
    page.select_option("#plan", label="الآبار ونقاط المياه")
    page.set_input_files("#file", workbook(folder, rows, HEADER))
    walk.follow(".import-send .btn-primary")
    expect(page.locator("form.record > .buttons .btn-primary")).to_be_visible(timeout=WAIT)
    walk.follow("form.record > .buttons .btn-primary")
    expect(page.locator(".import-tabs")).to_be_visible(timeout=WAIT)
    expect(page.locator("main")).to_contain_text("E4")
    walk.follow(".import-deeds .btn-primary").follow("main form .buttons .btn-primary")
    expect(page.locator(".message-success")).to_be_visible(timeout=WAIT)
    assert Entry.select().where(Entry.title.startswith(f"بئر {width} ")).count() == 2


def _show(walk: Walk, folder: Path) -> None:
    """A tile is drawn below its form, saved, shown on its dashboard, and saved as a workbook."""
    page = walk.page
    walk.open("dashboard/new/")
    page.fill("#name_ar", f"الآبار {_width(walk)}")
    walk.follow(SAVE).follow("main a[href*='dashboardtile/new']").follow(f"a[href*='of=entry-{_wells().id}']")
    page.fill("#name_ar", "الآبار بحسب النوع")
    page.select_option("#tile_kind", "CHART")
    walk.follow("button[name=_preview]")
    expect(page.locator("#first_group-wrong")).to_be_visible()
    page.select_option("#first_group", extra_name(FieldDefinition.get(FieldDefinition.key == "kind").id))
    before = DashboardTile.select().count()
    walk.follow("button[name=_preview]")
    expect(page.locator("#preview")).to_contain_text("بئر أنبوبية")
    assert DashboardTile.select().count() == before
    walk.follow(SAVE).follow(page.locator("main a[href*='dashboard/show']").first)
    expect(page.locator(".dashboard-tiles .bars li")).to_have_count(1)
    with page.expect_download() as saved:
        page.click(".dashboard-tiles a[href*='tile/xlsx']")
    saved.value.save_as(folder / "tile.xlsx")
    last = list(load_workbook(folder / "tile.xlsx").worksheets[0].iter_rows(values_only=True))[-1]
    assert last[-1] == Entry.select().where(Entry.record_type == _wells().id).count()


def test_a_register_is_filled_sent_and_shown(plain: Walk, tmp_path: Path) -> None:
    _load(plain)
    _enter(plain)
    _send(plain, tmp_path)
    _show(plain, tmp_path)
