"""Two organisations that are not the same: who says so, and what nobody may say."""

import pytest

from tansiq.faults import Refused
from tansiq.models import HistoryEntry, Organization
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tansiq.twins.deciding import keep_apart
from tests.examples import seated
from tests.people import AMIN, NOBODY, officer, partner
from tests.register import Register


@pytest.fixture
def pair(register: Register) -> tuple[Organization, Organization]:
    """NRA with its seat in Abyan, and ADR in Hadramawt."""
    return seated(register, "NRA", "YE1211"), seated(register, "ADR", "YE1927")


def test_an_officer_of_either_seat_decides_and_it_is_told_in_the_history(
    register: Register, pair: tuple[Organization, Organization]
) -> None:
    row = keep_apart(officer(register.areas["YE19"].id), *pair)
    [entry] = HistoryEntry.select().where(HistoryEntry.record_type == "twin_decision")
    assert (entry.record_id, entry.act, entry.actor) == (row.id, "CREATE", "Nadia")


def test_nobody_else_decides(register: Register, pair: tuple[Organization, Organization]) -> None:
    elsewhere = seated(register, "XYZ", "YE1927")
    for viewer in (AMIN, NOBODY, partner("Khaled", pair[0].id)):
        _refused(viewer, *pair, "FORBIDDEN")
    _refused(officer(register.areas["YE12"].id), pair[1], elsewhere, "FORBIDDEN")


def test_one_that_is_hidden_is_not_there(register: Register, pair: tuple[Organization, Organization]) -> None:
    pair[1].is_published = False
    changes.save(Viewer(roles=frozenset({"ADMIN"})), pair[1])
    _refused(officer(register.areas["YE12"].id), *pair, "NOT_FOUND")


def test_an_organisation_is_not_apart_from_itself(register: Register, pair: tuple[Organization, Organization]) -> None:
    _refused(officer(register.areas["YE12"].id), pair[0], pair[0], "SAME_ORGANIZATION")


def _refused(viewer: Viewer, one: Organization, other: Organization, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        keep_apart(viewer, one, other)
    assert refusal.value.code == code
