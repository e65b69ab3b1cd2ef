"""The processor time of pages of the panel, as an administrator and as an officer of a governorate open them.

A page is timed beside a fixed piece of work in the same rounds, which took one millisecond on the machine on which the
targets were set: so many times as long as that, a page takes so many of these milliseconds, however slow or busy the
machine is. On SQLite the time of its statements is part of it.
"""

import time
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from flask import Flask
from flask.testing import FlaskClient

from tansiq.accounts.people import Rights
from tansiq.models import Area
from tansiq.platform.database import db
from tests.bench.measuring import Way, side_by_side
from tests.bench.panel import get, signed_in
from tests.bench.report import AT_MOST, Finding

LIST, DETAILS = 12.0, 20.0
"""Milliseconds that such a page may take."""
OFFICER = 1.5
"""How many times as long as an administrator the officer of a governorate may take."""
YARDSTICK = "fixed"
TABLES = 45
"""Small tables that the fixed piece of work writes."""


class Timed(NamedTuple):
    """A page by its name, its address below /admin/, and the milliseconds it may take."""

    name: str
    address: str
    most: float


def page_time(app: Flask, kind: str, rows: int) -> Iterator[Finding]:
    """How many times as long as the fixed piece of work each page takes: milliseconds of processor time. How many times
    as long as an administrator an officer takes."""
    clients = readers(app)
    for page in timed_pages(rows):
        taken = _taken(clients, page)
        fixed = taken.pop(YARDSTICK)
        for who, ours in taken.items():
            name = f"{page.name}, {who}: processor time"
            yield Finding(name, kind, rows, "ms", ours, fixed, ours / fixed, AT_MOST, page.most)
        ours, ministry = taken["officer"], taken["administrator"]
        name = f"{page.name}, officer to administrator"
        yield Finding(name, kind, rows, "ms", ours, ministry, ours / ministry, AT_MOST, OFFICER)


def timed_pages(rows: int) -> list[Timed]:
    """The pages that are timed, for a register of so many interventions."""
    return [
        Timed("list of interventions", "intervention/", LIST),
        Timed("list of organisations", "organization/", LIST),
        Timed("list of sites", "site/", LIST),
        Timed("details of an intervention", f"intervention/details/?id={rows}", DETAILS),
    ]


def readers(app: Flask) -> dict[str, FlaskClient]:
    """Who opens them."""
    with db.connection_context():
        governorate = Area.select(Area.id).where(Area.level == 1).order_by(Area.id).first()
    rights = Rights(frozenset({"OFFICER"}), area_ids=frozenset({governorate.id}))
    return {"administrator": signed_in(app), "officer": signed_in(app, "officer@example.org", rights)}


def yardstick() -> str:
    """The fixed piece of work: small tables of plain texts, escaped."""
    rows = [{"id": n, "name": f"name {n}", "day": "2026-01-01", "people": n * 1000} for n in range(25)]
    return "".join(_table(rows) for _ in range(TABLES))


def _table(rows: list[dict[str, object]]) -> str:
    return "".join(f'<td data-label="{name}">{_escaped(value)}</td>' for row in rows for name, value in row.items())


def _escaped(value: object) -> str:
    return str(value).replace("&", "&amp;").replace("<", "&lt;")


def _taken(clients: dict[str, FlaskClient], page: Timed) -> dict[str, float]:
    """Milliseconds of processor time, of each reader and of the fixed piece of work."""
    ways: dict[str, Way] = {who: partial(get, client, page.address) for who, client in clients.items()}
    taken = side_by_side({**ways, YARDSTICK: yardstick}, clock=time.process_time)
    return {name: seconds * 1000 for name, seconds in taken.items()}
