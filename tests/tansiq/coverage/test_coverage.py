"""What is covered: the figures of the field's rules, the states of a cell, and the order of gaps."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tansiq.coverage import (
    Cell,
    CoverageQuestion,
    coverage,
    coverage_ratio,
    gap,
    gap_rank,
    gaps,
    is_over_reached,
    projected_gap,
    reached_of_need_ratio,
    state,
    targeted_of_need_ratio,
    unmet_need,
)
from tansiq.coverage.statement import statement
from tansiq.faults import Refused
from tansiq.models import Area, Intervention, Sector
from tansiq.period import Period
from tansiq.records import changes
from tests.people import NOBODY, SALMA
from tests.register import Register
from tests.statements import told

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
BY_SECTOR = frozenset({"SECTOR"})
ONE = {"organization_count": 1, "intervention_count": 1}


def _reach(
    register: Register, reached: int, pcode: str = "YE121121", group: str = "ALL", **values: Any
) -> Intervention:
    """An intervention of its own that reached so many people at one place, in water."""
    row = register.intervention("NRA", **values)
    register.site(row, pcode, group, reached=reached)
    return row


def _reached(within: str = "YE12") -> int | None:
    return coverage(SALMA, CoverageQuestion(within, 2, period=YEAR)).totals.people_reached


def _cell(**values: Any) -> Cell:
    return Cell._make(values.get(name, 0 if name.endswith("count") else None) for name in Cell._fields)


def test_people_are_not_added_up_across_sectors(register: Register) -> None:
    for sector, reached in (("FSC", 15_000), ("WSH", 10_000), ("HEA", 5_000)):
        _reach(register, reached, sector=sector)
    answer = coverage(SALMA, CoverageQuestion("YE12", 2, period=YEAR))
    assert answer.totals.people_reached == 15_000
    assert [cell.people_reached for cell in answer.cells] == [15_000, None]


def test_within_one_area_and_sector_the_greatest_counts(register: Register) -> None:
    for reached in (300, 500, 400):
        _reach(register, reached)
    assert _reached() == 500


def test_people_said_to_be_others_add_up(register: Register) -> None:
    _reach(register, 500)
    row = register.intervention("ADR")
    register.site(row, reached=70, is_distinct_people=True)
    assert _reached() == 570


def test_sites_of_one_intervention_in_one_place_add_up(register: Register) -> None:
    row = _reach(register, 300)
    register.site(row, reached=250)
    _reach(register, 400)
    assert _reached() == 550


def test_groups_add_up_unless_everybody_is_more(register: Register) -> None:
    _reach(register, 300, group="IDP")
    _reach(register, 200, group="HOST")
    _reach(register, 400)
    assert _reached() == 500
    _reach(register, 600)
    assert _reached() == 600


def test_areas_add_up(register: Register) -> None:
    _reach(register, 300, "YE121121")
    _reach(register, 200, "YE121122")
    _reach(register, 100, "YE121001")
    answer = coverage(SALMA, CoverageQuestion("YE12", 2, period=YEAR))
    assert [cell.people_reached for cell in answer.cells] == [500, 100]
    assert answer.totals.people_reached == 600


def test_what_is_located_above_the_cells_counts_in_the_totals_alone(register: Register) -> None:
    _reach(register, 900, "YE12")
    _reach(register, 100)
    answer = coverage(SALMA, CoverageQuestion("YE12", 2, period=YEAR))
    assert [cell.people_reached for cell in answer.cells] == [100, None]
    assert (answer.totals.people_reached, answer.totals.above_level_count) == (1_000, 1)


def test_presence_is_of_canonical_organisations_and_tells_the_statuses(register: Register) -> None:
    for status in ("PLANNED", "ONGOING", "ONGOING", "COMPLETED", "SUSPENDED", "CANCELLED"):
        register.site(register.intervention("NRA", status=status))
    for acronym in ("ADR", "ADRA"):
        register.site(register.intervention(acronym))
    same = register.organization("ADRA")
    same.canonical = register.organization("ADR").id
    changes.save(SALMA, same)
    totals = coverage(SALMA, CoverageQuestion("YE", 1, period=YEAR)).totals
    assert (totals.organization_count, totals.intervention_count) == (2, 7)
    assert (totals.planned_count, totals.ongoing_count, totals.completed_count) == (1, 4, 1)


def test_an_open_end_still_runs_and_an_unknown_start_is_told_apart(register: Register) -> None:
    _reach(register, 100, starts_on=date(2020, 1, 1), ends_on=None)
    _reach(register, 900, starts_on=None)
    totals = coverage(SALMA, CoverageQuestion("YE", 1, period=YEAR)).totals
    assert (totals.people_reached, totals.undated_count) == (100, 1)
    totals = coverage(SALMA, CoverageQuestion("YE", 1)).totals
    assert (totals.people_reached, totals.undated_count) == (900, 0)


def test_a_need_told_at_two_levels_counts_once(register: Register) -> None:
    register.need("YE12", "WSH", 900, severity=2)
    register.need("YE1211", "WSH", 700, severity=4)
    register.need("YE1210", "WSH", 100, severity=3)
    register.need("YE1211", "WSH", 650, source="another assessment")
    answer = coverage(SALMA, CoverageQuestion("YE12", 2, BY_SECTOR, YEAR))
    assert [(c.people_in_need, c.severity) for c in answer.cells if c.people_in_need] == [(700, 4), (100, 3)]
    assert (answer.totals.people_in_need, answer.totals.severity) == (900, 4)


def test_by_sector_empty_cells_are_there_and_zero_is_not_no_data(register: Register) -> None:
    _reach(register, 0)
    register.need("YE1927", "FSC", 100)
    answer = coverage(SALMA, CoverageQuestion("YE12", 2, BY_SECTOR, YEAR))
    assert len(answer.cells) == 2 * 2, "health is used nowhere, food security elsewhere"
    assert [cell.people_reached for cell in answer.cells] == [0, None, None, None]


def test_a_need_of_a_sub_sector_is_a_need_of_its_sector_and_never_added_to_it(register: Register) -> None:
    below = Sector(code="WSH-WAT", parent=register.sectors["WSH"].id, name_ar="إمدادات المياه", name_en="Water supply")
    register.sectors["WSH-WAT"] = changes.save(SALMA, below)
    register.need("YE1211", "WSH", 300)
    register.need("YE1211", "WSH-WAT", 500)
    answer = coverage(SALMA, CoverageQuestion("YE1211", 2, BY_SECTOR, YEAR))
    assert [(cell.sector_id, cell.people_in_need) for cell in answer.cells] == [(register.sectors["WSH"].id, 500)]
    narrowed = coverage(SALMA, CoverageQuestion("YE1211", 2, BY_SECTOR, YEAR, sectors=("WSH",)))
    assert narrowed.cells == answer.cells


def test_a_sector_asked_for_is_there_even_where_nobody_uses_it(register: Register) -> None:
    answer = coverage(SALMA, CoverageQuestion("YE12", 2, BY_SECTOR, YEAR, sectors=("HEA",)))
    assert [(cell.sector_id, cell.organization_count) for cell in answer.cells] == [(register.sectors["HEA"].id, 0)] * 2


def test_areas_closed_before_the_period_are_left_out_where_empty(register: Register) -> None:
    closed: Area = register.areas["YE1210"]
    closed.valid_until = date(2025, 6, 30)
    changes.save(SALMA, closed)
    question = CoverageQuestion("YE12", 2, period=YEAR)
    assert [cell.area_id for cell in coverage(SALMA, question).cells] == [register.areas["YE1211"].id]
    _reach(register, 100, "YE121001")
    assert len(coverage(SALMA, question).cells) == 2


def test_filters_narrow_the_answer(register: Register) -> None:
    _reach(register, 100)
    _reach(register, 200, group="IDP")
    register.site(register.intervention("GOV", "FSC"), reached=400)
    office = register.organization("GOV")
    office.kind = "GOVERNMENT"
    changes.save(SALMA, office)

    def reached(**filters: Any) -> int | None:
        return coverage(SALMA, CoverageQuestion("YE", 1, period=YEAR, **filters)).totals.people_reached

    assert reached(sectors=("WSH",)) == 200
    assert reached(population_groups=("ALL",), sectors=("WSH",)) == 100
    assert reached(organization_kinds=("GOVERNMENT",)) == 400
    assert reached(organizations=(register.organization("NRA").id,)) == 200


def test_each_sees_what_is_visible_to_them_and_archived_rows_count_for_nobody(register: Register) -> None:
    _reach(register, 100)
    _reach(register, 500, is_published=False)
    changes.archive(SALMA, _reach(register, 900))
    question = CoverageQuestion("YE", 1, period=YEAR)
    seen = [coverage(viewer, question).totals.people_reached for viewer in (SALMA, NOBODY)]
    assert seen == [500, 100]


def test_ratios_and_gaps() -> None:
    cell = _cell(people_targeted=606_773, people_reached=131_474, people_in_need=800_000, people_planned=400_000)
    assert coverage_ratio(cell) == pytest.approx(0.217, abs=0.0005)
    assert reached_of_need_ratio(cell) == pytest.approx(131_474 / 800_000)
    assert targeted_of_need_ratio(cell) == pytest.approx(606_773 / 800_000)
    assert (gap(cell), projected_gap(cell), unmet_need(cell)) == (475_299, 75_299, 668_526)
    empty = _cell(people_targeted=0)
    assert (coverage_ratio(empty), gap(empty), unmet_need(empty)) == (None, 0, None)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({}, "NO_PRESENCE"),
        ({**ONE, "intervention_count": 2, "planned_count": 2}, "PLANNED_ONLY"),
        ({**ONE, "intervention_count": 2, "planned_count": 1}, "PRESENCE_WITHOUT_REPORT"),
        ({**ONE, "people_reached": 5}, "NO_NEED_DATA"),
        ({**ONE, "people_reached": 994, "people_targeted": 1000}, "UNDER_REACHED"),
        ({**ONE, "people_reached": 995, "people_targeted": 1000}, "COVERED"),
        ({**ONE, "people_reached": 1001, "people_targeted": 1000}, "OVER_REACHED"),
        ({**ONE, "people_reached": 5, "people_in_need": 9}, "UNDER_REACHED"),
        ({**ONE, "people_reached": 5, "people_targeted": 0}, "OVER_REACHED"),
    ],
)  # fmt: skip
def test_the_state_of_a_cell(values: dict[str, int], code: str) -> None:
    assert state(_cell(**values)) == code
    assert is_over_reached(_cell(**values)) == (code == "OVER_REACHED")


def test_gaps_are_ranked_by_severity_then_unmet_need_and_paged(register: Register) -> None:
    register.need("YE1211", "WSH", 100, severity=5)
    register.need("YE1211", "FSC", 900, severity=4)
    register.need("YE1210", "WSH", 300, severity=5)
    _reach(register, 10)
    question = CoverageQuestion("YE12", 2, BY_SECTOR, YEAR)
    page = gaps(SALMA, question, first=2)
    assert [unmet_need(cell) for cell in page.cells] == [300, 90]
    assert [state(cell) for cell in page.cells] == ["NO_PRESENCE", "UNDER_REACHED"]
    rest = gaps(SALMA, question, first=2, after=gap_rank(page.cells[-1]))
    assert [unmet_need(cell) for cell in rest.cells] == [900]
    assert (page.has_next, rest.has_next) == (True, False)


@pytest.mark.parametrize(
    ("question", "code", "field"),
    [
        (CoverageQuestion("YE99", 2), "NOT_FOUND", "within"),
        (CoverageQuestion("YE12", 0), "LEVEL_ABOVE_AREA", "level"),
        (CoverageQuestion("YE12", 7), "UNKNOWN_CODE", "level"),
        (CoverageQuestion("YE12", 2, frozenset({"COLOUR"})), "UNKNOWN_CODE", "by"),
        (CoverageQuestion("YE12", 2, period=Period(YEAR.ends, YEAR.begins)), "DATES_REVERSED", "period"),
    ],
)
def test_what_cannot_be_asked_is_refused(register: Register, question: CoverageQuestion, code: str, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        coverage(SALMA, question)
    assert (refusal.value.code, refusal.value.faults[0].field) == (code, field)


def test_one_statement_answers_however_many_cells(register: Register) -> None:
    _reach(register, 100)
    area = register.areas["YE"]
    for level in (0, 3):
        with told() as statements:
            coverage(SALMA, CoverageQuestion(area, level, BY_SECTOR, YEAR))
        assert len(statements) == 1


def test_figures_by_month_are_read_where_a_day_is_asked_for_alone_and_in_the_same_statement(register: Register) -> None:
    area = register.areas["YE12"]
    question = CoverageQuestion(area, 2, BY_SECTOR, YEAR)
    texts = [statement(SALMA, asked, area, 10).sql()[0] for asked in (question, replace(question, as_of=YEAR.begins))]
    assert ["reached_figure" in text for text in texts] == [False, True]
