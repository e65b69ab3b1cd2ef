"""The head of a sheet is found wherever it stands, and every column is one field at most."""

from collections.abc import Sequence
from typing import Any

import pytest

from tansiq.exchange.sheet.columns import Head, Hints, letter, read_head

HEADER = ["Organisation", "Cluster", "Region", "Commune", "Notes on it"]
TAGS = ["#org", "#sector", "#adm1+name", "", ""]
ROW = ["Relief", "Water", "Abyan", "Khanfar", "x"]


def _head(*rows: Sequence[Any], grouped: Sequence[int] = (), hints: Hints | None = None) -> Head | None:
    numbered = [(number, list(cells)) for number, cells in enumerate(rows, 1) if cells]
    return read_head(numbered, grouped, hints or Hints({}))


def _fields(head: Head | None) -> dict[str, str | None]:
    assert head is not None
    return {column.letter: column.field for column in head.columns}


@pytest.mark.parametrize(
    ("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16_383, "XFD")]
)
def test_columns_have_the_letters_of_a_spreadsheet(index: int, letters: str) -> None:
    assert letter(index) == letters


@pytest.mark.parametrize("before", [[], [["5W of Abyan"]], [["5W"], [], ["by the ministry", "Region"]], [["t"]] * 20])
def test_the_header_is_the_row_that_says_most(before: list[list[str]]) -> None:
    head = _head(*before, HEADER, ROW)
    assert head is not None
    assert (head.header_row, head.hxl_row, head.last_row) == (len(before) + 1, None, len(before) + 1)


@pytest.mark.parametrize(
    ("rows", "header_row", "hxl_row"),
    [
        ([HEADER, TAGS, ROW], 1, 2),
        ([TAGS, HEADER, ROW], 2, 1),
        ([["5W"], HEADER, [], TAGS, ROW], 2, 4),
        ([["5W"], TAGS, HEADER, ROW], 3, 2),
        ([TAGS, ROW, ROW], 1, 1),
        ([["Übersicht", "x", "y"], TAGS, ROW], 1, 2),
    ],
)
def test_tags_stand_before_or_after_the_header_or_alone(rows: list[list[str]], header_row: int, hxl_row: int) -> None:
    head = _head(*rows)
    assert head is not None
    assert (head.header_row, head.hxl_row) == (header_row, hxl_row)


def test_a_tag_wins_and_a_column_without_one_falls_back_to_its_header() -> None:
    tags = ["#org+funder", "#sector", "#adm1+code", "#actor", ""]
    assert _fields(_head(HEADER, tags, ROW)) == {
        "A": "donor",
        "B": "sector",
        "C": "adm1_pcode",
        "D": "adm3_name",
        "E": None,
    }


def test_a_row_with_one_known_word_is_no_header() -> None:
    assert _head(["Region", "of", "Abyan"], ROW) is None
    assert _head() is None


def test_groups_over_the_headers_are_read_with_them() -> None:
    groups = ["Organisation", "District", "Targeted", "Targeted", "Reached", "Reached", "Reached"]
    below = ["Organisation", "District", "Women", "Men", "Women", "Boys", "Total"]
    head = _head(groups, below, ROW, grouped=[1])
    assert list(_fields(head).values()) == [
        "organization_name",
        "adm2_name",
        "targeted_women",
        "targeted_men",
        "reached_women",
        "reached_boys",
        "reached",
    ]
    assert head is not None
    assert (head.header_row, head.columns[2].header) == (2, "Targeted Women")


def test_a_bare_sex_beside_adults_means_every_age() -> None:
    headers = ["Organisation", "Femmes ciblées", "Femmes adultes ciblées", "Femmes atteintes", "Hommes ciblés"]
    assert list(_fields(_head(headers)).values()) == [
        "organization_name",
        "targeted_female",
        "targeted_women",
        "reached_women",
        "targeted_men",
    ]


def test_a_field_goes_to_the_strongest_claim_and_then_to_the_left() -> None:
    head = _head(["District", "Zone", "Admin 2", "Organisation"], ["", "", "#adm2+name", "#org"], ROW)
    assert _fields(head) == {"A": None, "B": None, "C": "adm2_name", "D": "organization_name"}
    assert head is not None
    assert [(claim.letter, claim.field) for claim in head.second_claims] == [("A", "adm2_name"), ("B", "adm2_name")]


def test_a_weak_word_counts_only_where_nothing_better_is_there() -> None:
    assert _fields(_head(["organisation_name", "admin1pcode", "label"]))["C"] == "sector"
    assert _fields(_head(["organisation_name", "label", "cluster"])) == {
        "A": "organization_name",
        "B": None,
        "C": "sector",
    }


def test_a_tag_within_a_header_counts_like_a_row_of_tags() -> None:
    header = ["Who (#org+name)", "What it is #sector", "Commune #adm2+code", "# of girls reached"]
    assert _fields(_head(header, ROW)) == {
        "A": "organization_name",
        "B": "sector",
        "C": "adm2_pcode",
        "D": "reached_girls",
    }


def test_a_header_with_instructions_gives_way_to_one_that_says_the_field_alone() -> None:
    header = ["Sector\nof the appeal", "Organisation", "Sector", "District"]
    assert _fields(_head(header, ROW))["C"] == "sector"


def test_counts_whose_headers_differ_in_what_stands_below_them_are_of_different_people() -> None:
    header = ["Organisation", "District", "People reached\nfirst round", "People reached\nsecond round"]
    assert list(_fields(_head(header, ROW)).values()) == ["organization_name", "adm2_name", None, None]


def test_a_region_above_the_provinces_gives_way_to_them() -> None:
    header = ["Organisation", "Region", "Province", "District"]
    assert list(_fields(_head(header, ROW)).values()) == ["organization_name", None, "adm1_name", "adm2_name"]
    moroccan = _head(["Organisation", "Région", "Province", "Commune"], ROW, hints=Hints({}, country="MA"))
    assert list(_fields(moroccan).values()) == ["organization_name", "adm1_name", "adm2_name", "adm3_name"]


def test_a_hidden_column_is_read_only_where_a_mapping_names_it() -> None:
    header = ["Organisation", "Sector", "District", "Reached"]
    assert _fields(_head(header, ROW, hints=Hints({}, hidden={3})))["D"] is None
    assert _fields(_head(header, ROW, hints=Hints({"reached": "reached"}, hidden={3})))["D"] == "reached"
