"""Who is in charge of a new row: each kind of record says by which key its place is found, or why there is none."""

import pytest

from tansiq.models.record_type import record_types, type_named
from tansiq.policy.visibility import may
from tests.examples import seated
from tests.people import people_of
from tests.register import Register

WRITTEN_BY_ADMINISTRATORS = "Officers do not write it: administrators enter it."
ITS_OWNERS = "It follows the record it belongs to."
IN_CHARGE: dict[str, str] = {
    "area": WRITTEN_BY_ADMINISTRATORS,
    "sector": WRITTEN_BY_ADMINISTRATORS,
    "activity_type": WRITTEN_BY_ADMINISTRATORS,
    "population_group": WRITTEN_BY_ADMINISTRATORS,
    "account": WRITTEN_BY_ADMINISTRATORS,
    "portal_client": WRITTEN_BY_ADMINISTRATORS,
    "portal_token": WRITTEN_BY_ADMINISTRATORS,
    "licence": ITS_OWNERS,
    "organization_contact": ITS_OWNERS,
    "organization_document": ITS_OWNERS,
    "reached_figure": ITS_OWNERS,
    "overlap_decision": "Officers of either intervention decide on a pair, wherever the other one is.",
    "twin_decision": "Officers of either organisation decide on a pair, wherever the other one is.",
    "learned_name": "It lies in its area; imports teach it, and nobody proposes one.",
    "overlap_weights": WRITTEN_BY_ADMINISTRATORS,
    "overlap_case": "It lies in its area; the program opens it, and nobody proposes one.",
    "case_message": ITS_OWNERS,
    "case_document": ITS_OWNERS,
    "arrangement": ITS_OWNERS,
    "arrangement_answer": ITS_OWNERS,
    "intervention": "It lies where its sites do, which are judged one by one; without any it is its enterer's.",
    "organization": "home_area",
    "project": "organization",
    "site": "area",
    "need": "area",
    "goal": WRITTEN_BY_ADMINISTRATORS,
    "plan": "area",
    "plan_item": ITS_OWNERS,
    "call": ITS_OWNERS,
    "call_invitation": ITS_OWNERS,
    "call_answer": ITS_OWNERS,
    "demand": "area",
    "demand_document": ITS_OWNERS,
    "plan_comment": ITS_OWNERS,
    "plan_invitation": ITS_OWNERS,
    "plan_document": ITS_OWNERS,
    "indicator": ITS_OWNERS,
    "indicator_target": ITS_OWNERS,
    "indicator_value": ITS_OWNERS,
    "unit": "area",
    "assignment": WRITTEN_BY_ADMINISTRATORS,
    "extension": "It lies where its unit does, and its form says whether officers give more time.",
    "report": "It lies where its unit does; people of the unit fill it as well, wherever they are in charge.",
    "meeting": "It lies in its area, and nobody proposes one.",
    "agenda_item": ITS_OWNERS,
    "meeting_attendee": ITS_OWNERS,
    "meeting_decision": ITS_OWNERS,
    "survey": "It lies in its area, its record type says whether officers make it, and nobody proposes one.",
    "round": "It lies in its area; nobody proposes one.",
    "round_report": ITS_OWNERS,
    "choice_list": WRITTEN_BY_ADMINISTRATORS,
    "choice": WRITTEN_BY_ADMINISTRATORS,
    "type_definition": WRITTEN_BY_ADMINISTRATORS,
    "field_definition": WRITTEN_BY_ADMINISTRATORS,
    "rule_definition": WRITTEN_BY_ADMINISTRATORS,
    "shared_view": WRITTEN_BY_ADMINISTRATORS,
    "dashboard": WRITTEN_BY_ADMINISTRATORS,
    "dashboard_tile": WRITTEN_BY_ADMINISTRATORS,
    "entry": "It lies in its area, and its record type says who writes it.",
    "commitment": "It lies where the plan of its item does, or the demand that it is to.",
}
"""By kind of record: the key to the place that says who enters a new one, or why there is none."""


def test_every_kind_of_record_says_who_is_in_charge_of_a_new_row() -> None:
    assert set(IN_CHARGE) == {kind.table for kind in record_types()}
    reasons = {WRITTEN_BY_ADMINISTRATORS: "administrators", ITS_OWNERS: "owner"}
    for kind in record_types():
        said = reasons.get(IN_CHARGE[kind.table])
        assert (kind.writers == "administrators") is (said == "administrators"), kind.table
        assert kind.follows_parent is (said == "owner"), kind.table


@pytest.mark.parametrize("table", [table for table, key in IN_CHARGE.items() if " " not in key])
def test_a_new_row_is_entered_where_the_officer_is_in_charge_and_proposed_elsewhere(
    register: Register, table: str
) -> None:
    nadia, model = people_of(register)["officer"], type_named(table).model
    places = {"organization": (seated(register, "NRA", "YE121121").id, seated(register, "ADR", "YE1927").id)}
    here, there = places.get(IN_CHARGE[table]) or (register.areas["YE121121"].id, register.areas["YE1927"].id)
    rows = [model(**{IN_CHARGE[table]: place}) for place in (here, there)]
    assert [may(nadia, "CREATE", row) for row in rows] == [True, False]
    assert [may(nadia, "PROPOSE", row) for row in rows] == [True, True]
