"""One deed over many rows of a table: archived, restored, published or withdrawn together, as one batch.

rows the viewer chose -> those that the deed changes and the viewer may touch -> one batch in one transaction
"""

from collections.abc import Callable, Sequence
from typing import Any

from tansiq.faults import Fault, Refused
from tansiq.language.bilingual import pick
from tansiq.language.words import listed, say
from tansiq.models import Account, Batch, Intervention, Record, Site, Unit
from tansiq.models.unit_rules import above
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import among, may
from tansiq.records import bulk, changes
from tansiq.records.undoing import begin_batch

SHOWN = 5
"""Records that a refusal names."""
_ACTS = {"ARCHIVE": "ARCHIVE", "RESTORE": "RESTORE", "PUBLISH": "CHANGE", "WITHDRAW": "CHANGE"}
"""By deed: the act that whoever does it must be allowed, which is the kind of its batch too."""
_IN_ORDER: dict[str, Callable[[Viewer, Record], None]] = {"ARCHIVE": changes.archive, "RESTORE": changes.restore}


def offered_deeds(viewer: Viewer, model: type[Record]) -> list[str]:
    """The deeds that `viewer` may do to rows of a table."""
    if model is Account:
        # Whether the last administrator goes is asked of one person at a time: tansiq.accounts.people.
        return []
    # A site is published with its intervention, whose publication it copies.
    has_own = "is_published" in model._meta.fields and "is_published" not in model.derived
    fitting = [deed for deed in _ACTS if _ACTS[deed] != "CHANGE" or has_own]
    return [deed for deed in fitting if may(viewer, _ACTS[deed], model)]


def would_change(deed: str, row: Any) -> bool:
    """Whether the row would differ after the deed; archived rows are neither published nor withdrawn."""
    is_archived = row.archived_at is not None
    if deed in ("ARCHIVE", "RESTORE"):
        return is_archived == (deed == "RESTORE")
    return not is_archived and row.is_published != (deed == "PUBLISH")


def rows_to_change(viewer: Viewer, deed: str, rows: Sequence[Any]) -> list[Any]:
    """Those of the rows that the deed changes and that the viewer may do it to."""
    return among(viewer, _ACTS[deed], [row for row in rows if would_change(deed, row)])


def carry_out(viewer: Viewer, deed: str, rows: Sequence[Any]) -> Batch:
    """Do a deed to rows of one table, all or none, and return the batch by which it can be taken back.

    Raises Refused: FORBIDDEN, NOTHING_TO_DO (no row differs), CHANGED_MEANWHILE or the rows' own faults.
    """
    doing = rows_to_change(viewer, deed, rows)
    if not doing:
        raise Refused(Fault("NOTHING_TO_DO", "", say("None of the chosen records needs this.")))
    with changes.together():
        batch = begin_batch(viewer, _ACTS[deed], deed if _ACTS[deed] == "CHANGE" else "")
        _do(viewer.within(batch.id), deed, doing)
    return batch


def _require_complete(rows: list[Any]) -> None:
    """Raise Refused(INCOMPLETE), by name, where an intervention lacks what others are to be shown of it."""
    drafts = {row.id: row for row in rows if isinstance(row, Intervention)}
    standing = Site.select().where(Site.intervention.in_(list(drafts)), Site.archived_at.is_null())
    placed = {site.intervention_id for site in standing} if drafts else set()
    lacking = [
        row
        for row in drafts.values()
        if any(row.lacking_to_be_published()) or (row.status != "CANCELLED" and row.id not in placed)
    ]
    if lacking:
        names = [pick(row, "title") or row.record_id for row in lacking[:SHOWN]] + ["…"] * (len(lacking) > SHOWN)
        text = say(
            "These cannot be published, as they lack a title, a first day or a site: %(names)s. Nothing was changed.",
            names=listed(names),
        )
        raise Refused(Fault("INCOMPLETE", "", text))


def _do(viewer: Viewer, deed: str, rows: list[Any]) -> None:
    if isinstance(rows[0], Unit) and deed in _IN_ORDER:
        # Each is asked what stands below and above it, which others of the chosen ones may be.
        for row in sorted(rows, key=lambda one: len(above(one)), reverse=deed == "ARCHIVE"):
            _IN_ORDER[deed](viewer, row)
    elif deed == "ARCHIVE":
        bulk.archive(viewer, rows)
    elif deed == "RESTORE":
        for row in rows:
            changes.require_act(row, deed)
        bulk.restore(viewer, rows)
    else:
        if deed == "PUBLISH":
            _require_complete(rows)
        before = [row.values() for row in rows]
        for row in rows:
            row.is_published = deed == "PUBLISH"
        bulk.change(viewer, rows, before)
