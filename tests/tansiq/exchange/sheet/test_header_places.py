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


@pytest.mark.parametrize(
    ("header", "country", "field"),
    [
        ("Territoire", "", "adm2_name"),
        ("Code du territoire", "CD", "adm2_pcode"),
        ("Pcode de la zone de santé", "CD", "adm3_pcode"),
        ("Aire de santé", "CD", "settlement_name"),
        ("Territoire/Ville", "CD", "adm2_name"),
        ("Zone", "ET", "adm2_name"),
        ("Kebele", "ET", "settlement_name"),
        ("Province", "BF", "adm2_name"),
        ("Province", "AF", "adm1_name"),
        ("Province (Admin 2)", "", "adm2_name"),
        ("Local Government Area", "NG", "adm2_name"),
        ("Locality", "SD", "adm2_name"),
        ("المحلية", "SD", "adm2_name"),
        ("Locality", "YE", "settlement_name"),
        ("County", "KE", "adm1_name"),
        ("County", "SS", "adm2_name"),
    ],
)
def test_a_word_for_areas_is_the_level_it_has_in_the_country(header: str, country: str, field: str) -> None:
    assert field_of_header(header, country) == field
