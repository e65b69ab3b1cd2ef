"""Whoever reads figures of a form sees them as a table, over time, compared and on a dashboard: in Arabic, wide and
narrow."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tansiq.models import Area, Dashboard, DashboardTile, Unit
from tansiq.platform.database import open_database, use
from tansiq.records import changes
from tests.browser.conftest import Walk
from tests.filled_forms import FilledForm, municipal_form
from tests.people import SALMA
from tests.reported import reported

NAMES = {"YE1211": "بلدية خنفر", "YE1210": "بلدية زنجبار", "YE1927": "مديرية مدينة المكلا للخدمات البلدية والإسكان"}


@pytest.fixture(scope="module")
def told(origin: str, settings: dict[str, str]) -> Iterator[FilledForm]:
    """Three units, one of which missed a quarter, and a dashboard of what they told."""
    with use(open_database(settings["TANSIQ_DATABASE_URL"])).connection_context():
        places = [(Area.get(Area.pcode == pcode).id, name) for pcode, name in NAMES.items()]
        made = municipal_form(
            *(changes.save(SALMA, Unit(name_ar=name, unit_kind="MUNICIPALITY", area=area)) for area, name in places),
            approval_levels=0,
        )
        for back in range(1, 8):
            for unit in range(2 if back == 2 else 3):
                reported(made, unit, back, vehicles=(9_000 if back == 4 else 100 + back) * (unit + 1), working=back)
        _dashboard(made)
        yield made


def _dashboard(made: FilledForm) -> None:
    board = changes.save(SALMA, Dashboard(name_ar="الآليات", name_en="Vehicles"))
    facts = {"dashboard": board.id, "record_table": "entry", "record_type": made.form.id}
    for kind, group in (("FIGURE", ""), ("CHART", "period"), ("CHART", "area:DISTRICT")):
        values = {"tile_kind": kind, "first_group": group, "measured": f"extra.{made.number('vehicles')}"}
        changes.save(SALMA, DashboardTile(name_ar=f"الآليات {kind} {group}", **facts, **values))


@pytest.mark.parametrize("show", ["table", "series", "bars"])
def test_figures_are_seen_in_every_way(walk: Walk, told: FilledForm, show: str) -> None:
    asked = f"form={told.form.id}&item={told.number('vehicles')}&show={show}"
    walk.sign_in("ar").open(f"statistics/?{asked}&level=unit&per=1000")
    expect(walk.page.locator(".tabs [aria-current]")).to_be_visible()
    walk.check()
    walk.open(f"statistics/?{asked}&level=unit")
    walk.check()


def test_a_formula_is_typed_and_what_is_wrong_with_it_is_told(walk: Walk, told: FilledForm) -> None:
    walk.sign_in("ar").open(f"statistics/?form={told.form.id}")
    walk.page.fill("#formula", "${working} div ${vehicels}")
    walk.page.press("#formula", "Enter")
    expect(walk.page.locator("#formula-wrong")).to_contain_text("16")
    walk.check()
    walk.page.fill("#formula", "${working} div ${vehicles} * 100")
    walk.page.press("#formula", "Enter")
    expect(walk.page.locator("h1")).to_contain_text("div")
    expect(walk.page.locator("#formula-wrong")).to_have_count(0)
    walk.check()


def test_a_dashboard_tells_figures_of_a_form(walk: Walk, told: FilledForm) -> None:
    walk.sign_in("ar").open("dashboard/show/?id=1")
    expect(walk.page.locator(".tile")).to_have_count(3)
    walk.check()
