"""Two who merge the same two organisations in one moment, each the other way round: one of them is done."""

from tansiq.faults import Refused
from tansiq.models import Batch, Organization
from tansiq.twins.merging import merge
from tests.conftest import Committed
from tests.people import SALMA
from tests.tansiq.records.test_transactions import at_once


def test_of_two_who_merge_each_into_the_other_one_is_told(committed: Committed) -> None:
    first, second = (Organization.get(Organization.acronym == acronym) for acronym in ("NRA", "ADR"))
    told: list[str] = []

    def try_to(winner: Organization, loser: Organization) -> None:
        try:
            merge(SALMA, winner, loser)
        except Refused as refusal:
            told.append(refusal.code)

    # Rows of their own, as each of them has read them.
    at_once(
        lambda: try_to(Organization.get_by_id(first.id), Organization.get_by_id(second.id)),
        lambda: try_to(Organization.get_by_id(second.id), Organization.get_by_id(first.id)),
    )
    joined = Organization.select().where(Organization.canonical.is_null(False)).count()
    assert (joined, Batch.select().count(), len(told)) == (1, 1, 1)
    assert told[0] in ("ALREADY_MERGED", "CHANGED_MEANWHILE")
