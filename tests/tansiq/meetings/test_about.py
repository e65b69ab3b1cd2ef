"""What items are about is told to those who may see it."""

from tansiq.language.meeting_vocabulary import ABOUT_KINDS
from tansiq.meetings.about import about_of
from tansiq.models.about_rules import TABLES
from tansiq.models.record_type import type_named
from tests.meetings import agenda_item, meeting
from tests.people import NOBODY, SALMA
from tests.register import Register
from tests.statements import told


def test_every_kind_has_a_table() -> None:
    assert tuple(TABLES) == ABOUT_KINDS.codes
    assert all(type_named(table) for table in TABLES.values())


def test_what_is_hidden_from_a_reader_is_not_told(register: Register) -> None:
    of, shown = meeting(register), register.need("YE1211", "WSH", 100)
    hidden = register.need("YE1210", "FSC", 100, is_published=False)
    rows = [agenda_item(of, about_kind="NEED", about_id=one.id) for one in (shown, hidden)]
    assert set(about_of(rows, SALMA)) == {("NEED", shown.id), ("NEED", hidden.id)}
    assert set(about_of(rows, NOBODY)) == {("NEED", shown.id)}


def test_forty_items_cost_no_more_statements_than_four(register: Register) -> None:
    of = meeting(register)
    ids = [register.need("YE1211", sector, 100).id for sector in ("WSH", "FSC")]
    rows = [agenda_item(of, about_kind="NEED", about_id=one) for one in ids]
    with told() as few:
        about_of(rows[:1], SALMA)
    with told() as many:
        about_of(rows * 20, SALMA)
    assert len(many) == len(few) == 1
