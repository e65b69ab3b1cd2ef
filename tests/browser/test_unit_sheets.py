"""An officer brings in the units of their area from a workbook and names who fills in for one, in Arabic, wide and
narrow."""

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import Walk, enter
from tests.browser.test_imports import WAIT, _worker  # noqa: F401  The worker beside the panel.
from tests.fivew import workbook

HEADER = ("رمز الوحدة", "الاسم العربي", "نوع الوحدة", "الوحدة التي تتبعها", "رمز المنطقة", "من", "ملاحظة")
OFFICER, CLERK = "units@example.org", "clerk@example.org"


def _rows(mark: str) -> list[list[object]]:
    """Two good units, the lower one first, and one of another governorate."""
    return [
        [f"T-{mark}", f"بلدية جعار {mark}", "بلدية", f"G-{mark}", "YE121121", "2020-01-01", "نقلت"],
        [f"G-{mark}", f"محافظة أبين {mark}", "محافظة", "", "YE12", "", ""],
        [f"M-{mark}", f"بلدية المكلا {mark}", "بلدية", "", "YE1927", "", ""],
    ]


def test_a_workbook_of_units_is_previewed_entered_and_a_person_named(
    walk: Walk, settings: dict[str, str], tmp_path: Path
) -> None:
    size = walk.page.viewport_size
    mark = str(size["width"]) if size else ""
    enter(settings, OFFICER, "OFFICER", "YE12")
    enter(settings, CLERK, "AUDITOR")
    walk.sign_in("ar", OFFICER).open("unit/").check()
    walk.follow(".sheets a >> nth=0").check()
    walk.page.set_input_files("#file", workbook(tmp_path, _rows(mark), HEADER, sheet="الوحدات"))
    walk.follow(".import-send .btn-primary")
    expect(walk.page.locator("[name=column-D]")).to_have_value("unit_under", timeout=WAIT)
    walk.check()
    walk.follow("form.record > .buttons .btn-primary")
    expect(walk.page.locator(".import-error")).to_contain_text("الوحدات!", timeout=WAIT)
    walk.check()
    preview = walk.page.url.removeprefix(f"{walk.origin}/admin/")
    walk.open(f"{preview}&tab=new").check()
    expect(walk.page.locator("tbody tr")).to_have_count(2)
    expect(walk.page.locator("tbody tr").first).to_contain_text(f"محافظة أبين {mark}")
    walk.follow(".import-deeds .btn-primary").check()
    walk.follow("main form .buttons .btn-primary")
    expect(walk.page.locator(".message-success")).to_be_visible(timeout=WAIT)
    walk.check()
    walk.follow(".buttons > a >> nth=0")
    _name_a_person(walk, f"بلدية جعار {mark}")


def _name_a_person(walk: Walk, unit: str) -> None:
    """From the list to the page of a unit, and who fills in for it, by the address they sign in under."""
    walk.follow(walk.page.locator("main a", has_text=unit).first)
    walk.follow("a[href*='of=unit_person']").check()
    walk.page.fill("#account", "nobody@example.org")
    walk.page.select_option("#unit_role", "FILLS")
    walk.follow("form.record .btn-primary")
    expect(walk.page.locator("#account-wrong")).to_contain_text("لا أحد")
    walk.check()
    walk.page.fill("#account", CLERK)
    walk.follow("form.record .btn-primary")
    expect(walk.page.locator("main .parts").first).to_contain_text("clerk")
    walk.check()
