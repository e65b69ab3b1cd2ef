"""What the rows of a 5W sheet say against rules over the own fields of interventions and sites.

A rule of an intervention that is broken leaves out all of its rows; one of a site, the row of that site.
"""

from typing import Any

from tansiq.exchange.planning.plan import InterventionDraft, SiteDraft
from tansiq.exchange.planning.row_rules import tell_rules
from tansiq.models import Intervention, Record, Site
from tansiq.models.definitions import known
from tansiq.models.extra import number_of
from tansiq.policy.viewer import Viewer


def keeping_rules(viewer: Viewer, interventions: list[InterventionDraft]) -> list[InterventionDraft]:
    """The interventions of which rows are left that no rule refuses; what is broken is told at the cells of each."""
    if not known().rules:
        return interventions
    for intervention in interventions:
        for draft in intervention.sites:
            _tell(viewer, intervention, draft)
        intervention.sites = [draft for draft in intervention.sites if not draft.reading.is_wrong]
    return [intervention for intervention in interventions if intervention.sites]


def _tell(viewer: Viewer, intervention: InterventionDraft, draft: SiteDraft) -> None:
    work, site = intervention.stored, draft.site
    tell_rules(
        viewer,
        draft.reading,
        _told(Intervention, work, intervention.facts.intervention, intervention.changes),
        work.values() if work is not None else {},
    )
    tell_rules(
        viewer,
        draft.reading,
        _told(Site, site, draft.facts.site, draft.changes),
        site.values() if site is not None else {},
    )


def _told(model: type[Record], stored: Record | None, new: dict[str, Any], changes: dict[str, list[Any]]) -> Record:
    """A row with what its own fields will hold, which is all that rules look at; it is not saved."""
    row = model(**stored.__data__) if stored is not None else model()
    said = new if stored is None else {name: pair[1] for name, pair in changes.items()}
    for name in said:
        if number_of(name) is not None:
            row.enter(name, said[name])
    return row
