"""Rows with own fields are found by the fields that they have: of a form its reports, of a record type its entries."""

from tansiq.converted_values import targets_of
from tansiq.forms.filling import keep
from tansiq.models import Entry, Record
from tansiq.models.definitions import Holder, rows_of
from tansiq.policy.visible_rows import standing_rows
from tansiq.records import changes
from tests.definitions import field, item, record_type
from tests.filled_forms import municipal_form
from tests.people import NOBODY, SALMA
from tests.register import Register


def _ids(holder: Holder) -> list[list[int]]:
    """All rows of a holder, those that stand for Salma, and those for nobody in particular."""
    return [
        sorted(row.id for row in rows)
        for rows in (rows_of(holder), *(standing_rows(who, holder) for who in (SALMA, NOBODY)))
    ]


def test_each_has_the_rows_in_which_its_fields_stand(register: Register) -> None:
    municipal = municipal_form(register.unit("Ja'ar"))
    draft = keep(SALMA, municipal.begun(), municipal.values(vehicles=12))
    kind = record_type("well")
    depth = field("depth", "NUMBER", "entry", record_type=kind.id)
    rows: list[Record] = [changes.save(SALMA, Entry(record_type=kind.id)) for _ in range(2)]
    changes.archive(SALMA, rows[1])
    changes.save(SALMA, Entry(record_type=record_type("spring").id))
    assert _ids(municipal.items["vehicles"].holder) == [[draft.id], [draft.id], []]
    assert _ids(depth.holder) == [[rows[0].id, rows[1].id], [rows[0].id], [rows[0].id]]
    seat = field("seat")
    nahar = register.organization("NRA")
    assert _ids(seat.holder) == [[nahar.id]] * 3


def test_values_of_items_are_copied_nowhere(register: Register) -> None:
    municipal = municipal_form(register.unit("Ja'ar"))
    item(municipal.form, "lights")
    assert targets_of(municipal.items["vehicles"]) == []
