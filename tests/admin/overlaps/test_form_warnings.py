"""Who does the same already is told while an intervention is entered, and after it was saved."""

import pytest

from tansiq.models import Intervention
from tests.admin.conftest import Reader
from tests.admin.entry_form import NEW, own, site_typed
from tests.register import Register


def test_overlaps_are_told_while_entering_with_faults_and_after_saving(salma: Reader, register: Register) -> None:
    other = register.intervention("ADR", title_en="Tankers")
    register.site(other)
    given = {**own(register), **site_typed(register, 0)}
    said = salma.post("intervention/overlaps/", page="", **given)
    assert "Both work in water and sanitation in Ja&#39;ar, 31 days in common" in said.text
    assert f'/admin/intervention/details/?id={other.id}" target="_blank"' in said.text
    assert not Intervention.select().where(Intervention.id != other.id).exists()
    assert "Somebody may be doing this" in salma.post(NEW, page="", **{**given, "budget": "x"}).text
    saved = salma.post(NEW, page="", **given)
    assert "This may be done twice." in salma.client.get(saved.headers["Location"]).text


@pytest.mark.parametrize("given", [{}, {"starts_on": "x", "sites-0-area": "x"}, {"sector": "0", "sites-0-id": "-1"}])
def test_what_is_not_told_yet_overlaps_with_nothing(salma: Reader, register: Register, given: dict[str, str]) -> None:
    answer = salma.post("intervention/overlaps/", page="", **given)
    assert (answer.status_code, answer.text.strip()) == (200, "")


def test_overlaps_are_asked_with_the_token_and_of_interventions_that_are_there(
    salma: Reader, register: Register
) -> None:
    assert salma.client.post("/admin/intervention/overlaps/", data=own(register)).status_code == 400
    assert salma.post("intervention/overlaps/?id=999999", page="", **own(register)).status_code == 404
    assert salma.get("intervention/overlaps/").status_code == 405
