"""What is published of a form stays as it was asked, whatever becomes of its items afterwards."""

from datetime import date

import pytest

from tansiq.faults import Refused
from tansiq.forms.version_changes import ADDED, CHANGED, LEFT_OUT, changes_between
from tansiq.forms.versions import last_version, publish, version_for, versions_of, withdraw
from tansiq.language.words import speaking
from tansiq.models import Choice, FormVersion, TypeDefinition
from tansiq.models.definitions import ENTRY, as_stored
from tansiq.models.frozen_definitions import definitions_of
from tansiq.records import changes
from tansiq.reporting_period import period_named
from tests.definitions import answers, form, item, record_type, rule
from tests.people import NOBODY, SALMA, officer
from tests.register import Register


@pytest.fixture
def municipal(register: Register) -> TypeDefinition:
    """Municipal statistics: vehicles by state, those at work, and a rule over both."""
    made = form("municipal")
    vehicles, working = item(made, "vehicles"), item(made, "working", over_time="LATEST")
    item(made, "collected", "NUMBER", decimals=1, breakdown=answers("DRY", "WET").id)
    rule("{0} <= {1}", working, vehicles)
    return made


def _refusal(*args: object) -> tuple[str, str]:
    with pytest.raises(Refused) as refused:
        publish(*args)  # type: ignore[arg-type]  # Whoever, whatever and whenever the test says.
    [fault] = refused.value.faults
    return fault.code, fault.field


def test_what_is_published_is_frozen(municipal: TypeDefinition) -> None:
    version = publish(SALMA, municipal, date(2026, 2, 14))
    assert (version.number, version.used_from, version.due_days) == (1, date(2026, 1, 1), 10)
    frozen = definitions_of(version)
    holder = (ENTRY, municipal.id)
    assert [one.key for one in frozen.of(holder)] == ["vehicles", "working", "collected"]
    assert len(frozen.rules_in(holder)) == 1
    [collected] = [one for one in frozen.of(holder) if one.key == "collected"]
    assert list(frozen.choices[collected.breakdown_id or 0]) == ["DRY", "WET"]
    assert collected.values() == next(
        one.values() for one in as_stored().fields.values() if one.number == collected.number
    )
    collected.label_en = "Waste"
    stored = changes.find(SALMA, type(collected), collected.number)
    stored.label_en = "Waste, in tons"
    changes.save(SALMA, stored)
    again = definitions_of(FormVersion.get_by_id(version.id))
    assert [one.label_en for one in again.of(holder) if one.key == "vehicles"] == ["vehicles"]
    assert "Waste, in tons" not in FormVersion.get_by_id(version.id).content


def test_a_report_is_asked_in_the_version_of_its_period(municipal: TypeDefinition) -> None:
    first = publish(SALMA, municipal, date(2026, 1, 1))
    item(municipal, "lights")
    second = publish(SALMA, municipal, date(2026, 8, 1))
    found = {key: version_for(municipal, period_named(key)) for key in ("2025-Q4", "2026-Q2", "2026-Q3", "2027-Q1")}
    assert found == {"2025-Q4": None, "2026-Q2": first, "2026-Q3": second, "2027-Q1": second}
    assert [one.number for one in versions_of(officer(1), municipal)] == [2, 1]
    withdraw(SALMA, second)
    assert version_for(municipal, period_named("2026-Q3")) == first
    assert last_version(municipal) == first
    with pytest.raises(Refused):
        withdraw(SALMA, second)


def test_a_due_day_that_is_moved_holds_from_the_next_version_on(municipal: TypeDefinition) -> None:
    first = publish(SALMA, municipal, date(2026, 1, 1))
    municipal.due_days = 5
    changes.save(SALMA, municipal)
    second = publish(SALMA, municipal, date(2026, 4, 1))
    assert [FormVersion.get_by_id(one.id).due_days for one in (first, second)] == [10, 5]


def test_nothing_is_published_that_cannot_be_filled(municipal: TypeDefinition, register: Register) -> None:
    wells = record_type("wells")
    assert _refusal(SALMA, wells, date(2026, 1, 1)) == ("NOT_A_FORM", "")
    assert _refusal(SALMA, form("empty"), date(2026, 1, 1)) == ("EMPTY", "")
    assert _refusal(SALMA, form("drafted", use_state="DRAFT"), date(2026, 1, 1)) == ("NOT_IN_USE", "")
    assert _refusal(SALMA, municipal, date(2025, 12, 31)) == ("TOO_EARLY", "used_from")
    assert _refusal(officer(1), municipal, date(2026, 1, 1)) == ("FORBIDDEN", "")
    publish(SALMA, municipal, date(2026, 4, 1))
    assert _refusal(SALMA, municipal, date(2026, 7, 1)) == ("NOTHING_NEW", "")
    item(municipal, "lights")
    assert _refusal(SALMA, municipal, date(2026, 6, 30)) == ("TOO_EARLY", "used_from")


def test_versions_are_known_to_whoever_knows_the_form(municipal: TypeDefinition) -> None:
    publish(SALMA, municipal, date(2026, 1, 1))
    assert len(versions_of(NOBODY, municipal)) == 1
    inner = form("inner", "ADMINISTRATORS")
    item(inner, "secret")
    publish(SALMA, inner, date(2026, 1, 1))
    assert versions_of(NOBODY, inner) == versions_of(officer(1), inner) == []
    assert len(versions_of(SALMA, inner)) == 1


def test_what_changed_from_one_version_to_the_next_is_told(municipal: TypeDefinition) -> None:
    first = publish(SALMA, municipal, date(2026, 1, 1))
    before = definitions_of(first)
    assert {one.kind for one in changes_between(None, before)} == {ADDED}
    assert changes_between(before, before) == []
    fields = {one.key: one for one in as_stored().fields.values()}
    fields["vehicles"].label_en = "Vehicles of the municipality"
    changes.save(SALMA, fields["vehicles"])
    fields["collected"].use_state = "RETIRED"
    changes.save(SALMA, fields["collected"])
    item(municipal, "lights", breakdown=answers("LED").id)
    told = changes_between(before, definitions_of(publish(SALMA, municipal, date(2026, 7, 1))))
    with speaking("en"):
        assert [(one.kind, one.name, [str(label) for label in one.labels]) for one in told] == [
            (CHANGED, "Vehicles of the municipality", ["English label"]),
            (ADDED, "lights", []),
            (LEFT_OUT, "collected", []),
            (ADDED, "Led", []),
            (LEFT_OUT, "Dry", []),
            (LEFT_OUT, "Wet", []),
        ]
    assert Choice.select().count() == 3
