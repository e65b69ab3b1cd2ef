"""Every bar of a chart leads to the list of the very rows that it counts, or is no link."""

import html
import re
from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

import pytest

from tansiq.models import Area, Dashboard, DashboardTile, Entry, FieldDefinition, Organization, TypeDefinition
from tansiq.records import changes
from tansiq.summaries import Subject, all_subjects, groupings_of
from tests.admin.conftest import Reader
from tests.admin.typed import a_tile
from tests.definitions import answers, field, name_of, record_type
from tests.people import SALMA
from tests.register import Register

PLACES = ("YE121121", "YE1210", "YE1927", "YE1211")


def _wells(dice: Random, register: Register) -> TypeDefinition:
    """Wells that hold something of every type of field that is grouped by, some of them nothing."""
    kind, listed = record_type("well"), answers("DUG", "DRILLED", "SPRING")
    own: dict[str, Any] = {"table": "entry", "record_type": kind.id}
    fields: dict[FieldDefinition, Callable[[], Any]] = {
        field("sort", "CHOICE", choice_list=listed.id, **own): lambda: dice.choice(["DUG", "DRILLED"]),
        field("uses", "CHOICES", choice_list=listed.id, **own): lambda: dice.choice([["DUG"], ["DUG", "SPRING"]]),
        field("works", "YES_NO", **own): lambda: dice.choice([True, False]),
        field("dugOn", "DAY", **own): lambda: f"202{dice.choice([4, 5])}-{dice.choice([1, 2, 12]):02}-28",
        field("since", "MONTH", **own): lambda: f"202{dice.choice([4, 5])}-{dice.choice([3, 4, 11]):02}",
        field("owner", "REFERENCE", reference_table="organization", **own): lambda: _chosen(dice, Organization),
        field("near", "REFERENCE", reference_table="area", **own): lambda: _chosen(dice, Area),
    }
    for _ in range(12):
        held = {str(one.number): make() for one, make in fields.items() if dice.random() < 0.8}
        place = register.areas[dice.choice(PLACES)].id
        row = changes.save(
            SALMA, Entry(record_type=kind.id, area=place, organization=_chosen(dice, Organization), extra=held)
        )
        if dice.random() < 0.2:
            changes.archive(SALMA, row)
    return kind


def _chosen(dice: Random, model: Any) -> int:
    return int(dice.choice([row.id for row in model.select().order_by(model.id)]))


@pytest.fixture
def generated(rows: dict[str, Any], register: Register) -> Register:
    """One row of every kind, and some more of those that have most to be grouped by."""
    dice = Random(7)  # noqa: S311  Nothing here is a secret.
    for number, place in enumerate(PLACES):
        row = register.organization(
            f"G{number}", kind=dice.choice(["NNGO", "INGO"]), home_area=register.areas[place].id,
            founded_on=date(2000 + number % 2, 3, 1), is_published=number != 1,
        )  # fmt: skip
        # The same organisation under another name: lists find both by either.
        row.canonical = register.organization("NRA").id if number == 2 else None
        changes.save(SALMA, row)
        for _ in range(2):
            starts = date(2026, dice.choice([1, 4, 12]), 1)
            work = register.intervention(f"G{number}", starts_on=starts, ends_on=None, title_en="Wells")
            for pcode in dice.sample(PLACES, 2):
                register.site(work, pcode)
    changes.archive(SALMA, register.intervention("G0", title_en="Gone"))
    _wells(dice, register)
    return register


def _bars(page: str) -> list[tuple[str, str]]:
    """(number, address) of each bar that is a link, as the tables of the tiles have them."""
    tables = "".join(re.findall(r"<tbody>.*?</tbody>", page, re.S))
    found = re.findall(r'<td><a href="([^"]+)"><bdi class="number">([^<]+)</bdi></a></td>', tables)
    return [(number, html.unescape(address)) for address, number in found]


def _counted(reader: Reader, address: str) -> str:
    """How many rows the list at an address has."""
    root, _, query = address.removeprefix("/admin/").partition("?")
    answer = reader.get(f"{root}count/?{query}")
    assert answer.status_code == 200, address
    return re.sub("[\u2066-\u2069]", "", answer.text).removeprefix("Found: ")


STEPS = {"AREA": (":GOVERNORATE", ":DISTRICT"), "DAY": (":MONTH", ":QUARTER", ":YEAR")}


def _spelled(subject: Subject) -> list[str]:
    """All that the rows of a subject may be grouped by."""
    offered = groupings_of(SALMA, subject).items()
    return [f"{name}{step}" for name, one in offered for step in STEPS.get(one.sort, ("",))]


def _tiles(subject: Subject, **more: Any) -> int:
    """A dashboard with a chart of a subject by each thing that it may be grouped by."""
    row = changes.save(SALMA, Dashboard(name_en=subject.kind.table))
    table, type_id = subject.holder
    for spelled in _spelled(subject):
        a_tile(row, record_table=table, record_type=type_id, first_group=spelled, **more)
    return int(row.id)


def test_the_number_on_a_bar_is_that_of_the_rows_it_leads_to(salma: Reader, generated: Register) -> None:
    asked = 0
    for subject in all_subjects(SALMA):
        board = _tiles(subject)
        for number, address in _bars(salma.get(f"dashboard/show/?id={board}").text):
            assert _counted(salma, address) == number, address
            asked += 1
    assert asked > 100


def test_bars_of_an_area_and_a_time_lead_to_the_rows_of_these(salma: Reader, generated: Register) -> None:
    subjects = {one.holder[0]: one for one in all_subjects(SALMA)}
    asked = 0
    for table, day in (("intervention", ""), ("intervention", "starts_on"), ("organization", "founded_on")):
        more = {"area": generated.areas["YE12"].id, "span": "THIS_YEAR", "day": day, "filters": "archived=with"}
        board = _tiles(subjects[table], **more)
        page = salma.get(f"dashboard/show/?id={board}").text
        figures = a_tile(Dashboard.get_by_id(board), record_table=table, tile_kind="FIGURE", first_group="", **more)
        shown = salma.get(f"dashboard/show/?id={board}").text.partition('class="tile-figure"')[2]
        [(address, number)] = re.findall(r'<a href="([^"]+)"><bdi class="number">([^<]+)<', shown)[:1]
        assert _counted(salma, html.unescape(address)) == number
        assert DashboardTile.get_by_id(figures.id).filters == "archived=with"
        for number, address in _bars(page):
            assert _counted(salma, address) == number, address
            asked += 1
    assert asked > 5


def test_two_things_together_and_the_filters_of_the_tile_narrow_the_list(salma: Reader, generated: Register) -> None:
    board = changes.save(SALMA, Dashboard(name_en="x"))
    wells = TypeDefinition.get(TypeDefinition.key == "well")
    of = {"record_table": "entry", "record_type": wells.id}
    with_groups = {"first_group": "area:DISTRICT", "second_group": "organization", "filters": "published=no"}
    a_tile(board, **of, **with_groups)
    a_tile(board, record_table="intervention", first_group="organization", filters="status=ONGOING&among=sector~1")
    for number, address in _bars(salma.get(f"dashboard/show/?id={board.id}").text):
        assert _counted(salma, address) == number, address


@pytest.mark.parametrize(
    "asked",
    ["kind~NOTHING", "nothing~1", "home_area:STREET~1", "home_area:DISTRICT~99999", "within~99999", "from~x to~y", "~",
     "kind", "kind~NNGO kind~INGO founded_on:YEAR~20x0", "extra.9~1", "founded_on:MONTH~2026", "x" * 999],
)  # fmt: skip
def test_what_no_figure_counts_narrows_nothing_and_is_told(salma: Reader, register: Register, asked: str) -> None:
    register.organization("NRA")
    page = (
        salma.get(
            "organization/",
        )
        if not asked
        else salma.get(f"organization/?among={asked.replace(' ', '+')}")
    )
    assert page.status_code == 200
    assert ("NRA Aid" in page.text, "does not have any more" in page.text) == (True, True)


def test_no_figure_tells_of_what_is_hidden(salma: Reader, khaled: Reader, register: Register) -> None:
    secret = name_of(field("sick", "YES_NO", is_personal=True))
    hidden = register.organization("HID", is_published=False)
    work = register.intervention("HID", title_en="Wells for all")
    for asked in (f"organization/?among={secret}~yes", f"intervention/?among=organization~{hidden.id}"):
        page = khaled.get(asked)
        assert (page.status_code, "does not have any more" in page.text) == (200, True)
    assert work.title_en in salma.get(f"intervention/?among=organization~{hidden.id}").text


def test_the_choice_stays_in_the_form_and_says_what_it_is(salma: Reader, register: Register) -> None:
    place = register.areas["YE1211"]
    register.organization("NRA", home_area=place.id)
    page = salma.get(f"organization/?among=home_area:DISTRICT~{place.id}").text
    assert f'<input type="hidden" name="among" value="home_area:DISTRICT~{place.id}">' in page
    assert "Remove: Counted records: Seat: Khanfar" in re.sub("[\u2066-\u2069]", "", html.unescape(page))
