"""Who reads and writes entries of own record types: five policies, each person, each act; here in Abyan of NRA."""

from dataclasses import replace
from typing import Any

import pytest

from tansiq.language.field_vocabulary import POLICIES
from tansiq.models import Entry
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import among, may, visible
from tansiq.records import changes
from tests.definitions import record_type
from tests.people import SALMA, people_of
from tests.register import Register

PEOPLE = ("ministry admin", "officer", "partner", "another partner", "auditor", "portal", "anonymous")
READ_AND_WRITTEN: dict[str, dict[str, str]] = {
    # A letter a person, in the order of PEOPLE: the seven acts to an entry in Abyan of NRA that is published.
    "PUBLIC": {"READ": "AOPQUTN", "WRITE": "AO.....", "PROPOSE": "AOP..T."},
    "SIGNED_IN": {"READ": "AOPQU..", "WRITE": "AO.....", "PROPOSE": "AOP..T."},
    "ORGANIZATION": {"READ": "AOP.U..", "WRITE": "AO.....", "PROPOSE": "AOP..T."},
    "OFFICERS": {"READ": "AO..U..", "WRITE": "AO.....", "PROPOSE": "AO....."},
    "ADMINISTRATORS": {"READ": "A...U..", "WRITE": "A......", "PROPOSE": "AO....."},
}
ACTS = ("READ", "CREATE", "CHANGE", "APPROVE", "ARCHIVE", "RESTORE", "PROPOSE")


@pytest.fixture
def people(register: Register) -> dict[str, Viewer]:
    """The people over the register; those who sign in have accounts."""
    for acronym in ("NRA", "ADR"):
        register.organization(acronym)
    with_accounts = {"officer": 2, "partner": 3, "another partner": 4}
    found = people_of(register)
    return found | {who: replace(found[who], account_id=number) for who, number in with_accounts.items()}


def _entry(register: Register, policy: str, **values: Any) -> Entry:
    kind = record_type(policy.lower().replace("_", "") + "Register", policy)
    place = {"area": register.areas["YE121121"].id, "organization": register.organization("NRA").id}
    return changes.save(SALMA, Entry(record_type=kind.id, **{**place, **values}))


def _who(people: dict[str, Viewer], act: str, row: Entry) -> str:
    letters = READ_AND_WRITTEN["PUBLIC"]["READ"]
    return "".join(letter if may(people[who], act, row) else "." for who, letter in zip(PEOPLE, letters, strict=True))


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("policy", POLICIES.codes)
def test_the_table_of_policies(register: Register, people: dict[str, Viewer], policy: str, act: str) -> None:
    told = READ_AND_WRITTEN[policy]
    row = _entry(register, policy)
    assert _who(people, act, row) == told.get(act, told["WRITE"])


@pytest.mark.parametrize("policy", POLICIES.codes)
def test_elsewhere_and_of_another_nothing_is_written_or_proposed(
    register: Register, people: dict[str, Viewer], policy: str
) -> None:
    row = _entry(register, policy, area=register.areas["YE1927"].id, organization=register.organization("ADR").id)
    assert _who(people, "CHANGE", row) == "A......"
    assert "P" not in _who(people, "PROPOSE", row)
    assert among(people["officer"], "CHANGE", [row]) == []


def test_what_is_not_published_or_archived_is_read_by_its_own_alone(
    register: Register, people: dict[str, Viewer]
) -> None:
    draft = _entry(register, "PUBLIC", is_published=False)
    assert _who(people, "READ", draft) == "AOP.U.."
    changes.archive(SALMA, draft)
    assert _who(people, "READ", Entry.get_by_id(draft.id)) == "AOP.U.."


def test_an_entry_without_a_place_is_written_by_administrators_alone(
    register: Register, people: dict[str, Viewer]
) -> None:
    row = _entry(register, "PUBLIC", area=None, organization=None)
    assert _who(people, "CHANGE", row) == "A......"
    assert visible(Entry, people["anonymous"]).count() == 1
