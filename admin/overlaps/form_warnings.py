"""Warnings while an intervention is entered: who else does the same, where, on which days, and why we think so."""

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup, escape

from admin.words.formatting import link
from admin.words.naming import name_of
from tansiq import intervention_entry
from tansiq.duplication.overlap import Overlap
from tansiq.intervention_entry import Entry
from tansiq.language.words import Sentence, gettext
from tansiq.models import Intervention, Organization
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

AT_ONCE = 5
"""Overlaps that a form tells; whoever wants them all looks at the page of overlaps."""


class OtherIntervention(NamedTuple):
    """One overlap: the other intervention and its organisation, as far as they are visible, and the reason."""

    intervention: Intervention
    organization: Organization | None
    reason: Sentence

    @property
    def link(self) -> Markup:
        """The other intervention, by the name of whoever carries it out."""
        title = name_of(self.intervention)
        return link(self.intervention, f"{name_of(self.organization)}: {title}" if self.organization else title)


class OverlapWarnings(NamedTuple):
    """The overlaps that are told, whether there are more, and all that were found, best first."""

    others: list[OtherIntervention]
    has_more: bool
    overlaps: list[Overlap]


def overlap_warnings(viewer: Viewer, entry: Entry, first: int = AT_ONCE) -> OverlapWarnings:
    """The `first` best overlaps of an entry, saved or not, with what they refer to: two statements more."""
    found = intervention_entry.overlaps(viewer, entry, first + 1)
    own = entry.intervention.id
    ids = [pair.second_id if pair.first_id in (None, own) else pair.first_id for pair in found[:first]]
    rows = {row.id: row for row in visible(Intervention, viewer).where(Intervention.id.in_(ids))}
    asked = {row.organization_id for row in rows.values()}
    named = {row.id: row for row in visible(Organization, viewer).where(Organization.id.in_(asked))}
    others = [
        OtherIntervention(rows[row_id], named.get(rows[row_id].organization_id), pair.reason)
        for row_id, pair in zip(ids, found, strict=False)
        if row_id in rows
    ]
    return OverlapWarnings(others, len(found) > first, found)


def warning_messages(found: OverlapWarnings) -> Iterator[Markup]:
    """What is told once more after saving, a sentence for each."""
    for other in found.others:
        text = gettext("This may be done twice. %(reason)s See %(other)s.")
        yield escape(text) % {"reason": str(other.reason), "other": other.link}
