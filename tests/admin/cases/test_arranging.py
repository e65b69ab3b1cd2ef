"""Arrangements in the panel: each kind asks for what it needs, its effect is seen before it is sent, parties answer."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tansiq.models import Arrangement, ArrangementAnswer, ArrangementStep, CaseMember, Intervention, OverlapCase
from tansiq.platform import clock
from tests.admin.cases.conftest import Cases
from tests.admin.cases.test_page import page_of
from tests.admin.conftest import Reader
from tests.register import Register


def _works(case: OverlapCase) -> list[Intervention]:
    ids = CaseMember.select(CaseMember.intervention).where(CaseMember.case == case.id)
    return list(Intervention.select().where(Intervention.id.in_(ids)).order_by(Intervention.id))


def _form(reader: Reader, case: OverlapCase, kind: str) -> str:
    answer = reader.get(f"cases/arrange/?id={case.id}&kind={kind}")
    assert answer.status_code == 200
    return answer.text


def _send(reader: Reader, case: OverlapCase, kind: str, deed: str = "look", **values: Any) -> TestResponse:
    given = {"id": case.id, "kind": kind, "deed": deed, **values}
    return reader.post("cases/arrange/", page=f"cases/case/?id={case.id}", **given)


def _seen(page: str) -> str:
    found = re.search(r'name="seen" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def _proposed(reader: Reader, case: OverlapCase, kind: str = "NOT_SAME", **values: Any) -> Arrangement:
    assert _send(reader, case, kind, "send", **values).status_code == 302
    return Arrangement.select().order_by(Arrangement.id.desc()).get()


def test_the_page_of_a_case_offers_every_kind(nadia: Reader, khaled: Reader, case: OverlapCase) -> None:
    for reader in (nadia, khaled):
        page = page_of(reader, case)
        for kind in ("WITHDRAW", "MOVE", "DATES", "AREAS", "GROUPS", "SAME_PROJECT", "COMPLEMENTARY", "NOT_SAME"):
            assert f"/admin/cases/arrange/?id={case.id}&amp;kind={kind}" in page
    assert "Which arrangement do you propose?" in nadia.get(f"cases/arrange/?id={case.id}").text
    assert "Which arrangement do you propose?" in nadia.get(f"cases/arrange/?id={case.id}&kind=%3Cx%3E").text


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        ("WITHDRAW", 'type="checkbox" id="who-'),
        ("MOVE", 'type="radio" id="who-'),
        ("SAME_PROJECT", 'type="radio" id="lead-'),
        ("AREAS", '<label for="area_'),
        ("GROUPS", 'name="group_'),
        ("DATES", 'name="starts_'),
    ],
)
def test_a_kind_asks_for_what_it_needs_alone(nadia: Reader, case: OverlapCase, kind: str, asked: str) -> None:
    page = _form(nadia, case, kind)
    assert page.count(asked) == 3
    others = {'id="who-', 'id="lead-', '<label for="area_', 'name="group_', 'name="starts_'}
    assert [one for one in others if one in page and one not in asked] == []


def test_gaps_nearby_are_offered_to_whoever_moves_and_the_effect_is_seen_before(
    khaled: Reader, case: OverlapCase, register: Register
) -> None:
    register.need("YE121122", "WSH", 3400, severity=4)
    there, mover = register.areas["YE121122"].id, _works(case)[0].id
    form = _form(khaled, case, "MOVE")
    assert "3,400 people in need are not covered" in form
    assert f'name="place" value="{there}"' in form
    assert "Propose it to all parties" not in form, "what it would do is seen first"
    page = _send(khaled, case, "MOVE", who=mover, place=there).text
    assert "Help for 1,200 people would be free in Abyan / Khanfar / Ja&#39;ar." in page
    assert "Some of it would still overlap." in page
    effect = page.split('id="effect"')[1].split("</section>")[0]
    assert "al-Kawd" in effect
    assert "35% of 3,400 in need" in effect
    assert f'value="{mover}" checked' in page
    assert not Arrangement.select().exists()
    answer = _send(khaled, case, "MOVE", "send", who=mover, place=there, seen=_seen(page), note="We go there.")
    assert answer.headers["Location"] == f"/admin/cases/case/?id={case.id}#arrangements"
    row = Arrangement.get()
    assert (row.arrangement_kind, row.note, row.arrangement_state) == ("MOVE", "We go there.", "PROPOSED")
    assert [(step.intervention_id, step.area_id) for step in ArrangementStep.select()] == [(mover, there)]
    assert row.answer_by == clock.today() + timedelta(days=14)
    told = khaled.client.get("/admin/" + answer.headers["Location"].removeprefix("/admin/")).text
    assert "Proposed. All parties are told" in told
    assert "moves to" in told


def test_what_was_changed_after_the_effect_is_shown_again_and_not_sent(nadia: Reader, case: OverlapCase) -> None:
    first, second, _third = (work.id for work in _works(case))
    seen = _seen(_send(nadia, case, "WITHDRAW", who=first).text)
    page = _send(nadia, case, "WITHDRAW", "send", who=second, seen=seen).text
    assert 'id="effect"' in page
    assert not Arrangement.select().exists()
    _send(nadia, case, "WITHDRAW", "send", who=second, seen=_seen(page))
    assert [step.intervention_id for step in ArrangementStep.select()] == [second]


@pytest.mark.parametrize(
    ("kind", "values", "text"),
    [
        ("WITHDRAW", {}, "Say which of the interventions change."),
        ("MOVE", {"place": "1"}, "Say which of the interventions change."),
        ("MOVE", {"place": "other"}, "Choose the area in which it is to work."),
        ("MOVE", {"place": "other", "area-text": "Nowhere"}, "The register has nothing called"),
        ("DATES", {}, "Say which of the interventions change."),
        ("GROUPS", {}, "Say which of the interventions change."),
        ("AREAS", {}, "Say which of the interventions change."),
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(
    nadia: Reader, case: OverlapCase, kind: str, values: dict[str, str], text: str
) -> None:
    for deed in ("look", "send"):
        answer = _send(nadia, case, kind, deed, note="Spoken about <twice>.", **values)
        assert answer.status_code == 200
        assert text in answer.text
        assert "Spoken about &lt;twice&gt;.</textarea>" in answer.text
    assert not Arrangement.select().exists()


def test_a_wrong_step_is_told_with_the_name_of_its_intervention(nadia: Reader, case: OverlapCase) -> None:
    work = _works(case)[1]
    given = {f"starts_{work.id}": "2026-05-01", f"ends_{work.id}": "2026-04-01"}
    page = _send(nadia, case, "DATES", **given).text
    assert f"{work.title_en}: The end is before the beginning." in page
    assert "1 May 2026" in page
    page = _send(nadia, case, "DATES", **{f"starts_{work.id}": "soon"}).text
    assert 'value="soon"' in page


def test_days_places_and_groups_of_each_are_read(nadia: Reader, case: OverlapCase, register: Register) -> None:
    first, second, _third = (work.id for work in _works(case))
    page = _send(nadia, case, "DATES", **{f"starts_{first}": "1/5/2026", f"ends_{first}": "31/5/2026"}).text
    assert 'id="effect"' in page
    groups: dict[str, Any] = {
        f"group_{first}": register.groups["IDP"].id,
        f"group_{second}": register.groups["HOST"].id,
    }
    seen = _seen(_send(nadia, case, "GROUPS", **groups).text)
    _send(nadia, case, "GROUPS", "send", seen=seen, **groups)
    steps = {step.intervention_id: step.population_group_id for step in ArrangementStep.select()}
    assert steps == {first: register.groups["IDP"].id, second: register.groups["HOST"].id}
    assert "serves: Displaced persons" in page_of(nadia, case)


def test_one_project_names_who_leads(nadia: Reader, case: OverlapCase) -> None:
    work = _works(case)[2]
    assert "Say which of the interventions leads." in _send(nadia, case, "SAME_PROJECT", "send").text
    row = _proposed(nadia, case, "SAME_PROJECT", lead=work.id)
    assert row.lead_id == work.id
    assert "leads." in page_of(nadia, case)


def test_a_form_that_is_sent_twice_proposes_once(nadia: Reader, case: OverlapCase) -> None:
    found = re.search(r'name="form_key" value="([^"]+)"', _form(nadia, case, "NOT_SAME"))
    assert found is not None
    for _time in (1, 2):
        assert _send(nadia, case, "NOT_SAME", "send", form_key=found[1]).status_code == 302
    assert Arrangement.select().count() == 1


def _answer(reader: Reader, row: Arrangement, reply: str, **values: Any) -> TestResponse:
    page = f"cases/case/?id={row.case_id}"
    return reader.post("cases/arrange/answer/", page=page, row=row.id, reply=reply, **values)


def test_parties_answer_and_the_officer_records_what_one_said(
    khaled: Reader, huda: Reader, nadia: Reader, case: OverlapCase, register: Register
) -> None:
    row = _proposed(khaled, case)
    assert "An arrangement waits for the answer of your organisation." in page_of(huda, case)
    assert "waits for the answer of your organisation" not in page_of(khaled, case), "who proposes agrees"
    answer = _answer(huda, row, "OBJECT", note=" ")
    assert answer.status_code == 200
    assert "Say why you object" in answer.text
    assert _answer(huda, row, "OBJECT", note="We began <first>.").status_code == 302
    page = page_of(khaled, case)
    assert "Objected to" in page
    assert "We began &lt;first&gt;." in page
    _answer(huda, row, "AGREE")
    assert _answer(nadia, row, "AGREE", organization=register.organization("BKC").id).status_code == 302
    assert Arrangement.get_by_id(row.id).arrangement_state == "CARRIED_OUT"
    assert OverlapCase.get_by_id(case.id).case_state == "DISMISSED"
    page = page_of(huda, case)
    assert "(recorded by the officer)" in page
    assert "Send the answer" not in page


def test_what_all_agree_to_becomes_a_proposal_that_is_linked(
    khaled: Reader, huda: Reader, nadia: Reader, cases: Cases
) -> None:
    case = cases()
    mover = _works(case)[0].id
    seen = _seen(_send(khaled, case, "WITHDRAW", who=mover).text)
    row = _proposed(khaled, case, "WITHDRAW", who=mover, seen=seen)
    answer = _answer(huda, row, "AGREE")
    page = huda.client.get(answer.headers["Location"].partition("#")[0]).text
    assert "All parties agreed. The changes to the records are proposed" in page
    row = Arrangement.get_by_id(row.id)
    assert f"/admin/proposal/details/?id={row.proposal_id}" in page_of(nadia, case)
    assert "Propose an arrangement" not in page_of(huda, case)


def test_who_has_no_say_is_told_whom_to_ask(huda: Reader, amin: Reader, nadia: Reader, cases: Cases) -> None:
    case = cases("YE1927", of=("NRA", "BKC"))
    for reader in (amin, nadia):
        page = reader.get(f"cases/arrange/?id={case.id}&kind=MOVE")
        assert page.status_code == 403
        assert "officers in charge of Al Mukalla City" in page.text
        assert "Where to" not in page.text
        answer = _send(reader, case, "NOT_SAME", "send", note="Seen <twice>.")
        assert answer.status_code == 403
        assert "Seen &lt;twice&gt;." in answer.text
        assert "Propose an arrangement" not in page_of(reader, case).split("</main>")[0].split("<main")[1]
    assert huda.get(f"cases/arrange/?id={case.id}").status_code == 404
    assert _send_blind(huda, case).status_code == 404
    assert not Arrangement.select().exists()


def _send_blind(reader: Reader, case: OverlapCase) -> TestResponse:
    return reader.post("cases/arrange/", page="", id=case.id, kind="NOT_SAME", deed="send")


def test_an_answer_for_others_or_too_late_is_refused_and_kept(
    khaled: Reader, huda: Reader, nadia: Reader, case: OverlapCase, register: Register
) -> None:
    row = _proposed(khaled, case)
    answer = _answer(huda, row, "AGREE", organization=register.organization("BKC").id, note="For <them>.")
    assert answer.status_code == 403
    assert "For &lt;them&gt;." in answer.text
    Arrangement.update(answer_by=date(2026, 1, 1)).execute()
    answer = _answer(huda, row, "AGREE", note="At <last>.")
    assert "The day until which it was to be answered has passed." in answer.text
    assert "At &lt;last&gt;." in answer.text
    assert not ArrangementAnswer.select().where(ArrangementAnswer.note != "").exists()


def test_whoever_proposed_it_withdraws_it(khaled: Reader, huda: Reader, case: OverlapCase) -> None:
    row = _proposed(khaled, case)
    assert "Withdraw this arrangement" not in page_of(huda, case)
    assert huda.post("cases/arrange/withdraw/", page=f"cases/case/?id={case.id}", row=row.id).status_code == 403
    assert "Withdraw this arrangement" in page_of(khaled, case)
    khaled.post("cases/arrange/withdraw/", page=f"cases/case/?id={case.id}", row=row.id)
    assert Arrangement.get_by_id(row.id).archived_at is not None
    assert "Nothing is arranged yet." in page_of(khaled, case)


@pytest.mark.parametrize("given", ["", "x", "999999", "999999999999999999999999"])
def test_forged_ids_are_not_there(salma: Reader, case: OverlapCase, given: str) -> None:
    assert salma.get(f"cases/arrange/?id={given}").status_code == 404
    for address, name in (("", "id"), ("answer/", "row"), ("withdraw/", "row")):
        answer = salma.post(f"cases/arrange/{address}", page="", reply="AGREE", kind="MOVE", **{name: given})
        assert answer.status_code == 404, address
