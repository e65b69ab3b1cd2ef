"""Two who work at one case in the same moment: nothing is done twice, and nothing that somebody said is lost."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from tansiq.accounts.people import Rights, enter_person
from tansiq.cases.arranging import Step, arrange, reply
from tansiq.cases.deciding import decide_case
from tansiq.cases.thread import write
from tansiq.faults import Refused
from tansiq.models import Account, Arrangement, CaseMember, CaseMessage, OverlapCase, OverlapDecision, Proposal
from tansiq.policy.viewer import Viewer
from tansiq.records.transactions import again
from tests.conftest import Committed
from tests.people import SALMA, officer, partner
from tests.register import Register
from tests.tansiq.cases.entered_cases import enter_case, stored, work
from tests.tansiq.records.test_transactions import at_once


def _with_account(viewer: Viewer, name: str) -> Viewer:
    account = Account(email=f"{name.lower()}@example.org", name=name)
    enter_person(SALMA, account, None, Rights(viewer.roles, viewer.area_ids, viewer.organization_ids))
    return replace(viewer, account_id=account.id, name=name)


def _party(register: Register, acronym: str) -> Viewer:
    return _with_account(partner(acronym, register.organization(acronym).id), acronym)


def _case(register: Register) -> OverlapCase:
    return enter_case(register, work(register, "NRA"), work(register, "ADR"))


def _noting(codes: list[str], deed: Callable[[], object]) -> Callable[[], None]:
    """The deed, done again where the database takes it back for another; what it is refused for is noted."""

    def do() -> None:
        try:
            again(deed)
            codes.append("")
        except Refused as refusal:
            codes.append(refusal.code)

    return do


def test_of_two_officers_who_decide_at_once_one_is_told(committed: Committed) -> None:
    register = committed.register
    case, abyan = _case(register), register.areas["YE12"].id
    officers = [_with_account(officer(abyan), name) for name in ("Nadia", "Salim")]
    codes: list[str] = []
    seen = [stored(case) for _ in officers]
    deeds = [
        lambda who=who, row=row, decision=decision: decide_case(who, row, decision)
        for who, row, decision in zip(officers, seen, ("COMPLEMENTARY", "DUPLICATE"), strict=True)
    ]
    at_once(*(_noting(codes, deed) for deed in deeds))
    assert sorted(codes) == ["", "CHANGED_MEANWHILE"]
    assert OverlapDecision.select().count() == 1
    assert OverlapDecision.get().decision == stored(case).settled_as


def test_of_parties_who_agree_at_once_one_brings_about_the_proposal(committed: Committed) -> None:
    register = committed.register
    case, abyan = _case(register), register.areas["YE12"].id
    nadia, parties = _with_account(officer(abyan), "Nadia"), [_party(register, name) for name in ("NRA", "ADR")]
    member = CaseMember.get(CaseMember.case == case.id).intervention_id
    row = arrange(nadia, case, "MOVE", [Step(member, area_id=register.areas["YE121122"].id)])
    codes: list[str] = []
    deeds = [lambda who=who: reply(who, Arrangement.get_by_id(row.id), None, "AGREE") for who in parties]
    at_once(*(_noting(codes, deed) for deed in deeds))
    assert codes == ["", ""]
    assert Arrangement.get_by_id(row.id).arrangement_state == "AGREED"
    assert Proposal.select().count() == 1


def test_both_first_messages_are_kept(committed: Committed) -> None:
    case = _case(committed.register)
    parties = [_party(committed.register, name) for name in ("NRA", "ADR")]
    codes: list[str] = []
    at_once(*(_noting(codes, partial(write, who, stored(case), "Hello")) for who in parties))
    assert codes == ["", ""]
    assert CaseMessage.select().count() == 2
    assert (stored(case).case_state, stored(case).version) == ("IN_CONTACT", 2)
