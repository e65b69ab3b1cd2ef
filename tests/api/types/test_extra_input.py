"""Own fields that portals send: entered through the one door, proposed, and every fault told where it was sent."""

from typing import Any

import pytest

from tansiq.models import Commitment, Demand, FieldDefinition, Intervention, Organization, Proposal, Registration, Site
from tansiq.platform.mailing import Outbox
from tansiq.policy.viewer import Viewer
from tansiq.proposals.reviewing import approve, clashes
from tansiq.records import changes
from tests.api.schema_client import ENGLISH, ask
from tests.definitions import answers, field, name_of, rule
from tests.people import SALMA, portal
from tests.register import Register

ANSWER = """{ __typename ... on Proposal { id state } ... on Refusal { faults { code field message } } }"""
NAMES = {
    "organization": ("organizationPropose", "OrganizationInput"),
    "intervention": ("interventionPropose", "InterventionInput"),
    "demand": ("demandPropose", "DemandInput"),
    "commitment": ("commitmentPropose", "CommitmentInput"),
    "registration": ("organizationRegister", "RegistrationInput"),
}
BODY = {"nameAr": "جمعية", "kind": "ASSOCIATION", "homeArea": "YE1211"}


def _sent(kind: str, viewer: Viewer, given: dict[str, Any], **more: Any) -> Any:
    name, named = NAMES[kind]
    query = f"mutation ($input: {named}!, $key: String) {{ {name}(input: $input, clientKey: $key) {ANSWER} }}"
    return ask(query, viewer, {"input": given, **more})[name]


def _told(answer: Any) -> list[tuple[str, str]]:
    assert answer["__typename"] == "Refusal", answer
    return [(fault["code"], fault["field"]) for fault in answer["faults"]]


@pytest.fixture
def abyan(register: Register) -> Viewer:
    """A portal of Abyan that reads and proposes, and asks in English."""
    register.organization("NRA", home_area=register.areas["YE121121"].id)
    return portal(register.areas["YE12"].id)


def _every(register: Register) -> list[tuple[FieldDefinition, dict[str, Any], Any]]:
    """A field of each type with what is sent of it, and what the row then keeps."""
    lists: dict[str, Any] = {"choice_list": answers("WELL", "SPRING").id}
    row = register.organization("NRA")
    return [
        (field("calledBy"), {"text": "  B "}, "B"),
        (field("remarks", "LONG_TEXT"), {"text": "One\ntwo"}, "One\ntwo"),
        (field("members", "WHOLE"), {"number": 40}, 40),
        (field("share", "NUMBER", decimals=2), {"number": 12.5}, 12.5),
        (field("isWomenLed", "YES_NO"), {"yes": False}, False),
        (field("seenOn", "DAY"), {"day": "2026-03-01"}, "2026-03-01"),
        (field("since", "MONTH"), {"text": "2026-03"}, "2026-03"),
        (field("source", "CHOICE", **lists), {"codes": ["WELL"]}, "WELL"),
        (field("sources", "CHOICES", **lists), {"codes": ["SPRING", "WELL"]}, ["SPRING", "WELL"]),
        (field("friendOf", "REFERENCE", reference_table="organization"), {"record": str(row.id)}, row.id),
        (field("seat", "POINT"), {"point": [13.2, 45.3]}, [13.2, 45.3]),
        (field("mail", "EMAIL"), {"text": "a@example.org"}, "a@example.org"),
    ]


def test_a_value_of_every_type_is_proposed_and_stands_once_approved(register: Register, abyan: Viewer) -> None:
    every = _every(register)
    sent = [{"key": one.key, **part} for one, part, _ in every]
    assert _sent("organization", abyan, {**BODY, "extra": sent})["__typename"] == "Proposal"
    approve(SALMA, Proposal.get())
    row = Organization.select().order_by(Organization.id.desc()).first()
    assert {one.key: row.entered(name_of(one)) for one, *_ in every} == {one.key: kept for one, _, kept in every}


def test_a_field_that_is_left_out_stays_and_one_without_a_value_is_emptied(register: Register, abyan: Viewer) -> None:
    one, other, third = field("calledBy"), field("members", "WHOLE"), field("wasCalled")
    row = register.organization("NRA")
    for defined, value in ((one, "A"), (other, 7), (third, "C")):
        row.enter(name_of(defined), value)
    changes.save(SALMA, row)
    sent = [{"key": "members", "number": None}, {"key": "wasCalled"}]
    assert _sent("organization", abyan, {"id": str(row.id), "extra": sent})["__typename"] == "Proposal"
    approve(SALMA, Proposal.get())
    assert Organization.get_by_id(row.id).extra == {str(one.number): "A"}


def test_proposed_values_clash_field_by_field(register: Register, abyan: Viewer) -> None:
    field("calledBy")
    other = field("members", "WHOLE")
    row = register.organization("NRA")
    sent = [{"key": "calledBy", "text": "B"}, {"key": "members", "number": 5}]
    assert _sent("organization", abyan, {"id": str(row.id), "extra": sent})["__typename"] == "Proposal"
    row = Organization.get_by_id(row.id)
    row.enter(name_of(other), 6)
    changes.save(SALMA, row)
    [clash] = clashes(Proposal.get())
    assert (clash.field, clash.now, clash.proposed) == (name_of(other), 6, 5)


def test_all_that_is_wrong_is_told_at_once_where_it_was_sent(register: Register, abyan: Viewer) -> None:
    lists: dict[str, Any] = {"choice_list": answers("WELL").id}
    for key, kind, values in (
        ("members", "WHOLE", {}), ("source", "CHOICE", lists), ("seenOn", "DAY", {}), ("share", "NUMBER", {}),
        ("partnerOf", "REFERENCE", {"reference_table": "organization"}), ("needed", "TEXT", {"is_required": True}),
    ):  # fmt: skip
        field(key, kind, **values)
    sent = [
        {"key": "members", "number": 2.5},
        {"key": "source", "codes": ["RIVER"]},
        {"key": "seenOn", "text": "2026-03-01"},
        {"key": "partnerOf", "record": "99999"},
        {"key": "members", "number": 3},
        {"key": "nothing", "text": "x"},
        {"key": "source2", "codes": ["WELL"]},
    ]
    answer = _sent("organization", ENGLISH_PORTAL, {"nameAr": "", "kind": "ASSOCIATION", "extra": sent})
    assert sorted(_told(answer), key=lambda told: told[1]) == [
        ("MISSING", "extra"),
        ("INVALID", "extra.0"),
        ("UNKNOWN_CODE", "extra.1"),
        ("INVALID", "extra.2.text"),
        ("NOT_FOUND", "extra.3.record"),
        ("TWICE", "extra.4.key"),
        ("UNKNOWN_FIELD", "extra.5.key"),
        ("UNKNOWN_FIELD", "extra.6.key"),
        ("NAME_MISSING", "nameAr"),
    ]
    told = {fault["field"]: fault["message"] for fault in answer["faults"]}
    assert told["extra"] == "“needed”: This field is required."
    assert told["extra.2.text"] == "Give “day” with the key “seenOn”, and nothing else."
    assert not Proposal.select().exists()


ENGLISH_PORTAL = Viewer(language="en", face="GRAPHQL", portal=portal().portal, name="portal")


@pytest.mark.parametrize("key", ["spokenFor", "inTrust", "drafted", "nothing"])
def test_a_field_that_portals_are_not_told_of_is_not_there_to_be_filled(
    register: Register, abyan: Viewer, key: str
) -> None:
    field("spokenFor", is_personal=True)
    field("inTrust", is_published=False)
    field("drafted", use_state="DRAFT")
    answer = _sent("organization", abyan, {**BODY, "extra": [{"key": key, "text": "x"}]})
    assert _told(answer) == [("UNKNOWN_FIELD", "extra.0.key")]
    assert key in answer["faults"][0]["message"]


def test_nothing_is_said_of_a_field_that_is_needed_and_kept_back(register: Register, abyan: Viewer) -> None:
    field("spokenFor", is_personal=True, is_required=True)
    answer = _sent("organization", abyan, BODY)
    assert _told(answer) == [("MISSING", "extra")]
    assert "spokenFor" not in str(answer)


def test_what_is_hidden_from_the_portal_is_referred_to_by_none(register: Register, abyan: Viewer) -> None:
    field("partnerOf", "REFERENCE", reference_table="organization")
    hidden = register.organization("HIDDEN", is_published=False)
    for row_id in (hidden.id, 99_999):
        answer = _sent("organization", abyan, {**BODY, "extra": [{"key": "partnerOf", "record": str(row_id)}]})
        assert _told(answer) == [("NOT_FOUND", "extra.0.record")]


def test_interventions_and_their_sites_take_own_fields(register: Register, abyan: Viewer) -> None:
    one, tank = field("metered", "YES_NO", "intervention"), field("tank", "WHOLE", "site", most=100)
    field("needed", table="site", is_required=True)
    site = {"area": "YE121121", "targeted": 5}
    work = {
        "organization": str(register.organization("NRA").id), "sector": "WSH", "titleEn": "Wells",
        "startsOn": "2026-03-01", "extra": [{"key": "metered", "yes": True}],
    }  # fmt: skip
    bad = [site | {"extra": [{"key": "tank", "number": 200}]}, site | {"area": "YE121001", "extra": [{"key": "tanks"}]}]
    assert set(_told(_sent("intervention", abyan, {**work, "sites": bad}))) >= {
        ("OUT_OF_RANGE", "sites.0.extra.0"), ("UNKNOWN_FIELD", "sites.1.extra.0.key"), ("MISSING", "sites.0.extra"),
    }  # fmt: skip
    alone = _sent("intervention", abyan, {**work, "sites": bad[:1]})
    assert set(_told(alone)) == {("OUT_OF_RANGE", "sites.0.extra.0"), ("MISSING", "sites.0.extra")}
    good = [site | {"extra": [{"key": "tank", "number": 7}, {"key": "needed", "text": "x"}]}]
    assert _sent("intervention", abyan, {**work, "sites": good})["__typename"] == "Proposal"
    approve(SALMA, Proposal.get())
    assert (Intervention.get().entered(name_of(one)), Site.get().entered(name_of(tank))) == (True, 7)


def test_rules_of_an_intervention_and_its_sites_are_told_with_all_else(register: Register, abyan: Viewer) -> None:
    for table in ("intervention", "site"):
        pair = field("level", "WHOLE", table), field("depth", "WHOLE", table)
        rule("{0} <= {1}", *pair)
    deep = [{"key": "level", "number": 5}, {"key": "depth", "number": 4}]
    unread = [{"key": "level", "number": 5}, {"key": "depth", "text": "4"}]
    place = {"area": "YE121121", "targeted": 5}
    work = {"organization": str(register.organization("NRA").id), "titleEn": "Wells", "startsOn": "2026-03-01"}
    sites = [{**place, "extra": deep}, {**place, "area": "YE121001", "extra": unread}]
    sent = {**work, "sector": "NONE", "extra": deep, "sites": sites}
    assert set(_told(_sent("intervention", abyan, sent))) >= {
        ("UNKNOWN_CODE", "sector"), ("RULE_BROKEN", "extra.0"), ("RULE_BROKEN", "sites.0.extra.0"),
        ("INVALID", "sites.1.extra.1.text"),
    }  # fmt: skip
    assert ("RULE_BROKEN", "sites.1.extra.0") not in _told(_sent("intervention", abyan, sent))
    sent = {**work, "sector": "WSH", "extra": deep, "sites": [{**place, "area": "YE121001", "extra": deep}]}
    assert _told(_sent("intervention", abyan, sent)) == [
        ("RULE_BROKEN", "extra.0"), ("RULE_BROKEN", "sites.0.extra.0")
    ]  # fmt: skip


def test_a_rule_over_what_could_not_be_entered_is_not_asked(register: Register, abyan: Viewer) -> None:
    level, depth = field("level", "WHOLE"), field("depth", "WHOLE")
    row = register.organization("NRA")
    for one, value in ((level, 1), (depth, 2)):
        row.enter(name_of(one), value)
    changes.save(SALMA, row)
    rule("{0} <= {1}", level, depth)
    sent = [{"key": "level", "number": 5}, {"key": "depth", "text": "9"}]
    assert _told(_sent("organization", abyan, {"id": str(row.id), "extra": sent})) == [("INVALID", "extra.1.text")]


def test_a_registration_is_told_all_that_is_wrong_with_it_at_once(register: Register, outbox: Outbox) -> None:
    rule("{0} <= {1}", field("level", "WHOLE"), field("depth", "WHOLE"))
    deep = [{"key": "level", "number": 5}, {"key": "depth", "number": 4}]
    given = {**BODY, "nameAr": "", "contactName": "", "contactEmail": "nowhere", "extra": deep}
    others = {("EMAIL_INVALID", "contactEmail"), ("MISSING", "contactName"), ("MISSING", "nameAr")}
    assert set(_told(_sent("registration", ENGLISH, given))) >= {*others, ("RULE_BROKEN", "extra.0")}
    unknown = {**given, "extra": [*deep, {"key": "none"}]}
    assert set(_told(_sent("registration", ENGLISH, unknown))) >= {*others, ("UNKNOWN_FIELD", "extra.2.key")}


def test_demands_and_commitments_take_own_fields(register: Register, abyan: Viewer) -> None:
    asked, offered = field("askedBy", table="demand"), field("vehicles", "WHOLE", "commitment")
    demand = {"area": "YE121121", "sector": "WSH", "titleEn": "A well", "raisedBy": "CITIZEN"}
    assert _sent("demand", abyan, {**demand, "extra": [{"key": "askedBy", "text": "Council"}]})["state"] == "WAITING"
    approve(SALMA, Proposal.get())
    assert Demand.get().entered(name_of(asked)) == "Council"
    item = register.item(register.plan(), "Pipes", required=100, unit="km")
    offer = {"item": str(item.id), "organization": str(register.organization("NRA").id)}
    assert _told(_sent("commitment", abyan, {**offer, "extra": [{"key": "vehicles", "number": 0.5}]})) == [
        ("INVALID", "extra.0")
    ]
    assert _sent("commitment", abyan, {**offer, "extra": [{"key": "vehicles", "number": 3}]})["state"] == "WAITING"
    approve(SALMA, Proposal.select().order_by(Proposal.id.desc()).get())
    assert Commitment.get().entered(name_of(offered)) == 3


def test_a_registration_takes_own_fields(register: Register, outbox: Outbox) -> None:
    one = field("licenceClass", is_required=True)
    given = {**BODY, "contactName": "Sara", "contactEmail": "sara@example.org"}
    assert _told(_sent("registration", ENGLISH, given)) == [("MISSING", "extra")]
    bad = _sent("registration", ENGLISH, {**given, "extra": [{"key": "licence", "text": "B"}]})
    assert _told(bad) == [("UNKNOWN_FIELD", "extra.0.key"), ("MISSING", "extra")]
    assert not Registration.select().exists()
    good = {**given, "extra": [{"key": "licenceClass", "text": "B"}]}
    assert _sent("registration", ENGLISH, good)["state"] == "UNCONFIRMED"
    assert name_of(one) in str(Proposal.get().steps)


def test_a_former_key_is_understood(register: Register, abyan: Viewer) -> None:
    one = field("licenceClass")
    one = FieldDefinition.get_by_id(one.id)
    one.key = "licenceKind"
    changes.save(SALMA, one)
    assert _sent("organization", abyan, {**BODY, "extra": [{"key": "licenceClass", "text": "B"}]})["state"] == "WAITING"


def test_what_is_sent_again_with_other_values_is_another_thing(register: Register, abyan: Viewer) -> None:
    field("licenceClass")
    given = {**BODY, "extra": [{"key": "licenceClass", "text": "B"}]}
    first = _sent("organization", abyan, given, key="k1")
    assert _sent("organization", abyan, given, key="k1") == first
    other = {**BODY, "extra": [{"key": "licenceClass", "text": "C"}]}
    assert _told(_sent("organization", abyan, other, key="k1"))[0][0] == "KEY_REUSED"
