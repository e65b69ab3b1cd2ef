"""What a form tells of an intervention while it is entered: the whole answer, with overlaps, the nearest gap and items.

A form asks for it a moment after each change, so that it has to come at once however much the register holds.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from flask.testing import FlaskClient
from peewee import Database

from tansiq.models import Area, PopulationGroup, Sector
from tansiq.platform.database import db, use
from tests.bench.asking import application
from tests.bench.measuring import side_by_side
from tests.bench.overlap import copied
from tests.bench.panel import signed_in
from tests.bench.report import AT_MOST, Finding

PLACES = {"a settlement": 4, "a district": 2, "a whole governorate": 1}
"""Levels of the areas of which the first is entered."""
AT_ONCE = 150
"""Milliseconds within which the whole answer is there."""
CONSTANT = 1.5
"""The most that five times the rows may cost, in times; less is noise. What is done anywhere in a governorate overlaps
with what is entered for all of it, so that there is the more to rank the more there is."""
ASKED = "/admin/intervention/overlaps/"


class Entering(NamedTuple):
    """A form that somebody fills in over one of the databases."""

    database: Database
    client: FlaskClient
    token: str


def at_entry(kind: str, addresses: Mapping[int, str]) -> list[Finding]:
    """Milliseconds of the answer at each size, and how many times those at the smallest."""
    forms = {rows: entering(signed_in(application(address))) for rows, address in addresses.items()}
    try:
        with copied({rows: form.database for rows, form in forms.items()}):
            return [finding for place in PLACES for finding in _compared(kind, place, forms)]
    finally:
        for form in forms.values():
            form.database.close()


def entering(client: FlaskClient) -> Entering:
    """Somebody who has opened the form of a new intervention, over the database in use."""
    database = db.obj
    database.connect(reuse_if_open=True)
    page = client.get("/admin/intervention/new/").text
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', page)
    if token is None:
        raise ValueError("the form has no token")
    return Entering(database, client, token[1])


def typed(level: int) -> dict[str, Any]:
    """Work from 2026 on, without an end, at the first place of a level, over the database in use."""
    area = Area.select().where(Area.level == level).order_by(Area.id).first()
    everybody, sector = PopulationGroup.get(PopulationGroup.code == "ALL"), Sector.get(Sector.parent.is_null())
    own = {"organization": 1, "sector": sector.id, "status": "PLANNED", "starts_on": str(date(2026, 1, 1))}
    return {**own, "sites-0-area": area.id, "sites-0-population_group": everybody.id}


def _compared(kind: str, place: str, forms: Mapping[int, Entering]) -> Iterator[Finding]:
    ways = {str(rows): asking(form, PLACES[place]) for rows, form in forms.items()}
    taken = {int(rows): seconds * 1000 for rows, seconds in side_by_side(ways).items()}
    smallest = min(taken)
    for rows, milliseconds in sorted(taken.items()):
        least = taken[smallest] if rows > smallest else None
        name = f"told at entry for {place}"
        yield Finding(f"{name}, whole", kind, rows, "ms", milliseconds, None, milliseconds, AT_MOST, AT_ONCE)
        if least is not None:
            times = milliseconds / least
            yield Finding(f"{name}, to the smallest", kind, rows, "ms", milliseconds, least, times, AT_MOST, CONSTANT)


def asking(form: Entering, level: int) -> Callable[[], str]:
    """A call that asks as the form does. Raises ValueError where no answer comes: its time would say nothing."""
    use(form.database)
    given = {**typed(level), "csrf_token": form.token}

    def ask() -> str:
        use(form.database)
        answer = form.client.post(ASKED, data=given)
        if answer.status_code != 200 or "overlaps" not in answer.text or "data-place" not in answer.text:
            raise ValueError(f"{ASKED} answers {answer.status_code} without overlaps and a gap")
        return answer.text

    return ask
