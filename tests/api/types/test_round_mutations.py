"""Portals state reports in rounds: what differs is proposed as it is from the page, faults are told at their values."""

from typing import Any

import pytest

from tansiq.models import Intervention, Organization, Proposal, ReachedFigure, Round, RoundChange, RoundReport, Site
from tansiq.policy.viewer import Viewer
from tansiq.proposals.reviewing import approve
from tansiq.proposals.steps import read_steps
from tansiq.rounds.asked_rows import Key
from tansiq.rounds.carrying_out import state
from tansiq.rounds.deciding import send_back
from tansiq.rounds.statement import Statement
from tansiq.rounds.stating import submit
from tests.api.schema_client import ask
from tests.people import NOBODY, SALMA, officer, partner, portal
from tests.register import Register
from tests.round_reports import opened_round, report_of

STATE = """mutation ($input: RoundReportInput!) { roundReport(input: $input) {
    __typename ... on RoundReportSent { id submittedAt proposals }
    ... on Refusal { faults { code field message } } } }"""


class Asked:
    """NRA, asked for the first quarter, and work of ADR at the same place."""

    def __init__(self, register: Register) -> None:
        self.work = register.intervention("NRA")
        self.site = register.site(self.work, "YE121121", targeted=500)
        self.foreign = register.site(register.intervention("ADR"), "YE121121", reached=3)
        self.organization = register.organization("NRA")
        self.round = opened_round(register)
        self.report = report_of(self.round, self.organization.id)
        self.khaled = partner("Khaled", self.organization.id)
        self.nadia = officer(register.areas["YE12"].id)
        self.portal = portal(register.areas["YE12"].id, organization_ids=(self.organization.id,))

    def sent(self, viewer: Viewer | None = None, **given: Any) -> Any:
        """What a portal is answered that states the report."""
        asked = {"round": str(self.round.id), "organization": str(self.organization.id)}
        return ask(STATE, viewer or self.portal, {"input": asked | given})["roundReport"]

    @property
    def whole(self) -> dict[str, Any]:
        """A figure and a status."""
        return {
            "works": [{"id": str(self.work.id), "status": "COMPLETED"}],
            "sites": [{"id": str(self.site.id), "reached": 180}],
        }

    @property
    def state(self) -> str:
        """How the report stands."""
        return str(RoundReport.get_by_id(self.report.id).round_state)


@pytest.fixture
def asked(register: Register) -> Asked:
    """NRA is asked for what it did."""
    return Asked(register)


def _came_of_it() -> list[Any]:
    proposals = [Proposal.get_by_id(row.proposal_id) for row in RoundChange.select()]
    return [[(step.act, step.table, step.fields) for step in read_steps(one.steps)] for one in proposals]


def test_the_same_report_by_a_portal_and_on_the_page_gives_the_same_statement_and_register(register: Register) -> None:
    told = []
    for way in ("portal", "page"):
        asked = Asked(register)
        RoundChange.delete().execute()
        if way == "portal":
            assert len(asked.sent(**asked.whole)["proposals"]) == 1
        else:
            cells: dict[Key, Any] = {Key("site", asked.site.id, "reached"): 180}
            state(asked.khaled, asked.report, Statement(cells | {Key("work", asked.work.id, "status"): "COMPLETED"}))
        came = str(_came_of_it()).replace(f"[None, {asked.site.id}]", "site")
        approve(asked.nadia, Proposal.get_by_id(RoundChange.get().proposal_id))
        figures = [row.people for row in ReachedFigure.select().where(ReachedFigure.site == asked.site.id)]
        told.append((came, figures, Intervention.get_by_id(asked.work.id).status, asked.state))
    assert told[0][1:] == ([180], "COMPLETED", "SUBMITTED")
    assert told[0] == told[1]


def test_all_that_is_wrong_is_told_where_it_was_sent_and_nothing_is_kept(asked: Asked) -> None:
    given: dict[str, Any] = {
        "works": [{"id": str(asked.work.id), "endsOn": "2020-01-01"}],
        "sites": [{"id": str(asked.foreign.id), "reached": 9}, {"id": "x", "reached": 1}],
    }
    faults = asked.sent(**given)["faults"]
    assert {(one["code"], one["field"]) for one in faults} == {
        ("NOT_FOUND", "sites.0.reached"),
        ("NOT_FOUND", "sites.1.reached"),
    }
    [fault] = asked.sent(works=given["works"])["faults"]
    assert (fault["code"], fault["field"]) == ("DATES_REVERSED", "works.0.endsOn")
    assert (asked.state, Site.get_by_id(asked.foreign.id).reached) == ("NOT_STARTED", 3)


def test_a_report_is_stated_within_the_limits_and_scopes_of_a_portal_alone(asked: Asked, register: Register) -> None:
    other = portal(register.areas["YE12"].id, organization_ids=(register.organization("ADR").id,))
    assert [fault["code"] for fault in asked.sent(other, **asked.whole)["faults"]] == ["NOT_FOUND"]
    elsewhere = portal(register.areas["YE19"].id, organization_ids=(asked.organization.id,))
    assert [fault["field"] for fault in asked.sent(elsewhere, **asked.whole)["faults"]] == ["round"]
    blind = portal(scopes=("registry:read", "proposals:write"), organization_ids=(asked.organization.id,))
    assert [fault["field"] for fault in asked.sent(blind, **asked.whole)["faults"]] == ["round"]
    mute = portal(scopes=("rounds:read", "registry:read"), organization_ids=(asked.organization.id,))
    with pytest.raises(AssertionError, match="SCOPE_MISSING"):
        asked.sent(mute, **asked.whole)
    assert asked.state == "NOT_STARTED"


def test_of_a_merged_organisation_the_report_that_counts_is_stated(asked: Asked, register: Register) -> None:
    double = register.organization("NRA2", name_en="NRA again")
    other = report_of(asked.round, double.id)
    Organization.update(canonical=asked.organization.id).where(Organization.id == double.id).execute()
    submit(SALMA, other)
    send_back(SALMA, other, "January is missing.")
    assert asked.sent(unchanged=True)["id"] == str(other.id)
    assert [RoundReport.get_by_id(row.id).round_state for row in (asked.report, other)] == ["NOT_STARTED", "SUBMITTED"]


@pytest.mark.parametrize("value", ["NaN", "Infinity", "1e400", "-1", "1e-30", "9" * 40])
def test_no_sum_of_money_breaks_anything(asked: Asked, value: str) -> None:
    Round.update(round_kind="INTENDED").execute()
    Intervention.update(currency="USD").execute()
    answer = asked.sent(works=[{"id": str(asked.work.id), "budget": value}])
    assert [fault["field"] for fault in answer["faults"]] == ["works.0.budget"]
    assert asked.state == "NOT_STARTED"


@pytest.mark.parametrize(
    ("name", "value", "place"),
    [
        ("sites", {"targeted": 5}, "sites.0.targeted"),
        ("sites", {"reached": -1}, "sites.0.reached"),
        ("works", {"status": None}, "works.0.status"),
        ("items", {"progress": "50"}, "items.0.progress"),
    ],
)
def test_odd_values_are_told_at_their_place(asked: Asked, name: str, value: dict[str, Any], place: str) -> None:
    row = {"works": asked.work.id, "sites": asked.site.id, "items": 1}[name]
    given: dict[str, Any] = {name: [{"id": str(row), **value}]}
    answer = asked.sent(**given)
    assert [fault["field"] for fault in answer["faults"]] == [place], answer
    for row_id in ("", "-1", "9" * 40, "x", "\x00"):
        given[name][0]["id"] = row_id
        answer = asked.sent(**given)
        assert [fault["code"] for fault in answer["faults"]] == ["NOT_FOUND"], (row_id, answer)
    assert asked.state == "NOT_STARTED"


def test_a_reason_too_long_is_told(asked: Asked) -> None:
    for reason in ("x" * 501, "a\x00b"):
        assert [fault["field"] for fault in asked.sent(nil=reason)["faults"]] == ["nil"], reason
    assert asked.state == "NOT_STARTED"


def test_an_empty_report_says_which_kind_of_nothing(asked: Asked) -> None:
    assert [fault["code"] for fault in asked.sent()["faults"]] == ["EMPTY"]
    both = asked.sent(nil="The road was closed", **asked.whole)["faults"]
    assert [(fault["code"], fault["field"]) for fault in both] == [("NOT_FILLED", "nil")]
    assert asked.sent(unchanged=True)["proposals"] == []
    assert asked.state == "SUBMITTED"


def test_a_report_that_is_sent_again_with_its_key_is_answered_as_before(asked: Asked) -> None:
    first = asked.sent(clientKey="q1", **asked.whole)
    assert asked.sent(clientKey="q1", **asked.whole) == first
    assert Proposal.select().count() == 1
    assert [fault["code"] for fault in asked.sent(clientKey="q2", **asked.whole)["faults"]] == ["LOCKED"]


def test_nobody_states_a_report_without_a_token(asked: Asked) -> None:
    for person in (NOBODY, SALMA):
        with pytest.raises(AssertionError, match="TOKEN_NEEDED"):
            asked.sent(person, **asked.whole)
