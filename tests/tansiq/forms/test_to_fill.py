"""What people of a unit have to fill in, of all forms: what is open, overdue or was returned to them."""

import pytest

from tansiq.forms.approving import send_back
from tansiq.forms.filling import submit
from tansiq.forms.to_fill import BACK, recent_periods, reports_to_fill
from tansiq.forms.versions import withdraw
from tansiq.models import FormVersion
from tansiq.policy.viewer import Viewer
from tests.definitions import form
from tests.filled_forms import FilledForm, municipal_form
from tests.people import SALMA, approver, clerk, officer
from tests.register import Register


@pytest.fixture
def municipal(register: Register) -> FilledForm:
    """Filled since two quarters ago by two units."""
    return municipal_form(register.unit("Ja'ar"), register.unit("Zinjibar"))


def _told(viewer: Viewer) -> list[tuple[str, str, str]]:
    return [(one.unit.name_en, one.period.key, one.stand.state) for one in reports_to_fill(viewer)]


def test_what_is_open_overdue_or_returned_is_to_be_filled(municipal: FilledForm) -> None:
    samir = clerk(municipal.units[0].id)
    keys = [municipal.period(back).key for back in range(BACK, 0, -1)]
    assert _told(samir) == [("Ja'ar", key, "") for key in keys]
    sent = submit(samir, municipal.begun(samir, back=2), municipal.values(vehicles=1))
    municipal.begun(samir)
    assert _told(samir)[-2:] == [("Ja'ar", municipal.period(3).key, ""), ("Ja'ar", keys[-1], "DRAFT")]
    send_back(SALMA, sent, {None: "One?"})
    assert ("Ja'ar", sent.period, "RETURNED") in _told(samir)


def test_what_is_closed_is_no_more_to_be_filled(register: Register) -> None:
    municipal = municipal_form(register.unit("Ja'ar"), closes_days=20)
    keys = {key for _unit, key, _state in _told(clerk(municipal.units[0].id))}
    assert municipal.period(2).key not in keys


def test_only_those_who_fill_in_are_told_and_of_their_own_units(municipal: FilledForm, register: Register) -> None:
    own, other = municipal.units
    assert {unit for unit, _key, _state in _told(clerk(other.id))} == {"Zinjibar"}
    assert {unit for unit, _key, _state in _told(clerk(own.id, other.id))} == {"Ja'ar", "Zinjibar"}
    for person in (SALMA, approver(own.id), officer(register.areas["YE12"].id)):
        assert _told(person) == []


def test_nothing_is_asked_without_a_version_nor_before_a_form_begins(municipal: FilledForm) -> None:
    begun = form("begun", reported_from=municipal.period().begins)
    assert [one.key for one in recent_periods(begun)] == [municipal.period().key, municipal.period(0).key]
    withdraw(SALMA, FormVersion.get())
    assert _told(clerk(municipal.units[0].id)) == []
