"""Dashboards: tiles of figures, charts, maps and lists, over what their reader may see; made without a script."""

import html
import io
import re
from typing import Any

import pytest
from openpyxl import load_workbook

from tansiq.models import Dashboard, DashboardTile, Entry, FieldDefinition, Organization
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.admin.typed import a_tile
from tests.definitions import answers, field, name_of, record_type
from tests.people import SALMA
from tests.register import Register


@pytest.fixture
def dashboard(register: Register) -> Dashboard:
    """A dashboard for everybody over two organisations, of which one is not published."""
    register.organization("NRA", home_area=register.areas["YE1211"].id)
    register.organization("HID", kind="INGO", is_published=False, home_area=register.areas["YE1927"].id)
    return changes.save(SALMA, Dashboard(name_en="Overview", name_ar="نظرة عامة"))


def _shown(reader: Reader, dashboard: Dashboard) -> str:
    page = reader.get(f"dashboard/show/?id={dashboard.id}")
    assert page.status_code == 200
    return re.sub("[\u2066-\u2069]", "", html.unescape(page.text))


def _table(page: str) -> list[tuple[str, ...]]:
    """The rows of the first table of a tile."""
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    rows = re.findall(r"<tr>(.*?)</tr>", body, re.DOTALL)
    return [tuple(re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)) for row in rows]


def test_figures_are_of_what_the_reader_may_see(salma: Reader, khaled: Reader, dashboard: Dashboard) -> None:
    a_tile(dashboard, tile_kind="FIGURE", first_group="")
    figures = [
        re.findall(r'tile-figure">.*?class="number">([^<]+)<', _shown(one, dashboard)) for one in (salma, khaled)
    ]
    assert figures == [["2"], ["1"]]


def test_a_chart_has_its_table_and_leads_to_the_rows(salma: Reader, dashboard: Dashboard) -> None:
    a_tile(dashboard, filters="archived=with")
    page = _shown(salma, dashboard)
    assert _table(page) == [("International NGO", "1"), ("National NGO", "1")]
    [address, *_] = re.findall(r'href="/admin/(organization/\?[^"]*kind=NNGO[^"]*)"', page)
    assert "archived" not in address
    assert "NRA Aid" in salma.get(address).text


def test_two_things_are_parts_of_bars_with_a_column_each(salma: Reader, dashboard: Dashboard) -> None:
    a_tile(dashboard, first_group="kind", second_group="home_area:GOVERNORATE")
    page = _shown(salma, dashboard)
    assert {row[0]: row[-1] for row in _table(page)} == {"International NGO": "1", "National NGO": "1"}
    assert 'class="swatch part-1"' in page


def test_days_stand_beside_each_other(salma: Reader, register: Register, dashboard: Dashboard) -> None:
    register.intervention("NRA")
    a_tile(dashboard, record_table="intervention", first_group="starts_on:MONTH")
    page = _shown(salma, dashboard)
    assert ('class="over-time"' in page, _table(page)) == (True, [("March 2026", "1")])


def test_what_has_no_day_stands_beside_the_days(salma: Reader, register: Register, dashboard: Dashboard) -> None:
    for acronym, day in (("NRA", "2026-03-01"), ("ADR", "2026-06-01"), ("DRC", None)):
        register.organization(acronym)
        one = FieldDefinition.get_or_none(key="visited") or field("visited", "DAY")
        row = Organization.get(Organization.acronym == acronym)
        row.enter(name_of(one), day)
        changes.save(SALMA, row)
    a_tile(dashboard, first_group=f"{name_of(one)}:MONTH", filters="kind=NNGO")
    page = _shown(salma, dashboard)
    ends = re.findall(r'class="ends".*?</div>', page, re.DOTALL)[0]
    assert re.findall(r"<bdi>([^<]+)</bdi>", ends) == ["March 2026", "June 2026"]
    assert [row[0] for row in _table(page)] == ["March 2026", "June 2026", "Not told"]
    # April and May have places of their own.
    assert re.findall(r'<rect class="part-0" x="([0-9.]+)%"', page) == ["0.0", "75.0"]
    assert re.search(r'class="hint">Not told: .*?class="number">1<', page)


def test_a_map_is_drawn_with_a_table_and_its_shades(salma: Reader, dashboard: Dashboard) -> None:
    a_tile(dashboard, tile_kind="MAP", first_group="home_area:GOVERNORATE")
    page = _shown(salma, dashboard)
    assert sorted(_table(page)) == [("Abyan", "1"), ("Hadramawt", "1")]


def test_a_list_shows_some_of_its_rows(salma: Reader, dashboard: Dashboard) -> None:
    a_tile(dashboard, tile_kind="LIST", first_group="", filters="kind=INGO")
    page = _shown(salma, dashboard).partition('class="tile-rows"')[2].partition("</ul>")[0]
    assert ("HID Aid" in page, "NRA Aid" in page) == (True, False)


def test_a_tile_tells_of_an_own_register(salma: Reader, khaled: Reader, dashboard: Dashboard) -> None:
    kind = record_type("wells", "OFFICERS")
    own: dict[str, Any] = {"table": "entry", "record_type": kind.id}
    one = field("wellKind", "CHOICE", choice_list=answers("DUG", "DRILLED").id, **own)
    changes.save(SALMA, Entry(record_type=kind.id, area=dashboard_area(), extra={str(one.number): "DUG"}))
    a_tile(dashboard, record_table="entry", record_type=kind.id, first_group=name_of(one))
    assert _table(_shown(salma, dashboard)) == [("Dug", "1")]
    assert "These records are not there, or not for you." in _shown(khaled, dashboard)


def dashboard_area() -> int:
    from tansiq.models import Area

    return int(Area.get(Area.pcode == "YE1211").id)


def test_a_tile_that_names_a_field_that_is_gone_says_so(salma: Reader, dashboard: Dashboard) -> None:
    one = field("isRural", "YES_NO")
    a_tile(dashboard, first_group=name_of(one))
    again = FieldDefinition.get_by_id(one.id)
    again.use_state = "RETIRED"
    changes.save(SALMA, again)
    assert "what it reckons with is not there, or not for you: isRural (retired)." in _shown(salma, dashboard)


def test_an_empty_dashboard_offers_administrators_a_tile(salma: Reader, nadia: Reader, dashboard: Dashboard) -> None:
    assert "dashboardtile/new" in _shown(salma, dashboard)
    assert "dashboardtile/new" not in _shown(nadia, dashboard)


def test_a_dashboard_for_a_role_is_there_for_that_role(salma: Reader, khaled: Reader, nadia: Reader) -> None:
    row = changes.save(SALMA, Dashboard(name_en="For officers", audience="OFFICER"))
    tile = a_tile(row)
    assert khaled.get(f"dashboard/show/?id={row.id}").status_code == 404
    assert khaled.get(f"dashboard/tile/xlsx/?id={tile.id}").status_code == 404
    assert "For officers" in nadia.get("profile/").text
    assert "For officers" not in khaled.get("profile/").text


def test_a_dashboard_stands_on_the_start_page_if_so_chosen(
    salma: Reader, nadia: Reader, register: Register, dashboard: Dashboard
) -> None:
    register.intervention("NRA")
    a_tile(dashboard)
    assert "Organisations by kind" not in nadia.get("").text
    dashboard.is_on_start = True
    changes.save(SALMA, dashboard)
    assert "Organisations by kind" in nadia.get("").text


def test_a_tile_is_made_from_what_the_records_have(salma: Reader, dashboard: Dashboard) -> None:
    owner = f"dashboardtile/new/?dashboard={dashboard.id}"
    assert "of=organization" in salma.get(owner).text
    form = salma.get(f"{owner}&of=organization").text
    assert '<option value="home_area:DISTRICT">' in form
    typed = {"name_en": "By kind", "tile_kind": "CHART", "measure": "COUNT", "first_group": "kind", "span": "ALL"}
    answer = salma.post(f"{owner}&of=organization", page=f"{owner}&of=organization", position="0", **typed)
    assert answer.status_code == 302
    assert DashboardTile.get().first_group == "kind"


def test_averages_are_told_apart_by_one_thing_alone(salma: Reader, dashboard: Dashboard) -> None:
    one = field("members", "WHOLE")
    page = f"dashboardtile/new/?dashboard={dashboard.id}&of=organization"
    typed = {"name_en": "x", "tile_kind": "CHART", "measure": "AVERAGE", "measured": name_of(one), "span": "ALL"}
    groups = {"first_group": "kind", "second_group": "is_published"}
    assert "they do not add up" in salma.post(page, page=page, position="0", **typed, **groups).text


def test_tiles_move_up_and_down(salma: Reader, nadia: Reader, dashboard: Dashboard) -> None:
    first, second = a_tile(dashboard), a_tile(dashboard, name_en="Another")
    made = f"dashboard/details/?id={dashboard.id}"
    salma.post("dashboard/move/", page=made, id=second.id, way="up")
    order = [row.id for row in DashboardTile.select().order_by(DashboardTile.position)]
    assert order == [second.id, first.id]
    assert salma.post("dashboard/move/", page=made, id=second.id, way="sideways").status_code == 404
    nadia.post("dashboard/move/", page="", id=first.id, way="up")
    assert [row.id for row in DashboardTile.select().order_by(DashboardTile.position)] == order


def test_a_tile_is_saved_as_a_workbook_and_as_a_picture(salma: Reader, khaled: Reader, dashboard: Dashboard) -> None:
    tile = a_tile(dashboard)
    counts = {}
    for name, reader in (("salma", salma), ("khaled", khaled)):
        book = load_workbook(io.BytesIO(reader.get(f"dashboard/tile/xlsx/?id={tile.id}").data))
        counts[name] = list(book.worksheets[0].iter_rows(values_only=True))[-1]
    assert (counts["salma"][-1], counts["khaled"][-1]) == (2, 1)
    picture = salma.get(f"dashboard/tile/png/?id={tile.id}")
    assert (picture.content_type, picture.data[:4]) == ("image/png", b"\x89PNG")
    listed = a_tile(dashboard, tile_kind="LIST", first_group="")
    assert salma.get(f"dashboard/tile/png/?id={listed.id}").status_code == 404
    assert salma.get(f"dashboard/tile/pdf/?id={tile.id}").status_code == 404
    assert salma.get("dashboard/tile/xlsx/?id=99999").status_code == 404
