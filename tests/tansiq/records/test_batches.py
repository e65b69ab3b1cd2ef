"""Looking back on batches: the newest first, how many changes, which rows."""

from tansiq.models import Need
from tansiq.records import batches, bulk_actions, undoing
from tests.people import NOBODY, SALMA
from tests.register import Register
from tests.statements import told


def test_batches_are_told_newest_first_with_their_changes(register: Register) -> None:
    rows = [register.intervention(name) for name in ("NRA", "ADR", "BKC")]
    first = bulk_actions.carry_out(SALMA, "ARCHIVE", rows)
    second = undoing.undo(SALMA, first).batch
    assert [(told.batch, told.count) for told in batches.newest_batches(SALMA, 0, 25)] == [(second, 3), (first, 3)]
    assert [told.batch for told in batches.newest_batches(SALMA, 0, 1)] == [second, first]
    assert [told.batch for told in batches.newest_batches(SALMA, 1, 1)] == [first]
    assert batches.newest_batches(NOBODY, 0, 25) == []


def test_the_changes_of_a_batch_are_counted_once(register: Register) -> None:
    rows = [register.intervention(name) for name in ("NRA", "ADR")]
    batch = bulk_actions.carry_out(SALMA, "ARCHIVE", rows)
    batches.newest_batches(SALMA, 0, 25)
    with told() as statements:
        [found] = batches.newest_batches(SALMA, 0, 25)
    assert (found.batch, found.count) == (batch, 2)
    assert not [one for one in statements if "batch_entry" in one]


def test_what_a_batch_touched_is_told_by_table(register: Register) -> None:
    rows = [register.need(pcode, "WSH", 100) for pcode in ("YE1211", "YE1210", "YE1927")]
    [told] = batches.rows_touched(bulk_actions.carry_out(SALMA, "WITHDRAW", rows), 2)
    assert (told.table, told.model, told.count) == ("need", Need, 3)
    assert told.first == [row.id for row in rows][:2]
