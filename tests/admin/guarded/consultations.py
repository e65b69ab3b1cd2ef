"""Comments on plans with the names of those who wrote and answered them, and the addresses of those invited."""

from tansiq.models import PlanComment, PlanInvitation
from tansiq.records import changes
from tests.admin.guarded.marks import ADMINISTRATORS, OFFICE, Marks
from tests.people import SALMA
from tests.register import Register

COMMENT, INVITATION = "plan_comment", "plan_invitation"


def enter_consultations(marks: Marks, register: Register) -> None:
    """What was said of a plan of Nadia's area and of another one, by NRA and by ADR."""
    for pcode, letters in (("YE1211", OFFICE), ("YE1927", ADMINISTRATORS)):
        plan = register.plan(pcode, phase="CONSULTATION")
        for acronym in ("NRA", "ADR"):
            said = {"plan": plan.id, "text": "Deeper", "organization": register.organization(acronym).id}
            names = {name: marks.new(COMMENT, name, letters) for name in ("author", "answered_by")}
            changes.save(SALMA, PlanComment(**said, **names))
        # The former address stands in the history alone, which tells administrators of what is personal.
        guest = changes.save(SALMA, PlanInvitation(plan=plan.id, email=_address(marks, ADMINISTRATORS)))
        guest.email = _address(marks, letters)
        changes.save(SALMA, guest)


def _address(marks: Marks, letters: str) -> str:
    return marks.new(INVITATION, "email", letters, "mark%s@example.org")
