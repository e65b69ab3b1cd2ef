"""Consultation in the panel: comments are written beside the items, answered in a queue, and traced by who wrote."""

import html
import re
from datetime import date
from typing import Any

import pytest

from tansiq.models import Plan, PlanComment, PlanInvitation, PlanItem, Proposal
from tansiq.plans.consultation import Answer, answer_comments
from tansiq.plans.versions import adopt
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.people import SALMA
from tests.register import Register
from tests.statements import told
from tests.tansiq.plans.outlines import named, outline


@pytest.fixture
def plan(register: Register) -> Plan:
    """A published plan of Khanfar that is consulted upon, with a well and a school."""
    plan = register.plan(phase="CONSULTATION", name_en="Plan of Khanfar")
    for name in ("Wells", "Schools"):
        register.item(plan, name)
    return plan


def _entered(plan: Plan, text: str, **values: Any) -> PlanComment:
    return changes.save(
        SALMA, PlanComment(**({"plan": plan.id, "text": text, "written_on": date(2026, 2, 1)} | values))
    )


def _text(reader: Reader, address: str) -> str:
    return html.unescape(reader.get(address).text)


def _newest() -> PlanComment:
    return PlanComment.select().order_by(PlanComment.id.desc()).get()


def test_a_partner_comments_from_the_line_of_an_item_in_one_click(
    plan: Plan, khaled: Reader, nadia: Reader, register: Register
) -> None:
    address = f"plancomment/new/?plan={plan.id}&item={named('Wells').id}"
    assert f'href="/admin/{address}"' in _text(khaled, f"plan/details/?id={plan.id}")
    form = _text(khaled, address)
    assert "Send for review" not in form
    assert re.search(r'name="item-text"[^>]*value="[^"]*Wells', form) or f'value="{named("Wells").id}"' in form
    own = register.organization("NRA").id
    sent = {"item": named("Wells").id, "comment_kind": "REMARK", "text": "Deeper", "organization": own}
    khaled.post(address, address, written_on="2026-02-01", **sent)
    row = _newest()
    assert (row.item_id, row.text, row.organization_id, row.author) == (named("Wells").id, "Deeper", own, "Khaled")
    assert not Proposal.select().exists()
    assert "Deeper" in _text(nadia, f"plancomment/queue/?plan={plan.id}")


def test_nothing_is_offered_to_be_said_when_the_plan_is_in_no_consultation(
    plan: Plan, khaled: Reader, amin: Reader
) -> None:
    assert "plancomment/new/" not in amin.get(f"plan/details/?id={plan.id}").text
    plan.phase = "DRAFTING"
    changes.save(SALMA, plan)
    assert "plancomment/new/" not in khaled.get(f"plan/details/?id={plan.id}").text
    address = f"plancomment/new/?plan={plan.id}"
    page = html.unescape(khaled.post(address, address, comment_kind="REMARK", text="So", written_on="2026-02-01").text)
    assert "The plan is not in consultation now" in page
    assert not PlanComment.select().exists()


def test_the_queue_groups_answers_and_makes_items(plan: Plan, nadia: Reader) -> None:
    first, second, third = (_entered(plan, f"Matter {number}") for number in range(3))
    market = _entered(plan, "", comment_kind="NEW_ITEM", proposed="Fish market", item=named("Schools").id)
    queue = f"plancomment/queue/?plan={plan.id}"
    nadia.post("plancomment/join/", queue, row=[second.id, first.id], into=first.id)
    assert PlanComment.get_by_id(second.id).joined_into_id == first.id
    nadia.post("plancomment/answer/", queue, row=[first.id, third.id], outcome="ANSWERED", answer="We shall see.")
    assert {row.answer for row in PlanComment.select().where(PlanComment.id != market.id)} == {"We shall see."}
    nadia.post("plancomment/make/", queue, row=market.id)
    assert outline(plan) == [("1", "Wells"), ("2", "Schools"), ("2.1", "Fish market")]
    assert "No comment waits for an answer." in _text(nadia, queue)
    assert "Fish market" in _text(nadia, f"plancomment/details/?id={market.id}")


def test_comments_are_taken_into_an_item_that_is_there_and_declined_with_a_reason(plan: Plan, nadia: Reader) -> None:
    taken, declined = _entered(plan, "Deeper"), _entered(plan, "Golden taps")
    queue = "plancomment/queue/"
    answer = nadia.client.post(
        "/admin/plancomment/answer/",
        data={"csrf_token": nadia.token(queue), "row": declined.id, "outcome": "DECLINED", "answer": " "},
        follow_redirects=True,
    )
    assert "Say why it is not taken into the plan." in answer.text
    nadia.post("plancomment/answer/", queue, row=declined.id, outcome="DECLINED", answer="Too dear.")
    # Without scripts the name is sent as it was typed.
    nadia.post("plancomment/answer/", queue, row=taken.id, outcome="TAKEN", **{"item": "", "item-text": "wells"})
    assert [(row.comment_outcome, row.taken_into_id) for row in PlanComment.select().order_by(PlanComment.id)] == [
        ("TAKEN", named("Wells").id),
        ("DECLINED", None),
    ]
    nadia.post("plancomment/reopen/", queue, row=taken.id)
    assert PlanComment.get_by_id(taken.id).comment_outcome == "OPEN"
    nadia.post("plancomment/answer/", queue, row=taken.id, outcome="TAKEN", item="")
    assert PlanComment.get_by_id(taken.id).comment_outcome == "OPEN"


def test_a_writer_reads_what_became_of_their_own_comment_and_of_nobody_elses(
    plan: Plan, khaled: Reader, huda: Reader, register: Register
) -> None:
    ours = _entered(plan, "Deeper wells", organization=register.organization("NRA").id)
    _entered(plan, "Golden taps", organization=register.organization("ADR").id)
    answer_comments(SALMA, [ours], Answer("TAKEN", "They are deeper now.", named("Wells")))
    for address in (f"plan/consultation/?id={plan.id}", f"plancomment/details/?id={ours.id}", "plancomment/"):
        page = _text(khaled, address)
        assert "Deeper wells" in page, address
        assert f"planitem/details/?id={named('Wells').id}" in page, address
        assert "Golden taps" not in page
    assert "They are deeper now." in _text(khaled, f"plan/consultation/?id={plan.id}")
    assert huda.get(f"plancomment/details/?id={ours.id}").status_code == 404
    assert "Deeper wells" not in _text(huda, f"planitem/details/?id={named('Wells').id}")
    assert "Deeper wells" in _text(khaled, f"planitem/details/?id={named('Wells').id}")


def test_the_organisation_whose_plan_it_is_proposes_answers_to_what_others_say(
    khaled: Reader, huda: Reader, amin: Reader, register: Register
) -> None:
    plan = register.plan(phase="CONSULTATION", organization=register.organization("NRA").id)
    row = _entered(plan, "Deeper wells", organization=register.organization("ADR").id)
    assert "Answer 1 comment" in _text(khaled, f"plan/consultation/?id={plan.id}")
    queue = f"plancomment/queue/?plan={plan.id}"
    assert "Deeper wells" in _text(khaled, queue)
    khaled.post("plancomment/answer/", queue, row=row.id, outcome="ANSWERED", answer="Yes")
    assert Proposal.select().where(Proposal.record_type == "plan_comment").count() == 1
    assert PlanComment.get_by_id(row.id).comment_outcome == "OPEN"
    # Who reads all without answering is led to the list alone.
    page = _text(amin, f"plan/consultation/?id={plan.id}")
    assert "See all comments" in page
    assert "Your comments" not in page
    assert "queue" not in page
    assert "Your comments" in _text(huda, f"plan/consultation/?id={plan.id}")


def test_whoever_may_not_answer_is_offered_nothing_and_may_do_nothing(
    plan: Plan, khaled: Reader, visitor: Reader, register: Register
) -> None:
    row = _entered(plan, "Deeper", organization=register.organization("NRA").id)
    other = _entered(plan, "Wider", organization=register.organization("NRA").id)
    page = khaled.get(f"plancomment/details/?id={row.id}").text
    assert "answering" not in page.replace("answering-", "")
    for deed, values in (("answer", {"outcome": "ANSWERED", "answer": "Yes"}), ("join", {"into": other.id})):
        for reader, status in ((khaled, 403), (visitor, 404)):
            answer = reader.post(f"plancomment/{deed}/", row=row.id, **values)
            assert answer.status_code == status
    assert visitor.get("plancomment/queue/").status_code == 403
    assert PlanComment.get_by_id(row.id).comment_outcome == "OPEN"


def test_the_name_of_the_writer_is_shown_to_the_officers_in_charge(
    plan: Plan, khaled: Reader, nadia: Reader, amin: Reader, salma: Reader
) -> None:
    address = f"plancomment/new/?plan={plan.id}"
    khaled.post(address, address, comment_kind="REMARK", text="Deeper", written_on="2026-02-01")
    pages = (f"plancomment/details/?id={_newest().id}", "plancomment/queue/", "plancomment/export/csv/?all=1")
    known = {name: [reader.get(page).text.count("Khaled") > 0 for page in pages]
             for name, reader in (("nadia", nadia), ("amin", amin))}  # fmt: skip
    assert known["nadia"][:2] == [True, True]
    assert known["nadia"][2] is False
    assert known["amin"][2] is False
    assert "Khaled" in salma.get("plancomment/?columns=name+author").text


def test_the_list_is_narrowed_by_what_became_of_comments(plan: Plan, salma: Reader) -> None:
    first = _entered(plan, "Open matter")
    _entered(plan, "Joined matter", joined_into=first.id)
    declined = _entered(plan, "Declined matter")
    answer_comments(SALMA, [declined], Answer("DECLINED", "No"))
    found = {
        outcome: re.findall(
            r"(Open|Joined|Declined) matter</bdi>", salma.get(f"plancomment/?comment_outcome={outcome}").text
        )
        for outcome in ("OPEN", "JOINED", "DECLINED", "LATELY")
    }
    assert found == {"OPEN": ["Open"], "JOINED": ["Joined"], "DECLINED": ["Declined"], "LATELY": ["Declined"]}


def test_the_page_of_the_consultation_counts_what_its_lists_show(plan: Plan, nadia: Reader, register: Register) -> None:
    rows = [_entered(plan, f"Matter {number}") for number in range(4)]
    _entered(plan, "Like the first", joined_into=rows[0].id)
    _entered(register.plan(phase="CONSULTATION"), "Elsewhere")
    answer_comments(SALMA, rows[1:3], Answer("ANSWERED", "Yes"))
    page = _text(nadia, f"plan/consultation/?id={plan.id}")
    found = re.findall(r'<dt><a href="/admin/([^"]+)">([^<]+)</a></dt><dd>(\d+)</dd>', page)
    assert [(told, int(count)) for _address, told, count in found] == [("Not answered", 2), ("Answered", 2)]
    for address, _told, count in found:
        assert len(re.findall(r"Matter \d</bdi>|Elsewhere</bdi>|first</bdi>", _text(nadia, address))) == int(count)


def test_the_start_page_tells_officers_what_waits_and_partners_what_was_answered(
    plan: Plan, khaled: Reader, nadia: Reader, register: Register
) -> None:
    register.site(register.intervention("NRA"))
    row = _entered(plan, "Deeper wells", organization=register.organization("NRA").id)
    assert "<strong>Comments to answer" in nadia.get("").text
    assert "<strong>Answers to your comments" not in khaled.get("").text
    answer_comments(SALMA, [row], Answer("ANSWERED", "Yes"))
    assert "<strong>Comments to answer" not in nadia.get("").text
    assert "<strong>Answers to your comments" in khaled.get("").text
    assert "Answers to your comments" not in nadia.get("").text


def test_a_plan_is_opened_to_those_invited_from_its_page(
    register: Register, nadia: Reader, huda: Reader, visitor: Reader
) -> None:
    plan = register.plan(is_published=False, phase="CONSULTATION", name_en="Draft of Khanfar")
    address = f"planinvitation/new/?plan={plan.id}"
    assert address in _text(nadia, f"plan/consultation/?id={plan.id}")
    for reader in (huda, visitor):
        assert reader.get(f"plan/details/?id={plan.id}").status_code == 404
    nadia.post(address, address, organization=register.organization("ADR").id)
    nadia.post(address, address, email="Visitor@example.org")
    assert PlanInvitation.select().count() == 2
    for reader in (huda, visitor):
        assert "Draft of Khanfar" in reader.get(f"plan/details/?id={plan.id}").text
        assert "You are invited to read a plan before it is published" in reader.get("notices/").text
        assert "Draft of Khanfar" in reader.get("plan/").text
    assert "visitor@example.org" not in huda.get(f"plan/consultation/?id={plan.id}").text
    assert "visitor@example.org" in nadia.get(f"plan/consultation/?id={plan.id}").text


def test_a_taken_comment_stands_beside_its_item_where_versions_are_compared(
    plan: Plan, khaled: Reader, huda: Reader, nadia: Reader, register: Register
) -> None:
    adopt(SALMA, plan, date(2026, 2, 1))
    again = Plan.get_by_id(plan.id)
    nadia.post("versions/amend/", f"plan/details/?id={plan.id}", id=plan.id, reason="What partners said")
    again = Plan.get_by_id(plan.id)
    again.phase = "CONSULTATION"
    changes.save(SALMA, again)
    row = _entered(
        plan, "", comment_kind="NEW_ITEM", proposed="Fish market", organization=register.organization("NRA").id
    )
    nadia.post("plancomment/make/", "plancomment/queue/", row=row.id)
    page = f"versions/?id={plan.id}&before=1&after=now"
    assert f"plancomment/details/?id={row.id}" in _text(nadia, page)
    assert f"plancomment/details/?id={row.id}" in _text(khaled, page)
    assert f"plancomment/details/?id={row.id}" not in _text(huda, page)


def test_the_queue_costs_as_many_statements_for_many_comments_as_for_few(plan: Plan, nadia: Reader) -> None:
    counts = []
    for number in range(2):
        for each in range(2 + 8 * number):
            _entered(plan, f"Matter {number} {each}", item=named("Wells").id)
        nadia.get("plancomment/queue/")
        with told() as statements:
            nadia.get("plancomment/queue/")
        counts.append(len(statements))
    assert counts[0] == counts[1]
    assert PlanItem.select().count() == 2
