"""What is exported comes back: an untouched sheet, of any register at all, changes nothing."""

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tansiq.exchange.export.column_order import EXPORTED
from tansiq.exchange.export.month_layout import ONE_A_SITE, MonthLayout
from tansiq.exchange.planning.facts_who import kind_code
from tansiq.exchange.sheet.fields import BY_NAME
from tansiq.exchange.sheet.understand import understand
from tansiq.exchange.values.words import read_modality, read_status, read_yes_no
from tansiq.language.arabic import fold
from tansiq.language.cleaning import clean_lines
from tansiq.language.vocabulary import MODALITIES, ORGANIZATION_KINDS, STATUSES
from tansiq.language.words import gettext, speaking
from tansiq.models import HistoryEntry, Intervention, Organization, Partnership, Project, ReachedFigure, data_stamps
from tansiq.models.reached_figure import month_of
from tansiq.models.site import PEOPLE_PARTS
from tansiq.platform import clock
from tansiq.platform.database import db
from tansiq.records import changes
from tests.fivew import csv_file, take, told
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.exchange.exported import FORMATS, Format, csv_rows, exported, write_csv


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("kind", FORMATS)
def test_every_column_we_write_is_read_as_itself(
    register: Register, tmp_path: Path, kind: Format, language: str
) -> None:
    register.site(register.intervention("NRA"))
    with speaking(language):
        table = understand(exported(tmp_path, kind))
    assert [column.field for column in table.columns] == list(EXPORTED)
    assert (table.header_row, table.hxl_row, ONE_A_SITE[0].tag) == (1, 2, "#meta+id")


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("kind", FORMATS)
def test_an_untouched_sheet_changes_nothing(register: Register, tmp_path: Path, kind: Format, language: str) -> None:
    work = register.intervention("NRA", modality="CASH", budget=Decimal("1234567.80"), currency="USD", remarks="a\nb")
    register.site(work, targeted=10, reached=3, latitude=13.2, longitude=45.3055555, is_distinct_people=True)
    register.site(work, "YE19", "IDP")
    with speaking(language):
        path = exported(tmp_path, kind)
    stamps = data_stamps.stamps()
    outcome = take(path)
    assert told(outcome) == []
    assert (outcome.plan.tally.unchanged, outcome.plan.tally.rows) == (2, 2)
    assert data_stamps.stamps() == stamps


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("text", ["\x1f\x1f\x08 water", "\r", "\x1f=1+1", "'=1\x00"])
def test_text_that_no_sheet_can_hold_comes_back_unchanged(
    register: Register, tmp_path: Path, kind: Format, text: str
) -> None:
    # PostgreSQL itself refuses the character zero.
    work = register.intervention("NRA", title_ar=text.replace("\x00", "\x01"), remarks=text.replace("\x00", "\x01"))
    register.site(work, targeted=10)
    outcome = take(exported(tmp_path, kind))
    assert (told(outcome), outcome.plan.tally.unchanged) == ([], 1)


@pytest.mark.parametrize("name", ["Total", "المجموع الكلي"])
def test_an_organisation_that_is_called_total_comes_back(register: Register, tmp_path: Path, name: str) -> None:
    register.site(register.intervention("NRA"))
    total = register.organization("TOT", name_ar=name, name_en=name)
    register.site(register.intervention("TOT", organization=total.id))
    assert take(exported(tmp_path, "csv")).plan.tally.unchanged == 2


_TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Co", "Cn"), exclude_characters="\x00"), min_size=1, max_size=30
).filter(lambda text: bool(clean_lines(text)))
"""What nobody sees is no name: a register refuses it."""
_DAYS = st.dates(date(1991, 1, 1), date(2099, 12, 31))
_MONTHS = st.dates(date(2024, 1, 1), date(2026, 3, 31)).map(month_of)
_COUNT = st.none() | st.integers(0, 2_000_000_000)


def _degrees(most: float) -> st.SearchStrategy[float | None]:
    return st.none() | st.floats(-most, most).map(lambda degrees: round(degrees, 7))


@st.composite
def _works(draw: Any) -> dict[str, Any]:
    """The facts of one random intervention with its organisation, partners, project and sites."""
    starts_on, ends_on = draw(st.none() | _DAYS), draw(st.none() | _DAYS)
    if starts_on and ends_on and ends_on < starts_on:
        starts_on, ends_on = ends_on, starts_on
    budget = draw(st.none() | st.decimals(0, 10**9, places=2))
    return {
        "body": {"name_ar": draw(_TEXT), "name_en": draw(_TEXT | st.just("")), "acronym": draw(_TEXT | st.just("A")),
                 "kind": draw(st.sampled_from(ORGANIZATION_KINDS.codes))},
        "donors": draw(st.lists(_TEXT, max_size=2)),
        "project": draw(st.none() | _TEXT),
        "work": {
            "title_ar": draw(_TEXT | st.just("")), "title_en": draw(_TEXT | st.just("")), "remarks": draw(_TEXT),
            "status": draw(st.sampled_from(STATUSES.codes)),
            "modality": draw(st.none() | st.sampled_from(MODALITIES.codes)),
            "starts_on": starts_on, "ends_on": ends_on, "budget": budget,
            "currency": "" if budget is None else draw(st.sampled_from(["USD", "YER"])),
        },
        "sector": draw(st.sampled_from(["WSH", "FSC", "HEA"])),
        # An intervention has one site for each area and population group.
        "sites": draw(
            st.lists(_sites(), min_size=1, max_size=3, unique_by=lambda site: (site["pcode"], site["group"]))
        ),
    }  # fmt: skip


@st.composite
def _sites(draw: Any) -> dict[str, Any]:
    parts = {f"reached_{part}": draw(st.none() | st.integers(0, 1000)) for part in PEOPLE_PARTS}
    whole = draw(st.none() | st.integers(6000, 9000))
    return {
        "pcode": draw(st.sampled_from(["YE121121", "YE121122", "YE1210", "YE19", "YE"])),
        "group": draw(st.sampled_from(["ALL", "IDP", "HOST"])),
        "targeted": draw(_COUNT), "households_reached": draw(_COUNT), "reached": whole, **parts,
        "latitude": draw(_degrees(90)), "longitude": draw(_degrees(180)),
        "is_distinct_people": draw(st.booleans()),
        # Months of figures beside the present one, which `reached` is of; None is not known any more.
        "figures": draw(st.dictionaries(_MONTHS, st.none() | st.integers(6000, 9000), max_size=4)),
    }  # fmt: skip


def _enter(register: Register, facts: dict[str, Any]) -> None:
    body = changes.save(SALMA, Organization(**facts["body"]))
    project = changes.save(SALMA, Project(title_ar=facts["project"])).id if facts["project"] else None
    sector = register.sectors[facts["sector"]].id
    # Without a name and a first day it is a draft.
    is_whole = bool(facts["work"]["starts_on"] and (facts["work"]["title_ar"] or facts["work"]["title_en"]))
    given = {"organization": body.id, "sector": sector, "project": project, "is_published": is_whole}
    work = changes.save(SALMA, Intervention(**given, **facts["work"]))
    donors = [changes.save(SALMA, Organization(name_en=name)) for name in facts["donors"]]
    parts = [{"organization": donor.id, "role": "FUNDING"} for donor in donors]
    changes.replace_parts(SALMA, work, Partnership, parts)
    for site in {(site["pcode"], site["group"]): site for site in facts["sites"]}.values():
        figures = site.pop("figures")
        row = register.site(work, **site)
        for month, people in figures.items():
            changes.save(SALMA, ReachedFigure(site=row.id, month=month, people=people))


_SHEETS: list[tuple[Format, MonthLayout]] = [
    ("csv", "last"), ("xlsx", "last"), ("csv", "rows"), ("xlsx", "rows"), ("csv", "columns"), ("xlsx", "columns"),
]  # fmt: skip


@pytest.mark.parametrize("sheet", _SHEETS, ids=" ".join)
@settings(phases=[Phase.explicit, Phase.generate, Phase.shrink])
@given(works=st.lists(_works(), min_size=1, max_size=3), language=st.sampled_from(["ar", "en"]))
def test_any_register_comes_back_unchanged(
    register: Register, tmp_path: Path, sheet: tuple[Format, MonthLayout], works: list[dict[str, Any]], language: str
) -> None:
    with db.atomic() as transaction:
        register = deepcopy(register)
        for facts in works:
            _enter(register, facts)
        with speaking(language):
            path = exported(tmp_path, *sheet)
        stamps, entries = data_stamps.stamps(), HistoryEntry.select().count()
        outcome = take(path, today=clock.today())
        tally = outcome.plan.tally
        assert (told(outcome), tally.new, tally.changed) == ([], 0, 0)
        assert tally.unchanged + tally.months == tally.rows
        assert tally.unchanged == sum(len(facts["sites"]) for facts in works)
        assert (data_stamps.stamps(), HistoryEntry.select().count()) == (stamps, entries)
        transaction.rollback()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_whatever_the_lists_offer_is_understood(language: str) -> None:
    with speaking(language):
        assert [read_status(label, "A1") for _, label in STATUSES.choices()] == list(STATUSES.codes)
        assert [read_modality(label, "A1") for _, label in MODALITIES.choices()] == list(MODALITIES.codes)
        kinds = [kind_code(label) for _, label in ORGANIZATION_KINDS.choices()]
        assert kinds == list(ORGANIZATION_KINDS.codes)
        assert [read_yes_no(gettext(word), "A1") for word in ("Yes", "No")] == [True, False]


def _upper(text: str) -> str:
    return text.upper() if fold(text.upper()) == fold(text) else text


_EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
SPELLINGS: tuple[Callable[[str], str], ...] = (
    _upper,
    lambda text: text.lower() if fold(text.lower()) == fold(text) else text,
    lambda text: f"  {text} ",
    lambda text: text.replace(" ", "  "),
    lambda text: text.translate(_EASTERN) if text.isdigit() else text,
)
"""Ways in which people write the same cell otherwise."""
_NAMES = {
    "sector": {"WSH": ["wsh", "Water and sanitation", "المياه والإصحاح"], "HEA": ["hea", "Health", "الصحة"]},
    "population_group": {"IDP": ["idp", "Displaced persons", "النازحون"], "HOST": ["host", "Hosts", "المجتمع المضيف"]},
    "adm2_name": {"Khanfar": ["khanfar", "خنفر"], "Zinjibar": ["ZINJIBAR", "زنجبار"]},
}
"""By column: what is named, and its other names."""
_COLUMNS = (
    "organization_name_en", "sector", "adm2_name", "population_group", "title_en", "starts_on", "ends_on", "reached",
)  # fmt: skip


_NAMES_IN_ORDER = ("sector", "adm2_name", "population_group")


@st.composite
def _rows_twice(draw: Any) -> tuple[list[list[str]], list[list[str]], list[int]]:
    """Rows of a sheet, the same rows in other spellings and another order, and the order of their columns."""
    rows, others = [], []
    for _ in range(draw(st.integers(1, 4))):
        chosen = [draw(st.sampled_from(sorted(_NAMES[name]))) for name in ("sector", "adm2_name", "population_group")]
        named = [draw(st.sampled_from(_NAMES[name][one])) for name, one in zip(_NAMES_IN_ORDER, chosen, strict=True)]
        body, title = draw(st.sampled_from(["Nahar Relief", "Stars of Aden"])), draw(st.sampled_from(["", "Wells 2"]))
        reached = str(draw(st.integers(0, 3)))
        day = draw(st.sampled_from(["2026-03-31", "31 March 2026", "31/03/2026"]))
        rows.append([body, *chosen, title, "2026-03-01", "2026-03-31", reached])
        respelled = [body, *named, title, "2026-03-01", day, reached]
        others.append([draw(st.sampled_from(SPELLINGS))(cell) for cell in respelled])
    return rows, draw(st.permutations(others)), draw(st.permutations(range(len(_COLUMNS))))


@settings(phases=[Phase.explicit, Phase.generate, Phase.shrink])
@given(twice=_rows_twice())
def test_rows_in_any_spelling_and_order_are_known_again(
    register: Register, tmp_path: Path, twice: tuple[list[list[str]], list[list[str]], list[int]]
) -> None:
    rows, others, order = twice
    header = [BY_NAME[name].en for name in _COLUMNS]
    with db.atomic() as transaction:
        first = take(csv_file(tmp_path, rows, header))
        stamps = data_stamps.stamps()
        again = take(csv_file(tmp_path, [[row[at] for at in order] for row in others], [header[at] for at in order]))
        tally = again.plan.tally
        assert (told(first), told(again), tally.new, tally.changed) == ([], [], 0, 0)
        assert (tally.unchanged, data_stamps.stamps()) == (first.plan.tally.new, stamps)
        transaction.rollback()


@settings(phases=[Phase.explicit, Phase.generate, Phase.shrink])
@given(works=st.lists(_works(), min_size=1, max_size=2), data=st.data())
def test_an_exported_sheet_in_another_spelling_makes_nothing_new(
    register: Register, tmp_path: Path, works: list[dict[str, Any]], data: st.DataObject
) -> None:
    """A row that carries its id names its record, whatever else is spelled otherwise."""
    with db.atomic() as transaction:
        register = deepcopy(register)
        for facts in works:
            _enter(register, facts)
        path = exported(tmp_path, "csv")
        head, rows = csv_rows(path)[:2], csv_rows(path)[2:]
        column = data.draw(st.sampled_from(["sector", "sector_code", "adm1_name", "adm1_pcode", "population_group"]))
        spell = data.draw(st.sampled_from(SPELLINGS[:3]))
        at = EXPORTED.index(column)
        write_csv(path, [*head, *([*row[:at], spell(row[at]), *row[at + 1 :]] for row in rows)])
        outcome = take(path)
        tally = outcome.plan.tally
        assert (told(outcome), tally.new, outcome.is_written, outcome.batch) == ([], 0, True, None)
        assert tally.unchanged == tally.rows
        transaction.rollback()
