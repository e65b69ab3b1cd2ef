"""The page of one case: who takes part and why, whom to call, where it is, what has become of it, and its history."""

from datetime import date
from decimal import Decimal

import pytest

from tansiq.models import CaseMember, Commitment, Intervention, OrganizationContact, OverlapCase
from tansiq.records import changes
from tests.admin.cases.conftest import Cases
from tests.admin.conftest import Reader, Readers
from tests.people import SALMA
from tests.register import Register
from tests.statements import told


def page_of(reader: Reader, case: OverlapCase) -> str:
    answer = reader.get(f"cases/case/?id={case.id}")
    assert answer.status_code == 200
    return answer.text


def _work(case: OverlapCase, place: int = 0) -> Intervention:
    ids = [row.intervention_id for row in CaseMember.select().where(CaseMember.case == case.id)]
    return Intervention.get_by_id(sorted(ids)[place])


def test_who_takes_part_is_told_with_days_people_and_money(salma: Reader, case: OverlapCase) -> None:
    row = _work(case)
    row.budget, row.currency = Decimal(4500), "USD"
    changes.save(SALMA, row)
    page = page_of(salma, case)
    members = page.split('id="members"')[1].split("</section>")[0]
    assert "Water and sanitation · Abyan / Khanfar / Ja&#39;ar" in page.split("<h1>")[1].split("</h1>")[0]
    for text in ("NRA Aid", "ADR Aid", "BKC Aid", "1,200", "4,500", "USD", "Ongoing"):
        assert text in members
    assert members.count('<svg class="days-bar"') == 3
    assert members.count('class="common"') == 3


def test_why_they_overlap_is_told_pair_by_pair(salma: Reader, case: OverlapCase) -> None:
    why = page_of(salma, case).split('id="why"')[1].split("</section>")[0]
    assert why.count("/admin/overlaps/pair/?first=") == 3
    assert "31 days in common" in why
    assert "Both serve" not in why


def test_an_item_that_two_of_them_serve_is_told_once(salma: Reader, case: OverlapCase, register: Register) -> None:
    item = register.item(register.plan(), "Water for Ja'ar", required=500, unit="person")
    for place in (0, 1, 2):
        work = _work(case, place)
        facts = {"organization": work.organization_id, "quantity": 5, "unit": "person", "offered_on": date(2026, 1, 1)}
        changes.save(SALMA, Commitment(item=item.id, intervention=work.id, **facts))
    why = page_of(salma, case).split('id="why"')[1].split("</section>")[0]
    assert why.count("Water for Ja&#39;ar") == 1


def test_contacts_are_those_that_the_reader_may_see(
    reader: Readers, salma: Reader, case: OverlapCase, register: Register
) -> None:
    own = register.organization("NRA").id
    for name, phone, shown in (("Ahmad", "+967 777 123 456", True), ("Salim", "+967 2 345 678", False)):
        changes.save(SALMA, OrganizationContact(organization=own, name=name, phone=phone, is_public=shown))
    assert '<a href="tel:+967777123456" dir="ltr">+967 777 123 456</a>' in page_of(salma, case)
    for who, seen in (("salma", True), ("khaled", True), ("huda", False), ("amin", False)):
        page = page_of(reader(who), case)
        assert ("Salim" in page) == seen, who
        assert "Ahmad" in page, who


def test_what_brought_it_back_is_told(salma: Reader, cases: Cases) -> None:
    case = cases(case_state="RETURNED", returned_because='[{"intervention": null, "what": "again"}]')
    assert "They overlap again." in page_of(salma, case)
    OverlapCase.update(case_state="OPEN").execute()
    assert "They overlap again." not in page_of(salma, case)


def test_a_case_that_has_ended_says_why_and_one_that_was_joined_where_it_went_on(salma: Reader, cases: Cases) -> None:
    other = cases()
    joined = cases(ended_on=date(2026, 3, 5), end_kind="JOINED", joined_into=other.id)
    page = page_of(salma, joined)
    assert "It became part of another case of the same place and sector." in page
    assert f'<a href="/admin/cases/case/?id={other.id}">Go to that case</a>' in page
    over = cases(ended_on=date(2026, 3, 5), end_kind="OVER")
    assert "The days in common passed." in page_of(salma, over)


def test_how_it_was_settled_is_told(salma: Reader, cases: Cases) -> None:
    page = page_of(salma, cases(case_state="SETTLED", settled_as="COMPLEMENTARY", note="<b>Both</b> are needed."))
    assert "Decided as: Complementary" in page
    assert "&lt;b&gt;Both&lt;/b&gt; are needed." in page


def test_what_is_hidden_is_not_told_in_a_case(khaled: Reader, case: OverlapCase) -> None:
    hidden = _work(case, 1)
    hidden.is_published = False
    changes.save(SALMA, hidden)
    page = page_of(khaled, case)
    assert hidden.title_en not in page.split('id="members"')[1].split("</section>")[0]


@pytest.mark.parametrize("given", ["", "x", "-1", "999999", "999999999999999999999999"])
def test_a_forged_id_leads_nowhere(salma: Reader, case: OverlapCase, given: str) -> None:
    for page in ("case/", "case/history/"):
        assert salma.get(f"cases/{page}?id={given}").status_code == 404


def test_a_case_of_others_is_not_there(huda: Reader, visitor: Reader, cases: Cases) -> None:
    case = cases("YE1927", of=("NRA", "BKC"))
    for reader in (huda, visitor):
        assert reader.get(f"cases/case/?id={case.id}").status_code == 404
        assert reader.get(f"cases/case/history/?id={case.id}").status_code == 404


def test_the_history_is_a_page_of_its_own(salma: Reader, case: OverlapCase) -> None:
    assert f"/admin/cases/case/history/?id={case.id}" in page_of(salma, case)
    case.note = "Spoken about on the telephone"
    changes.save(SALMA, case)
    assert "Spoken about on the telephone" in salma.get(f"cases/case/history/?id={case.id}").text


def test_a_case_of_many_costs_no_more_statements(salma: Reader, cases: Cases) -> None:
    few, many = cases(), cases("YE121122", of=("NRA", "ADR", "BKC", "GRN", "RED", "BLU"))
    page_of(salma, few), page_of(salma, many)
    with told() as of_few:
        page_of(salma, few)
    with told() as of_many:
        page_of(salma, many)
    assert len(of_many) == len(of_few)


def test_of_many_who_take_part_the_first_stand_and_the_rest_is_folded(salma: Reader, cases: Cases) -> None:
    case = cases(of=tuple(f"OR{number}" for number in range(11)))
    members = page_of(salma, case).split('id="members"')[1].split("</section>")[0]
    shown, folded = members.split('<details class="more">')
    assert (shown.count('<svg class="days-bar"'), folded.count('<svg class="days-bar"')) == (8, 3)
    assert "Show the rest: 3" in folded
