"""Who reads rounds and the reports in them, and who states one."""

from datetime import date

import pytest

from tansiq.language.vocabulary import SCOPES
from tansiq.models import Organization, Round, RoundReport
from tansiq.models.record import now
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may, visible
from tansiq.records import changes
from tests.people import AMIN, NOBODY, SALMA, officer, partner, portal
from tests.register import Register


def _round(register: Register, pcode: str, *acronyms: str, is_opened: bool = True) -> Round:
    row = changes.save(
        SALMA,
        Round(
            name_en=f"Round of {pcode}",
            area=register.areas[pcode].id,
            period="2026-Q1",
            opens_on=date(2026, 4, 1),
            due_on=date(2026, 4, 10),
        ),
    )
    if is_opened:
        row.opened_at = now()
        row = changes.save(SALMA, row)
    for acronym in acronyms:
        changes.save(SALMA, RoundReport(round=row.id, organization=register.organization(acronym).id))
    return row


@pytest.fixture
def rounds(register: Register) -> Register:
    """A round of Abyan that asks two, one of the country that asks three of which one works in Abyan, and a planned
    one of Hadramawt."""
    register.site(register.intervention("NRA"))
    _round(register, "YE12", "NRA", "ADR")
    _round(register, "YE", "NRA", "ADR", "BKC")
    _round(register, "YE19", is_opened=False)
    return register


def _seen(viewer: Viewer) -> tuple[list[str], int]:
    return [row.name_en[9:] for row in visible(Round, viewer).order_by(Round.id)], visible(RoundReport, viewer).count()


def test_rounds_are_read_by_those_whom_they_are_about(rounds: Register) -> None:
    abyan, khanfar = rounds.areas["YE12"].id, rounds.areas["YE1211"].id
    assert _seen(SALMA) == _seen(AMIN) == (["YE12", "YE", "YE19"], 5)
    # All of the round of Abyan, and of that of the country the one at work there.
    assert _seen(officer(abyan)) == (["YE12", "YE"], 3)
    assert _seen(officer(khanfar)) == (["YE12", "YE"], 2)
    assert _seen(partner("Khaled", rounds.organization("NRA").id)) == (["YE12", "YE"], 2)
    assert _seen(partner("Huda", rounds.organization("BKC").id)) == (["YE"], 1)
    assert _seen(NOBODY) == ([], 0)


def test_portals_read_rounds_that_opened_within_their_limits(rounds: Register) -> None:
    assert _seen(portal()) == (["YE12", "YE"], 5)
    assert _seen(portal(rounds.areas["YE12"].id)) == (["YE12"], 2)
    assert _seen(portal(organization_ids=(rounds.organization("BKC").id,))) == (["YE"], 1)
    assert _seen(portal(scopes=tuple(set(SCOPES.codes) - {"rounds:read"}))) == ([], 0)


def test_a_report_is_stated_by_its_organisation_and_opened_by_the_officer_of_the_round(rounds: Register) -> None:
    of_abyan, of_country = (
        RoundReport.get(RoundReport.round == row.id, RoundReport.organization == rounds.organization("NRA").id)
        for row in Round.select().where(Round.opened_at.is_null(False)).order_by(Round.id)
    )
    nadia, khaled = officer(rounds.areas["YE12"].id), partner("Khaled", rounds.organization("NRA").id)
    huda = partner("Huda", rounds.organization("ADR").id)
    own = portal(organization_ids=(rounds.organization("NRA").id,))
    reads_alone = portal(scopes=("rounds:read",), organization_ids=(rounds.organization("NRA").id,))
    who = (SALMA, nadia, khaled, huda, own, reads_alone, AMIN)
    assert [may(one, "CHANGE", of_abyan) for one in who] == [True, True, True, False, True, False, False]
    assert [may(one, "CHANGE", of_country) for one in who] == [True, False, True, False, True, False, False]
    new = RoundReport(round=of_abyan.round_id, organization=rounds.organization("BKC").id)
    assert [may(one, "CREATE", new) for one in who] == [True, True, False, False, False, False, False]


def test_whoever_speaks_for_the_canonical_organisation_states_what_a_merged_one_was_asked(rounds: Register) -> None:
    merged, into = rounds.organization("ADR"), rounds.organization("BKC")
    merged = Organization.get_by_id(merged.id)
    merged.canonical = into.id
    changes.save(SALMA, merged)
    report = RoundReport.get(RoundReport.organization == merged.id)
    huda = partner("Huda", into.id)
    assert may(huda, "CHANGE", report)
    assert _seen(huda) == (["YE12", "YE"], 3)
