"""The five policies of record types through the endpoint: who is told of entries, and who proposes any."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import orjson
import pytest

from api.context import Context
from api.live.schema import live
from tansiq.language.field_vocabulary import POLICIES
from tansiq.models import Entry, Proposal
from tansiq.models.definitions import known
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tests.api.all_questions import answered
from tests.definitions import record_type
from tests.people import SALMA, people_of
from tests.register import Register

PEOPLE = ("ministry admin", "officer", "partner", "another partner", "auditor", "portal", "anonymous")
TOLD = {
    # A letter a person, in the order of PEOPLE: an entry in Abyan of NRA that is published.
    "PUBLIC": {"READ": "AOPQUTN", "CREATE": ".....T.", "CHANGE": ".....T."},
    "SIGNED_IN": {"READ": "AOPQU..", "CREATE": ".......", "CHANGE": "......."},
    "ORGANIZATION": {"READ": "AOP.U..", "CREATE": ".......", "CHANGE": "......."},
    "OFFICERS": {"READ": "AO..U..", "CREATE": ".......", "CHANGE": "......."},
    "ADMINISTRATORS": {"READ": "A...U..", "CREATE": ".......", "CHANGE": "......."},
}
"""Nobody but portals proposes here, and these know of public registers alone."""
LETTERS = TOLD["PUBLIC"]["READ"]
ANSWER = "{ __typename ... on Refusal { faults { code field } } }"
RECORDS = '{ records(type: "kept") { totalCount edges { node { id } } } }'
REGISTERS = "{ registers { kept { totalCount edges { node { id } } } } }"


@pytest.fixture
def people(register: Register) -> dict[str, Viewer]:
    """The people over the register; those who sign in have accounts, and the portal speaks for NRA."""
    for acronym in ("NRA", "ADR"):
        register.organization(acronym)
    with_accounts = {"officer": 2, "partner": 3, "another partner": 4}
    found = people_of(register)
    return found | {who: replace(found[who], account_id=number) for who, number in with_accounts.items()}


def _entry(register: Register, policy: str, **values: Any) -> Entry:
    kind = record_type("kept", policy)
    place = {"area": register.areas["YE121121"].id, "organization": register.organization("NRA").id}
    return changes.save(SALMA, Entry(record_type=kind.id, **{**place, **values}))


def _is_read(viewer: Viewer, _row: Entry) -> bool:
    answer = answered(RECORDS, viewer)
    codes = {error["extensions"]["code"] for error in answer["errors"]}
    assert codes <= {"UNKNOWN_CODE"}, "who may not know of it is told that there is no such type"
    found = (answer["data"] or {}).get("records")
    assert found is None or found["totalCount"] == len(found["edges"])
    return bool(found and found["totalCount"])


def _is_proposed(viewer: Viewer, given: str) -> bool:
    before = Proposal.select().count()
    answer = answered(f'mutation {{ entryPropose(type: "kept", input: {{{given}}}) {ANSWER} }}', viewer)
    is_told = bool(answer["data"]) and answer["data"]["entryPropose"]["__typename"] == "Proposal"
    assert Proposal.select().count() == before + is_told
    return is_told


ACTS: dict[str, Callable[[Viewer, Entry], bool]] = {
    "READ": _is_read,
    "CREATE": lambda viewer, _row: _is_proposed(viewer, 'area: "YE121122"'),
    "CHANGE": lambda viewer, row: _is_proposed(viewer, f'id: "{row.id}", area: "YE121122"'),
}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("policy", POLICIES.codes)
def test_the_table_of_policies(register: Register, people: dict[str, Viewer], policy: str, act: str) -> None:
    row = _entry(register, policy)
    who = (letter if ACTS[act](people[name], row) else "." for name, letter in zip(PEOPLE, LETTERS, strict=True))
    assert "".join(who) == TOLD[policy][act]


@pytest.mark.parametrize("policy", POLICIES.codes)
def test_the_typed_register_is_told_to_the_same_or_is_not_there(
    register: Register, people: dict[str, Viewer], policy: str
) -> None:
    _entry(register, policy)
    made = live(known())
    if policy != "PUBLIC":
        assert made is None
        return
    assert made is not None
    for name in PEOPLE:
        answer = made.execute_sync(REGISTERS, context_value=Context(people[name]))
        found = orjson.loads(orjson.dumps(answer.data))["registers"]["kept"]
        assert found == answered(RECORDS, people[name])["data"]["records"]


@pytest.mark.parametrize(
    "case",
    [
        ("YE1927", "ADR", True, "AOPQU.N"),
        ("YE121121", "NRA", False, "AOP.U.."),
        ("YE1927", "ADR", False, "A..QU.."),
    ],
)
def test_limits_and_drafts_are_kept_by_both(
    register: Register, people: dict[str, Viewer], case: tuple[str, str, bool, str]
) -> None:
    pcode, acronym, is_published, letters = case
    place = {"area": register.areas[pcode].id, "organization": register.organization(acronym).id}
    row = _entry(register, "PUBLIC", **place, is_published=is_published)
    made = live(known())
    assert made is not None
    for name, letter in zip(PEOPLE, letters, strict=True):
        answer = made.execute_sync(REGISTERS, context_value=Context(people[name]))
        assert answer.data is not None
        is_told = answer.data["registers"]["kept"]["totalCount"] == 1
        assert (name, is_told, _is_read(people[name], row)) == (name, letter != ".", letter != ".")
