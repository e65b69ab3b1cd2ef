"""Interventions without sites: those that the database finds by itself, of everybody's own."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from peewee import Database

from tansiq import attention
from tansiq.copied_columns import building, folder, siteless
from tansiq.models import Site
from tansiq.platform import lru
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tests.people import SALMA
from tests.random_register import Work, enter_all, works
from tests.register import Register
from tests.statements import sent
from tests.tansiq.copied_columns.test_masks import everybody


def listed(viewer: Viewer) -> list[int]:
    """The ids, newest first."""
    return [row.id for row in attention.interventions_without_sites(viewer)]


def listed_by_the_database(viewer: Viewer) -> list[int]:
    before = folder.use(None)
    try:
        return listed(viewer)
    finally:
        folder.use(before)


@pytest.mark.usefixtures("copying")
@settings(phases=(Phase.explicit, Phase.generate))
@given(described=st.lists(works, max_size=6), bare=st.integers(0, 2), struck=st.sets(st.integers(0, 8), max_size=6))
def test_copied_columns_find_the_same(
    database: Database, register: Register, described: Sequence[Work], bare: int, struck: set[int]
) -> None:
    with database.atomic() as transaction:
        mine = enter_all(register, described)
        for _ in range(bare):
            mine.intervention("NRA")
        sites = list(Site.select().where(Site.archived_at.is_null()).order_by(Site.id))
        for place in struck & set(range(len(sites))):
            changes.archive(SALMA, sites[place])
        building.build()
        # One that came after the file was built is followed.
        mine.intervention("ADR")
        for who, viewer in everybody(mine).items():
            assert listed(viewer) == listed_by_the_database(viewer), who
        assert listed(SALMA)
        transaction.rollback()
    lru.forget()


@pytest.mark.parametrize("most", [0, 20_000])
def test_where_there_are_many_the_database_is_asked_for_all(
    copying: Path, database: Database, register: Register, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(siteless, "MOST", most)
    register.site(register.intervention("NRA"))
    bare = register.intervention("ADR")
    building.build()
    with sent() as statements:
        assert listed(SALMA) == [bare.id]
    assert any("json_each" in text or "ANY(" in text for text, _ in statements) is bool(most)
