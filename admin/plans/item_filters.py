"""By what lists of items of plans are narrowed."""

from typing import Any

from admin.panel.filters import ChoiceFilter, Choices, filter_by_row, with_all
from admin.panel.reference_filter import ReferenceFilter, of_organization
from admin.words.coded_fields import code_choices
from admin.words.labels import label
from tansiq.language.words import gettext, say
from tansiq.models import Area, Organization, Plan, Sector
from tansiq.plans.narrowing import is_carried_out_in, is_of_sector
from tansiq.plans.open_items import is_open, is_without_commitment

PLAN = ReferenceFilter("plan", Plan, lambda table, row: table.plan == row.id)
AREA = ReferenceFilter("area", Area, is_carried_out_in, hint=say("With all that lies in it"))
RESPONSIBLE = ReferenceFilter("organization", Organization, of_organization, label("organization", "plan_item"))
PLAN_KIND = ChoiceFilter(
    "plan_kind",
    label("plan_kind"),
    lambda: with_all(code_choices("plan_kind")),
    lambda table, value: table.plan.in_(Plan.select(Plan.id).where(Plan.plan_kind == value)),
)
_SECTORS = filter_by_row("sector", Sector, lambda table: table.parent.is_null())
SECTOR = ChoiceFilter("sector", _SECTORS.label, _SECTORS.choices, lambda table, value: is_of_sector(table, int(value)))


def _is_lacking(table: Any, value: str) -> Any:
    return is_without_commitment(table) if value == "NONE" else is_open(table)


def _lacks() -> Choices:
    return [("OPEN", gettext("Open, nothing or too little")), ("NONE", gettext("Open, nothing committed"))]


COVERAGE = ChoiceFilter("coverage", say("What is committed"), lambda: with_all(_lacks()), _is_lacking)
ONLY_OPEN = ChoiceFilter("coverage", COVERAGE.label, _lacks, _is_lacking, start="OPEN")
"""The same conditions as on the start page, so that its count and this list agree."""
