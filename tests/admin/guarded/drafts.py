"""Documents of plans that are not published: whoever reads the draft reads them, and nobody else hears of them."""

from io import BytesIO

from tansiq.models import PlanDocument
from tansiq.proposals.documents import send_document
from tansiq.records import changes
from tests.admin.guarded.marks import NOBODYS, Marks
from tests.people import SALMA
from tests.register import Register

DOCUMENT = "plan_document"
HERE, THERE = "AO..U..", "A...U.."
"""Who reads a draft of Nadia's area, and one of another area: officers of the area, and readers of all."""


def enter_drafts(marks: Marks, register: Register) -> None:
    """Drafts of two areas, each with a document that stands and one that was archived."""
    for pcode, letters in (("YE1211", HERE), ("YE1927", THERE)):
        plan = register.plan(pcode, is_published=False)
        for is_archived in (False, True):
            row = PlanDocument(plan=plan.id, title=marks.new(DOCUMENT, "title", letters))
            content = marks.new(DOCUMENT, "content", letters, "%%PDF-1.7\n%% %s\n%%%%EOF\n")
            name = marks.new(DOCUMENT, "file_name", letters, "Mark%s.pdf")
            assert send_document(SALMA, row, (BytesIO(content.encode()), name)) is None
            marks.add(DOCUMENT, "stored", NOBODYS, row.stored)
            if is_archived:
                changes.archive(SALMA, row)
