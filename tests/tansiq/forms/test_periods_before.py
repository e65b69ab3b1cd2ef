"""Rules and formulas of a form may ask for the period before; where that is not known nothing is asked."""

import pytest

from tansiq.faults import Refused
from tansiq.forms.filling import keep, submit, take_back
from tansiq.forms.versions import publish
from tansiq.models import Figure, Report
from tansiq.records import changes
from tansiq.rule_entry import understood_rule
from tests.definitions import field, item, rule
from tests.filled_forms import FilledForm, municipal_form
from tests.people import SALMA
from tests.register import Register


@pytest.fixture
def municipal(register: Register) -> FilledForm:
    """With a second version: vehicles do not double from one quarter to the next; more of them is reckoned."""
    made = municipal_form(register.unit("Ja'ar"))
    vehicles = made.items["vehicles"]
    formula = f"${{{vehicles.number}}} - previous(${{{vehicles.number}}})"
    more = item(made.form, "more", "CALCULATED", formula=formula)
    rule("{0} <= previous({0}) * 2", vehicles, message_en="Twice as many?", rule_severity="WARN")
    publish(SALMA, made.form, made.period(3).begins)
    return FilledForm(made.form, {**made.items, "more": more}, made.units)


def _more(municipal: FilledForm) -> list[float]:
    return [one.value for one in Figure.select().where(Figure.item == municipal.number("more"))]


def test_a_rule_compares_with_the_period_before(municipal: FilledForm) -> None:
    submit(SALMA, municipal.begun(back=2), municipal.values(vehicles=5))
    with pytest.raises(Refused) as refused:
        submit(SALMA, municipal.begun(), municipal.values(vehicles=11))
    assert [fault.code for fault in refused.value.faults] == ["RULE_WARNS"]
    submit(SALMA, changes.find(SALMA, Report, municipal.begun().id), municipal.values(vehicles=10))


def test_a_formula_reckons_with_the_period_before(municipal: FilledForm) -> None:
    submit(SALMA, municipal.begun(back=2), municipal.values(vehicles=5))
    submit(SALMA, municipal.begun(), municipal.values(vehicles=8))
    assert _more(municipal) == [3]


def test_what_is_reckoned_follows_the_period_before(municipal: FilledForm) -> None:
    before = submit(SALMA, municipal.begun(back=2), municipal.values(vehicles=5))
    submit(SALMA, municipal.begun(), municipal.values(vehicles=8))
    submit(SALMA, take_back(SALMA, before), municipal.values(vehicles=6))
    assert _more(municipal) == [2]
    changes.archive(SALMA, changes.find(SALMA, Report, before.id))
    assert _more(municipal) == []


def test_where_nothing_was_submitted_before_nothing_is_asked(municipal: FilledForm) -> None:
    keep(SALMA, municipal.begun(back=2), municipal.values(vehicles=5))
    submit(SALMA, municipal.begun(), municipal.values(vehicles=500))
    assert _more(municipal) == []


def test_a_register_has_no_period_before(register: Register) -> None:
    staff = field("staff", "WHOLE")
    with pytest.raises(Refused, match="NOT_HERE"):
        understood_rule(staff.holder, "${staff} > previous(${staff})")
