"""Deeds over many rows: what they change, as one batch, all or nothing, taken back as a whole."""

from typing import Any

import pytest

from tansiq.faults import Refused
from tansiq.models import Area, Batch, HistoryEntry, Intervention, Site
from tansiq.policy.viewer import Viewer
from tansiq.records import bulk_actions, changes, undoing
from tests.people import NOBODY, SALMA, officer
from tests.register import Register
from tests.statements import told


def _stored(rows: list[Any]) -> list[tuple[bool, bool]]:
    """(published, archived) of each row as it is stored."""
    found = [Intervention.get_by_id(row.id) for row in rows]
    return [(row.is_published, row.archived_at is not None) for row in found]


def test_rows_are_archived_and_come_back_as_a_whole(register: Register) -> None:
    rows = [register.intervention(name) for name in ("NRA", "ADR")]
    batch = bulk_actions.carry_out(SALMA, "ARCHIVE", rows)
    assert (batch.kind, _stored(rows)) == ("ARCHIVE", [(True, True)] * 2)
    undone = undoing.undo(SALMA, batch)
    assert (undone.count, _stored(rows)) == (2, [(True, False)] * 2)
    undoing.undo(SALMA, undone.batch)
    assert _stored(rows) == [(True, True)] * 2


def test_withdrawing_from_publication_reaches_the_sites_and_comes_back(register: Register) -> None:
    rows = [register.intervention(name) for name in ("NRA", "ADR")]
    site = register.site(rows[0])
    batch = bulk_actions.carry_out(SALMA, "WITHDRAW", rows)
    assert (batch.kind, batch.title) == ("CHANGE", "WITHDRAW")
    assert (_stored(rows), Site.get_by_id(site.id).is_published) == ([(False, False)] * 2, False)
    undoing.undo(SALMA, batch)
    assert (_stored(rows), Site.get_by_id(site.id).is_published) == ([(True, False)] * 2, True)


def test_only_rows_that_need_the_deed_are_touched(register: Register) -> None:
    standing, gone, hidden = (register.intervention(name) for name in ("NRA", "ADR", "BKC"))
    changes.archive(SALMA, gone)
    hidden.is_published = False
    changes.save(SALMA, hidden)
    needing = {
        deed: bulk_actions.rows_to_change(SALMA, deed, [standing, gone, hidden])
        for deed in ("ARCHIVE", "RESTORE", "PUBLISH", "WITHDRAW")
    }
    assert needing == {
        "ARCHIVE": [standing, hidden],
        "RESTORE": [gone],
        "PUBLISH": [hidden],
        "WITHDRAW": [standing],
    }
    with pytest.raises(Refused, match="NOTHING_TO_DO"):
        bulk_actions.carry_out(SALMA, "RESTORE", [standing])
    assert not Batch.select().exists()


def test_who_may_not_change_rows_does_nothing_to_many(register: Register) -> None:
    row = register.intervention("NRA")
    before = HistoryEntry.select().count()
    assert bulk_actions.offered_deeds(NOBODY, Intervention) == []
    with pytest.raises(Refused, match="NOTHING_TO_DO"):
        bulk_actions.carry_out(NOBODY, "ARCHIVE", [row])
    assert HistoryEntry.select().count() == before


def test_publication_is_offered_where_rows_have_it() -> None:
    assert bulk_actions.offered_deeds(SALMA, Intervention) == ["ARCHIVE", "RESTORE", "PUBLISH", "WITHDRAW"]
    assert bulk_actions.offered_deeds(SALMA, Area) == ["ARCHIVE", "RESTORE"]
    assert bulk_actions.offered_deeds(SALMA, Site) == ["ARCHIVE", "RESTORE"]


def test_a_deed_is_done_to_all_rows_or_to_none(register: Register) -> None:
    rows = [register.intervention(name) for name in ("NRA", "ADR")]
    newer = Intervention.get_by_id(rows[1].id)
    newer.remarks = "newer"
    changes.save(SALMA, newer)
    for deed in ("ARCHIVE", "WITHDRAW"):
        with pytest.raises(Refused, match="CHANGED_MEANWHILE"):
            bulk_actions.carry_out(SALMA, deed, [type(row)(**row.__data__) for row in rows])
        assert _stored(rows) == [(True, False)] * 2
    assert not Batch.select().exists()


def _cost(viewer: Viewer, deed: str, rows: list[Any]) -> int:
    with told() as statements:
        bulk_actions.carry_out(viewer, deed, rows)
    return len(statements)


@pytest.mark.parametrize("deed", ["WITHDRAW", "ARCHIVE"])
@pytest.mark.parametrize("is_officer", [False, True])
def test_forty_rows_cost_no_more_statements_than_four(register: Register, deed: str, is_officer: bool) -> None:
    viewer = officer(register.areas["YE12"].id) if is_officer else SALMA
    rows = [register.intervention("NRA") for _ in range(48)]
    for row in rows:
        register.site(row)
    first, few, many = (_cost(viewer, deed, rows[at]) for at in (slice(4), slice(4, 8), slice(8, 48)))
    assert first >= few == many
    assert all(_is_done(deed, row) for row in rows)


def _is_done(deed: str, row: Intervention) -> bool:
    [(is_published, is_archived)] = _stored([row])
    site = Site.get(Site.intervention == row.id)
    if deed == "WITHDRAW":
        return not is_published and not site.is_published
    return is_archived and site.intervention_archived_at is not None


@pytest.mark.parametrize("deed", ["WITHDRAW", "PUBLISH"])
def test_whatever_is_published_is_published_and_withdrawn_together(register: Register, deed: str) -> None:
    needs = [register.need(pcode, "WSH", 10, is_published=deed == "WITHDRAW") for pcode in ("YE1211", "YE1210")]
    bodies = [register.organization(name, is_published=deed == "WITHDRAW") for name in ("NRA", "ADR")]
    before, after = ("true", "false") if deed == "WITHDRAW" else ("false", "true")
    for rows in (needs, bodies):
        bulk_actions.carry_out(SALMA, deed, rows)
        assert {type(row).get_by_id(row.id).is_published for row in rows} == {deed == "PUBLISH"}
        told_of = {entry.changes for entry in HistoryEntry.select() if entry.act == "CHANGE"}
        assert told_of == {f'{{"is_published":[{before},{after}]}}'}
