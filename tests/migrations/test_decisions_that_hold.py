"""Decisions from before what they stand for was kept: those that held hold on, those that were void stay void."""

from peewee import Database

from tansiq.duplication.decided_facts import facts_now
from tansiq.duplication.decisions import decide, decisions_taken
from tansiq.models import Intervention, OverlapDecision
from tansiq.records import changes, migrating
from tests.people import SALMA
from tests.register import Register, enter_register

MIGRATION = "0036_what_was_decided_on"


def _pair(register: Register, first: str, second: str) -> tuple[Intervention, Intervention]:
    rows = register.intervention(first, modality="CASH"), register.intervention(second, ends_on=None)
    for row in rows:
        for pcode in ("YE121121", "YE1210"):
            register.site(row, pcode)
    return rows


def test_decisions_that_held_hold_on(empty_database: Database) -> None:
    names = migrating.up()
    register = enter_register()
    held, void = _pair(register, "NRA", "ADR"), _pair(register, "BKC", "GRN")
    for pair in (held, void):
        decide(SALMA, *pair, "DUPLICATE")
    changed = Intervention.get_by_id(void[0].id)
    changed.modality = "VOUCHER"
    changes.save(SALMA, changed)
    migrating.down(next(name for name in names if name.startswith(MIGRATION)), drop_data=True)
    migrating.up()
    assert {row.first_id: row.holds for row in decisions_taken(SALMA)} == {held[0].id: 1, void[0].id: 0}  # type: ignore[attr-defined]
    row = OverlapDecision.get(OverlapDecision.first == held[0].id)
    assert [row.first_facts, row.second_facts] == [facts_now(work) for work in held]
