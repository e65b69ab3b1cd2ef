"""Forms: what is wrong stands beside its field in words, nothing typed is lost, an older version overwrites nothing."""

import re
from typing import Any

import pytest

from tansiq.models import Intervention, Project, Site
from tests.admin.conftest import Reader
from tests.admin.typed_forms import new_address, typed
from tests.register import Register


def test_a_site_of_no_intervention_has_no_form(salma: Reader, rows: dict[str, Any], register: Register) -> None:
    for given in ("", "?intervention=999999", "?intervention=x"):
        assert salma.get(f"site/new/{given}").status_code == 404
        assert salma.post(f"site/new/{given}", page="", **typed("site", register)).status_code == 404


def test_an_older_version_does_not_overwrite_a_newer_one(salma: Reader, rows: dict[str, Any]) -> None:
    row = rows["project"]
    edit = f"project/edit/?id={row.id}"
    assert salma.post(edit, page=edit, title_en="First", version=row.version).status_code == 302
    for given in (row.version, "", "0", "x", "9" * 30):
        late = salma.post(edit, page=edit, title_en="Second", version=given)
        assert late.status_code == 200
        assert "Somebody changed this record meanwhile" in late.text
        assert 'value="Second"' in late.text
    assert Project.get_by_id(row.id).title_en == "First"


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(salma: Reader, register: Register) -> None:
    values = {**typed("intervention", register), "starts_on": "2026-05-01", "ends_on": "2026-04-01", "budget": "12,5x"}
    page = salma.post("intervention/new/", page="", **values)
    assert page.status_code == 200
    for text in ("Nothing was saved", "is not a number", 'value="12,5x"', 'value="Typed"', 'href="#budget"'):
        assert text in page.text
    again = salma.post("intervention/new/", page="", **{**values, "budget": "1200"})
    for text in (
        "The end is before the beginning",
        "Say in which currency",
        'id="ends_on-wrong"',
        'id="currency-wrong"',
    ):
        assert text in again.text
    assert not Intervention.select().exists()


def test_a_taken_code_is_told_on_top(salma: Reader, rows: dict[str, Any]) -> None:
    page = salma.post("project/new/", page="", title_en="Other", code="P-1")
    assert "Another record already has this code" in page.text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("targeted", "-3"),
        ("targeted", "99999999999"),
        ("targeted", "3.5"),
        ("latitude", "NaN"),
        ("latitude", "1e400"),
        ("area", "999999"),
        ("area", "x"),
        ("population_group", ""),
        ("reached_women", "seven"),
    ],
)
def test_values_that_make_no_sense_are_refused_in_words(
    salma: Reader, rows: dict[str, Any], register: Register, field: str, value: str
) -> None:
    page = salma.post(new_address("site", rows), page="", **{**typed("site", register), field: value})
    assert page.status_code == 200
    assert f'href="#{field}"' in page.text
    assert Site.select().count() == 1


def test_numbers_may_be_typed_in_any_digits(salma: Reader, rows: dict[str, Any], register: Register) -> None:
    salma.post(new_address("site", rows), page="", **typed("site", register))
    site = Site.select().order_by(Site.id.desc()).first()
    assert (site.targeted, site.reached, site.number) == (1200, 300, 2)


def test_a_text_too_long_for_its_column_is_told(salma: Reader, rows: dict[str, Any]) -> None:
    page = salma.post("project/new/", page="", title_en="x" * 501)
    assert "At most 500 letters" in page.text


def test_names_in_both_languages_stand_side_by_side(salma: Reader, register: Register) -> None:
    for page in ("area/new/", "sector/new/", "project/new/", "organization/new/"):
        pair = re.search(r'<div class="pair">.*?</div>\s*</div>', salma.get(page).text, re.S)
        assert pair is not None, page
        assert re.findall(r'(?:dir|lang)="(\w+)"', pair[0]) == ["rtl", "ar", "ltr", "en"], page
