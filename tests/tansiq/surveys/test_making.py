"""Making a survey: what is wrong with one, and who may make it."""

from datetime import timedelta
from typing import Any

import pytest

from tansiq.faults import Refused
from tansiq.models import Survey, TypeDefinition
from tansiq.models.survey import fields_asked
from tansiq.platform import clock
from tansiq.policy.visibility import may, visible
from tansiq.records import changes
from tansiq.surveys.inviting import invite
from tests.definitions import form, name_of, record_type
from tests.people import AMIN, NOBODY, SALMA, officer, partner
from tests.register import Register
from tests.surveys import answer_with, outcomes, question, survey


@pytest.fixture
def trained(register: Register) -> TypeDefinition:
    return outcomes()


def _refused(of: TypeDefinition, **values: Any) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refusal:
        survey(of, **values)
    return [(fault.code, fault.field) for fault in refusal.value.faults]


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ({"title_ar": "", "title_en": ""}, ("NAME_MISSING", "title_ar")),
        ({"ends_on": clock.today() - timedelta(days=9)}, ("DATES_REVERSED", "ends_on")),
        ({"has_public_results": True}, ("MISSING", "ends_on")),
        ({"consent_ar": "أوافق"}, ("MISSING", "retention_months")),
        ({"link_kind": "MAIL"}, ("MISSING", "retention_months")),
        ({"retention_months": 0}, ("OUT_OF_RANGE", "retention_months")),
        ({"link_kind": "EVERYBODY"}, ("UNKNOWN_CODE", "link_kind")),
    ],
)
def test_what_is_wrong_with_a_survey_is_told_at_its_field(
    trained: TypeDefinition, values: dict[str, Any], fault: tuple[str, str]
) -> None:
    assert fault in _refused(trained, **values)


def test_registers_in_use_alone_are_asked(trained: TypeDefinition) -> None:
    rows = record_type("member", has_area=False, has_organization=False, owner_table="organization")
    others = (form("statistics"), record_type("draft", use_state="DRAFT"), rows)
    assert [_refused(kind) for kind in others] == [[("NOT_IN_USE", "record_type")]] * 3


def test_a_survey_asks_what_is_personal_with_a_consent_alone(trained: TypeDefinition) -> None:
    called, age = question(trained, "called", is_personal=True), question(trained, "age", "WHOLE")
    question(trained, "friend", "REFERENCE", reference_table="organization")
    question(trained, "twice", "CALCULATED", formula=f"${{{age.number}}} * 2")
    plain, agreed = survey(trained), survey(trained, consent_ar="أوافق", retention_months=6)
    assert [name_of(one) for one in fields_asked(plain)] == [name_of(age)]
    assert {name_of(one) for one in fields_asked(agreed)} == {name_of(called), name_of(age)}


def test_a_field_that_has_to_be_filled_is_one_that_can_be_asked(trained: TypeDefinition) -> None:
    question(trained, "called", is_personal=True, is_required=True)
    assert _refused(trained) == [("NOT_ASKED", "consent_ar")]
    survey(trained, consent_ar="أوافق", retention_months=6)


def test_who_is_invited_and_what_is_asked_stays(trained: TypeDefinition) -> None:
    made = survey(trained, link_kind="PAPER")
    invite(SALMA, made, 1)
    for values in ({"link_kind": "OPEN"}, {"record_type": record_type("other").id}):
        row = Survey.get_by_id(made.id)
        for name, value in values.items():
            row.enter(name, value)
        with pytest.raises(Refused) as refusal:
            changes.save(SALMA, row)
        assert [fault.code for fault in refusal.value.faults] == ["FIXED"]
    other = survey(trained)
    other.link_kind = "ONE_TIME"
    assert changes.save(SALMA, other).link_kind == "ONE_TIME"


def test_each_survey_has_an_address_of_its_own_that_stays(trained: TypeDefinition) -> None:
    first, second = survey(trained), survey(trained)
    assert len({first.address, second.address}) == 2
    row = Survey.get_by_id(first.id)
    row.title_en = "Renamed"
    assert changes.save(SALMA, row).address == first.address


def test_officers_make_surveys_of_what_they_write_in_their_areas(trained: TypeDefinition, register: Register) -> None:
    abyan, hadramawt = register.areas["YE12"].id, register.areas["YE19"].id
    nadia, kept = officer(abyan), outcomes_of_administrators()
    made = {
        "their own": Survey(record_type=trained.id, area=abyan),
        "of the country": Survey(record_type=trained.id),
        "elsewhere": Survey(record_type=trained.id, area=hadramawt),
        "of administrators": Survey(record_type=kept.id, area=abyan),
    }
    assert [name for name, row in made.items() if may(nadia, "CREATE", row)] == ["their own"]
    assert all(may(SALMA, "CREATE", row) for row in made.values())
    others = (AMIN, NOBODY, partner("Khaled", 1))
    assert not any(may(who, act, row) for who in others for act in ("CREATE", "PROPOSE") for row in made.values())


def outcomes_of_administrators() -> TypeDefinition:
    return record_type("kept", "ADMINISTRATORS", has_organization=False)


def test_surveys_are_read_by_those_who_read_their_answers(trained: TypeDefinition, register: Register) -> None:
    abyan, hadramawt = register.areas["YE12"].id, register.areas["YE19"].id
    there = survey(trained, area=abyan)
    survey(outcomes_of_administrators(), area=abyan)
    survey(trained, area=hadramawt)
    answer_with(there, {}, area=register.areas["YE1211"].id)
    seen = {who: visible(Survey, who).count() for who in (SALMA, AMIN, officer(abyan), NOBODY, partner("Khaled", 1))}
    assert list(seen.values()) == [3, 3, 1, 0, 0]
