"""Periodic forms: a million figures of 333 units over 12 months. python -m tests.bench.forms [sqlite|postgres] [UNITS].

One item over a year by governorate, in the domain and through the application beside its bare SQL through the same; a
report opened; the matrix of units and months; many reports approved in one deed; all figures made anew.
"""

import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from typing import Any

import orjson
from flask import Flask

from tansiq.forms.approving import approve_many
from tansiq.forms.asked_items import items_named
from tansiq.forms.assigning import assign
from tansiq.forms.figure_question import RollUp
from tansiq.forms.figures_anew import rebuild
from tansiq.forms.rolling_up import roll_up
from tansiq.forms.versions import last_version, publish
from tansiq.models import Area, FieldDefinition, Figure, Report, TypeDefinition, Unit
from tansiq.platform.database import db, is_postgres, open_database, use
from tansiq.policy.viewer import OPERATOR
from tansiq.records import bulk, changes, migrating
from tansiq.records.area_tree import place_area
from tansiq.reporting_period import period_named
from tests.bench import loading, opened_report
from tests.bench.asking import application, asking
from tests.bench.measuring import side_by_side
from tests.bench.opened_report import enter_report, opened
from tests.bench.pages import getting, json_response
from tests.bench.panel import get, signed_in
from tests.bench.report import AT_MOST, Finding, table
from tests.definitions import answers, form, item
from tests.people import SALMA
from tests.register import enter_register

UNITS, MONTHS, ITEMS, ANSWERS = 333, 12, 50, 4
"""Of a report 200 cells and the 50 items that these make, each a figure."""
GOVERNORATES = 14
YEAR = 2025
BY_GOVERNORATE, OF_THE_MATRIX = 3, 300
"""Milliseconds at most, of one item over a year and of the page of a year."""
APPROVED, ANEW = 10, 60
"""Seconds at most, for 333 reports and for a million figures."""
TO_SQL = 1.5
_BARE = """SELECT a.governorate_id, SUM(f.value) FROM figure f JOIN area a ON a.id = f.area_id
WHERE f.item_id = ? AND f.cell = '' AND f.period_ends BETWEEN ? AND ? AND f.is_approved GROUP BY a.governorate_id"""
_BARE_NAMED = """SELECT g.pcode, SUM(f.value) FROM figure f JOIN area a ON a.id = f.area_id
JOIN area g ON g.id = a.governorate_id
WHERE f.item_id = ? AND f.cell = '' AND f.period_ends BETWEEN ? AND ? AND f.is_approved GROUP BY g.pcode"""
_FIGURES = """query Figures { figures(form: "bench", items: ["item0"], from: "2025", to: "2025", level: GOVERNORATE) {
  area { pcode } value reported expected } }"""


def forms(kind: str, address: str, units: int = UNITS) -> list[Finding]:
    """What forms cost, over a database that is still empty."""
    with closing(use(open_database(address))) as database:
        database.connect()
        migrating.up()
        made = entered(units)
        return [*_anew(kind), *_item(kind, made), *_approved(kind, made, units), *_pages(kind, address, made)]


def _anew(kind: str) -> Iterator[Finding]:
    began = time.perf_counter()
    count = rebuild()
    yield Finding("all figures made anew", kind, count, "s", time.perf_counter() - began, None,
                  time.perf_counter() - began, AT_MOST, ANEW)  # fmt: skip
    db.execute_sql("VACUUM ANALYZE" if is_postgres() else "ANALYZE")


def by_governorate(made: TypeDefinition) -> RollUp:
    """One item over a year by governorate."""
    return RollUp(made, items_named(made, ["item0"]), date(YEAR, 1, 1), date(YEAR, 12, 31), level=1)


def bare_sums(made: TypeDefinition) -> list[tuple[int, float]]:
    """The same by one statement: (id of the area, sum)."""
    [asked] = items_named(made, ["item0"])
    return _asked_barely(_BARE, asked.number)


def database_json(number: int) -> bytes:
    """The answer of the endpoint as far as one statement tells it, by the number of the item."""
    told = [{"area": {"pcode": pcode}, "value": value} for pcode, value in _asked_barely(_BARE_NAMED, number)]
    return orjson.dumps({"data": {"figures": told}})


def _asked_barely(statement: str, number: int) -> list[tuple[Any, float]]:
    text = statement.replace("?", "%s") if is_postgres() else statement
    return list(db.execute_sql(text, (number, f"{YEAR}-01-01", f"{YEAR}-12-31")).fetchall())


def check_equal(made: TypeDefinition) -> None:
    """Raises ValueError where the program and the statement do not agree: their times would say nothing."""
    if {one.area_id: one.value for one in roll_up(OPERATOR, by_governorate(made))} != dict(bare_sums(made)):
        raise ValueError("The program and the statement do not agree.")


def _item(kind: str, made: TypeDefinition) -> Iterator[Finding]:
    check_equal(made)
    question = by_governorate(made)
    taken = side_by_side({"ours": lambda: roll_up(OPERATOR, question), "bare": lambda: bare_sums(made)})
    ours, other = taken["ours"] * 1000, taken["bare"] * 1000
    yield Finding("an item over a year by governorate", kind, Figure.select().count(), "ms", ours, other, ours, AT_MOST,
                  BY_GOVERNORATE)  # fmt: skip


def _approved(kind: str, made: TypeDefinition, units: int) -> Iterator[Finding]:
    """The reports of one month, submitted and approved in one deed."""
    waiting = Report.update(report_state="SUBMITTED", approved_level=0).where(Report.period == f"{YEAR}-12")
    waiting.execute()
    reports = list(Report.select().where(Report.form == made.id, Report.period == f"{YEAR}-12"))
    began = time.perf_counter()
    done = approve_many(OPERATOR, reports)
    taken = time.perf_counter() - began
    if len(done.reports) != units:
        raise ValueError("Not all of them were approved.")
    yield Finding("reports approved in one deed", kind, units, "s", taken, None, taken, AT_MOST, APPROVED)


def _pages(kind: str, address: str, made: TypeDefinition) -> Iterator[Finding]:
    """The figures through the endpoint, a report opened and the matrix, as whoever signed in sees them."""
    app = application(address)
    yield from _through_the_endpoint(kind, app, made)
    report = enter_report(Unit.select().order_by(Unit.id).get())
    ways = opened(app, report)
    client = signed_in(app)
    db.connect(reuse_if_open=True)
    taken = {name: seconds * 1000 for name, seconds in side_by_side(
        {**ways, "matrix": lambda: get(client, f"following/?form={made.id}&year={YEAR}")}).items()}  # fmt: skip
    yield Finding("a report opened, to its bare SQL and page", kind, opened_report.ITEMS * opened_report.ANSWERS, "ms",
                  taken["ours"], taken["bare"], taken["ours"] / taken["bare"], AT_MOST, TO_SQL)  # fmt: skip
    yield Finding("the matrix of units and months", kind, Report.select().count(), "ms", taken["matrix"], None,
                  taken["matrix"], AT_MOST, OF_THE_MATRIX)  # fmt: skip


def _through_the_endpoint(kind: str, app: Flask, made: TypeDefinition) -> Iterator[Finding]:
    [asked] = items_named(made, ["item0"])
    app.add_url_rule("/database", "database", lambda: json_response(database_json(asked.number)))
    ways = {"ours": asking(app, _FIGURES), "bare": getting(app, "/database")}
    ours, bare = (_values(way()) for way in ways.values())
    if ours != bare:
        raise ValueError("The endpoint and the statement do not agree.")
    db.connect(reuse_if_open=True)
    taken = side_by_side(ways)
    yield Finding("an item over a year through the endpoint, to its bare SQL through the same", kind,
                  Figure.select().count(), "ms", taken["ours"] * 1000, taken["bare"] * 1000,
                  taken["ours"] / taken["bare"], AT_MOST, TO_SQL)  # fmt: skip


def _values(answer: bytes) -> dict[str, float]:
    return {one["area"]["pcode"]: one["value"] for one in orjson.loads(answer)["data"]["figures"]}


def entered(units: int) -> TypeDefinition:
    """A monthly form of 50 items by 4 answers, and what so many units reported over a year."""
    register = enter_register()
    places = _governorates(register.areas["YE"])
    made = form("bench", period_type="MONTH", reported_from=date(YEAR, 1, 1), closes_days=None, approval_levels=1)
    by = answers(*(f"A{number}" for number in range(ANSWERS)))
    items = [item(made, f"item{number}", "NUMBER", decimals=1, breakdown=by.id) for number in range(ITEMS)]
    publish(SALMA, made, date(YEAR, 1, 1))
    there = [_unit(number, places) for number in range(units)]
    assign(OPERATOR, made, there, date(YEAR, 1, 1))
    version: Any = last_version(made)
    for month in range(1, MONTHS + 1):
        period = period_named(f"{YEAR}-{month:02}")
        shared = {"form": made.id, "form_version": version.id, "period": period.key, "period_ends": period.ends,
                  "report_state": "APPROVED", "approved_level": 1}  # fmt: skip
        rows = [{**shared, "unit": unit.id, "extra": _said(items, place, month)} for place, unit in enumerate(there)]
        bulk.insert(Report, [Report(**row).__data__ for row in rows])
    return made


def _governorates(country: Area) -> list[Area]:
    found = []
    for number in range(GOVERNORATES):
        named = {"name_en": f"G{number}", "name_ar": f"محافظة {number}"}
        found.append(changes.save(SALMA, Area(pcode=f"YE{70 + number}", level=1, parent=country.id, **named)))
        place_area(found[-1])
    return found


def _unit(number: int, places: list[Area]) -> Unit:
    facts = {"name_en": f"Unit {number}", "name_ar": f"وحدة {number}", "unit_kind": "MUNICIPALITY"}
    return changes.save(SALMA, Unit(area=places[number % len(places)].id, **facts))


def _said(items: list[FieldDefinition], place: int, month: int) -> dict[str, dict[str, float]]:
    def cells(one: FieldDefinition) -> dict[str, float]:
        return {f"A{cell}": (place * 7 + month * 3 + one.number + cell) % 90 / 2 for cell in range(ANSWERS)}

    return {str(one.number): cells(one) for one in items}


if __name__ == "__main__":
    with loading.postgres_server() as postgres:
        given = [word for word in sys.argv[1:] if word in loading.KINDS] or loading.KINDS
        size = next((int(word) for word in sys.argv[1:] if word.isdigit()), UNITS)
        measured = [one for kind in given for one in forms(kind, loading.empty_address(kind, postgres), size)]
    print(table(measured))  # noqa: T201  The bench speaks to whoever runs it.
