"""The people of a unit, as those in charge of it know them."""

from typing import Any

from tansiq.models import Account, Unit, UnitPerson
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may


def named_people(viewer: Viewer, unit: Unit) -> list[Account]:
    """The accounts of the people of a unit with their names alone; none for whoever is not in charge of it.

    Officers see no accounts but their own: who does something for their units is told to them, and no address.
    """
    if not may(viewer, "CHANGE", unit):
        return []
    people = UnitPerson.select(UnitPerson.account).where(UnitPerson.unit == unit.id)
    rows: Any = Account.select(Account.id, Account.name).where(Account.id.in_(people), Account.name != "")
    return list(rows)
