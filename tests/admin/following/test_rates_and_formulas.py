"""Figures by inhabitants, and formulas that somebody types, on the page and in its files."""

import csv
import io
import re
from urllib.parse import quote

import pytest

from tansiq.models import Area, data_stamps
from tests.admin.conftest import Reader
from tests.filled_forms import FilledForm, municipal_form
from tests.register import Register
from tests.reported import reported


@pytest.fixture
def told(register: Register) -> FilledForm:
    """Two units of Abyan, one of which did not report; 60,000 people live where the other one is in charge."""
    Area.update(population=60_000, population_year=2017).where(Area.pcode == "YE1211").execute()
    data_stamps.bump(["area"])
    units = (register.unit("Ja'ar"), register.unit("Zinjibar", pcode="YE1210"))
    filled = municipal_form(*units, approval_levels=0)
    reported(filled, vehicles=30, working=6)
    return filled


def _page(reader: Reader, form: FilledForm, page: str = "", **more: str) -> str:
    asked = {"form": str(form.form.id), "from": form.period().key, "to": form.period().key, "level": "unit", **more}
    answer = reader.get(f"statistics/{page}?" + "&".join(f"{name}={quote(it)}" for name, it in asked.items()))
    assert answer.status_code == 200
    return answer.text


def _cell(page: str, name: str) -> str:
    found = re.search(rf"<th[^>]*><bdi[^>]*>{name}.*?<td[^>]*>(.*?)</td>", page, re.S)
    assert found is not None
    return re.sub(r"<[^>]+>", " ", found[1]).strip()


def test_a_rate_stands_with_its_people_and_their_year(salma: Reader, told: FilledForm) -> None:
    page = _page(salma, told, per="1000")
    assert _cell(page, "Ja") == "0.5"
    assert _cell(page, "Zinjibar").startswith("—")
    assert "per 1,000 inhabitants" in page
    assert "as counted in 2017" in page
    assert _cell(_page(salma, told, per="7"), "Ja") == "30"


def test_files_tell_the_rate_beside_the_figure(salma: Reader, told: FilledForm) -> None:
    text = _page(salma, told, "export/csv", per="10000")
    head, all_of_them, jaar, zinjibar = csv.reader(io.StringIO(text.lstrip("\ufeff")))
    period = str(head[1])
    assert head[1:] == [
        period, f"{period}: reports", f"{period}: rate", f"{period}: inhabitants",
        f"{period}: year of the inhabitants",
    ]  # fmt: skip
    assert jaar == ["Ja'ar", "30.0", "1 of 1", "5.0", "60000", "2017"]
    assert all_of_them[1:] == ["30.0", "1 of 2", "5.0", "60000", "2017"]
    assert zinjibar == ["Zinjibar", "", "0 of 1", "", "", ""]


def test_a_formula_is_told_and_kept_in_the_address(salma: Reader, told: FilledForm) -> None:
    page = _page(salma, told, formula="${working} div ${vehicles} * 100")
    assert _cell(page, "Ja") == "20"
    assert 'value="${working} div ${vehicles} * 100"' in page
    assert "formula=$%7Bworking%7D+div+$%7Bvehicles%7D+*+100" in page or "formula=%24%7Bworking%7D" in page
    assert "20.0" in _page(salma, told, "export/csv", formula="${working} div ${vehicles} * 100")


@pytest.mark.parametrize(("typed", "said"), [
    ("${working} div ${nobody}", "Letter 16:"), ("${working} div", "Letter 15:"), ("'", "Letter 1:"),
    ("${working} div (", "Letter 17:"), ("x" * 2_000, "Letter"),
])  # fmt: skip
def test_what_is_no_formula_is_told_at_the_field(salma: Reader, told: FilledForm, typed: str, said: str) -> None:
    page = _page(salma, told, formula=typed, item=str(told.number("vehicles")))
    found = re.search(r'<p class="wrong" id="formula-wrong"[^>]*>([^<]*)', page)
    assert found is not None
    assert found[1].startswith(said)
    assert _cell(page, "Ja") == "30"


def test_who_may_not_read_the_reports_reads_no_formula_of_them(khaled: Reader, told: FilledForm) -> None:
    from tansiq.records import changes
    from tests.people import SALMA

    assert _cell(_page(khaled, told, formula="${vehicles} * 2"), "Ja") == "60"
    told.form.policy = "OFFICERS"
    changes.save(SALMA, told.form)
    address = f"statistics/?form={told.form.id}&formula={quote('${vehicles} * 2')}"
    answer = khaled.get(address)
    assert answer.status_code == 404 or "60" not in answer.text
