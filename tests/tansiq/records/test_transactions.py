"""Several people who change the register in the same moment: nobody is refused, nobody waits in a circle."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from peewee import Database, OperationalError

from tansiq.faults import Refused
from tansiq.models import Need, Organization, Site, data_stamps
from tansiq.models.record import now
from tansiq.platform.database import db, in_passing, is_postgres
from tansiq.records import changes
from tansiq.records.transactions import again
from tests.conftest import Committed
from tests.people import SALMA
from tests.register import Register


def at_once(*deeds: Callable[[], object]) -> None:
    """Do all deeds in the same moment, each in a connection of its own. Raises what one of them raised."""

    def do(deed: Callable[[], object]) -> None:
        with db.connection_context():
            deed()

    with ThreadPoolExecutor(max_workers=len(deeds)) as people:
        for done in [people.submit(do, deed) for deed in deeds]:
            done.result()


def test_two_who_change_tables_in_opposite_orders_do_not_wait_for_each_other(committed: Committed) -> None:
    needs = [committed.register.need("YE1211", sector, 10) for sector in ("WSH", "FSC")]
    half_way = threading.Barrier(2)
    before = data_stamps.stamps()

    def change_need(need: Need) -> None:
        row = Need.get_by_id(need.id)
        row.severity = 3
        changes.save(SALMA, row)

    def change_organization(acronym: str) -> None:
        row = Organization.get(acronym=acronym)
        row.website = f"https://{acronym}.example"
        changes.save(SALMA, row)

    def both(first: Callable[[], None], second: Callable[[], None]) -> None:
        with changes.together():
            first()
            if is_postgres():
                # On SQLite the other one is not let in before.
                half_way.wait(10)
            second()

    at_once(
        lambda: both(lambda: change_need(needs[0]), lambda: change_organization("NRA")),
        lambda: both(lambda: change_organization("ADR"), lambda: change_need(needs[1])),
    )
    after = data_stamps.stamps()
    assert [after[name] - before[name] for name in ("need", "organization")] == [2, 2]


def test_who_reads_before_writing_is_not_refused_because_somebody_wrote_in_between(committed: Committed) -> None:
    site = committed.register.site(committed.register.intervention("NRA"), reached=0)
    others = [committed.register.site(committed.register.intervention("NRA"), reached=0) for _ in range(5)]
    ready = threading.Barrier(6)

    def count(row_id: int) -> None:
        ready.wait(10)
        for reached in range(1, 9):
            with changes.together():
                row = Site.get_by_id(row_id)
                row.reached = reached
                changes.save(SALMA, row)

    at_once(*(lambda row_id=row.id: count(row_id) for row in (site, *others)))
    assert {row.reached for row in Site.select()} == {8}


def test_what_was_taken_back_for_the_sake_of_another_change_is_done_again(committed: Committed) -> None:
    if not is_postgres():
        pytest.skip("SQLite has one writer, who waits for nobody")
    half_way = threading.Barrier(2)
    tried: list[str] = []

    def write(first: str, second: str) -> None:
        tried.append(first)
        with changes.together():
            for acronym in (first, second):
                Organization.update(website=f"https://{first}.example").where(Organization.acronym == acronym).execute()
                if len(tried) <= 2 and acronym == first:
                    half_way.wait(10)

    at_once(lambda: again(lambda: write("NRA", "ADR")), lambda: again(lambda: write("ADR", "NRA")))
    assert len(tried) == 3
    assert len({row.website for row in Organization.select().where(Organization.acronym.in_(["NRA", "ADR"]))}) == 1


def test_two_who_add_a_site_to_one_intervention_get_a_number_each(committed: Committed) -> None:
    work = committed.register.intervention("NRA")
    both_in = threading.Barrier(2)

    def add() -> None:
        if is_postgres():
            both_in.wait(10)
        committed.register.site(work, next(places))

    places = iter(["YE121121", "YE121122"])
    at_once(add, add)
    assert sorted(site.number for site in Site.select()) == [1, 2]


def test_of_two_who_add_a_site_of_one_place_at_once_one_is_told(committed: Committed) -> None:
    work = committed.register.intervention("NRA")
    both_in, told = threading.Barrier(2), list[str]()
    place = {"area": committed.register.areas["YE1211"].id, "population_group": committed.register.groups["ALL"].id}

    def add() -> None:
        if is_postgres():
            both_in.wait(10)
        try:
            changes.save(SALMA, Site(intervention=work.id, **place))
        except Refused as refusal:
            told.append(refusal.code)

    at_once(add, add)
    assert told == ["SITE_TWICE"]
    assert Site.select().count() == 1


def test_what_fails_for_another_reason_is_tried_once(database: Database) -> None:
    tried: list[int] = []

    def fail() -> None:
        tried.append(1)
        raise OperationalError("the disk is full")

    with pytest.raises(OperationalError):
        again(fail)
    assert tried == [1]


def test_a_table_is_counted_once_at_the_end_and_not_at_all_where_the_change_is_taken_back(register: Register) -> None:
    row = register.organization("NRA")
    before = data_stamps.stamps()
    with changes.together() as block:
        row.website = "https://nra.example"
        changes.save(SALMA, row)
        within = data_stamps.stamps()
        assert within["organization"] != before["organization"], "what is read now is kept under stamps of its own"
        row.website = "https://nra.example/ar"
        changes.save(SALMA, row)
        assert data_stamps.stamps()["organization"] not in (within["organization"], before["organization"])
    assert data_stamps.stamps()["organization"] == before["organization"] + 1
    with changes.together() as block:
        row.website = ""
        changes.save(SALMA, row)
        block.rollback()
    assert data_stamps.stamps()["organization"] == before["organization"] + 1


def test_a_note_beside_a_reading_is_left_out_where_it_would_have_to_wait(committed: Committed) -> None:
    site = committed.register.site(committed.register.intervention("NRA"), reached=0)
    note: Any = Site.update(reached=7).where(Site.id == site.id)
    noted: list[bool] = []

    def note_it() -> None:
        begun = now()
        noted.append(in_passing(note.execute))
        assert (now() - begun).total_seconds() <= 1

    with changes.together():
        Site.update(reached=3).where(Site.id == site.id).execute()
        at_once(note_it)
    assert (noted, Site.get_by_id(site.id).reached) == ([False], 3)
    at_once(note_it)
    assert (noted, Site.get_by_id(site.id).reached) == ([False, True], 7)
