"""Figures of forms over GraphQL: by area, unit, period and cell, with how many reports are in them; completeness."""

from typing import Any

import pytest

from api.types import form_figures
from tansiq.models import Area
from tests.api.all_questions import answered
from tests.api.schema_client import ENGLISH, ask
from tests.filled_forms import FilledForm, municipal_form
from tests.people import NOBODY, SALMA, clerk, officer, portal
from tests.register import Register
from tests.reported import reported
from tests.statements import told

TOLD = "{ item cell area { pcode } unit { name(language: EN) } period value reported expected }"


@pytest.fixture
def municipal(register: Register) -> FilledForm:
    """Two units of Abyan and one of Hadramawt, whose reports somebody approves; those of the first two count."""
    places = {"Ja'ar": "YE1211", "Zinjibar": "YE1210", "Mukalla": "YE1927"}
    filled = municipal_form(*(register.unit(name, pcode=pcode) for name, pcode in places.items()), approval_levels=0)
    reported(filled, 0, back=2, vehicles=10, waste={"DRY": 1})
    reported(filled, 0, back=1, vehicles=12)
    reported(filled, 1, back=1, vehicles=3, waste={"WET": 0.5})
    return filled


def _asked(filled: FilledForm, items: str, given: str = "", back: int = 1) -> str:
    first, last = filled.period(back).key, filled.period().key
    return f'{{ figures(form: "municipal", items: {items}, from: "{first}", to: "{last}"{given}) {TOLD} }}'


def _answer(filled: FilledForm, items: str, given: str = "", back: int = 1) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = ask(_asked(filled, items, given, back), ENGLISH)["figures"]
    return found


def _fault(query: str) -> tuple[str, str]:
    [error] = answered(query, NOBODY)["errors"]
    return error["extensions"]["code"], error["extensions"].get("field", "")


def test_figures_are_told_by_area_with_how_many_reports_are_in_them(municipal: FilledForm) -> None:
    found = _answer(municipal, '["vehicles"]', ", level: GOVERNORATE", back=2)
    told_figures = [(one["area"]["pcode"], one["value"], one["reported"], one["expected"]) for one in found]
    assert told_figures == [("YE12", 25, 3, 4), ("YE19", None, 0, 2)]
    [all_of_it] = _answer(municipal, '["vehicles"]')
    assert all_of_it == {
        "item": "vehicles", "cell": "", "area": None, "unit": None, "period": None, "value": 15, "reported": 2,
        "expected": 3,
    }  # fmt: skip


def test_units_periods_and_cells_are_told_apart(municipal: FilledForm) -> None:
    found = _answer(municipal, '["waste"]', ', within: "YE1211", by: [UNIT, PERIOD, CELL]', back=2)
    before, last = municipal.period(2).key, municipal.period().key
    assert [(one["unit"]["name"], one["period"], one["cell"], one["value"]) for one in found] == [
        ("Ja'ar", before, "", 1), ("Ja'ar", before, "DRY", 1), ("Ja'ar", last, "", None),
    ]  # fmt: skip


def test_a_longer_period_may_be_asked_about_by_its_own_key(municipal: FilledForm) -> None:
    years = f'from: "{municipal.period(2).year}", to: "{municipal.period().year}"'
    [found] = ask(f'{{ figures(form: "municipal", items: ["vehicles"], {years}) {{ value }} }}', ENGLISH)["figures"]
    assert found == {"value": 25}


def test_rates_are_told_with_the_people_and_their_year(municipal: FilledForm, register: Register) -> None:
    facts = {"population": 60_000, "population_year": 2017}
    Area.update(**facts).where(Area.pcode == "YE1211").execute()
    query = _asked(municipal, '["vehicles"]', ", level: DISTRICT, per: 10000").replace(
        TOLD, "{ area { pcode } rate population populationYear }"
    )
    assert {one.pop("area")["pcode"]: list(one.values()) for one in ask(query, ENGLISH)["figures"]} == {
        "YE1210": [None, None, None], "YE1211": [2, 60_000, 2017], "YE1927": [None, None, None]
    }  # fmt: skip
    [asked_of_nobody] = ask(query.replace(", level: DISTRICT, per: 10000", ""), ENGLISH)["figures"]
    assert asked_of_nobody == {"area": None, "rate": None, "population": None, "populationYear": None}


def test_a_formula_is_told_after_the_items(municipal: FilledForm) -> None:
    found = _answer(municipal, '["vehicles"]', ', formula: "${waste} div ${vehicles}", by: [PERIOD]', back=2)
    assert [(one["item"], one["value"], one["reported"]) for one in found] == [
        ("vehicles", 10, 1), ("vehicles", 15, 2), ("", 0.1, 1), ("", pytest.approx(0.166667), 1),
    ]  # fmt: skip
    assert [one["value"] for one in _answer(municipal, "[]", ', formula: "${vehicles} * 2"')] == [30]


def test_a_formula_that_means_nothing_is_refused_at_its_letter(municipal: FilledForm) -> None:
    [error] = answered(_asked(municipal, "[]", ', formula: "${vehicles} div ${nobody}"'), NOBODY)["errors"]
    assert error["extensions"] == {"code": "UNKNOWN_NAME", "field": "formula", "column": 17}
    assert _fault(_asked(municipal, "[]", ', formula: "1"')) == ("NO_ITEM", "formula")
    assert _fault(_asked(municipal, "[]", ", per: 7")) == ("INVALID", "per")


def test_submitted_reports_count_where_that_is_asked(register: Register) -> None:
    filled = municipal_form(register.unit("Ja'ar"))
    reported(filled, vehicles=5)
    own = clerk(filled.units[0].id)
    for given, value in (("", None), (", state: [APPROVED, SUBMITTED]", 5), (", state: [SUBMITTED]", 5)):
        assert answered(_asked(filled, '["vehicles"]', given), own)["data"]["figures"][0]["value"] == value
        assert answered(_asked(filled, '["vehicles"]', given), NOBODY)["data"]["figures"][0]["value"] is None


def test_each_is_told_of_the_reports_that_they_read(municipal: FilledForm, register: Register) -> None:
    reported(municipal, 2, vehicles=100)
    abyan = portal(register.areas["YE12"].id)
    for viewer, value in ((SALMA, 115), (NOBODY, 115), (abyan, 15), (officer(register.areas["YE12"].id), 115)):
        assert answered(_asked(municipal, '["vehicles"]'), viewer)["data"]["figures"][0]["value"] == value


def test_what_cannot_be_told_is_refused_at_its_argument(municipal: FilledForm, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _fault(_asked(municipal, '["nothing"]')) == ("UNKNOWN_FIELD", "items")
    assert _fault(_asked(municipal, '["vehicles"]', ", level: SETTLEMENT")) == ("OUT_OF_RANGE", "level")
    assert _fault(_asked(municipal, '["vehicles"]', ", state: [DRAFT]")) == ("INVALID", "state")
    assert _fault(_asked(municipal, '["vehicles"]', ', within: "YE99"')) == ("NOT_FOUND", "within")
    asked = '{{ figures(form: "{}", items: ["vehicles"], from: "{}", to: "{}") {{ value }} }}'
    assert _fault(asked.format("nothing", "2026", "2026")) == ("UNKNOWN_CODE", "form")
    assert _fault(asked.format("municipal", "soon", "2026")) == ("UNKNOWN_PERIOD", "from")
    assert _fault(asked.format("municipal", "2026", "soon")) == ("UNKNOWN_PERIOD", "to")
    assert _fault(asked.format("municipal", "2026", "2025")) == ("DATES_REVERSED", "to")
    assert _fault(asked.format("municipal", "1900", "2100")) == ("TOO_MANY_PERIODS", "from")
    monkeypatch.setattr(form_figures, "MOST", 2)
    assert _fault(_asked(municipal, '["vehicles"]', ", by: [UNIT]")) == ("TOO_MANY_CELLS", "items")


def test_many_units_take_no_more_statements_than_one(municipal: FilledForm) -> None:
    counts = []
    for within in ("YE1210", "YE"):
        query = _asked(municipal, '["vehicles"]', f', within: "{within}", by: [UNIT, PERIOD], level: DISTRICT', back=2)
        ask(query, ENGLISH)
        with told() as statements:
            ask(query, ENGLISH)
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_completeness_is_told_by_the_areas_below(municipal: FilledForm) -> None:
    part = "{ area { pcode } expected received requiredCells filledCells }"
    asked = (
        f'{{ completeness(form: "municipal", period: "{municipal.period().key}"%s) {{ total {part} areas {part} }} }}'
    )
    found = ask(asked % "", ENGLISH)["completeness"]
    assert list(found["total"].values()) == [None, 3, 2, 3, 2]
    assert [list(one.values()) for one in found["areas"]] == [
        [{"pcode": "YE12"}, 2, 2, 2, 2],
        [{"pcode": "YE19"}, 1, 0, 1, 0],
    ]
    within = ask(asked % ', within: "YE1210"', ENGLISH)["completeness"]
    assert [list(one.values()) for one in within["areas"]] == [[None, 1, 1, 1, 1]]
    assert _fault(asked.replace("municipal", "nothing") % "") == ("UNKNOWN_CODE", "form")
    assert _fault('{ completeness(form: "municipal", period: "soon") { total { expected } } }')[0] == "UNKNOWN_PERIOD"
