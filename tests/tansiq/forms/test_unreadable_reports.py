"""A version is published and withdrawn whatever stands in a report: what cannot be read stays there, and is told."""

from typing import Any

import pytest

from tansiq.forms.carrying_over import carried_over, left_behind, what_becomes
from tansiq.forms.filling import keep
from tansiq.forms.versions import publish, withdraw
from tansiq.models import FormVersion, HistoryEntry, Report
from tansiq.platform.database import db, is_postgres
from tests.definitions import item
from tests.filled_forms import FilledForm, municipal_form
from tests.people import SALMA
from tests.register import Register
from tests.statements import told

TORN = ('{"1": 40', "", '{"1": "\\ud800"}')
"""What no database that checks JSON takes; PostgreSQL never does."""
ODD = ("[1]", '"forty"', "40", "null", '{"1": 1e400}')
"""What is JSON, and no report."""
WRONG = (
    '{"vehicles": null}', '{"vehicles": "forty"}', '{"vehicles": {"DRY": {"x": 1}}}', '{"waste": {"NONE": 1}}',
    '{"waste": 4}', '{"999999": 4}', '{"no number": 4}', '{"²": 4}', '{"99999999999999999999": 4}',
)  # fmt: skip
"""What is no value of an item, or of no item."""


@pytest.fixture
def municipal(register: Register) -> FilledForm:
    """Three units, of which two began a report."""
    filled = municipal_form(register.unit("Ja'ar"), register.unit("Zinjibar"), register.unit("Mukalla"))
    for unit in (0, 1):
        keep(SALMA, filled.begun(unit=unit), filled.values(vehicles=12, waste={"DRY": 3}))
    return filled


def _store(filled: FilledForm, text: str) -> None:
    """Let the report of the first unit hold this, past every check."""
    for key in ("vehicles", "waste"):
        text = text.replace(f'"{key}"', f'"{filled.number(key)}"')
    if is_postgres():
        db.execute_sql("UPDATE report SET extra = CAST(%s AS jsonb) WHERE unit_id = %s", (text, filled.units[0].id))
        return
    db.execute_sql("PRAGMA ignore_check_constraints = ON")
    db.execute_sql("UPDATE report SET extra = ? WHERE unit_id = ?", (text, filled.units[0].id))
    db.execute_sql("PRAGMA ignore_check_constraints = OFF")


def _numbers() -> list[int]:
    """The versions in which the reports of the units are asked, in the order of these."""
    rows: Any = Report.select(FormVersion.number).join(FormVersion).order_by(Report.unit)
    return [number for (number,) in rows.tuples()]


def _second(filled: FilledForm) -> FormVersion:
    item(filled.form, "lights")
    return publish(SALMA, filled.form, filled.period().begins)


@pytest.mark.parametrize("text", [*TORN, *ODD])
def test_a_report_that_cannot_be_read_stays_in_its_version(municipal: FilledForm, text: str) -> None:
    if is_postgres() and text in TORN:
        pytest.skip("PostgreSQL keeps no such text.")
    _store(municipal, text)
    second = _second(municipal)
    assert _numbers() == [1, 2]
    assert [one.unit_id for one in left_behind(municipal.form)] == [municipal.units[0].id]
    assert (what_becomes(second).carried, what_becomes(FormVersion.get(number=1)).carried) == (1, 1)
    withdraw(SALMA, second)
    assert _numbers() == [1, 1]
    assert left_behind(municipal.form) == []


@pytest.mark.parametrize("text", WRONG)
def test_values_that_nobody_could_have_entered_are_taken_out_on_the_way(municipal: FilledForm, text: str) -> None:
    _store(municipal, text)
    second = _second(municipal)
    assert _numbers() == [2, 2]
    assert left_behind(municipal.form) == []
    over = Report.get(Report.unit == municipal.units[0].id)
    assert over.extra == {}
    assert carried_over(over) is not None
    withdraw(SALMA, second)
    assert _numbers() == [1, 1]


def test_a_period_that_means_nothing_stops_no_version(municipal: FilledForm) -> None:
    Report.update(period="soon").where(Report.unit == municipal.units[0].id).execute()
    withdraw(SALMA, _second(municipal))
    assert [one.period for one in left_behind(municipal.form)] == ["soon"]


@pytest.mark.parametrize("text", ["", "[]", '{"extra.1": 4}', '{"carried_from": "x"}'])
def test_a_history_that_cannot_be_read_stops_no_version(municipal: FilledForm, text: str) -> None:
    HistoryEntry.update(changes=text).where(HistoryEntry.record_type == "report").execute()
    withdraw(SALMA, _second(municipal))
    assert _numbers() == [1, 1]


def test_versions_are_read_once_and_not_for_each_report(municipal: FilledForm) -> None:
    with told() as few:
        second = _second(municipal)
    keep(SALMA, municipal.begun(unit=2), municipal.values(vehicles=1))
    with told() as fewer:
        withdraw(SALMA, second)
    item(municipal.form, "lamps")
    with told() as many:
        publish(SALMA, municipal.form, municipal.period().begins)
    counts = [sum('FROM "form_version"' in text for text in statements) for statements in (few, fewer, many)]
    assert counts[0] == counts[2]
    assert counts[1] <= counts[0]
