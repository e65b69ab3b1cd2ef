"""Whoever follows a form sees how its reports stand, who is late and what waits: in Arabic, wide and narrow."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tansiq.forms.approving import approve, send_back
from tansiq.forms.filling import submit
from tansiq.models import Area, Unit
from tansiq.platform.database import open_database, use
from tansiq.records import changes
from tests.browser.conftest import Walk, enter
from tests.filled_forms import FilledForm, municipal_form
from tests.people import SALMA

NAMES = (
    "بلدية جعار",
    "بلدية زنجبار",
    "بلدية لودر",
    "مديرية خنفر للخدمات البلدية والإسكان والأشغال العامة",
    "بلدية أحور",
)
NADIA = "nadia-who-follows@example.org"


@pytest.fixture(scope="module")
def municipal(origin: str, settings: dict[str, str]) -> Iterator[FilledForm]:
    """Monthly statistics of five units: approved, submitted, returned, begun and not begun."""
    with use(open_database(settings["TANSIQ_DATABASE_URL"])).connection_context():
        area = Area.get(Area.pcode == "YE1211").id
        units = [
            changes.save(
                SALMA,
                Unit(name_ar=name, name_en=name, unit_kind="MUNICIPALITY", area=area, phone=f"+967 2 {place}00"),
            )
            for place, name in enumerate(NAMES)
        ]
        made = municipal_form(*units, period_type="MONTH")
        for back in range(1, 8):
            values = made.values(vehicles=10, working=7)
            done = submit(SALMA, made.begun(back=back), values)
            approve(SALMA, approve(SALMA, done))
            submit(SALMA, made.begun(unit=1, back=back), values)
        send_back(SALMA, submit(SALMA, made.begun(unit=2), made.values(vehicles=1)), {None: "؟"})
        made.begun(unit=3)
        yield made
    enter(settings, NADIA, "OFFICER", "YE12")


def _address(municipal: FilledForm, page: str = "") -> str:
    return f"following/{page}?form={municipal.form.id}&year={municipal.period().year}"


def test_the_table_shows_every_report_and_leads_to_it(walk: Walk, municipal: FilledForm) -> None:
    walk.sign_in("ar").open(_address(municipal))
    page = walk.page
    expect(page.locator(".standing tbody tr")).to_have_count(len(NAMES))
    expect(page.locator(".legend")).to_contain_text("معتمد")
    walk.check()
    cell = page.locator(".standing tbody a").first
    cell.focus()
    expect(cell).to_be_focused()
    walk.press_on(cell)
    expect(page).to_have_url(re.compile("reports/fill/"))


def test_the_late_are_called_and_given_more_time(walk: Walk, municipal: FilledForm) -> None:
    walk.sign_in("ar").open(_address(municipal, "late/"))
    page = walk.page
    rows = page.locator(".rows tbody tr")
    expect(rows.first).to_contain_text("بلدية")
    expect(page.locator("a[href^='tel:']").first).to_be_visible()
    walk.check()
    before = rows.count()
    page.locator("input[name=row]").first.check()
    page.fill("#closes_on", "2199-01-01")
    page.fill("#due_on", "2199-01-01")
    page.fill("#reason", "انقطعت الطريق")
    walk.follow("#more-time button.btn-primary")
    expect(rows).to_have_count(before - 1)
    walk.follow(".messages form button.btn")
    expect(rows).to_have_count(before)
    walk.open(_address(municipal, "completeness/"))
    expect(page.locator("main")).to_contain_text("الاكتمال")
    walk.check()


def test_what_waits_is_approved_together_and_taken_back(walk: Walk, municipal: FilledForm) -> None:
    walk.sign_in("ar").open("waiting/")
    page = walk.page
    rows = page.locator(".rows tbody tr")
    expect(rows).to_have_count(7)
    walk.check()
    page.locator("#choose-page").check()
    walk.follow(".deed-buttons button")
    expect(page.locator(".messages")).to_contain_text("اعتُمد")
    walk.follow(".messages form button.btn")
    expect(rows).to_have_count(7)
