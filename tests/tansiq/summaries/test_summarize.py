"""Figures of records by one or two things: counted once each, of what the viewer sees alone."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tansiq.models import Area, Organization, Sector
from tansiq.period import Period
from tansiq.records import changes
from tansiq.summaries import (
    Grouping,
    Measure,
    SummaryQuestion,
    all_subjects,
    groupings_of,
    measured_of,
    subject_of,
    summarize,
)
from tests.definitions import field, name_of
from tests.people import NOBODY, SALMA, people_of
from tests.register import Register
from tests.statements import told
from tests.tansiq.summaries.asking import ORGANIZATIONS, ask, counted, refused


def test_rows_are_counted_by_a_code_in_the_order_of_its_list(several: Register) -> None:
    found = ask(SALMA, ORGANIZATIONS, "kind")
    assert (found.total.count, counted(found)) == (4, {"INGO": 1, "NNGO": 3})
    assert [group.keys[0].label("en") for group in found.groups] == ["International NGO", "National NGO"]


def test_rows_that_the_viewer_does_not_see_count_for_nobody(several: Register) -> None:
    by_person = {name: ask(viewer, ORGANIZATIONS).total.count for name, viewer in people_of(several).items()}
    assert by_person["ministry admin"] == by_person["auditor"] == 4
    assert by_person["anonymous"] == 3
    assert by_person["portal"] == 2


def test_archived_rows_do_not_count(several: Register) -> None:
    changes.archive(SALMA, several.organizations["MUK"])
    assert ask(SALMA, ORGANIZATIONS).total.count == 3


@pytest.mark.parametrize(
    ("level", "found"),
    [
        ("GOVERNORATE", {"YE12": 2, "YE19": 1, None: 1}),
        ("DISTRICT", {"YE1210": 1, "YE1211": 1, "YE1927": 1, None: 1}),
        ("SUBDISTRICT", {"YE121121": 1, None: 3}),
    ],
)
def test_areas_are_told_apart_at_a_level(several: Register, level: str, found: dict[str | None, int]) -> None:
    assert counted(ask(SALMA, ORGANIZATIONS, f"home_area:{level}")) == found


def test_an_area_that_is_hidden_is_not_told(several: Register) -> None:
    changes.archive(SALMA, Area.get(Area.pcode == "YE121121"))
    by = "home_area:SUBDISTRICT"
    assert counted(ask(NOBODY, ORGANIZATIONS, by)) == {None: 3}
    assert counted(ask(SALMA, ORGANIZATIONS, by)) == {"YE121121": 1, None: 3}


def test_rows_are_asked_for_within_an_area(several: Register) -> None:
    within = several.areas["YE12"]
    assert ask(SALMA, ORGANIZATIONS, "kind", within=within).total.count == 2


def test_an_intervention_counts_once_in_each_area_of_its_sites_and_once_in_all(register: Register) -> None:
    work = register.intervention("NRA")
    for pcode in ("YE121121", "YE121122", "YE1210", "YE1927"):
        register.site(work, pcode)
    register.intervention("NRA")
    found = ask(SALMA, ("intervention", None), "area:DISTRICT")
    assert counted(found) == {"YE1210": 1, "YE1211": 1, "YE1927": 1, None: 1}
    assert found.total.count == 2
    assert ask(SALMA, ("intervention", None), within=register.areas["YE19"]).total.count == 1


def test_a_row_lies_where_the_row_does_that_it_belongs_to(register: Register) -> None:
    plan = register.plan("YE1211")
    register.item(plan, "Wells")
    assert counted(ask(SALMA, ("plan_item", None), "area:GOVERNORATE")) == {"YE12": 1}
    assert ask(SALMA, ("plan_item", None), within=register.areas["YE19"]).total.count == 0


def test_rows_are_counted_by_rows_they_refer_to_the_most_first(register: Register) -> None:
    for sector in ("HEA", "WSH", "WSH"):
        register.intervention("NRA", sector)
    found = ask(NOBODY, ("intervention", None), "sector")
    assert list(counted(found).items()) == [("WSH", 2), ("HEA", 1)]


def test_a_hidden_row_that_others_refer_to_is_not_told(register: Register) -> None:
    register.intervention("NRA")
    register.organization("SECRET", is_published=False)
    register.intervention("SECRET", "HEA")
    changes.archive(SALMA, Sector.get(Sector.code == "HEA"))
    assert counted(ask(NOBODY, ("intervention", None), "sector")) == {"WSH": 1, None: 1}
    named = ask(NOBODY, ("intervention", None), "organization")
    assert [group.keys[0].label("en") for group in named.groups] == ["NRA Aid", "Not told"]


def test_days_are_grouped_by_month_quarter_and_year(wells: Any) -> None:
    holder, fields = wells
    since = name_of(fields["since"])
    assert list(counted(ask(SALMA, holder, f"{since}:MONTH"))) == ["2025-12", "2026-01", "2026-04"]
    assert list(counted(ask(SALMA, holder, f"{since}:QUARTER"))) == ["2025-Q4", "2026-Q1", "2026-Q2"]
    assert counted(ask(SALMA, holder, f"{since}:YEAR")) == {"2025": 1, "2026": 2}
    labels = [group.keys[0].label("en") for group in ask(SALMA, holder, f"{since}:QUARTER").groups]
    assert labels == ["4th quarter 2025", "1st quarter 2026", "2nd quarter 2026"]


def test_columns_of_days_are_grouped_too(register: Register) -> None:
    register.intervention("NRA")
    assert counted(ask(SALMA, ("intervention", None), "starts_on:QUARTER")) == {"2026-Q1": 1}


def test_own_answers_yes_or_no_and_references_are_grouped_by(wells: Any) -> None:
    holder, fields = wells
    assert counted(ask(SALMA, holder, name_of(fields["kind"]))) == {"DUG": 2, "DRILLED": 1}
    assert counted(ask(SALMA, holder, name_of(fields["works"]))) == {"true": 1, "false": 1, None: 1}
    named = ask(SALMA, holder, name_of(fields["owner"]))
    assert [(group.keys[0].label("en"), group.count) for group in named.groups] == [("NRA Aid", 1), ("Not told", 2)]


def test_a_row_with_several_answers_counts_under_each_and_once_in_all(wells: Any) -> None:
    holder, fields = wells
    found = ask(SALMA, holder, name_of(fields["uses"]))
    assert (found.total.count, counted(found)) == (3, {"DRINKING": 2, "FIELDS": 1, None: 1})


def test_a_number_is_summed_averaged_and_bounded_over_those_that_say_it(wells: Any) -> None:
    holder, fields = wells
    depth = name_of(fields["depth"])
    for way, value in (("SUM", "100.5"), ("AVERAGE", "50.25"), ("LEAST", "40"), ("MOST", "60.5")):
        total = ask(SALMA, holder, "area:GOVERNORATE", measure=Measure(way, depth)).total
        assert (total.count, total.known, total.value) == (3, 2, Decimal(value))
    by_kind = ask(SALMA, holder, name_of(fields["kind"]), measure=Measure("AVERAGE", depth))
    assert [(group.count, group.known, group.value) for group in by_kind.groups] == [
        (2, 1, 40),
        (1, 1, Decimal("60.5")),
    ]


def test_a_figure_that_no_row_says_is_not_known(wells: Any, register: Register) -> None:
    holder, fields = wells
    total = ask(SALMA, holder, measure=Measure("SUM", name_of(fields["depth"])), within=register.areas["YE19"]).total
    assert (total.count, total.known, total.value) == (1, 0, None)


def test_large_whole_numbers_are_added_up(register: Register) -> None:
    one = field("amount", "WHOLE")
    for number in range(3):
        register.organization(f"N{number}", extra={str(one.number): 2**53 - 1})
    total = ask(SALMA, ORGANIZATIONS, measure=Measure("SUM", name_of(one))).total
    assert total.value is not None
    assert abs(total.value - 3 * (2**53 - 1)) < 10


def test_two_things_cross(several: Register) -> None:
    found = counted(ask(NOBODY, ORGANIZATIONS, "kind", "home_area:GOVERNORATE"))
    assert found == {("INGO", "YE19"): 1, ("NNGO", "YE12"): 2}


def test_a_period_is_about_the_day_that_is_said_or_grouped_by_or_the_days_on_which_rows_run(
    wells: Any, register: Register
) -> None:
    holder, fields = wells
    year, since = Period(date(2026, 1, 1), date(2026, 12, 31)), name_of(fields["since"])
    assert ask(SALMA, holder, period=year, day=since).total.count == 2
    assert counted(ask(SALMA, holder, f"{since}:YEAR", period=year)) == {"2026": 2}
    assert refused(SALMA, holder, period=year) == [("NOT_DATED", "period")]
    register.intervention("NRA")
    assert ask(SALMA, ("intervention", None), period=year).total.count == 1
    last = Period(date(2025, 1, 1), date(2025, 12, 31))
    assert ask(SALMA, ("intervention", None), period=last).total.count == 0


def test_the_filters_of_a_list_hold(several: Register) -> None:
    assert ask(SALMA, ORGANIZATIONS, conditions=(Organization.kind == "INGO",)).total.count == 1


def test_rows_are_read_by_one_statement_however_many_there_are(several: Register) -> None:
    subject = subject_of(NOBODY, ORGANIZATIONS)
    assert subject is not None
    with told() as sent:
        summarize(NOBODY, SummaryQuestion(subject, (Grouping("kind"), Grouping("home_area"))))
    assert sum('FROM "organization"' in sql for sql in sent) == 1


def test_every_thing_that_is_offered_can_be_asked(several: Register) -> None:
    for viewer in (SALMA, NOBODY):
        for subject in all_subjects(viewer):
            for name in groupings_of(viewer, subject):
                summarize(viewer, SummaryQuestion(subject, (Grouping(name),)))
            for name in measured_of(viewer, subject):
                by = (Grouping("currency"),) if name in ("amount", "budget") else ()
                assert summarize(viewer, SummaryQuestion(subject, by, Measure("MOST", name))).groups == []
