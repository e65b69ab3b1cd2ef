"""What whoever fills a report is told once where its form has changed meanwhile, as far as they may see the items."""

from collections.abc import Iterator
from dataclasses import dataclass

from admin.current_viewer import viewer
from admin.reports.told_values import told_by
from tansiq.forms.carrying_over import CarriedOver, carried_over
from tansiq.forms.filling import may_fill
from tansiq.forms.version_changes import VersionChange
from tansiq.language.bilingual import pick
from tansiq.models import FieldDefinition, Record, Report
from tansiq.models.extra import extra_name
from tansiq.models.frozen_definitions import definitions_of
from tansiq.policy.seen_fields import may_see_field


@dataclass(frozen=True)
class CarriedTold:
    """The number of the version from which a report came, what has changed, and what was taken out of it, as (label of
    the item, what stood in it)."""

    number: int
    changes: list[VersionChange]
    taken_out: list[tuple[str, str]]


def carried_told(report: Report) -> CarriedTold | None:
    """What is told on the page of a report; None where nobody carried it over, or somebody has saved it since."""
    found = carried_over(report) if report.id and report.carried_from and may_fill(viewer(), report) else None
    if found is None:
        return None
    changes = [one for one in found.changes if _is_seen(one.row, report)]
    return CarriedTold(found.before.number, changes, list(_in_words(found, report)))


def _is_seen(row: Record, report: Report) -> bool:
    return not isinstance(row, FieldDefinition) or may_see_field(viewer(), extra_name(row.number), report)


def _in_words(found: CarriedOver, report: Report) -> Iterator[tuple[str, str]]:
    before = definitions_of(found.before)
    items = [(before.fields.get(number), value) for number, value in found.taken_out.items()]
    for one, value in items:
        if one is not None and _is_seen(one, report):
            yield pick(one, "label"), told_by(before, one, value)
