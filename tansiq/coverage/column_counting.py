"""Counting presence and people over copied columns: tansiq.coverage.counting, rule by rule, without the database.

Frames are columns by name, all of one length; the names are those of the statement: cell, area, sector, group
(everybody = 1), kind, and the measures. Empty is NONE. The statement is the oracle of its tests.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from tansiq.copied_columns.grouping import Groups, Whole, added, grouped, how_many, how_many_different, pack
from tansiq.copied_columns.masks import among
from tansiq.copied_columns.tables import NONE, Numbers
from tansiq.coverage.counting import COUNTS, FOLLOWING, PEOPLE
from tansiq.language.vocabulary import STATUSES

Frame = Mapping[str, Numbers]
NEEDS = ("in_need", "severity")
_COUNTED = ("PLANNED", "ONGOING", "COMPLETED")


def length(frame: Frame) -> int:
    """How many rows a frame has."""
    return len(next(iter(frame.values())))


def only(frame: Frame, wanted: Numbers) -> Frame:
    """The rows of a frame for which `wanted` says so, or that lie at these places."""
    if wanted.dtype == np.bool_:
        if wanted.all():
            return frame
        # Looked up once for all columns, places are taken in a third of the time.
        wanted = np.flatnonzero(wanted)
    return {name: column[wanted] for name, column in frame.items()}


def by_keys(frame: Frame, keys: Sequence[str]) -> Groups:
    """The rows that are equal in the keys, brought together."""
    follows = {name for key in keys for name in FOLLOWING.get(key, ())}
    return grouped(pack([frame[key] for key in keys if key not in follows], length(frame)))


def _keyed(groups: Groups, frame: Frame, keys: Sequence[str]) -> dict[str, Numbers]:
    return {key: groups.first(frame[key]) for key in keys}


def presence(rows: Frame, keys: Sequence[str]) -> Frame:
    """Distinct organisations and interventions of each cell, by status, of dated rows."""
    rows = {name: rows[name] for name in (*keys, "organization", "intervention", "status")}
    if not keys:
        return _whole_presence(rows)
    if "cell" in keys:
        rows = only(rows, rows["cell"] != NONE)
    packed = pack([rows[key] for key in keys], length(rows))
    groups = grouped(packed)
    cells = groups.first(packed.numbers)
    counts = [how_many_different(packed, rows["organization"], cells)]
    is_first = ~is_repeated(rows["intervention"], [packed.numbers])
    places, statuses = groups.places()[is_first], rows["status"][is_first]
    of_status = [places[statuses == STATUSES.codes.index(code)] for code in _COUNTED]
    counts += [np.bincount(one, minlength=len(cells)) for one in (places, *of_status)]
    return dict(zip(keys, packed.unpack(cells), strict=True)) | dict(zip(COUNTS, counts, strict=True))


def _whole_presence(rows: Frame) -> Frame:
    work = rows["intervention"]
    of_status = [work[rows["status"] == STATUSES.codes.index(code)] for code in _COUNTED]
    counts = [how_many(ids) for ids in (rows["organization"], work, *of_status)]
    return {name: np.array([count]) for name, count in zip(COUNTS, counts, strict=True)}


def is_repeated(work: Numbers, columns: Sequence[Numbers]) -> Numbers:
    """Which rows are equal in all columns to an earlier row of the same intervention, whose rows lie together."""
    found = np.zeros(len(work), np.bool_)
    near = np.flatnonzero(work[1:] == work[:-1])
    distance = 1
    while len(near):
        is_same = np.ones(len(near), np.bool_)
        for column in columns:
            is_same &= column[near + distance] == column[near]
        found[near[is_same] + distance] = True
        distance += 1
        near = near[near + distance < len(work)]
        near = near[work[near + distance] == work[near]]
    return found


def site_units(rows: Frame, keys: Sequence[str]) -> Frame:
    """People per unit and measure: the greatest of the interventions, plus those of distinct people.

    `rows` are dated, with the measures of PEOPLE. The sites of one intervention in a unit add up first.
    """
    parts = _added_up(rows, [*keys, "is_distinct"])
    units, is_distinct = by_keys(parts, keys), parts["is_distinct"] == 1
    found = _keyed(units, parts, keys)
    if not is_distinct.any():
        return found | {name: units.largest(parts[name]) for name in PEOPLE}
    for name in PEOPLE:
        shared = units.largest(np.where(is_distinct, NONE, parts[name]))
        found[name] = added(shared, units.total(np.where(is_distinct, parts[name], NONE)))
    return found


def _added_up(rows: Frame, keys: Sequence[str]) -> Frame:
    """One row for each intervention and the keys: hardly any has two, and those alone are grouped."""
    names = [*keys, *PEOPLE]
    repeated = is_repeated(rows["intervention"], [rows[key] for key in keys])
    if not repeated.any():
        return {name: rows[name] for name in names}
    is_several = among(rows["intervention"], rows["intervention"][repeated])
    several, others = only(rows, is_several), only(rows, ~is_several)
    groups = by_keys(several, ["intervention", *keys])
    parts = _keyed(groups, several, keys) | {name: groups.total(several[name]) for name in PEOPLE}
    return {name: np.concatenate([others[name], parts[name]]) for name in names}


def need_units(rows: Frame, keys: Sequence[str]) -> Frame:
    """People in need per unit: the greatest of sources and periods."""
    groups = by_keys(rows, keys)
    return _keyed(groups, rows, keys) | {name: groups.largest(rows[name]) for name in NEEDS}


def fold(units: Frame, keys: Sequence[str], wanted: Sequence[str], names: Sequence[str]) -> Frame:
    """Units added up to `wanted` keys: over groups, then over sectors, then over areas (see counting.fold)."""
    left = [key for key in keys if key not in {"group", "everybody"} or "group" in wanted]
    frame = over_groups(units, left, names) if left != list(keys) else units
    if "sector" in left and "sector" not in wanted:
        left = [key for key in left if key != "sector"]
        frame = over_sectors(frame, left, names)
    if "cell" in wanted:
        frame = only(frame, frame["cell"] != NONE)
    groups = by_keys(frame, wanted)
    return _keyed(groups, frame, wanted) | {name: _total(groups, frame, name) for name in names}


def over_sectors(frame: Frame, keys: Sequence[str], names: Sequence[str]) -> Frame:
    """People are never added up across sectors: the greatest counts."""
    groups = by_keys(frame, keys)
    return _keyed(groups, frame, keys) | {name: groups.largest(frame[name]) for name in names}


def over_groups(units: Frame, keys: Sequence[str], names: Sequence[str]) -> Frame:
    """Groups are different people and add up; "everybody" may overlap with them, so the greater counts."""
    groups, everybody = by_keys(units, keys), units["everybody"] == 1
    found = _keyed(groups, units, keys)
    for name in names:
        whole = groups.largest(np.where(everybody, units[name], NONE))
        parts: Frame = {name: np.where(everybody, NONE, units[name])}
        found[name] = np.maximum(whole, _total(groups, parts, name))
    return found


def _total(groups: Groups, frame: Frame, name: str) -> Whole | Numbers:
    return groups.largest(frame[name]) if name == "severity" else groups.total(frame[name])


def by_level(units: Frame, keys: Sequence[str], place: Sequence[str]) -> Frame:
    """One source may tell a need for an area and again for its parts: the greatest of the levels counts."""
    levels = fold(units, [*place, "level"], [*keys, "level"], NEEDS)
    groups = by_keys(levels, keys)
    return _keyed(groups, levels, keys) | {name: groups.largest(levels[name]) for name in NEEDS}
