"""What portals say about cases of duplication: messages, arrangements, answers; and every way in which they may not."""

from datetime import date, timedelta
from typing import Any

import pytest

from tansiq.cases.thread import MOST_MESSAGES
from tansiq.language.vocabulary import SCOPES
from tansiq.models import Arrangement, ArrangementAnswer, ArrangementStep, CaseMessage, Intervention, OverlapCase
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tests.api.all_questions import answered
from tests.api.schema_client import ask
from tests.people import SALMA, portal
from tests.register import Register
from tests.tansiq.cases.entered_cases import enter_case, stored, work

DEED = """{ __typename ... on Refusal { faults { code field message } } ... on OverlapDeed {
    case { id state } message { text organization { acronym } }
    arrangement { id kind state isByOfficer organization { acronym } lead { id } note answerBy
        steps { intervention { id } area { pcode } populationGroup { code } startsOn endsOn }
        answers { organization { acronym } reply note } } } }"""


def _mutation(name: str) -> str:
    kind = name[0].upper() + name[1:]
    return f"mutation ($input: {kind}Input!, $key: String) {{ {name}(input: $input, clientKey: $key) {DEED} }}"


def _do(viewer: Viewer, name: str, key: str | None = None, **given: Any) -> Any:
    [answer] = ask(_mutation(name), viewer, {"input": given, "key": key}).values()
    return answer


def _faults(answer: Any) -> list[tuple[str, str]]:
    assert answer["__typename"] == "Refusal", answer
    return [(fault["code"], fault["field"]) for fault in answer["faults"]]


@pytest.fixture
def works(register: Register) -> list[Intervention]:
    """Water by NRA and by ADR in Ja'ar."""
    return [work(register, "NRA"), work(register, "ADR")]


@pytest.fixture
def case(register: Register, works: list[Intervention]) -> OverlapCase:
    """They are one case."""
    return enter_case(register, *works)


@pytest.fixture
def nra(register: Register, case: OverlapCase) -> Viewer:
    """The portal of NRA."""
    return portal(organization_ids=(register.organization("NRA").id,))


@pytest.fixture
def adr(register: Register, case: OverlapCase) -> Viewer:
    """The portal of ADR."""
    return portal(organization_ids=(register.organization("ADR").id,))


def _arrange(viewer: Viewer, case: OverlapCase, **given: Any) -> Any:
    facts: dict[str, Any] = {"case": case.id, "kind": "COMPLEMENTARY"}
    return _do(viewer, "overlapArrange", **(facts | given))


def test_a_party_writes_and_the_case_is_in_contact(case: OverlapCase, nra: Viewer) -> None:
    done = _do(nra, "overlapMessage", case=case.id, text="We meet on Monday.")
    assert done["case"] == {"id": str(case.id), "state": "IN_CONTACT"}
    assert done["message"] == {"text": "We meet on Monday.", "organization": {"acronym": "NRA"}}
    assert done["arrangement"] is None


def test_a_portal_of_an_area_says_for_which_organisation_it_writes(register: Register, case: OverlapCase) -> None:
    ministry = portal(register.areas["YE12"].id)
    assert _faults(_do(ministry, "overlapMessage", case=case.id, text="We meet.")) == [("MISSING", "organization")]
    adr = register.organization("ADR").id
    done = _do(ministry, "overlapMessage", case=case.id, text="We meet.", organization=adr)
    assert done["message"]["organization"] == {"acronym": "ADR"}


def test_nobody_writes_for_others(register: Register, case: OverlapCase, nra: Viewer) -> None:
    other = register.organization("BKC").id
    for organization in (register.organization("ADR").id, other, 99_999_999, "x", -1):
        refused = _do(nra, "overlapMessage", case=case.id, text="We meet.", organization=organization)
        assert _faults(refused) == [("FORBIDDEN", "organization")]
    outsider = portal(organization_ids=(other,))
    assert _faults(_do(outsider, "overlapMessage", case=case.id, text="We meet.")) == [("NOT_FOUND", "case")]
    assert CaseMessage.select().count() == 0


def test_what_is_written_has_a_text_and_an_end(case: OverlapCase, nra: Viewer) -> None:
    for text, code in ((" ", "TEXT_MISSING"), ("x" * 4_001, "TOO_LONG")):
        assert _faults(_do(nra, "overlapMessage", case=case.id, text=text)) == [(code, "text")]


def test_a_portal_that_writes_without_end_is_stopped(case: OverlapCase, nra: Viewer) -> None:
    for number in range(MOST_MESSAGES):
        assert _do(nra, "overlapMessage", case=case.id, text=f"{number}")["__typename"] == "OverlapDeed"
    assert _faults(_do(nra, "overlapMessage", case=case.id, text="More")) == [("TOO_MANY_MESSAGES", "")]


def test_what_is_sent_twice_with_its_key_is_said_once(case: OverlapCase, nra: Viewer, adr: Viewer) -> None:
    sent = [_do(nra, "overlapMessage", "k1", case=case.id, text="We meet.") for _ in range(2)]
    assert sent[0] == sent[1]
    assert CaseMessage.select().count() == 1
    assert _faults(_do(nra, "overlapMessage", "k1", case=case.id, text="We part.")) == [("KEY_REUSED", "clientKey")]
    proposed = [_do(nra, "overlapArrange", "k2", case=case.id, kind="COMPLEMENTARY") for _ in range(2)]
    assert proposed[0] == proposed[1]
    assert Arrangement.select().count() == 1
    row_id = proposed[0]["arrangement"]["id"]
    given = {"arrangement": row_id, "reply": "OBJECT", "note": "No."}
    objected = [_do(adr, "overlapAnswer", "k3", **given) for _ in range(2)]
    assert objected[0] == objected[1]
    assert ArrangementAnswer.select().where(ArrangementAnswer.reply == "OBJECT").count() == 1


def test_who_proposes_has_agreed_and_the_others_answer(
    register: Register, works: list[Intervention], case: OverlapCase, nra: Viewer, adr: Viewer
) -> None:
    steps = [{"intervention": works[1].id, "area": "YE121122"}]
    done = _arrange(adr, case, kind="MOVE", steps=steps, note="As spoken of.", answerBy=str(clock.today()))
    told = done["arrangement"]
    assert (done["case"]["state"], told["state"], told["isByOfficer"]) == ("IN_CONTACT", "PROPOSED", False)
    assert (told["organization"]["acronym"], told["note"], told["answerBy"]) == (
        "ADR", "As spoken of.", str(clock.today()))  # fmt: skip
    assert [(step["intervention"]["id"], step["area"]["pcode"]) for step in told["steps"]] == [
        (str(works[1].id), "YE121122")]  # fmt: skip
    assert [answer["reply"] for answer in told["answers"]] == ["AGREE"]

    refused = _do(nra, "overlapAnswer", arrangement=told["id"], reply="OBJECT")
    assert _faults(refused) == [("REASON_MISSING", "note")]
    objected = _do(nra, "overlapAnswer", arrangement=told["id"], reply="OBJECT", note="It is too far.")
    assert objected["arrangement"]["state"] == "OBJECTED"
    agreed = _do(nra, "overlapAnswer", arrangement=told["id"], reply="AGREE")
    assert (agreed["arrangement"]["state"], agreed["case"]["state"]) == ("AGREED", "AGREED")
    late = _do(nra, "overlapAnswer", arrangement=told["id"], reply="AGREE")
    assert [code for code, _field in _faults(late)] == ["NOT_OPEN"]


def test_every_kind_of_step_is_understood(
    register: Register, works: list[Intervention], case: OverlapCase, adr: Viewer
) -> None:
    mine = works[1].id
    everybody = portal()
    adr_id = register.organization("ADR").id
    dates = {"startsOn": "2026-06-01", "endsOn": "2026-06-30"}
    for kind, step in (("DATES", dates), ("GROUPS", {"populationGroup": "IDP"}), ("WITHDRAW", {})):
        told = _arrange(adr, case, kind=kind, steps=[{"intervention": mine, **step}])["arrangement"]
        empty = dict.fromkeys(("startsOn", "endsOn", "area", "populationGroup"))
        given = {name: {"code": value} if name == "populationGroup" else value for name, value in step.items()}
        assert told["steps"] == [{"intervention": {"id": str(mine)}, **empty, **given}]
    led = _arrange(everybody, case, kind="SAME_PROJECT", lead=works[0].id, organization=adr_id,
                   steps=[{"intervention": mine}])  # fmt: skip
    assert led["arrangement"]["lead"] == {"id": str(works[0].id)}


def test_what_is_wrong_is_told_at_its_place(register: Register, works: list[Intervention], case: OverlapCase) -> None:
    everybody = portal()
    adr = {"organization": register.organization("ADR").id}
    other = work(register, "BKC", "YE1927")
    mine = works[1].id

    def faults(**given: Any) -> list[tuple[str, str]]:
        return _faults(_arrange(everybody, case, **(adr | given)))

    assert faults(kind="MOVE") == [("MISSING", "steps")]
    unknown = [{"intervention": 99_999_999, "area": "NOWHERE"}, {"intervention": mine, "populationGroup": "XYZ"}]
    assert faults(kind="MOVE", steps=unknown, lead="x") == [
        ("NOT_FOUND", "steps.0.intervention"), ("NOT_FOUND", "steps.0.area"),
        ("UNKNOWN_CODE", "steps.1.populationGroup"), ("NOT_FOUND", "lead"),
    ]  # fmt: skip
    assert faults(kind="WITHDRAW", steps=[{"intervention": other.id}]) == [("NO_MEMBER", "steps.0.intervention")]
    assert faults(kind="MOVE", steps=[{"intervention": mine, "area": "YE121121"}]) == [("SAME_PLACE", "steps.0.area")]
    assert faults(kind="GROUPS", steps=[{"intervention": mine}]) == [("MISSING", "steps.0.populationGroup")]
    assert faults(kind="SAME_PROJECT")[0] == ("MISSING", "lead")
    assert faults(answerBy=str(clock.today() - timedelta(days=1))) == [("DAY_PASSED", "answerBy")]
    assert Arrangement.select().count() == ArrangementStep.select().count() == 0


def test_nobody_answers_after_the_last_day(case: OverlapCase, nra: Viewer, adr: Viewer) -> None:
    told = _arrange(adr, case)["arrangement"]
    Arrangement.update(answer_by=date(2026, 1, 1)).where(Arrangement.id == told["id"]).execute()
    assert _faults(_do(nra, "overlapAnswer", arrangement=told["id"], reply="AGREE")) == [("TOO_LATE", "")]


def test_what_changes_nothing_settles_the_case_once_all_agree(case: OverlapCase, nra: Viewer, adr: Viewer) -> None:
    told = _arrange(adr, case, kind="NOT_SAME")["arrangement"]
    done = _do(nra, "overlapAnswer", arrangement=told["id"], reply="AGREE")
    assert (done["arrangement"]["state"], done["case"]["state"]) == ("CARRIED_OUT", "DISMISSED")
    assert stored(case).settled_as == "NOT_SAME"


def test_what_is_arranged_within_the_limits_of_an_area_names_nothing_outside(
    register: Register, works: list[Intervention], case: OverlapCase
) -> None:
    abyan = portal(register.areas["YE12"].id)
    step = {"intervention": works[1].id, "area": "YE1927"}
    refused = _arrange(abyan, case, kind="MOVE", steps=[step], organization=register.organization("ADR").id)
    assert _faults(refused) == [("NOT_FOUND", "steps.0.area")]


MUTATIONS = {
    "overlapMessage": {"case": "1", "text": "We meet."},
    "overlapArrange": {"case": "1", "kind": "COMPLEMENTARY"},
    "overlapAnswer": {"arrangement": "1", "reply": "AGREE"},
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_who_may_not_write_says_nothing(register: Register, case: OverlapCase, name: str) -> None:
    given = ", ".join(
        f'{key}: "{value}"' if key not in ("kind", "reply") else f"{key}: {value}"
        for key, value in MUTATIONS[name].items()
    )
    query = f"mutation {{ {name}(input: {{ {given} }}) {{ __typename }} }}"
    without = portal(scopes=tuple(code for code in SCOPES.codes if code != "duplication:write"))
    for viewer, code in ((without, "SCOPE_MISSING"), (Viewer(face="GRAPHQL"), "TOKEN_NEEDED")):
        [error] = answered(query, viewer)["errors"]
        assert error["extensions"]["code"] == code


def test_a_portal_that_does_not_read_cases_finds_none(case: OverlapCase) -> None:
    blind = portal(scopes=("duplication:write", "registry:read"))
    assert _faults(_do(blind, "overlapMessage", case=case.id, text="We meet.")) == [("NOT_FOUND", "case")]


def test_an_archived_arrangement_is_not_there(case: OverlapCase, nra: Viewer, adr: Viewer) -> None:
    told = _arrange(adr, case)["arrangement"]
    changes.archive(SALMA, Arrangement.get_by_id(told["id"]))
    assert _faults(_do(nra, "overlapAnswer", arrangement=told["id"], reply="AGREE")) == [("NOT_FOUND", "arrangement")]
