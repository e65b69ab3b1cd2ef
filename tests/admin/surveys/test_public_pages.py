"""The public pages of surveys: answered without an account, in either language, and nothing that was typed is lost."""

import gzip
import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tansiq.models import Entry, Proposal, Survey, SurveyAnswer, TypeDefinition
from tansiq.platform import clock
from tansiq.platform.mailing import Outbox
from tansiq.surveys import answering
from tansiq.surveys.inviting import invite
from tests.admin.conftest import Reader
from tests.admin.panel.test_form_keys import key_on
from tests.definitions import answers, name_of
from tests.people import SALMA
from tests.register import Register
from tests.surveys import answer_with, outcomes, question, survey, work_question, yesterday

CONSENT = {"consent_en": "My answers may be kept.", "consent_ar": "أوافق على حفظ إجاباتي.", "retention_months": 6}


@pytest.fixture
def trained(register: Register) -> TypeDefinition:
    return outcomes(has_area=False, policy="PUBLIC")


def _page(of: Survey) -> str:
    return f"answer/to/{of.address}"


def test_somebody_without_an_account_answers(nobody: Reader, nadia: Reader, trained: TypeDefinition) -> None:
    work, said = work_question(trained), question(trained, "said", "LONG_TEXT")
    asked = survey(trained, intro_en="Five questions.", is_reviewed=True)
    page = nobody.get(_page(asked)).text
    assert "Five questions." in page
    assert "After the training" in page
    answer = nobody.post(_page(asked), _page(asked), **{name_of(work): "GROUP", name_of(said): "Thanks <b>all</b>"})
    assert answer.location.endswith("/admin/answer/sent")
    assert "Your answer has arrived" in nobody.get("answer/sent").text
    assert (Proposal.get().state, Proposal.get().actor) == ("WAITING", "After the training")


def test_what_is_wrong_stands_at_its_field_and_nothing_is_lost(nobody: Reader, trained: TypeDefinition) -> None:
    age, work = question(trained, "age", "WHOLE", most=99), work_question(trained, is_required=True)
    needs = question(trained, "needs", "CHOICES", choice_list=answers("TOOLS", "MONEY").id)
    born, asked = question(trained, "born", "DAY"), survey(trained, **CONSENT)
    typed = {name_of(age): "١٢٠", name_of(needs): ["", "MONEY"], name_of(born): "yesterday, I think"}
    page = nobody.post(_page(asked), _page(asked), **typed).text
    for one in (age, work, born):
        assert f'href="#{name_of(one)}"' in page
    assert 'href="#consent"' in page
    assert 'value="yesterday, I think"' in page
    assert 'value="120"' in page
    assert re.search(r"checked[^>]*MONEY|MONEY[^>]*checked", page)
    assert not Entry.select().exists()


def test_the_button_that_checks_sends_nothing(nobody: Reader, trained: TypeDefinition) -> None:
    work = work_question(trained, is_required=True)
    asked = survey(trained)
    wrong = nobody.post(_page(asked), _page(asked), check="1").text
    assert f'href="#{name_of(work)}"' in wrong
    right = nobody.post(_page(asked), _page(asked), check="1", **{name_of(work): "GROUP"}).text
    assert "Nothing is wrong with your answer" in right
    assert not Entry.select().exists()


def test_turning_the_language_keeps_what_was_typed(nobody: Reader, trained: TypeDefinition) -> None:
    said = question(trained, "said")
    asked = survey(trained, **CONSENT)
    page = nobody.post(_page(asked), _page(asked), language="ar", **{name_of(said): "Half an answer"}).text
    assert 'lang="ar" dir="rtl"' in page
    assert 'value="Half an answer"' in page
    assert "بعد التدريب" in page
    assert "أوافق على حفظ إجاباتي." in page
    assert 'class="faults"' not in page
    assert 'lang="ar"' in nobody.get(_page(asked)).text


def test_a_form_that_is_sent_twice_is_one_answer(nobody: Reader, trained: TypeDefinition) -> None:
    asked = survey(trained)
    key = key_on(nobody, _page(asked))
    for _sending in range(3):
        assert nobody.post(_page(asked), "sign-in", form_key=key).location.endswith("/sent")
    assert SurveyAnswer.select().count() == 1
    refused = nobody.post(_page(asked), "sign-in", form_key=f"{key}x").text
    assert "This form was opened too long ago" in refused


def test_programs_that_fill_in_everything_are_told_nothing(nobody: Reader, trained: TypeDefinition) -> None:
    asked = survey(trained)
    answer = nobody.post(_page(asked), _page(asked), website="https://spam.example")
    assert answer.location.endswith("/sent")
    assert not Entry.select().exists()


def test_too_many_from_one_line_are_told_with_their_answer(
    nobody: Reader, trained: TypeDefinition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answering, "AN_HOUR", 1)
    said = question(trained, "said")
    asked = survey(trained)
    nobody.post(_page(asked), _page(asked))
    refused = nobody.post(_page(asked), _page(asked), **{name_of(said): "The second"}).text
    assert "Too many answers came from this line" in refused
    assert 'value="The second"' in refused


def test_a_survey_that_closed_meanwhile_says_so_and_keeps_what_was_typed(
    nobody: Reader, trained: TypeDefinition
) -> None:
    said = question(trained, "said")
    asked = survey(trained)
    token = nobody.token(_page(asked))
    Survey.update(starts_on=yesterday(), ends_on=yesterday()).where(Survey.id == asked.id).execute()
    late = nobody.client.post(f"/admin/{_page(asked)}", data={"csrf_token": token, name_of(said): "Too late"}).text
    assert "This survey has ended" in late
    assert 'value="Too late"' in late
    assert "This survey has ended" in nobody.get(_page(asked)).text
    assert "has not begun" in nobody.get(_page(survey(trained, starts_on=clock.today() + timedelta(days=2)))).text


def test_what_does_not_exist_is_not_there(nobody: Reader, trained: TypeDefinition) -> None:
    asked = survey(trained)
    for address in (
        "answer/link?token=forged",
        "answer/to/nothing",
        "answer/results/nothing",
        "answer/to/%00",
        "answer/results/a%00b",
        f"answer/results/{asked.address}",
        "answer/mine",
    ):
        assert nobody.get(address).status_code == 404, address


def _signed_out(application: Flask) -> Reader:
    return Reader(application.test_client())


def test_a_link_made_for_one_takes_one_answer(application: Flask, nobody: Reader, trained: TypeDefinition) -> None:
    said, asked = question(trained, "said"), survey(trained, link_kind="ONE_TIME")
    [secret] = invite(SALMA, asked, 1)
    assert "made for you" in nobody.get(_page(asked)).text
    opened = nobody.get(f"answer/link?token={secret}")
    assert opened.location.endswith("/admin/answer/mine")
    page = nobody.get("answer/mine").text
    assert "After the training" in page
    assert secret not in page
    assert nobody.post("answer/mine", "answer/mine", **{name_of(said): "Mine"}).location.endswith("/sent")
    assert "was used already" in nobody.get("answer/mine").text
    other = _signed_out(application)
    other.get(f"answer/link?token={secret}")
    assert "was used already" in other.get("answer/mine").text
    assert (Entry.select().count(), SurveyAnswer.get().invitation_id is None) == (1, False)


def test_a_code_from_paper_opens_its_survey_once(nobody: Reader, trained: TypeDefinition) -> None:
    asked = survey(trained, link_kind="PAPER")
    [code] = invite(SALMA, asked, 1)
    assert nobody.get(_page(asked)).location.endswith("/admin/answer/code")
    wrong = nobody.post("answer/code", "answer/code", code="abcde-abcde").text
    assert "There is no such code" in wrong
    assert 'value="abcde-abcde"' in wrong
    typed = f"{code[:5]} - {code[5:]}".upper()
    assert nobody.post("answer/code", "answer/code", code=typed).location.endswith("/admin/answer/mine")
    assert nobody.post("answer/mine", "answer/mine").location.endswith("/sent")
    nobody.post("answer/code", "answer/code", code=code)
    assert "was used already" in nobody.get("answer/mine").text


def test_guessing_is_limited_and_told(nobody: Reader, trained: TypeDefinition) -> None:
    for guess in range(20):
        nobody.post("answer/code", "sign-in", code=f"guess {guess}")
    refused = nobody.post("answer/code", "sign-in", code="one more")
    assert (refused.status_code, "Too many codes" in refused.text) == (429, True)
    for token in ("", "forged", "x" * 43, "x" * 5_000):
        assert nobody.get(f"answer/link?token={token}").status_code == 404


def test_whoever_has_begun_is_not_kept_from_sending_by_the_guesses_of_others(
    nobody: Reader, trained: TypeDefinition
) -> None:
    [code] = invite(SALMA, survey(trained, link_kind="PAPER"), 1)
    nobody.post("answer/code", "answer/code", code=code)
    for guess in range(21):
        nobody.post("answer/code", "sign-in", code=f"guess {guess}")
    assert nobody.post("answer/mine", "answer/mine").location.endswith("/sent")


def test_the_district_is_asked_where_entries_lie_in_one(nobody: Reader, register: Register) -> None:
    asked = survey(outcomes(), area=register.areas["YE12"].id)
    assert 'href="#area"' in nobody.post(_page(asked), _page(asked), area="999999").text
    place = register.areas["YE1211"].id
    assert nobody.post(_page(asked), _page(asked), area=str(place)).location.endswith("/sent")
    assert Entry.get().area_id == place


def test_nobody_fills_what_is_not_asked(nobody: Reader, trained: TypeDefinition) -> None:
    called, asked = question(trained, "called", is_personal=True), survey(trained)
    nobody.post(_page(asked), _page(asked), **{name_of(called): "Amal", "is_published": "1", "organization": "1"})
    assert (Entry.get().extra, Entry.get().is_published, Entry.get().organization_id) == ({}, False, None)


def test_results_are_shown_to_everybody_once_it_has_ended(nobody: Reader, trained: TypeDefinition) -> None:
    work = work_question(trained)
    asked = survey(trained, has_public_results=True, ends_on=clock.today())
    for place in range(11):
        answer_with(asked, {work: "GROUP" if place < 4 else "EMPLOYED"})
    assert nobody.get(f"answer/results/{asked.address}").status_code == 404
    Survey.update(starts_on=yesterday(), ends_on=yesterday()).where(Survey.id == asked.id).execute()
    assert f"answer/results/{asked.address}" in nobody.get(_page(asked)).text
    told = nobody.get(f"answer/results/{asked.address}").text
    assert "11 answers" in told
    assert "Too few to be told" in told
    assert not re.search(r"<td>(4|7)</td>", told)


def loaded(client: FlaskClient, address: str) -> int:
    """Bytes that a browser loads for a page that it has never seen, packed."""
    page = client.get(address).text
    files = dict.fromkeys(re.findall(r'(?:src|href)="(/admin/own/[^"]+)"', page))
    loaded = [page.encode()]
    for file in files:
        with client.get(file) as answer:
            loaded.append(answer.data)
    return sum(len(gzip.compress(text)) for text in loaded)


def test_a_survey_of_thirty_questions_loads_less_than_forty_kilobytes(nobody: Reader, register: Register) -> None:
    of = outcomes()
    first = question(of, "children", "WHOLE")
    for place in range(15):
        listed = answers(*(f"ANSWER{place}X{code}" for code in range(8)))
        question(of, f"choice{place}", "CHOICE", choice_list=listed.id, shows_if=f"${{{first.number}}} > {place}")
        question(of, f"text{place}", "LONG_TEXT", hint_ar="تلميح طويل عن السؤال " * 8, hint_en="A long hint. " * 12)
    asked = survey(of, intro_ar="مقدمة " * 100, intro_en="An introduction. " * 60, **CONSENT)
    assert loaded(nobody.client, f"/admin/{_page(asked)}") < 40_000


def test_each_answer_of_a_signed_in_person_is_that_of_a_participant(salma: Reader, trained: TypeDefinition) -> None:
    asked = survey(trained, is_reviewed=True)
    salma.post(_page(asked), _page(asked))
    assert (Proposal.get().account_id, Entry.select().count()) == (None, 0)


def test_script_in_every_text_is_shown_as_text(nobody: Reader, trained: TypeDefinition) -> None:
    script = "<script>alert(1)</script>"
    said = question(trained, "said", label_en=script, hint_en=script)
    texts: dict[str, Any] = {"title_en": script, "intro_en": script, **CONSENT, "consent_en": script}
    asked = survey(trained, **texts)
    page = nobody.post(_page(asked), _page(asked), **{name_of(said): script}).text
    assert script not in page
    assert "&lt;script&gt;" in page


def test_a_link_is_asked_for_by_mail_and_leads_to_the_form(
    nobody: Reader, trained: TypeDefinition, outbox: Outbox
) -> None:
    asked = survey(trained, link_kind="MAIL", retention_months=6, intro_en="Five questions.")
    assert "Five questions." in nobody.get(_page(asked)).text
    wrong = nobody.post(_page(asked), _page(asked), email="nobody").text
    assert "Give an e-mail address" in wrong
    assert 'value="nobody"' in wrong
    nobody.post(_page(asked), _page(asked), email="spam@example.org", website="https://spam.example")
    assert outbox.mails == []
    assert "a link is on its way" in nobody.post(_page(asked), _page(asked), email="amal@example.org").text
    nobody.get(outbox.mails[0].text.split("/admin/")[1].split()[0])
    assert nobody.post("answer/mine", "answer/mine").location.endswith("/sent")
    # Nobody learns who has answered.
    assert "a link is on its way" in nobody.post(_page(asked), _page(asked), email="amal@example.org").text
    assert (len(outbox.mails), Entry.select().count()) == (1, 1)
