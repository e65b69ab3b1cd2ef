"""A rule asks what the units below reported: the nearest that fill the form, of the same period, and of how many."""

from datetime import timedelta

import pytest

from tansiq.faults import Refused
from tansiq.forms.approving import approve, approve_many, send_back
from tansiq.forms.breaking_reports import try_reports
from tansiq.forms.filling import keep, submit, take_back
from tansiq.forms.versions import publish
from tansiq.language.words import speaking
from tansiq.models import FieldDefinition, Report, Unit, data_stamps
from tansiq.models.filling_units import nearest_below
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tansiq.records.rule_faults import broken_told, may_ask
from tansiq.rule_entry import understood_rule
from tansiq.units.moving import move
from tests.definitions import rule
from tests.filled_forms import FilledForm, municipal_form
from tests.people import NOBODY, SALMA, approver, clerk, officer
from tests.register import Register
from tests.reported import nothing_reported, reported

GOVERNORATE, JAAR, ZINJIBAR, TOWN, LAWDAR = range(5)


@pytest.fixture
def tree(register: Register) -> dict[str, Unit]:
    """A governorate over two that fill the form, over one that does not and has a town below, and over nobody else."""
    abyan = register.unit("Abyan", pcode="YE12")
    jaar, zinjibar, mudiyah = (register.unit(name, abyan) for name in ("Ja'ar", "Zinjibar", "Mudiyah"))
    town, under = register.unit("Town", mudiyah), register.unit("Under Ja'ar", jaar)
    return {"abyan": abyan, "jaar": jaar, "zinjibar": zinjibar, "mudiyah": mudiyah, "town": town, "under": under}


@pytest.fixture
def municipal(tree: dict[str, Unit]) -> FilledForm:
    """Filled by all but Mudiyah; districts together have no more vehicles than the governorate."""
    made = municipal_form(*(tree[name] for name in ("abyan", "jaar", "zinjibar", "town", "under")))
    _rule(made)
    return _published(made)


def _rule(made: FilledForm, severity: str = "REFUSE") -> None:
    rule("below({0}) <= {0}", made.items["vehicles"], rule_severity=severity, message_en="Districts have more.")


def _published(made: FilledForm) -> FilledForm:
    """Version 2 has the rule, for the periods of the tests."""
    publish(SALMA, made.form, made.period(8).begins)
    return made


def _sent(made: FilledForm, vehicles: int, viewer: Viewer = SALMA) -> Report:
    return submit(viewer, made.begun(viewer), made.values(vehicles=vehicles))


def _told(made: FilledForm, vehicles: int, viewer: Viewer = SALMA) -> str:
    with pytest.raises(Refused) as refused:
        _sent(made, vehicles, viewer)
    [fault] = refused.value.faults
    assert (fault.code, fault.field) == ("RULE_BROKEN", f"extra.{made.number('vehicles')}")
    with speaking("en"):
        return str(fault)


def test_the_nearest_units_below_that_fill_the_form_are_those_below(
    municipal: FilledForm, tree: dict[str, Unit]
) -> None:
    day = municipal.period().ends
    found = nearest_below(municipal.form.id, day)
    abyan = sorted(tree[name].id for name in ("jaar", "zinjibar", "town"))
    assert found == {
        tree["abyan"].id: abyan,
        tree["mudiyah"].id: [tree["town"].id],
        tree["jaar"].id: [tree["under"].id],
    }
    # Where a unit stood then counts, not where it stands today.
    move(SALMA, Unit.get_by_id(tree["zinjibar"].id), Unit.get_by_id(tree["jaar"].id), day + timedelta(days=1))
    assert nearest_below(municipal.form.id, day) == found
    later = nearest_below(municipal.form.id, day + timedelta(days=1))
    assert later[tree["abyan"].id] == sorted([tree["jaar"].id, tree["town"].id])


def test_what_is_below_is_told_with_the_number_of_units(municipal: FilledForm) -> None:
    reported(municipal, JAAR, vehicles=5)
    reported(municipal, TOWN, vehicles=3)
    reported(municipal, LAWDAR, vehicles=400)
    reported(municipal, ZINJIBAR, back=2, vehicles=700)
    keep(SALMA, municipal.begun(unit=ZINJIBAR), municipal.values(vehicles=900))
    assert _told(municipal, 7) == "Districts have more. vehicles, units below: 8 (2 of 3 units)."
    nothing_reported(municipal, ZINJIBAR, back=3)
    assert _sent(municipal, 8).report_state == "SUBMITTED"


def test_where_nobody_reported_below_the_rule_is_not_asked(municipal: FilledForm) -> None:
    assert _sent(municipal, 0).report_state == "SUBMITTED"
    assert submit(SALMA, municipal.begun(unit=TOWN), municipal.values(vehicles=1)).report_state == "SUBMITTED"


def test_nothing_to_report_is_reported(municipal: FilledForm) -> None:
    reported(municipal, JAAR, vehicles=5)
    nothing_reported(municipal, ZINJIBAR)
    assert "5 (2 of 3 units)" in _told(municipal, 4)


def test_who_approves_is_asked_what_came_since(municipal: FilledForm) -> None:
    report = _sent(municipal, 7)
    assert broken_told(SALMA, report) == []
    reported(municipal, JAAR, vehicles=8)
    with speaking("en"):
        assert [str(one) for one in broken_told(SALMA, report)] == [
            "Districts have more. vehicles, units below: 8 (1 of 3 units)."
        ]
    with pytest.raises(Refused, match="RULE_BROKEN"):
        approve(SALMA, report)
    with pytest.raises(Refused, match="NOTHING_TO_DO"):
        approve_many(SALMA, [report])
    assert Report.get_by_id(report.id).approved_level == 0
    corrected = submit(SALMA, send_back(SALMA, report, {None: "Fewer?"}), municipal.values(vehicles=8))
    assert approve(SALMA, corrected).approved_level == 1


def test_a_rule_that_warns_does_not_stand_against_approving(tree: dict[str, Unit]) -> None:
    made = municipal_form(tree["abyan"], tree["jaar"])
    _rule(made, "WARN")
    _published(made)
    report = _sent(made, 7)
    reported(made, 1, vehicles=8)
    assert len(broken_told(SALMA, report)) == 1
    assert approve(SALMA, report).approved_level == 1
    # Taken back and sent once more it is asked like any other.
    other = take_back(SALMA, submit(SALMA, made.begun(back=2), made.values(vehicles=1)))
    reported(made, 1, back=2, vehicles=2)
    with pytest.raises(Refused, match="RULE_WARNS"):
        submit(SALMA, other)


def test_the_sum_is_told_to_whoever_reads_all_that_is_in_it(
    municipal: FilledForm, register: Register, tree: dict[str, Unit]
) -> None:
    reported(municipal, JAAR, vehicles=8)
    nadia = officer(register.areas["YE12"].id)
    assert "units below: 8 (1 of 3 units)" in _told(municipal, 7, nadia)
    alone = clerk(tree["abyan"].id)
    assert _told(municipal, 7, alone) == "Districts have more. vehicles, units below: 1 of 3 units."
    with_those_below = Viewer(
        unit_ids=frozenset(unit.id for unit in tree.values()), filled_unit_ids=frozenset({tree["abyan"].id})
    )
    assert "units below: 8" in _told(municipal, 7, with_those_below)


def test_who_approves_for_the_unit_is_asked_too(municipal: FilledForm, tree: dict[str, Unit]) -> None:
    report = _sent(municipal, 7)
    reported(municipal, ZINJIBAR, vehicles=9)
    rima = approver(tree["abyan"].id)
    with speaking("en"):
        assert [str(one) for one in broken_told(rima, report)] == [
            "Districts have more. vehicles, units below: 1 of 3 units."
        ]
    with pytest.raises(Refused, match="RULE_BROKEN"):
        approve(rima, report)


def test_trying_a_rule_tells_nothing_of_reports_that_somebody_may_not_read(
    municipal: FilledForm, register: Register, tree: dict[str, Unit]
) -> None:
    low = _sent(municipal, 7)
    reported(municipal, JAAR, vehicles=8)
    said = understood_rule(("entry", municipal.form.id), "coalesce(below(${vehicles}), 0) <= ${vehicles}")
    nadia, alone = officer(register.areas["YE12"].id), approver(tree["abyan"].id)
    assert [try_reports(who, municipal.form, said, 9).first for who in (SALMA, nadia, alone)] == [[low], [low], []]


def test_what_is_broken_down_or_reckoned_is_added_up(municipal: FilledForm) -> None:
    reported(municipal, JAAR, vehicles=5, working=1, waste={"DRY": 0.1, "WET": 0.2})
    reported(municipal, ZINJIBAR, vehicles=4, working=4, waste={"DRY": 0.3})
    low = reported(municipal, vehicles=9, working=6, waste={"DRY": 0.5})
    holder = ("entry", municipal.form.id)
    for text, broken in (
        ("below(${waste}) = 0.6", []),
        ("below(${idle}) <= ${idle}", [low]),
        ("below(${waste}) <= ${waste}", [low]),
        ("below(${working}) + previous(${working}) > 0", []),
    ):
        assert try_reports(SALMA, municipal.form, understood_rule(holder, text), 9).first == broken


def test_nobody_is_asked_by_what_they_may_not_see(municipal: FilledForm) -> None:
    holder = ("entry", municipal.form.id)
    assert may_ask(NOBODY, understood_rule(holder, "below(${vehicles}) <= ${working}"), Report)
    FieldDefinition.update(is_published=False).where(FieldDefinition.id == municipal.number("vehicles")).execute()
    data_stamps.bump(["field_definition"])
    for text in ("below(${vehicles}) <= ${working}", "previous(${vehicles}) <= ${working}"):
        assert not may_ask(NOBODY, understood_rule(holder, text), Report)


def test_no_formula_asks_for_the_units_below(municipal: FilledForm) -> None:
    idle = changes.find(SALMA, FieldDefinition, municipal.number("idle"))
    idle.formula = f"below(${{{municipal.number('vehicles')}}})"
    with pytest.raises(Refused, match="NOT_HERE"):
        changes.save(SALMA, idle)
