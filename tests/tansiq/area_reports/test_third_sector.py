"""Statistics of the third sector: organisations by kind and status on a day, registrations, rates, work by sector."""

from datetime import date, timedelta
from typing import Any

import pytest

from tansiq.area_reports.answer import area_report
from tansiq.area_reports.content import Content
from tansiq.area_reports.question import AreaReportQuestion
from tansiq.language.vocabulary import LEGAL_STATUSES, ORGANIZATION_KINDS, THIRD_SECTOR
from tansiq.language.words import speaking
from tansiq.models import Licence, Organization
from tansiq.organizations.licensing import has_legal_status
from tansiq.organizations.licensing_in_period import Registrations, count_by_kind, registrations
from tansiq.period import Period
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tests.people import NOBODY, SALMA
from tests.register import Register

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
LAST = Period(date(2025, 1, 1), date(2025, 12, 31))


def _seated(register: Register, acronym: str, pcode: str = "YE1211", **values: Any) -> Organization:
    facts = {"kind": "ASSOCIATION", "home_area": register.areas[pcode].id}
    return register.organization(acronym, **(facts | values))


def _licensed(row: Organization, issued_on: date, expires_on: date | None = None) -> Licence:
    count = Licence.select().count()
    facts = {"number": f"19-{count}", "authority": "Social affairs", "issued_on": issued_on, "expires_on": expires_on}
    return changes.save(SALMA, Licence(organization=row.id, **facts))


def _content(pcode: str = "YE12", period: Period = YEAR, by: Viewer = SALMA) -> Content:
    [section] = area_report(by, AreaReportQuestion(pcode, period), ["third_sector"]).sections
    return section.content


def _values(content: Content) -> dict[str, Any]:
    return {one.measure.key: one.value for one in content.figures}


def test_organisations_are_those_of_the_third_sector_with_their_seat_in_the_area(register: Register) -> None:
    _seated(register, "AAA")
    _seated(register, "BBB", "YE1210", kind="NNGO")
    _seated(register, "OFF", kind="GOVERNMENT")
    _seated(register, "FAR", "YE1927")
    gone = _seated(register, "GONE")
    changes.archive(SALMA, gone)
    _seated(register, "AAA2", canonical=register.organization("AAA").id)
    _seated(register, "DIS", dissolved_on=date(2026, 1, 1), standing_reason="so it was decided")
    assert (_values(_content())["registered"], _values(_content())["associations"]) == (2, 1)
    assert _values(_content("YE1211"))["registered"] == 1


def test_they_are_as_many_as_the_list_of_organisations_has_of_each_kind_and_status(register: Register) -> None:
    today = clock.today()
    _licensed(_seated(register, "AAA"), today - timedelta(400), today + timedelta(30))
    _licensed(_seated(register, "BBB"), today - timedelta(400), today - timedelta(30))
    _licensed(_seated(register, "CCC", kind="UNION"), today - timedelta(40))
    _seated(register, "DDD")
    _seated(register, "SUS", suspended_on=today - timedelta(2), standing_reason="so it was decided")
    _seated(register, "DIS", dissolved_on=today - timedelta(2), standing_reason="so it was decided")
    [table, *_rest] = _content(period=Period(today - timedelta(1), today + timedelta(20))).tables
    with speaking("en"):
        found = {str(line.label): line.values for line in table.lines}
    for kind in ("ASSOCIATION", "UNION"):
        listed = [
            Organization.select().where(Organization.kind == kind, has_legal_status(Organization, code, today)).count()
            for code in LEGAL_STATUSES.codes
        ]
        with speaking("en"):
            assert found[ORGANIZATION_KINDS.label(kind)][:-1] == tuple(listed)
    assert sum(int(value or 0) for values in found.values() for value in values[:-1]) == 6


def test_on_a_day_that_is_past_licences_that_came_later_are_not_known(register: Register) -> None:
    _licensed(_seated(register, "AAA"), date(2026, 3, 1))
    assert count_by_kind(Organization.select(), LAST.ends) == {("ASSOCIATION", "NO_LICENCE"): 1}
    assert count_by_kind(Organization.select(), date(2026, 3, 1)) == {("ASSOCIATION", "ACTIVE"): 1}
    assert _values(_content(period=LAST))["new"] == 0
    assert _values(_content())["new"] == 1


def test_new_renewed_and_ended_registrations_are_told_apart(register: Register) -> None:
    def after(*licences: tuple[date, date | None], acronym: str) -> None:
        row = _seated(register, acronym)
        for issued_on, expires_on in licences:
            _licensed(row, issued_on, expires_on)

    after((date(2026, 1, 1), None), acronym="NEW")
    after((date(2024, 1, 1), date(2025, 12, 31)), (date(2026, 12, 31), None), acronym="RENEWED")
    after((date(2026, 1, 5), date(2026, 6, 1)), (date(2026, 6, 2), date(2027, 6, 1)), acronym="BOTH")
    after((date(2025, 1, 1), date(2026, 12, 31)), acronym="HOLDS")
    after((date(2025, 1, 1), date(2026, 12, 30)), acronym="ENDED")
    after((date(2024, 1, 1), date(2025, 12, 31)), acronym="BEFORE")
    after((date(2027, 1, 1), None), acronym="LATER")
    _seated(register, "SUS", suspended_on=date(2026, 5, 5), standing_reason="so it was decided")
    assert registrations(Organization.select(), YEAR) == Registrations(
        new=2, renewed=2, expired=1, suspended=1, dissolved=0
    )


def test_of_a_period_that_is_not_over_nothing_is_told_that_has_not_come_yet(register: Register) -> None:
    today = clock.today()
    _licensed(_seated(register, "HOLDS"), today - timedelta(400), today + timedelta(30))
    _licensed(_seated(register, "TODAY"), today - timedelta(400), today)
    _licensed(_seated(register, "ENDED"), today - timedelta(400), today - timedelta(1))
    ends = today + timedelta(60)
    found = _content(period=Period(today - timedelta(60), ends))
    assert _values(found)["expired"] == 1
    with speaking("en"):
        assert any(str(note).startswith("The period is not over") for note in found.notes)
    assert _values(_content(period=Period(today + timedelta(1), ends)))["expired"] == 0


def test_a_licence_that_was_archived_is_not_told(register: Register) -> None:
    changes.archive(SALMA, _licensed(_seated(register, "AAA"), date(2026, 1, 1)))
    assert registrations(Organization.select(), YEAR).new == 0


def test_rates_are_of_known_inhabitants_and_not_known_without(register: Register) -> None:
    for acronym in ("AAA", "BBB", "CCC"):
        _seated(register, acronym)
    _seated(register, "UNI", kind="UNION")
    assert _values(_content())["associations_per_100000"] is None
    abyan = register.areas["YE12"]
    abyan.population, abyan.population_year, abyan.population_source = 600_000, 2017, "an estimate"
    changes.save(SALMA, abyan)
    found = _values(_content())
    assert found["inhabitants"] == 600_000
    assert found["associations_per_100000"] == pytest.approx(0.5)
    assert found["organizations_per_100000"] == pytest.approx(4 / 6)
    with speaking("en"):
        assert "2017, source: an estimate" in str(_content().notes[0])


def test_work_is_that_of_these_kinds_alone_wherever_their_seat_is(register: Register) -> None:
    register.organization("OFF", kind="GOVERNMENT")
    register.site(register.intervention("OFF"), "YE121121", reached=700)
    register.site(register.intervention("NRA"), "YE121121", reached=120)
    register.site(register.intervention("NRA", "FSC"), "YE121121", reached=90)
    found = _values(_content())
    assert (found["at_work"], found["interventions"], found["reached"]) == (1, 2, 120)
    [_kinds, sectors] = _content().tables
    assert [(line.sector_id, line.values) for line in sectors.lines] == [
        (register.sectors["WSH"].id, (1, 1, 120)),
        (register.sectors["FSC"].id, (1, 1, 90)),
    ]


def test_whoever_may_not_see_an_organisation_does_not_count_it(register: Register) -> None:
    _seated(register, "AAA", is_published=False)
    assert _values(_content())["registered"] == 1
    assert _values(_content(by=NOBODY))["registered"] == 0


def test_the_third_sector_is_of_kinds_that_are_known() -> None:
    assert set(THIRD_SECTOR) < set(ORGANIZATION_KINDS.codes)
