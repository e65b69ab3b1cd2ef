"""What cannot be merged, and who may not merge: refused, and nothing changes."""

from typing import Any

import pytest

from tansiq.faults import Refused
from tansiq.models import Organization, Site
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tansiq.twins.merging import merge
from tests.people import NOBODY, SALMA, officer, partner
from tests.register import Register


def _read(row: Any) -> Any:
    return type(row).get_by_id(row.id)


@pytest.mark.parametrize(
    "code", ["SAME_ORGANIZATION", "ALREADY_MERGED", "ARCHIVED", "CHANGED_MEANWHILE", "UNKNOWN_FIELD"]
)
def test_what_cannot_be_merged_is_refused_and_nothing_changes(
    register: Register, winner: Organization, loser: Organization, code: str
) -> None:
    one, other, taken = _read(winner), _read(loser), list[str]()
    if code == "SAME_ORGANIZATION":
        other = one
    elif code == "ALREADY_MERGED":
        merge(SALMA, register.organization("THIRD"), _read(loser))
    elif code == "ARCHIVED":
        changes.archive(SALMA, _read(loser))
        other = _read(loser)
    elif code == "CHANGED_MEANWHILE":
        loser.name_en = "Another"
        changes.save(SALMA, loser)
    else:
        taken = ["canonical"]
    _refused(SALMA, one, other, code, taken)


def test_two_are_not_merged_into_each_other(winner: Organization, loser: Organization) -> None:
    one, other = _read(winner), _read(loser)
    merge(SALMA, winner, loser)
    _refused(SALMA, other, one, "ALREADY_MERGED")
    _refused(SALMA, _read(loser), _read(winner), "ALREADY_MERGED")


def test_whoever_may_change_both_and_all_that_refers_to_the_loser_merges(
    register: Register, winner: Organization, loser: Organization
) -> None:
    abyan, khanfar = (officer(register.areas[at].id) for at in ("YE12", "YE1211"))
    for viewer in (khanfar, NOBODY, partner("Khaled", winner.id, loser.id)):
        _refused(viewer, _read(winner), _read(loser), "FORBIDDEN")
    there = register.intervention("NRA")
    site = register.site(there, "YE1927")
    _refused(abyan, _read(winner), _read(loser), "FORBIDDEN")
    with pytest.raises(Refused, match="FORBIDDEN") as refusal:
        merge(abyan, _read(winner), _read(loser))
    assert "Ask the ministry to merge them." in str(refusal.value.faults[0])
    assert (_read(site).organization_id, _read(loser).canonical_id) == (loser.id, None)
    changes.archive(SALMA, _read(site))
    changes.archive(SALMA, _read(there))


def test_an_officer_merges_what_lies_in_their_areas(
    register: Register, winner: Organization, loser: Organization
) -> None:
    work = register.intervention("NRA")
    register.site(work)
    merge(officer(register.areas["YE12"].id), winner, loser)
    assert (_read(work).organization_id, Site.get().organization_id) == (winner.id, winner.id)


def _refused(viewer: Viewer, one: Organization, other: Organization, code: str, taken: Any = ()) -> None:
    before = (_read(one).values(), _read(other).values())
    with pytest.raises(Refused) as refusal:
        merge(viewer, one, other, taken)
    assert refusal.value.code == code
    assert (_read(one).values(), _read(other).values()) == before
