"""The pages of overlaps: groups, pairs, new ones, both side by side, files; what each person may see and ask."""

import csv
import io
import re
from datetime import date, timedelta
from typing import Any

import pytest

from admin.overlaps import page as pages
from tansiq.duplication import question_size
from tansiq.models import Commitment, HistoryEntry, Intervention, Visit
from tansiq.models.record import now
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.admin.overlaps.pairs import MARCH, count_pairs, work
from tests.people import SALMA
from tests.register import Register
from tests.statements import told


def test_groups_count_pairs_and_open_the_list_of_just_those(
    salma: Reader, register: Register, pair: tuple[Intervention, ...]
) -> None:
    page = salma.get(f"overlaps/?{MARCH}").text
    assert "Pairs in Yemen: 1." in page
    [row] = re.findall(r"<tbody.*?</tbody>", page, re.S)
    assert "Abyan / Khanfar" in row
    assert "Clear overlap" in row
    [address] = re.findall(r'href="(/admin/overlaps/pairs/\?[^"]+)"><bdi>', row)
    opened = salma.client.get(address.replace("&amp;", "&")).text
    assert count_pairs(opened) == 1
    assert "Both work in water and sanitation in Khanfar, 17 days in common, 3 to 19 March 2026." in opened


def test_a_pair_shows_both_with_place_dates_and_a_line_of_time(salma: Reader, pair: tuple[Intervention, ...]) -> None:
    page = salma.get(f"overlaps/pairs/?{MARCH}").text
    for text in ("NRA WSH", "ADR WSH", "NRA Aid", "ADR Aid", "Abyan / Khanfar", "1 March 2026 to 31 March 2026"):
        assert text in page
    assert 'role="img" aria-label="Time line. A: 1 March 2026 to 31 March 2026. B: 3 March 2026 to 19' in page
    assert "17 days in common" in page
    assert "style=" not in page
    for row in pair:
        assert f"/admin/intervention/details/?id={row.id}" in page


@pytest.mark.parametrize(
    ("address", "count"),
    [
        ("", 1),
        ("within={khanfar}", 1),
        ("within-text=khanfar", 1),
        ("within={zinjibar}", 0),
        ("sector=WSH", 1),
        ("sector=HEA", 0),
        ("sector=NONE", 1),
        ("least=WEAK", 1),
        ("least=STRONG", 0),
        ("least=%00", 1),
        ("organization={nra}", 1),
        ("organization={other}", 0),
        ("after=9999-1-1", 1),
        ("after=1-1-1", 0),
        ("after=x-1-1", 1),
        ("after=99999999999999999999-1-1", 1),
        ("above=2", 0),
        ("above=9", 1),
        ("level=x", 1),
    ],
)
def test_the_address_narrows_the_pairs(
    salma: Reader, register: Register, pair: tuple[Intervention, ...], address: str, count: int
) -> None:
    ids = {
        "khanfar": register.areas["YE1211"].id,
        "zinjibar": register.areas["YE1210"].id,
        "nra": register.organization("NRA").id,
        "other": register.organization("OTH").id,
    }
    page = salma.get(f"overlaps/pairs/?{MARCH}&{address.format(**ids)}")
    assert (page.status_code, count_pairs(page.text)) == (200, count)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("from=2026-03-31&to=2026-03-01", "The end is before the beginning."),
        ("from=abc&to=", "“abc” is not a date."),
        ("from=31+%D8%B1%D9%85%D8%B6%D8%A7%D9%86+1447&to=", "it has 30 days by Umm al-Qura."),
        ("within-text=Atlantis", "The register has nothing called “Atlantis”."),
        ("within=999999", "Choose one of the records offered."),
        ("organization=-1", "Choose one of the records offered."),
        ("within=%00&organization-text=%27%3Cscript%3E", "The register has nothing called"),
    ],
)
def test_what_is_wrong_in_the_address_is_told_beside_the_field(
    salma: Reader, pair: tuple[Intervention, ...], address: str, said: str
) -> None:
    for shape in ("", "pairs/"):
        page = salma.get(f"overlaps/{shape}?{address}")
        assert page.status_code == 200
        assert said in page.text
        assert "Correct what is marked above" in page.text
    assert salma.get(f"overlaps/export/csv/?{address}").status_code == 404


def test_all_times_are_asked_by_empty_days(salma: Reader, register: Register) -> None:
    then: dict[str, Any] = {"starts_on": date(2011, 3, 3), "ends_on": date(2011, 4, 3)}
    work(register, "NRA", **then), work(register, "ADR", **then)
    assert count_pairs(salma.get("overlaps/pairs/").text) == 0
    assert count_pairs(salma.get("overlaps/pairs/?from=&to=").text) == 1
    assert count_pairs(salma.get("overlaps/pairs/?from=2011-04-01&to=").text) == 1
    assert count_pairs(salma.get("overlaps/pairs/?from=&to=2011-01-01").text) == 0
    # The same days in the other calendar.
    assert count_pairs(salma.get("overlaps/pairs/?from=27/4/1432&to=").text) == 1
    assert count_pairs(salma.get("overlaps/pairs/?from=&to=26 محرم 1432").text) == 0


def test_the_next_page_goes_on_after_the_last_pair(
    salma: Reader, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "AT_ONCE", 2)
    for acronym in ("NRA", "ADR", "BKC"):
        work(register, acronym)
    seen: list[str] = []
    address: str | None = f"/admin/overlaps/pairs/?{MARCH}"
    while address:
        page = salma.client.get(address).text
        seen += re.findall(r"pair/\?first=\d+&amp;second=\d+", page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = following[1].replace("&amp;", "&") if following else None
    assert len(seen) == len(set(seen)) == 3


def test_new_pairs_beyond_a_page_stand_on_the_next(
    salma: Reader, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "AT_ONCE", 2)
    for acronym in ("NRA", "ADR", "BKC"):
        work(register, acronym)
    first, second = salma.get("overlaps/new/").text, salma.get("overlaps/new/?page=1").text
    assert (count_pairs(first), count_pairs(second)) == (2, 1)
    assert all("3 pairs" in page for page in (first, second))
    assert 'rel="next" href="/admin/overlaps/new/?page=1"' in first
    assert 'rel="next"' not in second


def test_groups_beyond_a_page_stand_on_the_next(
    salma: Reader, register: Register, pair: tuple[Intervention, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "GROUPS_AT_ONCE", 1)
    work(register, "BKC", "YE1927"), work(register, "GRN", "YE1927")
    first = salma.get(f"overlaps/?{MARCH}").text
    assert "page=1" in first
    second = salma.get(f"overlaps/?{MARCH}&page=1").text
    assert 'rel="next"' not in second
    assert ("Abyan / Khanfar" in first) != ("Abyan / Khanfar" in second)
    assert salma.get(f"overlaps/?{MARCH}&page=99999999999").status_code == 200


def test_what_lies_in_larger_areas_is_a_group_that_opens_too(salma: Reader, register: Register) -> None:
    work(register, "NRA", "YE12"), work(register, "ADR", "YE12")
    page = salma.get(f"overlaps/?{MARCH}&least=WEAK").text
    assert "Larger areas as a whole" in page
    [address] = re.findall(r'href="(/admin/overlaps/pairs/\?[^"]*above=2[^"]*)"><bdi>', page)
    opened = salma.client.get(address.replace("&amp;", "&")).text
    assert count_pairs(opened) == 1
    assert "Only pairs that lie in larger areas as a whole" in opened


def test_an_area_too_large_asks_for_a_smaller_one(
    salma: Reader, register: Register, pair: tuple[Intervention, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(question_size, "MOST_PAIRS", 0)
    with told() as statements:
        page = salma.get(f"overlaps/?{MARCH}").text
    assert "Yemen holds too many interventions" in page
    assert "Sites: 2" in page
    assert f"within={register.areas['YE12'].id}" in page
    assert not any("ROW_NUMBER" in sql for sql in statements)
    assert salma.get(f"overlaps/export/csv/?{MARCH}").status_code == 404


def test_several_countries_are_offered(salma: Reader, register: Register) -> None:
    changes.save(SALMA, type(register.areas["YE"])(level=0, pcode="SY", name_en="Syria", name_ar="سورية"))
    page = salma.get("overlaps/").text
    assert "Choose a country" in page
    assert "Syria" in page


def test_a_register_without_areas_says_so(salma: Reader) -> None:
    assert "No area yet" in salma.get("overlaps/").text


def test_nothing_found_offers_the_weak_ones(salma: Reader, register: Register) -> None:
    page = salma.get(f"overlaps/?{MARCH}").text
    assert "No overlap is found in Yemen" in page
    assert "least=WEAK" in page
    assert "least=WEAK" not in salma.get(f"overlaps/?{MARCH}&least=WEAK").text.split('class="empty"')[1]


def test_the_file_holds_the_pairs_as_narrowed(salma: Reader, pair: tuple[Intervention, ...]) -> None:
    answer = salma.get(f"overlaps/export/csv/?{MARCH}")
    [row] = csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")))
    assert (row["A: record id"], row["B: organisation"]) == (pair[0].record_id, "ADR Aid")
    assert (row["Days in common"], row["Place"], row["Score"]) == ("17", "Abyan / Khanfar", "0.2500")
    assert salma.get(f"overlaps/export/xlsx/?{MARCH}").data[:2] == b"PK"
    assert salma.get(f"overlaps/export/pdf/?{MARCH}").status_code == 404
    empty = salma.get(f"overlaps/export/csv/?{MARCH}&sector=HEA").data.decode("utf-8-sig")
    assert len(empty.splitlines()) == 1


@pytest.mark.parametrize("count", [2, 6])
def test_a_page_costs_the_same_statements_however_many_pairs(salma: Reader, register: Register, count: int) -> None:
    for number in range(count):
        work(register, f"ORG{number}")
    salma.get(f"overlaps/pairs/?{MARCH}")
    with told() as statements:
        salma.get(f"overlaps/pairs/?{MARCH}")
    # One of them counts what the bell tells, one asks which item of a plan both sides serve, one whether what stands in
    # the menu changed.
    assert len(statements) <= 22


def test_both_stand_side_by_side_with_what_differs_marked(salma: Reader, pair: tuple[Intervention, ...]) -> None:
    page = salma.get(f"overlaps/pair/?first={pair[1].id}&second={pair[0].id}").text
    rows = {
        re.findall(r"([^<>]+)</th>", row)[0].strip(): row.split('"')[0]
        for row in page.split('<tr role="row" class="')[1:]
    }
    assert rows["Organisation"] == rows["Starts on"] == "differs"
    assert rows["Sector"] == rows["Project"] == "equal"
    assert page.count("≠") == 1 + list(rows.values()).count("differs")
    assert "targeted 1,200, reached not known" in page
    assert "17 days in common" in page


def test_two_that_do_not_overlap_are_compared_and_said_not_to(salma: Reader, register: Register) -> None:
    one, other = work(register, "NRA"), register.intervention("ADR", "HEA", starts_on=None, ends_on=None)
    page = salma.get(f"overlaps/pair/?first={one.id}&second={other.id}").text
    assert "These two do not overlap, or not any more." in page
    assert "Decide on this pair" not in page


def test_new_ones_are_those_since_the_visit_before(
    salma: Reader, register: Register, pair: tuple[Intervention, ...]
) -> None:
    assert count_pairs(salma.get("overlaps/new/").text) == 1
    salma.get("")
    Visit.update(before=now() - timedelta(hours=1)).execute()
    HistoryEntry.update(at=now() - timedelta(hours=2)).execute()
    page = salma.get("overlaps/new/").text
    assert "Nothing new overlaps." in page
    work(register, "BKC")
    assert count_pairs(salma.get("overlaps/new/").text) == 2


def test_a_pair_tells_which_item_of_a_plan_both_serve(
    salma: Reader, register: Register, pair: tuple[Intervention, ...]
) -> None:
    wells = register.item(register.plan(name_en="Recovery of Khanfar"), "Wells")
    addresses = (f"overlaps/pairs/?{MARCH}", f"overlaps/pair/?first={pair[0].id}&second={pair[1].id}")
    for one in pair:
        for address in addresses:
            assert "Both serve the same item of a plan" not in salma.get(address).text
        facts = {"organization": one.organization_id, "intervention": one.id, "offered_on": date(2026, 1, 1)}
        changes.save(SALMA, Commitment(item=wells.id, **facts))
    for address in addresses:
        page = salma.get(address).text
        assert "Both serve the same item of a plan" in page
        assert f'href="/admin/planitem/details/?id={wells.id}"' in page
        assert "Recovery of Khanfar" in page
    rows = list(csv.DictReader(io.StringIO(salma.get(f"overlaps/export/csv/?{MARCH}").data.decode("utf-8-sig"))))
    assert [row["Item of a plan that both serve"] for row in rows] == ["1 Wells"]


def test_the_overview_tells_which_items_pairs_serve_with_both_sides(
    salma: Reader, register: Register, pair: tuple[Intervention, ...]
) -> None:
    plan = register.plan(name_en="Recovery of Khanfar")
    wells, pumps = register.item(plan, "Wells"), register.item(plan, "Pumps")
    third = work(register, "BKC")
    address = f"overlaps/?{MARCH}"
    page = salma.get(address).text
    assert "3 pairs" not in page
    assert "Both serve the same item of a plan" not in page
    for one, items in ((pair[0], [wells]), (pair[1], [wells, pumps]), (third, [wells])):
        for item in items:
            facts = {"organization": one.organization_id, "intervention": one.id, "offered_on": date(2026, 1, 1)}
            changes.save(SALMA, Commitment(item=item.id, **facts))
    with told() as statements:
        page = salma.get(address).text
    shown = re.sub(r"\s+", " ", re.sub("<[^>]+>", "", page))
    assert "Both serve the same item of a plan: 1 Wells (Recovery of Khanfar, 3 pairs)" in shown
    assert "Pumps" not in shown
    assert sum("commitment" in statement for statement in statements) == 1
