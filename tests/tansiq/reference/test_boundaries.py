"""Outlines stored with their areas, replaced and told of."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from tansiq.faults import Refused
from tansiq.models import AreaBoundary, HistoryEntry, data_stamps
from tansiq.reference.boundaries import load_boundaries
from tests.people import NOBODY, SALMA
from tests.register import Register


def square(west: float) -> list[list[float]]:
    return [[west, 13.0], [west + 0.5, 13.0], [west + 0.5, 13.5], [west, 13.5], [west, 13.0]]


def written(folder: Path, name: str, outlines: dict[str, list[list[float]]]) -> Path:
    features = [
        {"properties": {"pcode": pcode}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        for pcode, ring in outlines.items()
    ]
    path = folder / name
    path.write_bytes(orjson.dumps({"type": "FeatureCollection", "features": features}))
    return path


def stored() -> dict[str, Any]:
    return {row.area.pcode: orjson.loads(row.geometry)["coordinates"][0] for row in AreaBoundary.select()}


def test_outlines_are_stored_by_pcode_and_strangers_reported(register: Register, tmp_path: Path) -> None:
    path = written(tmp_path, "a.json", {"YE1211": square(45.0), "YE1210": square(45.5), "XX01": square(46.0)})
    report = load_boundaries(path, SALMA)
    assert (report.new, report.changed, report.same) == (2, 0, 0)
    assert report.unmatched == ["XX01"]
    assert report.repaired == []
    assert stored() == {"YE1211": square(45.0), "YE1210": square(45.5)}


def test_the_same_file_again_changes_nothing(register: Register, tmp_path: Path) -> None:
    path = written(tmp_path, "a.json", {"YE1211": square(45.0)})
    load_boundaries(path, SALMA)
    stamps, told = data_stamps.stamps(), HistoryEntry.select().count()
    report = load_boundaries(path, SALMA)
    assert (report.new, report.changed, report.same) == (0, 0, 1)
    assert (data_stamps.stamps(), HistoryEntry.select().count()) == (stamps, told)


def test_a_new_outline_replaces_the_old_and_the_history_names_both_files(register: Register, tmp_path: Path) -> None:
    load_boundaries(written(tmp_path, "2019.json", {"YE1211": square(45.0)}), SALMA)
    report = load_boundaries(written(tmp_path, "2024.json", {"YE1211": square(45.1)}), SALMA)
    assert (report.new, report.changed, report.same) == (0, 1, 0)
    assert stored() == {"YE1211": square(45.1)}
    told = HistoryEntry.select().where(HistoryEntry.record_id == register.areas["YE1211"].id)
    last = told.where(HistoryEntry.record_type == "area").order_by(HistoryEntry.id.desc()).first()
    assert orjson.loads(last.changes) == {"boundary": ["2019.json", "2024.json"]}
    assert last.actor == "Salma"


def test_a_file_of_another_country_is_refused(register: Register, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        load_boundaries(written(tmp_path, "a.json", {"XX01": square(45.0)}), SALMA)
    assert refusal.value.code == "NO_KNOWN_PCODES"
    assert not AreaBoundary.select().exists()


def test_an_anonymous_reader_stores_no_outlines(register: Register, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        load_boundaries(written(tmp_path, "a.json", {"YE1211": square(45.0)}), NOBODY)
    assert refusal.value.code == "FORBIDDEN"


def test_real_outlines_surround_the_centres_of_their_districts(register: Register, shared_data: Path) -> None:
    report = load_boundaries(shared_data / "boundaries/yem_adm2.topo.json", SALMA)
    assert (report.new, len(report.unmatched)) == (3, 332)
    corners = stored()["YE1211"]
    longitudes, latitudes = zip(*corners, strict=True)
    assert min(longitudes) < 45.39425 < max(longitudes)
    assert min(latitudes) < 13.33387 < max(latitudes)
