"""Outlines from TopoJSON and GeoJSON, and the files that are neither."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from tansiq.faults import Refused
from tansiq.reference.outlines import pcode_of, read_outlines

SQUARE = [[45.0, 13.0], [45.5, 13.0], [45.5, 13.5], [45.0, 13.5], [45.0, 13.0]]
LAYERS = {
    "yem_adm1": 22,
    "yem_adm2": 335,
    "yem_adm3": 2149,
    "syr_adm1": 14,
    "syr_adm2": 62,
    "syr_adm3": 272,
    "egy_adm1": 27,
    "egy_adm2": 365,
}
REPAIRED = {"yem_adm1": 2, "yem_adm3": 4, "egy_adm1": 4, "egy_adm2": 16}
"""How many outlines of a layer cross, touch or double their own lines; none of the others do."""


def feature(pcode: str, positions: Any, kind: str = "Polygon") -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {"ADM1_PCODE": "YE12", "ADM2_PCODE": pcode},
        "geometry": {"type": kind, "coordinates": positions},
    }


def written(folder: Path, document: Any) -> Path:
    path = folder / "outlines.json"
    path.write_bytes(document if isinstance(document, bytes) else orjson.dumps(document))
    return path


def collection(*features: dict[str, Any]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


def test_geojson_comes_back_as_it_was(tmp_path: Path) -> None:
    outlines = read_outlines(written(tmp_path, collection(feature("YE1211", [SQUARE]))))
    assert list(outlines) == ["YE1211"]
    assert outlines["YE1211"].geometry() == {"type": "Polygon", "coordinates": [SQUARE]}
    assert not outlines["YE1211"].was_repaired


def test_features_of_one_pcode_are_taken_together(tmp_path: Path) -> None:
    island = [[x + 1, y] for x, y in SQUARE]
    document = collection(feature("YE1211", [SQUARE]), feature("YE1211", [[island]], "MultiPolygon"))
    geometry = read_outlines(written(tmp_path, document))["YE1211"].geometry()
    assert geometry == {"type": "MultiPolygon", "coordinates": [[SQUARE], [island]]}


def test_a_feature_given_twice_counts_once(tmp_path: Path) -> None:
    document = collection(feature("YE1211", [SQUARE]), feature("YE1211", [SQUARE]))
    assert read_outlines(written(tmp_path, document))["YE1211"].geometry()["coordinates"] == [SQUARE]


def test_heights_are_left_out(tmp_path: Path) -> None:
    high = [[x, y, 120.5] for x, y in SQUARE]
    outlines = read_outlines(written(tmp_path, collection(feature("YE1211", [high]))))
    assert outlines["YE1211"].geometry()["coordinates"] == [SQUARE]


def test_points_and_empty_geometries_are_no_outlines(tmp_path: Path) -> None:
    nothing = {"type": "Feature", "properties": {"pcode": "YE1210"}, "geometry": None}
    point = feature("YE1208", [45.0, 13.0], "Point")
    flat = feature("YE1207", [[[45.0, 13.0], [45.5, 13.0], [45.0, 13.0]]])
    document = collection(nothing, point, flat, feature("YE1211", [SQUARE]))
    assert list(read_outlines(written(tmp_path, document))) == ["YE1211"]


def test_topojson_arcs_are_laid_end_to_end_and_backwards(tmp_path: Path) -> None:
    """Two neighbours share the arc in the middle; the eastern one walks it backwards."""
    document = {
        "type": "Topology",
        "transform": {"scale": [0.5, 0.5], "translate": [45.0, 13.0]},
        "arcs": [[[1, 0], [0, 1]], [[1, 1], [-1, 0], [0, -1], [1, 0]], [[1, 0], [1, 0], [0, 1], [-1, 0]]],
        "objects": {
            "layer": {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "Polygon", "arcs": [[0, 1]], "properties": {"pcode": "YE1211"}},
                    {"type": "MultiPolygon", "arcs": [[[2, ~0]]], "properties": {"pcode": "YE1210"}},
                ],
            }
        },
    }
    outlines = read_outlines(written(tmp_path, document))
    west, east = (set(outlines[pcode].polygons[0].exterior.coords) for pcode in ("YE1211", "YE1210"))
    assert west & east == {(45.5, 13.0), (45.5, 13.5)}
    assert len(west) == len(east) == 4


def test_topojson_without_a_grid_has_degrees(tmp_path: Path) -> None:
    shape = {"type": "Polygon", "arcs": [[0]], "properties": {"pcode": "YE1211"}}
    document = {"type": "Topology", "arcs": [SQUARE], "objects": {"layer": {"geometries": [shape]}}}
    assert read_outlines(written(tmp_path, document))["YE1211"].geometry()["coordinates"] == [SQUARE]


@pytest.mark.parametrize(
    ("properties", "pcode"),
    [
        ({"pcode": "YE12"}, "YE12"),
        ({"ADM0_PCODE": "YE", "ADM1_PCODE": "YE12", "ADM2_PCODE": "YE1211"}, "YE1211"),
        ({"admin1Pcode": "SY01", "admin2Pcode": "SY0100", "date": "2020"}, "SY0100"),
        ({"adm1_pcode": " EG01 "}, "EG01"),
        ({"adm1_pcode": "EG01", "adm2_pcode": None}, ""),
        ({"name": "Khanfar"}, ""),
    ],
)
def test_the_deepest_pcode_is_the_areas_own(properties: dict[str, Any], pcode: str) -> None:
    assert pcode_of(properties) == pcode


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (b"\x00 no json", "UNREADABLE"),
        ([1, 2], "NOT_A_MAP"),
        ({"type": "Feature"}, "NOT_A_MAP"),
        ({"type": "Topology", "arcs": [], "objects": {"layer": {"geometries": [{"type": "Polygon"}]}}}, "NOT_A_MAP"),
        (collection(feature("YE1211", [["here", "there"]])), "NOT_A_MAP"),
        (collection(feature("", [SQUARE])), "NO_PCODES"),
        (collection(feature("YE1211", [[[500_000, 1_440_000], [500_100, 1_440_000], [500_100, 1], [1, 1]]])),
         "NOT_IN_DEGREES"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_map_is_refused_with_its_name(document: Any, code: str, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        read_outlines(written(tmp_path, document))
    assert refusal.value.code == code
    assert "outlines.json" in str(refusal.value.faults[0])


@pytest.mark.parametrize("layer", list(LAYERS))
def test_real_layers_are_whole_and_their_outlines_sound(layer: str, shared_data: Path) -> None:
    outlines = read_outlines(shared_data / f"boundaries/{layer}.topo.json")
    assert len(outlines) == LAYERS[layer]
    assert sum(outline.was_repaired for outline in outlines.values()) == REPAIRED.get(layer, 0)
    assert all(polygon.is_valid for outline in outlines.values() for polygon in outline.polygons)


def test_a_bow_tie_becomes_two_triangles_and_is_reported(tmp_path: Path) -> None:
    bow_tie = [[45.0, 13.0], [46.0, 14.0], [46.0, 13.0], [45.0, 14.0], [45.0, 13.0]]
    outline = read_outlines(written(tmp_path, collection(feature("YE1211", [bow_tie]))))["YE1211"]
    assert outline.was_repaired
    assert sum(polygon.area for polygon in outline.polygons) == pytest.approx(0.5)
    assert outline.geometry()["type"] == "MultiPolygon"


def test_outer_rings_are_turned_against_the_clock_and_holes_with_it(tmp_path: Path) -> None:
    hole = [[45.1, 13.1], [45.2, 13.1], [45.2, 13.2], [45.1, 13.2], [45.1, 13.1]]
    [outline] = read_outlines(written(tmp_path, collection(feature("YE1211", [SQUARE[::-1], hole])))).values()
    [polygon] = outline.polygons
    assert polygon.exterior.is_ccw
    assert [ring.is_ccw for ring in polygon.interiors] == [False]
    assert not outline.was_repaired
