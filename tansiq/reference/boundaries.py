"""Outlines of areas, from a file of another publisher, brought into the database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import Area, AreaBoundary, HistoryEntry, data_stamps
from tansiq.policy.viewer import OPERATOR, Viewer
from tansiq.policy.visibility import visible
from tansiq.records import bulk, changes
from tansiq.records.history import entry_values
from tansiq.reference.outlines import read_outlines

_PIECE = 5_000


@dataclass
class Report:
    """What became of the outlines of a file: counts, and the P-codes to look at."""

    new: int = 0
    changed: int = 0
    same: int = 0
    unmatched: list[str] = field(default_factory=list)
    repaired: list[str] = field(default_factory=list)


def load_boundaries(path: Path, viewer: Viewer = OPERATOR) -> Report:
    """Store the outlines of a TopoJSON or GeoJSON file with the areas of their P-codes, in one transaction.

    An area's earlier outline is replaced; the history of the area tells from which file to which. Raises
    Refused: see `read_outlines`; NO_KNOWN_PCODES where no area of the file is in the register.
    """
    changes.require(viewer, "CHANGE", Area)
    outlines = read_outlines(path)
    areas = _areas(list(outlines), viewer)
    if not areas:
        text = say("No area of %(file)s is in the register. Load the areas of the country first.", file=path.name)
        raise Refused(Fault("NO_KNOWN_PCODES", "", text))
    report = Report(
        unmatched=sorted(set(outlines) - set(areas)),
        repaired=sorted(pcode for pcode, outline in outlines.items() if outline.was_repaired),
    )
    geometries = {area.id: orjson.dumps(outlines[pcode].geometry()).decode() for pcode, area in areas.items()}
    with changes.together():
        former = _replace(geometries, path.name, report)
        told = [
            entry_values(viewer, "CHANGE", area, {"boundary": [former[area.id], path.name]})
            for area in areas.values()
            if area.id in former
        ]
        bulk.insert(HistoryEntry, told)
    return report


def _areas(pcodes: list[str], viewer: Viewer) -> dict[str, Area]:
    found: dict[str, Area] = {}
    for start in range(0, len(pcodes), _PIECE):
        rows: Any = visible(Area, viewer).where(Area.pcode.in_(pcodes[start : start + _PIECE]))
        found |= {area.pcode: area for area in rows}
    return found


def _replace(geometries: Mapping[int, str], source: str, report: Report) -> dict[int, str | None]:
    """Write what differs. Returns the former source of every area whose outline is new (None) or another."""
    stored = {row.area_id: row for row in AreaBoundary.select()}
    changed = [area for area, text in geometries.items() if area in stored and stored[area].geometry != text]
    fresh = [area for area in geometries if area not in stored]
    for area in changed:
        new = {"geometry": geometries[area], "source": source}
        AreaBoundary.update(**new).where(AreaBoundary.area == area).execute()
    bulk.insert(AreaBoundary, [{"area": area, "geometry": geometries[area], "source": source} for area in fresh])
    if changed or fresh:
        data_stamps.bump([data_stamps.table_name(AreaBoundary)])
    report.new, report.changed = len(fresh), len(changed)
    report.same = len(geometries) - len(fresh) - len(changed)
    return {**dict.fromkeys(fresh), **{area: stored[area].source for area in changed}}
