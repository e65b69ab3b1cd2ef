"""Contacts and documents in every state that a register knows, each value marked."""

from functools import partial
from io import BytesIO
from typing import Any

from tansiq.models import OrganizationContact, OrganizationDocument, Proposal
from tansiq.policy.viewer import Viewer
from tansiq.proposals.documents import send_document
from tansiq.proposals.proposing import submit
from tansiq.proposals.reviewing import approve, reject
from tansiq.records import changes
from tests.admin.guarded.marks import NOBODYS, OFFICE, OWN_HERE, OWN_THERE, SIGNED_IN, Marks
from tests.people import SALMA

CONTACT = "organization_contact"
DOCUMENT = "organization_document"


def enter_papers(marks: Marks, here: int, there: int, khaled: Viewer, nadia: Viewer) -> None:
    """Papers of the organisations `here` (Khaled's, in Nadia's area) and `there` (Huda's)."""
    for own, letters in ((here, OWN_HERE), (there, OWN_THERE)):
        _change(_contact(marks, own, letters), marks, letters)
        _change(_document(marks, own, letters), marks, letters)
        changes.archive(SALMA, _contact(marks, own, letters))
        changes.archive(SALMA, _document(marks, own, letters))
        _publish(_contact(marks, own, letters), marks)
    _propose(marks, here, khaled, nadia)
    elsewhere = _new_contact(marks, there, OFFICE)
    submit(nadia, lambda acting: changes.save(acting, elsewhere))


def _propose(marks: Marks, here: int, khaled: Viewer, nadia: Viewer) -> None:
    """Proposed, decided, clashing, and archived by a proposal."""
    for decide in (_leave, _approve, _reject):
        contact = _new_contact(marks, here, OWN_HERE)
        decide(nadia, submit(khaled, partial(changes.save, row=contact)))
        decide(nadia, _send(marks, khaled, here, OWN_HERE, is_kept=decide is not _reject))
        for stored in (_contact(marks, here, OWN_HERE), _document(marks, here, OWN_HERE)):
            _mark(stored, marks, OWN_HERE)
            decide(nadia, submit(khaled, partial(changes.save, row=stored)))
            decide(nadia, submit(khaled, partial(changes.archive, row=_anew(stored))))
            if decide is _leave:
                _change(_anew(stored), marks, OWN_HERE)


def _leave(_viewer: Viewer, _proposal: Proposal | None) -> None:
    """It waits."""


def _approve(viewer: Viewer, proposal: Proposal | None) -> None:
    assert proposal is not None
    approve(viewer, proposal)


def _reject(viewer: Viewer, proposal: Proposal | None) -> None:
    assert proposal is not None
    reject(viewer, proposal, "Not now")


def _new_contact(marks: Marks, own: int, letters: str) -> OrganizationContact:
    row = OrganizationContact(organization=own)
    _mark(row, marks, letters)
    return row


def _contact(marks: Marks, own: int, letters: str) -> OrganizationContact:
    return changes.save(SALMA, _new_contact(marks, own, letters))


def _document(marks: Marks, own: int, letters: str) -> OrganizationDocument:
    assert _send(marks, SALMA, own, letters) is None
    row: OrganizationDocument = OrganizationDocument.select().order_by(OrganizationDocument.id.desc()).get()
    return row


def _send(marks: Marks, viewer: Viewer, own: int, letters: str, is_kept: bool = True) -> Proposal | None:
    """A document with its file, which goes with a proposal that is rejected."""
    row = _mark(OrganizationDocument(organization=own), marks, letters)
    content = marks.new(DOCUMENT, "content", letters if is_kept else NOBODYS, "%%PDF-1.7\n%% %s\n%%%%EOF\n")
    name = marks.new(DOCUMENT, "file_name", letters, "Mark%s.pdf")
    proposal = send_document(viewer, row, (BytesIO(content.encode()), name))
    marks.add(DOCUMENT, "stored", NOBODYS, row.stored)
    return proposal


def _mark(row: Any, marks: Marks, letters: str) -> Any:
    if isinstance(row, OrganizationDocument):
        row.title = marks.new(DOCUMENT, "title", letters)
        return row
    row.name = marks.new(CONTACT, "name", letters)
    row.job = marks.new(CONTACT, "job", letters)
    row.phone = marks.new(CONTACT, "phone", letters, "+967 %s")
    row.email = marks.new(CONTACT, "email", letters, "mark%s@example.org")
    return row


def _change(row: Any, marks: Marks, letters: str) -> None:
    """Other values, so that the former ones stand in the history alone."""
    changes.save(SALMA, _mark(row, marks, letters))


def _publish(contact: OrganizationContact, marks: Marks) -> None:
    """Another person, who agreed to be named, in the place of one who did not."""
    contact.is_public = True
    changes.save(SALMA, _mark(contact, marks, SIGNED_IN))


def _anew(row: Any) -> Any:
    return type(row).get_by_id(row.id)
