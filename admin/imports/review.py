"""What of an import is reviewed rather than entered: said before it is sent, and counted afterwards."""

from typing import NamedTuple

from admin.current_viewer import viewer
from admin.words.coded_fields import code_label
from admin.words.formatting import figure
from tansiq.imports import made_proposals
from tansiq.language.vocabulary import PROPOSAL_STATES
from tansiq.language.words import gettext, ngettext
from tansiq.models import ImportRun, Proposal
from tansiq.policy.visibility import may
from tansiq.proposals.proposing import OPEN

Tally = dict[str, int]


class EntryTexts(NamedTuple):
    """The button of a preview, the question it leads to, and the button that answers it."""

    button: str
    question: str
    confirm: str


def is_all_reviewed(tally: Tally | None) -> bool:
    """Whether all that an import would write goes to review."""
    return tally is not None and 0 < tally.get("proposed", 0) == tally["new"] + tally["changed"]


def review_sentence(tally: Tally) -> str:
    """What of an import goes to review, in a sentence; "" where nothing does."""
    if is_all_reviewed(tally):
        return gettext("All of it is sent for review: it is in the register once an officer approves it.")
    count = tally.get("proposed", 0)
    sentence = ngettext("%(count)s row is sent for review: it is in the register once it is approved.",
                        "%(count)s rows are sent for review: they are in the register once they are approved.",
                        figure(count))  # fmt: skip
    return sentence if count else ""


def drafts_sentence(tally: Tally) -> str:
    """How many interventions of an import are drafts, and how they are completed; "" where none is."""
    count = tally.get("drafts", 0)
    sentence = ngettext(
        "%(count)s new intervention lacks a title or a first day and is a draft, which only staff see. Give what it "
        "lacks in the workbook and send it again, or later in the form of the draft.",
        "%(count)s new interventions lack a title or a first day and are drafts, which only staff see. Give what they "
        "lack in the workbook and send it again, or later in the forms of the drafts.",
        figure(count),
    )
    return sentence if count else ""


def warned_sentence(tally: Tally) -> str:
    """Of how many rows of an import a rule warns, and what that asks for; "" where none does."""
    count = tally.get("warned", 0)
    sentence = ngettext(
        "A rule warns of %(count)s row. The reason that is given when the rows are entered is kept in its history.",
        "A rule warns of %(count)s rows. The reason that is given when the rows are entered is kept in their history.",
        figure(count),
    )
    return sentence if count else ""


def entry_texts(tally: Tally) -> EntryTexts:
    """How the good rows of a preview are entered, or sent."""
    if is_all_reviewed(tally):
        button = gettext("Send the good rows for review") if tally["wrong"] else gettext("Send all for review")
        return EntryTexts(button, gettext("Send these rows for review?"), gettext("Send them"))
    button = gettext("Enter the good rows only") if tally["wrong"] else gettext("Enter all")
    return EntryTexts(button, gettext("Enter these rows?"), gettext("Enter them"))


def proposals(run: ImportRun) -> list[tuple[str, int]]:
    """The proposals of an import, counted by their state in words."""
    counts = made_proposals.counts(viewer(), run)
    return [(code_label("proposal_state", state), counts[state]) for state in PROPOSAL_STATES.codes if state in counts]


def is_waiting(run: ImportRun) -> bool:
    """Whether there are proposals of an import that the viewer may still take back."""
    opened = made_proposals.of_run(viewer(), run.id).where(Proposal.state.in_(OPEN))
    return any(may(viewer(), "CHANGE", one) for one in opened)
