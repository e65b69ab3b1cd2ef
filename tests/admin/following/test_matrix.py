"""The table of a form: a sign for each report, leading to it, of the units whose reports somebody reads."""

import csv
import gzip
import io
import re

import pytest
from flask import Flask

from tansiq.forms.approving import approve, send_back
from tansiq.forms.filling import submit
from tansiq.models import Assignment, TypeDefinition
from tansiq.platform import clock
from tests.admin.conftest import Reader, Readers
from tests.admin.following.conftest import Seat
from tests.definitions import form
from tests.filled_forms import BEGINNING, FilledForm
from tests.people import SALMA
from tests.register import Register
from tests.statements import told


def _address(municipal: FilledForm, more: str = "") -> str:
    return f"following/?form={municipal.form.id}&year={municipal.period().year}{more}"


def _cell(page: str, unit_id: int, key: str) -> tuple[str, str]:
    """The words and the sign of the cell that leads to a report."""
    found = re.search(rf'fill/\?form=\d+&amp;unit={unit_id}&amp;period={key}" aria-label="([^"]*)">([^<]*?)\s*<', page)
    assert found is not None
    return found[1], found[2]


def _units(page: str) -> list[str]:
    return re.findall(r'role="rowheader"><bdi[^>]*>([^<]*)<', page)


def test_each_report_stands_by_a_sign_with_its_words_and_leads_to_its_page(
    salma: Reader, municipal: FilledForm
) -> None:
    jaar, zinjibar, seiyun = (unit.id for unit in municipal.units)
    period = municipal.period()
    approve(SALMA, approve(SALMA, submit(SALMA, municipal.begun(), municipal.values(vehicles=1))))
    send_back(SALMA, submit(SALMA, municipal.begun(unit=1), municipal.values(vehicles=1)), {None: "One?"})
    page = salma.get(_address(municipal)).text
    assert _units(page) == ["Ja&#39;ar", "Seiyun", "Zinjibar"]
    words, sign = _cell(page, jaar, period.key)
    assert (words.split(",")[0].split(": ")[1], sign) == ("Approved", "✓")
    assert "Returned" in _cell(page, zinjibar, period.key)[0]
    assert _cell(page, seiyun, period.key)[1] in ("!", "○")
    assert "2/3" in page
    legend = page[page.index('class="legend"') : page.index('class="standing"')]
    assert "Returned" in legend
    assert "Opened again" not in legend


def test_a_period_that_cannot_be_filled_yet_has_no_column(salma: Reader, municipal: FilledForm) -> None:
    last = f"{clock.today().year}-Q4"
    page = salma.get(f"following/?form={municipal.form.id}").text
    assert f"period={last}" not in page
    assert ">Q3<" in page
    assert ">Q4<" not in page


def test_units_are_narrowed_by_area_kind_and_year(salma: Reader, municipal: FilledForm, register: Register) -> None:
    abyan = register.areas["YE12"].id
    assert _units(salma.get(_address(municipal, f"&area={abyan}")).text) == ["Ja&#39;ar", "Zinjibar"]
    assert _units(salma.get(_address(municipal, "&kind=COUNCIL")).text) == []
    assert "The register has nothing called" in salma.get(_address(municipal, "&area-text=Nowhere")).text
    earlier = salma.get(f"following/?form={municipal.form.id}&year=2021").text
    assert "period=2021-Q2" in earlier
    for odd in ("&year=1200", "&year=x", "&kind=x", "&page=99999999", "&page=-1", "&area=x", "&period=%00"):
        assert salma.get(f"following/?form={municipal.form.id}{odd}").status_code == 200


def test_a_form_of_years_shows_some_years_beside_each_other(salma: Reader, municipal: FilledForm) -> None:
    TypeDefinition.update(period_type="YEAR").execute()
    page = salma.get(_address(municipal)).text
    assert len(re.findall(r'role="columnheader"', page)) == 5


def test_each_is_shown_the_units_whose_reports_they_read(
    reader: Readers, seat: Seat, municipal: FilledForm, application: Flask
) -> None:
    expected = {"salma": 3, "amin": 3, "nadia": 2}
    for name, count in expected.items():
        assert len(_units(reader(name).get(_address(municipal)).text)) == count
    samir = seat("Samir", "FILLS", municipal.units[0])
    assert _units(samir.get(_address(municipal)).text) == ["Ja&#39;ar"]
    for name in ("khaled", "visitor"):
        for address in (_address(municipal), "following/", "following/late/?form=1"):
            assert reader(name).get(address).status_code == 404
    assert Reader(application.test_client()).get(_address(municipal)).status_code == 302


def test_a_form_without_a_version_or_unknown_is_not_there(salma: Reader, nadia: Reader, municipal: FilledForm) -> None:
    drafted = form("drafted")
    for given in (drafted.id, 0, 10**9, "x", ""):
        assert salma.get(f"following/?form={given}").status_code == 404
    TypeDefinition.update(policy="ADMINISTRATORS").execute()
    assert salma.get(_address(municipal)).status_code == 200
    assert nadia.get(_address(municipal)).status_code == 404


def test_the_forms_lead_to_their_tables(nadia: Reader, salma: Reader, municipal: FilledForm) -> None:
    assert f"/admin/following/?form={municipal.form.id}" in nadia.get("following/").text
    assert (
        f"/admin/following/?form={municipal.form.id}"
        in salma.get(f"typedefinition/details/?id={municipal.form.id}").text
    )
    assert "/admin/following/" in nadia.get("").text


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_whole_table_is_saved_with_its_words(salma: Reader, municipal: FilledForm, kind: str) -> None:
    answer = salma.get(_address(municipal).replace("following/", f"following/export/{kind}"))
    assert answer.status_code == 200
    if kind == "csv":
        head, *lines = csv.reader(io.StringIO(answer.data.decode("utf-8-sig")))
        assert head[0] == "Administrative unit"
        assert [line[0] for line in lines] == ["Ja'ar", "Seiyun", "Zinjibar"]
        assert {len(line) for line in lines} == {len(head)}
    assert salma.get(_address(municipal).replace("following/", "following/export/pdf")).status_code == 404


def test_many_units_take_no_more_statements_and_a_page_a_slow_line_bears(
    application: Flask, salma: Reader, municipal: FilledForm, register: Register
) -> None:
    TypeDefinition.update(period_type="MONTH").execute()
    salma.get(_address(municipal))
    with told() as few:
        salma.get(_address(municipal))
    for number in range(70):
        unit = register.unit(f"Municipality number {number}")
        Assignment.create(form=municipal.form.id, unit=unit.id, starts_on=BEGINNING)
    salma.get(_address(municipal))
    with told() as many:
        page = salma.get(_address(municipal))
    assert len(many) == len(few)
    assert len(gzip.compress(page.data)) < 13_000
    assert len(_units(page.text)) == 50
    assert len(_units(salma.get(_address(municipal, "&page=1")).text)) == 23
