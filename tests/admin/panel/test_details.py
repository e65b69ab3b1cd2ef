"""The page of a row: its head, its fields, what links to it, and no more than the reader may see."""

import html
import re
from datetime import date
from typing import Any

import pytest

from admin.panel.guarded_view import GuardedView
from tansiq.models import Intervention, Organization, Partnership, Sector
from tansiq.platform import clock
from tansiq.records import changes, undoing
from tests.admin.conftest import Reader
from tests.people import SALMA
from tests.register import Register
from tests.statements import told

HOSTILE = '<script>alert("x")</script>\u202e'


def page_of(reader: Reader, row: Any, **values: Any) -> str:
    query = "&".join(f"{name}={value}" for name, value in values.items())
    answer = reader.get(f"{type(row).__name__.lower()}/details/?id={row.id}&{query}")
    assert answer.status_code == 200
    return answer.text


def section(page: str, anchor: str) -> str:
    """The part of the page that begins at an anchor."""
    return page.split(f'id="{anchor}"')[1].split("</section>", maxsplit=1)[0]


def test_the_head_has_both_names_the_code_the_state_and_what_may_be_done(
    salma: Reader, visitor: Reader, register: Register
) -> None:
    row = register.intervention("NRA", title_en="Wells", title_ar="آبار", status="SUSPENDED", is_published=False)
    head = page_of(salma, row).split("<main")[1].split("</dl>")[0]
    for text in (
        "<bdi>Wells</bdi>",
        'lang="ar"><bdi>آبار</bdi>',
        row.record_id,
        ">Suspended<",
        ">Not published<",
        ">Change<",
        ">Archive<",
    ):
        assert text in head
    shown = register.intervention("NRA", title_en="Open wells")
    assert ">Archive<" not in page_of(visitor, shown)
    assert ">Change<" not in page_of(visitor, shown)


def test_empty_fields_are_folded_away(salma: Reader, register: Register) -> None:
    row = register.intervention("NRA")
    page = page_of(salma, row)
    folded = page.split("<legend>")[0].split('<details class="more">')
    assert "Show 1 empty field<" in page
    assert any("Modality" in part.split("</details>")[0] for part in folded[1:])
    assert "Modality" not in folded[0]


def test_an_area_tells_the_way_to_it_and_what_lies_within(salma: Reader, register: Register) -> None:
    register.site(register.intervention("NRA", title_en="Wells"), "YE121121", targeted=100, reached=40)
    page = page_of(salma, register.areas["YE1211"])
    way = page.split('class="way"')[1].split("</p>")[0]
    assert re.findall(r"<bdi>([^<]+)</bdi>", way) == ["Yemen", "Abyan"]
    assert "Wells" in section(page, "linked-site-area-intervention")
    assert "al-Kawd" in section(page, "linked-area-parent")


def test_rows_that_have_a_number_for_a_name_say_under_it_what_they_are_about(salma: Reader, register: Register) -> None:
    site = register.site(register.intervention("NRA"), "YE121121", targeted=5)
    for row, about in ((register.need("YE1211", "WSH", 100), ["Abyan / Khanfar", "Water"]), (site, ["Ja'ar"])):
        way = page_of(salma, row).split('class="way"')[1].split("</p>")[0]
        names = re.findall(r"<bdi>([^<]+)</bdi>", html.unescape(way))
        assert len(names) == len(about)
        assert all(text in name for text, name in zip(about, names, strict=True))
    assert 'class="way"' not in page_of(salma, register.organization("NRA"))


def test_coverage_of_an_area_is_that_of_this_year_with_its_gap(salma: Reader, register: Register) -> None:
    year = clock.today().year
    row = register.intervention("NRA", starts_on=date(year, 1, 1), ends_on=date(year, 12, 31))
    register.site(row, "YE121121", targeted=1000, reached=400)
    past = register.intervention("OLD", starts_on=date(year - 2, 1, 1), ends_on=date(year - 2, 2, 1))
    register.site(past, "YE121121", targeted=70_000, reached=0)
    page = section(page_of(salma, register.areas["YE1211"]), "coverage-title")
    assert f"Coverage in {year}" in page
    for text in (
        "Under-reached",
        "<bdi>1,000</bdi>",
        "<bdi>600</bdi>",
        "40% of 1,000 targeted",
        "No need data · 400 reached",
    ):
        assert text in page
    country = page_of(salma, register.areas["YE"])
    assert "coverage-title" not in country
    assert "<bdi>600</bdi>" in section(page_of(salma, register.areas["YE"], coverage=1), "coverage-title")


def test_a_need_tells_what_of_it_is_met_in_its_own_sector(salma: Reader, register: Register) -> None:
    need = register.need("YE1211", "WSH", 5_000)
    register.site(register.intervention("NRA"), "YE121121", targeted=3_000, reached=1_200)
    register.site(register.intervention("NRA", "HEA"), "YE121121", targeted=4_000, reached=4_000)
    page = section(page_of(salma, need), "coverage-title")
    for text in ("<bdi>5,000</bdi>", "<bdi>1,200</bdi>", "<bdi>3,800</bdi>"):
        assert text in page
    within = changes.save(SALMA, Sector(code="WSH-W", parent=need.sector_id, name_ar="مياه", name_en="Water"))
    part = register.need("YE1211", "WSH", 100, source="another")
    part.sector = within
    changes.save(SALMA, part)
    assert "<bdi>1,200</bdi>" in section(page_of(salma, part), "coverage-title")


def test_an_intervention_tells_with_what_it_overlaps_and_why(
    salma: Reader, visitor: Reader, register: Register
) -> None:
    one, other = (register.intervention(name, title_en=f"Trucks of {name}") for name in ("NRA", "OTH"))
    for row in (one, other):
        register.site(row, "YE121121")
    told_of = section(page_of(salma, one), "overlaps")
    for text in (
        "Trucks of OTH",
        "OTH Aid",
        "Both work in water and sanitation in Ja&#39;ar, 31 days in common",
        "Match:",
    ):
        assert text in told_of
    other.is_published = False
    changes.save(SALMA, other)
    assert 'id="overlaps"' not in page_of(visitor, one)
    changes.archive(SALMA, one)
    assert 'id="overlaps"' not in page_of(salma, one)


def test_an_organisation_tells_where_it_works_and_which_entries_are_the_same(salma: Reader, register: Register) -> None:
    nra = register.organization("NRA")
    register.site(register.intervention("NRA"), "YE121121")
    changes.save(SALMA, Organization(name_en="NRA once more", canonical=nra.id))
    page = page_of(salma, nra)
    assert "Abyan / Khanfar" in page.split("Where it works")[1].split("</section>")[0]
    assert "NRA once more" in section(page, "linked-organization-canonical")


def test_sites_are_bounded_archived_ones_last(salma: Reader, register: Register) -> None:
    row = register.intervention("NRA")
    sites = [register.site(row, "YE121121", targeted=number) for number in range(1, 13)]
    changes.archive(SALMA, sites[0])
    table = section(page_of(salma, row), "sites")
    assert table.count("<tr") == 11
    assert "(<bdi>12</bdi>)" in table
    assert "Archived" not in table
    assert salma.get(f"site/?linked=site.intervention:{row.id}&archived=with").text.count("<tr") == 13


def test_hidden_rows_neither_show_nor_count_for_a_visitor(salma: Reader, visitor: Reader, register: Register) -> None:
    nra, other = register.organization("NRA"), register.organization("OTH")
    for number in range(3):
        register.intervention("NRA", title_en=f"Secret {number}", is_published=False)
    partner = register.intervention("OTH", title_en="Secret part", is_published=False)
    changes.replace_parts(SALMA, partner, Partnership, [{"organization": nra.id, "role": "FUNDING"}])
    register.intervention("NRA", title_en="Open")
    assert page_of(salma, nra).count("Secret") == 4
    page = page_of(visitor, nra)
    assert "Secret" not in page
    assert "(<bdi>1</bdi>)" in section(page, "linked-intervention-organization")
    assert "linked-partnership-organization" not in page
    assert other.acronym not in page


def enter_many(register: Register, count: int) -> dict[str, Any]:
    """An organisation, an area, a sector and an intervention to which `count` rows lead by every way."""
    hub, row = register.organization("HUB"), register.intervention("HUB", title_en="Hub")
    for number in range(count):
        work = register.intervention("HUB", title_en=f"Work {number}")
        register.site(work, "YE121121")
        register.site(row, "YE121121", targeted=number)
        aid = register.intervention(f"P{number}", title_en=f"Aid {number}")
        register.site(aid, "YE121121")
        changes.replace_parts(SALMA, aid, Partnership, [{"organization": hub.id, "role": "FUNDING"}])
        changes.save(
            SALMA, Organization(name_en=f"Same {number}", canonical=hub.id, home_area=register.areas["YE1211"].id)
        )
        register.need("YE1211", "WSH", 10 + number, source=f"source {number}")
    return {
        "organization": hub,
        "area": register.areas["YE1211"],
        "sector": register.sectors["WSH"],
        "intervention": row,
    }


@pytest.mark.parametrize("name", ["organization", "area", "sector", "intervention"])
def test_forty_related_rows_cost_no_more_statements_than_four(salma: Reader, register: Register, name: str) -> None:
    row = enter_many(register, 4)[name]
    counts = []
    for _ in range(2):
        page_of(salma, row)
        with told() as statements:
            page = page_of(salma, row)
        counts.append(len(statements))
        if len(counts) == 1:
            enter_many_more(register)
    assert counts[0] >= counts[1]
    assert counts[1] < 40
    assert "The first 10 are shown here." in page or "(<bdi>44</bdi>)" in page


def enter_many_more(register: Register) -> None:
    """Forty more rows by every way, as `enter_many` enters them."""
    hub, area = register.organization("HUB"), register.areas["YE1211"]
    row = Intervention.get(Intervention.title_en == "Hub")
    for number in range(4, 44):
        register.site(register.intervention("HUB", title_en=f"Work {number}"), "YE121121")
        register.site(row, "YE121121", targeted=number)
        aid = register.intervention(f"P{number}", title_en=f"Aid {number}")
        changes.replace_parts(SALMA, aid, Partnership, [{"organization": hub.id, "role": "FUNDING"}])
        changes.save(SALMA, Organization(name_en=f"Same {number}", canonical=hub.id, home_area=area.id))
        register.need("YE1211", "WSH", 10 + number, source=f"source {number}")


def test_hostile_names_stay_text(salma: Reader, register: Register) -> None:
    evil = changes.save(SALMA, Organization(name_en=HOSTILE, name_ar=HOSTILE + "ع"))
    row = register.intervention("NRA", title_en=HOSTILE, organization=evil.id)
    register.site(row, "YE121121")
    batch = undoing.begin_batch(SALMA, "CHANGE", HOSTILE)
    row.remarks = HOSTILE
    changes.save(SALMA.within(batch.id), row)
    for one in (evil, row, register.areas["YE1211"]):
        assert "<script>alert" not in page_of(salma, one)


def test_columns_that_a_list_reckons_stand_on_the_pages_of_others_too(salma: Reader, register: Register) -> None:
    owner = register.organization("NRA")
    register.item(register.plan(), "Pipes", required=120, unit="metres", organization=owner.id)
    page = section(page_of(salma, owner), "linked-plan_item-organization")
    cell = page.split('data-label="Still open"')[1].split("</td>")[0]
    assert re.sub(r"<[^>]+>", " ", cell).split()[-1] == "120"


@pytest.mark.parametrize("name", ["planitem", "intervention", "demand", "plancomment"])
def test_what_may_be_done_is_asked_once_for_all_parts_of_a_page(
    nadia: Reader, rows: dict[str, Any], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, Any]] = []
    answer = GuardedView.may_act

    def heard(view: GuardedView, act: str, row: Any = None) -> bool:
        asked.append((act, row))
        return answer(view, act, row)

    monkeypatch.setattr(GuardedView, "may_act", heard)
    page_of(nadia, rows[name])
    assert asked.count(("CHANGE", rows[name])) == 1
