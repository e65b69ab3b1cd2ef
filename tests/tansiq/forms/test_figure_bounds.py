"""What no question about figures may ask for is refused in words before any figure is read."""

from typing import Any

import pytest

from tansiq.faults import Fault, Refused
from tansiq.forms import expected_reports, figure_bounds
from tansiq.forms.asked_items import items_named
from tansiq.forms.assigning import assign
from tansiq.forms.figure_question import RollUp
from tansiq.forms.rolling_up import roll_up
from tansiq.forms.versions import publish
from tansiq.models import FieldDefinition, data_stamps
from tansiq.models.definitions import ENTRY, known
from tests.definitions import form, item
from tests.filled_forms import BEGINNING, FilledForm, municipal_form
from tests.people import SALMA
from tests.register import Register
from tests.reported import reported
from tests.statements import told


@pytest.fixture
def municipal(register: Register) -> FilledForm:
    """Two units of Abyan, of which one told two quarters."""
    names = {"Ja'ar": "YE1211", "Zinjibar": "YE1210"}
    found = municipal_form(*(register.unit(name, pcode=pcode) for name, pcode in names.items()), approval_levels=0)
    for back in (2, 1):
        reported(found, 0, back, vehicles=10, waste={"DRY": 5, "WET": 1})
    return found


def _asked(filled: FilledForm, *keys: str, **more: Any) -> RollUp:
    first, last = filled.period(2).ends, filled.period().ends
    return RollUp(filled.form, items_named(filled.form, keys), first, last, **more)


def _fault(asked: RollUp) -> Fault:
    with pytest.raises(Refused) as refused:
        roll_up(SALMA, asked)
    [fault] = refused.value.faults
    return fault


def test_more_figures_than_an_answer_holds_are_refused_before_any_is_read(municipal: FilledForm) -> None:
    by_unit = frozenset({"UNIT", "PERIOD"})
    assert len(roll_up(SALMA, _asked(municipal, "vehicles", "working", by=by_unit, most=8))) == 8
    with told() as statements:
        fault = _fault(_asked(municipal, "vehicles", "working", by=by_unit, most=7))
    assert (fault.code, fault.field) == ("TOO_MANY_CELLS", "items")
    assert "more than 7 figures" in str(fault)
    assert not [text for text in statements if '"figure"' in text]


def test_cells_count_as_figures_too(municipal: FilledForm) -> None:
    cells = frozenset({"CELL"})
    assert len(roll_up(SALMA, _asked(municipal, "waste", by=cells, most=3))) == 3
    assert _fault(_asked(municipal, "waste", by=cells, most=2)).code == "TOO_MANY_CELLS"


@pytest.mark.parametrize(("bound", "asked_for", "count"), [
    ("MOST_READ", "vehicles", 4),
    ("MOST_READ", "vehicles, waste by CELL", 16),
    ("MOST_HELD", "vehicles", 2),
    ("MOST_HELD", "vehicles by PERIOD", 4),
])  # fmt: skip
def test_what_a_few_figures_are_made_of_is_bounded_too(
    municipal: FilledForm, monkeypatch: pytest.MonkeyPatch, bound: str, asked_for: str, count: int
) -> None:
    keys, _, by = asked_for.partition(" by ")
    asked = _asked(municipal, *keys.split(", "), by=frozenset(by.split()))
    monkeypatch.setattr(figure_bounds, bound, count)
    assert roll_up(SALMA, asked)
    monkeypatch.setattr(figure_bounds, bound, count - 1)
    assert _fault(asked).code == "TOO_MANY_CELLS"


def test_units_times_periods_are_bounded(municipal: FilledForm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expected_reports, "MOST", 4)
    assert roll_up(SALMA, _asked(municipal, "vehicles"))
    monkeypatch.setattr(expected_reports, "MOST", 3)
    # What was expected is kept; of another place nothing is known yet.
    fault = _fault(_asked(municipal, "vehicles", level=2))
    assert (fault.code, fault.field) == ("TOO_MANY_PERIODS", "from")


def test_shares_of_shares_are_reckoned_once_each(register: Register) -> None:
    """Each is made of the two before it: there are more ways from the last to the first than anybody could walk."""
    made, unit = form("chain", reported_from=BEGINNING, closes_days=None, approval_levels=0), register.unit("Ja'ar")
    rows = [item(made, "served"), item(made, "people")]
    ways = {"over_areas": "AVERAGE", "over_time": "AVERAGE"}
    for number in range(60):
        formula = f"${{{rows[-1].number}}} div ${{{rows[-2].number}}}"
        rows.append(item(made, f"share{number}", "CALCULATED", formula=formula, **ways))
    assert len(known().open_to_all(ENTRY)) == 62
    publish(SALMA, made, BEGINNING)
    assign(SALMA, made, [unit], BEGINNING)
    filled = FilledForm(made, {one.key: one for one in rows}, (unit,))
    reported(filled, served=4, people=8)
    assert [one.value for one in roll_up(SALMA, _asked(filled, "share0", "share1", "share59"))] == [2, 0.25, 8]


def test_what_is_made_of_something_kept_to_few_is_so_too(register: Register) -> None:
    made = form("chain", reported_from=BEGINNING)
    secret = item(made, "secret")
    half = item(made, "half", "CALCULATED", formula=f"${{{secret.number}}} div 2")
    item(made, "quarter", "CALCULATED", formula=f"${{{half.number}}} div 2")
    item(made, "plain")
    assert len(known().open_to_all(ENTRY)) == 4
    # By force: the rules of fields would not let it be kept from anybody.
    FieldDefinition.update(is_published=False).where(FieldDefinition.id == secret.id).execute()
    data_stamps.bump(["field_definition"])
    assert [one.key for one in known().open_to_all(ENTRY)] == ["plain"]
