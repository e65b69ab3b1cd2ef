"""The outline page of a large plan beside that of a small one: python -m tests.bench.outline_page [sqlite|postgres].

Both plans have five axes, and the page shows these; what stands under them is fetched as it is opened. `kept` is the
page as it opens while nothing changes, `after a change` as it opens to whoever comes first after one: then the figures
of the whole tree are put together anew.
"""

import sys
from collections.abc import Callable
from contextlib import closing

from flask.testing import FlaskClient

from tansiq.platform.database import db, open_database, use
from tansiq.records import migrating, slow_answers
from tests.bench import loading, plan_page
from tests.bench.asking import application
from tests.bench.measuring import side_by_side
from tests.bench.panel import get, signed_in
from tests.bench.report import AT_MOST, Finding, table
from tests.register import enter_register

ACTIVITIES = {"small": 0, "large": 110}
"""Activities under each of the 45 projects: plans of 50 and of 5,000 items."""
MOST = 1.5
"""How many times as long as the page of the small plan that of the large one may take."""


def outline_page(kind: str, address: str) -> list[Finding]:
    """Milliseconds of both pages, over a database that is still empty."""
    plans = _entered(address)
    client = signed_in(application(address))
    db.connect(reuse_if_open=True)
    try:
        kept = _taken({name: _opening(client, plan_id) for name, plan_id in plans.items()})
        anew = _taken({name: _opening(client, plan_id, slow_answers.clear_cache) for name, plan_id in plans.items()})
    finally:
        db.close()
    return [
        _finding("outline of a plan, to one of 50 items", kind, kept, MOST),
        _finding("outline of a plan after a change, to one of 50 items", kind, anew, None),
    ]


def _opening(client: FlaskClient, plan_id: int, before: Callable[[], None] = lambda: None) -> Callable[[], bytes]:
    def opened() -> bytes:
        before()
        return get(client, f"plan/details/?id={plan_id}")

    return opened


def _taken(ways: dict[str, Callable[[], bytes]]) -> dict[str, float]:
    return {name: seconds * 1000 for name, seconds in side_by_side(ways).items()}


def _finding(question: str, kind: str, taken: dict[str, float], most: float | None) -> Finding:
    large, small = taken["large"], taken["small"]
    rows = plan_page.items(ACTIVITIES["large"])
    return Finding(question, kind, rows, "ms", large, small, large / small, AT_MOST, most)


def _entered(address: str) -> dict[str, int]:
    """The ids of both plans, entered into a small register."""
    with closing(use(open_database(address))) as database:
        database.connect()
        migrating.up()
        register = enter_register()
        owners = [register.organization(f"O{number}") for number in range(10)]
        place = register.areas["YE1211"], register.sectors["WSH"], owners
        return {name: plan_page.enter_plan(*place, number).id for name, number in ACTIVITIES.items()}


if __name__ == "__main__":
    with loading.postgres_server() as postgres:
        kinds = sys.argv[1:] or loading.KINDS
        found = [one for kind in kinds for one in outline_page(kind, loading.empty_address(kind, postgres))]
    print(table(found))  # noqa: T201  The bench speaks to whoever runs it.
