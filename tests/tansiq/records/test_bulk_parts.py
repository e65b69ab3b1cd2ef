"""The partners, donors and areas of work of many rows, replaced as those of one would be."""

from typing import Any

import orjson
import pytest

from tansiq.faults import Refused
from tansiq.models import BatchEntry, HistoryEntry, Intervention, Partnership
from tansiq.records import changes, undoing
from tansiq.records.bulk_parts import parts_of_all, replace_parts
from tansiq.records.prepared import preparing
from tests.people import NOBODY, SALMA, officer
from tests.register import Register
from tests.statements import told


def _wanted(register: Register, works: list[Intervention], acronym: str) -> list[tuple[Any, list[dict[str, Any]]]]:
    donor = register.organization(acronym).id
    return [(work, [{"organization": donor, "role": "FUNDING"}]) for work in works]


def _donors() -> list[tuple[int, str]]:
    parts = Partnership.select().order_by(Partnership.intervention, Partnership.id)
    return [(part.intervention_id, part.organization.acronym) for part in parts]


def test_the_parts_of_many_rows_become_what_is_wanted(register: Register) -> None:
    works = [register.intervention("NRA") for _ in range(3)]
    with changes.together():
        replace_parts(SALMA, Partnership, _wanted(register, works[:2], "DON"))
        replace_parts(SALMA, Partnership, [*_wanted(register, works[1:], "ADR"), (works[0], [])])
    assert _donors() == [(work.id, "ADR") for work in works[1:]]
    assert [(row.version, Intervention.get_by_id(row.id).version) for row in works] == [(3, 3), (3, 3), (2, 2)]
    adr, don = register.organization("ADR").id, register.organization("DON").id
    last = HistoryEntry.select().where(HistoryEntry.record_id == works[1].id).order_by(HistoryEntry.id.desc()).get()
    assert orjson.loads(last.changes) == {"partnership": [[[don, "FUNDING"]], [[adr, "FUNDING"]]]}


def test_rows_whose_parts_do_not_differ_are_left(register: Register) -> None:
    works = [register.intervention("NRA") for _ in range(2)]
    wanted = _wanted(register, works, "DON")
    with changes.together():
        replace_parts(SALMA, Partnership, wanted[:1])
        before = HistoryEntry.select().count()
        replace_parts(SALMA, Partnership, wanted)
        replace_parts(SALMA, Partnership, [])
    assert HistoryEntry.select().count() == before + 1
    assert [row.version for row in works] == [2, 2]


def test_they_are_taken_back_with_their_batch(register: Register) -> None:
    works = [register.intervention("NRA") for _ in range(2)]
    with changes.together():
        batch = undoing.begin_batch(SALMA, "CHANGE", "")
        replace_parts(SALMA.within(batch.id), Partnership, _wanted(register, works, "DON"))
    assert BatchEntry.select().count() == 2
    undoing.undo(SALMA, batch)
    assert _donors() == []


def test_nothing_is_changed_where_one_was_changed_meanwhile(register: Register) -> None:
    works = [register.intervention("NRA") for _ in range(2)]
    other = Intervention.get_by_id(works[1].id)
    other.title_en = "Somebody else's"
    changes.save(SALMA, other)
    with pytest.raises(Refused, match="CHANGED_MEANWHILE"), changes.together():
        replace_parts(SALMA, Partnership, _wanted(register, works, "DON"))
    assert _donors() == []


def test_who_may_not_change_the_rows_changes_no_parts(register: Register) -> None:
    works = [register.intervention("NRA") for _ in range(2)]
    register.site(works[0], "YE121121")
    register.site(works[1], "YE1927")
    for viewer in (NOBODY, officer(register.areas["YE12"].id)):
        with pytest.raises(Refused, match="FORBIDDEN"), changes.together():
            replace_parts(viewer, Partnership, _wanted(register, works, "DON"))
    assert _donors() == []


def test_what_is_prepared_is_written_later(register: Register) -> None:
    works = [register.intervention("NRA")]
    with preparing() as writes:
        replace_parts(SALMA, Partnership, _wanted(register, works, "DON"))
    assert parts_of_all(Partnership, works) == {works[0].id: []}
    with changes.together():
        writes.carry_out()
    assert _donors() == [(works[0].id, "DON")]


def test_forty_rows_cost_no_more_statements_than_four(register: Register) -> None:
    works = [register.intervention("NRA") for _ in range(44)]
    costs = []
    for piece in (works[:4], works[4:]):
        wanted = _wanted(register, piece, "DON")
        with told() as statements, changes.together():
            replace_parts(SALMA, Partnership, wanted)
        costs.append(len(statements))
    assert len(_donors()) == 44
    assert costs[0] >= costs[1] > 0
