"""The draft of a report: what was typed and not submitted yet, as it was typed, kept as a whole.

keep(viewer, report, draft, seen=7) -> draft_number is 7 still: kept, 8 from now on
                                   `-> somebody kept another one meanwhile: Refused(CHANGED_MEANWHILE)
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

import orjson

from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import RoundReport
from tansiq.policy.viewer import Viewer
from tansiq.records import changes
from tansiq.rounds.stating import find_to_state, keep_draft

LONGEST = 500_000
"""Letters of a draft."""


@dataclass(frozen=True)
class Draft:
    """What was typed into a report: `texts` by the name of each cell that differs from what stood there, `seen` what
    stood there, as texts too; `own` all that was typed or ticked in fields of the ministry, by their names."""

    texts: Mapping[str, str] = field(default_factory=dict)
    seen: Mapping[str, str] = field(default_factory=dict)
    nil_reason: str = ""
    own: Mapping[str, Sequence[str]] = field(default_factory=dict)


def draft_of(report: RoundReport) -> Draft:
    """What was typed into a report and not submitted yet."""
    return Draft(**orjson.loads(report.draft)) if report.draft else Draft()


def keep(viewer: Viewer, report: RoundReport, draft: Draft, seen: int) -> None:
    """Keep a draft in place of the one whose number `seen` is; the report is begun.

    Raises Refused: as `stating.keep_draft`; CHANGED_MEANWHILE where another one was kept meanwhile, TOO_LARGE.
    """
    text = orjson.dumps(asdict(draft)).decode()
    if len(text) > LONGEST:
        raise Refused(Fault("TOO_LARGE", "", say("This is more than a report may hold.")))
    with changes.together():
        require_same(viewer, report, seen)
        keep_draft(viewer, report, text, seen)


def require_same(viewer: Viewer, report: RoundReport, seen: int) -> None:
    """Raise Refused(CHANGED_MEANWHILE) unless a report stands at the draft of this number; it is held until the
    transaction of the caller is over. Raises Refused as `stating.find_to_state` does."""
    if find_to_state(viewer, report.id).draft_number != seen:
        text = say(
            "Somebody else saved this report meanwhile. What they typed stands beside yours; save again to keep yours."
        )
        raise Refused(Fault("CHANGED_MEANWHILE", "", text))
