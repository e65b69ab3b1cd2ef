"""The rows of a sheet: their numbers and addresses, what is left out of them, and which repeat another."""

from pathlib import Path

from tansiq.exchange.sheet.understand import understand
from tests.tansiq.exchange.making import AID, HEADER, MORE, SMALL, csv_file, csv_text, one_sheet, read_cell, save, xlsx


def test_rows_know_where_they_stand(tmp_path: Path) -> None:
    table = understand(xlsx(tmp_path, ("5W", [["Title of the sheet"], [], HEADER, AID, [], MORE])))
    rows = list(table.rows())
    assert [row.number for row in rows] == [4, 6]
    assert [row.address("targeted") for row in rows] == ["5W!D4", "5W!D6"]
    assert rows[0].address("remarks") == "5W!4"
    assert (rows[0].value("targeted"), rows[0].value("remarks")) == (500, None)


def test_totals_and_repeated_headers_are_reported_not_read_and_told_once(tmp_path: Path) -> None:
    rows = [*SMALL, HEADER, AID, ["المجموع", "", "", "1300", ""]]
    table = understand(csv_file(tmp_path, csv_text(rows)))
    for _ in range(2):
        assert [row.number for row in table.rows()] == [2, 3, 5]
    assert [(n.address, n.value, n.code) for n in table.notices] == [
        ("made!4", "Organisation", "header-again"),
        ("made!6", "المجموع", "total"),
    ]


def test_a_row_that_repeats_another_to_the_letter_has_its_digest(tmp_path: Path) -> None:
    header = ["Organisation", "District", "Nobody knows this"]
    rows = [["R", "A", "x"], ["R", "A", "x"], ["R", "A", "y"], ["R ", "A", "x"], ["R", "A"]]
    digests = [row.digest for row in understand(csv_file(tmp_path, csv_text([header, *rows]))).rows()]
    assert len(digests[0]) == 16
    assert [digests.index(digest) for digest in digests] == [0, 0, 2, 3, 4]


def test_a_short_row_is_as_wide_as_the_head(tmp_path: Path) -> None:
    table = understand(csv_file(tmp_path, csv_text([HEADER, ["R"], ["R", "Water", "Aden", "5", "", "beyond"]])))
    assert [len(row.raw) for row in table.rows()] == [5, 6]


def test_an_amount_merged_over_several_rows_is_read_for_each_and_warned_of(tmp_path: Path) -> None:
    book, sheet = one_sheet([[*HEADER[:3], "Budget", *HEADER[4:]], AID, MORE, AID])
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("D2:D3")
    table = understand(save(book, tmp_path / "made.xlsx"))
    assert [(row.value("organization_name"), row.value("budget")) for row in table.rows()] == [
        ("Relief of Abyan", 500),
        ("Relief of Abyan", 500),
        ("Relief of Abyan", 500),
    ]
    assert [(n.address, n.severity, n.code) for n in table.notices] == [("Data!D2:D3", "warning", "merged-amount")]


def test_a_failed_formula_is_a_problem_at_its_cell(tmp_path: Path) -> None:
    book, sheet = one_sheet(SMALL)
    sheet["D2"], sheet["D3"] = "#REF!", "=D2+1"
    found = [read_cell(row, "targeted") for row in understand(save(book, tmp_path / "made.xlsx")).rows()]
    assert [(p.address, p.value, p.code) for p in found] == [
        ("Data!D2", "#REF!", "cell-error"),
        ("Data!D3", "=", "not-calculated"),
    ]
