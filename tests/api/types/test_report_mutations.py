"""Portals and people of units submit reports: all that is wrong is told at its value, and nothing is kept by halves."""

from typing import Any

import pytest

from tansiq.forms.approving import send_back
from tansiq.forms.versions import publish
from tansiq.models import Creation, FieldDefinition, HistoryEntry, Report
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may
from tansiq.records import changes
from tests.api.all_questions import answered
from tests.api.schema_client import ask
from tests.filled_forms import FilledForm, municipal_form
from tests.people import AMIN, NOBODY, SALMA, approver, clerk, officer, partner, portal
from tests.register import Register

SUBMIT = """mutation ($form: String!, $unit: ID!, $period: String!, $values: [ReportValueInput!], $nil: String,
    $reason: String, $key: String) {
    reportSubmit(form: $form, unit: $unit, period: $period, values: $values, nil: $nil, reason: $reason,
        clientKey: $key) {
        __typename ... on ReportSent {
            warnings { code field message } report { state period nilReason values { key cell number } } }
        ... on Refusal { faults { code field message } } } }"""


@pytest.fixture
def municipal(register: Register) -> FilledForm:
    """A unit of Abyan and one of Hadramawt, whose reports two offices approve."""
    return municipal_form(register.unit("Ja'ar"), register.unit("Mukalla", pcode="YE1927"))


@pytest.fixture
def abyan(register: Register) -> Viewer:
    """A portal that sends reports of Abyan."""
    return portal(register.areas["YE12"].id, scopes=("statistics:read", "statistics:write"))


def _sent(filled: FilledForm, viewer: Viewer, values: Any = None, unit: int = 0, **more: Any) -> Any:
    given = {"form": "municipal", "unit": str(filled.units[unit].id), "period": filled.period().key}
    return ask(SUBMIT, viewer, given | {"values": values} | more)["reportSubmit"]


def _faults(answer: Any) -> list[tuple[str, str]]:
    assert answer["__typename"] == "Refusal", answer
    return sorted((fault["code"], fault["field"]) for fault in answer["faults"])


def _value(key: str, number: float | None, **more: Any) -> dict[str, Any]:
    return {"key": key, "number": number, **more}


VEHICLES = [_value("vehicles", 12), _value("working", 8)]
WASTE = [_value("waste", 2.5, cell="DRY"), _value("waste", 0.1, cell="WET")]


def test_a_portal_submits_the_report_of_a_unit_within_its_limits(municipal: FilledForm, abyan: Viewer) -> None:
    answer = _sent(municipal, abyan, [*VEHICLES, *WASTE])
    assert answer["__typename"] == "ReportSent"
    assert (answer["report"]["state"], answer["report"]["period"]) == ("SUBMITTED", municipal.period().key)
    told = [(one["key"], one["cell"], one["number"]) for one in answer["report"]["values"]]
    assert told == [
        ("vehicles", "", 12), ("working", "", 8), ("waste", "", 2.6), ("waste", "DRY", 2.5), ("waste", "WET", 0.1),
        ("idle", "", 4),
    ]  # fmt: skip
    stored = Report.get()
    assert stored.extra == {
        str(municipal.number("vehicles")): 12,
        str(municipal.number("working")): 8,
        str(municipal.number("waste")): {"DRY": 2.5, "WET": 0.1},
    }
    last: Any = HistoryEntry.select().order_by(HistoryEntry.id.desc()).first()
    assert (last.actor, last.face) == ("portal", "GRAPHQL")


def test_a_report_that_is_sent_again_is_made_once(municipal: FilledForm, abyan: Viewer) -> None:
    first = _sent(municipal, abyan, VEHICLES)
    entries = HistoryEntry.select().count()
    assert _sent(municipal, abyan, VEHICLES) == first
    assert HistoryEntry.select().count() == entries
    assert _faults(_sent(municipal, abyan, [_value("vehicles", 13)])) == [("LOCKED", "")]


def test_zero_is_not_what_is_not_known(municipal: FilledForm, abyan: Viewer) -> None:
    first = _sent(municipal, abyan, [_value("vehicles", 0), _value("working", None)])
    assert _sent(municipal, abyan, [_value("vehicles", 0), _value("working", None)]) == first
    assert _faults(_sent(municipal, abyan, [_value("vehicles", None)])) == [("LOCKED", "")]
    assert _faults(_sent(municipal, abyan, [_value("vehicles", 0), _value("working", 0)])) == [("LOCKED", "")]


def test_a_number_without_end_is_refused_at_its_value(municipal: FilledForm, abyan: Viewer) -> None:
    unit = f'form: "municipal", unit: "{municipal.units[0].id}", period: "{municipal.period().key}"'
    values = '[{key: "vehicles", number: 1e400}, {key: "waste", cell: "DRY", number: -1e400}]'
    told = "{ __typename ... on Refusal { faults { code field } } }"
    answer = answered(f"mutation {{ reportSubmit({unit}, values: {values}) {told} }}", abyan)
    assert not answer["errors"]
    assert {field for _, field in _faults(answer["data"]["reportSubmit"])} == {"values.0", "values.1"}
    assert not Report.select().exists()


def test_a_key_answers_for_what_was_sent_with_it(municipal: FilledForm, abyan: Viewer) -> None:
    first = _sent(municipal, abyan, VEHICLES, key="one")
    assert _sent(municipal, abyan, VEHICLES, key="one") == first
    assert _faults(_sent(municipal, abyan, [_value("vehicles", 13)], key="one")) == [("KEY_REUSED", "clientKey")]
    assert Creation.select().count() == 1
    assert Report.select().count() == 1


def test_all_that_is_wrong_is_told_at_its_value_and_nothing_is_kept(municipal: FilledForm, abyan: Viewer) -> None:
    values = [
        _value("nothing", 1), _value("working", -1), _value("waste", 1, cell="GLASS"), _value("waste", 1),
        {"key": "waste", "cell": "DRY", "text": "much"}, _value("idle", 1),
    ]  # fmt: skip
    assert _faults(_sent(municipal, abyan, values)) == [
        ("INVALID", "values.4.text"),
        ("MISSING", "values"),
        ("NEGATIVE", "values.1"),
        ("NOT_FILLED", "values.5.key"),
        ("UNKNOWN_CODE", "values.2.cell"),
        ("UNKNOWN_CODE", "values.3.cell"),
        ("UNKNOWN_FIELD", "values.0.key"),
    ]
    assert not Report.select().exists()
    assert not HistoryEntry.select().where(HistoryEntry.record_type == "report").exists()
    assert _faults(_sent(municipal, abyan, [*VEHICLES, _value("working", 1)])) == [("TWICE", "values.2.key")]
    assert _faults(_sent(municipal, abyan, [_value("vehicles", 1), _value("working", 2)])) == [
        ("RULE_BROKEN", "values.1")
    ]
    assert _faults(_sent(municipal, abyan)) == [("EMPTY", "")]
    assert not Report.select().exists()


def test_what_a_rule_warns_of_is_told_and_its_answer_kept(municipal: FilledForm, abyan: Viewer) -> None:
    much = [*VEHICLES, _value("waste", 1000, cell="DRY")]
    assert _faults(_sent(municipal, clerk(municipal.units[0].id), much)) == [("RULE_WARNS", "values.2")]
    answer = _sent(municipal, abyan, much, reason="The landfill was cleared.")
    assert answer["report"]["state"] == "SUBMITTED"
    assert answer["warnings"] == [{"code": "RULE_WARNS", "field": "values.2", "message": "هذه نفايات كثيرة."}]
    assert _sent(municipal, abyan, much)["warnings"] == answer["warnings"]
    last: Any = HistoryEntry.select().where(HistoryEntry.reason != "").order_by(HistoryEntry.id.desc()).first()
    assert last.reason == "The landfill was cleared."


def test_nothing_to_report_is_declared(municipal: FilledForm, abyan: Viewer) -> None:
    assert _faults(_sent(municipal, abyan, VEHICLES, nil="Nothing.")) == [("NOT_FILLED", "nil")]
    answer = _sent(municipal, abyan, nil="There is no service yet.")
    assert (answer["report"]["nilReason"], answer["report"]["values"]) == ("There is no service yet.", [])
    assert _sent(municipal, abyan, nil="There is no service yet.") == answer


def test_a_returned_report_is_sent_once_more(municipal: FilledForm, abyan: Viewer) -> None:
    _sent(municipal, abyan, VEHICLES)
    send_back(SALMA, Report.get(), {None: "Look again."})
    answer = _sent(municipal, abyan, [_value("vehicles", 13)])
    told = {one["key"]: one["number"] for one in answer["report"]["values"]}
    assert (answer["report"]["state"], told["vehicles"], told["working"]) == ("SUBMITTED", 13, 8)
    send_back(SALMA, Report.get(), {None: "Once more."})
    answer = _sent(municipal, abyan, [_value("working", None)])
    assert "working" not in {one["key"] for one in answer["report"]["values"]}


def test_what_is_not_expected_or_not_open_is_told_at_its_argument(municipal: FilledForm, abyan: Viewer) -> None:
    assert _faults(_sent(municipal, abyan, VEHICLES, period="soon")) == [("UNKNOWN_PERIOD", "period")]
    ahead = municipal.period(-4).key
    assert _faults(_sent(municipal, abyan, VEHICLES, period=ahead)) == [("NOT_OPEN", "period")]
    assert _faults(_sent(municipal, abyan, VEHICLES, period="2019-Q1")) == [("NOT_EXPECTED", "unit")]
    assert _faults(_sent(municipal, abyan, VEHICLES, form="nothing")) == [("UNKNOWN_CODE", "form")]
    assert _faults(_sent(municipal, abyan, VEHICLES, unit=1)) == [("NOT_FOUND", "unit")]


def test_an_item_that_portals_are_not_told_of_is_not_sent(municipal: FilledForm, abyan: Viewer) -> None:
    for key in ("idle", "vehicles"):
        one = FieldDefinition.get_by_id(municipal.number(key))
        one.is_published = False
        changes.save(SALMA, one)
    publish(SALMA, municipal.form, municipal.period().begins)
    answer = _sent(municipal, abyan, VEHICLES)
    assert _faults(answer) == [("MISSING", "values"), ("UNKNOWN_FIELD", "values.0.key")]
    assert not any("vehicles" in fault["message"] for fault in answer["faults"] if fault["field"] == "values")


def test_who_may_send_and_who_may_not(municipal: FilledForm, register: Register) -> None:
    own, other = (unit.id for unit in municipal.units)
    area = register.areas["YE12"].id
    for viewer in (SALMA, officer(area), clerk(own, account_id=None), portal(), portal(area)):
        assert _sent(municipal, viewer, VEHICLES)["__typename"] == "ReportSent"
        Report.delete().execute()
    for viewer in (portal(register.areas["YE19"].id), portal(organization_ids=(1,))):
        assert _faults(_sent(municipal, viewer, VEHICLES)) in ([("NOT_FOUND", "unit")], [("FORBIDDEN", "")])
    assert _faults(_sent(municipal, clerk(other), VEHICLES)) == [("FORBIDDEN", "")]
    for viewer, code in (
        (portal(area, scopes=("statistics:read",)), "SCOPE_MISSING"),
        (NOBODY, "TOKEN_NEEDED"),
        (AMIN, "TOKEN_NEEDED"),
        (partner("Khaled", 1), "TOKEN_NEEDED"),
        (approver(own), "TOKEN_NEEDED"),
    ):
        query = f'mutation {{ reportSubmit(form: "municipal", unit: "{own}", period: "2026") {{ __typename }} }}'
        assert [error["extensions"]["code"] for error in answered(query, viewer)["errors"]] == [code]
    assert not Report.select().exists()


@pytest.mark.parametrize("policy", ["SIGNED_IN", "OFFICERS", "ADMINISTRATORS"])
def test_portals_send_reports_of_public_forms_alone(municipal: FilledForm, abyan: Viewer, policy: str) -> None:
    municipal.form.policy = policy
    changes.save(SALMA, municipal.form)
    assert _faults(_sent(municipal, abyan, VEHICLES)) == [("UNKNOWN_CODE", "form")]
    assert not may(abyan, "CREATE", Report(form=municipal.form.id, unit=municipal.units[0].id))
