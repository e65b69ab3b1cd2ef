"""Slice by slice, a portal is told of the interventions that `visible` finds, whatever was entered, changed, archived
and taken back: tried on random registers."""

from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from peewee import Database

from tansiq.faults import Refused
from tansiq.models import Intervention, Site
from tansiq.policy import limited_rows
from tansiq.policy.limited_rows import limits_of, sites_by_place, slices
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records import changes, undoing
from tests.people import EVERYBODY, SALMA, portal
from tests.random_register import PCODES, Work, enter_more_codes, enter_work, works
from tests.register import Register


@pytest.fixture(autouse=True)
def _short_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few rows are more than two slices."""
    monkeypatch.setattr(limited_rows, "SLICES", (1, 3))
    monkeypatch.setattr(limited_rows, "LEAST", 1)


def _archived_and_taken_back(work: Intervention, _site: Site, _area_id: int) -> None:
    batch = undoing.begin_batch(SALMA, "ARCHIVE")
    changes.archive(SALMA.within(batch.id), work)
    undoing.undo(SALMA, batch)


def _entered_and_taken_back(work: Intervention, site: Site, area_id: int) -> None:
    batch = undoing.begin_batch(SALMA, "CHANGE")
    another = Site(intervention=work.id, area=area_id, population_group=site.population_group_id)
    changes.save(SALMA.within(batch.id), another, is_asked=True)
    undoing.undo(SALMA, batch)


def _moved(_work: Intervention, site: Site, area_id: int) -> None:
    site.area_id = area_id
    changes.save(SALMA, site, is_asked=True)


def _withdrawn(work: Intervention, _site: Site, _area_id: int) -> None:
    work.is_published = not work.is_published
    changes.save(SALMA, work, is_asked=True)


def _archived_site(_work: Intervention, site: Site, _area_id: int) -> None:
    changes.archive(SALMA, site)


def _brought_back(work: Intervention, _site: Site, _area_id: int) -> None:
    changes.restore(SALMA, work)


ACTS = [_archived_and_taken_back, _entered_and_taken_back, _moved, _withdrawn, _archived_site, _brought_back]


class Deed(NamedTuple):
    """What is done to one of the interventions entered, and with which place."""

    act: Callable[[Intervention, Site, int], None]
    number: int
    pcode: str


class Asked(NamedTuple):
    """The limits of a portal, and the interventions it asks for: from which on, and in which order."""

    pcodes: list[str]
    names: list[str]
    after: int | None
    is_descending: bool


deeds = st.builds(Deed, st.sampled_from(ACTS), st.integers(0, 9), st.sampled_from(PCODES))
questions = st.builds(
    Asked,
    st.lists(st.sampled_from(PCODES), max_size=3, unique=True),
    st.lists(st.sampled_from(["NRA", "ADR"]), max_size=2, unique=True),
    st.none() | st.integers(0, 8),
    st.booleans(),
)


@given(described=st.lists(works, max_size=8), done=st.lists(deeds, max_size=4), asked=st.lists(questions, min_size=3))
def test_slices_hold_what_is_visible_in_its_order(
    database: Database, register: Register, described: list[Work], done: list[Deed], asked: list[Asked]
) -> None:
    with database.atomic() as transaction:
        register = deepcopy(register)
        enter_more_codes(register)
        entered = [enter_work(register, work) for work in described]
        for act, number, pcode in done if entered else ():
            work, [site, *_] = entered[number % len(entered)]
            with suppress(Refused):
                act(Intervention.get_by_id(work.id), Site.get_by_id(site.id), register.areas[pcode].id)
        for pcodes, names, after, is_descending in asked:
            owners = tuple(register.organization(name).id for name in names)
            viewer = portal(*(register.areas[pcode].id for pcode in pcodes), organization_ids=owners)
            behind = after if after is None or not entered else entered[0][0].id + after
            assert _sliced(viewer, behind, is_descending) == _plain(viewer, behind, is_descending)
            assert _site_ids(sites_by_place(viewer)) == _site_ids(visible(Site, viewer))
        transaction.rollback()


def _sliced(viewer: Viewer, behind: int | None, is_descending: bool) -> list[int]:
    limits = limits_of(viewer)
    if limits is None:
        assert viewer.portal is not None
        assert not viewer.portal.area_ids | viewer.portal.organization_ids
        return _plain(viewer, behind, is_descending)
    found: list[int] = []
    for rows in slices(viewer, limits, behind, is_descending):
        found += _ids(rows, is_descending)
    return found


def _site_ids(rows: Any) -> list[int]:
    return [row_id for (row_id,) in rows.select(Site.id).order_by(Site.id).tuples()]


def _plain(viewer: Viewer, behind: int | None, is_descending: bool) -> list[int]:
    rows = visible(Intervention, viewer)
    if behind is not None:
        rows = rows.where(Intervention.id < behind if is_descending else Intervention.id > behind)
    return _ids(rows, is_descending)


def _ids(rows: Any, is_descending: bool) -> list[int]:
    ordered = rows.order_by(Intervention.id.desc() if is_descending else Intervention.id)
    return [row_id for (row_id,) in ordered.select(Intervention.id).tuples()]


def test_an_intervention_of_several_sites_in_a_place_does_not_end_its_slice_early(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limited_rows, "SLICES", (2, 6))
    for sites in (1, 3, 2):
        work = register.intervention("NRA")
        for group in ("ALL", "IDP", "HOST")[:sites]:
            register.site(work, group=group)
    viewer = portal(register.areas["YE1211"].id, register.areas["YE19"].id)
    assert len(_sliced(viewer, None, False)) == len(_plain(viewer, None, False)) == 3


def test_whoever_has_no_limits_or_very_many_is_not_told_by_slices(register: Register) -> None:
    assert [name for name, viewer in EVERYBODY.items() if limits_of(viewer) is not None] == ["portal"]
    assert limits_of(portal(*range(1, limited_rows.MOST_PLACES + 2))) is None
    assert limits_of(portal()) is None


def test_a_portal_without_the_scope_is_told_of_nothing(register: Register) -> None:
    register.site(register.intervention("NRA"))
    assert _sliced(portal(register.areas["YE12"].id, scopes=("coverage:read",)), None, False) == []
    assert len(_sliced(portal(register.areas["YE12"].id), None, False)) == 1


def test_sites_are_told_by_place_as_they_are_visible_to_everybody(register: Register) -> None:
    site = register.site(register.intervention("NRA"), "YE121121")
    hidden = register.site(register.intervention("ADR", is_published=False), "YE1927")
    portals = [portal(register.areas[pcode].id) for pcode in ("YE", "YE12", "YE1211", "YE121121", "YE1927")]
    portals.append(portal(register.areas["YE12"].id, scopes=("coverage:read",)))
    told = {viewer: _site_ids(sites_by_place(viewer)) for viewer in (*EVERYBODY.values(), *portals)}
    assert told == {viewer: _site_ids(visible(Site, viewer)) for viewer in told}
    assert [told[viewer] for viewer in portals] == [[site.id]] * 4 + [[], []]
    assert told[SALMA] == [site.id, hidden.id]
