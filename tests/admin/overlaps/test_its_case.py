"""From a pair to the case of duplication to which it belongs."""

from datetime import date

from tansiq.cases.upkeep import keep_up
from tansiq.models import Intervention, OverlapCase
from tests.admin.conftest import Reader
from tests.admin.overlaps.pairs import MARCH


def test_a_pair_leads_to_its_case_for_those_who_read_cases(
    salma: Reader, visitor: Reader, pair: tuple[Intervention, Intervention]
) -> None:
    keep_up(date(2026, 3, 10))
    case = OverlapCase.get()
    link = f'href="/admin/cases/case/?id={case.id}"'
    for address in (f"overlaps/pairs/?{MARCH}", f"overlaps/pair/?first={pair[0].id}&second={pair[1].id}"):
        assert link in salma.get(address).text
        assert link not in visitor.get(address).text
    assert '<a href="/admin/cases/">Cases</a>' in salma.get(f"overlaps/?{MARCH}").text
    assert "/admin/cases/" not in visitor.get(f"overlaps/?{MARCH}").text
