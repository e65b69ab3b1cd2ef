"""Rules over own fields are checked when they are entered, held by numbers, and hold the fields they rest on."""

from collections.abc import Callable
from contextlib import suppress
from time import thread_time
from typing import Any

import pytest

from tansiq.faults import Refused
from tansiq.models import FieldDefinition, RuleDefinition
from tansiq.models.data_stamps import bump
from tansiq.models.definitions import known
from tansiq.models.own_rules import faults_of_rule
from tansiq.models.rule_definition import MOST_RULES
from tansiq.proposals.proposing import submit
from tansiq.proposals.reviewing import approve
from tansiq.records import changes
from tansiq.rule_entry import understood_rule
from tests.definitions import field, record_type, rule
from tests.people import SALMA, people_of
from tests.register import Register

HOLDER = ("organization", None)


def _codes(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[str, str]]:
    return [(fault.code, fault.field) for fault in refused.value.faults]


def test_rules_in_use_are_known_by_their_records(register: Register) -> None:
    staff, paid = field("staff", "WHOLE"), field("paid", "WHOLE")
    one = rule("{1} <= {0}", staff, paid)
    rule("{0} > 0", staff, use_state="DRAFT")
    [(found, said)] = known().rules_in(HOLDER)
    assert (found.id, said.numbers) == (one.id, (paid.number, staff.number))
    assert known().rules_in(("project", None)) == ()


def test_renamed_fields_touch_no_rule(register: Register) -> None:
    staff = field("staff", "WHOLE")
    one = rule("{0} > 0", staff)
    staff.key, staff.label_en, staff.label_ar = "people", "People", "الناس"
    changes.save(SALMA, staff)
    assert RuleDefinition.get_by_id(one.id).version == one.version
    assert [found.id for found, _ in known().rules_in(HOLDER)] == [one.id]


WRONG = [
    ("1 +", "ENDS_EARLY"),
    ("${99999} > 1", "UNKNOWN_FIELD"),
    ("{0} + 1", "WRONG_RESULT"),
    ("1 = 2", "NO_FIELD"),
    ("__class__", ""),
    ("9**9**9", ""),
    ("'a' * 2 > 1", "WRONG_KIND"),
]


@pytest.mark.parametrize(("expression", "code"), WRONG, ids=[text for text, _ in WRONG])
def test_what_is_no_rule_is_refused_at_its_expression(register: Register, expression: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        rule(expression.replace("${99999}", "${{99999}}"), field("staff", "WHOLE"))
    assert {where for _, where in _codes(refused)} == {"expression"}
    assert not code or code in {found for found, _ in _codes(refused)}


HOSTILE = ["(" * 5_000, "1" + "+1" * 20_000, "9**9**9", "__class__", "${1}" * 3_000, "\0"]


@pytest.mark.parametrize("expression", HOSTILE, ids=lambda text: text[:9])
def test_hostile_expressions_are_refused_at_once(register: Register, expression: str) -> None:
    staff = field("staff", "WHOLE")
    with pytest.raises(Refused):
        changes.save(SALMA, RuleDefinition(record_table="organization", expression=expression, message_en="No."))
    for refuse in (understood_rule, lambda _, text: list(faults_of_rule(text, [staff], {}))):
        assert _quickest(refuse, expression) < 0.005


def _quickest(refuse: Callable[[Any, str], Any], expression: str) -> float:
    """The seconds of work it takes to say what is wrong, the best of five; what else the machine does is left out."""
    taken = []
    for _ in range(5):
        begun = thread_time()
        with suppress(Refused):
            assert refuse(HOLDER, expression)
        taken.append(thread_time() - begun)
    return min(taken)


def test_a_rule_says_something_in_one_language_at_least_and_stays_with_its_records(register: Register) -> None:
    staff = field("staff", "WHOLE")
    with pytest.raises(Refused, match=r"MESSAGE_MISSING\(message_ar\)"):
        rule("{0} > 0", staff, message_en="", message_ar="")
    one = rule("{0} > 0", staff, message_en="Less \u202e more")
    assert one.message_en == "Less more"
    one.record_table = "project"
    with pytest.raises(Refused, match=r"FIXED\(record_table\)"):
        changes.save(SALMA, one)


def test_a_rule_rests_on_fields_of_its_own_records_that_are_in_use(register: Register) -> None:
    other, draft = field("budgeted", "WHOLE", table="project"), field("planned", "WHOLE", use_state="DRAFT")
    staff = field("staff", "WHOLE")
    with pytest.raises(Refused, match=r"UNKNOWN_FIELD\(expression\)"):
        rule("{1} < {0}", staff, other)
    with pytest.raises(Refused, match=r"UNKNOWN_FIELD\(expression\)"):
        rule("{1} < {0}", staff, draft)
    with pytest.raises(Refused, match=r"UNKNOWN_FIELD\(told_at\)"):
        rule("{0} > 0", staff, told_at=other.id)
    assert rule("{1} < {0}", staff, draft, use_state="DRAFT").id


def test_a_field_that_a_rule_rests_on_is_neither_retired_nor_made_a_text(register: Register) -> None:
    staff, remark = field("staff", "WHOLE"), field("remark")
    one = rule("{0} > 0", staff, told_at=remark.id)
    for name, row, value, place in [
        ("use_state", staff, "RETIRED", "use_state"),
        ("value_type", staff, "TEXT", "value_type"),
        ("use_state", remark, "RETIRED", "use_state"),
    ]:
        again = FieldDefinition.get_by_id(row.id)
        setattr(again, name, value)
        with pytest.raises(Refused, match=rf"USED\({place}\)"):
            changes.save(SALMA, again)
    one.use_state = "RETIRED"
    changes.save(SALMA, one)
    again = FieldDefinition.get_by_id(staff.id)
    again.use_state = "RETIRED"
    assert changes.save(SALMA, again).retired_on is not None


def test_a_rule_whose_field_went_by_force_says_nothing(register: Register) -> None:
    staff = field("staff", "WHOLE")
    rule("{0} > 0", staff)
    FieldDefinition.update(use_state="RETIRED").where(FieldDefinition.id == staff.id).execute()
    bump(["field_definition"])
    assert known().rules_in(HOLDER) == ()


def test_a_rule_over_calculated_fields_rests_on_what_these_are_made_of(register: Register) -> None:
    staff, paid = field("staff", "WHOLE"), field("paid", "WHOLE")
    unpaid = field("unpaid", "CALCULATED", formula=f"${{{staff.number}}} - ${{{paid.number}}}")
    rule("{0} >= 0", unpaid)
    [(_, said)] = known().rules_in(HOLDER)
    assert said.numbers == (staff.number, paid.number)


def test_calculated_fields_that_double_each_other_grow_no_rule_without_end(register: Register) -> None:
    last = field("staff", "WHOLE")
    for place in range(12):
        last = field(f"doubled{place}", "CALCULATED", formula=f"${{{last.number}}} + ${{{last.number}}}")
    with pytest.raises(Refused) as refused:
        rule("{0} > 1", last)
    assert _codes(refused) == [("TOO_LONG", "expression")]


def test_a_kind_of_records_has_so_many_rules(register: Register) -> None:
    staff = field("staff", "WHOLE")
    for _ in range(MOST_RULES):
        last = rule("{0} > 0", staff)
    with pytest.raises(Refused, match=r"TOO_MANY\(expression\)"):
        rule("{0} > 0", staff)
    last.use_state = "RETIRED"
    changes.save(SALMA, last)
    assert rule("{0} > 0", staff).id


def test_a_rule_that_was_in_use_is_retired_and_not_removed(register: Register) -> None:
    one = rule("{0} > 0", field("depth", "WHOLE", table="entry", record_type=record_type("wells").id))
    with pytest.raises(Refused, match="IN_USE"):
        changes.archive(SALMA, one)
    one.use_state = "DRAFT"
    with pytest.raises(Refused, match=r"FIXED\(use_state\)"):
        changes.save(SALMA, one)


def test_an_officer_drafts_and_the_ministry_approves(register: Register) -> None:
    staff, nadia = field("staff", "WHOLE"), people_of(register)["officer"]
    one = RuleDefinition(
        record_table="organization", expression=f"${{{staff.number}}} > 0", message_en="Nobody works there."
    )
    proposal = submit(nadia, lambda viewer: changes.save(viewer, one))
    assert (RuleDefinition.select().count(), proposal is not None) == (0, True)
    assert proposal is not None
    approve(SALMA, proposal)
    assert RuleDefinition.get().use_state == "DRAFT"
