"""Reviewing the names of areas that imports taught: accepted, rejected, or both taken back; several in one deed.

accept -> another name of the area, searched by       reject -> never read as the area, nor learned again
reopen -> the name is no other name of the area any more, and waits

Each deed is a batch by which it can be taken back. Whoever is in charge of an area gives it other names.
"""

from collections.abc import Callable, Sequence
from typing import Any

from peewee import ModelSelect

from tansiq.faults import Fault, Refused
from tansiq.language.area_names import area_key, keys_of
from tansiq.language.bilingual import pick
from tansiq.language.words import say
from tansiq.models import Area, AreaClosure, Batch, LearnedName
from tansiq.policy.own_rows import own_rows
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import among, may
from tansiq.records import changes
from tansiq.records.undoing import begin_batch

STATES = {"ACCEPT": "ACCEPTED", "REJECT": "REJECTED", "REOPEN": "WAITING"}
"""By deed: the state in which it leaves a name."""
_BETWEEN = "|"


def names_to_review(viewer: Viewer) -> "ModelSelect[LearnedName]":
    """The viewer's own names that wait for review, the newest first."""
    waiting = own_rows(LearnedName, viewer).where(
        LearnedName.archived_at.is_null(), LearnedName.name_state == "WAITING"
    )
    return waiting.order_by(LearnedName.id.desc())


def offered_deeds(viewer: Viewer, _model: type[LearnedName] = LearnedName) -> list[str]:
    """The deeds that `viewer` may do to learned names."""
    return list(STATES) if may(viewer, "CHANGE", LearnedName) else []


def would_change(deed: str, row: LearnedName) -> bool:
    """Whether the name would differ after the deed."""
    return row.archived_at is None and row.name_state != STATES[deed]


def rows_to_change(viewer: Viewer, deed: str, rows: Sequence[LearnedName]) -> list[LearnedName]:
    """Those of the names that the deed changes, and whose areas the viewer is in charge of."""
    return among(viewer, "CHANGE", [row for row in rows if would_change(deed, row)])


def carry_out(viewer: Viewer, deed: str, rows: Sequence[LearnedName]) -> Batch:
    """Do a deed to learned names, all or none; the batch by which it can be taken back.

    Raises Refused: NOTHING_TO_DO, AREA_GONE, NAME_TAKEN, or as `changes.save` does.
    """
    doing = rows_to_change(viewer, deed, rows)
    if not doing:
        raise Refused(Fault("NOTHING_TO_DO", "", say("None of the chosen records needs this.")))
    with changes.together():
        batch = begin_batch(viewer, "CHANGE", deed)
        acting = viewer.within(batch.id)
        for row in doing:
            _decide(acting, row, STATES[deed])
    return batch


def _decide(viewer: Viewer, row: LearnedName, state: str) -> None:
    """Set the state of a name; its area is called so while the name is accepted."""
    area = Area.get_by_id(row.area_id)
    if row.name_state == "ACCEPTED":
        _rename(viewer, area, lambda names: [name for name in names if area_key(name) != row.name_key])
    if state == "ACCEPTED":
        _require_free(row, area)
        _rename(viewer, area, lambda names: [*names, row.spelling])
    row.name_state = state
    changes.save(viewer, row)


def _rename(viewer: Viewer, area: Area, renamed: Callable[[list[str]], list[str]]) -> None:
    names = [name for name in area.aliases.split(_BETWEEN) if name]
    area.aliases = _BETWEEN.join(dict.fromkeys(renamed(names)))
    changes.save(viewer, area)


def _require_free(row: LearnedName, area: Area) -> None:
    """Raise Refused where the area is no more, or another one where the name was read is called so already."""
    if area.archived_at is not None or area.valid_until is not None:
        text = say("%(area)s was archived or closed. Reject “%(name)s”, or restore the area first.",
                   area=pick(area, "name"), name=row.spelling)  # fmt: skip
        raise Refused(Fault("AREA_GONE", "area", text))
    for other in _beside(row, area):
        if row.name_key in keys_of([other.name_ar, other.name_en, *other.aliases.split(_BETWEEN)]):
            text = say("%(other)s (%(code)s) is called “%(name)s” already. Accepted for %(area)s too, rows that say so "
                       "would mean neither.", other=pick(other, "name"), code=other.pcode, name=row.spelling,
                       area=pick(area, "name"))  # fmt: skip
            raise Refused(Fault("NAME_TAKEN", "spelling", text))


def _beside(row: LearnedName, area: Area) -> Any:
    """The other standing areas of its level where the name was read."""
    columns = (Area.id, Area.pcode, Area.name_ar, Area.name_en, Area.aliases)
    inside = Area.select(*columns).join(AreaClosure, on=(AreaClosure.descendant == Area.id))
    stands = Area.archived_at.is_null() & Area.valid_until.is_null()
    return inside.where(AreaClosure.ancestor == row.within_id, Area.level == area.level, Area.id != area.id, stands)
