"""Many units assigned to a form in one deed, as one batch that can be taken back."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import Assignment, Batch, TypeDefinition, Unit
from tansiq.platform.id_lists import among, id_list
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tansiq.records.undoing import begin_batch

MOST = 5_000
"""Units that are assigned in one deed."""


def not_yet_assigned(form: TypeDefinition, units: Sequence[Unit], starts_on: date) -> list[Unit]:
    """Those of the units that are not assigned to a form on that day, or at a later one."""
    table: Any = Assignment
    rows = table.select(table.unit).where(table.form == form.id, table.archived_at.is_null())
    rows = rows.where(among(table.unit, id_list(unit.id for unit in units)))
    lasting = rows.where(table.ends_on.is_null() | (table.ends_on >= starts_on))
    there = {unit_id for (unit_id,) in lasting.tuples()}
    return [unit for unit in units if unit.id not in there]


def assign(viewer: Viewer, form: TypeDefinition, units: Sequence[Unit], starts_on: date) -> Batch:
    """Let units fill a form from a day on; those that do so already stay as they are.

    Raises Refused: FORBIDDEN, NOT_A_FORM, NOTHING_TO_DO (all of them fill it already), TOO_MANY, or what `changes.save`
    says of a unit.
    """
    changes.require(viewer, "CREATE", Assignment)
    new = not_yet_assigned(form, units, starts_on)
    if not new:
        raise Refused(Fault("NOTHING_TO_DO", "", say("All of these units fill the form already.")))
    if len(new) > MOST:
        text = say("At most %(most)s units are assigned at once. Choose fewer.", most=MOST)
        raise Refused(Fault("TOO_MANY", "", text))
    with changes.together():
        batch = begin_batch(viewer, "CHANGE", "")
        acting = viewer.within(batch.id)
        for unit in new:
            changes.save(acting, Assignment(form=form.id, unit=unit.id, starts_on=starts_on))
    return batch
