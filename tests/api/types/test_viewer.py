"""Who asks: the portal with its scopes and limits, or anybody."""

from datetime import timedelta

from tansiq.accounts import portals
from tests.api.portal import Portal, body
from tests.api.portal_clients import bearer, enter_client
from tests.people import SALMA
from tests.register import Register

WHO = """{ viewer { kind name scopes isLimited areas { pcode name } organizations { acronym } requestsAMinute
    tokenExpiresAt permissions { on acts } } }"""

ACTS = {
    "Organization": ["READ", "PROPOSE"],
    "Project": ["READ", "PROPOSE"],
    "Intervention": ["READ", "PROPOSE"],
    "Site": ["READ", "PROPOSE"],
    "Need": ["PROPOSE"],
    "Plan": [],
    "PlanItem": ["PROPOSE"],
    "Indicator": [],
    "IndicatorTarget": [],
    "IndicatorValue": [],
    "Demand": ["PROPOSE"],
    "Commitment": ["PROPOSE"],
    "OverlapCase": [],
    "Report": [],
    "Round": [],
    "RoundReport": [],
    "Unit": [],
    "Entry": ["PROPOSE"],
    "Coverage": ["READ"],
    "Overlap": [],
}
"""What a portal does that is sent to look at the register and at coverage, and to propose."""


def test_a_portal_learns_what_it_may(portal: Portal, register: Register) -> None:
    nra = register.organization("NRA", home_area=register.areas["YE12"].id)
    client = enter_client(
        scopes=["coverage:read", "registry:read", "proposals:write"],
        areas=[register.areas["YE12"].id],
        organizations=[nra.id],
        requests_a_minute=30,
    )
    row, secret = portals.issue_token(SALMA, client, timedelta(days=10))
    seen = body(portal.ask(WHO, bearer(secret)))["data"]["viewer"]
    acts = {entry["on"]: entry["acts"] for entry in seen.pop("permissions")}
    assert seen == {
        "kind": "PORTAL",
        "name": "Aden portal",
        "scopes": ["registry:read", "coverage:read", "proposals:write"],
        "isLimited": True,
        "areas": [{"pcode": "YE12", "name": "Abyan"}],
        "organizations": [{"acronym": "NRA"}],
        "requestsAMinute": 30,
        "tokenExpiresAt": row.expires_at.isoformat() + "+00:00",
    }
    assert acts == ACTS


def test_an_anonymous_reader_learns_that_it_is_one(portal: Portal, register: Register) -> None:
    seen = body(portal.ask(WHO))["data"]["viewer"]
    acts = {entry["on"]: entry["acts"] for entry in seen.pop("permissions")}
    assert {name: told for name, told in acts.items() if told != ["READ"]} == {
        "OverlapCase": [],
        "Round": [],
        "RoundReport": [],
    }
    assert seen == {
        "kind": "ANONYMOUS",
        "name": "",
        "scopes": [],
        "isLimited": False,
        "areas": [],
        "organizations": [],
        "requestsAMinute": 120,
        "tokenExpiresAt": None,
    }
