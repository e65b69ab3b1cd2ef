"""Surveys in the panel: made from the page of a record type, their links in a sheet shown once, what they came to."""

import io
import re
from typing import Any

import pytest
from openpyxl import load_workbook

from tansiq.models import Entry, Survey, SurveyInvitation, TypeDefinition
from tansiq.platform.mailing import Outbox
from tansiq.surveys.answering import Sender
from tests.admin.conftest import Reader
from tests.definitions import form
from tests.register import Register
from tests.surveys import answer_with, outcomes, survey, work_question


@pytest.fixture
def trained(register: Register) -> TypeDefinition:
    return outcomes()


def _typed(**values: Any) -> dict[str, Any]:
    return {"title_en": "After the training", "link_kind": "OPEN", "starts_on": "2026-01-01", **values}


def _codes_in(content: bytes) -> list[str]:
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    return [str(row[1]) for row in sheet.iter_rows(min_row=2, values_only=True)]


def test_a_survey_is_made_on_the_page_of_its_record_type_and_answered_at_its_address(
    salma: Reader, nobody: Reader, trained: TypeDefinition, register: Register
) -> None:
    page = salma.get(f"typedefinition/details/?id={trained.id}").text
    assert f"survey/new/?record_type={trained.id}" in page
    address = f"survey/new/?record_type={trained.id}"
    wrong = salma.post(address, address, **_typed(title_en="", ends_on="2025-01-01")).text
    assert "The end is before the beginning." in wrong
    salma.post(address, address, **_typed(area=str(register.areas["YE1211"].id)))
    made = Survey.get()
    page = salma.get(f"survey/details/?id={made.id}").text
    assert f"http://localhost/admin/answer/to/{made.address}" in page
    assert "<svg" in page
    assert nobody.post(f"answer/to/{made.address}", f"answer/to/{made.address}").location.endswith("/sent")
    assert "1 answer" in salma.get(f"survey/details/?id={made.id}").text
    assert "After the training" in salma.get(f"typedefinition/details/?id={trained.id}").text


def test_nothing_is_offered_where_no_survey_can_be_made(
    salma: Reader, visitor: Reader, trained: TypeDefinition
) -> None:
    assert "survey/new" not in salma.get(f"typedefinition/details/?id={form('statistics').id}").text
    assert visitor.get(f"survey/new/?record_type={trained.id}").status_code == 403
    assert visitor.get(f"survey/details/?id={survey(trained).id}").status_code == 404


def test_an_officer_makes_surveys_in_their_areas_alone(
    nadia: Reader, trained: TypeDefinition, register: Register
) -> None:
    assert "survey/new" in nadia.get(f"typedefinition/details/?id={trained.id}").text
    address = f"survey/new/?record_type={trained.id}"
    assert f'value="{register.areas["YE12"].id}"' in nadia.get(address).text
    for place in ("", str(register.areas["YE19"].id)):
        assert "You may not do this" in nadia.post(address, address, **_typed(area=place)).text
    nadia.post(address, address, **_typed(area=str(register.areas["YE1211"].id)))
    assert Survey.get().area_id == register.areas["YE1211"].id


def test_links_stand_in_a_sheet_once_and_open_the_survey(
    salma: Reader, nobody: Reader, trained: TypeDefinition, register: Register
) -> None:
    asked = survey(trained, link_kind="ONE_TIME", area=register.areas["YE1211"].id)
    page = f"survey/links/?id={asked.id}"
    assert "Make 1 to 1000 at once." in salma.post(page, page, count="many").text
    made = _codes_in(salma.post(page, page, count="3").data)
    assert len(set(made)) == 3
    assert all(link.startswith("http://localhost/admin/answer/link?token=") for link in made)
    assert SurveyInvitation.select().count() == 3
    nobody.get(made[0].partition("/admin/")[2])
    assert nobody.post("answer/mine", "answer/mine").location.endswith("/sent")
    assert "1 of 3 invited answered." in salma.get(f"survey/details/?id={asked.id}").text


def test_codes_for_paper_stand_in_a_sheet(salma: Reader, trained: TypeDefinition) -> None:
    asked = survey(trained, link_kind="PAPER")
    page = f"survey/links/?id={asked.id}"
    assert "/admin/answer/code" in salma.get(page).text
    [code] = _codes_in(salma.post(page, page, count="١").data)
    assert re.fullmatch(r"[a-z2-9]{5}-[a-z2-9]{5}", code)


def test_whoever_is_invited_by_mail_gets_a_link(salma: Reader, trained: TypeDefinition, outbox: Outbox) -> None:
    asked = survey(trained, link_kind="ONE_TIME", retention_months=6)
    page = f"survey/links/?id={asked.id}"
    wrong = salma.post(page, page, mail="1", emails="amal@example.org\nnobody").text
    assert "“nobody” is no e-mail address." in wrong
    assert "amal@example.org" in wrong
    assert outbox.mails == []
    salma.post(page, page, mail="1", emails="amal@example.org\n\nhuda@example.org")
    assert len(outbox.mails) == 2
    assert "0 of 2 invited answered." in salma.get(f"survey/details/?id={asked.id}").text


def test_without_mail_nobody_is_offered_to_be_invited_by_it(salma: Reader, trained: TypeDefinition) -> None:
    asked = survey(trained, link_kind="ONE_TIME")
    assert 'name="mail"' not in salma.get(f"survey/links/?id={asked.id}").text


def test_links_are_made_by_those_who_may_change_the_survey(
    salma: Reader, nadia: Reader, amin: Reader, trained: TypeDefinition, register: Register
) -> None:
    here, there = (survey(trained, link_kind="PAPER", area=register.areas[at].id) for at in ("YE12", "YE19"))
    everybody = survey(trained)
    seen = {
        who: [reader.get(f"survey/links/?id={one.id}").status_code for one in (here, there, everybody)]
        for who, reader in (("salma", salma), ("nadia", nadia), ("amin", amin))
    }
    assert seen == {"salma": [200, 200, 404], "nadia": [200, 404, 404], "amin": [404, 404, 404]}


def test_results_are_those_of_the_answers_that_a_reader_may_see(
    salma: Reader, nadia: Reader, trained: TypeDefinition, register: Register
) -> None:
    work, areas = work_question(trained), register.areas
    asked = survey(trained, area=areas["YE12"].id)
    for _answer in range(2):
        row = answer_with(asked, {work: "GROUP"}, Sender(), area=areas["YE1211"].id)
    Entry.update(area=areas["YE1927"].id).where(Entry.id == row.id).execute()
    page = f"survey/results/?id={asked.id}"
    told = [re.findall(r"Group.*?<td>(\d)</td>", reader.get(page).text, re.DOTALL)[0] for reader in (salma, nadia)]
    assert told == ["2", "1"]


def test_a_survey_whose_answers_are_replied_to_is_made_on_the_same_form(
    salma: Reader, trained: TypeDefinition, register: Register
) -> None:
    address = f"survey/new/?record_type={trained.id}"
    typed = _typed(reply_days="١٠", retention_months="6", has_public_results="y")
    wrong = salma.post(address, address, **typed, is_reviewed="y").text
    assert "no answer waits for review" in wrong
    salma.post(address, address, **typed)
    made = Survey.get()
    assert (made.reply_days, made.is_reviewed) == (10, False)
    page = salma.get(f"survey/details/?id={made.id}").text
    assert f"/admin/answer/figures/{made.address}" in page
    assert f"/admin/feedback/?survey={made.id}" in page
