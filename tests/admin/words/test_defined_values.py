"""What definitions hold is told in words: numbers of fields, and what tiles tell records apart by."""

import pytest
from flask import Flask

from admin.words.defined_values import defined_text
from admin.words.formatting import value_markup
from tansiq.language.words import speaking
from tests.definitions import field, name_of
from tests.register import Register


@pytest.mark.parametrize(
    ("spelled", "told", "arabic"),
    [
        ("area:DISTRICT", "Area: District", "المنطقة: المديرية"),
        ("starts_on:MONTH", "Starts on: by month", "تاريخ البدء: بحسب الشهر"),
        ("raised_on", "Raised on", "تاريخ الرفع"),
        ("nothing_such", "nothing_such", "nothing_such"),
    ],
)
def test_what_tells_records_apart_is_told_in_words(application: Flask, spelled: str, told: str, arabic: str) -> None:
    assert defined_text("first_group", spelled) == told
    with speaking("ar"):
        assert defined_text("second_group", spelled) == arabic


def test_own_fields_are_called_by_their_labels(register: Register) -> None:
    one = field("visitedOn", "DAY", label_en="Last visited")
    assert defined_text("first_group", f"{name_of(one)}:YEAR") == "Last visited: by year"
    assert defined_text("measured", name_of(one)) == "Last visited"


def test_years_of_own_fields_have_no_separators(register: Register) -> None:
    year = field("builtIn", "WHOLE", least=1900, most=2100)
    people, height = field("people", "WHOLE"), field("height", "WHOLE", least=1000, most=9000, unit_en="metres")
    shown = {one.key: str(value_markup(name_of(one), 1993)) for one in (year, people, height)}
    assert ("1993" in shown["builtIn"], "1,993" in shown["people"], "1,993" in shown["height"]) == (True, True, True)
