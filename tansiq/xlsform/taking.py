"""A form that is taken in: tried as any document of definitions is, with all faults at once, each at its cell."""

from collections.abc import Sequence
from dataclasses import dataclass

from tansiq.definition_documents.document import Document
from tansiq.definition_documents.taking import TakenOver
from tansiq.definition_documents.taking_over import take_over
from tansiq.faults import Fault, Refused
from tansiq.language.words import Sentence
from tansiq.policy.viewer import Viewer
from tansiq.xlsform.reading import ReadForm, read_form


@dataclass(frozen=True)
class TakenForm:
    """What became of each definition, what of the form was left out, and the document that it became."""

    taken: Sequence[TakenOver]
    notes: Sequence[Sentence]
    document: Document


def take_form(viewer: Viewer, content: bytes, called: str, is_trial: bool = False) -> TakenForm:
    """Bring the definitions of an XLSForm here, in one transaction; on trial nothing is kept of it. `called` is the
    name of its file without its ending.

    Raises Refused: FORBIDDEN, or every fault with its cell.
    """
    form = read_form(content, called)
    faults = list(form.findings.faults)
    try:
        # A form with faults is tried for those that only saving tells.
        taken = take_over(viewer, form.document, is_trial=is_trial or bool(faults))
    except Refused as refusal:
        raise Refused(*_all_of(faults, form, refusal)) from refusal
    if faults:
        raise Refused(*faults)
    return TakenForm(taken, form.findings.notes, form.document)


def _all_of(faults: list[Fault], form: ReadForm, refusal: Refused) -> Sequence[Fault]:
    """Those of reading and of the trial, in the order of the sheets; of one cell and kind the first alone."""
    found: dict[tuple[str, str], Fault] = {}
    for fault in [*faults, *map(form.places.in_workbook, refusal.faults)]:
        found.setdefault((fault.field, fault.code), fault)
    return list(found.values())
