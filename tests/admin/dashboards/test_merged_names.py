"""A tile narrowed to an organisation that was merged tells of the one it was merged into, until that is taken back."""

import html
import io
import re

import pytest
from openpyxl import load_workbook

from tansiq.models import Dashboard, Organization
from tansiq.records import changes
from tansiq.records.undoing import undo
from tansiq.twins.merging import merge
from tests.admin.conftest import Reader
from tests.admin.typed import a_tile
from tests.people import SALMA
from tests.register import Register


@pytest.fixture
def pair(register: Register) -> tuple[Organization, Organization]:
    """Two organisations with an intervention each."""
    for acronym in ("NRA", "ADR"):
        register.intervention(acronym)
    return register.organization("NRA"), register.organization("ADR")


def test_a_tile_counts_for_and_names_the_canonical_organisation(
    salma: Reader, pair: tuple[Organization, Organization]
) -> None:
    winner, loser = (Organization.get_by_id(row.id) for row in pair)
    row = changes.save(SALMA, Dashboard(name_en="Overview"))
    kept = {"record_table": "intervention", "first_group": "", "filters": f"organization={loser.id}"}
    tile = a_tile(row, tile_kind="FIGURE", **kept)

    def told() -> tuple[list[str], str]:
        page = html.unescape(salma.get(f"dashboard/show/?id={row.id}").text)
        book = load_workbook(io.BytesIO(salma.get(f"dashboard/tile/xlsx/?id={tile.id}").data))
        cells = [str(cell) for sheet in book for line in sheet.iter_rows(values_only=True) for cell in line if cell]
        named = next(cell for cell in cells if "Aid" in cell)
        return re.findall(r'tile-figure">.*?class="number">([^<]+)<', page), named

    assert told() == (["1"], "ADR Aid (ADR)")
    merged = merge(SALMA, winner, loser)
    assert told() == (["2"], "NRA Aid (NRA)")
    undo(SALMA, merged.batch)
    assert told() == (["1"], "ADR Aid (ADR)")
