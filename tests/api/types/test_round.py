"""Rounds as portals ask for them: who was asked, who reported, when and whether in time; never a draft."""

from datetime import datetime
from typing import Any

from tansiq.models import RoundReport
from tests.api.portal import Portal, body
from tests.api.portal_clients import enter_client, token_of
from tests.api.rows_of_rounds import enter_round
from tests.register import Register

ROUND = """query($id: ID!) { round(id: $id) { name kind period beginsOn endsOn dueOn expectedCount submittedCount
    onTimeCount completeness timeliness
    reports { organization { name } state submittedAt firstSubmittedAt isOnTime daysLate punctuality rating } } }"""


def _submitted(report: RoundReport, at: str) -> None:
    moment = datetime.fromisoformat(at)
    values = {"round_state": "SUBMITTED", "first_submitted_at": moment, "submitted_at": moment}
    RoundReport.update(values).where(RoundReport.id == report.id).execute()


def _ask(portal: Portal, query: str, headers: dict[str, str], **variables: Any) -> Any:
    return body(portal.ask(query, headers, **variables))


def test_a_portal_learns_who_reported_and_whether_in_time(portal: Portal, register: Register) -> None:
    three = [register.organization(name, is_published=True) for name in ("NRA", "ADR", "BKC")]
    row = enter_round(register, "YE12", *three)
    early, late, _none = RoundReport.select().order_by(RoundReport.id)
    _submitted(early, "2026-04-10 20:59:59")
    _submitted(late, "2026-04-10 21:00:00")
    headers = token_of(enter_client(scopes=("rounds:read", "registry:read")))
    told = _ask(portal, ROUND, headers, id=str(row.id))["data"]["round"]
    reports = {one["organization"]["name"]: one for one in told.pop("reports")}
    assert told == {
        "name": "Round", "kind": "ACHIEVED", "period": "2026-Q1", "beginsOn": "2026-01-01", "endsOn": "2026-03-31",
        "dueOn": "2026-04-10", "expectedCount": 3, "submittedCount": 2, "onTimeCount": 1, "completeness": 2 / 3,
        "timeliness": 1 / 3,
    }  # fmt: skip
    assert [(reports[f"{name} Aid"]["isOnTime"], reports[f"{name} Aid"]["daysLate"]) for name in ("NRA", "ADR")] == [
        (True, 0),
        (False, 1),
    ]
    assert (reports["BKC Aid"]["state"], reports["BKC Aid"]["isOnTime"]) == ("DRAFT", None)
    assert reports["BKC Aid"]["punctuality"] == "OVERDUE"


def test_rounds_and_reports_are_listed_within_the_limits_of_a_token_alone(portal: Portal, register: Register) -> None:
    nra, adr = register.organization("NRA"), register.organization("ADR")
    here = enter_round(register, "YE12", nra, adr)
    enter_round(register, "YE1927", nra)
    enter_round(register, "YE12", nra, opened_at=None, period="2026-Q2")
    query = """{ rounds { totalCount edges { node { id expectedCount } } } roundReports { totalCount } }"""
    limits: dict[str, dict[str, Any]] = {
        "none": {},
        "area": {"areas": [register.areas["YE12"].id]},
        "organisation": {"organizations": [adr.id]},
    }
    told = {}
    for name, limit in limits.items():
        found = _ask(portal, query, (token_of(enter_client(name, scopes=("rounds:read",), **limit))))["data"]
        told[name] = (found["rounds"]["totalCount"], found["roundReports"]["totalCount"])
    assert told == {"none": (2, 3), "area": (1, 2), "organisation": (1, 1)}
    narrowed = f'{{ roundReports(round: "{here.id}", organization: "{nra.id}", state: [DRAFT]) {{ totalCount }} }}'
    headers = token_of(enter_client("again", scopes=("rounds:read", "registry:read")))
    assert _ask(portal, narrowed, headers)["data"]["roundReports"]["totalCount"] == 1


def test_without_the_scope_nothing_is_told(portal: Portal, register: Register) -> None:
    enter_round(register, "YE12", register.organization("NRA"))
    headers = token_of(enter_client(scopes=("registry:read",)))
    refused = _ask(portal, "{ rounds { totalCount } }", headers)
    assert refused["errors"][0]["extensions"]["code"] == "SCOPE_MISSING"
    # Nobody without a token is told of rounds.
    assert body(portal.ask("{ rounds { totalCount } }"))["data"]["rounds"]["totalCount"] == 0
