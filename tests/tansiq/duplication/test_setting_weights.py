"""Setting the weights: by administrators, one row, one deed with a reason."""

import pytest
from peewee import Database

from tansiq.duplication.setting_weights import present_row, set_weights
from tansiq.duplication.weights import USUAL, in_use
from tansiq.faults import Refused
from tansiq.models import Batch, HistoryEntry, OverlapWeights
from tansiq.policy.viewer import Viewer
from tansiq.records.undoing import undo
from tests.people import NOBODY, SALMA


def test_one_row_holds_them_and_its_history_tells_why(database: Database) -> None:
    set_weights(SALMA, {"district": 60, "note": "Small districts."}, 0)
    set_weights(SALMA, {"district": 40, "note": "Too much."}, present_row().version)
    assert (OverlapWeights.select().count(), in_use().place) == (1, (5, 20, 40, 80, 100))
    told = [entry.changes for entry in HistoryEntry.select().where(HistoryEntry.record_type == "overlap_weights")]
    assert any("Small districts." in one and "Too much." in one for one in told)


def test_a_deed_that_is_taken_back_leaves_what_was_before(database: Database) -> None:
    first = set_weights(SALMA, {"district": 60, "note": "Small districts."}, 0)
    undo(SALMA, Batch.get_by_id(first.id))
    assert in_use() == USUAL
    set_weights(SALMA, {"district": 55, "note": "Again."}, 0)
    last = set_weights(SALMA, {"district": 40, "note": "Too much."}, present_row().version)
    undo(SALMA, Batch.get_by_id(last.id))
    assert in_use().place == (5, 20, 55, 80, 100)
    assert OverlapWeights.select().count() == 1


@pytest.mark.parametrize(
    ("viewer", "values", "version", "code"),
    [
        (NOBODY, {"district": 60, "note": "Mine."}, 0, "FORBIDDEN"),
        (SALMA, {"district": 60, "note": "Late."}, 7, "CHANGED_MEANWHILE"),
        (SALMA, {"district": 50, "note": "As before."}, 0, "NOT_CHANGED"),
        (SALMA, {"district": 60, "note": ""}, 0, "MISSING"),
        (SALMA, {"district": 90, "note": "Larger."}, 0, "OUT_OF_RANGE"),
    ],
)
def test_what_may_not_be_is_refused_and_nothing_changes(
    database: Database, viewer: Viewer, values: dict[str, object], version: int, code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        set_weights(viewer, values, version)
    assert refusal.value.code == code
    assert (OverlapWeights.select().count(), Batch.select().count()) == (0, 0)
