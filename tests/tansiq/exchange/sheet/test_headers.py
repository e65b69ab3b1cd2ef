"""Headers in three languages, as people write them."""

import pytest

from tansiq.exchange.sheet.headers import claim_of_header, field_of_header


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


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Implementing Agency Acronym", "organization_acronym"),
        ("Sigle de la structure", "organization_acronym"),
        ("Acronyme du partenaire de mise en oeuvre", "organization_acronym"),
        ("اختصار المنظمة المنفذة", "organization_acronym"),
        ("Category of agency", "organization_kind"),
        ("تصنيف الجهة المنفذة", "organization_kind"),
        ("Nom de la structure", "organization_name"),
        ("SECTOR\n(pick one)\nonly what was funded", "sector"),
        ("Secteur : choisir dans la liste", "sector"),
        ("القطاع\nاختر من القائمة", "sector"),
        ("Donor [full name]", "donor"),
        ("2.1 Status*", "status"),
        ("B. Activity", "activity"),
        ("Please select the modality", "modality"),
        ("End date dd/mm/yyyy", "ends_on"),
        ("المديرية / District", "adm2_name"),
        ("Status الحالة", "status"),
        ("Type de structure / Type of organisation", "organization_kind"),
        ("TOTAL REACHED\n(individuals)", "reached"),
        ("People targeted\nplease count everybody once", "targeted"),
        ("Total people reached this month", "reached"),
    ],
)
def test_what_people_write_around_a_header_hides_nothing(header: str, field: str) -> None:
    assert field_of_header(header) == field


@pytest.mark.parametrize(
    "header",
    [
        "Reached (pregnant women)",
        "Reached (0-5 years)",
        "Targeted: refugees",
        "Reached\nعدد النازحين",
        "Targeted / Reached",
        "Start / end date",
        "Cash (Y/N)",
        "Governorate / District",
        "Lead organisation acronym",
    ],
)
def test_a_header_of_two_meanings_or_of_some_people_is_left_to_the_person(header: str) -> None:
    assert field_of_header(header) is None


def test_what_a_part_of_a_header_says_is_weak() -> None:
    whole, part = claim_of_header("Sector"), claim_of_header("Sector\nof the appeal")
    assert whole is not None
    assert part is not None
    assert (whole.is_weak, part.is_weak) == (False, True)
