"""What an undone import entered is forgotten, until somebody takes it up again."""

from tansiq.models import Batch, Organization
from tansiq.records import bulk, changes, undoing, undone_imports
from tests.people import SALMA
from tests.register import Register


def _imported(kind: str = "IMPORT") -> tuple[Batch, Organization]:
    batch = undoing.begin_batch(SALMA, kind, "a file")
    return batch, changes.save(SALMA.within(batch.id), Organization(name_en="Nahar", registration_number="77"))


def test_rows_of_an_undone_import_are_forgotten_and_remembered_with_the_redo(register: Register) -> None:
    batch, body = _imported()
    assert undone_imports.undone_row_ids(Organization) == set()
    undone = undoing.undo(SALMA, batch)
    assert undone_imports.undone_row_ids(Organization) == {body.id}
    undoing.undo(SALMA, undone.batch)
    assert undone_imports.undone_row_ids(Organization) == set()
    undoing.undo(SALMA, Batch.get_by_id(batch.id))
    assert undone_imports.undone_row_ids(Organization) == {body.id}


def test_a_row_that_somebody_restored_is_no_longer_forgotten(register: Register) -> None:
    batch, body = _imported()
    undoing.undo(SALMA, batch)
    stored = Organization.get_by_id(body.id)
    changes.restore(SALMA, stored)
    changes.archive(SALMA, Organization.get_by_id(body.id))
    assert undone_imports.undone_row_ids(Organization) == set()


def test_other_deeds_forget_nothing(register: Register) -> None:
    batch, _body = _imported("CHANGE")
    undoing.undo(SALMA, batch)
    archived = undoing.begin_batch(SALMA, "ARCHIVE")
    bulk.archive(SALMA.within(archived.id), [register.organization("NRA")])
    assert undone_imports.undone_row_ids(Organization) == set()
