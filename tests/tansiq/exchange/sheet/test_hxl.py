"""HXL tags are read in any order of their attributes, old style included."""

import pytest

from tansiq.exchange.sheet.hxl import field_of_tag, is_hxl_row, parse_tag


def _field(text: str) -> str | None:
    tag = parse_tag(text)
    assert tag is not None
    return field_of_tag(tag)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("#adm1+code", "adm1_pcode"),
        ("#adm2 +v_pcode +code", "adm2_pcode"),
        ("#org+name+impl", "organization_name"),
        ("#ORG +Impl +Acronym", "organization_acronym"),
        ("#org+funder", "donor"),
        ("#org+prog", "lead_name"),
        ("#sector+name+i_ar", "sector_ar"),
        ("#sector+cluster", "sector"),
        ("#targeted+f+children", "targeted_girls"),
        ("#reached+ind", "reached"),
        ("#reached+hh", "households_reached"),
        ("#geo+lat", "latitude"),
        ("#lat_deg", "latitude"),
        ("#lon_deg", "longitude"),
        ("#period_date", "period"),
        ("#country", "country"),
        ("#adm1", "adm1_name"),
        ("#org", "organization_name"),
        ("#sector", "sector"),
        ("#date+start", "starts_on"),
    ],
)
def test_a_tag_means_its_field(text: str, field: str) -> None:
    assert _field(text) == field


@pytest.mark.parametrize("text", ["#reached+f+idps", "#org+funder+type", "#actor", "#adm1+alt+name", "#activity_id"])
def test_a_tag_that_says_more_than_we_know_means_nothing(text: str) -> None:
    assert _field(text) is None


@pytest.mark.parametrize("text", ["", "org", "#", "#REF!", "#N/A", "#1", "# of people", None, 5])
def test_what_is_no_tag_is_not_read_as_one(text: object) -> None:
    assert parse_tag(text) is None


def test_a_tag_is_written_in_one_order() -> None:
    assert str(parse_tag("#org +name +impl")) == "#org+impl+name"


def test_a_row_of_tags_may_leave_most_columns_untagged() -> None:
    assert is_hxl_row([None, "#adm1+name", None, "#sector", "", None])
    assert is_hxl_row(["#org", "#sector", "note"])
    assert not is_hxl_row(["#org", "Aden", "Health"])
    assert not is_hxl_row([None, ""])
