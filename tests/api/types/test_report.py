"""Reports are told to whom they are for, item by item and in time or not; however many, in as many statements."""

from datetime import timedelta
from typing import Any

import pytest

from tansiq.forms.versions import publish
from tansiq.models import Extension, FieldDefinition, Report
from tansiq.records import changes
from tests.api.all_questions import answered
from tests.api.schema_client import ENGLISH, ask
from tests.definitions import field, item
from tests.filled_forms import FilledForm, municipal_form
from tests.people import NOBODY, SALMA, approver, clerk, officer, partner, portal
from tests.register import Register
from tests.reported import nothing_reported, reported
from tests.statements import told

ALL = """{ reports { totalCount edges { node { form version unit { name(language: EN) } period beginsOn endsOn state
    approvedLevel nilReason firstSubmittedAt dueOn punctuality daysLate
    values { key label(language: EN) cell text number } } } } }"""
UNITS = "{ reports { edges { node { unit { name(language: EN) } state } } } }"


@pytest.fixture
def municipal(register: Register) -> FilledForm:
    """A unit of Abyan and one of Hadramawt; what they submit counts at once."""
    places = {"Ja'ar": "YE1211", "Mukalla": "YE1927"}
    return municipal_form(*(register.unit(name, pcode=pcode) for name, pcode in places.items()), approval_levels=0)


def _nodes(answer: Any) -> list[dict[str, Any]]:
    return [edge["node"] for edge in answer["reports"]["edges"]]


def test_a_report_tells_what_it_says_item_by_item(municipal: FilledForm) -> None:
    period = municipal.period()
    reported(municipal, vehicles=12, working=8, waste={"WET": 0.1, "DRY": 2.5})
    [found] = _nodes(ask(ALL, ENGLISH))
    assert (found["form"], found["version"], found["unit"]["name"], found["period"]) == (
        "municipal", 1, "Ja'ar", period.key,
    )  # fmt: skip
    days = (found["beginsOn"], found["endsOn"], found["dueOn"])
    assert days == tuple(str(day) for day in (period.begins, period.ends, period.ends + timedelta(days=10)))
    assert (found["state"], found["nilReason"], found["approvedLevel"]) == ("APPROVED", "", 0)
    values = [(one["key"], one["cell"], one["number"], one["text"]) for one in found["values"]]
    assert values == [
        ("vehicles", "", 12, "12"), ("working", "", 8, "8"), ("waste", "", 2.6, "2.6"), ("waste", "DRY", 2.5, "2.5"),
        ("waste", "WET", 0.1, "0.1"), ("idle", "", 4, "4"),
    ]  # fmt: skip


def test_whether_it_is_in_time_is_told_with_extensions(municipal: FilledForm) -> None:
    report = reported(municipal, vehicles=1)
    due = municipal.period().ends + timedelta(days=10)
    days: Any = {"first_submitted_at": f"{due + timedelta(days=3)} 10:00:00"}
    Report.update(**days).where(Report.id == report.id).execute()
    asked = "{ reports { edges { node { punctuality daysLate dueOn } } } }"
    assert _nodes(ask(asked, ENGLISH)) == [{"punctuality": "LATE", "daysLate": 3, "dueOn": str(due)}]
    until = due + timedelta(days=5)
    given = {"closes_on": until, "due_on": until, "reason": "Flood", "period": report.period}
    changes.save(SALMA, Extension(form=report.form_id, unit=report.unit_id, **given))
    assert _nodes(ask(asked, ENGLISH)) == [{"punctuality": "ON_TIME", "daysLate": 0, "dueOn": str(until)}]


def test_nothing_to_report_is_told_with_its_reason(municipal: FilledForm) -> None:
    nothing_reported(municipal)
    [found] = _nodes(ask(ALL, ENGLISH))
    assert (found["nilReason"], found["values"]) == ("There was nothing.", [])


def test_each_report_is_told_as_it_was_asked(municipal: FilledForm) -> None:
    reported(municipal, back=2, vehicles=1)
    stored = FieldDefinition.get_by_id(municipal.number("vehicles"))
    stored.label_en = "Lorries"
    changes.save(SALMA, stored)
    item(municipal.form, "lamps")
    publish(SALMA, municipal.form, municipal.period().begins)
    reported(municipal, back=1, vehicles=2)
    told_labels = [(one["version"], one["values"][0]["label"]) for one in _nodes(ask(ALL, ENGLISH))]
    assert told_labels == [(1, "vehicles"), (2, "Lorries")]


@pytest.mark.parametrize("kept_back", [{"is_published": False}, {"is_personal": True}])
def test_what_is_kept_back_today_is_told_of_no_report(municipal: FilledForm, kept_back: dict[str, bool]) -> None:
    reported(municipal, vehicles=12, working=8)
    for key in ("idle", "working"):
        one = FieldDefinition.get_by_id(municipal.number(key))
        for name, value in kept_back.items():
            setattr(one, name, value)
        changes.save(SALMA, one)
    [found] = _nodes(ask(ALL, ENGLISH))
    assert [one["key"] for one in found["values"]] == ["vehicles"]


def test_each_is_told_of_the_reports_that_they_read(register: Register) -> None:
    filled = municipal_form(register.unit("Ja'ar"), register.unit("Mukalla", pcode="YE1927"))
    for unit in (0, 1):
        reported(filled, unit, vehicles=1)
    approved = reported(filled, 1, back=2, vehicles=1)
    approved.report_state = "APPROVED"
    changes.save(SALMA, approved)
    abyan = register.areas["YE12"].id
    own, other = (unit.id for unit in filled.units)
    mine, theirs, open_one = ("Ja'ar", "SUBMITTED"), ("Mukalla", "SUBMITTED"), ("Mukalla", "APPROVED")
    for viewer, seen in (
        (SALMA, [mine, theirs, open_one]),
        (officer(abyan), [mine, open_one]),
        (clerk(own), [mine, open_one]),
        (approver(other), [theirs, open_one]),
        (partner("Khaled", 1), [open_one]),
        (portal(abyan, scopes=("statistics:read",)), []),
        (portal(scopes=("statistics:read",)), [open_one]),
        # Whoever sends reports of an area reads those that wait there.
        (portal(abyan), [mine]),
        (portal(abyan, organization_ids=(1,)), []),
        (NOBODY, [open_one]),
    ):
        found = _nodes(answered(UNITS, viewer)["data"])
        assert [(one["unit"]["name"], one["state"]) for one in found] == seen, viewer


def test_reports_are_narrowed_and_ordered(municipal: FilledForm) -> None:
    other = municipal.form.key + "2"
    assert answered(f'{{ reports(form: "{other}") {{ totalCount }} }}', SALMA)["errors"][0]["extensions"] == {
        "code": "UNKNOWN_CODE", "field": "form",
    }  # fmt: skip
    for unit, back in ((0, 1), (1, 1), (1, 2)):
        reported(municipal, unit, back, vehicles=1)
    ids = [unit.id for unit in municipal.units]
    last, before = municipal.period().key, municipal.period(2).key
    for given, found in (
        ('form: "municipal"', [(0, last), (1, last), (1, before)]),
        ('within: "YE12"', [(0, last)]),
        (f'unit: "{ids[1]}"', [(1, last), (1, before)]),
        (f'period: "{before}"', [(1, before)]),
        ("state: [DRAFT]", []),
        ("orderBy: PERIOD", [(1, before), (0, last), (1, last)]),
    ):
        nodes = _nodes(ask(f"{{ reports({given}) {{ edges {{ node {{ unit {{ id }} period }} }} }} }}", ENGLISH))
        assert [(ids.index(int(one["unit"]["id"])), one["period"]) for one in nodes] == found, given


def test_one_report_is_asked_by_its_number(municipal: FilledForm) -> None:
    made, draft = reported(municipal, vehicles=1), municipal.begun(SALMA, 1)
    assert ask(f'{{ report(id: "{made.id}") {{ period }} }}', ENGLISH) == {"report": {"period": made.period}}
    assert ask(f'{{ report(id: "{draft.id}") {{ period }} }}', ENGLISH) == {"report": None}


def test_many_reports_take_no_more_statements_than_one(municipal: FilledForm, register: Register) -> None:
    seat = field("seat", "REFERENCE", "entry", record_type=municipal.form.id, reference_table="organization")
    publish(SALMA, municipal.form, municipal.period(4).begins)
    counts = []
    for back in (1, 2, 3, 4):
        owner = register.organization(f"NRA{back}")
        report = reported(municipal, 0, back, vehicles=back)
        report.enter(f"extra.{seat.number}", owner.id)
        Report.update(extra=report.extra).where(Report.id == report.id).execute()
        changes.save(SALMA, Report.get_by_id(report.id))
        with told() as statements:
            assert len(_nodes(ask(ALL, ENGLISH))) == back
        counts.append(len(statements))
    assert len(set(counts[1:])) == 1, counts
