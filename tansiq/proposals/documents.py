r"""Documents with their files, entered or proposed. A proposed file lies where those of the register lie.

file -> kept -> may enter: the document's own
            \-> may propose: the proposal's -> approved: the document's own
                                            \-> amended with another file, rejected, withdrawn: removed
            \-> refused: removed
"""

from typing import IO, Any

from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import Demand, Document, Proposal, Record
from tansiq.models.data_stamps import table_name
from tansiq.models.document import kinds_of_documents
from tansiq.organizations import document_files
from tansiq.policy.authority import is_to_have_papers
from tansiq.policy.viewer import Trial, Viewer
from tansiq.policy.visibility import may, visible
from tansiq.proposals.proposal_facts import proposed_row
from tansiq.proposals.proposing import OPEN, amend, submit
from tansiq.proposals.steps import Step, files_of, read_steps
from tansiq.records import changes

Sent = tuple[IO[bytes], str]
"""A file as it was sent, and its name."""

MOST_WAITING = 20
"""Documents of one sender that wait at once."""


def send_document(
    viewer: Viewer, document: Document, sent: Sent | None, amending: Proposal | None = None
) -> Proposal | None:
    """Enter a new document with its file, or propose it; `amending` is the proposal whose document it replaces.

    Without a file the one of the proposal stays. None says that the document is entered. Raises Refused as `submit`,
    `amend` and `documents.keep` do, MISSING on "file" where there is none, TOO_MANY_PROPOSALS: then no file is kept.
    """
    # On trial it is enough that one may propose it.
    changes.require(viewer.trying(Trial()), "CREATE", document)
    if sent is None:
        _take_over(document, None if amending is None else proposed_document(viewer, amending))
        return _enter(viewer, document, amending)
    if amending is None and not may(viewer, "CREATE", document):
        check_flood(viewer, 1)
    document_files.attach(document, _kept(document, sent))
    try:
        return _enter(viewer, document, amending)
    except BaseException:
        document_files.remove_files({document.stored})
        raise


def faults(document: Document, sent: Sent | None, is_filed: bool) -> list[Fault]:
    """Everything wrong with a new document and the file sent with it, of which nothing is kept. `is_filed` says that
    there is a file already."""
    found = _faults_but_of_file(document)
    if sent is None:
        return found if is_filed else [*found, _no_file()]
    try:
        document_files.remove_files({document_files.keep_file(*sent).stored})
    except Refused as refusal:
        found += refusal.faults
    return found


def proposed_document(viewer: Viewer, proposal: Proposal) -> Document | None:
    """The first of `proposed_documents`: the one that a proposal of a document is about."""
    return next(iter(proposed_documents(viewer, proposal)), None)


def proposed_documents(viewer: Viewer, proposal: Proposal) -> list[Document]:
    """The new documents that an open proposal holds, not saved; none where the viewer may not have its files.

    Once it is decided there are none: an approved document is in the register, and seen there by whoever may see it.
    """
    if proposal.state not in OPEN or not is_to_have_papers(viewer, proposal):
        return []
    new = (proposed_row(step) for step in read_steps(proposal.steps) if _is_of_document(step) and step.id < 0)
    return [row for row in new if isinstance(row, Document)]


def remove_unwanted_files() -> None:
    """Remove the files of proposals that came to nothing, where whoever decided was killed before they were removed.

    Only files that such a proposal names, and no document: what nobody names may be of a day that was restored.
    """
    for proposal in Proposal.select().where(_may_hold_files(), Proposal.state.in_(("REJECTED", "WITHDRAWN"))):
        named = files_of(read_steps(proposal.steps))
        kept = {
            row.stored for kind in kinds_of_documents() for row in kind.select().where(kind.stored.in_(list(named)))
        }
        document_files.remove_files(named - kept)


def _is_of_document(step: Step) -> bool:
    return issubclass(step.model, Document)


def _may_hold_files() -> Any:
    tables: list[type[Record]] = [*kinds_of_documents(), Demand]
    return Proposal.record_type.in_([table_name(model) for model in tables])


def check_flood(viewer: Viewer, more: int, field: str = "file") -> None:
    """Files that wait take room: they are fewer than other proposals. Raises Refused(TOO_MANY_PROPOSALS) on `field`
    where `more` are too many."""
    mine = visible(Proposal, viewer).where(_may_hold_files(), Proposal.account == viewer.account_id)
    waiting = sum(len(files_of(read_steps(one.steps))) for one in mine.where(Proposal.state.in_(OPEN)))
    if waiting + more > MOST_WAITING:
        text = say("%(most)s of your documents wait for review. Send more once some are decided.", most=MOST_WAITING)
        raise Refused(Fault("TOO_MANY_PROPOSALS", field, text))


def _take_over(document: Document, former: Document | None) -> None:
    if former is None:
        raise Refused(*_faults_but_of_file(document), _no_file())
    for name in ("file_name", *document.carried):
        setattr(document, name, getattr(former, name))


def _kept(document: Document, sent: Sent) -> document_files.DocumentFile:
    """The file, kept. Raises Refused for all that is wrong with it and with the document, and keeps nothing."""
    try:
        return document_files.keep_file(*sent)
    except Refused as refusal:
        raise Refused(*_faults_but_of_file(document), *refusal.faults) from None


def _faults_but_of_file(document: Document) -> list[Fault]:
    return [fault for fault in document.all_faults(later=("file_name",)) if fault.field != "file"]


def _no_file() -> Fault:
    return Fault("MISSING", "file", say("Choose a file first."))


def _enter(viewer: Viewer, document: Document, amending: Proposal | None) -> Proposal | None:
    def deed(acting: Viewer) -> None:
        changes.save(acting, document)

    return submit(viewer, deed) if amending is None else amend(viewer, amending, deed)
