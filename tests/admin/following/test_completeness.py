"""How complete a form is, by area: of those units alone whose reports the reader sees."""

import csv
import html
import io
import re

from tansiq.forms.filling import submit
from tansiq.models import TypeDefinition
from tests.admin.conftest import Reader, Readers
from tests.admin.following.conftest import Seat
from tests.filled_forms import FilledForm
from tests.people import SALMA
from tests.register import Register


def _page(reader: Reader, municipal: FilledForm, more: str = "") -> str:
    period = municipal.period().key
    return html.unescape(reader.get(f"following/completeness/?form={municipal.form.id}&period={period}{more}").text)


def _shares(page: str) -> list[str]:
    return re.findall(r"</progress> (\d+ of \d+)", page)


def test_both_figures_stand_by_area_and_lead_further_down(
    salma: Reader, municipal: FilledForm, register: Register
) -> None:
    submit(SALMA, municipal.begun(), municipal.values(vehicles=1))
    submit(SALMA, municipal.begun(unit=2), nil_reason="No council yet")
    page = _page(salma, municipal)
    assert _shares(page)[:2] == ["2 of 3", "1 of 2"]
    assert _shares(page)[2:] == ["1 of 2", "1 of 2", "1 of 1"]
    abyan = register.areas["YE12"].id
    assert f"area={abyan}" in page
    assert _shares(_page(salma, municipal, f"&area={abyan}"))[:2] == ["1 of 2", "1 of 2"]
    address = f"following/completeness/export/csv?form={municipal.form.id}&period={municipal.period().key}"
    _head, *lines = csv.reader(io.StringIO(salma.get(address).data.decode("utf-8-sig")))
    assert [line[1:] for line in lines] == [["Abyan", "1", "2", "1", "2"], ["Hadramawt", "1", "1", "0", "0"]]
    assert salma.get(address.replace("csv", "pdf")).status_code == 404


def test_nobody_is_told_of_units_whose_reports_they_do_not_read(
    reader: Readers, seat: Seat, municipal: FilledForm
) -> None:
    submit(SALMA, municipal.begun(unit=2), municipal.values(vehicles=1))
    assert _shares(_page(reader("amin"), municipal))[0] == "1 of 3"
    assert _shares(_page(reader("nadia"), municipal))[0] == "0 of 2"
    assert _shares(_page(seat("Samir", "FILLS", municipal.units[0]), municipal))[0] == "0 of 1"


def test_a_form_that_cannot_be_filled_yet_says_so(salma: Reader, municipal: FilledForm) -> None:
    TypeDefinition.update(reported_from="2199-01-01").execute()
    page = salma.get(f"following/completeness/?form={municipal.form.id}").text
    assert "No report is expected in this time" in page
