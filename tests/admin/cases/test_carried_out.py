"""What the parties of a case agreed to, on the pages of proposals."""

from tansiq.cases.arranging import Step, arrange, reply
from tansiq.models import Arrangement, CaseMember, OverlapCase, Proposal, Site
from tests.admin.cases.conftest import Cases
from tests.admin.conftest import Reader
from tests.people import portal
from tests.register import Register


def _agreed(register: Register, case: OverlapCase) -> Proposal:
    members = [row.intervention_id for row in CaseMember.select().where(CaseMember.case == case.id)]
    there = register.areas["YE121122"].id
    row = arrange(
        portal(organization_ids=(register.organization("ADR").id,)), case, "MOVE", [Step(max(members), area_id=there)]
    )
    reply(portal(organization_ids=(register.organization("NRA").id,)), row, None, "AGREE")
    found = Arrangement.get_by_id(row.id).proposal_id
    assert found is not None
    return Proposal.get_by_id(found)


def test_an_officer_reads_whose_it_is_and_approves_it(nadia: Reader, register: Register, cases: Cases) -> None:
    proposal = _agreed(register, cases())
    page = nadia.get(f"proposal/details/?id={proposal.id}")
    assert page.status_code == 200
    assert "NRA Aid · ADR Aid" in page.text.replace("\u2068", "").replace("\u2069", "")
    assert f"/admin/cases/case/?id={OverlapCase.get().id}" in page.text
    nadia.post("proposal/decide/", id=proposal.id, version=proposal.version, deed="approve")
    assert Proposal.get_by_id(proposal.id).state == "APPROVED"
    assert OverlapCase.get().case_state == "SETTLED"
    assert Site.select().where(Site.area == register.areas["YE121122"].id).count() == 1


def test_it_is_not_given_back_to_anybody(nadia: Reader, register: Register, cases: Cases) -> None:
    proposal = _agreed(register, cases())
    assert 'value="return"' not in nadia.get(f"proposal/details/?id={proposal.id}").text
    said = "Amend it, please."
    page = nadia.post("proposal/decide/", id=proposal.id, version=proposal.version, deed="return", comment=said)
    assert "nobody can amend it alone" in page.text
    assert said in page.text
    assert Proposal.get_by_id(proposal.id).state == "WAITING"
