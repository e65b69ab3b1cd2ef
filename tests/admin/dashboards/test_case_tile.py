"""A tile of figures of cases: the very ones of the page of figures, for those who look after areas."""

import html
import io
import re

import pytest
from openpyxl import load_workbook

from tansiq.models import Dashboard, DashboardTile
from tansiq.records import changes
from tests.admin.conftest import Reader, Readers
from tests.admin.typed import a_tile
from tests.people import SALMA
from tests.register import Register
from tests.worked_cases import enter_worked_cases, free_people

TITLES = ["Opened", "Settled", "Avoided at entry", "Days to settle (median)", "People freed"]


@pytest.fixture
def worked(register: Register) -> Register:
    enter_worked_cases(register)
    free_people(register, 354)
    return register


@pytest.fixture
def dashboard(worked: Register) -> Dashboard:
    return changes.save(SALMA, Dashboard(name_en="Overview"))


def _tile(dashboard: Dashboard, **values: object) -> DashboardTile:
    kind = {"tile_kind": "CASES", "record_table": "overlap_case", "first_group": "", "name_en": "What became of cases"}
    return a_tile(dashboard, **(kind | values))


def _page(reader: Reader, dashboard: Dashboard) -> str:
    return html.unescape(reader.get(f"dashboard/show/?id={dashboard.id}").text)


def _figures(page: str) -> dict[str, str]:
    """The figures of all months together."""
    table = page.partition('class="tile-numbers"')[2].partition("</table>")[0]
    return dict(re.findall(r'<th scope="row">([^<]+)</th><td><bdi class="number">([^<]+)<', table))


def _together(reader: Reader, address: str) -> list[str]:
    """The figures of all months together on the page of figures at an address."""
    table = reader.client.get(address).text.partition("<tbody")[2].partition("</tbody>")[0]
    return re.findall(r'class="number">([^<]+)<', table)


@pytest.mark.parametrize(("pcode", "told"), [("YE12", "2"), ("YE1927", "1"), (None, "3")])
def test_it_equals_the_page_to_which_it_leads(
    salma: Reader, worked: Register, dashboard: Dashboard, pcode: str | None, told: str
) -> None:
    _tile(dashboard, area=worked.areas[pcode].id if pcode else None)
    page = _page(salma, dashboard)
    [address] = re.findall(r'href="(/admin/cases/figures/[^"]+)"', page)
    figures = _figures(page)
    assert (list(figures), figures["Opened"]) == (TITLES, told)
    assert list(figures.values()) == _together(salma, address)
    assert figures["People freed"] == ("0" if pcode == "YE1927" else "354")


def test_months_stand_one_by_one_and_all_of_them_in_its_file(
    salma: Reader, dashboard: Dashboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("admin.dashboards.case_tile.MOST_MONTHS", 1)
    tile = _tile(dashboard)
    page = _page(salma, dashboard)
    assert ("March 2026" in page, "February 2026" in page, "2 more are in the file." in page) == (True, False, True)
    book = load_workbook(io.BytesIO(salma.get(f"dashboard/tile/xlsx/?id={tile.id}").data))
    lines = list(book.worksheets[0].iter_rows(values_only=True))
    assert ("2026-02", "Abyan", 1, 1, 0, 9, 0) in lines
    assert ("2026-03", "Abyan", 1, 0, 0, None, 354) in lines
    assert salma.get(f"dashboard/tile/png/?id={tile.id}").status_code == 404
    assert "PNG" not in page


def test_a_place_in_which_nothing_happened_has_nothing_to_tell(
    salma: Reader, worked: Register, dashboard: Dashboard
) -> None:
    _tile(dashboard, area=worked.areas["YE1210"].id)
    assert "Nothing was opened, settled or avoided there at that time." in _page(salma, dashboard)


@pytest.mark.parametrize(
    ("person", "is_told"), [("amin", True), ("nadia", True), ("khaled", False), ("visitor", False)]
)
def test_it_is_told_to_those_who_look_after_areas(
    reader: Readers, dashboard: Dashboard, person: str, is_told: bool
) -> None:
    tile = _tile(dashboard)
    page = _page(reader(person), dashboard)
    assert (bool(_figures(page)), "These records are not there, or not for you." in page) == (is_told, not is_told)
    assert "/admin/cases/figures/" in page if is_told else "/admin/cases/figures/" not in page
    assert reader(person).get(f"dashboard/tile/xlsx/?id={tile.id}").status_code == (200 if is_told else 404)


def test_it_is_made_and_changed_in_a_form_of_what_it_has(salma: Reader, worked: Register, dashboard: Dashboard) -> None:
    new = f"dashboardtile/new/?dashboard={dashboard.id}"
    assert "of=overlap_case" in salma.get(new).text
    form = salma.get(f"{new}&of=overlap_case").text
    offered = set(re.findall(r'name="(tile_kind|measure|first_group|filters|day|span|area)"', form))
    assert offered == {"span", "area"}
    typed = {"name_en": "Cases", "span": "ALL", "position": "0"}
    seen = salma.post(f"{new}&of=overlap_case", page=f"{new}&of=overlap_case", _preview="1", **typed).text
    assert _figures(html.unescape(seen))["Opened"] == "3"
    assert not DashboardTile.select().exists()
    assert salma.post(f"{new}&of=overlap_case", page=f"{new}&of=overlap_case", **typed).status_code == 302
    row = DashboardTile.get()
    assert (row.tile_kind, row.record_table) == ("CASES", "overlap_case")
    edit, place = f"dashboardtile/edit/?id={row.id}", str(worked.areas["YE1927"].id)
    answer = salma.post(edit, page=edit, version=str(row.version), **{**typed, "area": place})
    assert (answer.status_code, DashboardTile.get().area_id) == (302, int(place))


def test_no_list_of_records_is_told_as_figures_of_cases(salma: Reader, dashboard: Dashboard) -> None:
    new = f"dashboardtile/new/?dashboard={dashboard.id}&of=organization"
    assert 'value="CASES"' not in salma.get(new).text
    typed = {"name_en": "x", "tile_kind": "CASES", "measure": "COUNT", "span": "ALL", "position": "0"}
    assert salma.post(new, page=new, **typed).status_code == 200
    assert not DashboardTile.select().exists()
