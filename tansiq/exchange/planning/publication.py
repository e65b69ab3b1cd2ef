"""New interventions that lack what others are to be shown of them: they are entered as drafts, and their rows say so.

What a published one lacked before it may lack on, and `tansiq records check` tells it; no sheet takes more away.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from tansiq.exchange.planning.context import filled
from tansiq.exchange.planning.plan import InterventionDraft
from tansiq.language.words import Sentence, say
from tansiq.models import Intervention

_NEEDED = ("title_ar", "title_en", "activity_type", "starts_on")
_ANYTHING = {"title_ar": "-", "title_en": "-", "activity_type": 1, "starts_on": date.min}
_FIELDS = {"title_ar": ("title", "activity"), "starts_on": ("starts_on", "period")}


def keep_as_drafts(interventions: Iterable[InterventionDraft]) -> list[InterventionDraft]:
    """Note which of the new interventions cannot be published, and tell it at their rows; leave out those that would
    stay published without what is taken away, told as wrong."""
    found = []
    for intervention in interventions:
        if intervention.stored is None:
            said = intervention.facts.intervention
            lacking = _lacking(tuple(name for name in _NEEDED if said.get(name)))
            intervention.is_draft = bool(lacking)
            _tell(intervention, lacking)
        elif _is_stripped(intervention, intervention.stored):
            continue
        found.append(intervention)
    return found


@lru_cache(maxsize=16)
def _lacking(given: tuple[str, ...]) -> tuple[str, ...]:
    """What keeps a new intervention from being published that says these: whatever it is that they say."""
    row = Intervention.of({name: _ANYTHING[name] for name in given})
    return tuple(fault.field for fault in row.lacking_to_be_published())


def _is_stripped(intervention: InterventionDraft, stored: Intervention) -> bool:
    """Whether a published intervention would lose what it is to have; told at its rows."""
    if not (stored.is_published and intervention.changes.keys() & _NEEDED):
        return False
    values = {name: stored.__data__.get(name) for name in _NEEDED}
    values |= {name: new for name, (_old, new) in intervention.changes.items() if name in _NEEDED}
    before = {fault.field for fault in stored.lacking_to_be_published()}
    lost = [fault for fault in Intervention(**values).lacking_to_be_published() if fault.field not in before]
    for fault in lost:
        for draft in intervention.sites:
            name = filled(draft.reading, *_FIELDS[fault.field])
            draft.reading.tell("error", "lacks-to-be-published", name, fault.sentence)
    return bool(lost)


def _tell(intervention: InterventionDraft, lacking: tuple[str, ...]) -> None:
    for draft in intervention.sites if lacking else ():
        draft.reading.tell("notice", "kept-as-draft", filled(draft.reading, *_FIELDS[lacking[0]]), _SENTENCES[lacking])


_SENTENCES: dict[tuple[str, ...], Sentence] = {
    ("title_ar",): say(
        "This has no title and no activity: it is entered as a draft, which only staff see. Write one into the sheet "
        "and send it again, or give it later in the form of the draft, and publish it there."
    ),
    ("starts_on",): say(
        "This has no first day: it is entered as a draft, which only staff see. Write it into the sheet and send it "
        "again, or give it later in the form of the draft, and publish it there."
    ),
    ("title_ar", "starts_on"): say(
        "This has no title, no activity and no first day: it is entered as a draft, which only staff see. Write them "
        "into the sheet and send it again, or give them later in the form of the draft, and publish it there."
    ),
}
