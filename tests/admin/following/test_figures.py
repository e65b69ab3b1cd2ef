"""What an item comes to, by place and period, with how many reports are in it; as a page and as a file."""

import csv
import html
import io
import re

import pytest

from tansiq.forms.approving import approve_many
from tansiq.forms.filling import submit
from tansiq.models import Report
from tests.admin.conftest import Reader
from tests.filled_forms import FilledForm
from tests.people import SALMA

PLAIN = re.compile(r"<[^>]+>|\s+")


@pytest.fixture
def reported(municipal: FilledForm) -> FilledForm:
    """Ja'ar reported two quarters, Seiyun one; Zinjibar's report waits to be approved."""
    for unit, back, vehicles in ((0, 2, 1200), (0, 1, 1300), (2, 1, 40)):
        submit(SALMA, municipal.begun(unit=unit, back=back), municipal.values(vehicles=vehicles, working=4))
    for _level in range(2):
        approve_many(SALMA, list(Report.select()))
    submit(SALMA, municipal.begun(unit=1), municipal.values(vehicles=5))
    return municipal


def _address(form: FilledForm, key: str = "vehicles", **more: str) -> str:
    asked = {"item": str(form.number(key)), "from": form.period(2).key, "to": form.period(1).key, **more}
    return f"statistics/?form={form.form.id}&" + "&".join(f"{name}={value}" for name, value in asked.items())


def _rows(page: str) -> dict[str, list[str]]:
    """By the name of the place: what stands in its cells, with what stands below a figure in brackets."""
    body = re.search(r"<tbody.*?</tbody>", page, re.S)
    assert body is not None
    found = {}
    for row in re.findall(r"<tr.*?</tr>", body[0], re.S):
        heads, cells = re.findall(r"<th.*?</th>", row, re.S), re.findall(r"<td.*?</td>", row, re.S)
        found[_text(heads[0])] = [_text(cell.replace("<small>", " (").replace("</small>", ")")) for cell in cells]
    return found


def _text(markup: str) -> str:
    return " ".join(html.unescape(PLAIN.sub(" ", markup)).split())


def test_figures_stand_by_place_and_period_with_what_is_missing(salma: Reader, reported: FilledForm) -> None:
    rows = _rows(salma.get(_address(reported)).text)
    assert list(rows) == ["All", "Abyan", "Hadramawt"]
    assert rows["All"][:2] == ["1,200 (1 of 3)", "1,340 (2 of 3)"]
    assert rows["Abyan"][:2] == ["1,200 (1 of 2)", "1,300 (1 of 2)"]
    with_submitted = _rows(salma.get(_address(reported, state="SUBMITTED")).text)
    assert with_submitted["Abyan"][1] == "1,305"


def test_units_are_told_one_by_one(salma: Reader, reported: FilledForm) -> None:
    rows = _rows(salma.get(_address(reported, level="unit")).text)
    assert rows["Ja'ar"][:2] == ["1,200", "1,300"]
    assert rows["Seiyun"][1] == "40"


def test_the_table_is_saved_as_a_file(salma: Reader, reported: FilledForm) -> None:
    page = salma.get(_address(reported)).text
    found = re.search(r'href="/admin/(statistics/export/csv[^"]*)"', page)
    assert found is not None
    told = list(csv.reader(io.StringIO(salma.get(found[1].replace("&amp;", "&")).text.lstrip("\ufeff"))))
    assert [row[:3] for row in told[1:]] == [
        ["All", "1200.0", "1 of 3"],
        ["Abyan", "1200.0", "1 of 2"],
        ["Hadramawt", "", "0 of 1"],
    ]


def test_a_public_form_is_read_by_whoever_signed_in(khaled: Reader, nobody: Reader, reported: FilledForm) -> None:
    assert _rows(khaled.get(_address(reported)).text)["All"][1].startswith("1,340")
    assert nobody.get(_address(reported)).status_code == 302


@pytest.mark.parametrize("address", ["statistics/?form=0", "statistics/?form=x", "statistics/export/pdf?form=1"])
def test_what_names_no_form_is_not_there(salma: Reader, municipal: FilledForm, address: str) -> None:
    assert salma.get(address).status_code == 404


def test_a_period_that_is_none_is_as_if_it_were_left_out(salma: Reader, reported: FilledForm) -> None:
    strange = f"statistics/?form={reported.form.id}&from=2026-13&to=never&level=9&item=0&state=X"
    assert salma.get(strange).status_code == 200
    assert "Municipal" in salma.get("statistics/").text or "municipal" in salma.get("statistics/").text
