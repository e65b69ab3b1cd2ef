"""A tile of a form: what its reports come to, as the page of figures tells it, for whoever reads the reports."""

import csv
import html
import io
import re

import pytest
from openpyxl import load_workbook

from tansiq.faults import Refused
from tansiq.forms import figure_bounds
from tansiq.models import Dashboard, DashboardTile
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.admin.typed import a_tile
from tests.filled_forms import FilledForm, municipal_form
from tests.people import SALMA
from tests.register import Register
from tests.reported import reported
from tests.statements import told


@pytest.fixture
def filled(register: Register) -> FilledForm:
    """Ja'ar told two quarters, Zinjibar the last one, Mukalla none."""
    places = {"Ja'ar": "YE1211", "Zinjibar": "YE1210", "Mukalla": "YE1927"}
    form = municipal_form(*(register.unit(name, pcode=pcode) for name, pcode in places.items()), approval_levels=0)
    for unit, back, vehicles in ((0, 2, 1_200), (0, 1, 1_300), (1, 1, 40)):
        reported(form, unit, back, vehicles=vehicles)
    return form


@pytest.fixture
def dashboard(filled: FilledForm) -> Dashboard:
    return changes.save(SALMA, Dashboard(name_en="Overview"))


def _tile(dashboard: Dashboard, filled: FilledForm, **values: object) -> DashboardTile:
    facts = {"tile_kind": "FIGURE", "record_table": "entry", "record_type": filled.form.id, "first_group": ""}
    named = {"measured": f"extra.{filled.number('vehicles')}", "name_en": "Vehicles"}
    return a_tile(dashboard, **(facts | named | values))


def _page(reader: Reader, dashboard: Dashboard) -> str:
    answer = reader.get(f"dashboard/show/?id={dashboard.id}")
    assert answer.status_code == 200
    return html.unescape(answer.text)


def _rows(page: str) -> list[list[str]]:
    """The rows of the table of a tile."""
    table = page.partition('<section class="tile"')[2].partition("<tbody>")[2].partition("</tbody>")[0]
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S) for row in table.split("</tr>") if "<t" in row]
    return [[re.sub(r"<[^>]+>", "", cell).strip() for cell in row] for row in cells]


def test_a_figure_is_that_of_the_last_period_with_how_many_reports_are_in_it(
    salma: Reader, filled: FilledForm, dashboard: Dashboard
) -> None:
    _tile(dashboard, filled)
    page = _page(salma, dashboard)
    assert re.search(r'class="tile-figure">.*?1,340<', page)
    assert f"{filled.period().name} · 2 of 3" in page
    [address] = re.findall(r'tile-figure"><a href="/admin/([^"]+)"', page)
    assert "1,340" in salma.get(address).text


def test_a_chart_by_period_is_a_line_with_its_table(salma: Reader, filled: FilledForm, dashboard: Dashboard) -> None:
    _tile(dashboard, filled, tile_kind="CHART", first_group="period")
    page = _page(salma, dashboard)
    assert page.count('class="part"') == 2
    assert page.count('class="trace"') == 1
    assert [row[1:] for row in _rows(page)[-2:]] == [["1,200", "1 of 3"], ["1,340", "2 of 3"]]
    assert _rows(page)[0][1:] == ["not known", "0 of 3"]


def test_a_chart_by_area_compares_places(salma: Reader, filled: FilledForm, dashboard: Dashboard) -> None:
    _tile(dashboard, filled, tile_kind="CHART", first_group="area:DISTRICT")
    page = _page(salma, dashboard)
    assert [row[:2] for row in _rows(page)] == [
        ["Al Mukalla City", "not known"], ["Khanfar", "1,300"], ["Zinjibar", "40"],
    ]  # fmt: skip
    assert 'class="places"' in page


def test_it_is_of_its_area_and_leads_there(
    salma: Reader, filled: FilledForm, dashboard: Dashboard, register: Register
) -> None:
    area = register.areas["YE1210"]
    _tile(dashboard, filled, area=area.id)
    page = _page(salma, dashboard)
    assert "· 1 of 1" in page
    [address] = re.findall(r'tile-figure"><a href="/admin/([^"]+)"', page)
    told = salma.get(address).text
    assert "1,300" not in told
    assert ">40<" in told


def test_its_file_is_that_of_the_page(salma: Reader, filled: FilledForm, dashboard: Dashboard) -> None:
    tile = _tile(dashboard, filled)
    book = load_workbook(io.BytesIO(salma.get(f"dashboard/tile/xlsx/?id={tile.id}").data))
    lines = list(book.worksheets[0].iter_rows(values_only=True))
    assert ("Abyan",) in {line[:1] for line in lines}
    text = salma.get(f"statistics/export/csv?form={filled.form.id}&item={filled.number('vehicles')}").text
    assert next(csv.reader(io.StringIO(text.lstrip("\ufeff"))))[0] == "Place"
    assert salma.get(f"dashboard/tile/png/?id={tile.id}").status_code == 404


def test_who_does_not_read_the_form_is_told_nothing(
    salma: Reader, khaled: Reader, filled: FilledForm, dashboard: Dashboard
) -> None:
    _tile(dashboard, filled)
    assert "1,340" in _page(khaled, dashboard)
    filled.form.policy = "OFFICERS"
    changes.save(SALMA, filled.form)
    assert "1,340" not in _page(khaled, dashboard)
    assert "1,340" in _page(salma, dashboard)


def test_an_item_that_is_told_no_more_leaves_no_figure(salma: Reader, filled: FilledForm, dashboard: Dashboard) -> None:
    _tile(dashboard, filled, measured=f"extra.{filled.number('waste')}")
    stored = filled.items["waste"]
    stored.is_published = False
    changes.save(SALMA, stored)
    assert "not there, or not for you" in _page(salma, dashboard)


@pytest.mark.parametrize(("values", "field"), [
    ({"measured": ""}, "measured"),
    ({"tile_kind": "LIST"}, "tile_kind"),
    ({"tile_kind": "MAP"}, "first_group"),
    ({"tile_kind": "CHART", "first_group": "status"}, "first_group"),
    ({"tile_kind": "CHART", "first_group": ""}, "first_group"),
])  # fmt: skip
def test_what_no_tile_of_a_form_shows_is_refused(
    filled: FilledForm, dashboard: Dashboard, values: dict[str, str], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        _tile(dashboard, filled, **values)
    assert field in {fault.field for fault in refused.value.faults}


def test_it_is_made_on_a_page_that_asks_for_nothing_else(
    salma: Reader, filled: FilledForm, dashboard: Dashboard
) -> None:
    offered = salma.get(f"dashboardtile/new/?dashboard={dashboard.id}").text
    assert f"of=entry-{filled.form.id}" in offered
    page = f"dashboardtile/new/?of=entry-{filled.form.id}&dashboard={dashboard.id}"
    asked = salma.get(page).text
    assert 'name="measured"' in asked
    assert not re.search(r'name="(measure|span|second_group|filters|day)"', asked)
    values = {"name_en": "Working", "tile_kind": "CHART", "first_group": "period", "position": "1"}
    answer = salma.post(page, page, **values, measured=f"extra.{filled.number('working')}")
    assert answer.status_code == 302, re.findall(r'class="wrong"[^>]*>([^<]+)', answer.text)
    assert DashboardTile.get().measured == f"extra.{filled.number('working')}"
    preview = salma.post(page, page, **values, measured=f"extra.{filled.number('vehicles')}", _preview="1")
    assert 'class="trace"' in preview.text


def test_many_tiles_of_a_form_take_no_more_statements_than_one(
    salma: Reader, filled: FilledForm, dashboard: Dashboard
) -> None:
    drawn = [("FIGURE", ""), ("CHART", "period"), ("CHART", "area:GOVERNORATE"), ("MAP", "area:GOVERNORATE")]
    counts: list[int] = []
    for key in ("vehicles", "working", "idle", "waste"):
        for kind, group in drawn:
            _tile(dashboard, filled, tile_kind=kind, first_group=group, measured=f"extra.{filled.number(key)}")
        with told() as statements:
            assert _page(salma, dashboard).count('class="tile"') == 4 * (len(counts) + 1)
        counts.append(len(statements))
    assert counts[1] == counts[2] == counts[3]


def test_a_tile_that_asks_for_too_much_says_so(
    salma: Reader, filled: FilledForm, dashboard: Dashboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    _tile(dashboard, filled)
    monkeypatch.setattr(figure_bounds, "MOST_READ", 1)
    assert "more than 1 figures. Ask about less." in _page(salma, dashboard)
