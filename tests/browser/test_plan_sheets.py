"""A plan's own workbook goes in and comes out in the browser, in Arabic and in English, wide and narrow."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from tansiq.models import Area, Plan
from tansiq.platform.database import open_database, use
from tansiq.records import changes
from tests.browser.conftest import Walk
from tests.browser.test_imports import WAIT, _worker  # noqa: F401  The worker beside the panel.
from tests.fivew import workbook
from tests.people import SALMA

HEADER = ("م", "المحور", "النشاط", "تاريخ البدء", "تاريخ الانتهاء", "التكلفة التقديرية", "العملة")
ROWS: list[list[object]] = [
    [1, "المياه", "حفر الآبار", "2026-01-01", "2026-06-30", 5000, "USD"],
    [2, "", "مد الشبكة", "2026-07-01", "2026-12-31", "كثير", "USD"],
    [3, "الصحة", "تأهيل المركز", "", "", "", ""],
]


@pytest.fixture
def plan(origin: str, settings: dict[str, str]) -> int:
    """An empty plan of Khanfar, drafted anew for each walk."""
    with use(open_database(settings["TANSIQ_DATABASE_URL"])).connection_context(), changes.together():
        days = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
        names = {"name_ar": "خطة المياه والصحة", "name_en": "Plan of water and health"}
        made = changes.save(SALMA, Plan(area=Area.get(Area.pcode == "YE1211").id, **names, **days))
        return int(made.id)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_workbook_of_columns_is_entered_and_saved_again(walk: Walk, tmp_path: Path, plan: int, language: str) -> None:
    walk.sign_in(language).open(f"imports/new/?plan={plan}").check()
    walk.page.set_input_files("#file", workbook(tmp_path, ROWS, HEADER))
    walk.follow(".import-send .btn-primary")
    expect(walk.page.locator("[name=column-B]")).to_have_value("level_axis", timeout=WAIT)
    walk.check()
    walk.follow("form.record > .buttons .btn-primary")
    expect(walk.page.locator(".import-error")).to_contain_text("5W!F3", timeout=WAIT)
    walk.check()
    preview = walk.page.url.removeprefix(f"{walk.origin}/admin/")
    walk.open(f"{preview}&tab=new").check()
    expect(walk.page.locator("tbody tr")).to_have_count(4)
    walk.follow(".import-deeds .btn-primary")
    walk.follow("main form .buttons .btn-primary")
    expect(walk.page.locator(".message-success")).to_be_visible(timeout=WAIT)
    walk.check()
    walk.follow(".buttons > a >> nth=0")
    expect(walk.page.locator(".outline .line")).to_have_count(2)
    walk.page.locator("details.more > summary").first.click()
    walk.check()
    with walk.page.expect_download() as download:
        walk.page.locator("a[href*='layout=numbering']").click()
    download.value.save_as(tmp_path / "out.xlsx")
    codes = [row[0] for row in load_workbook(tmp_path / "out.xlsx").worksheets[0].iter_rows(3, values_only=True)]
    assert codes == ["1", "1.1", "2", "2.1"]
