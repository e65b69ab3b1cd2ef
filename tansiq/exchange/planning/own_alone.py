"""Sheets that are the statement of one organisation: what they say of the work of others is told at its rows and left
out, whoever sends them."""

from tansiq.exchange.planning.context import filled
from tansiq.exchange.planning.plan import InterventionDraft
from tansiq.language.words import say
from tansiq.policy.viewer import Ids

_NOT_ITS_OWN = say(
    "This workbook is the report of one organisation, and this row is of another. Leave it as it was, or take it out."
)


def own_alone(only: Ids, interventions: list[InterventionDraft]) -> list[InterventionDraft]:
    """The interventions of the organisations `only`, which may have several names; all where it names none."""
    if not only:
        return interventions
    own, others = list[InterventionDraft](), list[InterventionDraft]()
    for one in interventions:
        (own if _whose(one) <= only else others).append(one)
    for draft in (draft for one in others for draft in one.sites):
        name = filled(draft.reading, "record_id", "registration_number", "organization_name", "organization_acronym")
        draft.reading.tell("error", "organization-not-asked", name, _NOT_ITS_OWN)
    return own


def _whose(intervention: InterventionDraft) -> set[int | None]:
    """Whose it is, and whose it would become."""
    said = intervention.facts.organization
    if intervention.stored is None:
        return {said.id if said is not None else None}
    becomes = {value.id for name, (_old, value) in intervention.changes.items() if name == "organization"}
    return {intervention.stored.organization_id, *becomes}
