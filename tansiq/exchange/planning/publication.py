"""New interventions that lack what others are to be shown of them: they are entered as drafts, and their rows say so.

Those that are published already stay so; `tansiq records check` tells what they lack.
"""

from collections.abc import Iterable

from tansiq.exchange.planning.context import filled
from tansiq.exchange.planning.plan import InterventionDraft
from tansiq.language.words import Sentence, say
from tansiq.models import Intervention

_FIELDS = {"title_ar": ("title", "activity"), "starts_on": ("starts_on", "period")}


def keep_as_drafts(interventions: Iterable[InterventionDraft]) -> None:
    """Note which of the new interventions cannot be published, and tell it at their rows."""
    for intervention in interventions:
        if intervention.stored is None:
            faults = Intervention(**intervention.facts.intervention).lacking_to_be_published()
            lacking = tuple(fault.field for fault in faults)
            intervention.is_draft = bool(lacking)
            _tell(intervention, lacking)


def _tell(intervention: InterventionDraft, lacking: tuple[str, ...]) -> None:
    for draft in intervention.sites if lacking else ():
        draft.reading.tell("notice", "kept-as-draft", filled(draft.reading, *_FIELDS[lacking[0]]), _SENTENCES[lacking])


_SENTENCES: dict[tuple[str, ...], Sentence] = {
    ("title_ar",): say("This has no title and no activity: it is entered as a draft, which only staff see."),
    ("starts_on",): say("This has no first day: it is entered as a draft, which only staff see."),
    ("title_ar", "starts_on"): say(
        "This has no title, no activity and no first day: it is entered as a draft, which only staff see."
    ),
}
