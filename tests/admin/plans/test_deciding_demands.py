"""Demands in the panel: alike ones are told while one is entered, and joined or declined in the queue."""

import re
from typing import Any

from tansiq.models import Demand, Proposal
from tests.admin.conftest import Reader
from tests.register import Register
from tests.tansiq.plans.test_alike_demands import enter
from tests.tansiq.plans.test_coverage_of_items import item_of, plan_of


def _form(register: Register, **values: Any) -> dict[str, Any]:
    facts = {"title_en": "Drill a well", "raised_by": "CITIZEN", "raised_on": "2026-02-01", "raiser": "Somebody"}
    place = {"area": register.areas["YE121121"].id, "sector": register.sectors["WSH"].id}
    return {**facts, **place, **values}


def _newest() -> Demand:
    return Demand.select().order_by(Demand.id.desc()).get()


def test_alike_demands_are_told_while_one_is_entered_and_the_new_one_is_joined(
    register: Register, nadia: Reader
) -> None:
    known = enter(register, "Drill a deep well")
    told = nadia.post("demand/alike/", "demand/new/", **_form(register)).text
    assert "Drill a deep well" in told
    assert f'name="join_into" value="{known.id}"' in told
    assert (
        "Drill a deep well" not in nadia.post("demand/alike/", "demand/new/", **_form(register, title_en="School")).text
    )
    nadia.post("demand/new/", "demand/new/", **_form(register, join_into=str(known.id)))
    row = _newest()
    assert (row.joined_into_id, row.raiser) == (known.id, "Somebody")
    page = nadia.get(f"demand/details/?id={row.id}").text
    assert re.search(r"Joined into:.*Drill a deep well", page, re.S)
    assert "Demands joined into it" in nadia.get(f"demand/details/?id={known.id}").text


def test_a_form_that_comes_back_tells_alike_demands_without_scripts(register: Register, nadia: Reader) -> None:
    enter(register, "Drill a deep well")
    page = nadia.post("demand/new/", "demand/new/", **_form(register, quantity="4")).text
    assert "Say in which unit the quantity is." in page
    assert "Somebody may have asked for this already" in page


def test_the_queue_holds_what_waits_in_ones_own_areas_with_what_is_alike(register: Register, nadia: Reader) -> None:
    first, second = enter(register, "Drill a well", severity=5), enter(register, "Drill a deep well")
    enter(register, "Elsewhere", "YE1927")
    page = nadia.get("demand/queue/").text
    assert page.index("Drill a well") < page.index("Drill a deep well")
    assert "Elsewhere" not in page
    assert page.count("Join into this one") == 2
    nadia.post("demand/join/", "demand/queue/", row=second.id, into=first.id)
    assert Demand.get_by_id(second.id).joined_into_id == first.id
    page = nadia.get("demand/queue/").text
    assert "Join into this one" not in page
    nadia.post("demand/separate/", "demand/queue/", row=second.id)
    assert Demand.get_by_id(second.id).joined_into_id is None


def test_a_demand_is_declined_with_its_reason_which_its_page_says(
    register: Register, nadia: Reader, visitor: Reader
) -> None:
    row = enter(register, "Drill a well")
    refused = nadia.client.post("/admin/demand/decline/", data=_sent(nadia, row, reason=" "), follow_redirects=True)
    assert "Say why it is declined." in refused.text
    nadia.post("demand/decline/", "demand/queue/", row=row.id, reason="Dry ground.")
    assert Demand.get_by_id(row.id).outcome == "DECLINED"
    assert re.search(r"Declined.*Dry ground\.", visitor.get(f"demand/details/?id={row.id}").text, re.S)
    nadia.post("demand/reopen/", "demand/queue/", row=row.id)
    assert Demand.get_by_id(row.id).outcome == "OPEN"


def test_demands_are_taken_into_an_item_in_one_step(register: Register, nadia: Reader) -> None:
    item = item_of(plan_of(register), "Drinking water")
    rows = [enter(register, f"Drill well {number}") for number in range(3)]
    assert f'name="row" value="{rows[0].id}"' in nadia.get("demand/queue/").text
    nadia.post("demand/take/", "demand/queue/", row=[row.id for row in rows[:2]], item=item.id)
    assert [Demand.get_by_id(row.id).item_id for row in rows] == [item.id, item.id, None]
    assert re.search(r"Taken into the item:.*Drinking water", nadia.get(f"demand/details/?id={rows[0].id}").text, re.S)
    # Without scripts the name is sent as it was typed.
    nadia.post("demand/take/", "demand/queue/", row=rows[2].id, **{"item-text": "drinking water", "item": ""})
    assert Demand.get_by_id(rows[2].id).outcome == "TAKEN"
    nadia.post("demand/reopen/", "demand/queue/", row=rows[2].id)
    answer = nadia.client.post("/admin/demand/take/", data=_sent(nadia, rows[2]), follow_redirects=True)
    assert "Choose the item of a plan into which it is taken." in answer.text


def _sent(reader: Reader, row: Demand, **values: Any) -> dict[str, Any]:
    return {"csrf_token": reader.token("demand/queue/"), "row": row.id, **values}


def test_whoever_reads_alone_decides_on_nothing(register: Register, visitor: Reader, khaled: Reader) -> None:
    row, other = enter(register, "Drill a well"), enter(register, "Drill a deep well")
    for reader in (visitor, khaled):
        for deed in ("join", "decline"):
            answer = reader.post(f"demand/{deed}/", row=row.id, into=other.id, reason="No.")
            assert answer.status_code == 403
        assert "Join into this one" not in reader.get(f"demand/details/?id={row.id}").text
    assert visitor.get("demand/queue/").status_code == 403
    assert (Demand.get_by_id(row.id).outcome, Demand.get_by_id(row.id).joined_into_id) == ("OPEN", None)


def test_a_partner_proposes_a_demand_and_the_officer_approves_it(
    register: Register, khaled: Reader, nadia: Reader
) -> None:
    khaled.post("demand/new/", "demand/new/", **_form(register))
    proposal = Proposal.select().order_by(Proposal.id.desc()).get()
    nadia.post("proposal/decide/", id=proposal.id, version=proposal.version, deed="approve")
    assert (_newest().title_en, _newest().raiser) == ("Drill a well", "Somebody")


def test_the_name_of_a_citizen_is_shown_to_those_alone_who_decide(
    register: Register, nadia: Reader, visitor: Reader, amin: Reader, salma: Reader
) -> None:
    here, there = (enter(register, "Well", pcode, raiser="Salim of Tests") for pcode in ("YE121121", "YE1927"))
    pages = ["details/?id={}", "edit/?id={}", "versions/?id={}", "export/csv/?all=1", "?columns=title+raiser"]
    for row, who in ((here, [visitor, amin]), (there, [visitor, amin, nadia])):
        for reader in who:
            opened = [reader.get(f"demand/{page.format(row.id)}").text for page in pages]
            assert not any("Salim of Tests" in text for text in opened)
    assert "Salim of Tests" in nadia.get(f"demand/details/?id={here.id}").text
    assert "Salim of Tests" in nadia.get(f"demand/edit/?id={here.id}").text
    assert "Salim of Tests" in salma.get("demand/export/csv/?all=1").text


def test_the_list_is_narrowed_by_what_became_of_demands(register: Register, salma: Reader) -> None:
    first = enter(register, "Open matter")
    enter(register, "Joined matter", joined_into=first.id)
    enter(register, "Declined matter", outcome="DECLINED", reason="No.")
    told = {
        outcome: re.findall(r"(Open|Joined|Declined) matter</bdi>", salma.get(f"demand/?outcome={outcome}").text)
        for outcome in ("OPEN", "JOINED", "DECLINED")
    }
    assert told == {"OPEN": ["Open"], "JOINED": ["Joined"], "DECLINED": ["Declined"]}
