"""All ways in which the register changes, as deeds that hypothesis puts into any order; each picks rows by numbers."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import strategies as st

from tansiq.faults import Refused
from tansiq.models import Batch, Intervention, Need, Organization, Partnership, ReachedFigure, Site
from tansiq.models.record import Record
from tansiq.records import bulk, bulk_parts, changes, undoing
from tests.fivew import HEADER, ROW, csv_file, take
from tests.people import SALMA
from tests.register import Register

PLACES = ("YE12", "YE1211", "YE121121", "YE121122", "YE1210", "YE1927")
STATUSES = ("PLANNED", "ONGOING", "CANCELLED", "COMPLETED")
Deed = Callable[[Register, int, int], object]


def _pick(model: type[Any], number: int) -> Any:
    rows = list(model.select().order_by(model.id))
    return rows[number % len(rows)] if rows else None


def _save(row: Record | None, **values: Any) -> None:
    if row is not None and row.archived_at is None:
        for name, value in values.items():
            setattr(row, name, value)
        changes.save(SALMA, row)


def enter(register: Register, one: int, other: int) -> None:
    work = register.intervention(("NRA", "ADR")[one % 2], status=STATUSES[other % 4], ends_on=None)
    for number in range(one % 3):
        register.site(work, PLACES[(one + number) % 6], targeted=other, is_distinct_people=bool(other % 2))


def change_work(register: Register, one: int, other: int) -> None:
    begins = date(2026, 1, 1) + timedelta(other % 300)
    facts = {"modality": (None, "CASH")[one % 2], "is_published": bool(other % 3), "starts_on": begins, "ends_on": None}
    _save(_pick(Intervention, one), status=STATUSES[other % 4], **facts)


def change_title(register: Register, one: int, other: int) -> None:
    _save(_pick(Intervention, one), title_en=f"Title {other}")


def give_to_another(register: Register, one: int, other: int) -> None:
    _save(_pick(Intervention, one), organization=_pick(Organization, other).id)


def change_partners(register: Register, one: int, other: int) -> None:
    row, theirs = _pick(Intervention, one), _pick(Organization, other)
    if row is not None and row.archived_at is None:
        roles = ("IMPLEMENTING", "FUNDING", "PROGRAMMING")[: other % 4]
        wanted = [{"organization": theirs.id, "role": role} for role in roles]
        changes.replace_parts(SALMA, row, Partnership, wanted)


def change_partners_of_many(register: Register, one: int, other: int) -> None:
    theirs = _pick(Organization, one)
    rows = [row for row in Intervention.select() if row.archived_at is None]
    with changes.together():
        bulk_parts.replace_parts(
            SALMA, Partnership, [(row, [{"organization": theirs.id, "role": "IMPLEMENTING"}]) for row in rows]
        )


def move_site(register: Register, one: int, other: int) -> None:
    _save(_pick(Site, one), area=register.areas[PLACES[other % 6]].id, targeted=other)


def tell_reached(register: Register, one: int, other: int) -> None:
    if (site := _pick(Site, one)) is not None:
        site.figures_by_month = {date(2026, 1 + other % 12, 1): other % 50}
        _save(site)


def archive_figure(register: Register, one: int, other: int) -> None:
    turn(_pick(ReachedFigure, one))


def need(register: Register, one: int, other: int) -> None:
    register.need(
        PLACES[one % 6], ("WSH", "FSC")[one % 2], other, severity=1 + other % 5, source=f"one {Need.select().count()}"
    )


def change_need(register: Register, one: int, other: int) -> None:
    _save(_pick(Need, one), people_in_need=other, severity=None)


def turn(row: Record | None) -> None:
    """Archive a row, or bring an archived one back."""
    if row is not None:
        (changes.archive if row.archived_at is None else changes.restore)(SALMA, row)


def turn_any(register: Register, one: int, other: int) -> None:
    turn(_pick((Intervention, Site, Need)[other % 3], one))


def merge(register: Register, one: int, other: int) -> None:
    mine, theirs = _pick(Organization, one), _pick(Organization, other)
    _save(mine, canonical=None if theirs.id == mine.id or theirs.canonical_id else theirs.id)


def part(register: Register, one: int, other: int) -> None:
    _save(_pick(Organization, one), canonical=None)


def move_area(register: Register, one: int, other: int) -> None:
    _save(register.areas["YE121121"], parent=register.areas[("YE1211", "YE1210")[one % 2]].id)


def change_many(register: Register, one: int, other: int) -> None:
    rows = [row for row in Site.select() if row.archived_at is None]
    before = [row.values() for row in rows]
    for row in rows:
        row.targeted = other
    with changes.together():
        bulk.change(SALMA, rows, before)


def archive_many(register: Register, one: int, other: int) -> None:
    batch = undoing.begin_batch(SALMA, "CHANGE", "many")
    with changes.together():
        bulk.archive(SALMA.within(batch.id), [row for row in Intervention.select() if row.archived_at is None])


def enter_many(register: Register, one: int, other: int) -> None:
    needs = [
        Need(
            area=register.areas["YE1211"].id,
            sector=register.sectors["HEA"].id,
            population_group=register.groups["ALL"].id,
            people_in_need=number,
            starts_on=date(2026, 1, 1),
            ends_on=date(2026, 2, 1),
            source=f"many {Need.select().count()} {number}",
        )
        for number in range(4)
    ]
    with changes.together():
        bulk.enter(SALMA, needs)


def bring_sheet(register: Register, one: int, other: int) -> None:
    """A row that is new, one that was there before with other people, and a partner where the sheet names one."""
    told = {"Targeted people": 500 + other, "Status": ("Ongoing", "Planned")[other % 2]}
    rows = []
    for number, leader in ((one, ""), (other % 4, "Ahmad Relief")):
        said = {**dict(zip(HEADER, ROW, strict=True)), **told, "Title": f"Work {number}"}
        rows.append([*said.values(), leader])
    with TemporaryDirectory() as folder:
        take(csv_file(Path(folder), rows, (*HEADER, "Programming organisation")))


def undo(register: Register, one: int, other: int) -> None:
    if (batch := _pick(Batch, one)) is not None:
        undoing.undo(SALMA, batch)


def take_back(register: Register, one: int, other: int) -> None:
    """Changes that are taken back before anybody sees them."""
    with changes.together() as block:
        enter(register, 2, other)
        block.rollback()


DEEDS: Sequence[Deed] = (
    enter, enter, change_work, change_title, give_to_another, move_site, tell_reached, archive_figure, need,
    change_need, change_partners, change_partners_of_many, turn_any, merge, part, move_area, change_many, archive_many,
    enter_many, bring_sheet, undo, take_back,
)  # fmt: skip


def do(register: Register, deed: Deed, one: int, other: int) -> None:
    """Do a deed; what the register refuses leaves it as it was."""
    try:
        deed(register, one, other)
    except Refused:
        return


anything = st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 9), st.integers(0, 99)), min_size=1, max_size=10)
"""Deeds with the numbers that they pick by."""
