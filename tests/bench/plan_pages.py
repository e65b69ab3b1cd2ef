"""A plan of 500 items whole, through the whole Flask application: python -m tests.bench.plan_pages [sqlite|postgres].

/graphql    the program itself, with the progress and lateness of every item
/database   one statement that builds the JSON in the database, without these two
"""

import sys
from contextlib import closing
from functools import partial

import orjson

from tansiq.models import Plan
from tansiq.platform.database import open_database, use
from tansiq.records import migrating
from tests.bench import loading, plan_page
from tests.bench.asking import application
from tests.bench.measuring import side_by_side
from tests.bench.pages import getting, json_response
from tests.bench.report import AT_MOST, Finding, table
from tests.register import enter_register

AGAINST_THE_DATABASE = 1.5
"""How many times as long as the database itself the program may take."""


def plan_pages(kind: str, address: str) -> list[Finding]:
    """Requests a second of the program beside the database's own JSON, over a database that is still empty."""
    plan_id = _entered(address)
    app = application(address)
    app.add_url_rule("/database", "database", lambda: json_response(plan_page.database_json(plan_id)))
    body = orjson.dumps({"query": plan_page.WHOLE, "variables": {"id": str(plan_id)}})
    ask = partial(app.test_client().post, "/graphql", data=body, content_type="application/json",
                  headers={"Accept-Language": "en"})  # fmt: skip
    answer = orjson.loads(ask().data)
    if "errors" in answer or len(answer["data"]["plan"]["items"]) != plan_page.ITEMS:
        raise ValueError(answer)
    ways = {"ours": lambda: ask().data, "database": getting(app, "/database")}
    speed = {name: 1 / seconds for name, seconds in side_by_side(ways).items()}
    ratio = speed["database"] / speed["ours"]
    question = "plan whole, time to the database's own JSON"
    return [
        Finding(
            question, kind, plan_page.ITEMS, "/s", speed["ours"], speed["database"], ratio, AT_MOST,
            AGAINST_THE_DATABASE,
        )
    ]  # fmt: skip


def _entered(address: str) -> int:
    """The id of the plan, entered into a small register."""
    with closing(use(open_database(address))) as database:
        database.connect()
        migrating.up()
        register = enter_register()
        owners = [register.organization(f"O{number}") for number in range(10)]
        plan: Plan = plan_page.enter_plan(register.areas["YE1211"], register.sectors["WSH"], owners)
        return int(plan.id)


if __name__ == "__main__":
    with loading.postgres_server() as postgres:
        kinds = sys.argv[1:] or loading.KINDS
        found = [one for kind in kinds for one in plan_pages(kind, loading.empty_address(kind, postgres))]
    print(table(found))  # noqa: T201  The bench speaks to whoever runs it.
