"""Two organisations made one by a person: the loser stands for the winner from then on, and stays readable.

field by field what stands -> all that refers to the loser refers to the winner -> loser, then winner are saved
                           \\-> one batch, which can be taken back although both changed since (records/undoing)
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from tansiq.faults import Fault, Refused
from tansiq.language.arabic import fold
from tansiq.language.words import say
from tansiq.models import Batch, Organization, data_stamps
from tansiq.platform.database import hold
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may
from tansiq.records import changes
from tansiq.records.own_files import hand_over, held_files
from tansiq.records.undoing import MERGE, RowLeft, begin_batch
from tansiq.twins.moving import move_references

_NAMES = ("name_ar", "name_en", "acronym", "acronym_ar")
_NOT_CHOSEN = {"canonical", "aliases"}
_ONLY_ONE_HAS = ("registration_number", "iati_identifier")


@dataclass
class Merged:
    """What a merge did: its batch, and the rows that had to stay as they were."""

    batch: Batch
    left: list[RowLeft] = field(default_factory=list)


def fields_that_differ(winner: Organization, loser: Organization) -> list[str]:
    """The fields in which the two differ, in their order: of each somebody chooses whose value stands."""
    own, theirs = winner.values(), loser.values()
    names = [*own, *(name for name in theirs if name not in own)]
    return [name for name in names if name not in _NOT_CHOSEN and _told(own.get(name)) != _told(theirs.get(name))]


def fuller_of_loser(winner: Organization, loser: Organization) -> set[str]:
    """The fields whose value is taken from the loser unless somebody chooses: those that the winner lacks."""
    return {name for name in fields_that_differ(winner, loser) if _told(winner.entered(name)) in ("", "OTHER")}


def may_merge(viewer: Viewer, one: Organization, other: Organization) -> bool:
    """Whether the viewer may change both; what refers to them is asked as it is moved."""
    return may(viewer, "CHANGE", one) and may(viewer, "CHANGE", other)


def merge(viewer: Viewer, winner: Organization, loser: Organization, taken: Collection[str] = ()) -> Merged:
    """Make `loser` stand for `winner`, both as they were read; `taken` are the fields whose value the winner takes
    from the loser.

    Raises Refused: SAME_ORGANIZATION, NOT_FOUND, FORBIDDEN, ALREADY_MERGED, ARCHIVED, CHANGED_MEANWHILE, UNKNOWN_FIELD,
    or the faults of the winner's values.
    """
    if winner.id == loser.id:
        text = say("Choose two organisations: these are one and the same.")
        raise Refused(Fault("SAME_ORGANIZATION", "loser", text))
    if unknown := set(taken) - {*winner.values(), *loser.values()} | set(taken) & _NOT_CHOSEN:
        raise Refused(Fault("UNKNOWN_FIELD", sorted(unknown)[0], say("There is no such field to choose.")))
    with changes.together(), data_stamps.held_still():
        hold(Organization, [winner.id, loser.id])
        for row in (winner, loser):
            _require(viewer, row)
        merged = Merged(begin_batch(viewer, "CHANGE", deed=MERGE))
        acting = viewer.within(merged.batch.id)
        merged.left = _moved(acting, loser, winner)
        _join(acting, Organization.get_by_id(winner.id), loser, taken)
    return merged


def _require(viewer: Viewer, row: Organization) -> None:
    """Raise Refused unless the row is seen, may be changed, stands for itself, and is as it was read."""
    stored = changes.find(viewer, Organization, row.id)
    changes.require(viewer, "CHANGE", stored)
    if stored.canonical_id is not None:
        text = say("One of the two was merged already. Look at them again.")
        raise Refused(Fault("ALREADY_MERGED", "", text))
    if stored.archived_at is not None:
        raise Refused(Fault("ARCHIVED", "", say("This record is archived. Restore it first.")))
    if stored.version != row.version:
        raise Refused(Fault("CHANGED_MEANWHILE", "", changes.CHANGED_MEANWHILE))


def _moved(viewer: Viewer, loser: Organization, winner: Organization) -> list[RowLeft]:
    """Move what refers to the loser; who may not change some of it is told why the two cannot be merged by them."""
    try:
        return move_references(viewer, loser, winner)
    except Refused as refusal:
        if refusal.code != "FORBIDDEN":
            raise
        text = say("Records that you may not change refer to one of the two. Ask the ministry to merge them.")
        raise Refused(Fault("FORBIDDEN", "", text)) from refusal


def _join(viewer: Viewer, winner: Organization, loser: Organization, taken: Collection[str]) -> None:
    """Save both: the loser first, whose numbers only one may have are free then; taken back the other way round."""
    theirs = {name: loser.entered(name) for name in taken}
    files = held_files(loser, taken)
    names = [*(loser.entered(name) for name in _NAMES), *(loser.aliases or "").split("|")]
    former = [winner.entered(name) for name in _NAMES]
    loser.canonical = winner
    for name in _ONLY_ONE_HAS:
        if theirs.get(name):
            loser.enter(name, None)
    changes.save(viewer, loser, is_asked=True)
    for name, value in theirs.items():
        winner.enter(name, value)
    if winner.parent_id == loser.id:
        winner.parent = None if loser.parent_id == winner.id else loser.parent_id
    winner.aliases = _with_aliases(winner, [*former, *names])
    changes.save(viewer.bringing(files), winner, is_asked=True)
    hand_over(files, winner)


def _with_aliases(row: Organization, names: list[Any]) -> str:
    """The aliases of a row with further names, each once and none that is its name anyway."""
    aliases = [name.strip() for name in (row.aliases or "").split("|") if name.strip()]
    known = {fold(row.entered(name)) for name in _NAMES} | {fold(name) for name in aliases}
    for name in (str(name or "").replace("|", "/").strip() for name in names):
        if fold(name) and fold(name) not in known:
            known.add(fold(name))
            aliases.append(name)
    return "|".join(aliases)


def _told(value: Any) -> str:
    return "" if value is None else str(value)
