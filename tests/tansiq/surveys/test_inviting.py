"""Links and codes: made once, kept as digests, good for one answer; guessing them is limited and told."""

from collections.abc import Callable
from functools import partial

import pytest

from tansiq.faults import Refused
from tansiq.models import Entry, SignInFailure, Survey, SurveyAnswer, SurveyInvitation, TypeDefinition
from tansiq.platform.mailing import Outbox
from tansiq.surveys import invitation_mail
from tansiq.surveys.answering import Sender, answer, new_entry
from tansiq.surveys.inviting import (
    ask_for_link,
    counts,
    invitation_by_code,
    invitation_by_link,
    invite,
    invite_by_mail,
    link_to,
    written,
)
from tests.people import AMIN, SALMA, officer
from tests.register import Register
from tests.surveys import answer_with, outcomes, survey, yesterday

HERE = "192.0.2.7"


@pytest.fixture
def trained(register: Register) -> TypeDefinition:
    return outcomes(has_area=False, policy="PUBLIC")


def _codes(deed: Callable[[], object]) -> list[str]:
    with pytest.raises(Refused) as refusal:
        deed()
    return [fault.code for fault in refusal.value.faults]


def test_a_link_takes_one_answer(trained: TypeDefinition) -> None:
    asked = survey(trained, link_kind="ONE_TIME")
    first, second = invite(SALMA, asked, 2)
    assert first not in str([one.__data__ for one in SurveyInvitation.select()])
    found = invitation_by_link(first)
    answer_with(asked, {}, Sender(found, key="a form"))
    assert SurveyAnswer.get().invitation_id == SurveyInvitation.get(SurveyInvitation.used_at.is_null(False)).id
    again = Sender(invitation_by_link(first), key="another form")
    assert _codes(lambda: answer(asked, new_entry(asked), again)) == ["USED"]
    # Two forms that were open before either was sent.
    assert _codes(lambda: answer(asked, new_entry(asked), Sender(found, key="a third form"))) == ["USED"]
    answer(asked, new_entry(asked), Sender(found, key="a form"))
    assert (Entry.select().count(), counts(asked)) == (1, (2, 1))
    answer_with(asked, {}, Sender(invitation_by_link(second)))


def test_a_fault_leaves_the_link_as_it_was(trained: TypeDefinition) -> None:
    asked = survey(trained, link_kind="ONE_TIME", consent_en="I agree", retention_months=3)
    found = invitation_by_link(invite(SALMA, asked, 1)[0])
    assert _codes(lambda: answer(asked, new_entry(asked), Sender(found))) == ["CONSENT_MISSING"]
    assert counts(asked) == (1, 0)


def test_a_code_is_read_as_people_type_it(trained: TypeDefinition) -> None:
    asked = survey(trained, link_kind="PAPER")
    code = written(invite(SALMA, asked, 1)[0])
    eastern = code.translate(str.maketrans("23456789", "٢٣٤٥٦٧٨٩"))
    for typed in (code, code.upper(), code.replace("-", " "), f" {code.replace('-', '')} ", eastern):
        found = invitation_by_code(typed, HERE)
        assert found is not None
        assert found.survey_id == asked.id


def test_nobody_answers_without_an_invitation_or_with_one_to_another_survey(trained: TypeDefinition) -> None:
    asked, other = survey(trained, link_kind="ONE_TIME"), survey(trained, link_kind="ONE_TIME")
    found = invitation_by_link(invite(SALMA, other, 1)[0])
    assert _codes(lambda: answer(asked, new_entry(asked), Sender())) == ["NOT_INVITED"]
    assert _codes(lambda: answer(asked, new_entry(asked), Sender(found))) == ["NOT_INVITED"]


def test_guessing_is_limited_and_told_and_a_right_code_is_no_way_around_it(trained: TypeDefinition) -> None:
    asked = survey(trained, link_kind="PAPER")
    [code] = invite(SALMA, asked, 1)
    for guess in range(19):
        assert invitation_by_code(f"guess {guess}", HERE) is None
        assert invitation_by_code(code, HERE) is not None
    assert invitation_by_code("the last guess", HERE) is None
    assert _codes(lambda: invitation_by_code("one more", HERE)) == ["TOO_MANY_REQUESTS"]
    assert _codes(lambda: invitation_by_code(code, HERE)) == ["TOO_MANY_REQUESTS"]
    assert invitation_by_code(code, "198.51.100.7") is not None
    assert invitation_by_link(code) is None, "no way around the count"


def test_links_are_tried_as_often_as_anybody_likes_and_nothing_is_kept_of_it(trained: TypeDefinition) -> None:
    [link] = invite(SALMA, survey(trained, link_kind="ONE_TIME"), 1)
    for guess in range(1_000):
        assert invitation_by_link(f"a guess of the whole length of a link: {guess:04}") is None
    assert invitation_by_link(link) is not None
    assert not SignInFailure.select().exists()


def test_those_who_may_change_the_survey_invite_and_no_others(trained: TypeDefinition, register: Register) -> None:
    asked = survey(trained, link_kind="PAPER")
    for who in (AMIN, officer(register.areas["YE12"].id)):
        assert _codes(partial(invite, who, asked, 1)) == ["FORBIDDEN"]
    assert _codes(lambda: invite(SALMA, asked, 0)) == ["OUT_OF_RANGE"]
    assert _codes(lambda: invite(SALMA, asked, 1_001)) == ["OUT_OF_RANGE"]
    assert _codes(lambda: invite(SALMA, survey(trained), 1)) == ["OPEN_TO_ALL"]


def test_links_are_mailed_once_each_by_the_worker(trained: TypeDefinition, outbox: Outbox) -> None:
    asked = survey(trained, link_kind="ONE_TIME", retention_months=6)
    assert invite_by_mail(SALMA, asked, ["Amal@example.org", "", "huda@example.org"]) == 2
    assert invite_by_mail(SALMA, asked, ["amal@EXAMPLE.org"]) == 0
    assert {mail.to.lower() for mail in outbox.mails} == {"amal@example.org", "huda@example.org"}
    assert len(outbox.mails) == 2
    secret = outbox.mails[0].text.split("token=")[1].split()[0]
    assert link_to(secret) in outbox.mails[0].text
    answer_with(asked, {}, Sender(invitation_by_link(secret)))
    assert invitation_mail.mail_kept() == 0


def test_nobody_is_mailed_before_the_survey_begins(trained: TypeDefinition, outbox: Outbox) -> None:
    asked = survey(trained, link_kind="ONE_TIME", retention_months=6, ends_on=yesterday())
    invite_by_mail(SALMA, asked, ["amal@example.org"])
    assert outbox.mails == []
    Survey.update(ends_on=None).where(Survey.id == asked.id).execute()
    assert invitation_mail.mail_kept() == 1


def test_what_is_no_address_is_named_and_nobody_invited(trained: TypeDefinition, outbox: Outbox) -> None:
    asked = survey(trained, link_kind="ONE_TIME")
    assert _codes(lambda: invite_by_mail(SALMA, asked, ["amal@example.org", "nobody"])) == ["EMAIL_INVALID"]
    assert _codes(lambda: invite_by_mail(SALMA, survey(trained, link_kind="PAPER"), ["a@example.org"])) == ["NO_MAIL"]
    assert _codes(lambda: invite_by_mail(SALMA, asked, ["amal@example.org"])) == ["MISSING"]
    assert counts(asked) == (0, 0)


def test_too_many_addresses_are_told_where_they_were_typed(trained: TypeDefinition, outbox: Outbox) -> None:
    asked = survey(trained, link_kind="ONE_TIME", retention_months=6)
    with pytest.raises(Refused) as refused:
        invite_by_mail(SALMA, asked, [f"participant{number}@example.org" for number in range(1_001)])
    assert [(fault.code, fault.field) for fault in refused.value.faults] == [("OUT_OF_RANGE", "emails")]
    assert counts(asked) == (0, 0)


def test_whoever_asks_is_mailed_a_link_that_takes_one_answer(trained: TypeDefinition, outbox: Outbox) -> None:
    asked = survey(trained, link_kind="MAIL", retention_months=6)
    ask_for_link(asked, " Amal@Example.org ", HERE)
    ask_for_link(asked, "amal@example.org", HERE)
    assert (len(outbox.mails), SurveyInvitation.select().count()) == (2, 1)
    first, last = (mail.text.split("token=")[1].split()[0] for mail in outbox.mails)
    # The last link alone holds.
    assert invitation_by_link(first) is None
    answer_with(asked, {}, Sender(invitation_by_link(last)))
    ask_for_link(asked, "amal@example.org", HERE)
    assert len(outbox.mails) == 2
    assert _codes(lambda: ask_for_link(asked, "amal@example.org", HERE)) == ["TOO_MANY_REQUESTS"]


def test_a_link_by_mail_is_refused_where_none_could_be_followed(trained: TypeDefinition, outbox: Outbox) -> None:
    over = survey(trained, link_kind="MAIL", retention_months=6, ends_on=yesterday())
    assert _codes(lambda: ask_for_link(over, "amal@example.org", HERE)) == ["ENDED"]
    asked = survey(trained, link_kind="MAIL", retention_months=6)
    assert _codes(lambda: ask_for_link(asked, "nobody", HERE)) == ["EMAIL_INVALID"]
    assert _codes(lambda: ask_for_link(survey(trained), "amal@example.org", HERE)) == ["NO_MAIL"]
    assert _codes(lambda: answer(asked, new_entry(asked), Sender())) == ["NOT_INVITED"]
    assert _codes(lambda: invite(SALMA, asked, 1)) == ["OPEN_TO_ALL"]
    assert outbox.mails == []
