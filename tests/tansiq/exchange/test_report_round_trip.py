"""Whatever a report holds, its workbook says: written in either language and read again, it is the same."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tansiq.exchange.values.text import says_nothing
from tansiq.forms.assigning import assign
from tansiq.forms.filling import begin, keep
from tansiq.forms.versions import publish
from tansiq.language.words import LANGUAGES, speaking
from tansiq.models import Report
from tansiq.platform import lru
from tansiq.platform.database import db
from tests.definitions import answers, form, item
from tests.filled_forms import FilledForm
from tests.people import SALMA
from tests.register import Register
from tests.report_sheets import sent, told, written

BEGINNING = date(2020, 1, 1)
TEXTS = st.text("abجد ١5=+'-@;،/", min_size=1, max_size=12).map(lambda text: " ".join(text.split()))
AMOUNTS = st.integers(-99_999, 99_999).map(lambda hundredths: hundredths / 100)
CELLS = st.dictionaries(st.sampled_from(["F 0_17", "F 18_59", "M 0_17", "M 18_59"]), st.integers(0, 2**40), min_size=1)
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "count": st.integers(-(2**52), 2**52),
        "amount": AMOUNTS,
        "share": st.integers(0, 10_000).map(lambda hundredths: hundredths / 100),
        "open": st.booleans(),
        "state": st.sampled_from(["GOOD", "FAIR"]),
        "kinds": st.sampled_from([["GOOD"], ["FAIR"], ["GOOD", "FAIR"]]),
        "opened": st.dates(date(1901, 1, 1), date(2100, 1, 1)).map(date.isoformat),
        "month": st.dates(date(1990, 1, 1), date(2090, 1, 1)).map(lambda day: day.isoformat()[:7]),
        "note": TEXTS.filter(lambda text: bool(text) and not says_nothing(text)),
        "people": CELLS,
    },
)  # fmt: skip


@pytest.fixture
def every_type(register: Register) -> FilledForm:
    made, state = form("all", closes_days=None, reported_from=BEGINNING), answers("GOOD", "FAIR")
    items = {
        "count": item(made, "count"),
        "amount": item(made, "amount", "NUMBER", decimals=2),
        "share": item(made, "share", "NUMBER", decimals=2, unit_en="%", unit_ar="٪"),
        "open": item(made, "open", "YES_NO"),
        "state": item(made, "state", "CHOICE", choice_list=state.id),
        "kinds": item(made, "kinds", "CHOICES", choice_list=state.id, group_en="Kinds", group_ar="أنواع"),
        "opened": item(made, "opened", "DAY"),
        "month": item(made, "month", "MONTH"),
        "note": item(made, "note", "TEXT"),
        "people": item(
            made, "people", breakdown=answers("F", "M").id, second_breakdown=answers("0_17", "18_59").id
        ),
    }  # fmt: skip
    publish(SALMA, made, BEGINNING)
    unit = register.unit("Ja'ar")
    assign(SALMA, made, [unit], BEGINNING)
    return FilledForm(made, items, (unit,))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(values=VALUES, language=st.sampled_from(LANGUAGES))
def test_what_is_written_is_read_again(
    every_type: FilledForm, tmp_path: Path, values: dict[str, Any], language: str
) -> None:
    with db.atomic() as transaction, speaking(language):
        report = begin(SALMA, every_type.form, every_type.units[0], every_type.period())
        kept = {str(number): value for number, value in every_type.values(**values).items()}
        keep(SALMA, report, every_type.values(**values))
        path = written(SALMA, every_type, tmp_path)
        keep(SALMA, Report.get_by_id(report.id), dict.fromkeys(every_type.values(**values)))
        outcome = sent(SALMA, every_type, path)
        assert told(outcome) == []
        assert Report.get_by_id(report.id).extra == kept
        transaction.rollback()
    lru.forget()
