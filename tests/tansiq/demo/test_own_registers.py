"""Hodeidah's districts hold trainings, what became of the trained, groups and projects; Syria's units fill forms."""

from collections import Counter
from datetime import date
from typing import Any

from tansiq.demo import DAY
from tansiq.demo.load import Loaded, load
from tansiq.demo.own_registers import Entered, enter_own_registers
from tansiq.demo.places import Places
from tansiq.forms.deadlines import punctuality
from tansiq.forms.expecting import expected_units
from tansiq.forms.filling import days_of
from tansiq.forms.versions import versions_of
from tansiq.models import (
    Assignment,
    Entry,
    ExtraLink,
    Feedback,
    FieldDefinition,
    Organization,
    Report,
    TypeDefinition,
    Unit,
)
from tansiq.models.definitions import ENTRY, known
from tansiq.policy.viewer import ANONYMOUS
from tansiq.policy.visibility import visible
from tansiq.records.rule_faults import rule_faults
from tansiq.reference.load import load as load_reference
from tansiq.reference.merging import Outcome
from tansiq.reporting_period import period_named
from tansiq.surveys.feedback_figures import Asked, public_figures
from tests.people import SALMA

DISTRICTS = ("YE1821", "YE1822", "YE1823")


def _kind(key: str) -> TypeDefinition:
    return TypeDefinition.get(TypeDefinition.key == key)


def _entries(key: str) -> Any:
    return Entry.select().where(Entry.record_type == _kind(key).id)


def _field(kind: str, key: str) -> FieldDefinition:
    return FieldDefinition.get(FieldDefinition.record_type == _kind(kind).id, FieldDefinition.key == key)


def _counted(kind: str, key: str) -> Counter[Any]:
    number = str(_field(kind, key).number)
    return Counter(row.extra.get(number) for row in _entries(kind))


def test_each_district_has_trainings_trainees_groups_and_answers(loaded: Loaded, places: Places) -> None:
    assert loaded.entries == Entry.select().count() > 500
    ids = [places[pcode].id for pcode in DISTRICTS]
    for key in ("trainings", "trainedPeople", "trainingOutcomes", "districtSkills", "productiveGroups"):
        found = Counter(row.area_id for row in _entries(key))
        assert sorted(found) == sorted(ids), key
        assert min(found.values()) >= 3, key
    assert len(_counted("trainingOutcomes", "outcome")) >= 5


def test_nobody_stands_in_it_by_name(demonstration: str) -> None:
    numbers = {str(one.number) for one in FieldDefinition.select().where(FieldDefinition.is_personal)}
    assert numbers
    assert [row.id for row in Entry.select() if numbers & set(row.extra)] == []


def test_trainees_are_followed_to_a_group_its_project_and_what_that_earns(demonstration: str) -> None:
    projects = {row.owner_id for row in _entries("projectIncome")}
    groups = _led_to("economicProjects", "projectGroup", projects)
    members = {row.id for row in Entry.select().where(Entry.owner.in_(groups))}
    trainees = _led_to("groupMembers", "trainee", members)
    asked = ExtraLink.field == _field("trainingOutcomes", "trainee").id
    answers = [link.owner_id for link in ExtraLink.select().where(asked, ExtraLink.entry.in_(trainees))]
    outcome = str(_field("trainingOutcomes", "outcome").number)
    assert {row.extra[outcome] for row in Entry.select().where(Entry.id.in_(answers))} == {"IN_GROUP"}


def _led_to(kind: str, key: str, ids: set[int]) -> set[int]:
    """The entries to which these lead by a field."""
    table: Any = ExtraLink
    links = table.select(table.entry).where(ExtraLink.field == _field(kind, key).id, ExtraLink.owner_id.in_(ids))
    return {entry_id for (entry_id,) in links.tuples()}


def test_no_row_of_it_breaks_a_rule_that_refuses_or_asks(demonstration: str) -> None:
    kinds = [int(kind.id) for kind in known().types_in_use()]
    assert sum(len(known().rules_in((ENTRY, kind))) for kind in kinds) > 8
    assert [fault.code for row in Entry.select() for fault in rule_faults(SALMA, row, {}, set())] == []


def test_every_training_is_of_an_organisation_that_stands_in_the_register(demonstration: str) -> None:
    names = {row.organization.name_ar for row in _entries("trainings")}
    assert len(names) >= 3
    assert Organization.select().where(Organization.name_ar.in_(sorted(names))).count() == len(names)


def test_networks_carry_out_items_of_the_plan_of_their_governorate_together(demonstration: str) -> None:
    field = _field("networkItems", "planItem")
    of_them: Any = ExtraLink.select().where(ExtraLink.field == field.id)
    assert {link.plan_item.plan.area.pcode for link in of_them} == {"YE18"}
    assert of_them.count() == _entries("networkItems").count()
    assert _entries("networkMembers").count() > 2 * _entries("jointNetworks").count() > 0


def test_the_forms_of_syria_are_published_and_filled_by_its_units(syria: dict[str, Outcome]) -> None:
    loaded = load(SALMA, "syria")
    assert loaded is not None
    assert loaded.assignments == Assignment.select().count() > 100
    forms = {form.key: form for form in known().forms_in_use()}
    assert {version.used_from for form in forms.values() for version in versions_of(SALMA, form)} == {date(2023, 1, 1)}
    governorates = Unit.select().where(Unit.unit_kind == "GOVERNORATE").count()
    for key, form in forms.items():
        first = {"QUARTER": "2023-Q1", "MONTH": "2023-01", "YEAR": "2023"}[form.period_type]
        assert expected_units(SALMA, form, period_named(first)).count() >= governorates, key
    _check_reports(loaded.reports)
    _check_feedback()
    assert load(SALMA, "syria") is None


def _check_reports(count: int) -> None:
    """Three years of municipal statistics: with gaps, late ones, some that wait, and waste that nobody believes."""
    reports = list(Report.select())
    form, towns = _kind("municipalStatistics"), Unit.select().where(Unit.unit_kind == "MUNICIPALITY").count()
    assert {report.form_id for report in reports} == {form.id}
    periods = Counter(report.period for report in reports)
    assert (min(periods), max(periods), len(periods)) == ("2023-Q4", "2026-Q3", 12)
    assert 0.85 * 12 * towns < count == len(reports) < 12 * towns
    assert {report.period for report in reports if report.report_state == "SUBMITTED"} == {"2026-Q3"}
    late = sum(is_late(report) for report in reports)
    assert 0.05 * count < late < 0.25 * count
    waste, served = (str(_field("municipalStatistics", key).number) for key in ("wasteCollected", "servedByCollection"))
    each = [report.extra[waste] / report.extra[served] for report in reports]
    assert 0 < sum(tons > 0.2 for tons in each) < 0.05 * count


def _check_feedback() -> None:
    """Some was replied to in time, some late, some waits; a part of it is published, and no text of the rest."""
    sent = list(Feedback.select())
    stands = Counter(one.state(DAY) for one in sent)
    assert (len(sent) >= 24, stands["REPLIED"] >= 15, stands["WAITING"] > 0, stands["LATE"] > 0) == (True,) * 4
    late = [one for one in sent if one.replied_at and one.due_on and one.replied_at.date() > one.due_on]
    assert 0 < len(late) < len(sent) / 3
    shown = {row.id for row in visible(Entry, ANONYMOUS).where(Entry.record_type == sent[0].entry.record_type_id)}
    assert 0 < len(shown) < len(sent)
    assert shown <= {one.entry_id for one in sent if one.replied_at}
    told = public_figures(sent[0].survey, Asked(by="GOVERNORATE"))
    assert told is not None
    assert len([one for one in told.groups if one.figures.received]) == 3


def is_late(report: Report) -> bool:
    days = days_of(report.form_version, report.unit_id, report.reported)
    return punctuality(days, report.first_submitted_at, DAY).code == "LATE"


def test_countries_without_any_have_none(syria: dict[str, Outcome]) -> None:
    load_reference("egypt", date(2026, 3, 1))
    assert enter_own_registers(SALMA, "egypt") == Entered()
    assert TypeDefinition.select().count() == 0
