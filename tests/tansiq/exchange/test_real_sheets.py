"""The sheets of the field, as they were published: what is found in each, and that a second import changes nothing."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from peewee import fn

from tansiq.exchange.fivew_import import Outcome
from tansiq.exchange.report import causes, lines
from tansiq.language.words import speaking
from tansiq.models import Area, ImportedRow, Intervention, Organization, Sector, Site
from tests.conftest import SHARED_DATA
from tests.contents import YEMEN
from tests.databases import ENGINES, Content, Stock, rolled_back
from tests.fivew import take, told

MALI = SHARED_DATA / "fivew" / "mli_3w_dec2023.xlsx"


class Mali(NamedTuple):
    """What was told when its sheet was brought in."""

    sheet: str
    tally: tuple[int, ...]
    communes: dict[int, str]
    merging: tuple[int, int]
    report: str


def _bring_in_mali() -> Mali:
    with speaking("en"):
        outcome = take(MALI)
        tally, merging = outcome.plan.tally, outcome.plan.merging
        counts = (tally.rows, tally.repeated, tally.same, tally.new, tally.wrong)
        told = (len(merging.organizations), merging.count)
        return Mali(outcome.table.sheet, counts, _cells(outcome, "adm3_pcode"), told, "\n".join(lines(outcome.plan)))


@pytest.fixture(params=ENGINES)
def mali(request: pytest.FixtureRequest, stock: Stock, shared_data: Path) -> Iterator[Mali]:
    """Its 24,088 rows in the database in use, brought in once."""
    with rolled_back(stock.take(request.param, Content("mali", _bring_in_mali, YEMEN))) as database:
        yield stock.told(database)


@pytest.fixture
def lists(yemen: dict[str, Any]) -> None:
    """Sectors, activities and groups, and the areas of Yemen beside which other countries are entered."""


def _changes_nothing(path: Path, **choices: Any) -> bool:
    tally = take(path, **choices).plan.tally
    return (tally.new, tally.changed, tally.wrong) == (0, 0, 0) and tally.unchanged > 0


def _cells(outcome: Outcome, field: str) -> dict[int, Any]:
    """What stands in a column of a sheet, by the number of its row."""
    return {row.number: row.value(field) for row in outcome.table.rows()}


def _presence(raw: dict[int, Any]) -> dict[tuple[str, Any], set[str]]:
    """The acronyms in the register by sector and by the cell of the row that each site came from."""
    query = (
        ImportedRow.select(ImportedRow.row_number, Sector.code, Organization.acronym)
        .join(Site)
        .join(Sector)
        .switch(Site)
        .join(Organization)
    )
    found: dict[tuple[str, Any], set[str]] = defaultdict(set)
    for number, sector, acronym in query.tuples().execute():
        found[sector, raw[number]].add(acronym)
    return found


def test_mali_gives_presence_by_sector_and_commune(mali: Mali) -> None:
    assert mali.sheet == "ML_5W"
    assert mali.tally == (24_088, 13_559, 43, 10_486, 0)
    presence = _presence(mali.communes)
    assert len(presence) == 1_530
    assert sum(len(acronyms) >= 3 for acronyms in presence.values()) == 900
    assert _changes_nothing(MALI)


def test_mali_tells_how_pairs_of_acronym_and_name_became_organisations(mali: Mali) -> None:
    assert (*mali.merging, Organization.select().count()) == (166, 155, 155)
    assert "166 pairs of acronym and name are 155 organisations." in mali.report
    assert "(S.A.D) is entered apart from Social Action for Development (SAD)" in mali.report
    assert "11 pairs differ from another only in capitals" in mali.report


def test_mali_s_areas_come_from_its_own_codes(mali: Mali) -> None:
    country = Area.get(Area.pcode == "ML")
    levels = Area.select(Area.level, fn.COUNT(Area.id)).where(Area.country == country.id).group_by(Area.level)
    assert dict(iter(levels.tuples().execute())) == {0: 1, 1: 10, 2: 53, 3: 766}
    commune = Area.get(Area.pcode == "ML050201")
    assert (commune.name_en, commune.parent.pcode, commune.governorate.pcode) == ("Bankass", "ML0502", "ML05")
    uncoded = Area.select().where((Area.country == country.id) & Area.pcode.contains("-S"))
    assert {area.parent.level for area in uncoded} == {2}
    assert Area.get((Area.name_en == "Commune 2") & (Area.country == country.id)).pcode.startswith("ML0901-S")


def test_somalia_takes_the_year_of_its_months_from_the_sheet_s_name(lists: None, shared_data: Path) -> None:
    path = shared_data / "fivew" / "som_3w_jan_apr2025.xlsx"
    outcome = take(path)
    assert (outcome.plan.tally.new, outcome.plan.tally.same, outcome.plan.tally.rows) == (4_145, 1, 4_146)
    starts = Intervention.select(Intervention.starts_on).distinct().order_by(Intervention.starts_on)
    assert [day.isoformat() for (day,) in iter(starts.tuples().execute())] == [
        f"2025-0{month}-01" for month in (1, 2, 3, 4)
    ]
    assert Organization.get(Organization.acronym_key == "wfp").kind == "UN"
    assert _changes_nothing(path)


def test_chad_s_provinces_have_names_alone_so_its_country_is_asked_for(lists: None, shared_data: Path) -> None:
    path = shared_data / "fivew" / "tcd_chad_3w_apr2025.xlsx"
    [cause] = [cause for cause in causes(take(path, is_dry=True).plan.problems) if cause.severity == "error"]
    assert len(cause.cells) == 1_556
    assert "Choose it (--country)." in cause.text
    outcome = take(path, country="TD")
    assert (outcome.plan.tally.new, outcome.plan.tally.rows) == (1_556, 1_556)
    assert Area.select().where(Area.pcode.startswith("TD-S")).count() == 23
    assert _changes_nothing(path, country="TD")


def test_jordan_keeps_its_arabic_names(lists: None, shared_data: Path) -> None:
    path = shared_data / "fivew" / "jordan_services_advisor_2014_ar_en.csv"
    outcome = take(path, country="Jordan")
    assert (outcome.plan.tally.new, outcome.plan.tally.rows) == (549, 549)
    mafraq = Area.get(Area.name_en == "Mafraq Governorate")
    assert (mafraq.name_ar, mafraq.level) == ("محافظة المفرق", 1)
    titles = Intervention.select().where(Intervention.title_en == "Child Protection")
    assert {work.title_ar for work in titles} == {"حماية الطفل"}
    assert Site.select().where(Site.latitude.is_null()).count() == 0
    assert _changes_nothing(path, country="Jordan")


def test_old_style_hxl_of_several_countries_makes_the_areas_of_each(lists: None, shared_data: Path) -> None:
    path = shared_data / "fivew" / "hxl_showcase_rowca-3w-hxl.csv"
    outcome = take(path)
    assert (outcome.plan.tally.new, outcome.plan.tally.rows) == (244, 244)
    assert Area.select().where((Area.level == 0) & Area.pcode.in_(["ML", "SN"])).count() == 2
    assert ("no-year", 244) in [(code, len(cells)) for code, cells in _by_code(outcome).items()]
    assert _changes_nothing(path)


def test_old_style_hxl_with_points_names_what_is_no_country(lists: None, shared_data: Path) -> None:
    path = shared_data / "fivew" / "hxl_showcase_unhcr-3w.csv"
    outcome = take(path, good_rows_only=True)
    errors = [cause for cause in causes(outcome.plan.problems) if cause.severity == "error"]
    assert len(errors) == 1
    assert {value for _, value in errors[0].cells} == {"Mali Situation", "Nigeria Situation", "Thailand-Myanmar"}
    tally = outcome.plan.tally
    assert (tally.new, tally.wrong, tally.same) == (2_018, 223, 9)
    assert _presence(_cells(outcome, "country"))


def _by_code(outcome: Outcome) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for address, code in told(outcome, "warning"):
        found[code].append(address)
    return found
