"""Figures over time, in comparison and as a map: what is missing is told apart from what is none."""

import re

import pytest

from admin.panel.shaded_map import HATCHED, NONE, SHADES
from tansiq.forms import figure_bounds
from tansiq.models import Area, data_stamps
from tests.admin.conftest import Reader
from tests.filled_forms import FilledForm, municipal_form
from tests.register import Register
from tests.reported import reported

QUARTERS = 8


@pytest.fixture
def told(register: Register) -> FilledForm:
    """Ja'ar told eight quarters of which one jumps, Zinjibar two, Mukalla none and Seiyun zero."""
    places = {"Ja'ar": "YE1211", "Zinjibar": "YE1210", "Mukalla": "YE1927"}
    filled = municipal_form(*(register.unit(name, pcode=pcode) for name, pcode in places.items()), approval_levels=0)
    for back, vehicles in zip(range(1, QUARTERS + 1), (400, 410, 4_000, 395, 405, 415, 400, 390), strict=True):
        reported(filled, 0, back=back, vehicles=vehicles, working=back)
    for back in (1, 3):
        reported(filled, 1, back=back, vehicles=100)
    return filled


def _page(reader: Reader, form: FilledForm, **more: str) -> str:
    asked = {"item": str(form.number("vehicles")), "level": "unit", **more}
    answer = reader.get(f"statistics/?form={form.form.id}&" + "&".join(f"{name}={it}" for name, it in asked.items()))
    assert answer.status_code == 200
    return answer.text


def _drawn(page: str) -> str:
    found = re.search(r'<section class="drawn".*?</section>', page, re.S)
    assert found is not None
    return found[0]


def test_a_line_breaks_where_nothing_is_known_and_rings_are_what_misses_reports(
    salma: Reader, told: FilledForm
) -> None:
    drawn = _drawn(_page(salma, told, show="series"))
    large, *small = re.findall(r'<figure class="line">.*?</figure>', drawn, re.S)
    assert (large.count('class="trace"'), large.count('class="part"'), large.count('class="whole"')) == (7, 8, 0)
    jaar, zinjibar = small
    assert (jaar.count('class="trace"'), jaar.count('class="whole"')) == (7, 8)
    # Two quarters with one between them of which nothing is known: two points and no line.
    assert (zinjibar.count('class="trace"'), zinjibar.count('class="whole"')) == (0, 2)
    assert "not known" in drawn


def test_a_place_is_drawn_large_where_it_is_asked_for(salma: Reader, told: FilledForm) -> None:
    asked = _page(salma, told, show="series", place=f"unit-{told.units[1].id}")
    assert re.search(r"<h2><bdi[^>]*>Zinjibar", _drawn(asked))
    strange = _page(salma, told, show="series", place="unit-x")
    assert re.search(r"<h2><bdi[^>]*>All", _drawn(strange))


@pytest.mark.parametrize(("language", "is_left"), [("en", True), ("ar", False)])
def test_time_runs_from_right_to_left_in_arabic(salma: Reader, told: FilledForm, language: str, is_left: bool) -> None:
    with salma.client.session_transaction() as session:
        session["language"] = language
    first = re.search(r'cx="([\d.]+)%"', _drawn(_page(salma, told, show="series")))
    assert first is not None
    assert (float(first[1]) < 50) is is_left


def test_places_are_compared_from_the_highest_down_with_their_median(salma: Reader, told: FilledForm) -> None:
    reported(told, 2, vehicles=10)
    drawn = _drawn(_page(salma, told, show="bars"))
    names = re.findall(r'<span class="bar-label"><bdi[^>]*>([^<]+)', drawn)
    assert names == ["Ja&#39;ar", "Zinjibar", "Mukalla"]
    assert "more than 100, half have less" in drawn
    assert re.findall(r'class="bar" x="[\d.]+%" y="0" width="([\d.]+)%"', drawn) == ["100.0", "25.0", "2.5"]
    earlier = _drawn(_page(salma, told, show="bars", at=told.period(3).key))
    assert "4,000" in earlier
    assert "not known" in earlier


def test_a_map_hatches_what_is_not_known(salma: Reader, told: FilledForm, register: Register) -> None:
    for number, (pcode, area) in enumerate(register.areas.items()):
        if area.level < 3:
            places = {"latitude": 13 + number / 10, "longitude": 45 + number / 7}
            Area.update(**places).where(Area.pcode == pcode).execute()
    data_stamps.bump(["area"])
    reported(told, 2, back=2, vehicles=0)
    drawn = _drawn(_page(salma, told, show="map", level="1", at=told.period(2).key))
    assert f'fill="{SHADES[0]}"' in drawn
    assert f'fill="{NONE}"><title>' in drawn
    assert f'fill="url(#{HATCHED}' not in drawn.partition("</svg>")[0]
    last = _drawn(_page(salma, told, show="map", level="1"))
    assert f'fill="url(#{HATCHED}' in last
    assert "Reports that are in it: 2 of 3." in last
    assert "1 of 1" not in last
    assert 'class="drawn"' not in _page(salma, told, show="map")


def test_what_jumps_out_of_a_row_is_asked_about(salma: Reader, told: FilledForm) -> None:
    page = _page(salma, told)
    assert re.findall(r'<mark class="jump">([^<]+)', page) == ["Right? Usual: 400"]
    assert "is it right?" in page
    # Together with a unit that reported two quarters of eight nothing is complete, and nothing is asked.
    assert "jump" not in _page(salma, told, level="1").replace("figures.css", "")


@pytest.mark.parametrize("show", ["series", "bars", "map"])
def test_what_is_drawn_stands_in_a_table_too(salma: Reader, told: FilledForm, show: str) -> None:
    assert '<table role="table">' in _page(salma, told, show=show)


@pytest.mark.parametrize("show", ["series", "bars", "map", "table"])
def test_where_nothing_was_reported_nothing_is_drawn(salma: Reader, municipal: FilledForm, show: str) -> None:
    assert "Nothing was reported" in _page(salma, municipal, show=show)


@pytest.mark.parametrize("show", ["series", "bars", "map", "table"])
def test_what_would_be_too_much_is_told_beside_what_was_asked(
    salma: Reader, told: FilledForm, monkeypatch: pytest.MonkeyPatch, show: str
) -> None:
    monkeypatch.setattr(figure_bounds, "MOST_READ", 1_000)
    assert "Ask about less" not in _page(salma, told, show=show)
    monkeypatch.setattr(figure_bounds, "MOST_READ", 1)
    page = _page(salma, told, show=show)
    assert '<p role="alert">That would be more than 1 figures. Ask about less.</p>' in page
    assert f'value="{told.number("vehicles")}" selected' in page
    assert "Save as:" not in page
    asked = f"form={told.form.id}&item={told.number('vehicles')}&show={show}"
    sent_back = salma.get(f"statistics/export/csv?{asked}")
    assert sent_back.status_code == 302
    assert f"show={show}" in sent_back.headers["Location"] or show == "table"
