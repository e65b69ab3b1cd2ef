"""What of a sheet of entries waits for review already: sending a workbook once more proposes only what differs.

equal to what an open proposal says of the entry -> left out, and told
another text of the same entry                   -> the sender's proposal is amended
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tansiq.exchange.planning.entry_draft import EntriesPlan, EntryDraft
from tansiq.exchange.planning.entry_matching import EntryMatching
from tansiq.language.words import say
from tansiq.models import Entry, Proposal
from tansiq.models.data_stamps import table_name
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may, visible
from tansiq.proposals.proposing import OPEN
from tansiq.proposals.steps import Step, read_steps
from tansiq.records.history import differences

_AMENDS = say("An earlier proposal of yours on this waits for review; it is replaced by what this row says.")


@dataclass(frozen=True)
class _Waiting:
    """What an open proposal says of an entry: its id (None of a new one), its values by column, what it is known by."""

    proposal: Proposal
    row_id: int | None
    said: dict[str, Any]
    key: Any


def leave_waiting(viewer: Viewer, made: EntriesPlan, matching: EntryMatching) -> None:
    """Take out of `made` what waits for review already, and note there which proposals are amended by the rest."""
    proposed = [draft for draft in made.drafts if draft.is_change and draft.is_proposed]
    waiting = list(_waiting(viewer, made, matching)) if proposed else []
    taken = set[int]()
    for draft in proposed if waiting else ():
        said, row_id = _said(draft, made), draft.stored.id if draft.stored is not None else None
        key = matching.key_of(said) if row_id is None else None
        alike = [one for one in waiting if one.row_id == row_id and one.proposal.id not in taken]
        same = next((one for one in alike if one.said == said), None)
        other = next((one for one in alike if row_id is not None or (key is not None and one.key == key)), None)
        if same is not None:
            taken.add(same.proposal.id)
            draft.is_left_out = True
            made.waiting.append((draft.row_number, same.proposal.id))
        elif other is not None and may(viewer, "CHANGE", other.proposal):
            taken.add(other.proposal.id)
            made.amends[id(draft)] = other.proposal.id
            draft.tell("notice", "proposal-amended", matching.title or "entry_id", _AMENDS)


def _said(draft: EntryDraft, made: EntriesPlan) -> dict[str, Any]:
    """The values that a proposal of a draft would hold, by column."""
    before = draft.stored.values() if draft.stored is not None else {}
    return {name: pair[1] for name, pair in differences(before, draft.as_row(made.kind).values()).items()}


def _waiting(viewer: Viewer, made: EntriesPlan, matching: EntryMatching) -> Iterator[_Waiting]:
    about = visible(Proposal, viewer).where(Proposal.record_type == table_name(Entry), Proposal.state.in_(OPEN))
    for proposal in about.order_by(Proposal.id):
        steps = read_steps(proposal.steps)
        said = {name: pair[1] for name, pair in steps[0].fields.items()}
        if len(steps) == 1 and _is_of_type(steps[0], said, made):
            row_id = steps[0].id if steps[0].id > 0 else None
            yield _Waiting(proposal, row_id, said, matching.key_of(said) if row_id is None else None)


def _is_of_type(step: Step, said: dict[str, Any], made: EntriesPlan) -> bool:
    """Whether a step changes an entry, or enters one of the type; an entry that is changed is told by its id."""
    return step.act == "CHANGE" or (step.act == "CREATE" and said.get("record_type") == made.kind.id)
