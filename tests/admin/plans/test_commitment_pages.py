"""Commitments in the panel: offered in two clicks, agreed to step by step, told on the pages they are about."""

import re
from datetime import date
from typing import Any

from tansiq.models import Commitment, Proposal
from tests.admin.conftest import Reader
from tests.register import Register
from tests.tansiq.plans.test_alike_demands import enter
from tests.tansiq.plans.test_coverage_of_items import commit, item_of, plan_of


def _prefilled(page: str) -> dict[str, str]:
    """The values that the fields of a form hold, as a browser would send them."""
    found = re.findall(r"<(?:input|textarea)[^>]*>", page)
    named = [(re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)) for tag in found]
    values = {name[1]: value[1] if value else "" for name, value in named if name}
    return {name: value for name, value in values.items() if not name.startswith("_")}


def _newest() -> Commitment:
    return Commitment.select().order_by(Commitment.id.desc()).get()


def test_a_partner_offers_all_that_is_open_in_two_clicks(register: Register, khaled: Reader, nadia: Reader) -> None:
    item = item_of(plan_of(register))
    commit(register, item, 60, "ADR")
    page = khaled.get(f"planitem/details/?id={item.id}").text
    address = f"commitment/new/?item={item.id}"
    assert address in page.replace("&amp;", "&")
    form = _prefilled(khaled.get(address).text)
    assert (form["item"], form["quantity"], form["unit"]) == (str(item.id), "40", "metres")
    assert form["organization"] == str(register.organization("NRA").id)
    khaled.client.post(f"/admin/{address}", data=form)
    proposal = Proposal.select().order_by(Proposal.id.desc()).get()
    nadia.post("proposal/decide/", id=proposal.id, version=proposal.version, deed="approve")
    assert (str(_newest().quantity).removesuffix(".000"), _newest().commitment_state) == ("40", "OFFERED")
    assert _newest().item_id == item.id


def test_one_that_is_larger_than_what_is_open_is_warned_of_and_kept(register: Register, nadia: Reader) -> None:
    item = item_of(plan_of(register))
    form = {"item": item.id, "organization": register.organization("NRA").id, "offered_on": "2026-02-01"}
    answer = nadia.client.post(
        "/admin/commitment/new/",
        data={"csrf_token": nadia.token("commitment/new/"), **form, "quantity": "120", "unit": "metres"},
        follow_redirects=True,
    )
    assert "120 metres is more than the 100 that are open." in answer.text
    assert _newest().quantity == 120


def test_whoever_leaves_the_unit_empty_means_that_of_the_item(register: Register, nadia: Reader) -> None:
    item = item_of(plan_of(register))
    form = {"item": item.id, "organization": register.organization("NRA").id, "offered_on": "2026-02-01"}
    nadia.post("commitment/new/", "commitment/new/", **form, quantity="20", unit="")
    assert (_newest().unit, _newest().unit_key) == ("metres", "metres")


def test_a_commitment_to_a_demand_is_offered_from_its_page(register: Register, khaled: Reader) -> None:
    demand = enter(register, "A well", quantity=2, unit="wells", people=300)
    assert f"commitment/new/?demand={demand.id}" in khaled.get(f"demand/details/?id={demand.id}").text
    form = _prefilled(khaled.get(f"commitment/new/?demand={demand.id}").text)
    assert (form["demand"], form["quantity"], form["unit"], form["people"]) == (str(demand.id), "2", "wells", "300")


def test_the_plans_officer_agrees_and_the_partner_reports(register: Register, nadia: Reader, khaled: Reader) -> None:
    row = commit(register, item_of(plan_of(register)), 5)
    page = f"commitment/details/?id={row.id}"
    assert "Agree" in nadia.get(page).text
    assert "Agree<" not in khaled.get(page).text
    refused = khaled.client.post("/admin/commitment/step/", data=_step(khaled, row, "AGREED"), follow_redirects=True)
    assert "Whoever is in charge of the plan agrees" in refused.text
    nadia.client.post("/admin/commitment/step/", data=_step(nadia, row, "AGREED"))
    assert Commitment.get_by_id(row.id).commitment_state == "AGREED"
    khaled.client.post("/admin/commitment/step/", data=_step(khaled, row, "DELIVERED", day="1/3/2026"))
    proposal = Proposal.select().order_by(Proposal.id.desc()).get()
    nadia.post("proposal/decide/", id=proposal.id, version=proposal.version, deed="approve")
    assert str(Commitment.get_by_id(row.id).delivered_on) == "2026-03-01"


def _step(reader: Reader, row: Commitment, state: str, **values: Any) -> dict[str, Any]:
    version = Commitment.get_by_id(row.id).version
    return {"csrf_token": reader.token("commitment/"), "id": row.id, "version": version, "state": state, **values}


def test_a_day_that_is_none_is_told(register: Register, nadia: Reader) -> None:
    row = commit(register, item_of(plan_of(register)), 5, commitment_state="AGREED")
    told = nadia.client.post(
        "/admin/commitment/step/", data=_step(nadia, row, "DELIVERED", day="soon"), follow_redirects=True
    )
    assert "“soon” is not a date." in told.text
    assert Commitment.get_by_id(row.id).commitment_state == "AGREED"


def test_a_partner_finds_the_commitments_of_their_own(register: Register, khaled: Reader, visitor: Reader) -> None:
    item = item_of(plan_of(register))
    mine, theirs = commit(register, item, 5, "NRA"), commit(register, item, 6, "ADR")
    assert "Our commitments" in khaled.get("").text
    assert "Our commitments" not in visitor.get("").text
    page = khaled.client.get("/admin/our-commitments/", follow_redirects=True).text
    assert f"commitment/details/?id={mine.id}" in page
    assert f"commitment/details/?id={theirs.id}" not in page


def test_the_page_of_an_item_says_how_it_stands(register: Register, visitor: Reader) -> None:
    item = item_of(plan_of(register))
    commit(register, item, 60)
    page = visitor.get(f"planitem/details/?id={item.id}").text
    assert "100 required, 60 committed, 40 open (metres)" in page
    assert "Partly committed" in page
    assert f"commitment/new/?item={item.id}" not in page


def test_a_quantity_of_three_places_is_shown_as_it_is_read_again(register: Register, nadia: Reader) -> None:
    """40.000 could be forty thousand, which a form would ask about."""
    row = commit(register, item_of(plan_of(register)), 40)
    address = f"commitment/edit/?id={row.id}"
    form = _prefilled(nadia.get(address).text)
    assert form["quantity"] == "40"
    assert nadia.client.post(f"/admin/{address}", data=form).status_code == 302
    assert Commitment.get_by_id(row.id).quantity == 40


def test_a_partner_sees_first_what_they_have_still_to_deliver(register: Register, khaled: Reader) -> None:
    item = item_of(plan_of(register))
    later = commit(register, item, 5, "NRA", due_on=date(2090, 6, 30))
    sooner = commit(register, item, 6, "NRA", due_on=date(2090, 1, 31))
    done = commit(register, item, 7, "NRA", commitment_state="DELIVERED", delivered_on=date(2026, 2, 1))
    page = khaled.client.get("/admin/our-commitments/", follow_redirects=True).text
    found = list(dict.fromkeys(re.findall(r"commitment/details/\?id=(\d+)", page)))
    assert found == [str(sooner.id), str(later.id)]
    assert f"?id={done.id}" in khaled.get("commitment/?mine=yes").text
    overdue = commit(register, item, 8, "NRA", offered_on=date(2020, 1, 1), due_on=date(2020, 1, 31))
    page = khaled.get("commitment/?mine=yes&commitment_state=OVERDUE").text
    assert set(re.findall(r"commitment/details/\?id=(\d+)", page)) == {str(overdue.id)}


def test_the_list_of_open_items_tells_how_much_is_open(register: Register, visitor: Reader) -> None:
    commit(register, item_of(plan_of(register)), 60)
    page = visitor.get("planitem/?coverage=OPEN").text
    cells = re.findall(r'data-label="Still open"><div>(.*?)</div>', page, re.DOTALL)
    assert [re.sub(r"<[^>]+>", "", cell).strip() for cell in cells] == ["40"]
    rows = visitor.get("planitem/export/csv/?coverage=OPEN").data.decode("utf-8-sig").splitlines()
    assert "Still open" in rows[0]
    assert float(rows[1].split(",")[rows[0].split(",").index("Still open")]) == 40
