"""The report of an area: its figures are those that the other pages tell, to the person."""

from datetime import date
from typing import Any

import pytest

from tansiq.area_reports.answer import AreaReport, area_report
from tansiq.area_reports.content import Line, Table
from tansiq.area_reports.question import AreaReportQuestion
from tansiq.cases.figures import case_figures, together
from tansiq.coverage import CoverageQuestion, coverage, gap, ranked_gaps, unmet_need
from tansiq.faults import Refused
from tansiq.language.words import speaking
from tansiq.models import Plan, PlanItem, PlanItemArea
from tansiq.period import Period
from tansiq.plans.matrix import MatrixQuestion, plan_matrix
from tansiq.policy.viewer import Viewer
from tests.people import NOBODY, SALMA, partner, people_of, portal
from tests.register import Register
from tests.statements import told
from tests.worked_cases import enter_worked_cases, free_people

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def worked(register: Register) -> Register:
    """Work, needs and a plan in two districts of Abyan, and cases of duplication."""
    enter_worked_cases(register)
    free_people(register, 354)
    register.site(register.intervention("NRA"), "YE121121", targeted=300, reached=120)
    register.site(register.intervention("ADR", "HEA", status="COMPLETED"), "YE121001", targeted=80, reached=90)
    register.need("YE1211", "WSH", 1000, severity=4)
    register.need("YE1210", "FSC", 50)
    plan = register.plan("YE12")
    for pcode, state in (("YE1211", "DONE"), ("YE1210", "NOT_STARTED")):
        item = register.item(plan, f"Wells of {pcode}", item_state=state, ends_on=date(2026, 2, 1))
        _place(register, item, pcode)
    return register


def _place(register: Register, item: PlanItem, pcode: str) -> None:
    PlanItemArea.create(item=item.id, area=register.areas[pcode].id)


def _report(pcode: str = "YE12", by: Viewer = SALMA, level: int | None = None, period: Period = YEAR) -> AreaReport:
    return area_report(by, AreaReportQuestion(pcode, period, level))


def _values(report: AreaReport, section: str) -> dict[str, Any]:
    found = next(one for one in report.sections if one.section.key == section)
    return {one.measure.key: one.value for one in found.content.figures}


def _table(report: AreaReport, section: str, key: str) -> Table:
    found = next(one for one in report.sections if one.section.key == section)
    return next(table for table in found.content.tables if table.key == key)


def _of_area(register: Register, lines: Any, pcode: str) -> Line:
    found: Line = next(line for line in lines if line.area_id == register.areas[pcode].id)
    return found


def test_presence_and_people_are_those_of_the_page_of_coverage(worked: Register) -> None:
    report = _report()
    question = CoverageQuestion("YE12", 2, frozenset({"SECTOR"}), YEAR, with_margins=True)
    page = coverage(SALMA, question)
    totals = page.totals
    presence = (totals.organization_count, totals.intervention_count, totals.planned_count, totals.ongoing_count)
    assert tuple(_values(report, "presence").values()) == (*presence, totals.completed_count)
    people = _values(report, "coverage")
    assert (people["in_need"], people["targeted"], people["reached"]) == (
        totals.people_in_need,
        totals.people_targeted,
        totals.people_reached,
    )
    assert people["reached"] == 210
    assert people["gaps"] == len(ranked_gaps(page.cells)) == 3
    assert (people["gap"], people["unmet_need"]) == (gap(totals), unmet_need(totals))


def test_every_area_of_the_level_has_a_line_whether_anybody_is_there_or_not(worked: Register) -> None:
    report = _report("YE")
    lines = _table(report, "presence", "by_area").lines
    assert [line.area_id for line in lines] == [worked.areas[one].id for one in ("YE12", "YE19")]
    hadramawt = _of_area(worked, _table(report, "coverage", "by_area").lines, "YE19")
    # What nobody told is not known, and not zero.
    assert hadramawt.values[0] is None


def test_a_district_is_told_by_its_sub_districts_and_a_sub_district_by_itself(worked: Register) -> None:
    khanfar = _table(_report("YE1211"), "presence", "by_area").lines
    assert [line.area_id for line in khanfar] == [worked.areas[one].id for one in ("YE121121", "YE121122")]
    jaar = _table(_report("YE121121"), "presence", "by_area").lines
    assert [line.area_id for line in jaar] == [worked.areas["YE121121"].id]
    assert jaar[0].values == khanfar[0].values


def test_gaps_stand_in_the_order_of_the_page_with_area_and_sector(worked: Register) -> None:
    lines = _table(_report(), "coverage", "gaps").lines
    assert [(line.area_id, line.sector_id) for line in lines] == [
        (worked.areas["YE1211"].id, worked.sectors["WSH"].id),
        (worked.areas["YE1210"].id, worked.sectors["FSC"].id),
        (worked.areas["YE1210"].id, worked.sectors["WSH"].id),
    ]
    assert lines[0].values[0] == 4


def test_overlaps_are_those_of_the_page_of_figures_of_cases(worked: Register) -> None:
    for pcode in ("YE", "YE12", "YE1211", "YE1927"):
        area = worked.areas[pcode]
        page = together(case_figures(SALMA, YEAR, 2, [area.id]).values())
        expected = (page.opened, page.settled, page.avoided, page.days_to_settle, page.people_freed)
        assert tuple(_values(_report(pcode, level=max(area.level, 2)), "overlaps").values()) == expected
    assert _values(_report(), "overlaps")["people_freed"] == 354


def test_plans_are_those_of_the_matrix_and_of_their_items_in_the_area(worked: Register) -> None:
    khanfar = _report("YE1211")
    question = MatrixQuestion(Plan.get().plan_kind, YEAR, "YE1211", 2, "PLAN")
    page = plan_matrix(SALMA, question, date(2026, 12, 1))
    assert _values(khanfar, "plans") == {"plans": 1, "items": 1, "done": 1, "late": 0}
    assert _values(khanfar, "plans")["items"] == page.totals.item_count
    [line] = _table(khanfar, "plans", "by_plan").lines
    assert (line.record, line.values[3]) == (("plan", Plan.get().id), page.totals.progress)
    assert _values(_report("YE1210"), "plans")["late"] == 1
    with speaking("en"):
        assert str(line.label) == "Recovery plan"


def test_an_area_without_anything_has_zeros_where_things_are_counted_and_nothing_where_they_are_told(
    register: Register,
) -> None:
    report = _report("YE1927")
    assert set(_values(report, "presence").values()) == {0}
    assert _values(report, "coverage") == dict.fromkeys(
        ("in_need", "targeted", "reached", "coverage", "gap", "unmet_need")
    ) | {"gaps": 0}
    assert _values(report, "plans") == {"plans": 0, "items": 0, "done": 0, "late": 0}
    assert _values(report, "overlaps")["days_to_settle"] is None


ALL = ["presence", "coverage", "overlaps", "plans", "third_sector"]


def test_who_is_told_which_section(register: Register) -> None:
    found = {
        name: [one.section.key for one in _report(by=viewer).sections] for name, viewer in people_of(register).items()
    }
    few = [key for key in ALL if key != "overlaps"]
    expected = {"partner": few, "another partner": few, "anonymous": few}
    assert found == {name: expected.get(name, ALL) for name in found}


@pytest.mark.parametrize(
    ("scope", "told"),
    [
        ("coverage:read", ["presence", "coverage"]),
        ("duplication:read", ["overlaps"]),
        ("plans:read", ["plans"]),
        ("registry:read", ["third_sector"]),
        ("statistics:read", []),
    ],
)
def test_a_portal_is_told_what_its_scopes_show(register: Register, scope: str, told: list[str]) -> None:
    report = _report(by=portal(scopes=(scope,)))
    assert [one.section.key for one in report.sections] == told


def test_a_portal_with_limits_counts_what_lies_within_them(worked: Register) -> None:
    mine = portal(organization_ids=(worked.organization("ADR").id,), scopes=("coverage:read",))
    assert _values(_report(by=mine), "presence")["organizations"] == 1
    elsewhere = portal(worked.areas["YE19"].id)
    assert _values(_report("YE", by=elsewhere), "presence")["organizations"] == 0


def test_what_is_not_published_counts_for_its_own_partner_alone(register: Register) -> None:
    work = register.intervention("NRA", is_published=False)
    register.site(work, "YE121121", targeted=10)
    counts = {
        name: _values(_report(by=viewer), "presence")["interventions"]
        for name, viewer in {
            "Khaled": partner("Khaled", register.organization("NRA").id),
            "Huda": partner("Huda", register.organization("ADR").id),
            "nobody": NOBODY,
        }.items()
    }
    assert counts == {"Khaled": 1, "Huda": 0, "nobody": 0}


def test_what_is_counted_in_one_way_has_one_key_within_a_section(worked: Register) -> None:
    worked.organization("BKC", kind="ASSOCIATION", home_area=worked.areas["YE1211"].id)
    for section in _report().sections:
        content = section.content
        told_of = [one.measure for one in content.figures] + [
            measure for table in content.tables for measure in table.measures
        ]
        with speaking("en"):
            labels = {(one.key, str(one.label)) for one in told_of}
        assert len(labels) == len({key for key, _label in labels})


def test_some_sections_alone_are_found_where_only_these_are_asked_for(worked: Register) -> None:
    report = area_report(SALMA, AreaReportQuestion("YE12", YEAR), ["plans"])
    assert [one.section.key for one in report.sections] == ["plans"]
    assert area_report(SALMA, AreaReportQuestion("YE12", YEAR), []).sections == []


@pytest.mark.parametrize(
    ("within", "period", "level", "code"),
    [
        ("YE99", YEAR, None, "NOT_FOUND"),
        ("YE12", Period(date(2026, 2, 1), date(2026, 1, 1)), None, "DATES_REVERSED"),
        ("YE1211", YEAR, 1, "LEVEL_ABOVE_AREA"),
        ("YE12", YEAR, 4, "OUT_OF_RANGE"),
        ("YE12", YEAR, -1, "UNKNOWN_CODE"),
    ],
)
def test_what_cannot_be_asked_is_refused(
    register: Register, within: str, period: Period, level: int | None, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        _report(within, level=level, period=period)
    assert refused.value.code == code


def test_a_section_that_is_not_there_is_refused_with_those_that_are(register: Register) -> None:
    with pytest.raises(Refused) as refused:
        area_report(SALMA, AreaReportQuestion("YE12", YEAR), ["weather"])
    assert refused.value.code == "UNKNOWN_CODE"
    with speaking("en"):
        assert "third_sector" in str(refused.value.faults[0].sentence)


def test_a_report_asks_no_more_statements_for_more_records(worked: Register) -> None:
    _report("YE")
    with told() as few:
        _report("YE", period=Period(date(2026, 1, 1), date(2026, 12, 30)))
    for pcode in ("YE121121", "YE121122", "YE121001", "YE1927"):
        for sector in ("WSH", "FSC", "HEA"):
            register_work = worked.intervention("NRA", sector)
            worked.site(register_work, pcode, targeted=10)
            worked.need(pcode, sector, 5)
        worked.item(worked.plan(pcode, name_en=f"Plan of {pcode}"), "Wells")
    with told() as many:
        _report("YE", period=Period(date(2026, 1, 1), date(2026, 12, 29)))
    assert len(many) <= len(few)
