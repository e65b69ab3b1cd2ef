"""A clerk gets the workbook of a report, fills it offline, and submits it once its fault is corrected: in Arabic, wide
and narrow."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tansiq.accounts.people import enter_person
from tansiq.forms.assigning import assign
from tansiq.forms.versions import publish
from tansiq.models import Account, Area, Unit, UnitPerson
from tansiq.platform.database import open_database, use
from tansiq.records import changes
from tests.browser.conftest import PASSWORD, Walk
from tests.browser.test_imports import WAIT, _worker  # noqa: F401  The worker beside the panel.
from tests.definitions import form, item, rule
from tests.filled_forms import BEGINNING, FilledForm
from tests.people import SALMA
from tests.report_sheets import filled

WIDTHS = (1280, 390)


@pytest.fixture(scope="module")
def vehicles(origin: str, settings: dict[str, str]) -> Iterator[FilledForm]:
    """Vehicles of two municipalities, one for each width, each with a clerk."""
    with use(open_database(settings["TANSIQ_DATABASE_URL"])).connection_context():
        area, made = Area.get(Area.pcode == "YE1210").id, form("vehicles", closes_days=None, reported_from=BEGINNING)
        items = {key: item(made, key) for key in ("owned", "working")}
        rule("{0} <= {1}", items["working"], items["owned"])
        publish(SALMA, made, BEGINNING)
        named = [Unit(name_ar=f"بلدية {width}", unit_kind="MUNICIPALITY", area=area) for width in WIDTHS]
        units = [changes.save(SALMA, unit) for unit in named]
        for unit, width in zip(units, WIDTHS, strict=True):
            account = Account(email=f"sheets{width}@example.org", name="Samir")
            person = enter_person(SALMA, account, PASSWORD, "ANONYMOUS")
            UnitPerson.create(unit=unit.id, account=person.id, unit_role="FILLS")
        assign(SALMA, made, units, BEGINNING)
        yield FilledForm(made, items, tuple(units))


def _send(walk: Walk, path: Path) -> None:
    walk.follow(".sheets a >> nth=1").check()
    walk.page.set_input_files("#file", path)
    walk.follow(".import-send .btn-primary")
    expect(walk.page.locator(".import-tabs")).to_be_visible(timeout=WAIT)


def test_a_workbook_is_got_filled_corrected_and_submitted(walk: Walk, vehicles: FilledForm, tmp_path: Path) -> None:
    size = walk.page.viewport_size
    place = WIDTHS.index(size["width"]) if size else 0
    unit, period = vehicles.units[place].id, vehicles.period().key
    address = f"reports/fill/?form={vehicles.form.id}&unit={unit}&period={period}"
    walk.sign_in_by_form("ar", f"sheets{WIDTHS[place]}@example.org").open(address)
    with walk.page.expect_download() as got:
        walk.page.click(".sheets a >> nth=0")
    path = tmp_path / "report.xlsx"
    got.value.save_as(path)
    _send(walk, filled(path, vehicles, {"owned": 12, "working": 20}))
    expect(walk.page.locator(".import-error")).to_contain_text("لا يتفقان.")
    expect(walk.page.locator(".import-cells").first).to_contain_text("D8")
    walk.check()
    walk.open(address)
    _send(walk, filled(path, vehicles, {"working": 8}))
    walk.check()
    expect(walk.page.locator("tbody tr")).to_have_count(1)
    walk.follow(".import-deeds .btn-primary")
    walk.follow("main form .buttons .btn-primary")
    expect(walk.page.locator(".message-success")).to_be_visible(timeout=WAIT)
    walk.check()
    walk.open(address)
    expect(walk.page.locator(".badges")).to_contain_text("مُسلَّم")
