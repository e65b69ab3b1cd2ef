"""Khanfar: three organisations bring water to one settlement. They write to each other in one case, one of them moves
to a settlement nearby that nobody reaches, all agree, the officer approves, and coverage improves as was foretold.

In Arabic, before a desk and before a telephone; afterwards a report changes nothing, and another day brings it back.
"""

from datetime import date
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Page, expect

from tansiq.cases.upkeep import keep_up
from tansiq.models import (
    Area,
    Arrangement,
    Intervention,
    Need,
    Organization,
    OverlapCase,
    PopulationGroup,
    Proposal,
    Sector,
    Site,
)
from tansiq.platform.database import open_database, use
from tansiq.records import changes
from tests.browser.conftest import Seat, Walk, enter
from tests.people import SALMA

NADIA, KHALED, HUDA, BADR = (f"{name}-of-cases@example.org" for name in ("nadia", "khaled", "huda", "badr"))
PARTNERS = {KHALED: "جمعية أحمد للإغاثة", HUDA: "إغاثة ADR", BADR: "مركز باكثير للتنمية"}
TODAY = date(2026, 3, 10)


class Places(NamedTuple):
    """The settlement where three work, and the one that nobody reaches."""

    crowded: str
    empty: str


PLACES = {1280: Places("المثلث", "حصن بن عطية"), 390: Places("الرميلة", "باتيس")}


def _area(name: str, number: int) -> Area:
    facts: dict[str, Any] = {"level": 4, "pcode": f"YE1211229{number}", "name_ar": name, "name_en": f"Place {number}"}
    place = {"longitude": 45.45 + number / 100, "latitude": 13.10}
    return changes.save(SALMA, Area(parent=Area.get(Area.pcode == "YE121122").id, **place, **facts))


def _work(owner: str, place: Area, targeted: int) -> None:
    facts: dict[str, Any] = {"starts_on": date(2026, 3, 1), "ends_on": date(2026, 6, 30), "title_en": "Water tanks"}
    sector, organization = Sector.get(Sector.code == "WSH").id, Organization.get(Organization.name_ar == owner).id
    row = changes.save(
        SALMA, Intervention(organization=organization, sector=sector, title_ar=f"صهاريج مياه {place.name_ar}", **facts)
    )
    everybody = PopulationGroup.get(PopulationGroup.code == "ALL").id
    people = {"targeted": targeted, "reached": targeted // 3}
    changes.save(SALMA, Site(intervention=row.id, area=place.id, population_group=everybody, **people))


@pytest.fixture(params=PLACES, ids=["wide", "narrow"])
def width(dated: object, settings: dict[str, str], request: pytest.FixtureRequest) -> int:
    """How wide the windows of the story are; its settlements, works and needs are there."""
    number = list(PLACES).index(request.param) * 2
    with use(open_database(settings["TANSIQ_DATABASE_URL"])).connection_context():
        with changes.together():
            if not Organization.select().where(Organization.name_ar == PARTNERS[BADR]).exists():
                facts = {"name_en": "Bakathir", "kind": "NNGO"}
                changes.save(SALMA, Organization(name_ar=PARTNERS[BADR], acronym="BKC", **facts))
            crowded, empty = (_area(name, number + more) for more, name in enumerate(PLACES[request.param]))
            for owner, targeted in zip(PARTNERS.values(), (1200, 900, 1500), strict=True):
                _work(owner, crowded, targeted)
            for place, people in ((crowded, 2000), (empty, 3400)):
                _need(place, people)
        keep_up(TODAY)
    enter(settings, NADIA, "OFFICER", pcode="YE12")
    for email, owner in PARTNERS.items():
        enter(settings, email, "PARTNER", organization=owner)
    return int(request.param)


def _need(place: Area, people: int) -> None:
    of = {"sector": Sector.get(Sector.code == "WSH").id, "source": "مسح ميداني", "severity": 4}
    group = PopulationGroup.get(PopulationGroup.code == "ALL").id
    days = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}
    changes.save(SALMA, Need(area=place.id, population_group=group, people_in_need=people, **of, **days))


def _case(places: Places) -> OverlapCase:
    row: OverlapCase = OverlapCase.get(OverlapCase.area == Area.get(Area.name_ar == places.crowded).id)
    return row


def _open(walk: Walk, places: Places) -> Page:
    return walk.open(f"cases/case/?id={_case(places).id}").page


def _write(walk: Walk, places: Places, text: str) -> None:
    page = _open(walk, places)
    page.fill("#text", text)
    walk.follow("#thread .btn-primary")
    expect(page.locator(".messages-of-case .text").last).to_have_text(text)


def _speak(khaled: Walk, huda: Walk, places: Places) -> None:
    """The case stands first on the start page; both write, and read each other."""
    page = khaled.open("").page
    khaled.check()
    expect(page.locator(".first-thing")).to_contain_text("المياه والإصحاح")
    page = khaled.open("cases/").page
    expect(page.locator("tbody tr", has_text=places.crowded)).to_have_count(1)
    khaled.check()
    khaled.follow(page.locator("tbody a", has_text=places.crowded))
    expect(page.locator(".members tbody tr")).to_have_count(3)
    khaled.check()
    _write(khaled, places, "نبدأ بالأحياء الشمالية. من يخدم الأحياء الأخرى؟")
    expect(_open(huda, places).locator(".messages-of-case")).to_contain_text("نبدأ بالأحياء الشمالية")
    _write(huda, places, "نستطيع أن ننتقل إلى مكان قريب لا يصل إليه أحد.")


def _propose_to_move(walk: Walk, places: Places) -> dict[str, str]:
    """The nearest gap is offered, and what moving there would do is seen: the figures there by name, afterwards."""
    page = _open(walk, places)
    if not page.locator("#arranging[open]").count():
        page.click("#arranging > summary")
    walk.follow(page.get_by_role("link", name="انتقال أحدهما"))
    walk.check()
    page.locator(".arranging .check", has_text=PARTNERS[HUDA]).locator("input").check()
    offered = page.locator(".arranging .check", has_text=places.empty)
    expect(offered).to_contain_text("3,400")
    offered.locator("input").check()
    page.fill("#note", "هناك محتاجون لا يصل إليهم أحد.")
    walk.follow("button[value=look]")
    expect(page.locator("#effect")).to_contain_text("900")
    walk.check()
    rows = page.locator("#effect table").last.locator("tbody tr")
    told = {row.locator("th").inner_text(): row.locator("td").last.inner_text() for row in rows.all()}
    walk.follow("button[value=send]")
    expect(page.locator(".message-success")).to_be_visible()
    walk.check()
    return told


def _agree(walk: Walk, places: Places) -> None:
    page = _open(walk, places)
    expect(page.locator(".notice")).to_contain_text("ترتيب ينتظر رد منظمتك")
    walk.check()
    page.locator(".arrangement input[value=AGREE]").check()
    walk.follow(".arrangement .deed .btn-primary")
    expect(page.locator(".message-success")).to_be_visible()


def _approve(walk: Walk, places: Places) -> None:
    page = _open(walk, places)
    walk.check()
    expect(page.locator(".badges")).to_contain_text("متفق عليها")
    proposal = Proposal.select().order_by(Proposal.id.desc()).get()
    walk.follow(page.locator(f'.arrangement a[href$="/proposal/details/?id={proposal.id}"]'))
    walk.follow("button[value=approve]")
    # What the two others do twice is still to be settled.
    expect(_open(walk, places).locator(".badges")).to_contain_text("قيد التواصل")


def _decide_the_rest(walk: Walk, places: Places) -> None:
    """The officer decides on those who stay, in one deed."""
    keep_up(TODAY)
    page = _open(walk, places)
    expect(page.locator(".members tbody tr")).to_have_count(2)
    page.click("#decide-all > summary")
    page.check("#decide-COMPLEMENTARY")
    page.fill("#decide-note", "لكل منهما أحياء")
    walk.check()
    walk.follow("#decide-all .btn-primary")
    expect(page.locator(".message-success form button").first).to_be_visible()
    expect(page.locator(".badges")).to_contain_text("مسوّاة")
    walk.check()


def _coverage(walk: Walk, places: Places) -> dict[str, str]:
    """The figures of the settlement that nobody reached before, as its page tells them."""
    area = Area.get(Area.name_ar == places.empty)
    page = walk.open(f"area/details/?id={area.id}").page
    figures = page.locator("#coverage .figures > div").all()
    return {one.locator("dt").inner_text(): one.locator("dd").inner_text() for one in figures}


def test_khanfar(seat: Seat, width: int) -> None:
    places = PLACES[width]
    assert _case(places).organization_count == 3
    khaled, huda, badr = (seat(email, width) for email in PARTNERS)
    _speak(khaled, huda, places)
    before = _coverage(huda, places)
    foretold = _propose_to_move(huda, places)
    for partner in (khaled, badr):
        _agree(partner, places)
    nadia = seat(NADIA, width)
    _approve(nadia, places)
    row = Arrangement.get(Arrangement.case == _case(places).id)
    assert (row.arrangement_state, _case(places).case_state) == ("CARRIED_OUT", "IN_CONTACT")
    after = _coverage(nadia, places)
    assert foretold.items() <= after.items()
    assert foretold.keys() == {name for name, text in after.items() if before[name] != text}
    _decide_the_rest(nadia, places)
    _a_report_changes_nothing_and_a_day_does(nadia, places)


def _a_report_changes_nothing_and_a_day_does(walk: Walk, places: Places) -> None:
    work = Intervention.get(Intervention.organization == Organization.get(Organization.name_ar == PARTNERS[KHALED]).id,
                            Intervention.title_ar.contains(places.crowded))  # fmt: skip
    site = Site.get(Site.intervention == work.id)
    site.reached = 700
    changes.save(SALMA, site)
    keep_up(TODAY)
    expect(_open(walk, places).locator(".badges")).to_contain_text("مسوّاة")
    work.ends_on = date(2026, 5, 31)
    changes.save(SALMA, work)
    keep_up(TODAY)
    page = _open(walk, places)
    expect(page.locator(".badges")).to_contain_text("عادت")
    expect(page.locator(".notice").first).to_contain_text("31 مايو 2026")
    walk.check()
