"""Damascus: fourteen governorates send the workbooks of their annual plans, every second one from a telephone; the
matrix tells how far each axis is in each of them, what is late on a day, and what is new since last month.

In Arabic, before a desk and before a telephone.
"""

import csv
import itertools
import re
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import expect

from tansiq.models import Area, Plan, PlanItem, Proposal
from tansiq.plans.versions import adopt
from tansiq.platform.database import open_database, use
from tansiq.records import changes
from tests.api.plan_documents import MATRIX
from tests.browser.clear_plans import clear_plans
from tests.browser.conftest import Seat, Walk, enter
from tests.browser.serving import ROOT, Dated
from tests.browser.test_imports import WAIT
from tests.governorates import (
    AXES,
    CENTRES,
    EMPTY,
    GOVERNORATES,
    HEALTH,
    PCODES,
    ROADS,
    SCHOOLS,
    TAKEN_OVER,
    VACCINES,
    WATER,
    Cell,
    Told,
    activities_of,
    annual_plan,
    cell,
    enter_syria,
    is_late,
    reported,
    whole,
    write_sheet,
)
from tests.people import SALMA

RIMA, KHALED = "rima-of-damascus@example.org", "khaled-of-damascus@example.org"
RELIEF = "جمعية أحمد للإغاثة"
JUNE, JULY = date(2026, 6, 20), date(2026, 7, 15)
REPORTS = {("SY01", WATER): 100, ("SY02", CENTRES): 55, ("SY09", ROADS): 60, ("SY12", SCHOOLS): 45}
NAMES = {facts.pcode: facts.name_ar for facts in GOVERNORATES}
LATE = {"": 0, "متأخر واحد": 1, "متأخران": 2}
SAVE = "form.record > .buttons .btn-primary"
READ = """rows => rows.map(row => [row.querySelector("th").textContent, ...[...row.querySelectorAll("td")].map(td => [
    td.querySelector("a bdi"), td.querySelector("small bdi"), td.querySelector("small:not(:has(bdi, strong))"),
    td.querySelector("strong")].map(part => part ? part.textContent.trim() : ""))])"""


@pytest.fixture
def plans(dated: Dated, settings: dict[str, str]) -> dict[str, int]:
    """By governorate: its plan, in which nothing stands yet."""
    with use(open_database(settings["TANSIQ_DATABASE_URL"])).connection_context(), changes.together():
        clear_plans()
        areas = enter_syria()
        found = {pcode: changes.save(SALMA, annual_plan(areas[pcode])).id for pcode in PCODES}
    enter(settings, RIMA, "OFFICER", pcode="SY")
    enter(settings, KHALED, "PARTNER", organization=RELIEF)
    return found


@pytest.fixture
def _worker(dated: Dated) -> Iterator[None]:
    """The worker beside the panel, on the same day."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(dated.command("worker", "run"), cwd=ROOT, env=dated.known, stdout=quiet, stderr=quiet)
    yield
    process.terminate()
    process.wait(timeout=60)


def _saved(walk: Walk, plan: int, layout: str, path: Path) -> Path:
    """The workbook of a plan, as its page saves it."""
    page = walk.open(f"plan/details/?id={plan}").page
    page.locator("details.more > summary").first.click()
    with page.expect_download() as download:
        page.locator(f"a[href*='layout={layout}']").click()
    download.value.save_as(path)
    return path


class Sending(NamedTuple):
    """A workbook on its way: who sends it, where it is followed, and whether its pages are looked at."""

    walk: Walk
    address: str
    is_checked: bool

    def come(self, seen: str) -> Walk:
        """Be where it has come to, once the worker has brought it there."""
        self.walk.open(self.address)
        expect(self.walk.page.locator(seen).first).to_be_visible(timeout=WAIT)
        if self.is_checked:
            self.walk.check()
        return self.walk


def _sent(walk: Walk, plan: int, path: Path, is_checked: bool) -> Sending:
    walk.open(f"imports/new/?plan={plan}").page.set_input_files("#file", path)
    walk.follow(".import-send .btn-primary")
    return Sending(walk, walk.page.url.removeprefix(f"{walk.origin}/admin/"), is_checked)


def _take(sent: list[Sending]) -> None:
    """All go the whole way: their columns are taken as they were understood, compared, entered."""
    for one in sent:
        one.come("[name^=column-]").follow(SAVE)
    for one in sent:
        walk = one.come(".import-tabs")
        expect(walk.page.locator(".import-error")).to_have_count(0)
        walk.follow(".import-deeds .btn-primary")
        walk.follow("main form .buttons .btn-primary")
    for one in sent:
        # What was entered can be taken back.
        one.come(".btn-outline-danger")


def _send_all(desk: Walk, telephone: Walk, plans: dict[str, int], folder: Path) -> None:
    """Every second workbook comes from a telephone; two offices send what the register saved of another plan."""
    seats = dict(zip(plans, itertools.cycle((desk, telephone)), strict=False))
    own = [pcode for pcode in plans if pcode not in TAKEN_OVER]
    _take([_sent(seats[pcode], plans[pcode], write_sheet(folder, pcode, RELIEF), pcode in own[:2]) for pcode in own])
    again = []
    for pcode, (whose, layout) in TAKEN_OVER.items():
        path = _saved(seats[pcode], plans[whose], layout, folder / f"{pcode}.xlsx")
        again.append(_sent(seats[pcode], plans[pcode], path, is_checked=False))
    _take(again)


def _report(partner: Walk, rima: Walk, plan: int, name: str, progress: int) -> None:
    """Whoever answers for the water says that it is done, and the officer approves; of all else the officer tells."""
    item = PlanItem.get(PlanItem.plan == plan, PlanItem.name_ar == name)
    walk = partner if name == WATER else rima
    page = walk.open(f"planitem/edit/?id={item.id}").page
    page.select_option("#item_state", "DONE" if progress == 100 else "UNDER_WAY")
    page.fill("#progress", str(progress))
    walk.follow(SAVE)
    if walk is partner:
        proposal = Proposal.select().order_by(Proposal.id.desc()).get()
        rima.open(f"proposal/details/?id={proposal.id}").follow("button[value=approve]")
    assert PlanItem.get_by_id(item.id).progress == progress


def _address() -> str:
    return (
        f"matrix/?kind=ANNUAL&from=2026-01-01&to=2026-12-31&within={Area.get(Area.pcode == 'SY').id}&level=GOVERNORATE"
    )


def _numbers(text: str) -> list[int]:
    return [int(found) for found in re.findall(r"\d+", text)]


def _shown(found: Any) -> tuple[int, int | None, int, int, int] | None:
    """What a cell of the page says: whole hundredths, points of change, done, of how many, late."""
    progress, change, done, late = found
    if not progress:
        return None
    sign = -1 if "−" in change else 1
    return (_numbers(progress)[0], sign * _numbers(change)[0] if change else None, *_numbers(done), LATE[late])  # type: ignore[return-value]  # "Done 1 of 2" has two numbers.


def _to_show(one: Cell) -> tuple[int, int | None, int, int, int] | None:
    if one.progress is None:
        return None
    return int(one.progress), None if one.change is None else round(one.change), one.done, one.items, one.late


def _see(walk: Walk, now: Told, before: Told | None, today: date) -> None:
    """The page, its file and the endpoint all say what was reckoned; the worst governorate comes first."""
    page = walk.open(_address()).page
    walk.check()
    reckoned = {pcode: [cell(pcode, axis, now, before, today) for axis in (*AXES, "")] for pcode in PCODES}
    table = page.locator(".matrix tbody tr").evaluate_all(READ)
    told = {name.strip(): cells for name, *cells in table}
    assert {name: [_shown(one) for one in cells[:4]] for name, cells in told.items()} == {
        NAMES[pcode]: [_to_show(one) for one in cells] for pcode, cells in reckoned.items()
    }
    sums = {NAMES[pcode]: int(whole(pcode, now)) for pcode in PCODES}
    assert {name: _numbers(cells[4][0])[0] for name, cells in told.items()} == sums
    assert next(iter(told)) == NAMES[_worst(now, today)]
    assert _file(walk) == [
        (pcode, axis or "بلا محور", *one)
        for pcode in sorted(PCODES, key=lambda pcode: list(told).index(NAMES[pcode]))
        for axis, one in zip((*AXES, ""), reckoned[pcode], strict=True)
    ]
    asked = page.request.post(f"{walk.origin}/graphql", data={"query": MATRIX}).json()["data"]["planMatrix"]
    keys = ("itemCount", "doneCount", "lateCount", "progress", "change")
    assert {
        row["area"]["pcode"]: [Cell(*(one[key] for key in keys)) for one in row["cells"]] for row in asked["rows"]
    } == reckoned


def _worst(now: Told, today: date) -> str:
    def order(pcode: str) -> tuple[float, float]:
        listed = now[pcode]
        return -sum(is_late(one, today) for one in listed) / len(listed), whole(pcode, now)

    return min(PCODES, key=order)


def _file(walk: Walk) -> list[tuple[Any, ...]]:
    """The rows of the matrix as it is saved."""
    with walk.page.expect_download() as download:
        walk.page.locator(".exports a[href*=csv]").click()
    with Path(download.value.path()).open(encoding="utf-8-sig", newline="") as text:
        _header, *rows = csv.reader(text)
    return [
        (row[0], row[2], *(int(count) for count in row[3:6]), *(float(one) if one else None for one in row[6:]))
        for row in rows
    ]


def _open_health_of_damascus(walk: Walk) -> None:
    """The cell opens its two activities, both late: one past its last day, one behind the line."""
    page = walk.open(_address()).page
    if page.locator("#one-column").is_visible():
        page.select_option("#one-column", label=HEALTH)
        walk.follow(".one-sector button")
    row = page.locator(".matrix tbody tr", has=page.get_by_role("rowheader", name="دمشق", exact=True))
    walk.follow(row.locator("td").nth(1).locator("a"))
    lines = page.locator("table.rows tbody tr")
    assert [line.locator("td").first.inner_text().strip() for line in lines.all()] == [CENTRES, VACCINES]
    # 25 May to 15 July are 51 days; 81 of 228 days are gone, and of these days 45.6, which are 20 of 100, are done.
    assert [_numbers(line.locator("strong").inner_text()) for line in lines.all()] == [[51], [35]]
    walk.check()


@pytest.mark.usefixtures("_worker")
def test_damascus(seat: Seat, dated: Dated, plans: dict[str, int], tmp_path: Path) -> None:
    dated.come_to(JUNE.isoformat())
    desk, telephone, khaled = seat(RIMA, 1280), seat(RIMA, 390), seat(KHALED, 390)
    _send_all(desk, telephone, plans, tmp_path)
    begun: Told = {pcode: activities_of(pcode) for pcode in PCODES}
    for walk in (desk, telephone):
        _see(walk, begun, None, JUNE)

    damascus, *others = plans.values()
    desk.open(f"plan/details/?id={damascus}")
    desk.follow(desk.page.get_by_role("button", name="اعتماد الإصدار 1"))
    for plan in others:
        adopt(SALMA, Plan.get_by_id(plan), JUNE)
    subprocess.run(dated.command("plans", "snapshot"), cwd=ROOT, env=dated.known, check=True)

    dated.come_to(JULY.isoformat())
    for (pcode, name), progress in REPORTS.items():
        _report(khaled, telephone, plans[pcode], name, progress)
    for walk in (desk, telephone):
        _see(walk, reported(begun, REPORTS), begun, JULY)
        _open_health_of_damascus(walk)
    assert cell("SY01", AXES[0], reported(begun, REPORTS), begun, JULY) == Cell(2, 1, 0, 80, 51)
    assert cell("SY11", AXES[2], begun, begun, JULY) == EMPTY
