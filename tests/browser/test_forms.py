"""An administrator builds a form and publishes it: in Arabic, wide and narrow, by what the pages offer alone."""

from playwright.sync_api import expect

from tansiq.models import TypeDefinition
from tansiq.platform.database import open_database, use
from tests.browser.conftest import Walk
from tests.browser.form_filling import SAVE


def _type_in(walk: Walk, **values: str) -> None:
    for name, value in values.items():
        walk.page.fill(f"#{name}", value)


def _build(walk: Walk) -> None:
    """Describe municipal statistics for each quarter, with one item."""
    walk.sign_in("ar").open("typedefinition/new/")
    walk.follow("a[href*=periodic]")
    walk.check()
    _type_in(walk, many_ar="إحصاءات البلديات", many_en="Municipal statistics", one_ar="تقرير بلدية", one_en="Report")
    walk.page.check("input[name=policy][value=PUBLIC]")
    walk.follow(SAVE)
    page = walk.page
    expect(page.locator("main")).to_contain_text("ربع السنة")
    walk.follow("main a[href*='fielddefinition/new']")
    walk.follow("a[href*='type=WHOLE']")
    walk.check()
    _type_in(walk, label_ar="عدد الآليات", label_en="Vehicles")
    page.select_option("#over_areas", "SUM")
    page.select_option("#over_time", "LATEST")
    walk.follow(SAVE)


def test_a_quarterly_form_is_built_and_published(walk: Walk, settings: dict[str, str]) -> None:
    _build(walk)
    page = walk.page
    with use(open_database(settings["TANSIQ_DATABASE_URL"])).connection_context():
        made = TypeDefinition.select().order_by(TypeDefinition.id.desc()).get()
    walk.open(f"typedefinition/details/?id={made.id}")
    walk.follow("a[href*='to=ACTIVE']")
    walk.follow("main form button.btn-primary")
    expect(page.locator("#versions")).to_contain_text("لا نسخة بعد")
    walk.check()
    walk.follow("#versions a.btn")
    expect(page.locator("main")).to_contain_text("عدد الآليات")
    walk.check()
    walk.follow("main form button.btn-primary")
    expect(page.locator("#versions li")).to_have_count(1)
    walk.check()
    walk.follow("#versions li a[href*=withdraw]")
    walk.check()
    walk.follow("main form button.btn-danger")
    expect(page.locator("#versions")).to_contain_text("سُحبت في")
