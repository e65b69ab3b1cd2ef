"""Taking a batch back: every row as before, except those that somebody changed since."""

from typing import Any

import pytest

from tansiq.faults import Refused
from tansiq.models import Batch, Intervention, Partnership, Site
from tansiq.records import bulk, changes, undoing
from tests.people import NOBODY, SALMA
from tests.register import Register


def _values(row: Any) -> dict[str, Any]:
    stored = type(row).get_by_id(row.id)
    return {**stored.values(), "archived": stored.archived_at is not None}


def _parts(row: Intervention) -> list[tuple[int, str]]:
    found = Partnership.select().where(Partnership.intervention == row.id)
    return sorted((part.organization_id, part.role) for part in found)


def _deed(register: Register) -> tuple[Batch, Intervention, Intervention, Site]:
    """A batch that changes one intervention thrice, archives another and enters a site."""
    changed, gone = register.intervention("NRA"), register.intervention("ADR")
    batch = undoing.begin_batch(SALMA, "CHANGE", "a deed")
    doer = SALMA.within(batch.id)
    for status in ("SUSPENDED", "COMPLETED"):
        changed.status = status
        changes.save(doer, changed)
    funding = {"organization": register.organization("DON").id, "role": "FUNDING"}
    changes.replace_parts(doer, changed, Partnership, [funding])
    bulk.archive(doer, [gone])
    area, group = register.areas["YE121121"].id, register.groups["ALL"].id
    site = changes.save(doer, Site(intervention=changed.id, area=area, population_group=group))
    return batch, changed, gone, site


def test_undoing_gives_every_row_its_old_values_back(register: Register) -> None:
    batch, changed, gone, site = _deed(register)
    undone = undoing.undo(SALMA, batch)
    assert (undone.count, undone.left) == (3, [])
    assert _values(changed)["status"] == "ONGOING"
    assert _parts(changed) == []
    assert not _values(gone)["archived"]
    assert _values(site)["archived"]


def test_what_people_call_a_batch_says_nothing_of_how_it_is_taken_back(register: Register) -> None:
    """Merges alone are taken back in part where a row changed since; a file may be called as they are."""
    row = register.intervention("NRA")
    batch = undoing.begin_batch(SALMA, "IMPORT", undoing.MERGE)
    for doer, name, value in ((SALMA.within(batch.id), "status", "COMPLETED"), (SALMA, "title_en", "Changed since")):
        row.enter(name, value)
        changes.save(doer, row)
    undone = undoing.undo(SALMA, batch)
    assert [one.row_id for one in undone.left] == [row.id]
    assert _values(row)["status"] == "COMPLETED"


def test_undoing_what_was_undone_does_it_again(register: Register) -> None:
    batch, changed, gone, site = _deed(register)
    before = [_values(row) for row in (changed, gone, site)]
    parts = _parts(changed)
    undone = undoing.undo(SALMA, batch)
    undoing.undo(SALMA, undone.batch)
    assert [_values(row) for row in (changed, gone, site)] == before
    assert _parts(changed) == parts
    assert Batch.get_by_id(batch.id).undone_at is None


def test_a_row_changed_since_is_left_and_told(register: Register) -> None:
    batch, changed, gone, _site = _deed(register)
    newer = Intervention.get_by_id(changed.id)
    newer.remarks = "newer"
    changes.save(SALMA, newer)
    undone = undoing.undo(SALMA, batch)
    assert undone.left == [(Intervention, changed.id)]
    assert (_values(changed)["status"], _values(changed)["remarks"]) == ("COMPLETED", "newer")
    assert not _values(gone)["archived"]


def test_a_batch_is_taken_back_once_and_by_those_who_may(register: Register) -> None:
    batch = _deed(register)[0]
    with pytest.raises(Refused, match="FORBIDDEN"):
        undoing.undo(NOBODY, batch)
    undoing.undo(SALMA, batch)
    with pytest.raises(Refused, match="ALREADY_UNDONE"):
        undoing.undo(SALMA, batch)


def test_archiving_many_is_refused_where_one_changed_meanwhile(register: Register) -> None:
    rows = [register.intervention(name) for name in ("NRA", "ADR")]
    newer = Intervention.get_by_id(rows[1].id)
    newer.remarks = "newer"
    changes.save(SALMA, newer)
    with pytest.raises(Refused, match="CHANGED_MEANWHILE"), changes.together():
        bulk.archive(SALMA, rows)
    assert not _values(rows[0])["archived"]


def test_archiving_an_intervention_is_copied_to_its_sites(register: Register) -> None:
    row = register.intervention("NRA")
    site = register.site(row)
    bulk.archive(SALMA, [row])
    assert Site.get_by_id(site.id).intervention_archived_at == Intervention.get_by_id(row.id).archived_at
    bulk.restore(SALMA, [row])
    assert Site.get_by_id(site.id).intervention_archived_at is None
