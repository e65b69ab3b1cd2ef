"""Overlaps that are new: found from what was entered or changed since a moment, and from nothing else."""

from datetime import datetime, timedelta

import pytest

from tansiq.duplication.decisions import decide
from tansiq.duplication.recent_overlaps import new_overlaps
from tansiq.models import HistoryEntry, Intervention, Site
from tansiq.models.record import now
from tansiq.records import changes
from tests.people import NOBODY, SALMA
from tests.register import Register

LONG_AGO = datetime.fromisoformat("2020-01-01")


def _work(register: Register, acronym: str, pcode: str = "YE1211") -> Intervention:
    row = register.intervention(acronym)
    register.site(row, pcode)
    return row


def _since(register: Register) -> datetime:
    """A moment after all that was entered so far: the entries so far are put before it."""
    HistoryEntry.update(at=now() - timedelta(hours=2)).execute()
    return now() - timedelta(hours=1)


def test_a_pair_is_new_once_one_of_the_two_is(register: Register) -> None:
    old, _other = _work(register, "NRA"), _work(register, "FAR", "YE1927")
    since = _since(register)
    assert new_overlaps(SALMA, since) == []
    new = _work(register, "ADR", "YE121121")
    [overlap] = new_overlaps(SALMA, since)
    assert (overlap.first_id, overlap.second_id) == (old.id, new.id)
    assert overlap.area_id == register.areas["YE121121"].id


def test_a_pair_of_two_new_ones_is_told_once(register: Register) -> None:
    for acronym in ("NRA", "ADR", "BKC"):
        _work(register, acronym)
    assert len(new_overlaps(SALMA, LONG_AGO)) == 3
    assert len(new_overlaps(SALMA, LONG_AGO, first=2)) == 2


@pytest.mark.parametrize("changed", ["intervention", "site"])
def test_a_change_of_an_old_one_or_of_its_site_makes_its_pairs_new(register: Register, changed: str) -> None:
    old, other = _work(register, "NRA", "YE121121"), _work(register, "ADR")
    since = _since(register)
    row = Intervention.get_by_id(old.id) if changed == "intervention" else Site.get(Site.intervention == old.id)
    setattr(row, "remarks" if changed == "intervention" else "targeted", "5" if changed == "intervention" else 5)
    changes.save(SALMA, row)
    [overlap] = new_overlaps(SALMA, since)
    assert (overlap.first_id, overlap.second_id) == (old.id, other.id)


def test_weak_and_decided_ones_and_hidden_ones_are_no_news(register: Register) -> None:
    _work(register, "NRA", "YE12"), _work(register, "ADR", "YE12")
    assert new_overlaps(SALMA, LONG_AGO) == []
    first, second = _work(register, "BKC"), _work(register, "GRN")
    assert len(new_overlaps(SALMA, LONG_AGO)) == 1
    decide(SALMA, first, second, "COMPLEMENTARY")
    assert new_overlaps(SALMA, LONG_AGO) == []
    _work(register, "PUB")
    assert len(new_overlaps(NOBODY, LONG_AGO)) == len(new_overlaps(SALMA, LONG_AGO)) == 2
    second = Intervention.get_by_id(second.id)
    second.is_published = False
    changes.save(SALMA, second)
    # A decision stands whoever sees the two; the reader no longer sees one of them.
    assert len(new_overlaps(SALMA, LONG_AGO)) == 2
    assert len(new_overlaps(NOBODY, LONG_AGO)) == 1


def test_only_the_newest_are_looked_at(register: Register) -> None:
    _work(register, "NRA"), _work(register, "ADR")
    _work(register, "FAR", "YE1927")
    assert new_overlaps(SALMA, LONG_AGO, works=1) == []
    assert len(new_overlaps(SALMA, LONG_AGO, works=2)) == 1
