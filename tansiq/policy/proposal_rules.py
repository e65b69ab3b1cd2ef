"""Who reads a proposal."""

from functools import reduce
from operator import or_
from typing import Any

from tansiq import models
from tansiq.policy.belonging import NOBODY, Condition, area_ids_within
from tansiq.policy.viewer import Viewer


def proposal(table: Any, viewer: Viewer) -> Condition:
    """Proposals: whoever made them, their organisation, and the officers of the areas they change something in."""
    if viewer.reads_all:
        return None
    if viewer.portal is not None:
        return table.portal == viewer.portal.id
    if viewer.proposal_id is not None:
        return table.id == viewer.proposal_id
    if viewer.account_id is None:
        return NOBODY
    found = [table.account == viewer.account_id]
    if viewer.organization_ids:
        found.append(table.organization.in_(sorted(viewer.organization_ids)))
    if viewer.area_ids:
        places = models.ProposalArea.select(models.ProposalArea.proposal)
        found.append(table.id.in_(places.where(models.ProposalArea.area.in_(area_ids_within(viewer.area_ids)))))
    return reduce(or_, found)
