"""Two who state or decide on one report in the same moment: it is done once, and the other is told."""

from collections.abc import Callable
from datetime import date

import pytest

from tansiq.faults import Refused
from tansiq.models import Batch, Organization, Proposal, ReachedFigure, RoundChange, RoundReport, Site
from tansiq.policy.viewer import Viewer
from tansiq.records.transactions import again
from tansiq.rounds.asked_rows import Key
from tansiq.rounds.carrying_out import state
from tansiq.rounds.deciding import accept, send_back
from tansiq.rounds.drafting import Draft, draft_of, keep
from tansiq.rounds.opening import ask_also, open_round
from tansiq.rounds.statement import Statement
from tests import asked_rounds
from tests.conftest import Committed
from tests.people import SALMA, officer, partner
from tests.register import Register
from tests.round_reports import opened_round, report_of
from tests.tansiq.records.test_transactions import at_once


class Asked:
    """NRA, asked for its first quarter about one site."""

    def __init__(self, register: Register) -> None:
        self.site: Site = register.site(register.intervention("NRA"), "YE121121", targeted=500)
        self.report = report_of(opened_round(register), register.organization("NRA").id)
        self.nadia = officer(register.areas["YE12"].id)
        self.khaled = partner("Khaled", register.organization("NRA").id)

    @property
    def stored(self) -> RoundReport:
        """The report as it is stored."""
        found: RoundReport = RoundReport.get_by_id(self.report.id)
        return found

    def stating(self, who: Viewer, reached: int) -> Callable[[], object]:
        """The deed of stating people reached at the site."""
        said, seen = Statement({Key("site", self.site.id, "reached"): reached}), self.stored
        return lambda: state(who, seen, said)


@pytest.fixture
def asked(committed: Committed) -> Asked:
    """NRA is asked for what it did."""
    return Asked(committed.register)


def _codes(*deeds: Callable[[], object]) -> list[str]:
    """With what each of some deeds, done in the same moment, was refused; "" where it was done. In order of codes."""
    codes: list[str] = []

    def noting(deed: Callable[[], object]) -> Callable[[], None]:
        def do() -> None:
            try:
                again(deed)
                codes.append("")
            except Refused as refusal:
                codes.append(refusal.code)

        return do

    at_once(*map(noting, deeds))
    return sorted(codes)


def test_of_two_officers_who_submit_at_once_one_enters_and_the_other_is_told(asked: Asked) -> None:
    assert _codes(asked.stating(asked.nadia, 180), asked.stating(SALMA, 190)) == ["", "LOCKED"]
    [figure] = ReachedFigure.select().where(ReachedFigure.site == asked.site.id)
    assert (figure.month, figure.people in (180, 190)) == (date(2026, 3, 1), True)
    assert (asked.stored.round_state, Batch.select().count()) == ("SUBMITTED", 1)


def test_of_two_of_one_organisation_who_submit_at_once_one_proposes(asked: Asked) -> None:
    assert _codes(asked.stating(asked.khaled, 180), asked.stating(asked.khaled, 190)) == ["", "LOCKED"]
    assert [row.proposal_id for row in RoundChange.select()] == [Proposal.get().id]


def test_of_two_drafts_kept_at_once_one_is_kept_and_the_other_told(asked: Asked) -> None:
    name = f"site-{asked.site.id}-reached"
    deeds = [lambda text=text: keep(asked.khaled, asked.report, Draft({name: text}), 0) for text in ("180", "190")]
    assert _codes(*deeds) == ["", "CHANGED_MEANWHILE"]
    assert draft_of(asked.stored).texts[name] in ("180", "190")
    assert asked.stored.draft_number == 1


def test_a_report_is_accepted_or_returned_and_never_both(asked: Asked) -> None:
    asked.stating(SALMA, 180)()
    codes = _codes(lambda: accept(asked.nadia, asked.report), lambda: accept(SALMA, asked.report))
    assert codes == ["", "NOT_SUBMITTED"]
    codes = _codes(
        lambda: send_back(asked.nadia, asked.report, "The second"), lambda: send_back(SALMA, asked.report, "The first")
    )
    assert codes == ["", "NOT_SUBMITTED"]


def test_a_round_opened_twice_at_once_asks_each_organisation_once(committed: Committed) -> None:
    row = asked_rounds.planned_round(committed.register, round_choice="CHOSEN")
    asked_rounds.choose(row, *Organization.select())
    assert _codes(lambda: open_round(SALMA, row), lambda: open_round(SALMA, row)) == ["", "OPENED_ALREADY"]
    assert RoundReport.select().count() == Organization.select().count()


def test_an_organisation_that_two_ask_also_at_once_is_asked_once(committed: Committed) -> None:
    row = asked_rounds.opened_round(committed.register, "NRA")
    other = Organization.get(Organization.acronym == "ADR")
    assert _codes(lambda: ask_also(SALMA, row, other), lambda: ask_also(SALMA, row, other)) == ["", "TAKEN"]
