"""A clerk fills what the municipality reports, an approver returns and approves it: in Arabic, wide and narrow."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tansiq.accounts.people import enter_person
from tansiq.forms.filling import submit
from tansiq.models import Account, Area, Unit, UnitPerson
from tansiq.platform.database import open_database, use
from tansiq.records import changes
from tests.browser.conftest import PASSWORD, Sit, Walk
from tests.filled_forms import FilledForm, municipal_form
from tests.people import SALMA


@pytest.fixture(scope="module")
def municipal(origin: str, settings: dict[str, str]) -> Iterator[FilledForm]:
    """Statistics of two municipalities, one for each width, with what they reported before."""
    with use(open_database(settings["TANSIQ_DATABASE_URL"])).connection_context():
        area = Area.get(Area.pcode == "YE1211").id
        units = [
            changes.save(SALMA, Unit(name_ar=name, name_en=name, unit_kind="MUNICIPALITY", area=area))
            for name in ("بلدية جعار", "بلدية زنجبار")
        ]
        made = municipal_form(*units)
        for place, unit in enumerate(units):
            submit(SALMA, made.begun(unit=place, back=2), made.values(vehicles=10, working=7, waste={"DRY": 120.5}))
            for name, role in (("samir", "FILLS"), ("rima", "APPROVES"), ("fadi", "APPROVES")):
                account = Account(email=f"{name}{place}@example.org", name=name)
                person = enter_person(SALMA, account, PASSWORD, "ANONYMOUS")
                UnitPerson.create(unit=unit.id, account=person.id, unit_role=role)
        yield made


def _place(walk: Walk) -> int:
    return 0 if walk.page.viewport_size == {"width": 1280, "height": 900} else 1


def _address(municipal: FilledForm, place: int) -> str:
    period = municipal.period().key
    return f"reports/fill/?form={municipal.form.id}&unit={municipal.units[place].id}&period={period}"


def _cell(municipal: FilledForm, key: str, part: str = "") -> str:
    name = f"extra.{municipal.number(key)}{'/' if part else ''}{part}"
    return f'[name="{name}"]'


def _fill(samir: Walk, municipal: FilledForm) -> None:
    """What is typed is added up and reckoned at once; arrows and Enter go through the cells."""
    page = samir.page
    expect(page.locator("main")).to_contain_text("لم يبدأ")
    expect(page.locator(".before").first).to_contain_text("10")
    samir.check()
    page.fill(_cell(municipal, "vehicles"), "١٢")
    page.press(_cell(municipal, "vehicles"), "Enter")
    expect(page.locator(_cell(municipal, "working"))).to_be_focused()
    page.keyboard.type("14")
    page.keyboard.press("ArrowDown")
    expect(page.locator(_cell(municipal, "waste", "DRY"))).to_be_focused()
    page.keyboard.type("2.5")
    page.keyboard.press("Home")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(_cell(municipal, "waste", "WET"))).to_be_focused()
    page.keyboard.type("0.1")
    expect(page.locator("[data-total]")).to_have_text("2.6")
    expect(page.locator(f"[id='extra.{municipal.number('idle')}']")).to_contain_text("2")


def _submit(samir: Walk, municipal: FilledForm) -> None:
    """Refused by a rule, kept as a draft, then submitted."""
    page = samir.page
    samir.follow("button[value=submit]")
    expect(page.locator(".faults")).to_contain_text("لا يتفقان.")
    samir.check()
    page.fill(_cell(municipal, "working"), "8")
    samir.follow(".buttons button[value=keep]")
    expect(page.locator(".message-success")).to_be_visible()
    samir.follow("button[value=submit]")
    expect(page.locator(".badges")).to_contain_text("مُسلَّم")
    samir.check()


def _return(rima: Walk, municipal: FilledForm) -> None:
    """Return it with a note at an item."""
    rima.check()
    rima.page.click(".deeds summary")
    rima.page.select_option("#item0", str(municipal.number("vehicles")))
    rima.page.fill("#note0", "كانت عشرًا في الفترة السابقة. هل وصلت آليتان جديدتان؟")
    rima.check()
    rima.follow("button[value=return]")


def test_a_report_is_filled_returned_and_approved(sit: Sit, municipal: FilledForm) -> None:
    samir, rima, fadi = (sit(name) for name in ("Samir", "Rima", "Fadi"))
    place = _place(samir)
    address = _address(municipal, place)
    samir.sign_in_by_form("ar", f"samir{place}@example.org").open(address)
    _fill(samir, municipal)
    _submit(samir, municipal)
    _return(rima.sign_in_by_form("ar", f"rima{place}@example.org").open(address), municipal)
    samir.open(address)
    expect(samir.page.locator(".returned")).to_contain_text("هل وصلت آليتان")
    samir.check()
    samir.follow("button[value=submit]")
    for one, name in ((rima, "rima"), (fadi, "fadi")):
        (one if one is rima else one.sign_in_by_form("ar", f"{name}{place}@example.org")).open(address)
        one.follow("button[value=approve]")
    expect(fadi.page.locator(".badges")).to_contain_text("معتمد")
    fadi.check()
    assert [one.complaints for one in (samir, rima, fadi)] == [[], [], []]
