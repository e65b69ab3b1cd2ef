"""The small map of a row: shapes around it, its points, and the same in words."""

import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tansiq.models import Entry
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.definitions import record_type
from tests.people import SALMA
from tests.register import Register

PLACES = {
    "YE121121": (45.33, 13.22),
    "YE121122": (45.20, 13.10),
    "YE121001": (45.38, 13.13),
    "YE1211": (45.30, 13.20),
    "YE1210": (45.40, 13.10),
    "YE1927": (49.12, 14.54),
}


@pytest.fixture
def placed(register: Register, application: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Register:
    """The register with centre points, and a folder of its own for the shapes."""
    monkeypatch.setattr(application, "instance_path", str(tmp_path))
    for pcode, (longitude, latitude) in PLACES.items():
        area = register.areas[pcode]
        area.longitude, area.latitude = longitude, latitude
        changes.save(SALMA, area)
    return register


def picture(reader: Reader, row: Any) -> str:
    page = reader.get(f"{type(row).__name__.lower()}/details/?id={row.id}").text
    return page.split("<figure")[1].split("</figure>")[0] if "<figure" in page else ""


def test_an_area_is_marked_among_its_neighbours(salma: Reader, placed: Register) -> None:
    svg = picture(salma, placed.areas["YE1211"])
    assert 'role="img" aria-label="Map: Khanfar within Abyan"' in svg
    assert svg.count('class="marked"') == 1
    assert svg.count('class="around"') == 1
    assert "Outlines are approximate." in svg
    assert "style=" not in svg
    assert 'aria-label="Map: Ja&#39;ar within Khanfar"' in picture(salma, placed.areas["YE121121"])
    assert 'aria-label="Map: Abyan within Yemen"' in picture(salma, placed.areas["YE12"])


def test_sites_are_points_where_they_are_or_where_their_areas_are(salma: Reader, placed: Register) -> None:
    row = placed.intervention("NRA")
    assert picture(salma, row) == ""
    placed.site(row, "YE121121", latitude=13.21, longitude=45.35)
    placed.site(row, "YE1210")
    svg = picture(salma, row)
    assert "Map: 2 sites in Abyan" in svg
    assert len(re.findall("<circle", svg)) == 2
    placed.site(row, "YE1927")
    assert "Map: 3 sites in Yemen" in picture(salma, row)


def test_an_organisation_is_shown_by_the_districts_in_which_it_works(
    salma: Reader, visitor: Reader, placed: Register
) -> None:
    placed.site(placed.intervention("NRA"), "YE121121")
    placed.site(placed.intervention("NRA", is_published=False), "YE1927")
    assert "Map: 2 districts in Yemen" in picture(salma, placed.organization("NRA"))
    assert "Map: 1 district in Yemen" in picture(visitor, placed.organization("NRA"))


def test_without_any_position_there_is_no_map(salma: Reader, register: Register) -> None:
    row = register.intervention("NRA")
    register.site(row)
    for one in (row, register.areas["YE1211"], register.areas["YE"], register.organization("NRA")):
        assert picture(salma, one) == ""


def test_an_entry_is_shown_at_its_point_or_by_its_area(salma: Reader, placed: Register) -> None:
    kind = record_type("well", has_organization=False, has_point=True)
    place, point = {"area": placed.areas["YE121121"].id}, {"latitude": 13.2, "longitude": 45.3}
    shown = [changes.save(SALMA, Entry(record_type=kind.id, **values)) for values in (place, point, {**place, **point})]
    pictures = [picture(salma, row) for row in shown]
    assert ["Khanfar" in one for one in pictures] == [True, False, True]
    assert ["Yemen" in one for one in pictures] == [False, True, False]
    assert [one.count("<circle") for one in pictures] == [0, 1, 1]
    assert picture(salma, changes.save(SALMA, Entry(record_type=kind.id))) == ""


def test_the_entries_of_a_list_stand_on_its_map_as_it_is_narrowed(
    salma: Reader, visitor: Reader, placed: Register
) -> None:
    kind = record_type("well", has_organization=False, has_point=True)
    for pcode, is_published in (("YE121121", True), ("YE1210", False), ("YE1927", True)):
        changes.save(SALMA, Entry(record_type=kind.id, area=placed.areas[pcode].id, is_published=is_published))
    changes.save(SALMA, Entry(record_type=kind.id))
    abyan = f"&area={placed.areas['YE12'].id}"
    for reader, more, told in (
        (salma, "", "Map: 3 records in Yemen"),
        (salma, abyan, "Map: 2 records in Abyan"),
        (visitor, abyan, "Map: 1 record in Abyan"),
    ):
        assert told in reader.get(f"entry/map/?type=well{more}").text
    assert (
        f'href="/admin/entry/map/?type=well{abyan.replace("&", "&amp;")}"' in salma.get(f"entry/?type=well{abyan}").text
    )
    assert "None of these records" in salma.get("entry/map/?type=well&search=nothing").text
    record_type("plain", has_area=False, has_organization=False)
    assert "entry/map/" not in salma.get("entry/?type=plain").text
