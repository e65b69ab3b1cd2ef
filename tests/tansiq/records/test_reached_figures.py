"""The people a site reached are kept by month; the last month's figure is today's, and nothing is added up."""

from collections.abc import Callable
from datetime import date
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.faults import Refused
from tansiq.models import HistoryEntry, Proposal, ReachedFigure, Site
from tansiq.models.reached_figure import this_month
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may, visible
from tansiq.proposals.proposing import submit
from tansiq.proposals.reviewing import approve
from tansiq.records import bulk, changes
from tansiq.records.denormalised import copy_to_site
from tansiq.records.undoing import begin_batch, undo
from tests.people import NOBODY, SALMA, people_of, portal
from tests.register import Register
from tests.tansiq.conftest import People

JANUARY, FEBRUARY, MARCH = (date(2026, month, 1) for month in (1, 2, 3))


def _series(site: Site) -> list[tuple[date, int | None]]:
    rows = ReachedFigure.select().where(ReachedFigure.site == site.id, ReachedFigure.archived_at.is_null())
    return [(row.month, row.people) for row in rows.order_by(ReachedFigure.month)]


def _reached(site: Site) -> int | None:
    found: int | None = Site.get_by_id(site.id).reached
    return found


def _report(viewer: Viewer, site: Site, **people: int | None) -> None:
    """Say what a site had reached by month: _report(SALMA, site, january=120)."""
    months = {"january": JANUARY, "february": FEBRUARY, "march": MARCH}
    row = Site.get_by_id(site.id)
    row.figures_by_month = {months[name]: value for name, value in people.items()}
    changes.save(viewer, row)


@pytest.fixture
def site(register: Register) -> Site:
    """A site of NRA in Ja'ar, of which nothing is reported."""
    return register.site(register.intervention("NRA"), targeted=500)


def test_what_a_site_reached_is_the_figure_of_this_month_and_saved_again_replaces_it(site: Site) -> None:
    for people in (120, 150):
        row = Site.get_by_id(site.id)
        row.reached = people
        changes.save(SALMA, row)
    assert _series(site) == [(this_month(), 150)]
    told = [orjson.loads(entry.changes) for entry in HistoryEntry.select().where(
        HistoryEntry.record_type == "reached_figure").order_by(HistoryEntry.id)]  # fmt: skip
    assert [entry["people"] for entry in told] == [[None, 120], [120, 150]]
    assert {entry.actor for entry in HistoryEntry.select()} == {"Salma"}


def test_the_history_of_a_site_leaves_its_figures_to_their_own(register: Register) -> None:
    site = register.site(register.intervention("NRA"), targeted=500, reached=120)
    told = HistoryEntry.get(HistoryEntry.record_type == "site")
    assert "reached" not in orjson.loads(told.changes)
    row = Site.get_by_id(site.id)
    row.reached = 130
    changes.save(SALMA, row)
    assert HistoryEntry.select().where(HistoryEntry.record_type == "site").count() == 1
    assert Site.get_by_id(site.id).version == 1


def test_the_last_month_counts_whatever_is_entered_later_for_an_earlier_one(site: Site) -> None:
    _report(SALMA, site, february=150)
    _report(SALMA, site, january=400)
    assert _reached(site) == 150
    _report(SALMA, site, march=180, january=120)
    assert _reached(site) == 180
    assert _series(site) == [(JANUARY, 120), (FEBRUARY, 150), (MARCH, 180)]


def test_a_figure_that_is_taken_back_leaves_the_one_before_and_may_come_again(site: Site) -> None:
    _report(SALMA, site, january=120, february=150)
    february = ReachedFigure.get(ReachedFigure.month == FEBRUARY)
    changes.archive(SALMA, february)
    assert _reached(site) == 120
    _report(SALMA, site, february=160)
    assert (_reached(site), len(_series(site))) == (160, 2)
    acts = HistoryEntry.select(HistoryEntry.act, HistoryEntry.changes).where(HistoryEntry.record_id == february.id,
        HistoryEntry.record_type == "reached_figure").order_by(HistoryEntry.id.desc()).tuples()  # fmt: skip
    assert list(acts)[:2] == [("CHANGE", '{"people":[150,160]}'), ("RESTORE", "{}")]


def test_who_says_that_it_is_not_known_any_more_is_believed(site: Site) -> None:
    _report(SALMA, site, january=120)
    row = Site.get_by_id(site.id)
    row.reached = None
    changes.save(SALMA, row)
    assert _reached(site) is None
    assert _series(site) == [(JANUARY, 120), (this_month(), None)]


def test_a_day_stands_for_its_month(site: Site) -> None:
    changes.save(SALMA, ReachedFigure(site=site.id, month=date(2026, 2, 17), people=150))
    assert _series(site) == [(FEBRUARY, 150)]
    assert _reached(site) == 150
    with pytest.raises(Refused, match="MONTH_KNOWN"):
        changes.save(SALMA, ReachedFigure(site=site.id, month=FEBRUARY, people=160))


def test_a_month_that_has_not_begun_is_refused(site: Site) -> None:
    ahead = date(this_month().year + 1, 1, 1)
    with pytest.raises(Refused, match="MONTH_AHEAD"):
        changes.save(SALMA, ReachedFigure(site=site.id, month=ahead, people=1))
    with pytest.raises(Refused, match="NEGATIVE"):
        changes.save(SALMA, ReachedFigure(site=site.id, month=FEBRUARY, people=-1))
    assert _series(site) == []


REPORTS = st.lists(
    st.tuples(st.integers(1, 4), st.none() | st.integers(0, 900), st.sampled_from(["form", "figure", "archive"])),
    max_size=12,
)


@given(reports=REPORTS)
def test_a_site_always_shows_the_last_of_its_standing_figures(site: Site, reports: list[tuple[int, Any, str]]) -> None:
    with changes.together() as transaction:
        for month, people, how in reports:
            _do(site, date(2026, month, 1), people, how)
            standing = _series(site)
            assert _reached(site) == (standing[-1][1] if standing else None)
        transaction.rollback()


def _do(site: Site, month: date, people: int | None, how: str) -> None:
    stored = ReachedFigure.get_or_none((ReachedFigure.site == site.id) & (ReachedFigure.month == month))
    if how == "archive" and stored is not None:
        (changes.restore if stored.archived_at else changes.archive)(SALMA, stored)
    elif how == "figure":
        figure = stored or ReachedFigure(site=site.id, month=month)
        figure.people = people
        changes.save(SALMA, figure)
    else:
        row = Site.get_by_id(site.id)
        row.figures_by_month = {month: people}
        changes.save(SALMA, row)


def _new_site(register: Register, work: Any, number: int, **values: Any) -> Site:
    area = register.areas[("YE121122", "YE121001", "YE1210")[number - 1]]
    row = Site(intervention=work.id, number=number, area=area.id, population_group=register.groups["ALL"].id, **values)
    copy_to_site(row, work, area)
    row.organization_id = work.organization_id
    return row


def test_many_sites_at_once_keep_their_figures_too(register: Register) -> None:
    work = register.intervention("NRA")
    rows = [_new_site(register, work, 1, reached=40), _new_site(register, work, 2),
            _new_site(register, work, 3, figures_by_month={JANUARY: 10, FEBRUARY: 30})]  # fmt: skip
    with changes.together():
        bulk.enter(SALMA, rows)
    assert [_series(row) for row in rows] == [[(this_month(), 40)], [], [(JANUARY, 10), (FEBRUARY, 30)]]
    assert [_reached(row) for row in rows] == [40, None, 30]
    stored = [Site.get_by_id(row.id) for row in rows]
    before = [row.values() for row in stored]
    stored[0].reached, stored[1].targeted, stored[2].figures_by_month = 50, 7, {FEBRUARY: 35}
    with changes.together():
        bulk.change(SALMA, stored, before)
    assert [_reached(row) for row in rows] == [50, None, 35]
    assert [Site.get_by_id(row.id).version for row in rows] == [1, 2, 1]


def test_a_batch_is_taken_back_with_its_figures_and_done_again(register: Register, salma: Viewer) -> None:
    old = register.site(register.intervention("NRA"), reached=120)
    batch = begin_batch(salma, "IMPORT")
    acting = salma.within(batch.id)
    new = changes.save(acting, _new_site(register, old.intervention, 2, reached=40))
    row = Site.get_by_id(old.id)
    row.reached = 300
    changes.save(acting, row)
    undone = undo(salma, batch)
    assert undone.left == []
    assert (_reached(old), Site.get_by_id(new.id).archived_at is None, _series(new)) == (120, False, [])
    undo(salma, undone.batch)
    assert (_reached(old), _reached(new), Site.get_by_id(new.id).archived_at) == (300, 40, None)


def test_a_site_of_which_somebody_reported_since_is_not_taken_back(register: Register, salma: Viewer) -> None:
    work, batch = register.intervention("NRA"), begin_batch(salma, "IMPORT")
    sites = [changes.save(salma.within(batch.id), _new_site(register, work, number, reached=40)) for number in (1, 2)]
    _report(salma, sites[0], january=20)
    # What the register held of a site before figures were kept by month is nobody's later report.
    ReachedFigure.insert(site=sites[1].id, month=JANUARY, people=7, version=0).execute()
    assert [left.row_id for left in undo(salma, batch).left] == [sites[0].id]


def _propose(viewer: Viewer, site: Site, **people: int) -> Proposal:
    made = submit(viewer, lambda acting: _report(acting, site, **people))
    assert made is not None
    return made


def test_months_that_a_partner_proposes_do_not_clash_with_each_other(people: People, site: Site) -> None:
    january, february = _propose(people.khaled, site, january=120), _propose(people.khaled, site, february=150)
    assert _series(site) == []
    assert january.title_en == "Ja'ar"
    row = Site.get_by_id(site.id)
    row.targeted = 700
    changes.save(SALMA, row)
    for proposal in (february, january):
        approve(people.nadia, proposal)
    assert _series(site) == [(JANUARY, 120), (FEBRUARY, 150)]
    assert _reached(site) == 150


def test_a_new_site_is_proposed_with_its_figure(register: Register, people: People, site: Site) -> None:
    row = _new_site(register, site.intervention, 2, reached=40)
    made = submit(people.khaled, lambda acting: changes.save(acting, row))
    assert made is not None
    approve(people.nadia, made)
    new = Site.select().order_by(Site.id.desc()).get()
    assert (_reached(new), _series(new)) == (40, [(this_month(), 40)])


def test_figures_go_to_the_officer_of_their_site_wherever_the_organisation_has_its_seat(
    register: Register, people: People
) -> None:
    site = register.site(register.intervention("ADR"))
    proposal = _propose(people.huda, site, january=120)
    assert may(people.nadia, "APPROVE", proposal)
    assert not may(people.said, "APPROVE", proposal)


Asked = Callable[[Viewer], bool]


def test_a_figure_is_seen_with_its_site_and_one_that_was_taken_back_by_those_whose_the_site_is(
    register: Register, site: Site
) -> None:
    _report(SALMA, site, january=120, february=150)
    changes.archive(SALMA, ReachedFigure.get(ReachedFigure.month == FEBRUARY))
    seen = {who: visible(ReachedFigure, viewer).count() for who, viewer in people_of(register).items()}
    assert seen == {"ministry admin": 2, "officer": 2, "partner": 2, "another partner": 1, "auditor": 2, "portal": 1,
                    "anonymous": 1}  # fmt: skip
    work = site.intervention
    work.is_published = False
    changes.save(SALMA, work)
    assert visible(ReachedFigure, NOBODY).count() == 0
    assert visible(ReachedFigure, people_of(register)["partner"]).count() == 2


def test_a_portal_learns_nothing_of_a_figure_that_was_taken_back(site: Site) -> None:
    def propose() -> str:
        figure = ReachedFigure(site=site.id, month=JANUARY, people=3)
        made = submit(portal(), lambda acting: changes.save(acting, figure))
        return made.state if made is not None else "entered"

    free = propose()
    _report(SALMA, site, january=120)
    changes.archive(SALMA, ReachedFigure.get(ReachedFigure.month == JANUARY))
    assert propose() == free == "WAITING"
