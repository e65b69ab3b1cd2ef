"""A mapping says what the sheet does not: by header, by tag, by letter."""

from pathlib import Path

import pytest

from tansiq.exchange.sheet.mapping import folded, read_mapping
from tansiq.exchange.sheet.understand import understand
from tansiq.exchange.values.problems import Unreadable
from tests.tansiq.exchange.making import SMALL, csv_file, csv_text

FOREIGN = [["Wer", "Was", "Wo"], ["#actor", "#sector", ""], ["Relief", "Water", "Aden"], ["Hands", "Health", "Lahj"]]


def test_a_mapping_is_a_file_of_json(tmp_path: Path) -> None:
    path = csv_file(tmp_path, '{"Wo": "adm2_name", "HRP": null}', "mapping.json")
    assert read_mapping(path) == {"Wo": "adm2_name", "HRP": ""}


@pytest.mark.parametrize("content", ["", "[1]", "Wo = adm2_name", '{"Wo": '])
def test_anything_else_is_no_mapping(tmp_path: Path, content: str) -> None:
    with pytest.raises(Unreadable, match="The mapping cannot be read"):
        read_mapping(csv_file(tmp_path, content, "mapping.json"))


@pytest.mark.parametrize(
    "mapping",
    [
        {"WER ": "organization_name", "wo": "adm2_name"},
        {"#actor": "organization_name", "C": "adm2_name"},
        {"# Actor": "organization_name", "c": "adm2_name"},
    ],
)
def test_a_column_is_named_by_its_header_its_tag_or_its_letter(tmp_path: Path, mapping: dict[str, str]) -> None:
    table = understand(csv_file(tmp_path, csv_text(FOREIGN)), mapping=mapping)
    assert [(c.letter, c.field, c.by) for c in table.columns] == [
        ("A", "organization_name", "mapping"),
        ("B", "sector", "hxl"),
        ("C", "adm2_name", "mapping"),
    ]


def test_a_mapping_wins_over_tag_and_header_and_may_leave_a_column_out(tmp_path: Path) -> None:
    table = understand(csv_file(tmp_path, csv_text(SMALL)), mapping={"District": "adm3_name", "Targeted": ""})
    assert {c.header: c.field for c in table.columns} == {
        "Organisation": "organization_name",
        "Sector": "sector",
        "District": "adm3_name",
        "Targeted": None,
        "Start date": "starts_on",
    }
    assert table.unmapped == []


def test_a_letter_may_name_a_column_without_a_header(tmp_path: Path) -> None:
    rows = [["Organisation", "", "District"], ["Relief", "Water", "Aden"]]
    table = understand(csv_file(tmp_path, csv_text(rows)), mapping={"B": "sector"})
    assert next(iter(table.rows())).value("sector") == "Water"


def test_an_unknown_field_is_refused_with_those_near_it() -> None:
    with pytest.raises(Unreadable, match=r"targetted.*Near it: .*targeted"):
        folded({"Targeted": "targetted"})


def test_a_field_is_given_to_one_column_only() -> None:
    with pytest.raises(Unreadable, match="gives donor to two columns"):
        folded({"A": "donor", "B": "donor"})


def test_a_column_that_the_sheet_does_not_have_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"no column Donor\. It has: Organisation, Sector, District"):
        understand(csv_file(tmp_path, csv_text(SMALL)), mapping={"Donor": "donor"})
