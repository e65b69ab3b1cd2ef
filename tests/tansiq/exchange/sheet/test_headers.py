"""Headers in three languages, as people write them."""

import pytest

from tansiq.exchange.sheet.headers import field_of_header


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Cluster", "sector"),
        ("القِطاع", "sector"),
        ("الجهه المنفذه", "organization_name"),
        ("Organization_Name", "organization_name"),
        ("Organisation Accronyme", "organization_acronym"),
        ("organisation_type_short", "organization_kind"),
        ("Bailleur de fond", "donor"),
        ("3. Organisation *", "organization_name"),
        ("Organisation\nname", "organization_name"),
        ("Start Date (dd/mm/yyyy)", "starts_on"),
        ("Date début", "starts_on"),
        ("تاريخ البدء", "starts_on"),
        ("اسم المشروع", "project_title"),
        ("category_ar", "sector_ar"),
        ("Sector (Arabic)", "sector_ar"),
        ("location_en", "settlement_name_en"),
        ("Arabic Activity", "activity_ar"),
        ("المديرية (بالإنجليزية)", "adm2_name_en"),
        ("Status (Arabic)", "status"),
        ("id", "source_id"),
    ],
)
def test_a_header_names_its_field(header: str, field: str) -> None:
    assert field_of_header(header) == field


@pytest.mark.parametrize("header", ["", "HRP", "Path", "Icones", "label", "Montant Cash Transfert (USD)", "ActivityId"])
def test_an_unknown_header_is_left_to_the_person(header: str) -> None:
    assert field_of_header(header) is None
