"""A round is entered, opened and followed, a report in it is decided on, and the year is evaluated: in both languages,
wide and narrow."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tansiq.models import Area, Organization, Round, RoundReport, Site
from tansiq.platform import clock
from tansiq.records import changes
from tansiq.rounds.opening import open_round
from tansiq.rounds.stating import submit
from tests.browser.conftest import Walk, enter
from tests.people import SALMA

NADIA = "nadia-of-rounds@example.org"
KHALED = "khaled-of-rounds@example.org"
NAME = "جمعية أحمد للإغاثة"


@pytest.fixture(scope="module", autouse=True)
def _people(origin: str, settings: dict[str, str]) -> None:
    enter(settings, NADIA, "OFFICER", pcode="YE12")
    enter(settings, KHALED, "PARTNER", organization=NAME)


@pytest.fixture
def no_rounds(origin: str) -> None:
    """Each walk begins without rounds, and with work that goes on."""
    for table in (RoundReport, Round):
        table.delete().execute()
    this_year = date(clock.today().year, 1, 1)
    Site.update(starts_on=this_year, ends_on=None).execute()


def _entered(walk: Walk) -> Round:
    """Enter a round of Abyan as its officer, and open it."""
    page = walk.open("round/new/").page
    page.fill("#name_ar", "إنجازات الربع")
    page.fill("#name_en", "Achievements of the quarter")
    page.fill("#period", str(clock.today().year))
    page.fill("#due_on", clock.today().isoformat())
    page.fill("#grace_days", "2")
    walk.check()
    walk.follow("form.record button.btn-primary").check()
    walk.follow("#reports button.btn-primary").check()
    found: Round = Round.get()
    return found


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_round_is_opened_followed_decided_on_and_evaluated(walk: Walk, no_rounds: None, language: str) -> None:
    page = walk.sign_in(language, NADIA).page
    row = _entered(walk)
    expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
    own = Organization.get(Organization.name_ar == NAME)
    report = RoundReport.get(RoundReport.organization == own.id)
    for address in (f"rounds/?id={row.id}", f"rounds/missing/?id={row.id}", f"rounds/report/?id={report.id}"):
        walk.open(address).check()
    submit(SALMA, report)
    walk.open("").check()
    walk.follow(page.locator(f"a[href$='rounds/report/?id={report.id}']").first).check()
    walk.follow(page.locator("form[action*='/accept/'] button")).check()
    page.select_option("#rating", "ACHIEVED")
    page.fill("#remark", "وصل الماء في موعده.")
    walk.follow(page.locator("form[action*='/rate/'] button")).check()
    walk.open("evaluation/").check()
    expect(page.locator("main")).to_contain_text("كما خُطط له" if language == "ar" else "As planned")
    walk.open("evaluation/?by=area").check()


def test_whoever_speaks_for_the_organisation_reads_the_rating_and_answers(walk: Walk, no_rounds: None) -> None:
    own, today = Organization.get(Organization.name_ar == NAME), clock.today()
    asked = Round(name_ar="إنجازات العام", area=Area.get(Area.pcode == "YE12").id, period=str(today.year), due_on=today)
    asked.opens_on = today
    row = open_round(SALMA, changes.save(SALMA, asked))
    report = RoundReport.get(RoundReport.round == row.id, RoundReport.organization == own.id)
    submit(SALMA, report)
    RoundReport.update(rating="PARTLY", remark="تأخر الماء.").where(RoundReport.id == report.id).execute()
    page = walk.sign_in("ar", KHALED).open(f"rounds/report/?id={report.id}").page
    page.fill("#answer", "كانت الطريق مقطوعة.")
    walk.check()
    walk.follow(page.locator("form[action*='/answer/'] button")).check()
    expect(page.locator("main")).to_contain_text("كانت الطريق مقطوعة.")
