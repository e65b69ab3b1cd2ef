"""Likely twins as they are told: while an organisation is entered, after it was saved, and to whoever reviews it."""

from collections.abc import Iterable, Iterator

from markupsafe import Markup, escape

from admin.words.formatting import link
from admin.words.naming import name_of
from tansiq.language.words import gettext
from tansiq.models import Organization
from tansiq.policy.viewer import Viewer
from tansiq.proposals.proposal_facts import proposed_row
from tansiq.proposals.steps import Step
from tansiq.twins.finding import LikelyTwin, likely_twins

MOST_STEPS = 20
"""Organisations of one proposal whose twins are looked for."""


def twins_proposed(viewer: Viewer, steps: Iterable[Step]) -> list[LikelyTwin]:
    """The likely twins of the organisations that a proposal enters or changes, as they would be."""
    asked = [step for step in steps if step.model is Organization and step.act in ("CREATE", "CHANGE")]
    found: dict[int, LikelyTwin] = {}
    for step in asked[:MOST_STEPS]:
        row = proposed_row(step)
        if isinstance(row, Organization):
            found |= {one.organization.id: one for one in likely_twins(viewer, row)}
    return list(found.values())


def twin_messages(found: Iterable[LikelyTwin]) -> Iterator[Markup]:
    """What is told once more after saving, a sentence for each."""
    for one in found:
        text = gettext("It may be the same organisation as %(other)s. %(likeness)s")
        other = link(one.organization, name_of(one.organization))
        yield escape(text) % {"other": other, "likeness": str(one.likeness.in_words)}
