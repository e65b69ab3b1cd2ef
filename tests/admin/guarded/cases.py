"""Cases of duplication whose messages and arrangements tell who wrote them, each name marked."""

from tansiq.models import Arrangement, CaseMember, CaseMessage, OverlapCase
from tansiq.records import changes
from tests.admin.guarded.marks import ADMINISTRATORS, OFFICE, Marks
from tests.admin.overlaps.pairs import work
from tests.people import SALMA
from tests.register import Register


def enter_cases(marks: Marks, register: Register) -> None:
    """A case of NRA and ADR in Abyan (Nadia's), and one in Hadramawt."""
    for pcode, letters in (("YE121121", OFFICE), ("YE1927", ADMINISTRATORS)):
        place = {"area": register.areas[pcode].id, "sector": register.sectors["WSH"].id, "points": 8000}
        case = changes.save(SALMA, OverlapCase(**place, organization_count=2, intervention_count=2))
        for acronym in ("NRA", "ADR"):
            CaseMember.create(case=case.id, intervention=work(register, acronym, pcode).id)
        author = marks.new("case_message", "author", letters)
        changes.save(SALMA, CaseMessage(case=case.id, text="We meet in May.", author=author))
        author = marks.new("arrangement", "author", letters)
        changes.save(SALMA, Arrangement(case=case.id, arrangement_kind="NOT_SAME", author=author))
