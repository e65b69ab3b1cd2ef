"""Proposals in the panel: a partner's form is sent for review, an officer sees both sides and decides."""

import re
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tansiq.models import (
    Intervention,
    Need,
    Organization,
    OrganizationSector,
    Proposal,
    ProposalArea,
    ProposalEvent,
    Site,
)
from tansiq.records import bulk, changes
from tests.admin.conftest import Reader
from tests.people import SALMA
from tests.register import Register


@pytest.fixture
def work(register: Register, khaled: Reader) -> Intervention:
    """Water by NRA in Ja'ar, entered by the ministry."""
    row = register.intervention("NRA", title_ar="مياه")
    register.site(row, "YE121121", targeted=100)
    return row


def _shown(page: str, name: str) -> str:
    """What a plain field of a page's form holds."""
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="{name}"', page)
    return (found[1] or found[2] or "") if found else ""


def _rename(reader: Reader, row: Organization, title: str, **more: Any) -> TestResponse:
    values = {"name_ar": row.name_ar, "acronym": row.acronym, "kind": row.kind, "home_area": row.home_area_id, **more}
    return reader.post(f"organization/edit/?id={row.id}", name_en=title, version=str(row.version), **values)


def _nra(register: Register) -> Organization:
    return Organization.get_by_id(register.organization("NRA").id)


def _proposal() -> Proposal:
    return Proposal.select().order_by(Proposal.id.desc()).get()


def test_a_partners_change_is_sent_for_review_and_shown(khaled: Reader, register: Register) -> None:
    form = khaled.get(f"organization/edit/?id={_nra(register).id}").text
    assert "Send for review" in form
    answer = _rename(khaled, _nra(register), "New Relief")
    assert answer.status_code == 302
    assert answer.location.endswith(f"/admin/proposal/details/?id={_proposal().id}")
    assert _nra(register).name_en == "NRA Aid"
    page = khaled.get(f"proposal/details/?id={_proposal().id}").text
    for text in ("New Relief", "NRA Aid", "Waiting for review", "Withdraw", "Amend", "Sent for review"):
        assert text in page
    assert "Reject" not in page


def test_a_partner_sends_one_and_goes_on_with_another(khaled: Reader, register: Register) -> None:
    assert "Send and add another" in khaled.get("organization/new/").text
    assert "add another" not in khaled.get(f"organization/edit/?id={_nra(register).id}").text
    values = {"name_ar": "جمعية النهر", "kind": "ASSOCIATION", "_add_another": "1"}
    answer = khaled.post("organization/new/", "organization/new/", **values)
    assert answer.location.rstrip("?").endswith("/admin/organization/new/")
    assert _proposal().title_ar == "جمعية النهر"
    assert "Sent for review" in khaled.get("organization/new/").text
    assert "add another" not in khaled.get(f"organization/new/?proposal={_proposal().id}").text


def test_an_officer_finds_it_and_approves_it(khaled: Reader, nadia: Reader, register: Register) -> None:
    _rename(khaled, _nra(register), "New Relief")
    proposal = _proposal()
    assert "New Relief" in nadia.get("proposal/").text
    assert re.search(r'>Proposals</span>\s*<bdi class="count">1</bdi>', nadia.get("").text)
    answer = nadia.post("proposal/decide/", id=proposal.id, version=proposal.version, deed="approve")
    assert answer.status_code == 302
    assert _nra(register).name_en == "New Relief"
    again = nadia.post("proposal/decide/", id=proposal.id, version=proposal.version, deed="approve")
    assert (again.status_code, "decided or withdrawn already" in again.text) == (200, True)
    assert "New Relief" in nadia.get("proposal/?show=decided").text
    assert not re.search(r"Proposals <bdi", nadia.get("").text)


def test_a_comment_is_needed_to_return_and_reaches_the_partner(
    khaled: Reader, nadia: Reader, register: Register
) -> None:
    _rename(khaled, _nra(register), "New Relief")
    proposal = _proposal()
    known: dict[str, Any] = {"id": proposal.id, "version": proposal.version}
    refused = nadia.post("proposal/decide/", deed="return", comment=" ", **known)
    assert (refused.status_code, "Say why" in refused.text) == (200, True)
    nadia.post("proposal/decide/", deed="return", comment="<b>Which</b> relief?", **known)
    page = khaled.get(f"proposal/details/?id={proposal.id}").text
    assert "&lt;b&gt;Which&lt;/b&gt; relief?" in page
    assert "Returned" in khaled.get("proposal/").text


def test_a_returned_proposal_is_amended_in_its_form(khaled: Reader, nadia: Reader, register: Register) -> None:
    _rename(khaled, _nra(register), "New Relief")
    proposal = _proposal()
    nadia.post("proposal/decide/", id=proposal.id, version=1, deed="return", comment="Which?")
    address = f"organization/edit/?id={_nra(register).id}&proposal={proposal.id}"
    page = khaled.get(address).text
    assert _shown(page, "name_en") == "New Relief"
    row = _nra(register)
    values: dict[str, Any] = {"name_ar": row.name_ar, "acronym": row.acronym, "home_area": row.home_area_id}
    values["kind"] = row.kind
    khaled.post(address, name_en="Nearby Relief", version=str(row.version), **values)
    assert Proposal.select().count() == 1
    assert (_proposal().state, _proposal().title_en) == ("WAITING", "Nearby Relief")
    nadia.post("proposal/decide/", id=proposal.id, version=_proposal().version, deed="approve")
    assert _nra(register).name_en == "Nearby Relief"


def test_nobody_amends_what_is_not_theirs(khaled: Reader, nadia: Reader, register: Register) -> None:
    _rename(khaled, _nra(register), "New Relief")
    row = _nra(register)
    assert nadia.get(f"organization/edit/?id={row.id}&proposal={_proposal().id}").status_code == 404
    assert nadia.post("proposal/withdraw/", id=_proposal().id).status_code == 200
    for forged in ("0", "x", "99999", "-1", ""):
        assert khaled.get(f"organization/edit/?id={row.id}&proposal={forged}").status_code == 404
    assert _proposal().state == "WAITING"


def test_a_new_intervention_with_sites_is_proposed_amended_and_approved(
    khaled: Reader, nadia: Reader, register: Register
) -> None:
    values: dict[str, Any] = {
        "organization": register.organization("NRA").id,
        "sector": register.sectors["WSH"].id,
        "title_en": "Wells",
        "starts_on": "2026-03-01",
        "status": "PLANNED",
        "is_published": "y",
        "sites-0-area": register.areas["YE121121"].id,
        "sites-0-population_group": register.groups["ALL"].id,
        "sites-0-targeted": "120",
    }
    khaled.post("intervention/new/", **values)
    assert not Intervention.select().exists()
    proposal = _proposal()
    page = nadia.get(f"proposal/details/?id={proposal.id}").text
    assert "Wells" in page
    assert "120" in page
    assert "Abyan / Khanfar / Ja&#39;ar" in page or "Ja&#39;ar" in page
    amending = khaled.get(f"intervention/new/?proposal={proposal.id}").text
    assert _shown(amending, "title_en") == "Wells"
    assert 'value="120"' in amending
    nadia.post("proposal/decide/", id=proposal.id, version=proposal.version, deed="approve")
    row = Intervention.get()
    assert (row.title_en, Site.get().targeted, Site.get().intervention_id) == ("Wells", 120, row.id)


def test_a_clash_is_shown_field_by_field_and_decided(
    khaled: Reader, nadia: Reader, salma: Reader, register: Register
) -> None:
    _rename(khaled, _nra(register), "New Relief")
    _rename(salma, _nra(register), "Ministry's Name")
    proposal = _proposal()
    page = nadia.get(f"proposal/details/?id={proposal.id}").text
    assert "Somebody changed the record since" in page
    assert "Ministry&#39;s Name" in page
    known: dict[str, Any] = {"id": proposal.id, "version": proposal.version, "deed": "approve"}
    refused = nadia.post("proposal/decide/", **known)
    assert (refused.status_code, _nra(register).name_en) == (200, "Ministry's Name")
    choice: dict[str, Any] = {f"choice-organization.{_nra(register).id}.name_en": "PROPOSED"}
    nadia.post("proposal/decide/", **known, **choice)
    assert _nra(register).name_en == "New Relief"


def test_several_are_approved_after_a_question(khaled: Reader, nadia: Reader, register: Register) -> None:
    _rename(khaled, _nra(register), "New Relief")
    first = _proposal().id
    khaled.post(f"organization/parts/?id={_nra(register).id}&of=organization_sector", version=_nra(register).version,
                sector=register.sectors["WSH"].id)  # fmt: skip
    ids = [first, _proposal().id]
    asked = nadia.get(f"proposal/approve/?row={ids[0]}&row={ids[1]}&row=999&row=x").text
    assert "Approve 2 proposals?" in asked
    nadia.post("proposal/approve/", row=ids)
    assert _nra(register).name_en == "New Relief"
    assert [part.sector_id for part in OrganizationSector.select()] == [register.sectors["WSH"].id]
    assert ProposalEvent.select().where(ProposalEvent.act == "APPROVED").count() == 2


def test_archiving_is_proposed(khaled: Reader, nadia: Reader, work: Intervention) -> None:
    assert "Send for review" in khaled.get(f"intervention/archive/?id={work.id}").text
    khaled.post("intervention/delete/", id=work.id)
    assert Intervention.get_by_id(work.id).archived_at is None
    nadia.post("proposal/decide/", id=_proposal().id, version=1, deed="approve")
    assert Intervention.get_by_id(work.id).archived_at is not None


def test_a_partner_withdraws(khaled: Reader, register: Register) -> None:
    _rename(khaled, _nra(register), "New Relief")
    khaled.post("proposal/withdraw/", id=_proposal().id)
    assert _proposal().state == "WITHDRAWN"
    page = khaled.get(f"proposal/details/?id={_proposal().id}").text
    assert "Withdraw</button>" not in page


def test_an_officer_outside_sees_nothing_of_it(
    khaled: Reader, nadia: Reader, salma: Reader, register: Register
) -> None:
    need = register.need("YE1927", "WSH", 5)
    nadia.post("need/delete/", id=need.id)
    assert _proposal().act == "ARCHIVE"
    assert khaled.get(f"proposal/details/?id={_proposal().id}").status_code == 404
    # Nobody decides on their own.
    own = nadia.post("proposal/decide/", id=_proposal().id, version=1, deed="approve")
    assert (own.status_code, Need.get_by_id(need.id).archived_at) == (200, None)
    salma.post("proposal/decide/", id=_proposal().id, version=1, deed="approve")
    assert Need.get_by_id(need.id).archived_at is not None


def test_visitors_have_no_proposals(visitor: Reader, nobody: Reader) -> None:
    assert nobody.get("proposal/").status_code == 302
    assert visitor.get("proposal/details/?id=1").status_code == 404
    assert visitor.post("proposal/approve/", row="1").status_code == 302


def test_what_is_sent_wrong_is_answered_calmly(nadia: Reader, khaled: Reader, register: Register) -> None:
    _rename(khaled, _nra(register), "New Relief")
    assert nadia.post("proposal/decide/", id=_proposal().id, version=1, deed="burn").status_code == 400
    for given in ("", "x", "9" * 30, "-1"):
        assert nadia.post("proposal/decide/", id=given, version=given, deed="approve").status_code == 404
    assert nadia.get("proposal/?page=x&show=<script>").status_code == 200
    forged = nadia.client.post("/admin/proposal/decide/", data={"id": _proposal().id, "version": 1, "deed": "approve"})
    assert forged.status_code == 400
    assert changes.find(SALMA, Organization, _nra(register).id).name_en == "NRA Aid"


@pytest.mark.parametrize("count", [1_000, pytest.param(100_000, marks=pytest.mark.long)])
def test_very_many_proposals_are_shown_a_page_at_a_time(
    khaled: Reader, nadia: Reader, register: Register, count: int
) -> None:
    _rename(khaled, _nra(register), "New Relief")
    first = dict(_proposal().__data__)
    copies = bulk.insert(Proposal, [{name: value for name, value in first.items() if name != "id"}] * count)
    abyan = register.areas["YE12"].id
    bulk.insert(ProposalArea, [{"proposal": proposal_id, "area": abyan} for proposal_id in copies])
    for address in ("proposal/", f"proposal/?page={count // 25 - 1}", "proposal/?show=decided"):
        page = nadia.get(address)
        assert page.status_code == 200
        assert page.text.count("/admin/proposal/details/") in (0, 25)
        assert '<bdi class="count">100+</bdi>' in page.text
    assert "The list ends before this page." in nadia.get("proposal/?page=999999999").text
    # Their sender has to wait until some are decided.
    assert "Send more once some are decided" in _rename(khaled, _nra(register), "Newer Relief").text
