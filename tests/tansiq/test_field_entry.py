"""A field is entered with its answers: lines are read, keys and codes proposed, what is gone is retired."""

import pytest

from tansiq import field_entry
from tansiq.faults import Refused
from tansiq.field_entry import AnswerLine, read_answers
from tansiq.models import Choice, FieldDefinition, Proposal
from tansiq.proposals.proposing import submit
from tansiq.proposals.reviewing import approve
from tests.definitions import field
from tests.people import SALMA, officer
from tests.register import Register

LINES = "WELL | بئر | Well\nخزان | Tank\nنبع\n\n | |\nPump"


def _new(**values: object) -> FieldDefinition:
    facts = {"record_table": "organization", "value_type": "CHOICE", "label_en": "Licence class", **values}
    return FieldDefinition(**facts)


def _codes(one: FieldDefinition) -> list[tuple[str, bool]]:
    return [(choice.code, choice.is_offered) for choice in field_entry.answers_of(one.choice_list_id)]


def test_answers_are_read_from_lines_of_one_two_or_three_parts() -> None:
    assert read_answers(LINES) == [
        AnswerLine("WELL", "بئر", "Well"),
        AnswerLine("", "خزان", "Tank"),
        AnswerLine("", "نبع", ""),
        AnswerLine("", "", "Pump"),
    ]


def test_codes_are_proposed_and_kept(register: Register) -> None:
    one = field_entry.enter(SALMA, _new(), read_answers(LINES))
    assert (one.key, _codes(one)) == ("licenceClass", [("WELL", True), ("TANK", True), ("A1", True), ("PUMP", True)])
    again = field_entry.written_answers(field_entry.answers_of(one.choice_list_id))
    field_entry.enter(SALMA, one, read_answers(again.replace("| Tank", "| Cistern")))
    assert Choice.get(Choice.code == "TANK").label_en == "Cistern"


def test_an_answer_whose_line_is_gone_is_retired_and_comes_back(register: Register) -> None:
    one = field_entry.enter(SALMA, _new(), read_answers("First\nSecond"))
    field_entry.enter(SALMA, one, read_answers("Second"))
    assert sorted(_codes(one)) == [("FIRST", False), ("SECOND", True)]
    field_entry.enter(SALMA, one, read_answers("Second\nFirst"))
    assert _codes(one) == [("SECOND", True), ("FIRST", True)]


def test_what_is_wrong_with_a_line_says_which_one(register: Register) -> None:
    for lines, code in (("ONE | أ | One\nONE | ب | Two", "TAKEN"), ("bad code | أ | x", "BAD_CODE"), ("", "MISSING")):
        with pytest.raises(Refused) as refused:
            field_entry.enter(SALMA, _new(), read_answers(lines))
        assert (code, "answers") in [(fault.code, fault.field) for fault in refused.value.faults]
    assert (FieldDefinition.select().count(), Choice.select().count()) == (0, 0)


def test_a_field_without_a_name_is_told_at_its_label(register: Register) -> None:
    with pytest.raises(Refused) as refused:
        field_entry.enter(SALMA, _new(label_en=""), read_answers("First"))
    assert [fault.field for fault in refused.value.faults] == ["label_ar"]


@pytest.mark.parametrize(
    ("label", "key"),
    [("Well depth (m)", "wellDepthM"), ("Type", "type2"), ("", "f1"), ("2nd name", "f1"), ("GPS", "gps")],
)
def test_keys_are_proposed(register: Register, label: str, key: str) -> None:
    one = field_entry.enter(SALMA, _new(value_type="TEXT", label_en=label, label_ar="حقل"))
    assert one.key == key


def test_keys_that_were_ever_used_here_are_not_proposed_again(register: Register) -> None:
    field("depth", use_state="RETIRED")
    assert field_entry.enter(SALMA, _new(value_type="TEXT", label_en="Depth")).key == "depth2"


def test_fields_are_moved_among_those_of_their_records(register: Register) -> None:
    for label in ("one", "two", "three"):
        field_entry.enter(SALMA, _new(value_type="TEXT", label_en=label))
    field("elsewhere", table="project")
    fields = field_entry.fields_of(("organization", None))
    field_entry.move(SALMA, fields[2], -1)
    field_entry.move(SALMA, field_entry.fields_of(("organization", None))[0], -1)
    assert [one.key for one in field_entry.fields_of(("organization", None))] == ["one", "three", "two"]


def test_an_officer_proposes_a_field_with_its_answers(register: Register) -> None:
    nadia = officer(register.areas["YE12"].id)
    one = _new()
    proposal = submit(nadia, lambda acting: field_entry.enter(acting, one, read_answers("First\nSecond")))
    assert (proposal is not None, FieldDefinition.select().count()) == (True, 0)
    approve(SALMA, Proposal.get())
    stored = FieldDefinition.get()
    assert (stored.key, stored.use_state, len(_codes(stored))) == ("licenceClass", "DRAFT", 2)


def test_what_lacks_words_in_one_language_is_told(register: Register) -> None:
    one = field_entry.enter(SALMA, _new(hint_ar="كما في الوثيقة"), read_answers("أولى | First\nثانية"))
    lacking = field_entry.missing_words(one, field_entry.answers_of(one.choice_list_id))
    assert lacking == {"ar": ["Licence class"], "en": ["كما في الوثيقة", "ثانية"]}
