"""Cases of duplication whose messages and arrangements tell who wrote them, each name marked."""

from io import BytesIO

from tansiq.models import Arrangement, CallAnswer, CaseDocument, CaseMember, CaseMessage, OverlapCase
from tansiq.proposals.documents import send_document
from tansiq.records import changes
from tests.admin.guarded.marks import ADMINISTRATORS, NOBODYS, OFFICE, Marks
from tests.admin.overlaps.pairs import work
from tests.called import a_call, invited
from tests.people import SALMA
from tests.register import Register

DOCUMENT = "case_document"


def enter_cases(marks: Marks, register: Register) -> None:
    """A case of NRA and ADR in Abyan (Nadia's), and one in Hadramawt."""
    for pcode, letters in (("YE121121", OFFICE), ("YE1927", ADMINISTRATORS)):
        place = {"area": register.areas[pcode].id, "sector": register.sectors["WSH"].id, "points": 8000}
        case = changes.save(SALMA, OverlapCase(**place, organization_count=2, intervention_count=2))
        for acronym in ("NRA", "ADR"):
            CaseMember.create(case=case.id, intervention=work(register, acronym, pcode).id)
        author = marks.new("case_message", "author", letters)
        changes.save(SALMA, CaseMessage(case=case.id, text="We meet in May.", author=author))
        _enter_documents(marks, case, letters)
        author = marks.new("arrangement", "author", letters)
        changes.save(SALMA, Arrangement(case=case.id, arrangement_kind="NOT_SAME", author=author))
        _enter_answer(marks, register, pcode, letters)


def _enter_answer(marks: Marks, register: Register, pcode: str, letters: str) -> None:
    """An answer to a call for partners there, which tells who wrote it to those in charge."""
    call = a_call(register.item(register.plan("YE1211" if pcode == "YE121121" else pcode), "Wells"))
    invited(register, call, "NRA")
    author = marks.new("call_answer", "author", letters)
    changes.save(SALMA, CallAnswer(call=call.id, organization=register.organization("NRA").id, author=author))


def _enter_documents(marks: Marks, case: OverlapCase, letters: str) -> None:
    """One for all who read the case, and one that was archived, which its officers and readers of all have."""
    office = letters[:4] + "U.."
    for readers, is_archived in (("AOPHU..", False), (office, True)):
        row = CaseDocument(case=case.id, title=marks.new(DOCUMENT, "title", readers))
        content = marks.new(DOCUMENT, "content", readers, "%%PDF-1.7\n%% %s\n%%%%EOF\n")
        name = marks.new(DOCUMENT, "file_name", readers, "Mark%s.pdf")
        assert send_document(SALMA, row, (BytesIO(content.encode()), name)) is None
        marks.add(DOCUMENT, "stored", NOBODYS, row.stored)
        if is_archived:
            changes.archive(SALMA, row)
