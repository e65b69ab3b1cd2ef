"""What people of units are to fill in: of all forms, what is open or overdue for their units, the first due first."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from peewee import ModelSelect

from tansiq.forms.following import Stand, follow, followed_units
from tansiq.models import FormVersion, TypeDefinition, Unit
from tansiq.models.report import OPEN_STATES
from tansiq.platform import clock
from tansiq.platform.id_lists import among, id_list
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.reporting_period import ReportingPeriod, period_of

BACK = 12
"""Periods before the present one that are looked at: what was not sent for longer is in the table of all periods."""


class ToFill(NamedTuple):
    """A report that somebody is to fill in."""

    form: TypeDefinition
    unit: Unit
    period: ReportingPeriod
    stand: Stand


def reports_to_fill(viewer: Viewer) -> list[ToFill]:
    """What the people of a unit who fill in for it have to do, the first due first."""
    if not viewer.filled_unit_ids:
        return []
    own = among(Unit.id, id_list(viewer.filled_unit_ids))
    found = (
        one
        for form in forms_in_use(viewer)
        for one in open_reports(viewer, form, followed_units(viewer, form).where(own))
    )
    return sorted(found, key=lambda one: (one.stand.days.due_on, one.form.id, one.period.key))


def forms_in_use(viewer: Viewer) -> "ModelSelect[TypeDefinition]":
    """The forms that `viewer` knows and of which a version was published."""
    table: Any = TypeDefinition
    rows: Any = visible(TypeDefinition, viewer).where(table.use_state == "ACTIVE", table.archived_at.is_null())
    found: ModelSelect[TypeDefinition] = rows.where(
        table.id.in_(FormVersion.select(FormVersion.form).where(FormVersion.withdrawn_on.is_null()))
    ).order_by(table.position, table.id)
    return found


def open_reports(viewer: Viewer, form: TypeDefinition, units: "ModelSelect[Unit] | None" = None) -> Iterator[ToFill]:
    """The reports of a form that can be filled today, or that were returned; those of `units` alone where given."""
    found, today = follow(viewer, form, recent_periods(form), units), clock.today()
    for period in found.periods:
        for unit, stand in found.of(period):
            is_open = not stand.is_received and stand.days.is_open(today)
            if is_open or (stand.is_received and stand.state in OPEN_STATES):
                yield ToFill(form, unit, period, stand)


def recent_periods(form: TypeDefinition, back: int = BACK) -> Sequence[ReportingPeriod]:
    """The present period of a form and so many before it, as far as the form is reported in."""
    now = period_of(form.period_type, clock.today())
    periods = [now.after(-count) for count in range(back, -1, -1)]
    return [one for one in periods if form.reported_from is None or one.ends >= form.reported_from]
