"""Who is late: the units that have not submitted what is due, the latest first, and whom to call there."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from tansiq.forms.standing import WANTED, Stand, Standing
from tansiq.models import Account, Unit, UnitPerson
from tansiq.platform.id_lists import among, id_list
from tansiq.policy.authority_of_many import in_charge_of
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.reporting_period import ReportingPeriod


class LateReport(NamedTuple):
    """A report that is overdue, or was never submitted until the form was closed."""

    unit: Unit
    period: ReportingPeriod
    stand: Stand


def late_reports(standing: Standing) -> list[LateReport]:
    """What is late of all that is told, by days late, then as the units stand."""
    found = [
        LateReport(unit, period, stand)
        for period in standing.periods
        for unit, stand in standing.of(period)
        if stand.code in WANTED
    ]
    return sorted(found, key=lambda one: -one.stand.days_late)


def phones_of(viewer: Viewer, units: Sequence[Unit]) -> Mapping[int, str]:
    """By the id of a unit: the telephone of its office, where `viewer` may see it; the same as `may_see_field` of each,
    in a few statements."""
    if viewer.is_admin:
        return {unit.id: unit.phone for unit in units}
    known = in_charge_of(viewer, units) if viewer.area_ids else []
    return {unit.id: unit.phone for unit in known}


def people_of(viewer: Viewer, units: Iterable[Unit]) -> Mapping[int, Sequence[Account]]:
    """By the id of a unit: the accounts of those who fill in for it, as far as `viewer` may know them."""
    table: Any = UnitPerson
    there = among(table.unit, id_list(unit.id for unit in units)) & (table.unit_role == "FILLS")
    pairs = list(visible(UnitPerson, viewer).where(there).order_by(table.id))
    ids = id_list({pair.account_id for pair in pairs})
    standing = Account.active & Account.archived_at.is_null()
    known = {one.id: one for one in visible(Account, viewer).where(among(Account.id, ids), standing)}
    found: dict[int, list[Account]] = {}
    for pair in pairs:
        if pair.account_id in known:
            found.setdefault(pair.unit_id, []).append(known[pair.account_id])
    return found
