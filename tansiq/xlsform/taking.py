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
        raise Refused(*sorted(faults, key=lambda fault: _cell_order(fault.field)))
    return TakenForm(taken, form.findings.notes, form.document)


def _all_of(faults: list[Fault], form: ReadForm, refusal: Refused) -> Sequence[Fault]:
    """Those of reading and of the trial in the order of their cells; of one cell and kind the first alone."""
    tried = _without_what_follows(form.document, refusal.faults)
    found: dict[tuple[str, str], Fault] = {}
    for fault in [*faults, *map(form.places.in_workbook, tried)]:
        found.setdefault((fault.field, fault.code), fault)
    return sorted(found.values(), key=lambda fault: _cell_order(fault.field))


def _without_what_follows(document: Document, faults: Sequence[Fault]) -> Sequence[Fault]:
    """The faults without those of fields and rules that have no record type only because that one has a fault."""
    wrong = {row["key"] for index, row in enumerate(document.types)
             if any(fault.field.startswith(f"types[{index}]") for fault in faults)}  # fmt: skip
    orphans = {f"{part}[{index}]" for part, rows in (("fields", document.fields), ("rules", document.rules))
               for index, row in enumerate(rows) if row["record_type"] in wrong}  # fmt: skip
    following = orphans | {f"{place}.record_type" for place in orphans}
    return [fault for fault in faults if fault.field not in following]


def _cell_order(place: str) -> tuple[str, int, int, str]:
    """Sheets one after the other, each by its rows and columns; what stands nowhere comes first."""
    sheet, _, cell = place.rpartition("!")
    letters = cell.rstrip("0123456789")
    row = cell[len(letters) :]
    return sheet, int(row) if row else 0, len(letters), letters
