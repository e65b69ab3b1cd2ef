"""Whatever work and items of plans hold by fields of a ministry, their sheets come back and change nothing."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.exchange.export.exporting import Filters
from tansiq.exchange.export.plan_sheet import write_plan
from tansiq.exchange.export.workbook_writer import export
from tansiq.exchange.plan_import import PlanChoices, import_plan
from tansiq.language.words import LANGUAGES, speaking
from tansiq.models import FieldDefinition, Intervention, PlanItem, Record, Site
from tansiq.platform.database import db
from tansiq.records import changes
from tests.definitions import name_of
from tests.fivew import take
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.exchange.own_values import rows_of_values
from tests.tansiq.exchange.wells import most_types


def _fill(row: Record, fields: dict[str, FieldDefinition], values: dict[str, Any], keeper: int) -> None:
    """Let a stored row hold these values by key."""
    for key, value in values.items():
        row.enter(name_of(fields[key]), keeper if key == "keeper" else value)
    changes.save(SALMA, row)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_a_5w_sheet_with_own_fields_changes_nothing_when_it_comes_back(
    register: Register, tmp_path: Path, kind: Any
) -> None:
    of_work, of_site = most_types("intervention"), most_types("site")
    work, keeper = register.intervention("NRA"), register.organization("ADR").id
    for pcode in ("YE121121", "YE121122"):
        register.site(work, pcode, targeted=10)

    @given(rows=rows_of_values(), language=st.sampled_from(LANGUAGES))
    def comes_back(rows: list[dict[str, Any]], language: str) -> None:
        with db.atomic() as transaction, speaking(language):
            _fill(Intervention.get(), of_work, rows[0], keeper)
            for site, values in zip(Site.select(), (rows[-1], rows[0]), strict=True):
                _fill(site, of_site, values, keeper)
            export(SALMA, Filters(), path := tmp_path / f"out.{kind}", kind)
            made = take(path).plan
            transaction.rollback()
        told = [(one.address, one.value, one.code) for one in made.errors]
        assert (told, [str(line) for line in made.change_lines], made.tally.unchanged) == ([], [], 2)

    comes_back()


def test_a_sheet_of_a_plan_with_own_fields_changes_nothing_when_it_comes_back(
    register: Register, tmp_path: Path
) -> None:
    of_item, plan, keeper = most_types("plan_item"), register.plan(), register.organization("ADR").id
    for name in ("Wells", "Roads"):
        register.item(plan, name)

    @given(rows=rows_of_values(), language=st.sampled_from(LANGUAGES), kind=st.sampled_from(["xlsx", "csv"]))
    def comes_back(rows: list[dict[str, Any]], language: str, kind: Any) -> None:
        with db.atomic() as transaction, speaking(language):
            for item, values in zip(PlanItem.select(), (rows[0], rows[-1]), strict=True):
                _fill(item, of_item, values, keeper)
            write_plan(SALMA, plan, path := tmp_path / f"out.{kind}", kind)
            made = import_plan(SALMA, path, PlanChoices(plan)).plan
            transaction.rollback()
        told = [(one.address, one.value, one.code) for one in made.errors]
        assert (told, [draft.changes for draft in made.writes], made.tally.unchanged) == ([], [], 2)

    comes_back()
