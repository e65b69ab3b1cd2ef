"""What a form creates is created once, however often and from wherever it is sent."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from peewee import Database

from tansiq.faults import Refused
from tansiq.models import Creation, Need, Organization, PopulationGroup, Proposal
from tansiq.models.record import now
from tansiq.platform.database import open_database, use
from tansiq.policy.viewer import Viewer
from tansiq.proposals.creating_once import KEPT_DAYS, create_once, forget_old
from tansiq.proposals.proposing import submit
from tansiq.records import changes, migrating
from tests.databases import ENGINES, Stock
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.conftest import People


def _save(viewer: Viewer, key: str, row: Organization) -> Creation | None:
    return create_once(viewer, key, row, lambda: submit(viewer, lambda acting: changes.save(acting, row)))


def test_the_second_sending_is_told_what_the_first_made(register: Register, people: People) -> None:
    assert _save(people.salma, "one", Organization(name_en="Spring")) is None
    made = _save(people.salma, "one", Organization(name_en="Spring"))
    spring = Organization.get(Organization.name_en == "Spring")
    assert made is not None
    assert (made.record_type, made.record_id, made.proposal_id) == ("organization", spring.id, None)
    assert _save(people.salma, "another", Organization(name_en="Spring")) is None
    assert Organization.select().where(Organization.name_en == "Spring").count() == 2


def test_what_is_proposed_is_proposed_once(register: Register, people: People) -> None:
    made = [_save(people.khaled, "one", Organization(name_en="Spring")) for _sending in range(2)]
    assert made[0] is None
    assert made[1] is not None
    assert (made[1].record_id, made[1].proposal_id) == (None, Proposal.get().id)
    assert Proposal.select().count() == 1


def test_what_is_refused_uses_no_key_up(register: Register, people: People) -> None:
    with pytest.raises(Refused, match="NAME_MISSING"):
        _save(people.salma, "one", Organization())
    assert not Creation.select().exists()
    assert _save(people.salma, "one", Organization(name_en="Spring")) is None


def test_old_keys_are_forgotten(register: Register, people: People) -> None:
    for key in ("old", "new"):
        _save(people.salma, key, Organization(name_en=key))
    Creation.update(at=now() - timedelta(days=KEPT_DAYS + 2)).where(Creation.record_id == _id("old")).execute()
    forget_old()
    assert [one.record_id for one in Creation.select()] == [_id("new")]


def _id(name: str) -> int:
    return int(Organization.get(Organization.name_en == name).id)


@pytest.fixture(params=ENGINES)
def committed(request: pytest.FixtureRequest, stock: Stock) -> Database:
    """A database of its own, whose connections see what others have committed."""
    database = use(open_database(stock.blank(request.param)))
    with database.connection_context():
        migrating.up()
    return database


def test_of_many_at_the_same_moment_one_creates(committed: Database) -> None:
    together = Barrier(6)

    def send(_number: int) -> Creation | None:
        with committed.connection_context():
            row = PopulationGroup(code="NEW", name_en="New", name_ar="جديدة")
            together.wait()
            return create_once(SALMA, "one", row, lambda: _saved(row))

    with ThreadPoolExecutor(6) as pool:
        made = list(pool.map(send, range(6)))
    with committed.connection_context():
        group = PopulationGroup.get()
        assert PopulationGroup.select().count() == 1
    assert sorted(one.record_id or -1 if one else 0 for one in made) == [0, *[group.id] * 5]


def _saved(row: PopulationGroup) -> None:
    changes.save(SALMA, row)


def test_a_key_says_of_which_table_it_was(register: Register, people: People) -> None:
    need = Need(area=register.areas["YE1211"].id, sector=register.sectors["WSH"].id, people_in_need=5)
    need.population_group_id, need.starts_on, need.ends_on = (
        register.groups["ALL"].id,
        date(2026, 1, 1),
        date(2026, 2, 1),
    )
    create_once(people.salma, "need", need, lambda: submit(people.salma, lambda acting: changes.save(acting, need)))
    assert Creation.get().record_type == "need"
