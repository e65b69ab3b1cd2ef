"""Rules of a ministry over the rows of sheets: refused, warned of and noted at their cells, asked of nobody blindly."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tansiq.exchange.plan_import import PlanChoices, import_plan
from tansiq.language.words import speaking
from tansiq.models import Account, Entry, HistoryEntry, Intervention, PlanItem, ProposalEvent, Site
from tansiq.records import changes
from tests.definitions import field, name_of, rule
from tests.fivew import HEADER as OF_WORK
from tests.fivew import csv_file, row, take
from tests.fivew import told as told_of_work
from tests.people import SALMA, people_of
from tests.register import Register
from tests.tansiq.exchange.wells import Wells, told

HEADER = ("Name", "District", "Depth (m)", "Users")


def _ruled(severity: str, policy: str = "PUBLIC") -> Wells:
    """Wells that have no more users than metres, else this."""
    wells = Wells(policy)
    rule("{0} <= {1}", wells.fields["users"], wells.fields["depth"], rule_severity=severity)
    return wells


def _reasons(model: type[Any]) -> list[str | None]:
    """What the history says to each change of rows of a table, the oldest first."""
    entries = HistoryEntry.select().where(HistoryEntry.record_type == str(model._meta.table_name))
    return [entry.reason for entry in entries.order_by(HistoryEntry.id)]


def test_a_row_that_breaks_a_refusing_rule_is_told_at_its_cell_and_left_out(register: Register, tmp_path: Path) -> None:
    wells = _ruled("REFUSE")
    sheet = wells.sheet(tmp_path, [["a", "Khanfar", 5, 6], ["b", "Khanfar", 5, 5]], HEADER)
    outcome = wells.take(sheet)
    assert (told(outcome), outcome.is_written) == ([("wells!D2", "rule-broken")], False)
    for language, text in (("ar", "لا يتفقان."), ("en", "They do not agree.")):
        with speaking(language):
            assert [str(one.sentence) for one in outcome.plan.errors] == [text]
    assert wells.take(sheet, good_rows_only=True).plan.tally.wrong == 1
    assert wells.held("wellName") == ["b"]


@pytest.mark.parametrize(
    ("rule_severity", "severity", "code"), [("WARN", "warning", "rule-warns"), ("NOTE", "notice", "rule-notes")]
)
def test_warnings_and_notes_stand_at_their_cells_and_the_rows_are_entered(
    register: Register, tmp_path: Path, rule_severity: str, severity: str, code: str
) -> None:
    wells = _ruled(rule_severity)
    outcome = wells.take(wells.sheet(tmp_path, [["a", "Khanfar", 5, 6], ["b", "Khanfar", 5, 5]], HEADER))
    assert told(outcome, severity) == [("wells!D2", code)]
    assert (outcome.plan.tally.warned, wells.held("users")) == (int(severity == "warning"), [6, 5])


def test_a_rule_is_told_in_the_row_where_the_sheet_has_no_column_of_its_field(
    register: Register, tmp_path: Path
) -> None:
    wells = _ruled("WARN")
    wells.take(wells.sheet(tmp_path, [["a", "Khanfar", 5, 5]], HEADER))
    assert told(wells.take(wells.sheet(tmp_path, [["a", "Khanfar", 4]], HEADER[:3])), "warning") == [
        ("wells!2", "rule-warns")
    ]
    again = wells.take(wells.sheet(tmp_path, [["a", "Khanfar", 4, "x"]], (*HEADER[:3], "Remarks")))
    assert told(again, "warning") == []


def test_nothing_is_told_of_rules_where_a_cell_they_rest_on_is_wrong(register: Register, tmp_path: Path) -> None:
    wells = Wells()
    rule("coalesce({0}, 9) <= {1}", wells.fields["users"], wells.fields["depth"])
    outcome = wells.take(wells.sheet(tmp_path, [["a", "Khanfar", 5, "many"]], HEADER))
    assert told(outcome) == [("wells!D2", "not-a-number")]


def test_the_reason_goes_into_the_history_of_the_warned_rows_alone(register: Register, tmp_path: Path) -> None:
    wells = _ruled("WARN")
    rows = [["a", "Khanfar", 5, 6], ["b", "Khanfar", 5, 5]]
    wells.take(wells.sheet(tmp_path, rows, HEADER), SALMA.giving("Counted twice."))
    assert _reasons(Entry) == ["Counted twice.", None]
    rows = [["a", "Khanfar", 5, 6], ["b", "Khanfar", 5, 7]]
    wells.take(wells.sheet(tmp_path, rows, HEADER), SALMA.giving("Counted again."))
    assert _reasons(Entry) == ["Counted twice.", None, "Counted again."]


def test_what_is_proposed_takes_the_reason_along_where_a_rule_warns(register: Register, tmp_path: Path) -> None:
    wells = _ruled("WARN")
    account = Account.create(email="khaled@example.org", name="Khaled", fs_uniquifier="k").id
    khaled = replace(people_of(register)["partner"], account_id=account)
    header = ("Name", "District", "Organisation", "Depth (m)", "Users")
    rows = [["a", "Khanfar", "NRA", 5, 6], ["b", "Khanfar", "NRA", 5, 5]]
    outcome = wells.take(wells.sheet(tmp_path, rows, header), khaled.giving("Counted twice."))
    assert (outcome.proposals, outcome.plan.tally.warned) == (2, 1)
    assert [event.comment for event in ProposalEvent.select().order_by(ProposalEvent.id)] == ["Counted twice.", ""]


def test_a_rule_over_a_field_that_the_sender_may_not_see_is_not_asked(register: Register, tmp_path: Path) -> None:
    wells, people = Wells(), people_of(register)
    secret = wells.field("age", "WHOLE", label_en="Age", is_personal=True)
    rule("{0} <= {1}", wells.fields["users"], secret)
    rule("{0} <= {1}", wells.fields["users"], secret, rule_severity="WARN", message_en="Warned.", message_ar="تنبيه.")
    wells.take(
        wells.sheet(tmp_path, [["a", "Khanfar", "NRA", 5, 40]], ("Name", "District", "Organisation", "Users", "Age"))
    )
    header, rows = ("Name", "District", "Organisation", "Users"), [["a", "Khanfar", "NRA", 50]]
    by_partner = wells.take(wells.sheet(tmp_path, rows, header), people["partner"], is_dry=True)
    assert (by_partner.plan.problems, by_partner.plan.tally.proposed) == ([], 1)
    by_officer = wells.take(wells.sheet(tmp_path, rows, header), people["officer"], is_dry=True)
    assert told(by_officer) == [("wells!D2", "rule-broken")]


def test_items_of_plans_are_asked_as_well(register: Register, tmp_path: Path) -> None:
    length, paid = field("length", "WHOLE", "plan_item"), field("paid", "WHOLE", "plan_item")
    plan = register.plan("YE1211")
    rule("{0} <= {1}", length, paid)
    rule("{0} > 2", length, rule_severity="WARN")
    rows = [["1", "Roads", 9, 4], ["2", "Ports", 1, 4], ["3", "Wells", 3, 4]]
    sheet = csv_file(tmp_path, rows, ("Code", "Item", "length", "paid"), "plan.csv")
    outcome = import_plan(SALMA.giving("It is short."), sheet, PlanChoices(plan, good_rows_only=True))
    assert [(one.address, one.code) for one in outcome.plan.errors] == [("plan!C2", "rule-broken")]
    assert (outcome.plan.tally.warned, outcome.plan.tally.wrong) == (1, 1)
    assert [item.name_en for item in PlanItem.select().order_by(PlanItem.id)] == ["Ports", "Wells"]
    assert _reasons(PlanItem)[-2:] == ["It is short.", None]


def test_rows_of_5w_sheets_are_asked_for_their_intervention_and_their_site(register: Register, tmp_path: Path) -> None:
    cost, wells = field("cost", "WHOLE", "intervention"), field("wells", "WHOLE", "site")
    rule("{0} < 100", cost)
    rule("{0} < 10", wells, rule_severity="WARN")
    rows = [[*row(Title="Dear"), 100, 1], [*row(Title="Cheap"), 99, 10], [*row(Title="Small"), 98, 9]]
    sheet = csv_file(tmp_path, rows, (*OF_WORK, "cost", "wells"))
    outcome = take(sheet, good_rows_only=True)
    assert (told_of_work(outcome), outcome.plan.tally.wrong) == ([("5w!P2", "rule-broken")], 1)
    assert ("5w!Q3", "rule-warns") in told_of_work(outcome, "warning")
    assert (outcome.plan.tally.warned, outcome.plan.tally.new) == (1, 2)
    assert sorted(work.title_en for work in Intervention.select()) == ["Cheap", "Small"]


def test_a_known_intervention_is_refused_with_all_its_rows_and_a_site_alone(register: Register, tmp_path: Path) -> None:
    cost, wells = field("cost", "WHOLE", "intervention"), field("wells", "WHOLE", "site")
    work = register.intervention("NRA", title_en="Water trucking")
    for pcode in ("YE121121", "YE121122"):
        register.site(work, pcode, targeted=10)
    rule("{0} < 100", cost)
    rule("{0} < 10", wells)
    header = ("Record id", "cost", "wells")
    record = Intervention.get().record_id
    dear = csv_file(tmp_path, [[f"{record}#1", 100, 1], [f"{record}#2", 100, 1]], header)
    assert told_of_work(take(dear)) == [("5w!B2", "rule-broken"), ("5w!B3", "rule-broken")]
    many = csv_file(tmp_path, [[f"{record}#1", 9, 1], [f"{record}#2", 9, 11]], header)
    assert told_of_work(take(many, good_rows_only=True)) == [("5w!C3", "rule-broken")]
    assert [site.entered(name_of(wells)) for site in Site.select().order_by(Site.number)] == [1, None]


def test_what_broke_a_rule_before_it_came_may_come_back(register: Register, tmp_path: Path) -> None:
    wells = Wells()
    wells.take(wells.sheet(tmp_path, [["a", "Khanfar", 5, 6]], HEADER))
    rule("{0} <= {1}", wells.fields["users"], wells.fields["depth"])
    well = Entry.get()
    well.enter(name_of(wells.fields["remarks"]), "old")
    changes.save(SALMA, well)
    outcome = wells.take(wells.sheet(tmp_path, [["a", "Khanfar", 5, 6, "new"]], (*HEADER, "Remarks")))
    assert (told(outcome), wells.held("remarks")) == ([], ["new"])
