r"""Demands together with what stands behind them: letters, minutes, pictures that are sent with the same form.

demand + files -> may enter: in the register, each file a document of the demand
               `-> may propose: one proposal of all of them -> decided as a whole (documents.py)
"""

from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import Demand, DemandDocument, Proposal
from tansiq.organizations import document_files
from tansiq.organizations.document_files import DocumentFile
from tansiq.platform.uploads import tidy_name
from tansiq.policy.viewer import Trial, Viewer
from tansiq.policy.visibility import may
from tansiq.proposals.documents import Sent, check_flood, proposed_documents
from tansiq.proposals.proposing import amend, submit
from tansiq.records import changes

MOST_FILES = 5
"""Files that go with one demand; a demand that is in the register takes more, one after the other."""


def send_demand(
    viewer: Viewer,
    demand: Demand,
    sent: Sequence[Sent],
    amending: Proposal | None = None,
    left_out: Sequence[str] = (),
) -> Proposal | None:
    """Enter a new demand with its files, or propose it with them; `amending` is the proposal that it replaces, whose
    files stay but for those whose digests are `left_out`.

    None says that it is entered. Raises Refused as `submit` and `amend` do; on "evidence" what is wrong with files,
    TOO_MANY, TOO_MANY_PROPOSALS: then no file is kept.
    """
    # On trial it is enough that one may propose it.
    changes.require(viewer.trying(Trial()), "CREATE", demand)
    former = [one for one in _former(viewer, amending) if one.sha256 not in left_out]
    if sent and not may(viewer, "CREATE", demand):
        check_flood(viewer, len(sent), "evidence")
    files = _kept(demand, sent, len(former))
    documents = [*former, *map(_document, files)]

    def deed(acting: Viewer) -> None:
        changes.save(acting, demand)
        for document in documents:
            document.demand = demand
            changes.save(acting, document)

    try:
        return submit(viewer, deed) if amending is None else amend(viewer, amending, deed)
    except BaseException:
        document_files.remove_files(file.stored for file in files)
        raise


def faults_of_files(sent: Sequence[Sent], filed: int = 0) -> list[Fault]:
    """Everything wrong with the files sent with a demand that has some `filed` already; none of them is kept."""
    files, faults = _tried(sent, filed)
    document_files.remove_files(file.stored for file in files)
    return faults


def _former(viewer: Viewer, amending: Proposal | None) -> list[DemandDocument]:
    found = [] if amending is None else proposed_documents(viewer, amending)
    return [one for one in found if isinstance(one, DemandDocument)]


def _kept(demand: Demand, sent: Sequence[Sent], filed: int) -> list[DocumentFile]:
    """The files, kept. Raises Refused for all that is wrong with them and with the demand, and keeps none then."""
    files, faults = _tried(sent, filed)
    if faults:
        document_files.remove_files(file.stored for file in files)
        raise Refused(*demand.all_faults(), *faults)
    return files


def _tried(sent: Sequence[Sent], filed: int) -> tuple[list[DocumentFile], list[Fault]]:
    """The files that are kept now, and what is wrong with the others."""
    if len(sent) + filed > MOST_FILES:
        text = say("With a demand go at most %(most)s files; there are %(found)s.", most=MOST_FILES,
                   found=len(sent) + filed)  # fmt: skip
        return [], [Fault("TOO_MANY", "evidence", text)]
    files: list[DocumentFile] = []
    faults: list[list[Fault]] = []
    for stream, name in sent:
        try:
            files.append(document_files.keep_file(stream, name))
        except Refused as refusal:
            faults.append([_named(fault, tidy_name(name)) for fault in refusal.faults])
    return files, list(chain.from_iterable(faults))


def _named(fault: Fault, name: str) -> Fault:
    return Fault(fault.code, "evidence", say("%(file)s: %(why)s", file=name, why=fault.sentence))


def _document(file: DocumentFile) -> DemandDocument:
    """The document of a file, called as the file is; whoever decides gives it a better title."""
    document = DemandDocument(title=Path(file.file_name).stem)
    document_files.attach(document, file)
    return document
