"""The contract's query Page where own fields are defined, beside the same where none is: python -m
tests.bench.page_with_fields [sqlite|postgres].

It asks for nothing that a ministry defined: whoever defined nothing must not pay for it, nor who asks for none of it.
"""

import sys
from collections.abc import Callable
from contextlib import closing
from functools import partial

from tansiq.models import FieldDefinition
from tansiq.models.data_stamps import bump, table_name
from tansiq.platform.database import db, open_database, use
from tansiq.records import migrating
from tests.bench import generator, loading
from tests.bench.asking import PAGE, application, asking
from tests.bench.measuring import Way, side_by_side
from tests.bench.own_fields import MANY
from tests.bench.report import AT_MOST, Finding, table
from tests.definitions import field

INTERVENTIONS = 2_000
"""The page is as long in a register of any size."""
TABLES = ("intervention", "organization", "site")
MOST = 1.02
LONG_ENOUGH = 1.0
"""Seconds of a round, so that reading what is defined now does not count."""


def page_with_fields(kind: str, address: str) -> list[Finding]:
    """Milliseconds a page, with fields in use on all that it tells of and with none, over an empty database."""
    with closing(use(open_database(address))) as database:
        database.connect()
        migrating.up()
        loading.fill(generator.generate(INTERVENTIONS, settlements=1_000))
        for number in range(MANY):
            for name in TABLES:
                field(f"other{number}", "WHOLE", table=name)
    ask = asking(application(address), PAGE)
    now = {"use_state": "ACTIVE"}
    ways: dict[str, Way] = {state: partial(_asked_in, state, now, ask) for state in ("ACTIVE", "DRAFT")}
    taken = {name: seconds * 1000 for name, seconds in side_by_side(ways, long_enough=LONG_ENOUGH).items()}
    ratio = taken["ACTIVE"] / taken["DRAFT"]
    question = f"page, {len(TABLES) * MANY} own fields in use to none"
    return [Finding(question, kind, INTERVENTIONS, "ms", taken["ACTIVE"], taken["DRAFT"], ratio, AT_MOST, MOST)]


def _asked_in(state: str, now: dict[str, str], ask: Callable[[], bytes]) -> bytes:
    """The answer while all fields are in this state; `now` says in which they are."""
    if now["use_state"] != state:
        with db.connection_context(), db.atomic():
            FieldDefinition.update(use_state=state).execute()
            bump([table_name(FieldDefinition)])
        now["use_state"] = state
    return ask()


if __name__ == "__main__":
    with loading.postgres_server() as postgres:
        kinds = sys.argv[1:] or loading.KINDS
        measured = [one for kind in kinds for one in page_with_fields(kind, loading.empty_address(kind, postgres))]
    print(table(measured))  # noqa: T201  The bench speaks to whoever runs it.
