"""Many rows at once: the same rules as one by one."""

from decimal import Decimal

import orjson
import pytest
from peewee import IntegrityError

from tansiq.faults import Refused
from tansiq.models import HistoryEntry, Intervention, Organization, PopulationGroup, Site, data_stamps
from tansiq.records import bulk, changes
from tests.people import NOBODY, SALMA
from tests.register import Register


def _groups(count: int) -> list[PopulationGroup]:
    return [PopulationGroup(code=f"G{n}", name_ar=f"فئة {n}", name_en=f"Group {n}") for n in range(count)]


def test_rows_get_their_ids_in_order_and_their_search_text(register: Register) -> None:
    rows = _groups(5000)
    with changes.together():
        bulk.enter(SALMA, rows)
    stored = {row.id: row for row in PopulationGroup.select().where(PopulationGroup.code.startswith("G"))}
    assert [stored[row.id].code for row in rows] == [row.code for row in rows]
    assert stored[rows[-1].id].search == "فيه 4999 group 4999 g4999 فيه4999 group4999"


def test_each_row_is_told_in_the_history(register: Register) -> None:
    rows = _groups(3)
    before = data_stamps.stamps()["population_group"]
    with changes.together():
        bulk.enter(SALMA, rows)
    last = HistoryEntry.select().order_by(HistoryEntry.id.desc()).first()
    assert (last.record_type, last.record_id, last.act) == ("population_group", rows[-1].id, "CREATE")
    assert orjson.loads(last.changes)["code"] == [None, "G2"]
    assert data_stamps.stamps()["population_group"] == before + 1


def test_no_rows_are_no_change(register: Register) -> None:
    before = data_stamps.stamps()
    bulk.enter(SALMA, [])
    assert data_stamps.stamps() == before


def test_who_may_not_enter_one_may_not_enter_many(register: Register) -> None:
    with pytest.raises(Refused) as refusal:
        bulk.enter(NOBODY, _groups(2))
    assert refusal.value.code == "FORBIDDEN"


def test_the_faults_of_all_rows_are_told_at_once(register: Register) -> None:
    rows = [Organization(acronym="OK"), Organization(), Organization(acronym="X", kind="CLUB")]
    with pytest.raises(Refused) as refusal:
        bulk.enter(SALMA, rows)
    assert [fault.code for fault in refusal.value.faults] == ["NAME_MISSING", "UNKNOWN_CODE"]
    assert not Organization.select().exists()


def test_rows_entered_later_get_later_ids(register: Register) -> None:
    first = register.organization("NRA")
    rows = [Organization(acronym="A"), Organization(acronym="B")]
    with changes.together():
        bulk.enter(SALMA, rows)
    last = changes.save(SALMA, Organization(acronym="C"))
    assert first.id < rows[0].id < rows[1].id < last.id


def test_a_field_that_only_later_rows_fill_is_stored(register: Register) -> None:
    rows = [Organization(acronym="A"), Organization(acronym="B", registration_number="17", aliases="Bee")]
    with changes.together():
        bulk.enter(SALMA, rows)
    stored = Organization.get_by_id(rows[1].id)
    assert (stored.registration_number, stored.aliases) == ("17", "Bee")


def test_plain_values_take_the_defaults_of_their_table(register: Register) -> None:
    facts = {"record_type": "area", "record_id": 1, "record_version": 1, "face": "IMPORT", "act": "CREATE"}
    [entry_id] = bulk.insert(HistoryEntry, [facts])
    told = HistoryEntry.get_by_id(entry_id)
    assert (told.changes, told.actor) == ("{}", "")
    assert told.at is not None


def test_a_taken_value_is_refused_by_the_database_in_peewee_s_own_words(register: Register) -> None:
    rows = [Organization(acronym=name, registration_number="17") for name in ("A", "B")]
    with pytest.raises(IntegrityError), changes.together():
        bulk.enter(SALMA, rows)
    assert not Organization.select().exists()


def test_many_rows_are_changed_as_one_would_be(register: Register) -> None:
    works = [register.intervention("NRA"), register.intervention("NRA"), register.intervention("ADR")]
    sites = [register.site(work) for work in works]
    before = [work.values() for work in works]
    for work in works[:2]:
        work.status = "COMPLETED"
    with changes.together():
        bulk.change(SALMA, works, before)
    assert [(row.status, row.version) for row in Intervention.select().order_by(Intervention.id)] == [
        ("COMPLETED", 2),
        ("COMPLETED", 2),
        ("ONGOING", 1),
    ]
    assert [Site.get_by_id(site.id).status for site in sites] == ["COMPLETED", "COMPLETED", "ONGOING"]
    told = [entry for entry in HistoryEntry.select() if entry.act == "CHANGE"]
    assert [orjson.loads(entry.changes) for entry in told] == [{"status": ["ONGOING", "COMPLETED"]}] * 2


def test_none_of_many_rows_is_changed_where_one_was_changed_meanwhile(register: Register) -> None:
    works = [register.intervention("NRA"), register.intervention("NRA")]
    before = [work.values() for work in works]
    other = Intervention.get_by_id(works[1].id)
    other.title_en = "Somebody else's"
    changes.save(SALMA, other)
    for work in works:
        work.status = "COMPLETED"
    with pytest.raises(Refused, match="CHANGED_MEANWHILE"), changes.together():
        bulk.change(SALMA, works, before)
    assert {row.status for row in Intervention.select()} == {"ONGOING"}


def test_the_faults_of_many_changes_are_told_at_once(register: Register) -> None:
    work = register.intervention("NRA")
    before = work.values()
    work.budget, work.currency = Decimal("Infinity"), "USD"
    with pytest.raises(Refused), changes.together():
        bulk.change(SALMA, [work], [before])
    assert Intervention.get().budget is None
