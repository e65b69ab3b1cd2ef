"""What is wrong in a workbook of reports is told at its cell, and never guessed; the other units go on."""

from datetime import date, time, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tansiq.exchange.values.problems import Unreadable
from tansiq.forms.assigning import assign
from tansiq.forms.filling import submit
from tansiq.forms.versions import publish
from tansiq.models import Report
from tests.definitions import answers, form, item
from tests.filled_forms import FilledForm, municipal_form
from tests.people import SALMA, clerk
from tests.register import Register
from tests.report_sheets import cell, filled, flat, sent, told, written

GOOD = {"vehicles": 12, "working": 8, "waste/DRY": 2.5, "waste/WET": 0.1}


@pytest.fixture
def municipal(register: Register) -> FilledForm:
    return municipal_form(register.unit("Ja'ar"), register.unit("Zinjibar"))


def _said(outcome: object) -> str:
    return " ".join(str(problem.sentence) for problem in outcome.plan.errors)  # type: ignore[attr-defined]


def test_good_units_go_on_without_wrong_ones(municipal: FilledForm, tmp_path: Path) -> None:
    path = filled(written(SALMA, municipal, tmp_path), municipal, GOOD, {"vehicles": -1, "working": "x"})
    assert not sent(SALMA, municipal, path, submits=True).is_written
    outcome = sent(SALMA, municipal, path, submits=True, good_rows_only=True)
    assert (outcome.is_written, outcome.plan.tally.wrong) == (True, 1)
    assert told(outcome) == [("not-a-number", "D8")]
    assert [row.unit_id for row in Report.select()] == [municipal.units[0].id]


def test_what_the_rules_refuse_stands_at_its_cell(municipal: FilledForm, tmp_path: Path) -> None:
    path = filled(written(SALMA, municipal, tmp_path), municipal, {**GOOD, "working": 20}, {"working": 2})
    assert told(sent(SALMA, municipal, path, submits=True)) == [("rule-broken", "D8"), ("missing", "D7")]
    path = filled(path, municipal, {"working": -3}, {"waste/DRY": 1, "waste/WET": -1})
    assert told(sent(SALMA, municipal, path)) == [("negative", "D8"), ("negative", "D11")]


def test_rules_that_warn_are_listed(municipal: FilledForm, tmp_path: Path) -> None:
    path = filled(written(SALMA, municipal, tmp_path), municipal, {**GOOD, "waste/DRY": 5_000})
    outcome = sent(SALMA, municipal, path, submits=True)
    assert (told(outcome), told(outcome, "warning")) == ([], [("rule-warns", "D10")])


def test_values_and_a_reason_for_none_do_not_go_together(municipal: FilledForm, tmp_path: Path) -> None:
    path = filled(written(SALMA, municipal, tmp_path), municipal, {**GOOD, "nil": "Closed."})
    assert told(sent(SALMA, municipal, path)) == [("nil-and-values", "D5")]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("#REF!", "cell-error"),
        ("=1/0", "not-calculated"),
        (5, "reason-in-words"),
        (True, "reason-in-words"),
        ("x" * 501, "too-long"),
    ],
)
def test_what_is_no_reason_for_having_nothing_is_told(
    municipal: FilledForm, tmp_path: Path, typed: object, code: str
) -> None:
    path = filled(written(SALMA, municipal, tmp_path), municipal, {"nil": typed})
    assert told(sent(SALMA, municipal, path)) == [(code, "D5")]
    assert not Report.select().exists()


def test_a_dash_is_no_reason(municipal: FilledForm, tmp_path: Path) -> None:
    path = filled(written(SALMA, municipal, tmp_path), municipal, {"vehicles": 12, "nil": "-"})
    assert told(sent(SALMA, municipal, path)) == []
    assert [(row.nil_reason, len(row.extra)) for row in Report.select()] == [("", 1)]


@pytest.mark.parametrize("typed", [45, "45", "45%", "٤٥٪", "٤٥ ٪", "% 45", (0.45, "0%"), (0.45, '0.0" %"%')])
def test_a_percentage_is_read_however_it_is_typed(register: Register, tmp_path: Path, typed: object) -> None:
    share, path = _shares(register, tmp_path, typed)
    assert told(sent(SALMA, share, path)) == []
    assert [row.extra for row in Report.select()] == [{str(share.number("covered")): 45}]


@pytest.mark.parametrize("typed", [0.45, "0.45", "٠٫٤٥"])
def test_a_bare_fraction_of_a_percentage_is_asked_about(register: Register, tmp_path: Path, typed: object) -> None:
    share, path = _shares(register, tmp_path, typed)
    outcome = sent(SALMA, share, path)
    assert told(outcome) == [("share-in-doubt", "D7")]
    assert "Write 45 for the one, or 0.45% with the sign for the other." in _said(outcome)


def test_a_percentage_is_no_count(municipal: FilledForm, tmp_path: Path) -> None:
    path = filled(written(SALMA, municipal, tmp_path), municipal, {"waste/DRY": (0.45, "0%")})
    assert told(sent(SALMA, municipal, path)) == [("percentage-for-number", "D10")]


def _shares(register: Register, folder: Path, typed: object) -> tuple[FilledForm, Path]:
    made, beginning = form("coverage", closes_days=None, reported_from=date(2020, 1, 1)), date(2020, 1, 1)
    items = {"covered": item(made, "covered", "NUMBER", decimals=2, unit_en="%", unit_ar="٪")}
    publish(SALMA, made, beginning)
    unit = register.unit("Ja'ar")
    assign(SALMA, made, [unit], beginning)
    share = FilledForm(made, items, (unit,))
    return share, filled(written(SALMA, share, folder), share, {"covered": typed})


def test_shifted_cells_are_told_and_nothing_of_their_unit_taken(municipal: FilledForm, tmp_path: Path) -> None:
    path = filled(written(SALMA, municipal, tmp_path), municipal, GOOD, GOOD)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    sheet.move_range("D7:D11", rows=1)
    book.save(path)
    outcome = sent(SALMA, municipal, path, good_rows_only=True)
    assert told(outcome) == [("shifted", "B9")]
    assert [row.unit_id for row in Report.select()] == [municipal.units[1].id]


@pytest.mark.parametrize("typed", [time(3, 4), timedelta(days=2, hours=3), date(2026, 1, 2), "#REF!", 5])
def test_whatever_was_typed_over_a_label_is_told(
    municipal: FilledForm, tmp_path: Path, typed: time | timedelta | date | str | int
) -> None:
    path = filled(written(SALMA, municipal, tmp_path), municipal, GOOD)
    book = load_workbook(path)
    book.worksheets[0]["C7"] = typed
    book.save(path)
    assert told(sent(SALMA, municipal, path)) == [("shifted", "B7")]


@pytest.mark.parametrize("torn", ["tansiq-report|1|municipal||0|2026-Q1|1", "tansiq-report|1|municipal|1|0|2026-Q1|"])
def test_a_torn_mark_is_none(municipal: FilledForm, tmp_path: Path, torn: str) -> None:
    path = filled(written(SALMA, municipal, tmp_path), municipal, GOOD)
    book = load_workbook(path)
    for sheet in book.worksheets:
        sheet["A1"] = torn
    book.save(path)
    with pytest.raises(Unreadable):
        sent(SALMA, municipal, path)


def test_rows_copied_with_their_labels_are_told(municipal: FilledForm, tmp_path: Path) -> None:
    path = filled(written(SALMA, municipal, tmp_path), municipal, GOOD)
    book = load_workbook(path)
    book.worksheets[0].move_range("B7:E11", rows=1)
    book.save(path)
    assert {code for code, _ in told(sent(SALMA, municipal, path))} == {"shifted"}


def test_whole_rows_that_moved_are_known_by_their_marks(municipal: FilledForm, tmp_path: Path) -> None:
    path = filled(written(SALMA, municipal, tmp_path), municipal, GOOD)
    book = load_workbook(path)
    book.worksheets[0].insert_rows(7, 3)
    book.save(path)
    assert told(sent(SALMA, municipal, path)) == []
    assert Report.get().extra[str(municipal.number("vehicles"))] == 12


def test_a_sheet_that_lost_rows_is_torn(municipal: FilledForm, tmp_path: Path) -> None:
    path = filled(written(SALMA, municipal, tmp_path), municipal, GOOD)
    book = load_workbook(path)
    book.worksheets[0].delete_rows(8)
    book.save(path)
    assert told(sent(SALMA, municipal, path)) == [("torn", "B2")]


def test_the_same_unit_twice_is_told(municipal: FilledForm, tmp_path: Path) -> None:
    path = filled(written(SALMA, municipal, tmp_path), municipal, GOOD)
    book = load_workbook(path)
    book.copy_worksheet(book.worksheets[0])
    book.save(path)
    assert [code for code, _ in told(sent(SALMA, municipal, path))] == ["report-twice"]


def test_a_workbook_of_another_form_period_or_version_says_which_it_is(municipal: FilledForm, tmp_path: Path) -> None:
    path = filled(written(SALMA, municipal, tmp_path), municipal, GOOD)
    other = FilledForm(form("staffing", reported_from=date(2020, 1, 1)), {}, municipal.units)
    wrong_form = sent(SALMA, other, path)
    assert [code for code, _ in told(wrong_form)] == ["wrong-form", "wrong-form"]
    assert "municipals" in _said(wrong_form)
    wrong_period = sent(SALMA, municipal, path, period=municipal.period(2))
    assert [code for code, _ in told(wrong_period)] == ["wrong-period", "wrong-period"]
    item(municipal.form, "skips")
    publish(SALMA, municipal.form, municipal.period().begins)
    wrong_version = sent(SALMA, municipal, path)
    assert "This workbook is of version 1 of the form, and this report is filled in version 2." in _said(wrong_version)


def test_a_report_that_is_submitted_is_locked_unless_it_says_the_same(municipal: FilledForm, tmp_path: Path) -> None:
    submit(SALMA, municipal.begun(SALMA), municipal.values(vehicles=12))
    path = filled(written(SALMA, municipal, tmp_path), municipal)
    same = sent(SALMA, municipal, path, submits=True)
    assert (told(same), same.plan.tally.unchanged) == ([], 2)
    assert told(sent(SALMA, municipal, filled(path, municipal, {"vehicles": 13}))) == [("locked", "B2")]


def test_a_reason_that_begins_like_a_formula_comes_back_as_it_was(municipal: FilledForm, tmp_path: Path) -> None:
    submit(SALMA, municipal.begun(SALMA), nil_reason="- closed; =1+1")
    same = sent(SALMA, municipal, written(SALMA, municipal, tmp_path), submits=True)
    assert (told(same), same.plan.tally.unchanged) == ([], 2)


def test_what_is_closed_or_not_expected_is_told(municipal: FilledForm, register: Register, tmp_path: Path) -> None:
    closed = _closed_form(register)
    path = filled(written(SALMA, closed, tmp_path, back=3), closed, GOOD)
    assert told(sent(SALMA, closed, path)) == [("closed", "B2")]
    stranger = register.unit("Khanfar")
    rows = flat(tmp_path, ["unit", "period", "vehicles"], [f"#{stranger.id}", municipal.period().key, 3])
    assert told(sent(SALMA, municipal, rows)) == [("not-expected", "A2")]


def _closed_form(register: Register) -> FilledForm:
    """A form whose reports are taken for ten days."""
    made, beginning = form("fuel", closes_days=10, reported_from=date(2020, 1, 1)), date(2020, 1, 1)
    items = {name: item(made, name) for name in ("vehicles", "working")}
    items["waste"] = item(made, "waste", "NUMBER", breakdown=answers("DRY", "WET").id)
    publish(SALMA, made, beginning)
    unit = register.unit("Lawdar")
    assign(SALMA, made, [unit], beginning)
    return FilledForm(made, items, (unit,))


def test_a_flat_sheet_is_read_by_keys_and_labels_and_tells_what_it_does_not_know(
    municipal: FilledForm, tmp_path: Path
) -> None:
    names, period = [unit.name_en for unit in municipal.units], municipal.period().key
    head = ["الوحدة", "Period", "vehicles", "حقل working", "waste/DRY", "waste/Wet", "_id"]
    rows = flat(tmp_path, head, [names[0], period, 12, 8, "2.5", 0.1, 1], [names[1], period, None, None, 3, None, 2])
    outcome = sent(SALMA, municipal, rows)
    assert (told(outcome), told(outcome, "notice")) == ([], [("unknown-column", "G1")])
    kept = [row.extra for row in Report.select().order_by(Report.unit)]
    numbers = {key: str(municipal.number(key)) for key in ("vehicles", "working", "waste")}
    assert kept[0] == {numbers["vehicles"]: 12, numbers["working"]: 8, numbers["waste"]: {"DRY": 2.5, "WET": 0.1}}
    assert kept[1] == {numbers["waste"]: {"DRY": 3}}
    part = flat(tmp_path, ["unit", "period", "waste/WET"], [names[0], period, 9])
    sent(SALMA, municipal, part)
    assert Report.get(Report.unit == municipal.units[0].id).extra[numbers["waste"]] == {"DRY": 2.5, "WET": 9}


def test_units_periods_and_doubled_columns_of_a_flat_sheet_are_told(municipal: FilledForm, tmp_path: Path) -> None:
    name, period = municipal.units[0].name_en, municipal.period().key
    rows = flat(
        tmp_path, ["unit", "period", "vehicles", "Vehicles"],
        ["Nowhere", period, 1], [name, "2026", 1], [name, None, 1], [name, period, 1], [name, period, 2],
    )  # fmt: skip
    assert told(sent(SALMA, municipal, rows)) == [
        ("column-twice", "D1"), ("unit-unknown", "A2"), ("no-period", "B3"), ("no-period", "B4"), ("report-twice", "6"),
    ]  # fmt: skip
    with pytest.raises(Unreadable):
        sent(SALMA, municipal, flat(tmp_path, ["a", "b"], [1, 2]))


def test_a_unit_that_is_hidden_is_not_there(municipal: FilledForm, register: Register, tmp_path: Path) -> None:
    rows = flat(tmp_path, ["unit", "period", "vehicles"], ["#99999", municipal.period().key, 3])
    assert told(sent(clerk(municipal.units[0].id), municipal, rows)) == [("unit-unknown", "A2")]


def test_the_cells_that_are_filled_alone_are_unlocked(municipal: FilledForm, tmp_path: Path) -> None:
    book = load_workbook(written(SALMA, municipal, tmp_path))
    for sheet in book.worksheets:
        assert sheet.protection.sheet
        assert sheet.column_dimensions["A"].hidden
        places: list[tuple[int, str] | str] = ["nil"]
        places += [(municipal.number(key), "") for key in ("vehicles", "working")]
        places += [(municipal.number("waste"), key) for key in ("DRY", "WET")]
        unlocked = {at.coordinate for row in sheet.iter_rows() for at in row if not at.protection.locked}
        assert unlocked == {cell(sheet, place).coordinate for place in places}
