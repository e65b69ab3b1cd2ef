"""Who is late: the units that have not submitted what is due, the latest first, and whom to call there."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from tansiq.forms.following import WANTED, FollowedReports, Stand
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


def late_reports(followed: FollowedReports) -> list[LateReport]:
    """What is late of all that is told, by days late, then as the units stand."""
    found = [
        LateReport(unit, period, stand)
        for period in followed.periods
        for unit, stand in followed.of(period)
        if stand.code in WANTED
    ]
    return sorted(found, key=lambda one: -one.stand.days_late)


class Person(NamedTuple):
    """Somebody who fills in, with the address by which to mail them, "" where that is not to be known."""

    name: str
    email: str = ""


def phones_of(viewer: Viewer, units: Sequence[Unit]) -> Mapping[int, str]:
    """By the id of a unit: the telephone of its office, where `viewer` may see it; the same as `may_see_field` of each,
    in a few statements."""
    return {unit.id: unit.phone for unit in _in_charge(viewer, units)}


def people_of(viewer: Viewer, units: Sequence[Unit]) -> Mapping[int, Sequence[Person]]:
    """By the id of a unit: who fills in for it, as far as `viewer` may know: their names where they are in charge of
    the unit (tansiq.units.people), their addresses where they see accounts."""
    table: Any = UnitPerson
    there = among(table.unit, id_list(unit.id for unit in units)) & (table.unit_role == "FILLS")
    pairs = list(visible(UnitPerson, viewer).where(there).order_by(table.id))
    named = {unit.id for unit in _in_charge(viewer, units)}
    accounts, shown = _accounts(viewer, {pair.account_id for pair in pairs})
    found: dict[int, list[Person]] = {}
    for pair in pairs:
        account = accounts.get(pair.account_id)
        if account is not None and account.id in shown:
            found.setdefault(pair.unit_id, []).append(Person(account.name or account.email, account.email))
        elif account is not None and account.name and pair.unit_id in named:
            found.setdefault(pair.unit_id, []).append(Person(account.name))
    return found


def _accounts(viewer: Viewer, ids: Collection[int]) -> tuple[Mapping[int, Account], Collection[int]]:
    """The standing accounts with these ids, and the ids of those that `viewer` sees."""
    there = among(Account.id, id_list(ids)) & Account.active & Account.archived_at.is_null()
    shown = {one.id for one in visible(Account, viewer).where(there)}
    return {one.id: one for one in Account.select(Account.id, Account.name, Account.email).where(there)}, shown


def _in_charge(viewer: Viewer, units: Sequence[Unit]) -> Sequence[Unit]:
    if viewer.is_admin:
        return units
    return in_charge_of(viewer, units) if viewer.area_ids else []
