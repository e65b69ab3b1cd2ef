"""Masks are the rules of the policy: whoever sees a row in SQL sees it in the copied columns, and nobody else."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from peewee import SQL, Database, fn

from tansiq.copied_columns import building, masks, views
from tansiq.copied_columns.copies import Copy, reading
from tansiq.copied_columns.tables import UncopiedError, tables
from tansiq.models import Area, Need, Site
from tansiq.platform import lru
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import condition, visible
from tests.people import NOBODY, officer, partner, people_of, portal
from tests.random_register import Lack, Work, enter_all, lacks, works
from tests.register import Register

SOME = settings(phases=(Phase.explicit, Phase.generate))


def everybody(register: Register) -> dict[str, Viewer]:
    """All people, and portals with every kind of limit."""
    khanfar, mukalla = register.areas["YE1211"].id, register.areas["YE1927"].id
    ours = register.organization("NRA").id
    return people_of(register) | {
        "officer of two": officer(khanfar, mukalla),
        "officer who speaks for one": Viewer(
            roles=frozenset({"OFFICER", "PARTNER"}), area_ids=frozenset({mukalla}), organization_ids=frozenset({ours})
        ),
        "partner of none": partner("Nobody's"),
        "portal without limits": portal(),
        "portal of one organisation": portal(organization_ids=(ours,)),
        "portal of both limits": portal(khanfar, organization_ids=(ours,)),
        "portal without scopes": portal(khanfar, scopes=()),
        "portal of plans": portal(scopes=("plans:read",)),
    }


def seen(copy: Copy, name: str, *conditions: Any) -> set[int]:
    """The ids of the rows that meet all conditions, by masks."""
    return set(views.view(copy, name, conditions).column("id").tolist())


def read() -> Copy:
    """The copy, which must be there."""
    with reading() as copy:
        assert copy is not None
        return copy


@SOME
@given(described=st.lists(works, max_size=6), lacking=st.lists(lacks, max_size=4, unique_by=lambda one: one.pcode))
def test_everybody_sees_the_rows_that_sql_shows_them(
    copying: Path, database: Database, register: Register, described: Sequence[Work], lacking: Sequence[Lack]
) -> None:
    with database.atomic() as transaction:
        mine = enter_all(register, described, lacking)
        building.build()
        copy = read()
        for who, viewer in everybody(mine).items():
            for model in (Site, Need, Area):
                name = model._meta.table_name
                shown = {row.id for row in visible(model, viewer)}
                assert seen(copy, name, condition(model, viewer)) == shown, who
        transaction.rollback()
    lru.forget()


ASKED = {
    "equal": Site.targeted == 40,
    "other": Site.targeted != 40,
    "below": Site.targeted < 40,
    "at least": Site.targeted >= 40,
    "empty": Site.targeted.is_null(),
    "known": Site.targeted.is_null(False),
    "open or later": Site.ends_on.is_null() | (Site.ends_on >= date(2026, 3, 31)),
    "ended": Site.ends_on < date(2026, 4, 1),
    "a code": Site.status == "PLANNED",
    "among codes": Site.status.in_(["PLANNED", "ONGOING"]),
    "among nothing": Site.status.in_([]),
    "among numbers": Site.targeted.in_([40, 2**31 - 1]),
    "among rows": Site.area.in_(Area.select(Area.id).where(Area.level == 3)),
    "flags": Site.is_published & Site.archived_at.is_null(),
    "an ancestor": Site.district == 3,
    "no ancestor": Site.subdistrict.is_null(),
}


@pytest.mark.parametrize("asked", ASKED)
def test_a_condition_is_met_by_the_same_rows(copying: Path, database: Database, register: Register, asked: str) -> None:
    for status, targeted, ends_on, pcode in (
        ("ONGOING", 40, None, "YE121121"),
        ("PLANNED", None, date(2026, 4, 1), "YE1211"),
        ("COMPLETED", 39, date(2026, 3, 31), "YE12"),
        ("ONGOING", 41, date(2026, 3, 30), "YE121001"),
    ):
        work = register.intervention("NRA", status=status, ends_on=ends_on)
        register.site(work, pcode, targeted=targeted)
    building.build()
    expected = {row.id for row in Site.select().where(ASKED[asked])}
    assert seen(read(), "site", ASKED[asked]) == expected


NOT_COPIED = {
    "a denial": ~Site.is_published,
    "a function": fn.LENGTH(Site.status) > 3,
    "a column that is not copied": Site.latitude.is_null(),
    "another table": Need.severity == 5,
    "not among": Site.area.not_in([1]),
    "two columns": Site.targeted > Site.reached,
    "an unknown code": Site.status == "NEVER_HEARD_OF",
    "a text for a day": Site.ends_on == "2026-04-01",
    "a statement of its own": SQL("1 = 1"),
}


@pytest.mark.parametrize("asked", NOT_COPIED)
def test_what_is_not_copied_is_refused(copying: Path, database: Database, register: Register, asked: str) -> None:
    building.build()
    with pytest.raises(UncopiedError):
        masks.mask(NOT_COPIED[asked], views.view(read(), "site"))


def test_only_some_of_the_rows_are_read_of_a_limited_viewer(
    copying: Path, database: Database, register: Register
) -> None:
    register.site(register.intervention("NRA", is_published=False))
    building.build()
    assert seen(read(), "site", condition(Site, NOBODY)) == set()
    assert seen(read(), "site") == {row.id for row in Site.select()}
    assert set(tables()) == {"site", "intervention", "partnership", "need", "area"}
