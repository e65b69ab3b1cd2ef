"""What the rule of who sees what costs: the same statement with and without it, fetched from the database.

An officer of three districts lists 100 interventions of the country, and 100 of those districts. What limits of
portals cost is measured by whole pages (limited_pages.py).
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from tansiq.models import Area, Intervention, Site
from tansiq.platform.database import db, open_database, use
from tansiq.policy.belonging import lies_in
from tansiq.policy.viewer import Ids, Viewer
from tansiq.policy.visibility import condition
from tests.bench.measuring import side_by_side
from tests.bench.report import AT_MOST, Finding

LISTED = 100
DISTRICTS = 3
MOST = 1.5
"""How many times as long the list may take with the rule as without it."""


class Asked(NamedTuple):
    """A list by its name, who lists it, what narrows it besides, and the ratio that was promised."""

    name: str
    viewer: Viewer
    also: tuple[Any, ...]
    target: float


def visibility(kind: str, address: str, rows: int) -> list[Finding]:
    """Milliseconds a list with the rule, and how many times those without it."""
    use(open_database(address))
    with db.connection_context():
        ids = districts()
        officer = Viewer(roles=frozenset({"OFFICER"}), area_ids=ids, account_id=1)
        within = lies_in(Intervention, Intervention, ids)
        asked = [
            Asked("list of 100, officer of three districts", officer, (), MOST),
            Asked("list of 100 in three districts, their officer", officer, (within,), MOST),
        ]
        return [_compared(one, kind, rows) for one in asked]


def districts() -> Ids:
    """The ids of the first districts in which somebody works."""
    at_work = Site.select(Site.district).where(Site.district.is_null(False)).distinct()
    found = Area.select(Area.id).where(Area.id.in_(at_work)).order_by(Area.pcode).limit(DISTRICTS)
    return frozenset(area.id for area in found)


def listing(viewer: Viewer | None, *also: Any) -> Any:
    """The newest interventions, with the viewer's rule or, for None, without any."""
    rule = condition(Intervention, viewer) if viewer is not None else None
    conditions = [Intervention.archived_at.is_null(), *also, *([] if rule is None else [rule])]
    columns = [Intervention._meta.fields[name] for name in Intervention._meta.sorted_field_names if name != "search"]
    return Intervention.select(*columns).where(*conditions).order_by(Intervention.id.desc()).limit(LISTED)


def _compared(asked: Asked, kind: str, rows: int) -> Finding:
    ways: dict[str, Callable[[], object]] = {
        "ruled": _running(listing(asked.viewer, *asked.also)),
        "bare": _running(listing(None, *asked.also)),
    }
    taken = {way: seconds * 1000 for way, seconds in side_by_side(ways).items()}
    return Finding(
        f"{asked.name}, to the same without the rule",
        kind,
        rows,
        "ms",
        taken["ruled"],
        taken["bare"],
        taken["ruled"] / taken["bare"],
        AT_MOST,
        asked.target,
    )


def _running(query: Any) -> Callable[[], list[Any]]:
    text, parameters = query.sql()

    def run() -> list[Any]:
        found: list[Any] = db.execute_sql(text, parameters).fetchall()
        return found

    return run
