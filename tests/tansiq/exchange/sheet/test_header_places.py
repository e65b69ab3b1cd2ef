"""Headers of areas are a level with or without a word for its code."""

import pytest

from tansiq.exchange.sheet.headers import field_of_header


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Region", "adm1_name"),
        ("RegionPcode", "adm1_pcode"),
        ("admin1Pcod", "adm1_pcode"),
        ("ADM1_PCODE", "adm1_pcode"),
        ("Admin 1 P-Code", "adm1_pcode"),
        ("Province", "adm1_name"),
        ("Code région", "adm1_pcode"),
        ("كود المحافظة", "adm1_pcode"),
        ("Cercle", "adm2_name"),
        ("Departement", "adm2_name"),
        ("admin2name_en", "adm2_name_en"),
        ("admin2pcode", "adm2_pcode"),
        ("رمز المديرية", "adm2_pcode"),
        ("اسم المديرية", "adm2_name"),
        ("Commune", "adm3_name"),
        ("Woreda", "adm3_name"),
        ("Sub-district Code", "adm3_pcode"),
        ("Localite", "settlement_name"),
        ("Site name", "settlement_name"),
        ("القرية", "settlement_name"),
        ("Country name", "country"),
        ("Country Code", "country_pcode"),
    ],
)
def test_a_place_is_named(header: str, field: str) -> None:
    assert field_of_header(header) == field
