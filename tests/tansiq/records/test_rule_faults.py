"""Rules over own fields at the one door: refused, asked once more, told; and no way to guess what one may not see."""

from typing import Any

import pytest

from tansiq.faults import Refused
from tansiq.language.words import speaking
from tansiq.models import Entry, HistoryEntry, Organization, ProposalEvent, RuleDefinition
from tansiq.policy.viewer import Viewer
from tansiq.proposals.proposing import propose, submit
from tansiq.proposals.reviewing import approve, approve_all
from tansiq.records import bulk, changes
from tansiq.records.rule_faults import broken_rules
from tests.definitions import field, name_of, record_type, rule
from tests.people import SALMA, people_of
from tests.register import Register


def _filled(row: Organization, values: dict[Any, Any]) -> Organization:
    again: Organization = Organization.get_by_id(row.id)
    for one, value in values.items():
        again.enter(name_of(one), value)
    return again


def _told(viewer: Viewer, row: Organization) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        changes.save(viewer, row)
    return [(fault.code, fault.field) for fault in refused.value.faults]


def test_what_breaks_a_rule_is_refused_at_its_field_in_the_language_of_the_reader(register: Register) -> None:
    staff, paid = field("staff", "WHOLE"), field("paid", "WHOLE")
    rule("{1} <= {0}", staff, paid, told_at=staff.id)
    row = _filled(register.organization("NRA"), {staff: 4, paid: 5})
    with pytest.raises(Refused) as refused:
        changes.save(SALMA, row)
    [fault] = refused.value.faults
    assert (fault.code, fault.field) == ("RULE_BROKEN", name_of(staff))
    for language, text in (("ar", "لا يتفقان."), ("en", "They do not agree.")):
        with speaking(language):
            assert str(fault) == text
    assert changes.save(SALMA, _filled(row, {staff: 5, paid: 5})).id


def test_without_a_field_of_its_own_the_message_stands_at_the_first_that_is_named(register: Register) -> None:
    staff, paid = field("staff", "WHOLE"), field("paid", "WHOLE")
    rule("{1} <= {0}", staff, paid)
    row = _filled(register.organization("NRA"), {staff: 4, paid: 5})
    assert _told(SALMA, row) == [("RULE_BROKEN", name_of(paid))]


@pytest.mark.parametrize("values", [{}, {"staff": 4}, {"paid": 5}])
def test_a_rule_is_not_asked_where_something_is_missing(register: Register, values: dict[str, int]) -> None:
    fields = {"staff": field("staff", "WHOLE"), "paid": field("paid", "WHOLE")}
    rule("{1} <= {0}", *fields.values())
    row = _filled(register.organization("NRA"), {fields[key]: value for key, value in values.items()})
    row.name_en = "Another name"
    assert changes.save(SALMA, row).id


def test_a_row_that_broke_a_rule_before_it_came_is_refused_once_its_fields_change(register: Register) -> None:
    staff, paid = field("staff", "WHOLE"), field("paid", "WHOLE")
    row = changes.save(SALMA, _filled(register.organization("NRA"), {staff: 4, paid: 5}))
    rule("{1} <= {0}", staff, paid)
    row = Organization.get_by_id(row.id)
    row.name_en = "Another name"
    changes.save(SALMA, row)
    assert _told(SALMA, _filled(row, {paid: 6})) == [("RULE_BROKEN", name_of(paid))]
    changes.save(SALMA, _filled(row, {paid: 4}))


def test_a_rule_over_a_calculated_field_is_asked_where_a_field_changes_that_it_is_made_of(register: Register) -> None:
    staff, paid = field("staff", "WHOLE"), field("paid", "WHOLE")
    unpaid = field("unpaid", "CALCULATED", formula=f"${{{staff.number}}} - ${{{paid.number}}}")
    rule("{0} >= 0", unpaid)
    row = _filled(register.organization("NRA"), {staff: 4, paid: 5})
    assert _told(SALMA, row) == [("RULE_BROKEN", name_of(staff))]


def test_a_field_that_is_wrong_by_itself_is_told_alone(register: Register) -> None:
    staff = field("staff", "WHOLE", least=0)
    rule("{0} >= 0", staff)
    assert _told(SALMA, _filled(register.organization("NRA"), {staff: -1})) == [("NEGATIVE", name_of(staff))]


def test_a_number_that_became_a_text_is_the_text_it_reads_as(register: Register) -> None:
    room = field("room", "WHOLE")
    row = changes.save(SALMA, _filled(register.organization("NRA"), {room: 40}))
    room.value_type = "TEXT"
    changes.save(SALMA, room)
    rule("{0} != '40'", room, rule_severity="NOTE")
    assert len(broken_rules(SALMA, Organization.get_by_id(row.id))) == 1


def test_drafts_and_retired_rules_refuse_nothing(register: Register) -> None:
    staff = field("staff", "WHOLE")
    one = rule("{0} > 3", staff, use_state="DRAFT")
    row = changes.save(SALMA, _filled(register.organization("NRA"), {staff: 1}))
    one.use_state = "ACTIVE"
    changes.save(SALMA, one)
    assert _told(SALMA, _filled(row, {staff: 2})) == [("RULE_BROKEN", name_of(staff))]
    one.use_state = "RETIRED"
    changes.save(SALMA, one)
    changes.save(SALMA, _filled(row, {staff: 2}))


def test_entries_have_the_rules_of_their_own_type(register: Register) -> None:
    wells, springs = record_type("wells"), record_type("springs")
    depth = field("depth", "WHOLE", table="entry", record_type=wells.id)
    height = field("height", "WHOLE", table="entry", record_type=springs.id)
    rule("{0} < 300", depth)
    well, spring = (Entry(record_type=kind.id, area=register.areas["YE12"].id) for kind in (wells, springs))
    well.enter(name_of(depth), 400)
    spring.enter(name_of(height), 400)
    with pytest.raises(Refused, match="RULE_BROKEN"):
        changes.save(SALMA, well)
    assert changes.save(SALMA, spring).id


def test_many_rows_at_once_are_refused_by_rules_and_not_asked(register: Register) -> None:
    staff, paid = field("staff", "WHOLE"), field("paid", "WHOLE")
    one = rule("{1} <= {0}", staff, paid)
    rows = [register.organization(acronym) for acronym in ("NRA", "ADR")]
    before = [row.values() for row in rows]
    for number, row in enumerate(rows):
        row.enter(name_of(staff), 4)
        row.enter(name_of(paid), 4 + number)
    with pytest.raises(Refused) as refused, changes.together():
        bulk.change(SALMA, rows, before)
    assert [(fault.code, fault.field) for fault in refused.value.faults] == [("RULE_BROKEN", name_of(paid))]
    one.rule_severity = "WARN"
    changes.save(SALMA, one)
    with changes.together():
        bulk.change(SALMA, [_filled(row, {staff: 4, paid: 5}) for row in before_again(rows)], before)


def before_again(rows: list[Organization]) -> list[Organization]:
    """The rows as they are stored."""
    return [Organization.get_by_id(row.id) for row in rows]


def test_what_a_rule_warns_of_is_saved_with_a_reason_that_the_history_keeps(register: Register) -> None:
    staff = field("staff", "WHOLE")
    rule("{0} < 1000", staff, rule_severity="WARN")
    row = _filled(register.organization("NRA"), {staff: 2000})
    assert _told(SALMA, row) == [("RULE_WARNS", name_of(staff))]
    assert Organization.get_by_id(row.id).extra == {}
    changes.save(SALMA.giving(" Counted \n twice, with volunteers. "), row)
    told = HistoryEntry.select().order_by(HistoryEntry.id.desc()).get()
    assert (told.reason, told.record_id) == ("Counted twice, with volunteers.", row.id)
    row.name_en = "Another name"
    changes.save(SALMA, row)
    assert HistoryEntry.select().order_by(HistoryEntry.id.desc()).get().reason is None


def test_what_is_only_to_be_told_keeps_nobody_from_saving(register: Register) -> None:
    staff = field("staff", "WHOLE")
    one = rule("{0} < 1000", staff, rule_severity="NOTE")
    row = changes.save(SALMA, _filled(register.organization("NRA"), {staff: 2000}))
    assert broken_rules(SALMA, row) == [one]


def test_a_reason_goes_with_a_proposal_into_the_history(register: Register) -> None:
    staff, khaled = field("staff", "WHOLE"), people_of(register)["partner"]
    rule("{0} < 1000", staff, rule_severity="WARN")
    row = _filled(register.organization("NRA"), {staff: 2000})
    with pytest.raises(Refused, match="RULE_WARNS"):
        submit(khaled, lambda viewer: changes.save(viewer, row))
    proposal = submit(khaled.giving("With volunteers."), lambda viewer: changes.save(viewer, row))
    assert proposal is not None
    assert ProposalEvent.get(ProposalEvent.proposal == proposal.id).comment == "With volunteers."
    approve(SALMA, proposal)
    told = HistoryEntry.select().order_by(HistoryEntry.id.desc()).get()
    assert (told.record_id, told.reason) == (row.id, "With volunteers.")


def test_whoever_reviews_what_came_without_a_reason_is_asked_for_one(register: Register) -> None:
    staff, khaled = field("staff", "WHOLE"), people_of(register)["partner"].through("GRAPHQL")
    rule("{0} < 1000", staff, rule_severity="WARN")
    row = _filled(register.organization("NRA"), {staff: 2000})
    proposal = propose(khaled, lambda viewer: changes.save(viewer, row))
    assert proposal is not None
    assert approve_all(SALMA, [proposal])[0] == 0
    with pytest.raises(Refused, match="RULE_WARNS"):
        approve(SALMA, proposal)
    approve(SALMA.giving("Asked them."), proposal)
    assert HistoryEntry.select().order_by(HistoryEntry.id.desc()).get().reason == "Asked them."


def test_what_is_refused_is_refused_to_whoever_proposes_it(register: Register) -> None:
    staff, khaled = field("staff", "WHOLE"), people_of(register)["partner"]
    rule("{0} < 1000", staff)
    row = _filled(register.organization("NRA"), {staff: 2000})
    for acting in (khaled, khaled.through("GRAPHQL"), khaled.giving("Let me.")):
        with pytest.raises(Refused, match="RULE_BROKEN"):
            propose(acting, lambda viewer: changes.save(viewer, row))


def test_a_rule_tells_nobody_what_stands_in_a_field_they_may_not_see(register: Register) -> None:
    wage, rent = field("wage", "WHOLE", is_personal=True), field("rent", "WHOLE")
    one = rule("{1} < {0}", wage, rent)
    row = changes.save(SALMA, _filled(register.organization("NRA"), {wage: 500}))
    khaled = people_of(register)["partner"]
    proposals = [
        submit(khaled, lambda viewer, rent_is=amount: changes.save(viewer, _filled(row, {rent: rent_is})))  # type: ignore[misc]  # A lambda's default has no type.
        for amount in (100, 900)
    ]
    assert all(proposals)
    assert broken_rules(khaled, _filled(row, {rent: 900})) == []
    assert broken_rules(SALMA, _filled(row, {rent: 900})) == [RuleDefinition.get_by_id(one.id)]
    with pytest.raises(Refused, match="RULE_BROKEN"):
        approve(SALMA, proposals[1])  # type: ignore[arg-type]  # Both were proposed.
