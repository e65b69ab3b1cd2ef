"""Khanfar, as portals live a case of duplication: three bring water to one settlement, and one of them moves.

one case -> a thread -> an arrangement towards a gap that was offered -> all agree -> approved -> coverage as foretold
         -> a progress report does not open it again; other days do, and say so
"""

from datetime import timedelta
from typing import Any

import pytest

from tansiq.cases.upkeep import keep_up
from tansiq.models import Arrangement, Intervention, Proposal, Site
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer
from tansiq.proposals.reviewing import approve
from tests.api.schema_client import ask
from tests.people import officer, portal
from tests.register import Register

DONE = """{ __typename ... on Refusal { faults { code field message } }
    ... on OverlapDeed { case { state } arrangement { id state } } }"""
CASES = """{ overlapCases(within: "YE1211", state: [OPEN]) { totalCount edges { node { id organizationCount
    area { pcode } interventions { id organization { acronym } } overlaps { first { id } second { id } } } } } }"""
CASE = """query ($id: ID!) { overlapCase(id: $id) { state endedOn settledOn organizationCount returnedBecause
    messages { organization { acronym } text } arrangements { state answers { organization { acronym } reply } } } }"""
GAPS = """query ($input: InterventionInput!) { checkIntervention(input: $input) {
    overlaps { first { organization { acronym } } second { organization { acronym } } }
    gaps { area { pcode } peopleUncovered } } }"""
COVERAGE = """{ coverage(within: "YE1211", level: SUBDISTRICT, sectors: ["WSH"]) {
    cells { area { pcode } peopleInNeed peopleTargeted targetedOfNeedRatio } } }"""
CHANGE = """mutation ($input: InterventionInput!) { interventionPropose(input: $input) {
    __typename ... on Proposal { id } ... on Refusal { faults { code field } } } }"""


def _day(after: int) -> Any:
    return clock.today() + timedelta(after)


@pytest.fixture
def works(register: Register) -> dict[str, Intervention]:
    """By acronym: water of three organisations for Ja'ar; in al-Kawd 4,000 people need some, and nobody comes."""
    register.need("YE121121", "WSH", 3_000)
    register.need("YE121122", "WSH", 4_000)
    found = {}
    for acronym, people in (("NRA", 2_600), ("ADR", 2_400), ("BKC", 1_800)):
        found[acronym] = register.intervention(acronym, starts_on=_day(-5), ends_on=_day(20))
        register.site(found[acronym], "YE121121", targeted=people)
    keep_up()
    return found


@pytest.fixture
def portals(register: Register, works: dict[str, Intervention]) -> dict[str, Viewer]:
    """By acronym: the portals of the three organisations."""
    return {acronym: portal(organization_ids=(register.organization(acronym).id,)) for acronym in works}


@pytest.fixture
def abyan(register: Register) -> Viewer:
    """The portal of the ministry for Abyan, which reads all of it."""
    return portal(register.areas["YE12"].id)


def _do(viewer: Viewer, name: str, **given: Any) -> Any:
    kind = name[0].upper() + name[1:]
    query = f"mutation ($input: {kind}Input!) {{ {name}(input: $input) {DONE} }}"
    done = ask(query, viewer, {"input": given})[name]
    assert done["__typename"] == "OverlapDeed", done
    return done


def _covered(abyan: Viewer) -> dict[str, dict[str, Any]]:
    """By P-code: the cell of coverage."""
    return {cell["area"]["pcode"]: cell for cell in ask(COVERAGE, abyan)["coverage"]["cells"]}


def _approved_change(register: Register, viewer: Viewer, **given: Any) -> None:
    """What a portal proposes about an intervention is approved, and the cases follow."""
    answer = ask(CHANGE, viewer, {"input": given})["interventionPropose"]
    assert answer["__typename"] == "Proposal", answer
    approve(officer(register.areas["YE12"].id), Proposal.get_by_id(answer["id"]))
    keep_up()


def test_what_three_do_in_one_place_is_arranged_by_their_portals(
    register: Register, works: dict[str, Intervention], portals: dict[str, Viewer], abyan: Viewer
) -> None:
    case = _one_case_of_all_three(works, portals, abyan)
    _do(portals["NRA"], "overlapMessage", case=case, text="Who of us can go elsewhere?")
    _do(portals["ADR"], "overlapMessage", case=case, text="We can.")

    place, uncovered = _offered_place(works["ADR"], abyan, {"NRA", "BKC"})
    before = _covered(abyan)
    row_id = _all_agree(case, portals, works["ADR"], place)
    assert _covered(abyan) == before, "nothing is changed before an officer approves it"
    approve(officer(register.areas["YE12"].id), Proposal.get_by_id(Arrangement.get_by_id(row_id).proposal_id))
    keep_up()

    after = _covered(abyan)
    assert (before[place]["peopleInNeed"], before[place]["peopleTargeted"], uncovered) == (4_000, None, 4_000)
    assert (after[place]["peopleTargeted"], after[place]["targetedOfNeedRatio"]) == (2_400, 0.6)
    assert _offered_place(works["NRA"], abyan, {"BKC"}) == (place, 4_000 - 2_400)
    told = ask(CASE, portals["BKC"], {"id": case})["overlapCase"]
    assert (told["state"], told["arrangements"][0]["state"]) == ("IN_CONTACT", "CARRIED_OUT")
    _the_others_are_both_needed(case, portals)
    _other_days_alone_open_it_again(register, case, works["NRA"], portals["NRA"])


def _one_case_of_all_three(works: dict[str, Intervention], portals: dict[str, Viewer], abyan: Viewer) -> str:
    """Every portal finds the one case; the ministry's tells who takes part, that of a party its own work."""
    for viewer, seen in ((abyan, sorted(works)), (portals["ADR"], ["ADR"])):
        found = ask(CASES, viewer)["overlapCases"]
        assert found["totalCount"] == 1
        node = found["edges"][0]["node"]
        assert (node["area"]["pcode"], node["organizationCount"]) == ("YE121121", 3)
        assert sorted(work["organization"]["acronym"] for work in node["interventions"]) == seen
    assert len(ask(CASES, abyan)["overlapCases"]["edges"][0]["node"]["overlaps"]) == 3
    return str(node["id"])


def _offered_place(work: Intervention, abyan: Viewer, beside: set[str]) -> tuple[str, int]:
    """Where people in need are not covered, as it is told of the intervention; and how many."""
    found = ask(GAPS, abyan, {"input": {"id": work.id}})["checkIntervention"]
    sides = [pair[side]["organization"]["acronym"] for pair in found["overlaps"] for side in ("first", "second")]
    assert {*sides} == beside | {work.organization.acronym}
    [gap] = found["gaps"]
    return gap["area"]["pcode"], gap["peopleUncovered"]


def _all_agree(case: str, portals: dict[str, Viewer], work: Intervention, place: str) -> str:
    steps = [{"intervention": work.id, "area": place}]
    done = _do(portals["ADR"], "overlapArrange", case=case, kind="MOVE", steps=steps, note="As spoken of.")
    row_id = str(done["arrangement"]["id"])
    first = _do(portals["NRA"], "overlapAnswer", arrangement=row_id, reply="AGREE")
    assert (first["case"]["state"], first["arrangement"]["state"]) == ("IN_CONTACT", "PROPOSED")
    last = _do(portals["BKC"], "overlapAnswer", arrangement=row_id, reply="AGREE")
    assert (last["case"]["state"], last["arrangement"]["state"]) == ("AGREED", "AGREED")
    told = ask(CASE, portals["BKC"], {"id": case})["overlapCase"]
    assert [message["text"] for message in told["messages"]] == ["Who of us can go elsewhere?", "We can."]
    assert [answer["reply"] for answer in told["arrangements"][0]["answers"]] == ["AGREE"] * 3
    return row_id


def _the_others_are_both_needed(case: str, portals: dict[str, Viewer]) -> None:
    """Two are left, which agree that nothing of theirs is to change."""
    done = _do(portals["NRA"], "overlapArrange", case=case, kind="COMPLEMENTARY")
    last = _do(portals["BKC"], "overlapAnswer", arrangement=done["arrangement"]["id"], reply="AGREE")
    assert last["case"]["state"] == "SETTLED"


def _other_days_alone_open_it_again(register: Register, case: str, work: Intervention, nra: Viewer) -> None:
    site = Site.get(Site.intervention == work.id)
    reached = {"number": site.number, "area": "YE121121", "targeted": site.targeted, "reached": 1_200}
    _approved_change(register, nra, id=work.id, sites=[reached], titleEn="Water of NRA")
    assert ask(CASE, nra, {"id": case})["overlapCase"]["state"] == "SETTLED"
    _approved_change(register, nra, id=work.id, endsOn=str(_day(15)))
    told = ask(CASE, nra, {"id": case})["overlapCase"]
    assert told["state"] == "RETURNED"
    [reason] = told["returnedBecause"]
    assert "Water of NRA" in reason
