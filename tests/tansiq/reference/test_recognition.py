"""What sheets call sectors, groups and kinds, and the code each word means."""

import csv
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tansiq.exchange.values.problems import CellError
from tansiq.exchange.workbook.opening import open_book
from tansiq.reference import recognition

WORKBOOKS = {
    "mli_3w_dec2023.xlsx": ("ML_5W", "ML_5W (2)", "ONGN", "Synthese"),
    "som_3w_jan_apr2025.xlsx": ("3W_Dataset_January - April 2025",),
    "tcd_chad_3w_apr2025.xlsx": ("3W Opérationnelle",),
}
TEXTS = {
    "fivew/hxl_showcase_rowca-3w-hxl.csv": ("Cluster",),
    "fivew/hxl_showcase_unhcr-3w.csv": ("Sector (English)",),
    "fivew/jordan_services_advisor_2014_ar_en.csv": ("category_en", "category_ar"),
    "needs/hdx_hapi_humanitarian_needs_afg_sdn_2024.csv": ("sector_code", "sector_name"),
    "codelists/ocha_clusters_en_fr.csv": ("Preferred Term", "Preferred Term (fr)", "ACRONYM"),
}


def values(lines: list[list[str]], column: str) -> Iterator[str]:
    at = lines[0].index(column)
    for line in lines[1:]:
        text = line[at].strip() if at < len(line) else ""
        if text and not text.startswith("#"):
            yield text


def sheet(workbook: Path, name: str) -> list[list[str]]:
    rows = [cells for _, cells in open_book(workbook).rows(name)]
    return [["" if cell is None or isinstance(cell, CellError) else str(cell) for cell in cells] for cells in rows]


def table(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as source:
        return list(csv.reader(source))


@pytest.mark.parametrize("workbook", list(WORKBOOKS))
def test_every_cluster_of_the_workbooks_is_recognised(workbook: str, shared_data: Path) -> None:
    words = {
        word
        for name in WORKBOOKS[workbook]
        for word in values(sheet(shared_data / "fivew" / workbook, name), "Cluster")
    }
    assert len(words) >= 8
    assert {word for word in words if recognition.sector(word) is None} == set()


@pytest.mark.parametrize("name", list(TEXTS))
def test_every_sector_of_the_text_files_is_recognised(name: str, shared_data: Path) -> None:
    lines = table(shared_data / name)
    words = {word for column in TEXTS[name] for word in values(lines, column)}
    assert len(words) >= 4
    assert {word for word in words if recognition.sector(word) is None} == set()


def test_a_sectors_code_name_and_french_name_mean_the_same(shared_data: Path) -> None:
    lines = table(shared_data / "codelists/ocha_clusters_en_fr.csv")
    columns = ("ACRONYM", "Preferred Term", "Preferred Term (fr)")
    for found in zip(*(values(lines, column) for column in columns), strict=True):
        assert {recognition.sector(word) for word in found} == {found[0]}


@pytest.mark.parametrize(
    ("workbook", "column"),
    [
        ("mli_3w_dec2023.xlsx", "Type Organisation"),
        ("som_3w_jan_apr2025.xlsx", "Organization Type"),
        ("tcd_chad_3w_apr2025.xlsx", "TypeOrganisation"),
    ],
)
def test_every_kind_of_organisation_is_recognised(workbook: str, column: str, shared_data: Path) -> None:
    words = {
        word for name in WORKBOOKS[workbook] for word in values(sheet(shared_data / "fivew" / workbook, name), column)
    }
    assert len(words) >= 4
    assert {word for word in words if recognition.organization_kind(word) is None} == set()


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("codelists/ocha_org_types.csv", "Preferred Term"),
        ("codelists/ocha_org_types.csv", "HR.info ID"),
        ("codelists/iati/OrganisationType.csv", "code"),
        ("orgs/hdx_hapi_organisations_global.csv", "org_type_description"),
    ],
)
def test_every_kind_of_the_code_lists_is_recognised(name: str, column: str, shared_data: Path) -> None:
    words = set(values(table(shared_data / name), column))
    assert {word for word in words if recognition.organization_kind(word) is None} == set()


def test_every_dac_code_in_force_means_a_sector(shared_data: Path) -> None:
    with (shared_data / "codelists/iati/Sector.csv").open(encoding="utf-8", newline="") as source:
        codes = {line["code"] for line in csv.DictReader(source) if line["status"] == "active"}
    assert len(codes) > 200
    assert {code for code in codes if recognition.sector_of_dac(code) is None} == set()


def test_every_sector_of_real_published_activities_is_placed(shared_data: Path) -> None:
    # The file is a trusted part of the test data, so the standard parser will do.
    tree = ElementTree.parse(shared_data / "fivew/iati_real_YE_SY_EG_8acts.xml")  # noqa: S314
    codes = {sector.attrib["code"] for sector in tree.iter("sector")}
    assert codes
    assert {code for code in codes if recognition.sector_of_dac(code) is None} == set()


@pytest.mark.parametrize(
    ("code", "sector"), [("15250", "PRO-MIN"), ("12264", "HEA-EPI"), ("11220", "EDU-BAS"), ("140", "WSH")]
)
def test_the_nearest_dac_code_wins(code: str, sector: str) -> None:
    assert recognition.sector_of_dac(code) == sector


def test_an_unknown_dac_code_means_nothing() -> None:
    assert recognition.sector_of_dac("00000") is None


@pytest.mark.parametrize(
    ("word", "sector"),
    [
        ("EHA", "WSH"),
        ("WASH", "WSH"),
        ("المياه والاصحاح البيئى", "WSH"),
        ("Sécurité Alimentaire", "FSC"),
        ("securite alimentaire", "FSC"),
        ("Intersectoral", "INT"),
        ("  حمايه الطفل ", "PRO-CPN"),
    ],
)
def test_sectors_are_found_however_they_are_typed(word: str, sector: str) -> None:
    assert recognition.sector(word) == sector


@pytest.mark.parametrize(
    ("word", "group"), [("HST", "HOST"), ("all", "ALL"), ("النازحين", "IDP"), ("Réfugiés", "REF"), ("RDP", "RET")]
)
def test_population_groups_are_found(word: str, group: str) -> None:
    assert recognition.population_group(word) == group


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("ONG Nat ", "NNGO"),
        ("441", "NNGO"),
        ("Mouv. CR", "RED_CROSS_CRESCENT"),
        ("Entité Gouvernementale", "GOVERNMENT"),
        ("جمعية", "ASSOCIATION"),
    ],
)
def test_kinds_of_organisations_are_found(word: str, kind: str) -> None:
    assert recognition.organization_kind(word) == kind


def test_activities_are_found() -> None:
    assert recognition.activity_type("وايتات ماء") == "WATER_TRUCKING"


@pytest.mark.parametrize("word", ["", "   ", "Astronomy"])
def test_what_is_not_known_is_not_guessed(word: str) -> None:
    assert recognition.sector(word) is None
    assert recognition.activity_type(word) is None
    assert recognition.population_group(word) is None
    assert recognition.organization_kind(word) is None
