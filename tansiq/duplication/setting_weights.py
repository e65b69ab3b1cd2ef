"""Setting the weights of the score: one row, one deed that can be taken back."""

from collections.abc import Mapping
from typing import Any

from tansiq.duplication.weights import stored_row
from tansiq.faults import Fault, Refused
from tansiq.language.words import gettext, say
from tansiq.models import Batch, OverlapWeights
from tansiq.platform.database import one_at_a_time
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tansiq.records.undoing import begin_batch

_NUMBER = 0x0CA5E6


def present_row() -> OverlapWeights:
    """The row that holds now; one with the usual weights, not stored, where nobody has set any, or they were taken
    back."""
    row = stored_row()
    return row if row is not None and row.archived_at is None else OverlapWeights()


def set_weights(viewer: Viewer, values: Mapping[str, Any], version: int) -> Batch:
    """Let other weights hold, by the columns of OverlapWeights, and say why (`note`). `version` is that of the row that
    was read, 0 where there was none.

    Raises Refused: FORBIDDEN, CHANGED_MEANWHILE, NOT_CHANGED, or as `changes.save`.
    """
    changes.require(viewer, "CREATE", OverlapWeights)
    with changes.together():
        one_at_a_time(_NUMBER)
        held = present_row()
        if version != (held.version if held.id else 0):
            raise Refused(Fault("CHANGED_MEANWHILE", "", say("Somebody else has changed the weights meanwhile.")))
        if all(getattr(held, name) == value for name, value in values.items() if name != "note"):
            raise Refused(Fault("NOT_CHANGED", "", say("These are the weights that hold already.")))
        batch = begin_batch(viewer, "CHANGE", gettext("Weights of the score"))
        row = stored_row() or held
        if row.archived_at is not None:
            changes.restore(viewer.within(batch.id), row)
        for name, value in values.items():
            setattr(row, name, value)
        changes.save(viewer.within(batch.id), row)
    return batch
