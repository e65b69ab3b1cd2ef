"""A portal that sends a mutation once more, because no answer came, makes nothing twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from tansiq.models import Creation, Organization, Proposal, Registration
from tansiq.platform.mailing import Outbox
from tansiq.policy.viewer import Portal, Viewer
from tests.api.schema_client import ENGLISH, ask
from tests.conftest import Committed
from tests.people import portal
from tests.register import Register

ANSWER = "{ __typename ... on Proposal { id state } ... on Refusal { faults { code field } } }"
BODY = f"""mutation ($input: OrganizationInput!, $key: String) {{
 organizationPropose(input: $input, clientKey: $key) {ANSWER} }}"""
WORK = f"""mutation ($input: InterventionInput!, $key: String) {{
 interventionPropose(input: $input, clientKey: $key) {ANSWER} }}"""
REGISTER = f"""mutation ($input: RegistrationInput!, $key: String) {{
 organizationRegister(input: $input, clientKey: $key) {ANSWER} }}"""
SPRING = {"nameAr": "الينبوع", "kind": "ASSOCIATION", "homeArea": "YE1211"}
SENDER = {**SPRING, "contactName": "Sara", "contactEmail": "sara@example.org"}


@pytest.fixture
def abyan(register: Register) -> Viewer:
    return portal(register.areas["YE12"].id)


def _sent(query: str, viewer: Viewer, given: dict[str, Any], key: str | None) -> Any:
    [answer] = ask(query, viewer, {"input": given, "key": key}).values()
    return answer


def _faults(answer: Any) -> list[tuple[str, str]]:
    return [(fault["code"], fault["field"]) for fault in answer["faults"]]


def test_the_same_key_is_answered_by_what_the_first_made(register: Register, abyan: Viewer) -> None:
    first, again = (_sent(BODY, abyan, SPRING, "one") for _sending in range(2))
    assert first == again == {"__typename": "Proposal", "id": str(Proposal.get().id), "state": "WAITING"}
    assert Proposal.select().count() == 1
    for key in ("another", None, None):
        _sent(BODY, abyan, SPRING, key)
    assert Proposal.select().count() == 4


def test_an_intervention_too(register: Register, abyan: Viewer) -> None:
    body = register.organization("NRA", home_area=register.areas["YE121121"].id)
    sites = [{"area": "YE121121", "targeted": 120}]
    given = {"organization": str(body.id), "sector": "WSH", "titleEn": "Wells", "startsOn": "2026-03-01"}
    answers = [_sent(WORK, abyan, {**given, "status": "PLANNED", "sites": sites}, "one") for _sending in range(2)]
    assert answers[0]["id"] == answers[1]["id"]
    assert Proposal.select().count() == 1
    other = _sent(WORK, abyan, {**given, "status": "PLANNED", "sites": [{"area": "YE121121"}]}, "one")
    assert _faults(other) == [("KEY_REUSED", "clientKey")]


@pytest.mark.parametrize("changed", [{"nameAr": "النبع"}, {"nameEn": ""}, {"nameEn": None}, {"kind": "UNION"}])
def test_another_body_under_the_same_key_is_refused(register: Register, abyan: Viewer, changed: dict[str, Any]) -> None:
    _sent(BODY, abyan, SPRING, "one")
    assert _faults(_sent(BODY, abyan, {**SPRING, **changed}, "one")) == [("KEY_REUSED", "clientKey")]
    assert Proposal.select().count() == 1


def test_the_keys_of_one_portal_are_nothing_to_another(register: Register, abyan: Viewer) -> None:
    other = Viewer(portal=Portal(8, frozenset({"proposals:write"}), abyan.area_ids), face="GRAPHQL")
    answers = [_sent(BODY, viewer, SPRING, "one") for viewer in (abyan, other)]
    assert answers[0]["id"] != answers[1]["id"]


def test_what_is_refused_uses_no_key_up(register: Register, abyan: Viewer) -> None:
    assert _faults(_sent(BODY, abyan, {**SPRING, "nameAr": " "}, "one")) == [("NAME_MISSING", "nameAr")]
    assert not Creation.select().exists()
    assert _sent(BODY, abyan, SPRING, "one")["__typename"] == "Proposal"


@pytest.mark.parametrize("key", ["", "k" * 101, "مفتاح", "a\nb", "\ud800"])
def test_a_key_is_short_and_plain(register: Register, abyan: Viewer, key: str) -> None:
    assert _faults(_sent(BODY, abyan, SPRING, key)) == [("KEY_INVALID", "clientKey")]
    assert not Proposal.select().exists()


def test_a_registration_that_is_sent_twice_is_one_and_mailed_once(register: Register, outbox: Outbox) -> None:
    answers = [_sent(REGISTER, ENGLISH, SENDER, "one") for _sending in range(2)]
    assert answers[0] == answers[1]
    assert (Registration.select().count(), len(outbox.mails)) == (1, 1)
    assert _faults(_sent(REGISTER, ENGLISH, {**SENDER, "nameEn": "Spring"}, "one")) == [("KEY_REUSED", "clientKey")]
    neighbour = _sent(REGISTER, ENGLISH, {**SENDER, "contactEmail": "nora@example.org"}, "one")
    assert neighbour["id"] != answers[0]["id"], "nobody meets with the keys of strangers"


def test_of_many_at_the_same_moment_one_proposes(committed: Committed) -> None:
    abyan, together = portal(committed.register.areas["YE12"].id), Barrier(6)
    database = Organization._meta.database.obj

    def send(_number: int) -> Any:
        with database.connection_context():
            together.wait()
            return _sent(BODY, abyan, SPRING, "one")

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(send, range(6)))
    assert [answer["__typename"] for answer in answers] == ["Proposal"] * 6
    assert Proposal.select().count() == 1
    assert {answer["id"] for answer in answers} == {str(Proposal.get().id)}
