"""Months in headers, in three languages."""

import pytest

from tansiq.exchange.sheet.header_months import Month, is_month_alone
from tansiq.exchange.sheet.headers import field_of_header, month_of_header


@pytest.mark.parametrize(
    ("header", "month"),
    [
        ("Reached Jan 2026", Month(2026, 1)),
        ("Reached (January 2026)", Month(2026, 1)),
        ("People reached - Feb-26", Month(2026, 2)),
        ("reached 2026-01", Month(2026, 1)),
        ("01/2026 reached", Month(2026, 1)),
        ("Reached by end of March 2026", Month(2026, 3)),
        ("Beneficiaries (cumulative) April 2026", Month(2026, 4)),
        ("Reached May", Month(None, 5)),
        ("المستفيدون يناير 2026", Month(2026, 1)),
        ("المستفيدون حتى نهاية شهر شباط ٢٠٢٦", Month(2026, 2)),
        ("من جرى الوصول إليهم - يناير ٢٠٢٦", Month(2026, 1)),
        ("تم الوصول إليهم ٠٣/٢٠٢٦", Month(2026, 3)),
        ("تم الوصول إليهم آذار", Month(None, 3)),
        ("Atteints janv. 2026", Month(2026, 1)),
        ("Bénéficiaires atteints (févr. 2026)", Month(2026, 2)),
        ("Personnes atteintes août 2025", Month(2025, 8)),
        ("المستفيدون يناير 2026\nBeneficiaries January 2026", Month(2026, 1)),
    ],
)
def test_people_of_a_month_are_those_reached_by_it(header: str, month: Month) -> None:
    assert (field_of_header(header), month_of_header(header)) == ("reached", month)


@pytest.mark.parametrize(
    "header",
    ["People reached", "Reached 2026", "Reached Jan - Mar 2026", "Reached 2026/27", "TOTAL REACHED\n(individuals)",
     "People reached\n(may contain doubles)", "Reached (0-5 years)"],
)  # fmt: skip
def test_other_headers_name_no_month(header: str) -> None:
    assert month_of_header(header) is None


@pytest.mark.parametrize(
    "header", ["Targeted Jan 2026", "Women reached Jan 2026", "Budget Jan 2026", "Newly reached Jan 2026",
               "المستهدفون يناير 2026", "Ménages atteints janv. 2026", "IDPs Jan 2026", "Jan 2026"],
)  # fmt: skip
def test_other_figures_of_a_month_are_not_people_reached(header: str) -> None:
    assert field_of_header(header) is None


def test_a_month_alone_is_a_month_with_its_year_and_nothing_else() -> None:
    alone = ["يناير 2026", "Jan 2026", "janv. 2026", "2026-01", "01/2026", "2026-01-01T00:00:00", "شهر ٢/٢٠٢٦"]
    assert [header for header in alone if not is_month_alone(header)] == []
    others = ["Jan", "2026", "Jan 2026 plan", "01/02/2026", "", "Jan-Mar 2026"]
    assert [header for header in others if is_month_alone(header)] == []
