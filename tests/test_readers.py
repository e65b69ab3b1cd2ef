"""Whoever reads waits for nobody who writes: every page and every question, while somebody else holds the register."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask

from admin.signing_in.session_keeping import ID
from tansiq.accounts import portals, sessions
from tansiq.accounts.people import enter_person
from tansiq.models import ALL, Account, AccountSession, PortalClient, PortalToken
from tansiq.models.record import now
from tansiq.platform import uploads
from tansiq.platform.database import db
from tests import applications
from tests.admin.typed import one_of_each
from tests.api.all_questions import ARGUMENTS
from tests.conftest import Committed
from tests.people import SALMA

LONGEST = 3.0
"""Seconds in which every page answers, on a busy machine too; whoever waited for the lock would take ten."""
AT_ONCE_BUSY = "/admin/factor/new"
"""The one page that shows something which has to be kept first; it says at once that the register is busy."""


@contextmanager
def somebody_writes(committed: Committed) -> Iterator[None]:
    """Another connection holds the register for as long as the block lasts."""
    if committed.engine == "sqlite":
        place = committed.url.removeprefix("sqlite:///")
        with closing(sqlite3.connect(place, isolation_level=None)) as writer:
            writer.execute("BEGIN IMMEDIATE")
            yield
        return
    with psycopg.connect(committed.url) as writer:
        names = ", ".join(f'"{table._meta.table_name}"' for table in ALL)
        writer.execute(f"LOCK TABLE {names} IN EXCLUSIVE MODE")
        yield


@pytest.fixture
def application(committed: Committed, tmp_path: Path) -> Flask:
    """The whole application on the register of this test."""
    made = applications.application(log_level="CRITICAL")
    uploads.use(tmp_path / "uploads", 1)
    if committed.engine == "postgres":
        # Who has to wait there waits for ever; then the answer would tell.
        db.execute_sql("SET lock_timeout = '2s'")
    return made


def _addresses(application: Flask, ids: dict[str, int]) -> Iterator[str]:
    """The address of every page that can be read, with something to show wherever that is asked for."""
    filled = {"<export_type>": "csv", "<kind>": "csv", "<kind_of_file>": "csv", "<language>": "en", "<weight>": "400",
              "<int:area_id>": str(ids["area"]), "<int:level>": "2"}  # fmt: skip
    for rule in application.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or "<path:" in rule.rule or rule.rule == "/admin/sign-out":
            continue
        address = rule.rule
        for place, value in filled.items():
            address = address.replace(place, value)
        of = address.split("/")[2] if address.count("/") > 2 else ""
        yield f"{address}?id={ids.get(of, 1)}&name=area&query=a&limit=5&of=organization_sector"


def test_every_page_answers_while_somebody_writes(committed: Committed, application: Flask) -> None:
    salma = enter_person(SALMA, Account(email="salma@example.org", name="Salma"), "a long walk to Ja'ar", "ADMIN")
    ids = {name: row.id for name, row in one_of_each(committed.register).items()}
    client = application.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = salma.fs_uniquifier, True
        session[ID] = sessions.start_session(salma.id, "")
    # A note that the session is in use is due.
    AccountSession.update(seen_at=now() - timedelta(minutes=10)).execute()
    slow, broken = [], []
    with somebody_writes(committed):
        for address in _addresses(application, ids):
            began = time.monotonic()
            status = client.get(address).status_code
            if time.monotonic() - began > LONGEST:
                slow.append(address)
            if status >= 500 and not address.startswith(AT_ONCE_BUSY):
                broken.append((address, status))
    assert (slow, broken) == ([], [])
    assert AccountSession.get().seen_at < now() - timedelta(minutes=5), "nothing could be noted"


def test_every_question_is_answered_while_somebody_writes(committed: Committed, application: Flask) -> None:
    one_of_each(committed.register)
    client: Any = PortalClient(name="Portal", scopes="registry:read", is_unlimited=True)
    PortalClient.insert(**client.__data__).execute()
    secret = portals.issue_token(SALMA, PortalClient.get()).secret
    asked = application.test_client()
    broken = []
    with somebody_writes(committed):
        for field, arguments in ARGUMENTS.items():
            for given in arguments:
                query = f"{{ {field}{given if '{' not in given else ''} {{ __typename }} }}"
                began = time.monotonic()
                answer = asked.post("/graphql", json={"query": query}, headers={"Authorization": f"Bearer {secret}"})
                if answer.status_code >= 500 or b"INTERNAL" in answer.data or time.monotonic() - began > LONGEST:
                    broken.append(query)
    assert broken == []
    assert PortalToken.get().last_used_at is None, "nothing could be noted"
