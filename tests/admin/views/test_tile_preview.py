"""A tile is seen as it would stand before it is saved: what is wrong is told at its fields, and nothing is stored."""

import html
import re

import pytest

from tansiq.models import Dashboard, DashboardTile
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.admin.typed import a_tile
from tests.people import SALMA
from tests.register import Register

TYPED = {"tile_kind": "CHART", "measure": "COUNT", "first_group": "kind", "span": "ALL", "position": "0"}


@pytest.fixture
def dashboard(register: Register) -> Dashboard:
    register.organization("NRA")
    register.organization("HID", kind="INGO")
    return changes.save(SALMA, Dashboard(name_en="Overview"))


def _previewed(reader: Reader, address: str, **typed: str) -> str:
    page = html.unescape(reader.post(address, page=address, _preview="1", **{**TYPED, **typed}).text)
    return re.sub("[\u2066-\u2069]", "", page)


def test_a_new_tile_is_drawn_and_not_stored(salma: Reader, dashboard: Dashboard) -> None:
    address = f"dashboardtile/new/?dashboard={dashboard.id}&of=organization"
    assert 'name="_preview"' in salma.get(address).text
    page = _previewed(salma, address, name_en="By kind")
    drawn = page.partition('id="preview"')[2].partition("</section>")[0]
    assert ("By kind" in drawn, "International NGO" in drawn, "XLSX" in drawn) == (True, True, False)
    assert ('value="By kind"' in page, DashboardTile.select().count()) == (True, 0)


def test_what_is_wrong_is_told_at_its_field_in_place_of_a_drawing(salma: Reader, dashboard: Dashboard) -> None:
    address = f"dashboardtile/new/?dashboard={dashboard.id}&of=organization"
    page = _previewed(salma, address, first_group="")
    assert ('id="first_group-wrong"' in page, 'id="preview"' in page) == (True, False)


def test_a_tile_is_drawn_before_it_has_a_name(salma: Reader, dashboard: Dashboard) -> None:
    page = _previewed(salma, f"dashboardtile/new/?dashboard={dashboard.id}&of=organization")
    assert ('id="name_ar-wrong"' in page, 'id="preview"' in page) == (True, True)


def test_a_stored_tile_shows_its_change_to_whoever_makes_it_alone(salma: Reader, dashboard: Dashboard) -> None:
    tile = a_tile(dashboard, tile_kind="FIGURE", first_group="")
    figure = re.compile(r'tile-figure">.*?class="number">([^<]+)<')
    shown = f"dashboard/show/?id={dashboard.id}"
    assert figure.findall(salma.get(shown).text) == ["2"]
    changed = {"name_en": "x", "tile_kind": "FIGURE", "first_group": "", "version": str(tile.version)}
    page = _previewed(salma, f"dashboardtile/edit/?id={tile.id}", filters="kind=INGO", **changed)
    assert figure.findall(page) == ["1"]
    assert figure.findall(salma.get(shown).text) == ["2"]
    assert DashboardTile.get_by_id(tile.id).filters == ""
