"""Cases of duplication, over GraphQL: what is told of one, how lists are narrowed and cut, and who is told nothing."""

from datetime import date, datetime
from typing import Any

import pytest

from tansiq.cases.deciding import decide_case
from tansiq.cases.upkeep import keep_up
from tansiq.language.vocabulary import SCOPES
from tansiq.models import CaseMember, CaseMessage, OverlapCase
from tansiq.records import changes
from tests.api.portal import Portal, body
from tests.api.portal_clients import enter_client, token_of
from tests.api.rows_of_cases import enter_arrangement, enter_case, enter_messages
from tests.api.schema_client import ask
from tests.people import SALMA
from tests.people import portal as portal_of
from tests.register import Register

AGAIN = '[{"intervention": null, "what": "again"}]'
DAY = date(2026, 3, 2)
"""A day on which they work."""
CASE = """query ($id: ID!) { overlapCase(id: $id) {
  state area { pcode } sector { code } openedOn dueOn settledOn settledAs endedOn end joinedInto { id } score
  overlapsFrom overlapsTo organizationCount interventionCount
  interventions { id title organization { acronym } }
  overlaps { score reason(language: EN) first { id } second { id } firstOrganization { acronym } }
  ar: returnedBecause(language: AR) en: returnedBecause(language: EN) own: returnedBecause
  messages { organization { acronym } isByOfficer text }
  arrangements { kind state organization { acronym } isByOfficer lead { id } note answerBy
    steps { intervention { id } area { pcode } populationGroup { code } startsOn endsOn }
    answers { organization { acronym } reply note isRecorded } } } }"""
LIST = """query ($first: Int! = 50, $after: String, $state: [OverlapCaseState!], $sectors: [String!], $within: String,
    $organizations: [ID!], $changedSince: DateTime, $isEndedToo: Boolean! = false,
    $orderBy: OverlapCaseOrder! = SCORE) {
  overlapCases(first: $first, after: $after, state: $state, sectors: $sectors, within: $within, isEndedToo: $isEndedToo
      organizations: $organizations, changedSince: $changedSince, orderBy: $orderBy) {
    totalCount pageInfo { hasNextPage endCursor } edges { node { id } } } }"""
EVERYTHING = """{ overlapCases(first: 100) { edges { node { id area { pcode } sector { code } returnedBecause
  interventions { title organization { acronym } } overlaps { reason first { title } second { title } }
  messages { text organization { acronym } } joinedInto { id }
  arrangements { steps { intervention { title } area { pcode } } answers { organization { acronym } } } } } } }"""


@pytest.fixture
def khanfar(register: Register) -> Register:
    """Three organisations bring water to Ja'ar at the same time: a case, as the program finds it."""
    for acronym in ("NRA", "ADR", "BKC"):
        register.site(register.intervention(acronym), "YE121121")
    keep_up(DAY)
    return register


@pytest.fixture
def reader(portal: Portal) -> Portal:
    """A portal that may ask for everything."""
    portal.headers |= token_of(enter_client())
    return portal


def _ids(reader: Portal, **asked: Any) -> list[int]:
    found = reader.data(LIST, **asked)["overlapCases"]
    ids = [int(edge["node"]["id"]) for edge in found["edges"]]
    assert found["totalCount"] >= len(ids)
    return ids


def test_a_case_is_told_as_the_program_found_it(reader: Portal, khanfar: Register) -> None:
    [case] = OverlapCase.select()
    told = reader.data(CASE, id=case.id)["overlapCase"]
    assert (told["state"], told["area"]["pcode"], told["sector"]["code"]) == ("OPEN", "YE121121", "WSH")
    assert (told["overlapsFrom"], told["overlapsTo"]) == ("2026-03-01", "2026-03-31")
    assert (told["organizationCount"], told["interventionCount"]) == (3, 3)
    assert [work["organization"]["acronym"] for work in told["interventions"]] == ["NRA", "ADR", "BKC"]
    assert told["score"] == case.points / 10_000 == max(pair["score"] for pair in told["overlaps"])
    ids = [work["id"] for work in told["interventions"]]
    pairs = [(pair["first"]["id"], pair["second"]["id"]) for pair in told["overlaps"]]
    assert sorted(pairs) == sorted([(ids[0], ids[1]), (ids[0], ids[2]), (ids[1], ids[2])])
    assert "Ja'ar" in told["overlaps"][0]["reason"]
    assert [told[name] for name in ("dueOn", "settledOn", "settledAs", "endedOn", "end", "joinedInto")] == [None] * 6


def test_a_decided_pair_is_told_with_its_case_too(reader: Portal, khanfar: Register) -> None:
    [case] = OverlapCase.select()
    decide_case(SALMA, case, "COMPLEMENTARY", "Both are needed.")
    told = reader.data(CASE, id=case.id)["overlapCase"]
    assert (told["state"], told["settledAs"], len(told["overlaps"])) == ("SETTLED", "COMPLEMENTARY", 3)
    assert "Both are needed" not in str(told)


def test_why_it_returned_is_told_in_the_language_asked_for(reader: Portal, khanfar: Register) -> None:
    [case] = OverlapCase.select()
    decide_case(SALMA, case, "COMPLEMENTARY")
    work = CaseMember.select().order_by(CaseMember.id).first().intervention
    work.ends_on = date(2026, 3, 30)
    changes.save(SALMA, work)
    keep_up(DAY)
    told = reader.data(CASE, id=case.id)["overlapCase"]
    assert told["state"] == "RETURNED"
    assert told["en"] == told["own"] == ["The last day of “NRA WSH” was 31 March 2026 and is 30 March 2026."]
    assert "NRA WSH" in told["ar"][0]
    assert told["ar"] != told["en"]
    decide_case(SALMA, OverlapCase.get(), "COMPLEMENTARY")
    told = reader.data(CASE, id=case.id)["overlapCase"]
    assert (told["state"], told["own"]) == ("SETTLED", [])


def test_who_left_takes_part_no_more_and_an_answer_that_is_kept_is_told_anew(reader: Portal, khanfar: Register) -> None:
    [case] = OverlapCase.select()
    before = reader.ask(CASE, id=case.id)
    work = CaseMember.select().order_by(CaseMember.id).first().intervention
    work.status = "CANCELLED"
    changes.save(SALMA, work)
    keep_up(DAY)
    after = reader.ask(CASE, id=case.id)
    assert before.headers["ETag"] != after.headers["ETag"]
    told = body(after)["data"]["overlapCase"]
    assert [work["organization"]["acronym"] for work in told["interventions"]] == ["ADR", "BKC"]
    assert len(told["overlaps"]) == 1


def test_what_is_written_and_arranged_is_told_without_the_name_of_anybody(reader: Portal, register: Register) -> None:
    works = [register.intervention(acronym) for acronym in ("NRA", "ADR", "BKC")]
    case = enter_case(register, works)
    shown, hidden = (register.organization(acronym) for acronym in ("NRA", "ADR"))
    enter_messages(case, (shown, hidden))
    enter_arrangement(register, case, works, (shown, hidden))
    told = reader.data(CASE, id=case.id)["overlapCase"]
    by = [(one["organization"] and one["organization"]["acronym"], one["isByOfficer"]) for one in told["messages"]]
    assert by == [("NRA", False), ("ADR", False), (None, True)]
    move, kept = told["arrangements"]
    assert (move["kind"], move["organization"]["acronym"], move["answerBy"]) == ("MOVE", "ADR", "2026-04-01")
    assert [step["area"] and step["area"]["pcode"] for step in move["steps"]] == ["YE121122", "YE1210", None]
    assert [(one["organization"]["acronym"], one["reply"]) for one in move["answers"]] == [
        ("NRA", "AGREE"), ("ADR", "OBJECT"),
    ]  # fmt: skip
    assert (kept["kind"], kept["isByOfficer"], kept["steps"]) == ("COMPLEMENTARY", True, [])
    assert "SECRET" not in str(told)


def test_messages_are_asked_for_behind_the_last_one(reader: Portal, khanfar: Register) -> None:
    [case] = OverlapCase.select()
    ids = [changes.save(SALMA, CaseMessage(case=case.id, text=f"Message {place}")).id for place in range(3)]
    query = "query ($id: ID!, $after: ID) { overlapCase(id: $id) { messages(after: $after) { id } } }"
    for after, expected in ((None, ids), (ids[0], ids[1:]), (ids[2], []), ("x", ids)):
        told = reader.data(query, id=case.id, after=after)["overlapCase"]["messages"]
        assert [int(one["id"]) for one in told] == expected


def test_lists_hold_what_still_overlaps_the_highest_score_first(reader: Portal, register: Register) -> None:
    works = [register.intervention("NRA"), register.intervention("ADR")]
    low, high, other = (enter_case(register, works, points=points) for points in (3000, 9000, 5000))
    ended = enter_case(register, works, ended_on=date(2026, 3, 9), end_kind="OVER", points=9999)
    away = enter_case(
        register, [register.intervention("BKC")], "YE1927", points=100, sector=register.sectors["HEA"].id,
        case_state="DISMISSED",
    )  # fmt: skip
    assert _ids(reader) == [high.id, other.id, low.id, away.id]
    assert _ids(reader, isEndedToo=True)[0] == ended.id
    assert (
        _ids(reader, within="YE19") == _ids(reader, sectors=["HEA"]) == _ids(reader, state=["DISMISSED"]) == [away.id]
    )
    assert _ids(reader, state=[]) == []
    assert _ids(reader, organizations=[register.organizations["BKC"].id, "x"]) == [away.id]
    assert _ids(reader, organizations=["x"]) == []


def test_what_changed_is_followed_in_the_order_in_which_it_changed(reader: Portal, register: Register) -> None:
    works = [register.intervention("NRA"), register.intervention("ADR")]
    cases = [enter_case(register, works) for _ in range(3)]
    for case, day in zip(cases, (3, 1, 2), strict=True):
        OverlapCase.update(changed_at=datetime(2026, 3, day, 12)).where(OverlapCase.id == case.id).execute()  # noqa: DTZ001  As it is stored.
    since = "2026-03-02T15:00:00.5+03:00"
    assert _ids(reader, orderBy="CHANGED_AT") == [cases[1].id, cases[2].id, cases[0].id]
    assert _ids(reader, orderBy="CHANGED_AT", changedSince=since) == [cases[2].id, cases[0].id]
    assert _ids(reader, changedSince="2026-03-02T12:00:01Z") == [cases[0].id]
    assert len(_ids(reader, changedSince="0001-01-01T00:00:00+14:00")) == 3


def test_pages_hold_every_case_once(reader: Portal, register: Register) -> None:
    works = [register.intervention("NRA"), register.intervention("ADR")]
    for number in range(5):
        enter_case(register, works, points=4000 + number % 2)
    for order in ("SCORE", "CHANGED_AT"):
        found: list[str] = []
        after, has_next = None, True
        while has_next:
            page = reader.data(LIST, first=2, after=after, orderBy=order)["overlapCases"]
            found += [edge["node"]["id"] for edge in page["edges"]]
            after, has_next = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
        assert len(found) == len(set(found)) == 5


def test_forty_cases_cost_no_more_statements_than_four(reader: Portal, register: Register) -> None:
    works = [register.intervention(acronym) for acronym in ("NRA", "ADR", "BKC")]
    for work in works:
        register.site(work, "YE121121")
    asked: list[int] = []
    for count in (4, 40):
        while OverlapCase.select().count() < count:
            case = enter_case(register, works, case_state="RETURNED", returned_because=AGAIN)
            enter_messages(case, (register.organizations["NRA"], register.organizations["ADR"]))
            enter_arrangement(register, case, works, (register.organizations["NRA"], register.organizations["ADR"]))
        reader.data(EVERYTHING)
        changes.save(SALMA, OverlapCase.get())
        nodes = [edge["node"] for edge in reader.data(EVERYTHING)["overlapCases"]["edges"]]
        assert len(nodes) == count
        assert all(len(node["overlaps"]) == len(node["interventions"]) == 3 for node in nodes)
        asked.append(len(reader.statements))
    assert asked[1] <= asked[0]


def test_counting_takes_no_statement_where_it_is_not_asked_for(reader: Portal, khanfar: Register) -> None:
    told = reader.data("{ overlapCases { edges { node { id } } } }")
    assert len(told["overlapCases"]["edges"]) == 1
    assert not [one for one in reader.statements if "COUNT" in one]


@pytest.mark.parametrize(
    ("asked", "code", "field"),
    [
        ({"within": "YE99"}, "NOT_FOUND", "within"),
        ({"sectors": ["X"]}, "UNKNOWN_CODE", "sectors"),
        ({"first": 0}, "OUT_OF_RANGE", "first"),
        ({"after": "x"}, "BAD_CURSOR", "after"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_its_field(
    reader: Portal, khanfar: Register, asked: dict[str, Any], code: str, field: str
) -> None:
    [error] = body(reader.ask(LIST, **asked))["errors"]
    assert (error["extensions"]["code"], error["extensions"]["field"]) == (code, field)


def test_nobody_is_told_of_cases_without_a_token(portal: Portal, khanfar: Register) -> None:
    [case] = OverlapCase.select()
    assert portal.data(LIST)["overlapCases"]["totalCount"] == 0
    assert portal.data(CASE, id=case.id)["overlapCase"] is None


def test_a_portal_is_told_of_the_cases_within_its_limits(khanfar: Register) -> None:
    [case] = OverlapCase.select()
    other = enter_case(khanfar, [khanfar.intervention("XYZ")], "YE1927")
    organizations = khanfar.organizations
    seen = {
        "all": (portal_of(), [case.id, other.id]),
        "area": (portal_of(khanfar.areas["YE12"].id), [case.id]),
        "party": (portal_of(organization_ids=(organizations["ADR"].id,)), [case.id]),
        "outsider": (portal_of(organization_ids=(khanfar.organization("QRS").id,)), []),
        "without the scope to read": (portal_of(scopes=("duplication:read",)), [case.id, other.id]),
    }
    for who, (viewer, expected) in seen.items():
        found = ask("{ overlapCases { edges { node { id } } } }", viewer)["overlapCases"]["edges"]
        assert sorted(int(edge["node"]["id"]) for edge in found) == expected, who


def test_without_the_scope_for_records_it_tells_no_names(khanfar: Register) -> None:
    [case] = OverlapCase.select()
    for scopes in (("duplication:read",), SCOPES.codes):
        viewer = portal_of(khanfar.areas["YE12"].id, scopes=scopes)
        told = ask(CASE, viewer, {"id": case.id})["overlapCase"]
        assert (told["organizationCount"], len(told["overlaps"])) == (3, 3)
        assert len(told["interventions"]) == (3 if "registry:read" in scopes else 0)
        is_named = [pair["firstOrganization"] is not None for pair in told["overlaps"]]
        assert is_named == ["registry:read" in scopes] * 3
