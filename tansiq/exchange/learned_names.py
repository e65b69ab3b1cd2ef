"""Names of areas that imports teach: kept for the next sheet, until a person reviews them (tansiq.imports.name_review).

a sheet is written -> the names that it taught, and how many of its rows were read by names learned before
whoever imports says what an unknown name means -> that name
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from tansiq.exchange.lookup.learned_places import Taught
from tansiq.faults import Fault, Refused
from tansiq.language.area_names import area_key
from tansiq.language.words import say
from tansiq.models import Area, LearnedName, data_stamps
from tansiq.models.record import now
from tansiq.platform.id_lists import among, id_list
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import among as those_of
from tansiq.policy.visibility import may
from tansiq.records import bulk, changes
from tansiq.records.prepared import do

_FILE_NAME = 255


@dataclass(frozen=True)
class Lesson:
    """In which import something is learned: the name of its file, and its number where the back office has one."""

    file_name: str
    import_number: int | None = None


def keep_taught(viewer: Viewer, taught: Sequence[Taught], lesson: Lesson) -> None:
    """Keep what a sheet taught by itself, or prepare it to be kept; what is known already stays as it is, and what was
    taken back with an undone import comes again. Raises Refused as `bulk.enter` does."""
    stored = _stored(taught)
    facts = {(one.within.id, area_key(one.spelling), one.area.id): one for one in taught}
    rows = [
        _row(viewer, one.area.id or 0, one.within.id or 0, one.spelling, lesson)
        for fact, one in facts.items()
        if fact not in stored
    ]
    bulk.enter(viewer, rows)
    gone = [stored[fact] for fact in facts if fact in stored and stored[fact].archived_at is not None]
    if back := those_of(viewer, "RESTORE", [row for row in gone if row.name_state == "WAITING"]):
        do(partial(bulk.restore, viewer, back))


def count_uses(uses: Counter[int]) -> None:
    """Count the rows of a written sheet that learned names were read by, or prepare to."""
    if not uses:
        return
    by_count: dict[int, list[int]] = {}
    for row_id, count in uses.items():
        by_count.setdefault(count, []).append(row_id)
    table, moment = LearnedName, now()
    for count, ids in sorted(by_count.items()):
        counted = table.update(use_count=table.use_count + count, used_at=moment)
        do(counted.where(among(table.id, id_list(sorted(ids)))).execute)
    do(partial(data_stamps.bump, [data_stamps.table_name(table)]))


def teach(viewer: Viewer, area: Area, within: Area, spelling: str, lesson: Lesson) -> LearnedName:
    """Learn of a person that a name within an area means another one. Said by a second person, it is read for all.

    Raises Refused: NAME_REJECTED (it was decided that it does not), or as `changes.save` does.
    """
    row = _row(viewer, area.id, within.id, spelling, lesson)
    with changes.together():
        table = LearnedName
        same = (table.within == within.id) & (table.name_key == area_key(row.spelling)) & (table.area == area.id)
        found: LearnedName | None = table.select().where(same).first()
        if found is None:
            return changes.save(viewer, row)
        if found.name_state == "REJECTED":
            text = say("It was decided that “%(name)s” is not this area. Ask an officer of the area.", name=spelling)
            raise Refused(Fault("NAME_REJECTED", "spelling", text))
        if found.archived_at is not None:
            changes.restore(viewer, found)
        if not found.is_for_all and (row.is_for_all or found.taught_by_id != viewer.account_id):
            table.update(is_for_all=True).where(table.id == found.id).execute()
            data_stamps.bump([data_stamps.table_name(table)])
        return found


def _row(viewer: Viewer, area_id: int, within_id: int, spelling: str, lesson: Lesson) -> LearnedName:
    row = LearnedName(area=area_id, within=within_id, spelling=spelling.replace("|", " "))
    row.is_for_all = may(viewer, "CHANGE", LearnedName(area=area_id, within=within_id))
    row.taught_by_id, row.actor = viewer.account_id, viewer.name
    row.file_name, row.import_number = lesson.file_name[:_FILE_NAME], lesson.import_number
    return row


def _stored(taught: Iterable[Taught]) -> dict[tuple[int | None, str, int | None], LearnedName]:
    """What is stored of the names of these areas, by area within, key and area."""
    ids = sorted({one.area.id for one in taught if one.area.id is not None})
    rows = LearnedName.select().where(among(LearnedName.area, id_list(ids)))
    return {(row.within_id, row.name_key, row.area_id): row for row in rows}
