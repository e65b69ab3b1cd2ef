"""The shapes of areas: loaded outlines, else cells; kept until an area or an outline changes."""

from pathlib import Path
from typing import Any

import orjson
import pytest
import shapely
from shapely.geometry import Point, Polygon

from tansiq.geography.drawing import draw
from tansiq.geography.shapes import shapes_within
from tansiq.geography.topology import topology
from tansiq.models import Area, AreaBoundary, data_stamps
from tansiq.records import changes
from tests.people import SALMA
from tests.register import Register

CENTRES = {
    "YE121121": (45.30, 13.20),
    "YE121122": (45.45, 13.10),
    "YE121001": (45.40, 13.13),
    "YE1927": (49.12, 14.54),
}


@pytest.fixture
def centred(register: Register) -> Register:
    """The register with centre points of sub-districts in Abyan, and of a district alone in Hadramawt."""
    for pcode, (longitude, latitude) in CENTRES.items():
        _change(register.areas[pcode], longitude=longitude, latitude=latitude, area_km2=300.0)
    return register


def _change(area: Area, **values: Any) -> None:
    for name, value in values.items():
        setattr(area, name, value)
    changes.save(SALMA, area)


def _outline(area: Area, *box: float) -> Any:
    """Load a rectangle as the outline of an area."""
    shape = shapely.box(*box)
    AreaBoundary.create(area=area.id, geometry=shapely.to_geojson(shape), source="invented")
    data_stamps.bump(["area_boundary"])
    return shape


def test_areas_without_outlines_are_drawn_by_cells_of_their_parts(centred: Register, tmp_path: Path) -> None:
    areas = centred.areas
    found = shapes_within(areas["YE"], 2, tmp_path)
    assert set(found.geometries) == {areas[pcode].id for pcode in ("YE1211", "YE1210", "YE1927")}
    assert found.is_approximate
    assert found.left_out == ()
    jaar = Point(*CENTRES["YE121121"])
    assert found.geometries[areas["YE1211"].id].contains(jaar)


def test_an_area_without_outline_and_centre_is_left_out_and_told(centred: Register, tmp_path: Path) -> None:
    _change(centred.areas["YE1927"], longitude=None, latitude=None)
    found = shapes_within(centred.areas["YE"], 1, tmp_path)
    assert set(found.geometries) == {centred.areas["YE12"].id}
    assert found.left_out == (centred.areas["YE19"].id,)


def test_only_what_lies_within_the_area_is_drawn(centred: Register, tmp_path: Path) -> None:
    areas = centred.areas
    found = shapes_within(areas["YE1211"], 3, tmp_path)
    assert set(found.geometries) == {areas["YE121121"].id, areas["YE121122"].id}
    assert shapes_within(areas["YE1211"], 1, tmp_path).geometries == {}
    assert shapes_within(areas["YE"], 4, tmp_path).geometries == {}


def test_a_loaded_outline_goes_before_cells_and_frames_those_of_its_parts(centred: Register, tmp_path: Path) -> None:
    areas = centred.areas
    khanfar = _outline(areas["YE1211"], 45.2, 13.0, 45.5, 13.3)
    districts = shapes_within(areas["YE12"], 2, tmp_path)
    assert districts.geometries[areas["YE1211"].id].equals(khanfar)
    assert districts.geometries[areas["YE1210"].id].intersection(khanfar).area == pytest.approx(0)
    parts = shapes_within(areas["YE1211"], 3, tmp_path)
    assert parts.is_approximate
    assert sum(one.area for one in parts.geometries.values()) == pytest.approx(khanfar.area)


def test_outlines_of_all_areas_are_exact(centred: Register, tmp_path: Path) -> None:
    _outline(centred.areas["YE12"], 45, 13, 46, 14)
    _outline(centred.areas["YE19"], 49, 14, 50, 15)
    assert not shapes_within(centred.areas["YE"], 1, tmp_path).is_approximate
    assert not shapes_within(centred.areas["YE"], 0, tmp_path).is_approximate


def test_an_outline_that_crosses_itself_is_drawn_all_the_same(centred: Register, tmp_path: Path) -> None:
    bow = Polygon([(45, 13), (46, 14), (46, 13), (45, 14)])
    AreaBoundary.create(area=centred.areas["YE12"].id, geometry=shapely.to_geojson(bow), source="invented")
    assert draw(shapes_within(centred.areas["YE"], 1, tmp_path)) is not None


def test_shapes_change_their_mark_when_an_area_moves_and_stale_files_go(centred: Register, tmp_path: Path) -> None:
    before = shapes_within(centred.areas["YE"], 2, tmp_path)
    topology(before)
    _change(centred.areas["YE121121"], latitude=13.25)
    after = shapes_within(centred.areas["YE"], 2, tmp_path)
    assert after.mark != before.mark
    assert {path.name.split("-")[1].removesuffix(".json") for path in tmp_path.iterdir()} == {after.mark}


def test_a_broken_file_is_made_again(centred: Register, tmp_path: Path) -> None:
    from tansiq.platform import lru

    whole = topology(shapes_within(centred.areas["YE"], 2, tmp_path))
    for path in tmp_path.iterdir():
        path.write_bytes(path.read_bytes()[:40])
    lru.forget()
    assert topology(shapes_within(centred.areas["YE"], 2, tmp_path)) == whole


def test_a_folder_that_cannot_be_written_costs_time_alone(centred: Register, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, no folder")
    found = shapes_within(centred.areas["YE"], 2, tmp_path / "taken")
    assert len(found.geometries) == 3


def test_a_topology_names_areas_by_id_and_lies_where_they_lie(centred: Register, tmp_path: Path) -> None:
    found = orjson.loads(topology(shapes_within(centred.areas["YE"], 2, tmp_path)))
    ids = {one["id"] for one in found["objects"]["areas"]["geometries"]}
    assert ids == {centred.areas[pcode].id for pcode in ("YE1211", "YE1210", "YE1927")}
    west, south, east, north = found["bbox"]
    assert (west, south) < (45.3, 13.1)
    assert (east, north) > (49.1, 14.5)


def test_without_shapes_there_is_an_empty_topology_and_no_drawing(register: Register, tmp_path: Path) -> None:
    found = shapes_within(register.areas["YE"], 2, tmp_path)
    assert orjson.loads(topology(found))["objects"]["areas"]["geometries"] == []
    assert draw(found) is None


def test_a_drawing_has_north_up_and_east_to_the_right(centred: Register, tmp_path: Path) -> None:
    found = draw(shapes_within(centred.areas["YE"], 2, tmp_path), 320, 200)
    assert found is not None
    (west, south), (east, north) = found.at(45.3, 13.2), found.at(49.12, 14.54)
    assert west < east
    assert north < south
    assert max(found.width / 320, found.height / 200) == pytest.approx(1, abs=0.01)
    assert all(path.startswith("M") and path.endswith("Z") for path in found.paths.values())
    x, y = found.centres[centred.areas["YE1927"].id]
    assert 0 < x < found.width
    assert 0 < y < found.height
