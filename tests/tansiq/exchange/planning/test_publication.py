"""Rows that lack what a published intervention has are entered as drafts, and say so at their cells."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tansiq.exchange.report import lines
from tansiq.models import ActivityType, Intervention
from tests.fivew import HEADER, csv_file, row, take
from tests.register import Register
from tests.tansiq.exchange.exported import changed, exported


def _notices(outcome: Any) -> list[tuple[str, str]]:
    return [(one.code, one.address) for one in outcome.plan.problems if one.code == "kept-as-draft"]


@pytest.mark.parametrize(
    ("cells", "column"), [({"Title": ""}, "I"), ({"Start_date": ""}, "J"), ({"Title": "", "Start_date": ""}, "I")]
)
def test_what_lacks_a_title_or_a_first_day_is_a_draft(
    register: Register, tmp_path: Path, cells: dict[str, str], column: str
) -> None:
    outcome = take(csv_file(tmp_path, [row(**cells), row(Sub_district="al-Kawd")]))
    draft, whole = Intervention.select().order_by(Intervention.id)
    assert (draft.is_published, whole.is_published) == (False, True)
    assert _notices(outcome) == [("kept-as-draft", f"{outcome.plan.sheet}!{column}2")]


def test_drafts_are_counted_and_how_they_are_completed_is_told(register: Register, tmp_path: Path) -> None:
    rows = [row(Title=""), row(Start_date="", Sub_district="al-Kawd"), row(Organisation="Stars", Acronym="STR")]
    outcome = take(csv_file(tmp_path, rows))
    assert outcome.plan.drafts == 2
    said = list(lines(outcome.plan))
    assert said[said.index("New interventions: 3") + 1] == (
        "  2 of them are drafts, as they lack a title or a first day."
    )
    told = {str(one.sentence) for one in outcome.plan.problems if one.code == "kept-as-draft"}
    assert all("Write" in text and "in the form of the draft" in text for text in told)
    assert len(told) == 2


@pytest.mark.parametrize("cells", [{"title_en": ""}, {"starts_on": ""}])
def test_no_sheet_takes_from_what_is_published_what_it_needs(
    register: Register, tmp_path: Path, cells: dict[str, str]
) -> None:
    register.site(register.intervention("NRA"), targeted=5)
    outcome = take(changed(exported(tmp_path, "csv"), 1, targeted="7", **cells))
    assert [one.code for one in outcome.plan.errors] == ["lacks-to-be-published"]
    assert (outcome.plan.tally.wrong, outcome.plan.tally.changed, outcome.is_written) == (1, 0, False)
    Intervention.update(is_published=False).execute()
    assert take(tmp_path / "out.csv").plan.tally.changed == 1


def test_an_open_end_is_no_lack(register: Register, tmp_path: Path) -> None:
    assert _notices(take(csv_file(tmp_path, [row(End_date="")]))) == []
    assert Intervention.get().is_published


def test_an_activity_of_the_list_names_it(register: Register, tmp_path: Path) -> None:
    activity = ActivityType.get()
    take(csv_file(tmp_path, [[*row(Title=""), activity.name_en]], [*HEADER, "Activity"]))
    assert (Intervention.get().activity_type_id, Intervention.get().is_published) == (activity.id, True)


def test_what_is_published_already_stays_so(register: Register, tmp_path: Path) -> None:
    take(csv_file(tmp_path, [row(Title="")]))
    Intervention.update(is_published=True).execute()
    outcome = take(csv_file(tmp_path, [row(Title="", Reached_people=300)]))
    assert (outcome.plan.tally.changed, _notices(outcome)) == (1, [])
    assert Intervention.get().is_published


def test_a_sheet_may_give_hijri_days_and_names_of_currencies(register: Register, tmp_path: Path) -> None:
    cells = [*row(Start_date="٥ رمضان ١٤٤٧", End_date="29/10/1447هـ"), "12,500.50", "ريال يمني"]
    take(csv_file(tmp_path, [cells], [*HEADER, "Budget", "Currency"]))
    found = Intervention.get()
    assert (str(found.starts_on), str(found.ends_on)) == ("2026-02-22", "2026-04-17")
    assert (found.budget, found.currency) == (Decimal("12500.5"), "YER")


def test_what_is_no_currency_is_told_at_its_cell(register: Register, tmp_path: Path) -> None:
    outcome = take(csv_file(tmp_path, [[*row(), "500", "ABC"]], [*HEADER, "Budget", "Currency"]))
    assert [one.code for one in outcome.plan.problems if one.severity == "warning"] == ["currency-unknown"]
    assert (Intervention.get().budget, Intervention.get().currency) == (None, "")
